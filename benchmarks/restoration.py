"""The restorer measured beside others: syllables right, right text kept, figures kept, confidence, speed, size.

    python -m benchmarks.restoration                        everything
    python -m benchmarks.restoration --paragraphs 200       less of the held-out text
    python -m benchmarks.restoration --gold kbang=PATH      with the true text of another plan of `../shared/plans`
    python -m benchmarks.restoration --markdown             as rows for a document

Needs `../shared` (plans, gold, heldout, eval); the paragraphs misread on purpose also Tesseract with English data. A
peer from PyPI (pyvi) is measured where it is installed.

How it is counted. Misread text: by `score.py text`, that is edits between the words of a line (for the paragraphs
misread on purpose: of a paragraph), case and tone placement aside; CER minds case. Stripped text: the same edits over
words of letters only, as figures have no marks to lose. Right text changed: any letter, by words between blanks.
Figures: of those read right, how many are gone, and how many were made up. Confidence: of every word with a letter;
flagged is what is below 0.9. Speed: words with a letter a second of processor, in a fresh process that has not seen
the text.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from benchmarks.footprint import count_syllables, measure_footprint
from benchmarks.misread_pages import LEVELS, choose_paragraphs, make_pages, misread, name_missing
from benchmarks.peers import PRODUCT, SYSTEMS, Restore
from benchmarks.scoring import (
    UNDECIDABLE,
    Judged,
    Page,
    Passage,
    calibration_error,
    count_altered_figures,
    count_changed,
    count_errors,
    cut_page,
    judge_words,
    page_text,
    score_passages,
)
from ntm_extract.restore import Restoration, load_restorer
from ntm_extract.restore.channel import DATA
from ntm_extract.writing.orthography import strip_marks

SHARED = Path(__file__).resolve().parents[2] / "shared"
HELDOUT = ("heldout-admin", "heldout-admin-novel", "heldout-general")
CLEAN = ("ha-quang", "ha-lang", "lang-son")
DOUBT = 0.9  # a word less sure than this counts as flagged
PEERS = [name for name in SYSTEMS if name != PRODUCT]


class Goal(NamedTuple):
    """A figure to reach: `≥` or `≤`."""

    sign: Literal["≥", "≤"]
    value: float

    def reached(self, figure: float) -> bool:
        """Whether a figure is as good as asked."""
        return figure >= self.value if self.sign == "≥" else figure <= self.value


LEVEL = "paragraphs read at {} dpi"
RIGHT_GOALS = {
    "cao-bang": Goal("≥", 99.3),
    "kbang": Goal("≥", 98.8),
    **{LEVEL.format(noise.dpi): Goal("≥", 97) for noise in LEVELS},
    "heldout-admin": Goal("≥", 99.5),
    "heldout-admin-novel": Goal("≥", 98.7),
    "heldout-general": Goal("≥", 97),
}
CER_GOALS = {"cao-bang": Goal("≤", 0.5), "kbang": Goal("≤", 1)}


class Row(NamedTuple):
    """One line of the table: a measure, how many syllables it is taken over, a figure for each system."""

    measure: str
    syllables: int | None
    figures: Mapping[str, float]
    goal: Goal | None = None
    form: str = "{:.2f} %"
    before: float | None = None

    def cells(self, systems: Sequence[str]) -> list[str]:
        """Write the row's cells; a figure of the product that is not good enough is told in the last one."""
        found = [self.form.format(self.figures[name]) if name in self.figures else "–" for name in systems]
        goal = f"{self.goal.sign} {self.form.format(self.goal.value)}" if self.goal else ""
        if self.goal and not self.goal.reached(self.figures[PRODUCT]):
            goal += " MISSED"
        return [
            self.measure,
            f"{self.syllables:,}" if self.syllables else "",
            self.form.format(self.before) if self.before is not None else "",
            *found,
            goal,
        ]


@dataclass(frozen=True)
class Input:
    """A text to restore: its pages, and what the product made of them."""

    name: str
    kind: Literal["misread", "stripped", "right"]
    pages: Sequence[Page]
    done: list[Restoration] = field(default_factory=list)

    @property
    def passages(self) -> list[Passage]:
        """The passages of all pages."""
        return [passage for page in self.pages for passage in page]

    def made(self, restore: Restore | None = None) -> list[str]:
        """Give what a system (by default the product) makes of the passages."""
        texts = [restore(page_text(page)) for page in self.pages] if restore else [done.text for done in self.done]
        return [made for page, text in zip(self.pages, texts, strict=True) for made in cut_page(page, text)]

    def judged(self) -> list[Judged]:
        """Judge every word the product made of a page whose print is known."""
        return [one for page, done in zip(self.pages, self.done, strict=True) for one in judge_words(page, done)]


