"""What the words right before a time make of it: one of effect, of a condition, of a name (từ ngữ quanh mốc)."""

from __future__ import annotations

from collections.abc import Sequence

from ntm_extract.extract.agencies.clauses import Clause
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.times.dates import TimeSpan
from ntm_extract.extract.wording import phrases, words
from ntm_extract.knowledge.agencies import AgencyLexicon

EFFECT_REACH = 6
"""Words before a time in which `hiệu lực` makes it a date of effect."""
PHRASE_REACH = 5
"""Words of the longest phrase looked for right before a time."""
MOMENT_REACH = 8
"""Words before a day in which its hour and `thời điểm` stand."""
SUM_WORDS = 6
"""Words of a sum of money: `gần 8,4 tỷ đồng`."""
NAME_REACH = 60
"""Words before a time in which the name may begin that it ends."""
HOUR = ("giờ", "h", "phút", "00h00", ":", "g", ",")
"""Words of an hour, beside its figures."""
BARE = ("năm", "quý", "quí", "tháng", "ngày", "nửa")


def is_bare(time: TimeSpan, keys: Keys) -> bool:
    """Whether no word before a time says how it is meant (`năm 2023`, not `trong năm 2023`)."""
    word = keys.words[keys.index_at(time.start)]
    return word[:1].isdigit() or word in BARE


def ends_with(before: Sequence[str], name: str) -> bool:
    """Whether one of the phrases of a list stands right before."""
    near = tuple(before[-PHRASE_REACH:])
    table = phrases("deadlines", name)
    return any((found := table.longest(near, at)) and found[0] == len(near) - at for at in range(len(near)))


def of_effect(before: Sequence[str]) -> bool:
    """Whether a time says from when a document is in force (`có hiệu lực từ ngày …`)."""
    near = " ".join(before[-EFFECT_REACH:])
    return any(word in near for word in words("deadlines", "effect"))


def of_outlook(keys: Keys, before: Sequence[str], after: int) -> bool:
    """Whether a year is one of a name with an outlook: `đến năm 2030, tầm nhìn đến năm 2045`."""
    return ends_with(before, "outlooks") or keys.find(phrases("deadlines", "outlooks"), after) is not None


def is_condition(before: Sequence[str]) -> bool:
    """Whether a time belongs to those of whom something is said (`đối với dự án được cấp phép trước ngày …`)."""
    begin = max((i + 1 for i, word in enumerate(before) if word in (",", ":")), default=0)
    return phrases("deadlines", "conditions").longest(before, begin) is not None


def is_signed(before: Sequence[str]) -> bool:
    """Whether a day is the one on which something was signed or adopted; `đăng ký` signs nothing."""
    return before[-2:] != ("đăng", "ký") and ends_with(before, "signing")


def of_a_moment(before: Sequence[str]) -> bool:
    """Whether a day is that at which something was counted: `kiểm kê tại thời điểm 0 giờ ngày 01/01/2026`."""
    near = list(before[-MOMENT_REACH:])
    while near and (near[-1][0].isdigit() or near[-1] in HOUR):
        near.pop()
    return near[-2:] == ["thời", "điểm"] and (near[-3:-2] or [""])[0] not in words("deadlines", "last_days")


def is_cited(before: Sequence[str]) -> bool:
    """Whether the date of a document stands right behind its number (`12/2020/TT-BTC ngày 31/12/2020`)."""
    number = "".join(before[-2:]) if before[-2:-1] == ("/",) else before[-1] if before else ""
    return "/" in number and (number[:1].isdigit() or number[0] == "/") and not number[-1:].isdigit()


def in_title(time: TimeSpan, before: Sequence[str], keys: Keys) -> bool:
    """Whether `đến năm 2030` ends the name of a programme and does not say when something is done."""
    if time.kind != "year" or keys.words[keys.index_at(time.start)] not in ("đến", "tới"):
        return False
    for at in range(len(before) - 1, -1, -1):
        if phrases("deadlines", "completions").longest(before, at):
            return False
        if phrases("deadlines", "programmes").longest(before, at):
            return True
    return False


def sets_aside(keys: Keys, at: int) -> bool:
    """Whether it is told from key `at` on what money a year has: `năm 2026, ngân sách tỉnh bố trí 8 tỷ đồng`."""
    for verb_at in range(at, min(len(keys), at + PHRASE_REACH)):
        if keys.words[verb_at] in (";", "."):
            return False
        verb = keys.find(phrases("deadlines", "setting_aside"), verb_at)
        if verb is not None:
            behind = keys.words[verb_at + verb[0] : verb_at + verb[0] + SUM_WORDS]
            counted = any(word[0].isdigit() for word in behind[:2])
            return counted and any(word in words("deadlines", "money") for word in behind)
    return False


def opens_part(time: TimeSpan, clause: Clause, keys: Keys, lexicon: AgencyLexicon) -> bool:
    """Whether a time stands behind a comma and before a verb: `…, hằng năm báo cáo …`."""
    index, after = keys.index_at(time.start), keys.index_at(time.end)
    behind_comma = index > clause.first and keys.words[index - 1] == ","
    return behind_comma and keys.find(lexicon.predicates, after) is not None
