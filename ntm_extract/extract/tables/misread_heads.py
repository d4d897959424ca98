"""Heads of tables whose letters were misread (đầu bảng đọc nhầm): which of the known heads a line may have been."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from spacy.matcher.levenshtein import levenshtein

from ntm_extract.extract.tables.columns import Column, key_of, kind_of, part_of_year, resolve_columns, table_words

SHORTEST = 5
"""Letters of a head below which it is told by all of them."""
LETTERS_WRONG = 3
"""One letter in so many may be wrong."""
BODY_WORDS = ("co ", "don vi", "coquan", "donvi")
"""How heads over bodies begin."""
BEFORE_YEARS = ("trong", "đầu", "cuối", "hết", "đến", "của", "từ")
"""Words of a head that a year in small letters goes on behind: `Tỷ lệ hộ nghèo cuối`, `năm 2026`."""
MOST_HEADS = 16
"""Columns of a table at most."""
MOST_UNKNOWN = 4
"""Heads that nobody knows, between those of the tasks and of the times."""
_REPORT = "bao cao"
_YEAR = re.compile(r"(?:(?:năm|nam)\s{0,2})?(?P<y>20\d\d)[.,;:]?", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True)
class HeadLine:
    """One printed line of a head: as it was restored, and as it was read."""

    text: str
    read: str


def likely_columns(lines: Sequence[HeadLine]) -> Iterator[tuple[Column, ...]]:
    """Give what the columns behind that of the numbers may be: as their heads say, else as heads between others may.

    Args:
        lines: the lines of the head, without that of the column of numbers.

    Example:
        `Nội dung báo cáo`, `Bon aih`, `2 báo cáo`, `Thời hạn` may be a report, who makes it, to whom it goes, a time.
    """
    told = misread_columns(lines)
    if told:
        yield told
        return
    printed = list(_heads(lines))
    heads = [_as_known(head) for head in printed]
    kinds = [kind_of(head) for head in heads]
    if not 3 <= len(heads) <= MOST_UNKNOWN + 2 or "time" not in kinds[2:] or not _names_tasks(heads[0]):
        return
    at = kinds.index("time", 2)
    if any(kinds[1:at]):
        return
    second = "Nơi nhận" if _REPORT in key_of(printed[0][0]) else "Cơ quan phối hợp"
    for bodies in (["Cơ quan chủ trì", second], ["Cơ quan chủ trì"]):
        columns = resolve_columns(["TT", "Nhiệm vụ", *bodies, *heads[at:]])
        if columns and all(column.kind for column in columns):
            yield columns


def _names_tasks(head: str) -> bool:
    return kind_of(head) == "task" or key_of(head).startswith("noi dung")


def misread_columns(lines: Sequence[HeadLine]) -> tuple[Column, ...]:
    """Tell the columns behind that of the numbers, though letters of their heads were misread.

    Args:
        lines: the lines of the head, without that of the column of numbers.

    Returns:
        The columns, that of the numbers first; () where one of them stays unknown.

    Example:
        `Nọi dung`, `Co quan chit`, `tri`, `Thời hạn` are a task, who leads and a time.
    """
    heads = list(_heads(lines))
    if not 2 <= len(heads) < MOST_HEADS:
        return ()
    known = [_as_known(head) for head in heads]
    columns = resolve_columns(["TT", *_placed(known)])
    if not columns or any(not column.kind for column in columns[2:]):
        columns = resolve_columns(["TT", *_before_years(known)])
    elif not columns[1].kind:
        columns = (columns[0], replace(columns[1], kind="indicator"), *columns[2:])
    columns = _since_then(_counted_before(columns))
    return columns if columns and all(column.kind for column in columns) else ()


def _counted_before(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Take what nobody knows between places and years for what is the case: `Tongsd hộ`, `H6 ngheo đầu năm`."""
    kinds = [column.kind for column in columns]
    if "year" not in kinds or "place" not in kinds[:2]:
        return columns
    place, year = kinds.index("place"), kinds.index("year")
    between = range(place + 1, year)
    return tuple(replace(c, kind="current") if i in between and not c.kind else c for i, c in enumerate(columns))


