"""Bodies that the lexicon does not know, told by the words up to a strong verb (cơ quan được mô tả)."""

from __future__ import annotations

from collections.abc import Sequence

from ntm_extract.extract.agencies.agencies import Agency, AgencyReader
from ntm_extract.extract.agencies.levels import PLURALS, as_written, first_upper
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.wording import phrases, words

NAMED_LIMIT = 24
"""Words the description of one body or several may have before the verb that tells them something."""
LEAST_DESCRIBED = 3
"""Fewer words describe nobody (`Tổ chức chủ trì`)."""


def read_described(keys: Keys, at: int, last: int, reader: AgencyReader) -> tuple[list[Agency], int] | None:
    """Read a body the lexicon does not know, told by `chủ trì` or `có trách nhiệm`, at the head of a clause.

    Example:
        `Đơn vị quản lý kinh phí chủ trì thẩm định` gives `Đơn vị quản lý kinh phí`.
    """
    lexicon = reader.lexicon
    titled = keys.is_title(at)
    at += keys.words[at] in PLURALS
    is_class = keys.find(lexicon.nouns, at) or keys.find(lexicon.offices, at)
    is_body = is_class is not None or keys.find(lexicon.heads, at) is not None
    if not titled or not is_body or keys.find(lexicon.excluded, at):
        return None
    if keys.find(phrases("clauses", "no_bodies"), at):
        return None
    if is_class is not None and is_class[0] > 1 and is_class[1] != "tổ chức":
        behind = at + is_class[0]
        single = keys.find(phrases("clauses", "single_classes"), at)
        if single is not None and (stop := _told_alone(keys, at + single[0], last)) is not None:
            return _apart(keys, at, at + single[0], reader), stop
        verb = keys.find(phrases("clauses", "class_verbs"), behind)
        if verb is not None and behind + verb[0] < last and keys.words[behind + verb[0]] != ":":
            return _apart(keys, at, behind, reader), behind
    strong, breaks = phrases("clauses", "strong_verbs"), words("clauses", "name_breaks")
    narrowed = phrases("clauses", "narrowed_verbs") if keys.find(phrases("clauses", "small_bodies"), at) else strong
    for end in range(at + 1, min(last, at + NAMED_LIMIT)):
        told = end - at >= LEAST_DESCRIBED and keys.find(narrowed, end)
        if (verb := keys.find(strong, end) or told or None) is not None:
            if end - at < LEAST_DESCRIBED or keys.words[end + verb[0] : end + verb[0] + 1] == (":",):
                return None
            return _apart(keys, at, end, reader), end
        word = keys.words[end]
        given = word == "được" and keys.words[end + 1 : end + 2] in (("giao",), ("phân",))
        if (word in breaks and not given) or not (word.isalpha() or word in (",", "-", "–")):
            return None
    return None


def _told_alone(keys: Keys, at: int, last: int) -> int | None:
    """Give where a verb of doing begins at key `at` or behind its colon, None where none does.

    Example:
        `Chủ dự án xây dựng bộ chỉ số`, `Cơ quan tài chính: tổng hợp dự toán`.
    """
    begin = at + (keys.words[at : at + 1] == (":",))
    verbs = ("narrowed_verbs", "strong_verbs", "class_verbs", "closed_task_openers", "task_openers")
    verb = next((hit for name in verbs if (hit := keys.find(phrases("clauses", name), begin))), None)
    return begin if verb is not None and begin + verb[0] < last and keys.words[begin + verb[0]] != ":" else None


def _apart(keys: Keys, at: int, last: int, reader: AgencyReader) -> list[Agency]:
    """Take described bodies apart at a comma or `và` before the next: `Cơ quan chủ quản …, chủ đầu tư …`."""
    lexicon, cuts = reader.lexicon, [at]
    for i in range(at + 1, last - 1):
        class_at = i + 1 + (keys.words[i + 1] in PLURALS)
        opens = keys.find(lexicon.nouns, class_at) or keys.find(lexicon.offices, class_at)
        if keys.words[i] in (",", "và", "hoặc") and opens:
            cuts.append(i + 1)
    parts = list(zip(cuts, [stop - 1 for stop in cuts[1:]] + [last], strict=True))
    if any(end - begin < LEAST_DESCRIBED for begin, end in parts):
        parts = [(at, last)]  # `Cơ quan, đơn vị quản lý kinh phí` is one class
    return [read_part(keys, begin, end, reader) for begin, end in parts]


def read_part(keys: Keys, begin: int, end: int, reader: AgencyReader) -> Agency:
    """Give the body that keys `[begin, end)` name, also one that the lexicon does not know."""
    known = reader.read(keys, begin)
    if known is not None and known[1] == end:
        return known[0]
    name = first_upper(as_written(keys, begin, end))
    return Agency(keys.starts[begin], keys.ends[end - 1], name, keeps_level=False)


def read_narrowed(
    keys: Keys, at: int, last: int, agencies: Sequence[Agency], reader: AgencyReader
) -> tuple[list[Agency], int] | None:
    """Read a class that a heading narrows, up to its colon and the verb behind it.

    Example:
        `Đối với các trường chưa có nhà vệ sinh: Khẩn trương lập dự toán` tells `Trường chưa có nhà vệ sinh`.
    """
    known = agencies[-1]
    if known.specific or not known.plural or at >= last or keys.words[at] not in words("clauses", "narrowing"):
        return None
    stop = next((i for i in range(at, min(last, at + NAMED_LIMIT)) if not keys.words[i].isalpha()), last)
    if keys.words[stop : stop + 1] != (":",) or not keys.find(reader.lexicon.predicates, stop + 1):
        return None
    begin = keys.index_at(known.start)
    return [*agencies[:-1], read_part(keys, begin + (keys.words[begin] in PLURALS), stop, reader)], stop + 1


def read_labelled(keys: Keys, at: int, reader: AgencyReader) -> tuple[list[Agency], int] | None:
    """Read a class in small letters that a label before it leaves without `các`, and the verb that tells it something.

    Example:
        `Báo cáo đột xuất: cơ sở tiêm chủng báo cáo ngay` gives `Cơ sở tiêm chủng`.
    """
    step = None if at >= len(keys) or keys.is_title(at) else reader.read(keys, at, unnamed=True)
    if step is None or step[0].specific or not keys.find(phrases("clauses", "class_verbs"), step[1]):
        return None
    return [step[0]], step[1]


def is_given_more(keys: Keys, at: int, last: int, agencies: Sequence[Agency]) -> bool:
    """Whether a class goes on with what it was given to do, before a verb that tells it something.

    Example:
        `Cơ quan được giao nhiệm vụ lập quy hoạch có trách nhiệm …`; before `chủ trì` nothing more is given.
    """
    one = len(agencies) == 1 and not agencies[0].specific and not agencies[0].level
    joins = one and agencies[0].plural and keys.find(phrases("clauses", "joining"), at)
    if not one or not (joins or agencies[0].name.endswith(words("clauses", "given_to_do"))):
        return False
    for end in range(at, min(last, at + NAMED_LIMIT)):
        if keys.find(phrases("clauses", "strong_verbs"), end):
            return end > at
        if not (keys.words[end].isalpha() or keys.words[end] in (",", "-")):
            return False
    return False