def read_plan(name: str, gold: Path | None) -> Input:
    """Read a misread plan; the lines of its gold are those of the plan that are not empty."""
    lines = (SHARED / "plans" / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    printed = [""] * len(lines)
    if gold:
        known = [line for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
        filled = [number for number, line in enumerate(lines) if line.strip()]
        for number, line in zip(filled, known, strict=True):
            printed[number] = line
    return Input(name, "misread", [[Passage(p, (line,)) for p, line in zip(printed, lines, strict=True)]])


def read_clean(path: Path, kind: Literal["stripped", "right"], most: int | None) -> Input:
    """Read a right text, and strip it of its marks if asked."""
    lines = path.read_text(encoding="utf-8").split("\n")[:most]
    page = [Passage(line, (strip_marks(line) if kind == "stripped" else line,)) for line in lines]
    return Input(path.stem, kind, [page])


def read_inputs(asked: argparse.Namespace) -> Iterator[Input]:
    """Give all texts, in the order of the table."""
    golds = {"cao-bang": SHARED / "gold" / "cao-bang.txt", "kbang": None} | asked.gold
    for name, gold in golds.items():
        yield read_plan(name, gold)
    if missing := name_missing():
        print("No paragraphs are misread; install for them:", *missing, file=sys.stderr)
    else:
        paragraphs = (SHARED / "heldout" / "heldout-admin.txt").read_text(encoding="utf-8").splitlines()
        chosen = choose_paragraphs(paragraphs, asked.misread)
        for level, noise in enumerate(LEVELS):
            found = [misread(paragraph, number, level) for number, paragraph in enumerate(chosen)]
            yield Input(LEVEL.format(noise.dpi), "misread", make_pages(found))
    paths = [SHARED / "heldout" / f"{name}.txt" for name in HELDOUT]
    paths += [SHARED / "plans" / f"{name}.txt" for name in CLEAN]
    for kind in ("stripped", "right"):
        for path in paths:
            yield read_clean(path, kind, asked.paragraphs if path.stem in HELDOUT else None)


def score_misread(text: Input, systems: Mapping[str, Restore]) -> Iterator[Row]:
    """Score a misread text of which the print is known, before and after."""
    score = partial(score_passages, SHARED / "eval" / "score.py", text.passages)
    raw = score([page_text([passage]) for passage in text.passages])
    scores = {PRODUCT: score(text.made())} | {name: score(text.made(system)) for name, system in systems.items()}
    right = {name: one.right for name, one in scores.items()}
    cer = {name: one.cer for name, one in scores.items()}
    yield Row(f"{text.name}: right", raw.syllables, right, RIGHT_GOALS.get(text.name), before=raw.right)
    yield Row(f"{text.name}: CER", raw.syllables, cer, CER_GOALS.get(text.name), before=raw.cer)


def count_unknown(text: Input) -> Iterator[Row]:
    """Say of a plan without gold only what happens to it."""
    total = count_syllables(page_text(text.passages))
    changed = sum(count_changed(page_text([p]), m)[1] for p, m in zip(text.passages, text.made(), strict=True))
    doubtful = sum(one.confidence < DOUBT for done in text.done for one in done.syllables)
    yield Row(f"{text.name} (no gold): words changed", total, {PRODUCT: 100 * changed / total})
    yield Row(f"{text.name} (no gold): words in doubt", total, {PRODUCT: 100 * doubtful / total})


def score_stripped(text: Input, systems: Mapping[str, Restore]) -> Row:
    """Score a text whose marks were taken off."""
    all_made = {PRODUCT: text.made()} | {name: text.made(system) for name, system in systems.items()}
    figures = {}
    for name, made in {"": [page_text([passage]) for passage in text.passages], **all_made}.items():
        counts = [count_errors(passage.printed, m) for passage, m in zip(text.passages, made, strict=True)]
        total = sum(n for n, _ in counts)
        figures[name] = 100 * (1 - sum(wrong for _, wrong in counts) / total)
    before = figures.pop("")
    return Row(f"{text.name} stripped: right", total, figures, RIGHT_GOALS.get(text.name), before=before)


def score_right(text: Input) -> Row:
    """Count what is changed in a text that is right."""
    counts = [count_changed(passage.printed, m) for passage, m in zip(text.passages, text.made(), strict=True)]
    total, changed = (sum(column) for column in zip(*counts, strict=True))
    figures = {PRODUCT: 100 * changed / total}
    return Row(f"{text.name} right: changed", total, figures, Goal("≤", 0.02), "{:.3f} %")


def score_figures(texts: Sequence[Input]) -> Iterator[Row]:
    """Count the figures altered: in misread text, in clean text."""
    for kind, kinds in (("misread", {"misread"}), ("clean", {"stripped", "right"})):
        altered = total = 0
        for text in texts:
            if text.kind in kinds:
                total += count_syllables(page_text(text.passages))
                for passage, made in zip(text.passages, text.made(), strict=True):
                    printed = passage.printed if passage.printed != UNDECIDABLE else ""
                    altered += count_altered_figures(printed, page_text([passage]), made)
        yield Row(f"figures altered in {kind} text", total, {PRODUCT: altered}, Goal("≤", 0), "{:.0f}")


def score_confidence(text: Input) -> Iterator[Row]:
    """Compare how sure the product was with how often it was right."""
    judged = text.judged()
    wrong = [one for one in judged if not one.right]
    flagged = {PRODUCT: 100 * sum(one.confidence < DOUBT for one in judged) / len(judged)}
    found = {PRODUCT: 100 * sum(one.confidence < DOUBT for one in wrong) / max(len(wrong), 1)}
    error = {PRODUCT: calibration_error(judged)}
    yield Row(f"{text.name}: ECE", len(judged), error, Goal("≤", 0.02), "{:.4f}")
    yield Row(f"{text.name}: words flagged", len(judged), flagged)
    yield Row(f"{text.name}: wrong words flagged", len(wrong), found)


def measure_costs(texts: Sequence[Input], systems: Sequence[str]) -> Iterator[Row]:
    """Measure speed, time to load and memory of each system in processes of their own, and the model's size."""
    admin = next(text for text in texts if text.name == "heldout-admin" and text.kind == "stripped")
    easier = [LEVEL.format(noise.dpi) for noise in LEVELS[:-1]]  # the same paragraphs, which would no longer be new
    misread_texts = [text for text in texts if text.kind == "misread" and text.name not in easier]
    stripped = page_text(admin.passages[:800])
    garbled = "\n\n".join(page_text(text.passages) for text in misread_texts)
    clean = {name: measure_footprint(name, stripped) for name in systems}
    hard = {name: measure_footprint(name, garbled) for name in systems}
    for measure, text, costs, least in (
        ("stripped", stripped, clean, Goal("≥", 20_000)),
        ("garbled", garbled, hard, Goal("≥", 8_000)),
    ):
        speeds = {name: cost.speed for name, cost in costs.items()}
        yield Row(f"speed on {measure} text", count_syllables(text), speeds, least, "{:,.0f}/s")
    for measure, value, most, form in (
        ("time to load", {name: min(clean[name].load, hard[name].load) for name in systems}, 1, "{:.2f} s"),
        ("memory when loaded", {name: hard[name].loaded for name in systems}, 400, "{:,.0f} MB"),
        ("memory at most", {name: max(clean[name].most, hard[name].most) for name in systems}, None, "{:,.0f} MB"),
    ):
        yield Row(measure, None, value, Goal("≤", most) if most else None, form)
    size = sum(path.stat().st_size for path in Path(str(DATA)).iterdir() if path.is_file()) / 1e6
    yield Row("model on disk", None, {PRODUCT: size}, Goal("≤", 30), "{:.1f} MB")


def make_rows(asked: argparse.Namespace, peers: Mapping[str, Restore]) -> Iterator[Row]:
    """Restore every text and give the rows of the table."""
    restorer = load_restorer()
    texts = []
    for text in read_inputs(asked):
        text.done.extend(restorer.restore(page_text(page)) for page in text.pages)
        texts.append(text)
        if text.kind == "right":
            yield score_right(text)
        elif text.kind == "stripped":
            yield score_stripped(text, peers)
        elif any(passage.printed for passage in text.passages):
            yield from score_misread(text, peers)
        else:
            yield from count_unknown(text)
    yield from score_figures(texts)
    for text in texts:
        if text.kind == "misread" and any(passage.printed for passage in text.passages):
            yield from score_confidence(text)
    yield from measure_costs(texts, [PRODUCT, *peers])


def load_peers() -> dict[str, Restore]:
    """Load the peers that are installed, and name those that are not."""
    found = {}
    for name in PEERS:
        try:
            found[name] = SYSTEMS[name]()
        except ImportError:
            print(f"{name} is left out; to have it measured: pip install {name}", file=sys.stderr)
    return found


def named_path(text: str) -> tuple[str, Path]:
    """Read NAME=PATH."""
    name, _, path = text.partition("=")
    if not Path(path).is_file():
        raise argparse.ArgumentTypeError(f"NAME=PATH of a file is wanted, not {text}")
    return name, Path(path)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, help="of each held-out text (all)")
    parser.add_argument("--misread", type=int, default=60, help="paragraphs misread at each level (60)")
    parser.add_argument("--gold", type=named_path, action="append", default=[], metavar="NAME=PATH")
    parser.add_argument("--markdown", action="store_true")
    asked = parser.parse_args()
    asked.gold = dict(asked.gold)
    if not SHARED.is_dir():
        sys.exit(f"The texts to measure on are absent: {SHARED}")
    peers = load_peers()
    systems = [PRODUCT, *peers]
    heads = ["measure", "syllables", "before", *systems, "to reach"]
    widths = [47, 9, 9, *[10] * len(systems), 0]
    if asked.markdown:
        print("| " + " | ".join(heads) + " |\n" + "|---" * len(heads) + "|")
    else:
        print(" ".join(f"{head:{width}}" for head, width in zip(heads, widths, strict=True)))
    for row in make_rows(asked, peers):
        cells = row.cells(systems)
        line = " ".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()
        print("| " + " | ".join(cells) + " |" if asked.markdown else line, flush=True)


if __name__ == "__main__":
    main()
