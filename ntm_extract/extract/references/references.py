"""Legal references (văn bản viện dẫn): every mention of one particular instrument, and what is said of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property

from ntm_extract.extract.agencies.agencies import PARTY_SEATS, Agency, AgencyReader
from ntm_extract.extract.agencies.locality import COMMUNE_WORDS, DISTRICT_WORDS, PROVINCE_WORDS, Locality
from ntm_extract.extract.found import Found
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.origins import Origins
from ntm_extract.extract.references.basis_columns import find_basis_cells
from ntm_extract.extract.references.governors import find_list_lead, find_relation
from ntm_extract.extract.references.issuer_names import (
    LOCAL_ISSUERS,
    TERM,
    field_end,
    local_issuer,
    own_end,
    told_in_full,
)
from ntm_extract.extract.references.mention import PASSED_BY, Mention
from ntm_extract.extract.references.mentions import find_mentions
from ntm_extract.extract.references.misread_issuers import named_by_symbol, own_seat, spelled_place
from ntm_extract.extract.references.pinpoints import find_pinpoint
from ntm_extract.extract.references.sharing import IMPLIED, share_ends, share_issuers
from ntm_extract.extract.references.subjects import find_subject
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.targets.anchors import UPPER
from ntm_extract.extract.times.dates import TimeSpan
from ntm_extract.extract.times.timeline import Timeline
from ntm_extract.extract.wording import either
from ntm_extract.knowledge.gazetteer import Gazetteer
from ntm_extract.knowledge.instruments import NormalizedNumber
from ntm_extract.knowledge.issuers import central_names, official_name
from ntm_extract.outline.structure import Block, Outline
from ntm_extract.plan import Relation

ATTACHED = re.compile(
    r"(?:^|\()\W{0,4}(?:ban hành )?kèm theo\s{1,3}"
    r"(?:(?:kế hoạch|chương trình|đề án|phương án|quy chế|quy định)\s[^().;]{0,80}?(?:tại|theo)\s{1,3})?$",
    re.IGNORECASE,
)
"""What stands before a document's own number where an appendix, or a plan that it puts in force, names it; also
`Kèm theo Kế hoạch ban hành tại`."""
REFERENCE_ROLES = ("title", "preamble", "item", "dash", "paragraph", "heading", "table", "recipients")
OTHER_DATE = re.compile(r"(?:trước|từ|kể từ|vào|đến|sau|trong|chậm nhất|hết)\b", re.IGNORECASE)
"""Words that make a date one of what happens, not of an instrument: `hiệu lực theo Nghị định số 27 từ ngày …`."""
NEAR = re.compile(r"\s*,?\s*\(?(?:sửa đổi(?:, bổ sung)?\)?\s*)?(?:được ban hành|ban hành|được thông qua|ký)?\s*")
"""What may stand between a number, or a law's name, and its date."""
BARE_YEAR = re.compile(r",?\s{1,3}\(?((?:19|20)\d\d)(?![\d/]|\s{0,3}[-–]\s{0,3}\d)\)?")
TITLED_VERB = re.compile(rf"\s(?:{either('references', 'titled_verbs')})\b")
TRAILING_DATE = re.compile(
    r"\s{1,3}ngày\s{1,3}\d{1,2}(?:/\d{1,2}/|\s{1,3}tháng\s{1,3}\d{1,2}\s{1,3}năm\s{1,3})\d{4}\s{1,3}của\s"
)
"""Number, title, date, issuer: the order of Bộ pháp điển điện tử."""
RENAMED = re.compile(r"\s{0,3}\((?:nay là|trước đây|cũ)\b[^()]{0,90}\)")
"""A body of another name or before a merger: `Ủy ban nhân dân tỉnh Phú Yên (trước đây)`."""
SPECKS = re.compile(r"[\s.,'’‘`·:_“”\"-]{1,4}")
"""What dust on a scan becomes between a number and its day."""
PROPOSER_REACH = 160
"""Characters before `tại Tờ trình số …` in which its author is looked for."""
GRANTED = re.compile(
    rf"\b(?:được|do) (?=(?!được |do )[^;.()]{{3,90}}? (?:{either('references', 'granting')})(?: \w+){{0,4}}?"
    r" (?:tại|theo|kèm theo) $)"
)
"""An issuer before its instrument: `được UBND tỉnh giao tại Quyết định số …`."""
DIRECTED = re.compile(
    r"\b(?:chỉ đạo|kết luận|yêu cầu|ý kiến|giao nhiệm vụ) của (?:đồng chí |đ/c )?(?=\S[^;:.()]{0,160} tại (?:các )?$)",
    re.IGNORECASE,
)
"""Whose direction a paper holds: `ý kiến chỉ đạo của Thường trực Huyện ủy tại Thông báo số …`."""
PROPOSALS = ("Tờ trình", "Công văn", "Báo cáo", "Biên bản")
"""Kinds of papers whose author stands before them: `theo đề nghị của Phòng Kinh tế tại Tờ trình số …`."""
PROPOSED = re.compile(
    r"\bcủa (?:(?:Trưởng phòng|Chánh Văn phòng) (?=[PSBCVU])|(?:Trưởng|Giám [đĐ]ốc|Chánh) )?"
    r"(?=\S[^;]{0,160} tại $)"
)
"""Bodies named before `tại Tờ trình số …`; the last is meant."""
LOCAL = ("Phòng ", "Sở ")
"""Names of bodies of a district or province: `46/TTr-LĐTBXH` of one of them is not of the ministry of its field."""
CO_ISSUERS = 12
UNLISTED_ISSUER = re.compile(
    rf"[{UPPER}][\w&-]{{0,40}}+(?: [-–\w&]{{1,40}}+){{1,12}}?"
    rf"(?=\s{{0,3}}(?:[;,.()\n]|$)|\s{{1,3}}(?:về|V/v|ngày|khóa|khoá|{either('references', 'subject_verbs')})\b)"
)
CLOSED_NAME = re.compile(rf"(?<!\w)[{UPPER}]\w*(?= và [^\W\d{UPPER}])")
"""The last word of a name behind which a sentence goes on: `của Văn phòng Trung ương Đảng và nguồn khác`."""
WHOLE = re.compile(r" Việt Nam\b")
SEATS = (*PROVINCE_WORDS, *DISTRICT_WORDS, *COMMUNE_WORDS)
"""Level words at the end of an issuer's name, whose place the plan tells."""


