"""Cutting a paragraph into clauses and finding who is told to do something (chủ thể và việc được giao)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ntm_extract.extract.agencies.agencies import Agency, AgencyReader
from ntm_extract.extract.agencies.agency import is_asked_kind
from ntm_extract.extract.agencies.described import (
    NAMED_LIMIT,
    is_given_more,
    read_described,
    read_labelled,
    read_narrowed,
    read_part,
)
from ntm_extract.extract.agencies.headings import read_heading
from ntm_extract.extract.agencies.levels import as_written
from ntm_extract.extract.agencies.openings import contrast_end, label_end, salutation
from ntm_extract.extract.agencies.partner_lists import open_list_end
from ntm_extract.extract.agencies.restrictions import is_strong
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.wording import phrases, words

Mode = Literal["lead", "request"]

LABEL_LIMIT = 16
"""Words a label before a colon may have (`Chế độ báo cáo:`, `Trung tâm Văn hóa - Thông tin:`)."""
RHYTHM_LIMIT = 10
"""Words before the comma of a time at the head of a clause."""
LEAD_IN_LIMIT = 45
"""Words of a lead-in (`Căn cứ vào tình hình thực tế, …`) before a subject is no longer looked for."""
OPENING, CLOSING = {"(", "“", "["}, {")", "”", "]"}
ENUMERATED_LIMIT = 6
"""Words between a class and `gồm`, behind which its bodies are named."""
LEAST_MEMBER = 2
"""Words of a name the lexicon does not know, between agencies it knows."""


@dataclass(frozen=True)
class Clause:
    """A part of a paragraph that says one thing.

    Attributes:
        first, last: indices of its keys, `last` exclusive (the separator is not in it).
        subject: the agencies told to do something; empty when none is stated.
        after_subject: index of the first key after the subject (or `first`).
        mode: `lead` (is told), `request` (is asked).
        described: the lexicon does not know the subject; its words up to the verb were taken.
    """

    first: int
    last: int
    subject: tuple[Agency, ...]
    after_subject: int
    mode: Mode
    described: bool = False


class ClauseReader:
    """Cuts blocks into clauses; needs the reader of agencies and, for each document, the spans of time words."""

    def __init__(self, agencies: AgencyReader) -> None:
        self.agencies = agencies

    def read(self, keys: Keys, first: int, last: int, times: Mapping[int, int], *, heads: bool = False) -> list[Clause]:
        """Cut keys `[first, last)` into clauses.

        Args:
            keys: the document's words.
            first: index of the first key of the block's body.
            last: index behind its last.
            times: where each time expression ends, by where it begins; one at the head of a clause is passed over.
            heads: whether the block is a heading with something under it.

        Example:
            `Phòng Nội vụ chủ trì …; Phòng Tài chính bố trí kinh phí.` gives two clauses with a subject each.
        """
        if heads and last > first:
            opener = self._opener(keys, first)
            owned = keys.find(phrases("clauses", "duties_of"), first) is not None
            bodies = read_heading(keys, first + (opener[1] if opener else 0), last, self.agencies, owned=owned)
            if bodies:
                return [Clause(first, last, tuple(bodies), last, opener[0] if opener else "lead")]
        clauses: list[Clause] = []
        at = first
        while at < last:
            if keys.words[at] in (";", ".", ",", "/"):
                at += 1
                continue
            subject, after, mode = self._read_subject(keys, at, last, times)
            begin = max(after, at)
            begin = open_list_end(keys, begin, last, self.agencies) if subject else begin
            end = self._clause_end(keys, begin, last)
            end = contrast_end(keys, begin, end, self.agencies) if keys.words[at] == "riêng" and subject else end
            described = False
            if not subject and (named := read_described(keys, at, end, self.agencies)) is not None:
                subject, after, described = named[0], named[1], True
            if keys.find(phrases("clauses", "no_duties"), after):
                subject = []
            if not subject:
                subject, after = self._by_whom(keys, at, end)
            joined = bool(clauses) and keys.words[at - 1] == ";" and clauses[-1].mode == "request"
            if joined and (not subject or is_asked_kind(subject)):
                mode = "request"  # `Đề nghị Mặt trận …: giám sát; Hội Nông dân vận động`
            clauses.append(Clause(at, end, tuple(subject), after, mode, described))
            at = end + 1
        return clauses

    def _read_subject(self, keys: Keys, at: int, last: int, ends: Mapping[int, int]) -> tuple[list[Agency], int, Mode]:
        """Read the subject at the head of a clause, past time words, labels and lead-ins."""
        if keys.words[at] == "[" and keys.words[at + 2 : at + 3] == ("]",):
            at += 3  # `[2] Trung tâm Y tế …`: the mark of a footnote
        if self._is_membership(keys, at, last):
            return [], at, "lead"
        begin = at
        at = self._skip_time(keys, at, ends)
        step = self._subject_at(keys, at, last, ends)
        if step is not None:
            return step
        colon = next((i for i in range(at, min(last, at + LABEL_LIMIT)) if keys.words[i] == ":"), None)
        label = keys.find(phrases("clauses", "partner_labels"), at)
        if label is not None and colon == at + label[0]:
            return [], begin, "lead"
        if colon is not None:
            at = self._skip_time(keys, colon + 1, ends)
            step = self._subject_at(keys, at, last, ends)
            if step is not None:
                return step
            if (labelled := read_labelled(keys, at, self.agencies)) is not None:
                return *labelled, "lead"
        if begin < at or keys.find(phrases("clauses", "lead_ins"), at) or self._leads_by_time(keys, at, last):
            limit = min(self._clause_end(keys, at, last), at + LEAD_IN_LIMIT)
            listed = at
            for comma in range(at, limit):
                if keys.words[comma] in ("được", "do"):  # `nhiệm vụ được Chính phủ giao`: who told it
                    listed = max(listed, self.agencies.read_list(keys, comma + 1)[1])
                verb = keys.find(phrases("duties", "receiving_verbs"), comma)
                if verb is not None:  # `định kỳ báo cáo UBND huyện, Sở Nội vụ`: those who are told of it
                    link = keys.find(phrases("duties", "receiving_links"), comma + verb[0])
                    begin_list = comma + verb[0] + (link[0] if link else 0)
                    listed = max(listed, self.agencies.read_list(keys, begin_list)[1])
                if keys.words[comma] in words("clauses", "owner_words"):  # `đề nghị của các sở, ban`
                    owner = self.agencies.read(keys, comma + 1)
                    listed = max(listed, owner[1] if owner else listed)
                if comma < listed:
                    continue
                if keys.words[comma : comma + 2] in (("phối", "hợp"), ("chủ", "trì")):
                    break  # who is named behind is a partner
                if keys.words[comma] == "," or keys.words[comma : comma + 2] == ("đề", "nghị"):
                    start = comma + (keys.words[comma] == ",")
                    step = self._subject_at(keys, self._skip_time(keys, start, ends), last, ends)
                    if step is not None and self._is_told_behind(keys, start, step):
                        return step
        return [], begin, "lead"

    def _is_membership(self, keys: Keys, at: int, last: int) -> bool:
        """Whether a clause only says who is a member of a committee: `Trưởng ban: Giám đốc Sở Y tế`."""
        begin = label_end(keys, at)
        if begin == at:
            return False
        person = salutation(keys, begin)  # `Trưởng ban: Ông Lò Văn Chỉnh, Giám đốc Sở Y tế`
        named, end = self.agencies.read_list(keys, begin + person, semicolons=True)
        return bool(named or person) and (end >= last or not keys.find(self.agencies.lexicon.predicates, end))

    def _leads_by_time(self, keys: Keys, at: int, last: int) -> bool:
        """Whether a clause begins with a rhythm up to its first comma, however it is read (`S4u tháng một lần, …`)."""
        if keys.find(self.agencies.lexicon.predicates, at):
            return False
        comma = next((i for i in range(at, min(last, at + RHYTHM_LIMIT)) if keys.words[i] == ","), at)
        return comma > at and keys.words[comma - 1] in words("clauses", "rhythm_ends")

    def _is_told_behind(self, keys: Keys, start: int, step: tuple[list[Agency], int, Mode]) -> bool:
        """Whether what stands behind a lead-in is surely told: a known verb, and no class noun without `các`."""
        agencies, after, _ = step
        known = keys.find(self.agencies.lexicon.predicates, after) or self._opener(keys, start)
        return bool(known) and (len(agencies) > 1 or agencies[0].specific or agencies[0].plural)

    def _by_whom(self, keys: Keys, at: int, last: int) -> tuple[list[Agency], int]:
        """Read by whom a thing is led, where the thing is the subject of the clause.

        Example:
            `Việc kiểm tra do Phòng Nội vụ chủ trì` gives `Phòng Nội vụ`; `Phối hợp các chương trình do Bộ Y tế chủ
            trì` gives nobody.
        """
        if not keys.is_title(at):
            return [], at
        if keys.find(self.agencies.lexicon.predicates, at):
            return self._in_bracket(keys, at, last)
        for do in range(at + 1, min(last, at + LEAD_IN_LIMIT)):
            if keys.words[do] == "do" or (keys.words[do : do + 1] == ("giao",) and keys.words[do - 1] in (",", "(")):
                agencies, after = self.agencies.read_list(keys, do + 1)
                leads = after < last and keys.find(phrases("clauses", "strong_verbs"), after)
                named = all(agency.specific or agency.plural for agency in agencies)
                works = after < last and named and keys.find(phrases("clauses", "led_by"), after)
                if agencies and (leads or works):
                    return agencies, after
        return [], at

    def _in_bracket(self, keys: Keys, at: int, last: int) -> tuple[list[Agency], int]:
        """Read who leads from the bracket that ends a clause.

        Example:
            `Sửa đổi Luật Đất đai (giao Bộ Tư pháp chủ trì, phối hợp với Bộ Y tế)` gives `Bộ Tư pháp`.
        """
        if keys.words[last - 1 : last] != (")",):
            return [], at
        begin = next((i for i in range(last - 1, max(at, last - LEAD_IN_LIMIT), -1) if keys.words[i] == "("), at)
        begin += 1 + (keys.words[begin + 1] == "giao")
        agencies, after = self.agencies.read_list(keys, begin)
        leads = after < last and keys.find(phrases("clauses", "bracket_verbs"), after)
        return (agencies, after) if agencies and leads else ([], at)

    def _subject_at(
        self, keys: Keys, at: int, last: int, ends: Mapping[int, int]
    ) -> tuple[list[Agency], int, Mode] | None:
        mode: Mode = "lead"
        opened = False
        at += keys.words[at : at + 1] == ("riêng",)  # `Riêng UBND xã Hồng Thái cắm biển`
        at += salutation(keys, at)
        opener_at = at
        opener = self._opener(keys, at)
        if opener is not None:
            mode, opened, at = opener[0], True, at + opener[1]
            at += salutation(keys, at)
        heading = None if opened else keys.find(phrases("clauses", "heading_openers"), at)
        at += heading[0] if heading else 0
        agencies, after = self._read_members(keys, at, last)
        if not agencies or after > last:
            return None
        if heading is not None and (whole := read_narrowed(keys, after, last, agencies, self.agencies)) is not None:
            return *whole, mode
        if is_given_more(keys, after, last, agencies):
            return None
        after = self._behind_aside(keys, after, last)
        alone = not any(agency.specific or agency.plural or agency.level for agency in agencies)
        own = alone or not (agencies[0].plural or keys.is_title(keys.index_at(agencies[0].start)))
        name = agencies[0].name
        member = name.startswith("Thành viên") or name.endswith("ủy viên")  # `Phân công từng thành viên bám thôn`
        if opened and (own or member) and keys.words[opener_at] == "phân":
            return None  # `Phân công thành viên phụ trách thôn`, `phân công ủy viên Ban Chấp hành …`
        agencies, after = self._enumerated(keys, after, last) or (agencies, after)
        if not opened and (told := self._told(keys, after, last, ends)) is not None:
            return told
        after = self._skip_time(keys, after, ends)
        if after < last and keys.words[after] in (",", ":"):
            after += 1
        verb = keys.find(self.agencies.lexicon.predicates, after)
        if verb is not None and keys.words[after + verb[0] : after + verb[0] + 1] == (":",) and len(agencies) == 1:
            label = not (agencies[0].specific or agencies[0].plural)  # `Đơn vị chủ trì: …` names a field
            if label:
                return None
        bare = after >= last or keys.words[after - 1] == ":"
        if bare and after < last and salutation(keys, after):
            return None  # `Bí thư Đảng ủy: Đồng chí Nguyễn Văn A`
        if heading is not None:
            return (agencies, after, mode) if bare else None
        if not (opened or bare or self._acts(keys, after, agencies)):
            return None
        return agencies, after, mode

    def _behind_aside(self, keys: Keys, at: int, last: int) -> int:
        """Pass over who stands out among those told, or what they have, before the verb; else give `at`.

        Example:
            `…, nhất là các đơn vị giải ngân chậm, khẩn trương` and `… có khó khăn báo cáo` go on with their verbs.
        """
        trouble = keys.find(phrases("clauses", "troubles"), at)
        if trouble is not None and keys.find(self.agencies.lexicon.predicates, at + trouble[0]):
            return at + trouble[0]
        aside = keys.find(phrases("clauses", "standing_out"), at)
        if aside is None:
            return at
        for stop in range(at + aside[0] + 1, min(last, at + NAMED_LIMIT)):
            comma = keys.words[stop] == ","
            told = keys.find(phrases("clauses", "narrowed_verbs"), stop) and not keys.is_title(stop)
            if (comma and keys.find(self.agencies.lexicon.predicates, stop + 1)) or told:
                return stop + comma
        return at

    def _read_members(self, keys: Keys, at: int, last: int) -> tuple[list[Agency], int]:
        """Read a list of subjects, also members the lexicon does not know, if a verb or a known one follows them.

        Example:
            `Sở Y tế, Nhà máy nước Nam Đà kiểm tra …` has two.
        """
        nobody = self.agencies.excluded_end(keys, at)  # `Các cấp, các ngành, các thôn`
        begin = nobody + 1 if nobody > at and keys.words[nobody : nobody + 1] in ((",",), ("và",)) else at
        agencies, after = self.agencies.read_list(keys, begin, semicolons=True)
        while agencies and after + 1 < last and keys.words[after] in (",", "và"):
            begin = after + 1
            end = self.agencies.names.name_end(keys, begin)
            known = bool(agencies) and all(agency.specific for agency in agencies)
            if not known or not self._is_unknown_name(keys, begin, end):
                break
            level, place, shared, stop = self.agencies.levels.read(keys, end)
            written = as_written(keys, begin, end)
            name = Agency(keys.starts[begin], keys.ends[stop - 1], written, level, place, shared=shared)
            end = stop
            more: list[Agency] = []
            if keys.words[end : end + 1] in ((",",), ("và",)):
                more, stop = self.agencies.read_list(keys, end + 1, semicolons=True)
            if not more and not keys.find(self.agencies.lexicon.predicates, end):
                break
            agencies, after = [*agencies, name, *more], stop if more else end
        return agencies, after

    def _enumerated(self, keys: Keys, at: int, last: int) -> tuple[list[Agency], int] | None:
        """Read the bodies that a class is said to be made of, before a verb.

        Example:
            `Các cơ sở đào tạo trọng điểm gồm: Trường Đại học Tây Nguyên, Trường Đại học Đà Lạt mở lớp` has two.
        """
        for gom in range(at, min(last, at + ENUMERATED_LIMIT)):
            if keys.words[gom] == "gồm":
                begin = gom + 1 + (keys.words[gom + 1 : gom + 2] == (":",))
                members, end = self.agencies.read_list(keys, begin, semicolons=True)
                if len(members) > 1 and keys.words[end : end + 1] in ((",",), ("và",)):
                    stop = next((i for i in range(end, min(last, end + NAMED_LIMIT)) if is_strong(keys, i)), last)
                    if stop < last and keys.words[end : end + 2] == ("và", "các"):  # `và các cơ sở do Bộ chọn mở lớp`
                        members.append(read_part(keys, end + 2, stop, self.agencies))
                    end = stop
                named = len(members) > 1 and end < last and keys.find(self.agencies.lexicon.predicates, end)
                return (members, end) if named else None
            if not keys.words[gom].isalpha():
                return None
        return None

    def _is_unknown_name(self, keys: Keys, begin: int, end: int) -> bool:
        """Whether keys `[begin, end)` look like a proper name: two words or more, the first a capital and no verb."""
        lexicon = self.agencies.lexicon
        if end - begin < LEAST_MEMBER or not keys.is_title(begin) or not keys.words[begin].isalpha():
            return False
        none = phrases("clauses", "no_bodies")
        return not any(keys.find(table, begin) for table in (lexicon.predicates, lexicon.excluded, none))

    def _told(self, keys: Keys, at: int, last: int, ends: Mapping[int, int]) -> tuple[list[Agency], int, Mode] | None:
        """Read who is told in `UBND tỉnh yêu cầu Thủ trưởng các sở …`: not the one who tells."""
        opener = self._opener(keys, at)
        if opener is None:
            return None
        told = self._subject_at(keys, at, last, ends)
        own = told is not None and len(told[0]) == 1 and not (told[0][0].specific or told[0][0].plural)
        return None if own and keys.words[at : at + opener[1]] == ("phân", "công") else told

    @staticmethod
    def _opener(keys: Keys, at: int) -> tuple[Mode, int] | None:
        """Read a word that tells or asks (`giao`, `đề nghị`): the mode and its length."""
        for name, mode in (("lead_openers", "lead"), ("request_openers", "request")):
            found = keys.find(phrases("clauses", name), at)
            if found is not None:
                return ("lead" if mode == "lead" else "request"), found[0]
        return None

    def _acts(self, keys: Keys, at: int, agencies: Sequence[Agency]) -> bool:
        """Whether a verb follows: a known one, or, behind a proper name, any small word that does not go on with it."""
        verb = keys.find(self.agencies.lexicon.predicates, at)
        if verb is not None:
            units = all(agency.is_unit for agency in agencies)
            return not (units and verb[1] in words("clauses", "unit_states"))
        if at >= len(keys) or keys.words[at - 1] == ",":
            return False
        if self._reaches_verb(keys, at):
            return keys.words[at] == "nơi"  # `UBND cấp xã nơi có rừng có trách nhiệm …`
        named = all(agency.specific or (agency.plural and not agency.is_unit) for agency in agencies)
        word = keys.words[at]
        if len(agencies) > 1 and named and word in words("clauses", "class_links"):
            return True  # `Cục Thú y và các viện thuộc ngành kiểm nghiệm`
        spelled = word.isalnum() and word[0].isalpha()  # also `l4p`
        return named and spelled and not keys.is_title(at) and word not in words("clauses", "name_links")

    def _reaches_verb(self, keys: Keys, at: int) -> bool:
        """Whether words of a longer name stand at key `at`, up to `chủ trì` or `có trách nhiệm`."""
        for end in range(at, min(len(keys), at + NAMED_LIMIT)):
            if keys.find(phrases("clauses", "strong_verbs"), end):
                return True
            if not (keys.words[end].isalpha() or keys.words[end] == ","):
                return False
        return False

    @staticmethod
    def _skip_time(keys: Keys, at: int, ends: Mapping[int, int]) -> int:
        """Pass over time expressions joined by `và`, and the colon or comma behind them."""
        begin = at
        while at < len(keys) and keys.starts[at] in ends:
            at = keys.index_at(ends[keys.starts[at]])
            if keys.words[at : at + 1] == ("và",) and at + 1 < len(keys) and keys.starts[at + 1] in ends:
                at += 1
        if begin < at < len(keys) and keys.words[at] in (",", ":"):
            at += 1
        return at

    @staticmethod
    def _clause_end(keys: Keys, at: int, last: int) -> int:
        """Give the index of the `;` or sentence end that closes the clause, outside brackets and quotes."""
        depth = 0
        for index in range(at, last):
            word = keys.words[index]
            if word in OPENING:
                depth += 1
            elif word in CLOSING:
                depth = max(0, depth - 1)
            elif (word == ";" and depth == 0) or (
                word == "."
                and (index + 1 >= last or keys.is_title(index + 1) or keys.starts[index + 1] > keys.ends[index])
            ):
                return index
        return last
