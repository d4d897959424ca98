"""Who works with the subject of a clause, and whom a report goes to (phối hợp, báo cáo)."""

from __future__ import annotations

from collections.abc import Sequence

from ntm_extract.extract.agencies.agencies import Agency, AgencyReader
from ntm_extract.extract.agencies.agency import OWN_MINISTRY
from ntm_extract.extract.agencies.clauses import Clause, ClauseReader
from ntm_extract.extract.agencies.levels import PLURALS
from ntm_extract.extract.agencies.partner_lists import pass_phrases, read_partners
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.wording import phrases, words

UNLISTED_LIMIT = 5
"""Words of a partner that is no agency, and the comma behind it."""
WITH_LIMIT = 10
"""Words between `báo cáo` and the `với` that says to whom."""
TOGETHER_LIMIT = 3
"""Words before which `phối hợp` still begins a clause."""


def begins_together(clause: Clause, keys: Keys) -> bool:
    """Whether a clause whose subject is not stated begins with working together (`Thường xuyên phối hợp với …`)."""
    begin = pass_phrases(keys, clause.first, clause.last, "fillers")
    begin += begin < clause.last and keys.words[begin] == ","  # `Chủ trì, phối hợp với các bộ …`
    head = range(begin, min(begin + TOGETHER_LIMIT, clause.last))
    return any(keys.words[at : at + 2] == ("phối", "hợp") for at in head)


def find_partners(clause: Clause, keys: Keys, clauses: ClauseReader) -> tuple[list[Agency], int]:
    """Find the partners of `phối hợp với …`, and where the main verb begins."""
    partners: list[Agency] = []
    fellows = find_fellows(clause, keys, clauses)
    begin = keys.index_at(fellows[-1].end) if fellows else clause.after_subject
    begin += bool(fellows) and keys.words[begin : begin + 1] == (",",)
    main = pass_phrases(keys, begin, clause.last, "fillers")
    main += main < clause.last and keys.words[main] == ","
    links = phrases("duties", "partner_links")
    for at in sorted({*keys.where(links, clause.first, clause.last - 1), clause.after_subject}):
        link = keys.find(links, at) if at < clause.last - 1 else None
        if link is None and at == clause.after_subject < clause.last - 1:
            link = keys.find(phrases("duties", "joiners"), at)
        if link is None or (link[1] == "phối hợp" and _is_behind(keys, at, "coordination_nouns")):
            continue
        begin = pass_phrases(keys, at + link[0], clause.last, "coordination_links")
        begin = _pass_unlisted(keys, begin, clause.last, clauses)
        found, end = read_partners(keys, begin, clause.last, clauses.agencies)
        if found and end <= clause.last:
            partners.extend(found)
            if at <= main:
                main = end + (keys.words[end : end + 1] == (",",))
    for at in range(clause.after_subject, clause.last - 1):  # `Công an xã chủ trì, các đơn vị liên quan phối hợp …`
        if keys.words[at] in (",", ";") and keys.words[at - 2 : at] == ("chủ", "trì"):
            found, end = clauses.agencies.read_list(keys, at + 1)
            if keys.words[end : end + 2] == ("phối", "hợp") and end < clause.last:
                partners.extend(found)
    first = keys.index_at(clause.subject[0].start) if clause.subject else clause.first
    bracketed = first > clause.first and "(" in keys.words[max(clause.first, first - 2) : first]
    return partners, clause.first if bracketed else main


def find_fellows(clause: Clause, keys: Keys, clauses: ClauseReader) -> list[Agency]:
    """Find who leads with the subject: `Sở A đồng chủ trì với Sở B`."""
    at = clause.after_subject
    link = keys.find(phrases("duties", "fellow_links"), at) if at < clause.last else None
    if link is None:
        return []
    found, end = clauses.agencies.read_list(keys, at + link[0])
    return found if end <= clause.last else []


def _pass_unlisted(keys: Keys, at: int, last: int, clauses: ClauseReader) -> int:
    """Pass over a first partner that is no agency: `phối hợp với gia đình, Công an xã`."""
    reader = clauses.agencies
    if at >= last or keys.words[at] in PLURALS or keys.is_title(at) or reader.read(keys, at, unnamed=True):
        return at
    for stop in range(at + 1, min(last, at + UNLISTED_LIMIT)):
        if keys.words[stop] in (",", "và"):
            return stop + 1
        if not keys.words[stop].isalpha() or keys.find(reader.lexicon.predicates, stop):
            return at
    return at


