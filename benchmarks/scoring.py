"""What a restored text is worth: syllables right, figures altered, how far its confidence can be trusted."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from ntm_extract.restore import Restoration
from ntm_extract.writing.orthography import place_tone

UNDECIDABLE = "⌀"  # stands in gold for a line that cannot be read even by eye
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")


class Passage(NamedTuple):
    """A line or paragraph: as it is printed (empty where nobody knows), and the lines that were read for it."""

    printed: str
    read: tuple[str, ...]


Page = Sequence[Passage]
"""What is restored as one text."""


class Score(NamedTuple):
    """What `score.py text` says: syllables of the gold, share of them right, character error rate (both in percent)."""

    syllables: int
    right: float
    cer: float


class Judged(NamedTuple):
    """One word of a restored text: how sure the restorer was, and whether it is what was printed."""

    confidence: float
    right: bool


def page_text(page: Page) -> str:
    """Give the text of a page as it was read."""
    return "\n".join(line for passage in page for line in passage.read)


def cut_page(page: Page, text: str) -> list[str]:
    """Cut a text of as many lines as the page has into its passages; a passage of which nothing was read is empty."""
    counts = [len(passage.read) for passage in page]
    lines = text.split("\n") if sum(counts) else []
    if len(lines) != sum(counts):
        raise ValueError(f"{sum(counts)} lines were read, {len(lines)} came back")
    found = iter(lines)
    return ["\n".join(next(found) for _ in range(count)) for count in counts]


def count_errors(gold: str, made: str) -> tuple[int, int]:
    """Count the alphabetic syllables of the gold, and the edits between both (case and tone placement aside)."""
    a, b = ([_fold(word) for word in _WORD.findall(text)] for text in (gold, made))
    return len(a), Levenshtein.distance(a, b)


def count_changed(source: str, made: str) -> tuple[int, int]:
    """Count the alphabetic syllables of a text that should stay, and its words that differ by any letter."""
    return len(_WORD.findall(source)), Levenshtein.distance(source.split(), made.split())


def count_altered_figures(printed: str, read: str, made: str) -> int:
    """Count the figures that were read right and are no longer there, and those that were made up.

    Digits that stand for letters (`s6` for `số`) may go, so for misread text the print tells which must stay. Where it
    is not known (`printed` is empty) figures are what stands without letters.
    """
    known = printed or " ".join(chunk for chunk in read.split() if not any(c.isalpha() for c in chunk))
    should, before, after = (Counter(_DIGITS.findall(text)) for text in (known, read, made))
    return ((should & before) - after).total() + (after - before).total()


def judge_words(page: Page, done: Restoration) -> Iterator[Judged]:
    """Say of every word of a restored page how sure it was and whether it is right; unlisted words count as sure."""
    ends = [syllable.end for syllable in done.syllables]
    base = 0
    for passage, made in zip(page, cut_page(page, done.text), strict=True):
        if passage.printed not in ("", UNDECIDABLE):
            tokens = list(_TOKEN.finditer(made))
            right = _find_right(_TOKEN.findall(passage.printed), [token.group() for token in tokens])
            for token, is_right in zip(tokens, right, strict=True):
                if any(c.isalpha() for c in token.group()):
                    confidence = 1.0
                    for syllable in done.syllables[bisect_left(ends, base + token.start() + 1) :]:
                        if syllable.start >= base + token.end():
                            break
                        confidence = min(confidence, syllable.confidence)
                    yield Judged(confidence, is_right)
        base += len(made) + 1 if passage.read else 0


def calibration_error(judged: Iterable[Judged], bins: int = 15) -> float:
    """Give the expected calibration error: the mean gap of confidence and share right, over bins of equal width."""
    binned: list[list[Judged]] = [[] for _ in range(bins)]
    for one in judged:
        binned[min(int(one.confidence * bins), bins - 1)].append(one)
    total = sum(map(len, binned))
    gaps = (abs(sum(one.confidence for one in group) - sum(one.right for one in group)) for group in binned)
    return sum(gaps) / max(total, 1)


def score_passages(scorer: Path, passages: Sequence[Passage], made: Sequence[str]) -> Score:
    """Score passages with the project's scorer, one a line; those whose print is not known are left out."""
    known = [(p.printed, " ".join(m.split()) or "·") for p, m in zip(passages, made, strict=True) if p.printed]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "gold.txt", Path(folder) / "made.txt"]
        for path, lines in zip(paths, zip(*known, strict=True), strict=True):
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, str(scorer), "text", *map(str, paths)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+) syllables, ([\d.]+) right; CER ([\d.]+)", said)
    assert found, said
    return Score(int(found[1]), 100 * float(found[2]), 100 * float(found[3]))


def _find_right(gold: Sequence[str], made: Sequence[str]) -> list[bool]:
    """Say of each word made whether it is right, by the fewest edits between both."""
    right = [False] * len(made)
    for step in Levenshtein.opcodes([_fold(word) for word in gold], [_fold(word) for word in made]):
        if step.tag == "equal":
            right[step.dest_start : step.dest_end] = [True] * (step.dest_end - step.dest_start)
    return right


def _fold(word: str) -> str:
    return place_tone(unicodedata.normalize("NFC", word).lower())
