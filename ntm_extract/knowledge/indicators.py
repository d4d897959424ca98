"""The lexicon of targets (chỉ tiêu): what is counted, new-rural status, trigger words; from `data/indicators.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ntm_extract.knowledge.folding import fold
from ntm_extract.knowledge.phrases import PhraseTable

MISREAD_REACH = 300
"""Characters nearest to a quantity in which words with a misread mark are looked for."""


@dataclass(frozen=True)
class IndicatorLexicon:
    """Look-ups by which targets are found and named; phrases are lower case with traditional tone placement.

    Attributes:
        units: what is counted → its group (`commune`, `village`, `district`, `criterion`, `product`, …).
        status: `ntm`, `advanced`, `model` → phrases.
        words: what phrases do (`triggers`, `headings`, `increase`, `per_year`, …) → phrases; see the data file.
        rules: what makes a number a rule and no target (`definitions`, `payments`, …) → phrases.
        no_units: words behind a number that are not what it counts.
        limited: those of them that are, where a limit is set.
        scales: words that go on with a number (`triệu`).
        ladder: words that may stand around a rung of a ladder of years.
        last_units: words that are what a number counts only where nothing is said behind them.
        lengths: words of lengths of time that are targets (`terms`, `cut`, `units`, …) → phrases.
    """

    units: PhraseTable[str]
    status: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]
    rules: dict[str, tuple[str, ...]]
    no_units: frozenset[str]
    limited: frozenset[str]
    scales: frozenset[str]
    ladder: frozenset[str]
    last_units: frozenset[str]
    lengths: dict[str, tuple[str, ...]]

    def status_in(self, text: str, *, assume: bool = False) -> str | None:
        """Name the new-rural status said in lower-case text: `ntm`, `advanced`, `model`, `modern`; None if none is.

        Args:
            text: the words around a quantity.
            assume: read `nâng cao`, `kiểu mẫu` also where `nông thôn mới` is not said again.

        Example:
            `đạt chuẩn nông thôn mới kiểu mẫu` → `model`.
        """
        bare = fold(text[:MISREAD_REACH])  # a mark may be misread: `nông thôn mơi nâng cao`
        if not assume and not any(word in text or fold(word) in bare for word in self.status["ntm"]):
            return None
        for status in ("modern", "model", "advanced"):
            if any(word in text or fold(word) in bare for word in self.status[status]):
                return status
        return "ntm"

    def has(self, kind: str, text: str) -> bool:
        """Whether lower-case `text` holds one of the phrases of `kind`; the firm ones also with a mark misread."""
        if _words_of(self.words[kind]).search(text) is not None:
            return True
        firm = _folded_among(self.words[kind], self.words["firm"])
        return bool(firm) and _words_of(firm).search(_folded_end(text)) is not None

    def rules_out(self, kind: str, text: str) -> bool:
        """Whether lower-case `text` holds one of the phrases that make a number a rule of `kind`."""
        return _words_of(self.rules[kind]).search(text) is not None


def any_of(phrases: Iterable[str]) -> str:
    """Give the alternation of phrases for a pattern, longest first.

    Example:
        `any_of(["hộ", "hộ nghèo"]) == "hộ nghèo|hộ"`.
    """
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True))).replace("\\ ", " ")


@lru_cache(maxsize=64)
def _folded_end(text: str) -> str:
    """Fold the end of a text, which is asked for one kind of words after the other."""
    return fold(text[-MISREAD_REACH:])


@cache
def _folded_among(phrases: tuple[str, ...], chosen: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(phrase) for phrase in phrases if phrase in chosen)


@cache
def _words_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Make a pattern of phrases as whole words: `hiện có` is not in `người nghiện có việc làm`."""
    parts = []
    for edge, chosen in (
        (r"(?<!\w)", [p for p in phrases if p[0].isalpha()]),
        ("", [p for p in phrases if not p[0].isalpha()]),
    ):
        if chosen:  # the edge stands once before all of them: most places are none, and are passed over at once
            parts.append(rf"{edge}(?:{'|'.join(map(re.escape, chosen))})(?!\w)")
    return re.compile("|".join(parts))


@cache
def load_indicators() -> IndicatorLexicon:
    """Load the shipped lexicon.

    Example:
        `load_indicators().units.longest(["khu", "dân", "cư"], 0)` gives `(3, "village")`.
    """
    path = files("ntm_extract.knowledge").joinpath("data/indicators.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    sections = {**raw["triggers"], **raw["subjects"], **raw["tables"]}
    words = {kind: tuple(phrases) for kind, phrases in sections.items() if kind != "words"}
    words["triggers"] = tuple(raw["triggers"]["words"])
    return IndicatorLexicon(
        units=PhraseTable(raw["units"].items()),
        status={name: tuple(phrases) for name, phrases in raw["status"].items()},
        words=words,
        rules={kind: tuple(phrases) for kind, phrases in raw["rules"].items()},
        no_units=frozenset(raw["no_units"]["words"]),
        limited=frozenset(raw["no_units"]["limited"]),
        scales=frozenset(raw["no_units"]["scales"]),
        ladder=frozenset(raw["ladder"]["words"]),
        last_units=frozenset(raw["last_units"]["words"]),
        lengths={kind: tuple(phrases) for kind, phrases in raw["lengths"].items()},
    )
