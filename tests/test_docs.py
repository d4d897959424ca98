"""The documents say what is so: commands, options, columns, failure codes, links, and the examples' output."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import get_args
from urllib.parse import unquote

import pytest
import typer

from ntm_extract.cli import app
from ntm_extract.errors import DocumentError
from ntm_extract.plan import PageVerdict, Plan
from ntm_extract.schema.dictionary import load_wording
from ntm_extract.store.columns import Kind, columns_of
from ntm_extract.store.failure import STORED_TABLES
from ntm_extract.store.tables import FORMATS

ROOT = Path(__file__).resolve().parents[1]
READMES = (ROOT / "README.md", ROOT / "README.vi.md")
DOCUMENTS = (*READMES, ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
READ = {path.name: path.read_text(encoding="utf-8") for path in DOCUMENTS}

COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
OPTIONS = {
    name: {word for parameter in command.params for word in parameter.opts if word.startswith("-")} | {"--help", "-h"}
    for name, command in COMMANDS.items()
}
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def blocks_of(text: str) -> list[tuple[str, str]]:
    return BLOCK.findall(text)


def without_blocks(text: str) -> str:
    return BLOCK.sub("", text)


def headings_of(text: str) -> list[str]:
    return re.findall(r"^#{1,6} .*$", without_blocks(text), re.MULTILINE)


def calls_of(text: str) -> Iterator[tuple[str, str]]:
    """Give (command, rest of the line) for every call of the program in blocks and code spans."""
    lines = [line for kind, block in blocks_of(text) if kind in ("sh", "console") for line in block.splitlines()]
    for line in [*lines, *CODE_SPAN.findall(without_blocks(text))]:
        for call in re.findall(r"(?:^|[\s/])(?<!inject )ntm-extract((?: [^|>]*)?)", line):
            words = call.split()
            if words and re.fullmatch(r"[a-z]+", words[0]):
                yield words[0], call


def anchors_of(text: str) -> set[str]:
    """Give the anchors that GitHub makes of the headings."""
    kept = (re.sub(r"[^\w\- ]", "", heading.lstrip("#").strip().lower()) for heading in headings_of(text))
    return {heading.replace(" ", "-") for heading in kept}


def load_script(name: str) -> ModuleType:
    spec = spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", [path.name for path in READMES])
def test_readme_shows_every_command(name: str) -> None:
    shown = {command for command, _ in calls_of(READ[name])}
    assert set(COMMANDS) <= shown
    headings = " ".join(headings_of(READ[name]))
    assert all(f"### {command}:" in headings for command in COMMANDS)


@pytest.mark.parametrize("name", [path.name for path in DOCUMENTS])
def test_every_call_in_the_documents_exists(name: str) -> None:
    for command, call in calls_of(READ[name]):
        assert command in COMMANDS, call
        assert set(re.findall(r"(?<=\s)--?[a-z][a-z-]*", call)) <= OPTIONS[command], call


@pytest.mark.parametrize("name", [path.name for path in READMES])
def test_readme_tells_every_option_and_no_other(name: str) -> None:
    for command, options in OPTIONS.items():
        text = without_blocks(READ[name]).partition(f"### {command}:")[2]
        section = re.split(r"^##", text, maxsplit=1, flags=re.MULTILINE)[0]
        examples = " ".join(call for called, call in calls_of(READ[name]) if called == command)
        told = set(re.findall(r"--[a-z][a-z-]*", section)) - {"--help"}
        assert told <= options, command
        assert options - {"--help", "-h"} <= told | set(re.findall(r"--[a-z][a-z-]*", examples)), command
    assert re.search(rf"--format {','.join(FORMATS)}\b", READ[name])


def test_both_readmes_have_the_same_sections_blocks_and_tables() -> None:
    english, vietnamese = (READ[path.name] for path in READMES)
    assert [heading.split()[0] for heading in headings_of(english)] == [
        heading.split()[0] for heading in headings_of(vietnamese)
    ]
    assert blocks_of(english) == blocks_of(vietnamese)
    rows = [re.findall(r"^\| (`[^`|]*`|\d[\d, ]*)", text, re.MULTILINE) for text in (english, vietnamese)]
    assert rows[0] == rows[1]
    bullets = [re.findall(r"^(- |\d+\. )", text, re.MULTILINE) for text in (english, vietnamese)]
    assert len(bullets[0]) == len(bullets[1])


def test_both_readmes_have_the_same_figures() -> None:
    tables = []
    for path in READMES:
        figures = READ[path.name].split("<!-- figures:begin -->")[1].split("<!-- figures:end -->")[0]
        tables.append([row.split("|")[2:] for row in figures.splitlines() if row.startswith("| `")])
    assert tables[0]
    assert tables[0] == tables[1]


def test_summary_of_the_demo_counts_the_sample_plans() -> None:
    samples = list((ROOT / "fixtures" / "samples").glob("*.*"))
    for path in READMES:
        assert f"Tệp đầu vào: {len(samples)}\n" in READ[path.name]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_resolve(path: Path) -> None:
    for link in LINK.findall(without_blocks(READ[path.name])):
        if "://" in link:
            continue
        file, _, anchor = unquote(link).partition("#")
        target = path.parent / file if file else path
        assert target.exists(), link
        if anchor:
            assert anchor in anchors_of(target.read_text(encoding="utf-8")), link


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_exist(path: Path) -> None:
    named = re.findall(r"`((?:ntm_extract|fixtures|docs|corpora|benchmarks|tests)/[\w./-]*)`", READ[path.name])
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_descriptions_of_the_tables_match_the_models(language: str) -> None:
    script = load_script("write_tables")
    page = script.page_of(language)
    assert READ[page.name] == script.describe(language), "run: python docs/write_tables.py"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_rules_of_the_audit_are_described_as_they_are(language: str) -> None:
    script = load_script("write_rules")
    assert READ[script.PAGES[language]] == script.describe(language), "run: python docs/write_rules.py"


def test_closed_lists_are_described_word_for_word() -> None:
    texts = load_wording()
    for table, model in STORED_TABLES.items():
        for column in columns_of(model):
            if column.kind is Kind.WORD:
                assert list(texts["values"][table][column.name]) == list(get_args(column.annotation))
        assert set(texts["values"].get(table, {})) <= {column.name for column in columns_of(model)}


def test_labels_and_remedies_of_pages_are_described() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ntm_extract" / "read").rglob("*.py"))
    given = re.findall(r'Verdict\(\s*"([a-z-]+)", "([a-z-]+)"', source)
    described = load_wording()["values"]["page_verdicts"]
    assert given
    assert {label for label, _ in given} <= set(described["label"])
    assert {remedy for _, remedy in given} <= set(described["remedy"])
    assert {"label", "remedy"} <= set(PageVerdict.model_fields)


def test_every_failure_code_is_explained() -> None:
    kinds: list[type[DocumentError]] = [DocumentError, *DocumentError.__subclasses__()]
    rows = re.findall(r"^\| `([a-z-]+)` \| `(\w+)` \|", READ["errors.md"], re.MULTILINE)
    assert sorted(rows) == sorted((kind.code, kind.__name__) for kind in kinds)
    for path in READMES:
        assert all(f"`{kind.code}`" in READ[path.name] for kind in kinds), path.name


def test_every_table_is_in_the_readmes() -> None:
    for path in READMES:
        assert all(f"| `{table}` |" in READ[path.name] for table in STORED_TABLES), path.name
    assert {"page_verdicts", "notes"} <= set(Plan.model_fields)


NEUTRAL = {"plan", "pages", "alignment", "edtf", "errors", "writing"}
MAY_IMPORT = {
    "writing": set[str](),
    "read": set[str](),
    "knowledge": set[str](),
    "evaluate": set[str](),
    "restore": {"knowledge"},
    "transcript": {"restore"},
    "outline": set[str](),
    "extract": {"knowledge", "restore", "outline"},
    "store": set[str](),
    "batch": {"pipeline", "store"},
    "review": {"read", "schema", "store"},
    "schema": {"store"},
    "publish": {"schema"},
    "compare": {"knowledge", "publish", "schema", "store"},
    "audit": {"knowledge", "publish", "schema", "store"},
    "export": {"knowledge", "schema", "store"},
}


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_rooms_import_only_what_architecture_md_allows(room: str) -> None:
    assert f"`{room}/`" in READ["architecture.md"]
    for path in (ROOT / "ntm_extract" / room).rglob("*.py"):
        found = set(re.findall(r"^\s*from ntm_extract\.(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
        assert found <= MAY_IMPORT[room] | NEUTRAL | {room}, path


def test_documents_name_no_place_of_one_machine() -> None:
    private = re.compile(r"/(?:home|tmp|work|root|Users)/|localhost|127\.0\.0\.1")
    emoji = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
    for name, text in READ.items():
        assert not private.search(text), name
        assert not emoji.search(text), name


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the READMEs assume it: the sample plans, and ke-hoach with one plan and one empty file."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "fixtures").symlink_to(ROOT / "fixtures")
    (folder / "ke-hoach").mkdir()
    sample = ROOT / "fixtures" / "samples" / "quang-tri-txt.txt"
    (folder / "ke-hoach" / sample.name).write_bytes(sample.read_bytes())
    (folder / "ke-hoach" / "rong.pdf").touch()
    return folder


def examples() -> list[tuple[str, str]]:
    """Give the commands of the console blocks with the output shown; they follow from one another."""
    shown = []
    for kind, block in blocks_of(READ["README.md"]):
        if kind == "console":
            for part in block.split("$ ")[1:]:
                command, _, output = part.partition("\n")
                shown.append((command, output))
    return shown


def test_examples_print_what_the_readmes_show(desk: Path) -> None:
    """Words and lines are compared; of counts only that there is one, so that a better rule changes no document."""
    shown = examples()
    assert len(shown) >= 5
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command, output in shown:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=desk,
            env={**os.environ, "PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        assert _words(done.stdout)[: len(_words(output))] == _words(output), command


def test_python_example_runs(desk: Path) -> None:
    code = next(block for kind, block in blocks_of(READ["README.md"]) if kind == "python")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=desk, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "Ủy ban nhân dân huyện"


def _words(output: str) -> list[str]:
    """Give the lines before the list of what to look at, blanks as one, counts at a line's beginning as N."""
    told = output.partition("\nCần xem lại")[0]
    lines = (re.sub(r"^\s+\d+", "N", line) for line in told.strip().splitlines())
    return [" ".join(line.split()) for line in lines]