def find_receivers(clause: Clause, keys: Keys, clauses: ClauseReader) -> tuple[list[Agency], int]:
    """Find whom a report goes to: `báo cáo X`, `trình X`, `gửi về X`, `qua X`, `báo cáo … về X`."""
    return read_receivers(keys, clause.after_subject, clause.last, clauses.agencies)


def read_receivers(keys: Keys, at: int, last: int, reader: AgencyReader) -> tuple[list[Agency], int]:
    """Read to whom keys `[at, last)` say that something is handed.

    Returns:
        The bodies, and the index of the first verb that says so.

    Example:
        `Lập đề án trình Thủ tướng Chính phủ` gives `Thủ tướng Chính phủ`.
    """
    found: list[Agency] = []
    verb_at = at
    reporting: int | None = None
    verbs = [phrases("duties", name) for name in ("reporting_verbs", "receiving_verbs")]
    heads = {head for table in verbs for head in keys.where(table, at, last)}
    while at < last:
        handed = reporting is not None and _hands(keys, reporting, at, reader)
        if at not in heads and not handed:
            at += 1
            continue
        if keys.find(phrases("duties", "reporting_verbs"), at):
            reporting = at
        after = _receiving(keys, at, handed)
        begin = pass_phrases(keys, after, last, "receiving_links")
        agencies, end = reader.read_list(keys, begin) if after > at else ([], at)
        if after > at and not agencies and _is_own_ministry(keys, begin):
            end = begin + 1
            agencies = [Agency(keys.starts[begin], keys.ends[begin], OWN_MINISTRY, keeps_level=False)]
        if agencies and end <= last and _may_receive(agencies):
            if not found:
                verb_at = at if reporting is None else min(reporting, at)
            found.extend(agencies)
            at = end
        else:
            at += 1
    return found, verb_at


def _may_receive(agencies: Sequence[Agency]) -> bool:
    """Whether something may be handed to bodies: one of them is named, or it is said of what office all of them are.

    Example:
        `Bộ Y tế, các viện khu vực` and `cơ quan có thẩm quyền`, not `các đơn vị`.
    """
    offices = words("clauses", "handed_classes")
    told = (f"{agency.name} {agency.level}".rstrip() for agency in agencies)
    return any(agency.specific for agency in agencies) or all(name.endswith(offices) for name in told)


def _is_own_ministry(keys: Keys, at: int) -> bool:
    """Whether a bare `Bộ` stands at key `at`: `gửi kết quả về Bộ (qua Cục …)`."""
    bare = keys.words[at : at + 1] == ("bộ",) and keys.is_title(at) and not keys.is_title(at + 1)
    return bare and keys.find(phrases("clauses", "no_bodies"), at) is None


def _hands(keys: Keys, verb: int, at: int, reader: AgencyReader) -> bool:
    """Whether a word at key `at` says to whom goes what a verb before it hands over.

    Example:
        `gửi danh sách học sinh chưa tham gia cho Bảo hiểm xã hội tỉnh`; in `gửi Sở Y tế, tập huấn cho Trạm Y tế` the
        second verb has `cho`.
    """
    if keys.words[at] == "về":
        return True
    if keys.words[at] == "với" and keys.words[verb : verb + 2] == ("báo", "cáo"):  # `báo cáo kết quả với Sở Y tế`
        return at < verb + WITH_LIMIT and keys.words[at - 1] not in ("hợp", ",") and "," not in keys.words[verb:at]
    if keys.words[at] not in words("duties", "handing_links") or keys.words[verb] not in words("duties", "handing"):
        return False
    joints = (i for i in range(verb, at) if keys.words[i] in (",", "và", ":"))
    return not any(keys.find(reader.lexicon.predicates, i + 1) for i in joints)


def _receiving(keys: Keys, at: int, handed: bool) -> int:
    """Give the index behind a verb that hands something to somebody, `at` itself where there is none."""
    verb = keys.find(phrases("duties", "receiving_verbs"), at)
    before = keys.words[at - 1] if at else ""
    if verb is None:
        return at + handed
    is_noun = verb[1] == "trình" and before in words("duties", "trinh_nouns")
    is_other = verb[1] == "qua" and before in words("duties", "qua_verbs")
    return at if is_noun or is_other else at + verb[0]


def _is_behind(keys: Keys, at: int, name: str) -> bool:
    """Whether a phrase of a list ends right before key `at`."""
    return any(
        found and found[0] == back for back in (1, 2, 3) if (found := keys.find(phrases("duties", name), at - back))
    )