def _since_then(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Take what stands before bare years for what they are compared with: its own year was misread."""
    kinds = [column.kind for column in columns]
    at = kinds.index("measure") if kinds.count("measure") == 1 and kinds.count("year") > 1 else len(kinds)
    bare = all(_YEAR.fullmatch(column.head) for column in columns if column.kind == "year")
    if not bare or at + 1 >= len(kinds) or kinds[at + 1] != "year" or "place" not in kinds[:at]:
        return columns
    return (*columns[:at], replace(columns[at], kind="current"), *columns[at + 1 :])


def _heads(lines: Sequence[HeadLine]) -> Iterator[tuple[str, str]]:
    """Join the lines of each head: one begins with a capital, or with a year; signs alone are none."""
    text = read = ""
    for line in lines:
        year = _YEAR.fullmatch(line.text) or _YEAR.fullmatch(line.read)
        if not (year or _LETTERS.search(line.text) or "%" in line.text):
            continue
        small = not year and not line.text[:1].isupper()
        goes_on = bool(year or small) and text.lower().endswith("năm")
        goes_on |= bool(year) and line.text[:1].islower() and text.lower().rsplit(" ", 1)[-1] in BEFORE_YEARS
        opens = small and _closest(key_of(line.text), key_of(line.read)) is not None and line.read[:1].isupper()
        if text and (goes_on or (small and not opens)):
            text, read = f"{text} {line.text}", f"{read} {line.read}"
            continue
        if text:
            yield text, read
        text, read = (f"Năm {year['y']}" if year else line.text), line.read
    if text:
        yield text, read


def _as_known(head: tuple[str, str]) -> str:
    """Give the words of a head as the list has them, where they are clearly those."""
    text, read = head
    found = _YEAR.search(text)
    if found or part_of_year(text) is not None:
        return text.rstrip(" .,;:")
    return _closest(key_of(text), key_of(read)) or text


@lru_cache(maxsize=4096)
def _closest(*keys: str) -> str | None:
    """Give the known head that is nearest to one of some keys; None where none is near, or two of different columns."""
    if any(key in _kinds() for key in keys):
        return next(key for key in keys if key in _kinds())
    costs: dict[str, tuple[int, str]] = {}
    for key in keys:
        letters = key.replace(" ", "")
        for phrase, kind in _kinds().items():
            plain = phrase.replace(" ", "")
            most = max(len(plain), len(letters)) // LETTERS_WRONG
            if len(plain) < SHORTEST or abs(len(plain) - len(letters)) > most:
                continue
            cost = levenshtein(letters, plain, most)
            if cost <= most and cost < costs.get(kind, (most + 1, ""))[0]:
                costs[kind] = (cost, phrase)
    ranked = sorted(costs.values())
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


@cache
def _kinds() -> dict[str, str]:
    """Give what the known heads mean, each without marks."""
    kinds: dict[str, str] = {}
    for entry in table_words()["columns"]:
        for phrase in (*entry["exact"], *entry["has"]):
            kinds.setdefault(phrase, entry["kind"])
    for kind in ("coordinate", "lead", "time", "product"):  # whole heads, as the keys of blocks have them
        for phrase in table_words()["keys"][kind]:
            kinds.setdefault(phrase, kind)
    return kinds


def _placed(heads: Sequence[str]) -> list[str]:
    """Tell heads that nobody knows by their place: bodies before those who work with them lead; else a line goes on."""
    kinds = [kind_of(head) for head in heads]
    told: list[str] = []
    for index, (head, kind) in enumerate(zip(heads, kinds, strict=True)):
        of_bodies = not kind and key_of(head).startswith(BODY_WORDS)
        leads = bool({"lead", "both"} & set(kinds[:index]))
        if of_bodies and leads and "coordinate" not in kinds:
            told.append("Cơ quan phối hợp")
        elif of_bodies and kinds[index + 1 : index + 2] == ["coordinate"] and "lead" not in kinds:
            told.append("Cơ quan chủ trì")
        elif kind or index == 0 or _YEAR.search(head) or not (leads or "coordinate" in kinds[:index]):
            told.append(head)
        else:
            told[-1] += f" {head}"
    return told


def _before_years(heads: Sequence[str]) -> list[str]:
    """Read heads that nobody knows before several years: what is counted, then its unit."""
    years = [index for index, head in enumerate(heads) if _YEAR.search(head)]
    if len(years) < 2 or not 1 <= years[0] <= 2:
        return list(heads)
    return [("Chỉ tiêu", "Đơn vị tính")[index] if index < years[0] else head for index, head in enumerate(heads)]


def is_number_head(line: HeadLine) -> bool:
    """Whether a line heads the column of numbers: `STT`."""
    return any(key_of(text) in ("tt", "stt", "so tt", "s tt", "sit", "sst") for text in (line.text, line.read))
