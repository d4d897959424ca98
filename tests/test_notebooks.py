"""The notebooks run from top to bottom as they are kept, without network, and leave nothing behind."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from notebooks.tidy import tidied

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
CELL_LINES = 12
CELL_SECONDS = 180
DEVELOPMENT = ("nbclient", "nbformat", "ipykernel", "altair", "vl_convert", "duckdb")
ELSEWHERE = re.compile(r"^(?:/|~|[A-Za-z]:[\\/]|file:|https?:)")
GUARD = """
import sys
def refuse(event, values):
    where = values[1] if event == "socket.connect" else values[0] if event == "socket.getaddrinfo" else None
    host = where[0] if isinstance(where, tuple) else None if event == "socket.connect" else where
    if host not in (None, "", "127.0.0.1", "::1", "localhost"):
        raise PermissionError(f"no network here: {host}")
sys.addaudithook(refuse)
"""

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@pytest.fixture
def closed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Shut off the network for all processes that are started, and give the folder that they take as temporary."""
    guard, temporary = tmp_path / "guard", tmp_path / "tmp"
    guard.mkdir()
    temporary.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(guard), os.environ.get("PYTHONPATH")))))
    monkeypatch.setenv("TMPDIR", str(temporary))
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    return temporary


def code_of(path: Path) -> list[str]:
    return [source_of(cell) for cell in cells_of(path) if cell["cell_type"] == "code"]


def cells_of(path: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return cells


def source_of(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def coloured_pixels(picture: str) -> int:
    """Count what is neither paper nor writing; axes and words are grey."""
    channels = np.asarray(Image.open(BytesIO(b64decode(picture))).convert("RGB"), dtype="int16")
    return int((np.ptp(channels, axis=2) > 40).sum())


def files_in_folder() -> set[tuple[Path, int]]:
    return {(path, path.stat().st_mtime_ns) for path in FOLDER.rglob("*") if "__pycache__" not in path.parts}


def test_the_four_notebooks_are_there() -> None:
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04"]


def test_network_is_refused_to_what_a_notebook_starts(closed_in: Path) -> None:
    call = [sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 80), 1)"]
    assert "no network here: 192.0.2.1" in subprocess.run(call, capture_output=True, text=True).stderr


@each_notebook
def test_notebook_runs_as_opened_in_its_folder(path: Path, closed_in: Path) -> None:
    for name in DEVELOPMENT:
        pytest.importorskip(name, reason=f"the development package {name} is not installed")
    import nbformat
    from nbclient import NotebookClient

    before = files_in_folder()
    notebook = nbformat.read(path, as_version=4)
    kernel_folder = {"metadata": {"path": str(FOLDER)}}
    NotebookClient(notebook, timeout=CELL_SECONDS, kernel_name="python3", resources=kernel_folder).execute()

    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert not [output.text for output in outputs if output.get("name") == "stderr"]
    charts = [output.data["image/png"] for output in outputs if "image/png" in output.get("metadata", {})]
    assert len(charts) >= 2
    assert min(coloured_pixels(chart) for chart in charts) > 500, "an empty chart"
    assert files_in_folder() == before
    assert not list(closed_in.glob("ntm-*")), "results are left behind"


@each_notebook
def test_notebook_is_kept_without_outputs_counts_and_metadata(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert tidied(text, path.name[:2]) == text, "run: python notebooks/tidy.py"


def test_tidying_takes_away_what_a_run_left() -> None:
    path = NOTEBOOKS[0]
    ran = json.loads(path.read_text(encoding="utf-8"))
    for place, cell in enumerate(ran["cells"]):
        cell |= {"id": f"other-{place}", "metadata": {"scrolled": True}}
        if cell["cell_type"] == "code":
            cell |= {"execution_count": place, "outputs": [{"output_type": "stream", "name": "stdout", "text": "9"}]}
    ran["metadata"]["language_info"] = {"name": "python", "version": "3.12.1"}
    assert tidied(json.dumps(ran), path.name[:2]) == path.read_text(encoding="utf-8")


@each_notebook
def test_cells_are_short(path: Path) -> None:
    assert {place: code for place, code in enumerate(code_of(path)) if len(code.splitlines()) > CELL_LINES} == {}


@each_notebook
def test_charts_have_titles(path: Path) -> None:
    drawing = [code for code in code_of(path) if "alt.Chart(" in code]
    assert len(drawing) >= 2
    assert [code for code in drawing if not re.search(r"title=", code)] == []


@each_notebook
def test_code_names_no_place_of_one_machine_and_no_address(path: Path) -> None:
    words = [
        node.value
        for code in code_of(path)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert any(word.startswith("fixtures") for word in words)
    # What follows a value in an f-string (f"{folder}/tables") begins with a slash and is no place.
    following = {
        part.value
        for code in code_of(path)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.JoinedStr)
        for part in node.values[1:]
        if isinstance(part, ast.Constant)
    }
    assert [word for word in words if ELSEWHERE.match(word) and word not in following] == []


@each_notebook
def test_prose_is_vietnamese_with_english_below(path: Path) -> None:
    for cell in cells_of(path):
        if cell["cell_type"] == "markdown":
            first, *_, last = (part for part in source_of(cell).split("\n\n") if not part.startswith("#"))
            assert re.search("[ăâđêôơưạảấầậắếềệốộớợứự]", first)
            assert re.fullmatch(r"\*[^*]+\*", last, re.DOTALL), last