@dataclass(frozen=True)
class ReferenceFinder:
    """Finds the references of a document."""

    origins: Origins
    keys: Keys
    times: Timeline
    agencies: AgencyReader
    locality: Locality
    own_number: str | None
    gazetteer: Gazetteer

    @property
    def outline(self) -> Outline:
        """The document's structure."""
        return self.origins.outline

    def find(self) -> list[Found]:
        """Find all mentions, in reading order.

        Returns:
            Rows with the fields of `plan.Reference` that are its own; `subject` is a span.

        Example:
            `Căn cứ Quyết định số 263/QĐ-TTg ngày 22/02/2022 của Thủ tướng Chính phủ` gives kind `Quyết định`, number
            `263/QĐ-TTg`, date `2022-02-22`, relation `legal_basis`.
        """
        rows: list[Found] = []
        starts = [mention.start for mention in self._mentions]
        for index, block in enumerate(self.outline.blocks):
            if block.role not in REFERENCE_ROLES:
                continue
            inside = self._mentions[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
            previous: Found | None = None
            for position, mention in enumerate(inside):
                own = mention.number is not None and self.own_number and mention.number.number == self.own_number
                if own and not ATTACHED.search(self.outline.text[block.start : mention.start]):
                    continue
                row = self._row(mention, index, inside[position + 1 :], previous)
                if row is None:
                    continue
                rows.append(row)
                if previous is None or row.start >= previous.end:
                    previous = row
        rows = share_issuers(rows)  # what is stated elsewhere goes before what a list shares
        return share_issuers(share_ends(rows, self.outline.text))

    @cached_property
    def _mentions(self) -> list[Mention]:
        return find_mentions(self.outline.text)

    def _row(self, mention: Mention, at_block: int, following: list[Mention], previous: Found | None) -> Found | None:
        """Read what is said of one mention; None for a law that is only named in the name of a law that amends it."""
        text, block = self.outline.text, self.outline.blocks[at_block]
        over = min(at_block + (mention.end > block.end), len(self.outline.blocks) - 1)  # `QĐ số⏎126/QĐ-UBND ngày …`
        limit = following[0].start if following else self.outline.blocks[over].end
        doubts = [f"số hiệu: {doubt}" for doubt in mention.number.doubts] if mention.number else []
        doubts += mention.doubts
        date, end = self._date(mention, mention.end, limit)
        outer = previous if previous is not None and mention.start < previous.end else None
        if outer is not None and mention.number is None and outer.values["kind"] in PASSED_BY:
            return None
        issuer, at = self._issuer(mention, mention.issuer_at if mention.issuer_at is not None else end, limit, doubts)
        at = max(at, end)
        if issuer is not None and date is None:
            date, at = self._date(mention, at, limit)
        end = at
        if issuer is None:
            issuer = self._proposer(mention, block) or self._of_the_list(mention, block)
        bare = at == mention.end  # nothing said behind the number yet: `…/NĐ-CP, thực hiện ghi sổ` is no title
        subject = None
        if mention.number is not None:
            subject = find_subject(text, at, block.end, following, bare=bare, basis=block.role == "preamble")
        trailing = TRAILING_DATE.search(text, *subject) if subject is not None and date is None else None
        if subject is not None and trailing is not None and all(m.end != trailing.start() for m in following):
            time = self.times.next(trailing.start())
            date = time.edtf if time is not None and time.start < trailing.end() else None
            stated, end = self._issuer(mention, time.end if time is not None else trailing.end(), block.end, doubts)
            issuer, subject = stated or issuer, (subject[0], trailing.start())
        if issuer is None:
            issuer = self._implied_issuer(mention, doubts)
        end = max(end, subject[1]) if subject is not None else end
        pinpoint = find_pinpoint(text, block.start, mention.start)
        cited = pinpoint.start if pinpoint is not None else mention.start
        values = {
            "kind": mention.kind,
            "number": _canonical(mention.number),
            "date": date,
            "issuer": issuer,
            "subject": subject,
            "relation": self._relation(mention, at_block, cited, previous),
            "pinpoint": pinpoint.text if pinpoint is not None else None,
        }
        confidence = 0.95 if mention.number and date is not None else 0.88
        return Found(
            mention.start,
            len(text[:end].rstrip(" ,;.")) if end > mention.end else mention.end,
            block.address,
            values,
            "references:numbered" if mention.number else "references:named",
            confidence - 0.15 * bool(doubts),
            tuple(doubts),
        )

    def _relation(self, mention: Mention, at_block: int, cited: int, previous: Found | None) -> Relation:
        """Name the relation by the head of its column or the governing verb."""
        nested = previous is not None and cited < previous.end
        if not nested and self._basis_cells.holds(mention.start):
            return "legal_basis"
        return find_relation(self.outline, at_block, cited, previous)

    @cached_property
    def _basis_cells(self) -> Spans:
        return find_basis_cells(self.origins)

    def _date(self, mention: Mention, at: int, limit: int) -> tuple[str | None, int]:
        """Read the date behind a number or name; gives it as EDTF, and the end."""
        year = BARE_YEAR.match(self.outline.text, at) if mention.kind in PASSED_BY else None
        if year is not None:
            return year[1], year.end()
        time = self._time_at(at, limit)
        return (time.edtf, time.end) if time is not None else (None, at)

    def _time_at(self, at: int, limit: int) -> TimeSpan | None:
        """Give the date that stands right behind a number, and is not that of something else (`trước ngày …`)."""
        time = self.times.next(at)
        if time is None or time.start >= limit or OTHER_DATE.match(self.outline.text, time.start):
            return None
        between = self.outline.text[at : time.start]
        near = NEAR.fullmatch(between) or (
            SPECKS.fullmatch(between) and self.outline.text.startswith(("ngày", "ngay"), time.start)
        )
        dated = time.kind in ("date", "month", "year")
        return time if near and dated and time.edtf else None

    def _issuer(self, mention: Mention, at: int, limit: int, doubts: list[str]) -> tuple[str | None, int]:
        """Read `của Ủy ban nhân dân tỉnh Cao Bằng khóa XIX`; gives the canonical name and the end.

        What was guessed of a misread name is added to the doubts.
        """
        match = re.compile(r"\s{0,3},?\s{0,3}(?:do|của|giữa|CỦA)\s{1,3}(?:[Ll]iên\s{1,3}(?=Bộ|Sở))?").match(
            self.outline.text, at
        )
        if match is None or match.end() >= limit:
            return None, at
        index = self.keys.index_at(match.end())
        step = self.agencies.read(self.keys, index)
        if step is None:
            name, end = self._unlisted_issuer(match.end(), limit)
            if name is not None and (meant := self._misread_body(mention, match.end(), end)) is not None:
                doubts.append(_guessed(name, meant))
                return meant, self._past_term(end)
            return (told_in_full(name, mention), self._past_term(end)) if name is not None else (None, at)
        party = mention.number is not None and mention.number.party
        if self._is_misread and party and (meant := own_seat(step[0], self.origins, self.locality)):
            doubts.append(_guessed(self.outline.text[step[0].start : step[0].end], meant))
            return meant, self._past_term(step[0].end)
        agency, index = self._without_field(*step)
        end = own_end(self.outline.text, agency.start, agency.end)
        if end < agency.end:
            if agency.level or agency.place:
                beyond = len(self.outline.text[end : agency.end].split())
                agency = replace(agency, end=end, place=" ".join(agency.place.split()[:-beyond]))
            else:
                agency = replace(agency, end=end, name=self.outline.text[agency.start : end])
            index = self.keys.index_at(end)
        issuer = told_in_full(self._in_full(agency, doubts), mention)
        verb = TITLED_VERB.search(self.outline.text, agency.start, agency.end)
        if verb is not None:  # `Bộ Y tế Quy định …`: the subject begins with a capital
            return self._cut_issuer(issuer, verb.group()), verb.start()
        if (end := field_end(self.outline.text, agency.start, agency.end, limit)) > agency.end:
            return " ".join(self.outline.text[agency.start : end].split()), end
        if (whole := official_name(f"{issuer} Việt Nam")) in central_names() and WHOLE.match(self.outline.text, end):
            issuer, end = whole, end + len(" Việt Nam")
            index = self.keys.index_at(end)
        for _ in range(CO_ISSUERS):  # `của Bộ Y tế, Bộ Công Thương`: the first signs for all
            if self.keys.words[index : index + 1] not in ((",",), ("và",), ("-",), ("–",)):
                break
            further = self.agencies.read(self.keys, index + 1)
            if further is None or further[0].end > limit or not further[0].specific:
                break
            alone = len(mention.number.organs) < 2 if mention.number is not None else True
            if (
                alone
                and self.keys.words[index] == ","
                and self.keys.words[further[1] : further[1] + 1] not in ((",",), ("và",), ("về",))
            ):
                break  # the main clause begins: `…, Sở Nội vụ hướng dẫn`
            end, index = further[0].end, further[1]
        return issuer, self._past_term(end)

    def _without_field(self, agency: Agency, index: int) -> tuple[Agency, int]:
        """Take the field from a board of a province or below: behind a number it is what the paper is about.

        Example: `Kế hoạch số 6/KH-BCĐ của Ban Chỉ đạo tỉnh về phòng, chống cháy rừng`.
        """
        name, field = agency.name.split(" về ", 1) if " về " in agency.name else (agency.name, "")
        level = next((word for word in SEATS if name.endswith(f" {word}")), None)
        at = self.outline.text.find(" về ", agency.start, agency.end) if field and level else -1
        if level is None or at < 0:
            return agency, index
        own = replace(agency, end=at, name=name.removesuffix(f" {level}"), level=level)
        return own, self.keys.index_at(at)

    def _past_term(self, end: int) -> int:
        """Give the end of `khóa XII`, `nhiệm kỳ 2025 - 2030`, `(nay là …)` behind an issuer."""
        while term := TERM.match(self.outline.text, end) or RENAMED.match(self.outline.text, end):
            end = term.end()
        return end

    def _unlisted_issuer(self, at: int, limit: int) -> tuple[str | None, int]:
        """Read a body that no list holds, as it is written with a capital: `của Ủy ban bầu cử tỉnh về …`."""
        match = UNLISTED_ISSUER.match(self.outline.text, at, limit)
        if match is None:
            return None, at
        end = own_end(self.outline.text, at, match.end())
        closed = CLOSED_NAME.search(self.outline.text, at, end)
        end = closed.end() if closed is not None else end
        name = " ".join(self.outline.text[at:end].split())
        level = next((word for word in SEATS if name.endswith(f" {word}")), None)
        place = self.locality.name_at(level) if level else None
        return (f"{name} {place}" if place else name), end

    def _misread_body(self, mention: Mention, start: int, end: int) -> str | None:
        """Give the body that a symbol tells where the name behind its number, which no list holds, may be it."""
        told = self._implied_issuer(mention, []) if self._is_misread and mention.number is not None else None
        if told is None:
            return None
        own = self.locality.name_at(self.locality.level_word) or ""
        return told if named_by_symbol(start, end, self.origins, (told, told.removesuffix(f" {own}"))) else None

    @cached_property
    def _is_misread(self) -> bool:
        return self.origins.restoration.changed

    @staticmethod
    def _cut_issuer(issuer: str, verb: str) -> str:
        return official_name(issuer.split(verb)[0])

    def _in_full(self, agency: Agency, doubts: list[str] | None = None) -> str:
        """Give an issuer's name with its locality filled in: `UBND tỉnh` → `Ủy ban nhân dân tỉnh Cao Bằng`."""
        if agency.central:
            return official_name(agency.name)
        level, place = agency.level, self.locality.spelled(agency.place)
        if place and self._is_misread:
            printed = place
            place = spelled_place(place, level, agency.start, self.origins, self.locality, self.gazetteer)
            if place != printed and doubts is not None:
                doubts.append(_guessed(printed, place))
        seat = next((word for suffix, word in PARTY_SEATS.items() if agency.name.lower().endswith(suffix)), None)
        if seat is not None:
            name = place or self.locality.name_at(seat)
            return f"{agency.name} {name}" if name else agency.name
        if not level and (agency.name in LOCAL_ISSUERS.values() or agency.name.startswith("Phòng ")):
            level = self.locality.level_word
        if not level and agency.name.startswith("Sở ") and not agency.name.endswith(f" {self.locality.province}"):
            level = self.locality.province_word
        if level and not place:
            place = self.locality.name_at(level) or ""
        if not place and not agency.level:  # the level word was only filled in: alone it tells nothing
            level = ""
        return official_name(" ".join(part for part in (agency.name, level, place) if part))

    def _proposer(self, mention: Mention, block: Block) -> str | None:
        """Read whose paper it is before its number: `theo đề nghị của Phòng Kinh tế tại Tờ trình số …`."""
        before = self.outline.text[max(block.start, mention.start - PROPOSER_REACH) : mention.start]
        match = GRANTED.search(before)
        if match is None and mention.kind in PROPOSALS:
            match = max(PROPOSED.finditer(before), key=re.Match.start, default=None)
        match = match or DIRECTED.search(before)
        if match is None:
            return None
        step = self.agencies.read(self.keys, self.keys.index_at(mention.start - len(before) + match.end()))
        if step is None or not (
            mention.number is None or mention.number.issuer is None or step[0].name.startswith(LOCAL)
        ):
            return None
        return self._in_full(step[0])

    def _of_the_list(self, mention: Mention, block: Block) -> str | None:
        """Read whose acts a list holds where its lead-in says it: `các Nghị quyết của Bộ Chính trị: số 57-NQ/TW …`."""
        lead = find_list_lead(self.outline.text, block.body, mention.start)
        if lead is None or lead.kind != mention.kind or lead.issuer_at is None:
            return None
        step = self.agencies.read(self.keys, self.keys.index_at(lead.issuer_at))
        if step is None or self.keys.words[step[1] : step[1] + 1] in ((",",), ("và",)):  # of several bodies
            return None
        return told_in_full(self._in_full(step[0]), mention)

    def _implied_issuer(self, mention: Mention, doubts: list[str]) -> str | None:
        """Fill in the issuer a symbol implies: `TTg` → Thủ tướng Chính phủ; `UBND` → the plan's own."""
        if mention.number is None or mention.kind in PASSED_BY:
            return PASSED_BY.get(mention.kind)
        if mention.number.issuer is not None:
            return mention.number.issuer
        name = local_issuer(mention.number, self.locality)
        if name is not None:
            doubts.append(IMPLIED)
        return name


def _guessed(printed: str, meant: str) -> str:
    return f"cơ quan ban hành: “{' '.join(printed.split())}” hiểu là “{meant}”"


def _canonical(number: NormalizedNumber | None) -> str | None:
    """Give the canonical number; a damaged one is kept as it was read, never guessed (the doubt says so)."""
    if number is None:
        return None
    return number.number or re.sub(r"\s+", "", number.raw)
