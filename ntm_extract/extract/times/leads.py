"""The words right before a piece of a time, and what they say of it: `trước ngày`, `đến hết`, `giai đoạn`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ntm_extract.extract.times.date_parts import time_words
from ntm_extract.knowledge.folding import Folded, fold, is_unmarked, spelling_key
from ntm_extract.plan import Modifier


@dataclass(frozen=True, slots=True)
class Lead:
    """The words before a piece: where they begin and what they say."""

    start: int
    modifier: Modifier | None = None
    period: bool = False
    until: bool = False  # begins with đến or tới: may close a range


_WINDOW = 80


@cache
def _phrases() -> dict[str, tuple[str, str]]:
    """Map each folded phrase to its spelling and what it does."""
    words = time_words()
    roles = {fold(p): (p, role) for role, phrases in words["modifiers"].items() for p in phrases}
    return roles | {fold(p): (p, "period") for p in words["periods"]["nouns"]}


@cache
def _lead_pattern() -> tuple[re.Pattern[str], re.Pattern[str]]:
    one = "|".join(re.escape(p).replace(r"\ ", r"\s{1,40}") for p in sorted(_phrases(), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w/-])(?:(?:{one})(?:{_DUST}|[\s:]{{1,40}})|\d{{1,2}}\s{{1,9}}nam\s{{1,9}}|{_HOUR}){{1,6}}$"
    ), re.compile(rf"(?<![\w/-])(?:{one})\b")


_DUST = r"[^\S\n]{0,3}[_©«»|~-]{1,3}\s{0,3}"
"""What specks make of themselves behind a word of a line: `trước ngày ©⏎31 tháng 10`, `đến hết ngày --⏎14/12`."""
_HOUR = r"\d{1,2}\s{0,3}(?:(?:gio|h|g)\s{0,3}(?:\d{2}\s{0,3}(?:phut)?)?|:\d{2}),?\s{1,9}"
"""The hour before a day: `trước 17 giờ 00 ngày 20/01/2026`."""


def lead_of(folded: Folded, piece_start: int, floor: int) -> Lead:
    """Read the modifier words right before a piece, not going back beyond `floor`.

    Example:
        Before the day of `chậm nhất đến ngày 15/6` they are `chậm nhất đến`, modifier `by`.
    """
    window_start = max(floor, piece_start - _WINDOW)
    whole, single = _lead_pattern()
    match = whole.search(folded.text, window_start, piece_start)
    if match is None:
        return _misread_lead(folded, piece_start, window_start) or Lead(
            piece_start, period=_counts_years(folded, piece_start)
        )
    said: list[tuple[str, str, int]] = []
    for m in reversed(list(single.finditer(folded.text, match.start(), piece_start))):
        phrase, role = _phrases()[re.sub(r"\s+", " ", m.group())]
        surface = folded.surface(*m.span())
        firm = phrase in time_words()["marks"]["firm"]
        if spelling_key(surface) != spelling_key(phrase) and not is_unmarked(surface) and not firm:
            break  # another word with the same letters: đầu tư năm 2025
        if m.group() == "tu" and folded.text[max(0, m.start() - 4) : m.start()].startswith("dau"):
            break
        if role == "edge" and said:
            break  # phấn đấu đến năm 2025, its marks lost
        said.append((role, m.group(), m.start()))
    while said and said[-1][0] == "filler":
        said.pop()
    if not said and (misread := _misread_lead(folded, piece_start, window_start)):
        return misread
    start = said[-1][2] if said else piece_start
    hours = re.search(_HOUR, match.group()) is not None
    roles = {role for role, _, _ in said}
    modifier: Modifier | None = (
        "in"
        if hours and {"from", "by"} <= roles
        else "by"
        if "by" in roles
        else "from"
        if "from" in roles
        else "in"
        if "in" in roles
        else None
    )
    first_word = said[-1][1].split()[0] if said else ""
    until = first_word in ("den", "toi") and not any(phrase.startswith("truoc") for _, phrase, _ in said)
    return Lead(start, modifier, "period" in roles or _counts_years(folded, piece_start), until)


@cache
def _misread_pattern() -> re.Pattern[str]:
    words = time_words()["misread"]
    roles = "|".join(rf"(?P<{role}>{'|'.join(words[role])})" for role in ("by", "from")).replace(" ", r"\s{1,9}")
    return re.compile(rf"(?<![\w/-])(?:{roles})[’'`]?\s{{1,9}}$")


_DAY = re.compile(
    r"ngay\s{1,9}\d{1,2}(?:\s?/\s?\d{1,2}|\s{1,9}thang\s{1,9}\d{1,2})?(?:(?:\s?/\s?|\s{1,9}nam\s{1,9})\d{4})?"
    r"(?P<closed>\s{1,9}(?:den|toi)\s)?"
)
"""A day, and what closes a range that begins with it."""


def _misread_lead(folded: Folded, piece_start: int, floor: int) -> Lead | None:
    """Read `trước` or `từ` before a day where they were misread; None where nothing like them stands there.

    Example: `xong trwdéc ngay 15/6`, restored to `xong trừ độc ngày 15/6`, is said of what is due by that day.
    """
    day = _DAY.match(folded.text, piece_start)
    if day is None:
        return None
    found = _misread_pattern().search(folded.text, max(floor, piece_start - 20), piece_start)
    opens = found is not None and not folded.text[max(floor, found.start() - 3) : found.start()].strip(" -+*")
    if found is None or (found["from"] and not day["closed"] and not opens):
        return None  # `Luật Đầu tư ngày …`
    return Lead(found.start(), "by" if found["by"] else "from")


def _counts_years(folded: Folded, start: int) -> bool:
    return re.search(r"\b\d{1,2}\s{1,9}(?:nam\s{1,9})?$", folded.text[max(0, start - 24) : start]) is not None
