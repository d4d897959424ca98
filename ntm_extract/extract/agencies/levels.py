"""Reading what an agency belongs to: the level words behind its name, and the name of the unit (cấp và địa phương)."""

from __future__ import annotations

from collections.abc import Callable

from ntm_extract.extract.keys import Keys
from ntm_extract.extract.wording import misread_words
from ntm_extract.knowledge.phrases import PhraseTable

LEVELS = PhraseTable(
    (
        (word, word)
        for word in (
            "tỉnh",
            "huyện",
            "thành phố",
            "thị xã",
            "quận",
            "xã",
            "phường",
            "thị trấn",
            "đặc khu",
            "trung ương",
        )
    ),
    lenient=2,
)
SETTLEMENTS = PhraseTable(
    (word, word)
    for word in (
        *("thôn", "xóm", "bản", "buôn", "làng", "ấp", "khóm", "khu phố", "khu dân cư", "tổ dân phố", "khu vực dân cư"),
    )
)
"""Parts of a commune that have bodies of their own, named behind `các`."""
MISREAD_LEVELS = {
    **dict.fromkeys(("huyên", "huyen", "huyẹn", "huyền", "huyện"), "huyện"),
    **dict.fromkeys(("tinh", "tĩnh"), "tỉnh"),
    **dict.fromkeys(("phuờng", "phưòng", "phuong"), "phường"),
    **dict.fromkeys(("xa", "x4"), "xã"),
}
"""Levels with wrong marks behind a body of every level; only what is no other word there (`tình hình`)."""
LETTERS = str.maketrans("0694", "oooa")
"""Figures read for a letter in a head (`B0 Tài chính`)."""
PLURALS = {"các", "những"}


def read_settlements(keys: Keys, at: int) -> tuple[str, int]:
    """Read parts of a commune in small letters (`thôn, bản`): their words, "" where none stand there, and their end."""
    names: list[str] = []
    end = at
    while (found := keys.find(SETTLEMENTS, end + bool(names))) is not None and not keys.is_title(end + bool(names)):
        names.append(found[1])
        end += bool(len(names) > 1) + found[0]
        if keys.words[end : end + 1] not in ((",",), ("và",)):
            break
    return ", ".join(names), end


def is_plural(keys: Keys, at: int) -> bool:
    """Whether a class is named from key `at` on: `các`, also misread, or `từng`."""
    return keys.words[at] in PLURALS or keys.folded[at] == "cac" or keys.words[at] == "từng"


class LevelReader:
    """Reads level words and names of units at a place in the text."""

    def __init__(self, is_place: Callable[[str], bool], predicates: PhraseTable[str]) -> None:
        """Take a look-up that tells whether a name is that of an administrative unit, and the verbs that end one."""
        self.is_place = is_place
        self.predicates = predicates

    def read(self, keys: Keys, at: int) -> tuple[str, str, bool, int]:
        """Read `huyện Hà Quảng`, `các xã, thị trấn`, `cấp huyện, cấp xã`, `của tỉnh`, `cùng cấp` after a name."""
        words, begin = keys.words, at
        if words[at : at + 2] in (("các", "cấp"), ("cùng", "cấp"), ("hai", "cấp")):
            return " ".join(words[at : at + 2]), "", False, at + 2
        if words[at : at + 3] == ("các", "địa", "phương"):  # `Sở Xây dựng các địa phương`
            return "địa phương", "", False, at + 3
        about = words[at : at + 1] == ("trên",)  # `trên địa bàn tỉnh` tells where one member works, not all
        if at < len(words) and words[at] in ("của", "trên", "thuộc"):
            at += 1
            if words[at : at + 2] == ("địa", "bàn"):
                at += 2
            if at < len(words) and words[at] not in PLURALS and keys.find(LEVELS, at) is None:
                return "", "", False, begin
        plural = at < len(words) and words[at] in PLURALS
        at += plural
        levels: list[str] = []
        place = ""
        end = begin
        while at < len(words):
            if words[at] in ("cấp", "tuyến"):
                at += 1
            level = keys.find(LEVELS, at)
            if level is None or not keys.is_boundary(at):
                break
            if levels and level[1] in levels:
                break
            levels.append(level[1])
            at = end = at + level[0]
            if not plural and level[1] != "trung ương":
                stop = self.place_end(keys, at)
                if stop > at:
                    place = as_written(keys, at, stop)
                    at = end = stop
                    break
            if at < len(words) and words[at] in (",", "và") and (plural or "cấp" in words[at + 1 : at + 2]):
                at += 1
            else:
                break
        if plural and len(levels) > 1 and (stop := self.known_place_end(keys, end)) > end:
            place, end = as_written(keys, end, stop), stop  # `các xã, phường, đặc khu Lý Sơn`
        return ", ".join(levels), place, bool(levels) and not (plural or about), end

    def place_end(self, keys: Keys, at: int) -> int:
        """Give the end of a proper name of a unit that begins at key `at`.

        A name the gazetteer knows is taken whole; else up to four capitalised words that are no verb.
        """
        known = self.known_place_end(keys, at)
        if known > at:
            return known
        end = at
        while end < len(keys) and end - at < 5 and keys.is_title(end) and keys.words[end].isalpha():
            end += 1
        verb = next((i for i in range(at, end) if self._is_verb(keys, i)), end)
        return min(verb, at + 4)

    def known_place_end(self, keys: Keys, at: int) -> int:
        """Give the end of the longest name of a unit at key `at` that the gazetteer knows, `at` if there is none."""
        end = at
        while end < len(keys) and end - at < 5 and keys.is_title(end) and keys.words[end].isalpha():
            end += 1
        if keys.words[end : end + 1] in (("-",), ("–",)) and at < end and keys.is_title(end + 1):
            for stop in range(min(end + 4, len(keys)), end + 1, -1):  # `Bà Rịa - Vũng Tàu`
                if keys.is_title(stop - 1) and self.is_place(" ".join(keys.texts[at:stop])):
                    return stop
        return next((stop for stop in range(end, at, -1) if self.is_place(" ".join(keys.texts[at:stop]))), at)

    def _is_verb(self, keys: Keys, at: int) -> bool:
        """Whether a verb of two or more words begins at key `at` (`Quy định` is one, `Bằng` may be a name)."""
        verb = keys.find(self.predicates, at)
        return verb is not None and verb[0] > 1


def as_written(keys: Keys, at: int, end: int) -> str:
    """Give keys `[at, end)` as written, abbreviations in full, tone marks and spacing made regular."""
    out: list[str] = []
    for index in range(at, end):
        alone = keys.is_boundary(index) and keys.is_boundary(index + 1)
        alone = alone and keys.texts[index].lower() not in misread_words()
        word = keys.texts[index] if alone else keys.words[index]
        if not alone and keys.is_boundary(index) and keys.is_title(index):
            word = first_upper(word)
        if word == "," and out:
            out[-1] += ","
        else:
            out.append(word)
    return " ".join(out).replace("“ ", "“").replace(" ”", "”")


def first_upper(text: str) -> str:
    """Write the first letter of a name as a capital: `phòng Nội vụ` → `Phòng Nội vụ`."""
    return text[:1].upper() + text[1:]
