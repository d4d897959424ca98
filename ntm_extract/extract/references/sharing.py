"""What several citations of a document share: said once for a list, or said of an instrument elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace

from ntm_extract.extract.found import Found
from ntm_extract.extract.references.governors import LINK

STATED_ELSEWHERE = "cơ quan ban hành: lấy theo chỗ khác của văn bản cùng nêu số hiệu này"
SAME_DAY = "ngày: lấy theo văn bản liền số nêu ngay sau"
IMPLIED = "cơ quan ban hành: suy từ ký hiệu và địa phương của văn bản"


def share_ends(rows: list[Found], text: str) -> list[Found]:
    """Give members of a list what is said once, behind the last of them.

    `các Quyết định số 318/QĐ-TTg, 319/QĐ-TTg ngày … của …` share date, issuer and subject; `Chỉ thị số 35-CT/TW và
    Kết luận số 118-KL/TW của Bộ Chính trị` share who issued them.
    """
    shared = list(rows)
    for at in range(len(shared) - 2, -1, -1):
        one, other = shared[at], shared[at + 1]
        if one.end > other.start or LINK.fullmatch(text[one.end : other.start]) is None:
            continue
        stated = other.values["issuer"] is not None and IMPLIED not in other.doubts
        same_kind = one.values["kind"] == other.values["kind"]
        one_word = same_kind and not text[other.start : other.end].startswith(one.values["kind"])
        if one_word and one.values["date"] is None and other.values["date"]:
            values = one.values | {name: other.values[name] for name in ("date", "issuer", "subject")}
            shared[at] = replace(one, values=values)
        elif same_kind and _same_day(one, other):
            shared[at] = replace(
                one, values=one.values | {"date": other.values["date"]}, doubts=(*one.doubts, SAME_DAY)
            )
        elif stated and (one.values["issuer"] is None or IMPLIED in one.doubts) and _one_symbol(one, other):
            doubts = tuple(doubt for doubt in one.doubts if doubt != IMPLIED)
            shared[at] = replace(one, values=one.values | {"issuer": other.values["issuer"]}, doubts=doubts)
    return shared


def share_issuers(rows: list[Found]) -> list[Found]:
    """Give a number whose issuer is not stated the one that the document states elsewhere, if it is only one.

    The symbol alone does not tell it: `NQ/TW` is of Bộ Chính trị or of the Central Committee.
    """
    stated: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row.values["number"] and row.values["issuer"] and IMPLIED not in row.doubts:
            stated.setdefault((row.values["kind"], row.values["number"]), set()).add(row.values["issuer"])
    shared = []
    for row in rows:
        names = stated.get((row.values["kind"], row.values["number"] or ""), set())
        if len(names) == 1 and (row.values["issuer"] is None or IMPLIED in row.doubts):
            doubts = (*(doubt for doubt in row.doubts if doubt != IMPLIED), STATED_ELSEWHERE)
            row = replace(row, values=row.values | {"issuer": next(iter(names))}, doubts=doubts)
        shared.append(row)
    return shared


def _same_day(one: Found, other: Found) -> bool:
    """Whether two numbers of one series follow each other, the second with its day: they were issued together."""
    first, second = (re.match(r"(\d{1,4})([/-]\D.*)", row.values["number"] or "") for row in (one, other))
    return bool(
        first
        and second
        and one.values["date"] is None
        and other.values["date"]
        and first[2] == second[2]
        and int(second[1]) - int(first[1]) == 1
    )


def _one_symbol(one: Found, other: Found) -> bool:
    """Whether two numbers bear the symbol of one body (`35-CT/TW`, `118-KL/TW`)."""
    ends = [re.split("[/-]", row.values["number"] or "")[-1] for row in (one, other)]
    return ends[0] == ends[1] != ""
