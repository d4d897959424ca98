"""Words before the bodies or persons that are told: salutations, and labels of members (lời xưng hô, nhãn)."""

from __future__ import annotations

from ntm_extract.extract.agencies.agencies import AgencyReader
from ntm_extract.extract.agencies.levels import PLURALS
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.wording import phrases

PERSON_LIMIT = 5
"""Words of a person's name."""


def salutation(keys: Keys, at: int) -> int:
    """Give the length of `Các ông (bà)`, `Đồng chí Nguyễn Văn A -` before the offices that are told."""
    found = keys.find(phrases("clauses", "salutations"), at)
    if found is None:
        return 0
    behind = end = at + found[0]
    while end < len(keys) and end - behind < PERSON_LIMIT and keys.is_title(end) and keys.words[end].isalpha():
        end += 1
    named = end - behind > 1 and keys.words[end : end + 1] in ((",",), ("-",), ("–",))
    return (end + 1 if named else behind) - at


def label_end(keys: Keys, at: int) -> int:
    """Give the index behind the colon of a label that only says what a member of a committee is, `at` without one.

    Example:
        `Các Phó Trưởng ban thường trực:`.
    """
    end = at + (keys.words[at] in PLURALS)
    found = keys.find(phrases("clauses", "member_labels"), end)
    while found is not None:
        end += found[0]
        found = keys.find(phrases("clauses", "label_tails"), end)
    return end + 1 if keys.words[end : end + 1] == (":",) and end > at else at


def contrast_end(keys: Keys, at: int, end: int, reader: AgencyReader) -> int:
    """Give where a clause that begins with `Riêng` ends at the comma before others who are told too.

    Example:
        `Riêng UBND xã Hồng Thái nộp trước ngày 05/3, UBND các xã Sơn Phú, Minh Xuân nộp trong tháng 4` is two.
    """
    for comma in range(at, end):
        if keys.words[comma] == ",":
            others, behind = reader.read_list(keys, comma + 1)
            if others and others[0].place and behind < end and keys.find(reader.lexicon.predicates, behind):
                return comma
    return end
