"""What a document says of itself (thông tin văn bản): number, title, issuer, place and date, signer, recipients."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.matcher.levenshtein import levenshtein

from ntm_extract.extract.agencies.agencies import PARTY_SEATS, Agency, AgencyReader
from ntm_extract.extract.agencies.agency import OWN_LEVEL_BODIES
from ntm_extract.extract.agencies.locality import Locality
from ntm_extract.extract.head.closings import find_recipients, find_signature
from ntm_extract.extract.head.commands import find_commanding_body, find_school
from ntm_extract.extract.head.issuing_body import choose_issuer, read_bodies, title_case
from ntm_extract.extract.head.kind import find_kind
from ntm_extract.extract.head.number_and_date import read_date_line, read_number_line
from ntm_extract.extract.head.signature import find_office, find_signer, find_signer_beside
from ntm_extract.extract.head.straightening import straighten_bodies
from ntm_extract.extract.head.whereabouts import Whereabouts, find_area
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.origins import Origins
from ntm_extract.extract.times.timeline import Timeline
from ntm_extract.extract.tokenizer import cut
from ntm_extract.knowledge.folding import fold
from ntm_extract.knowledge.gazetteer import Gazetteer
from ntm_extract.knowledge.instruments import normalize_number
from ntm_extract.outline.structure import Block, Outline
from ntm_extract.plan import Level, Unread

CAPITAL = "Hà Nội"
"""Where the bodies of the centre have their seat."""
MISREAD = 3
"""One letter in so many of a place name may have been misread where the place is the issuer's own."""
ATTACHED_TO = re.compile(
    r"\(\s*(?:Ban hành )?kèm theo [^()]{3,60}?(?P<at>ngày\b[^()]{4,40}?)? ?của (?P<issuer>[^()]{4,120})\)",
    re.IGNORECASE,
)
"""A plan that goes with a decision, without the decision's head."""
PASSED_ON = re.compile(
    r"(?:thông qua|biểu quyết thông qua)[^.;]{0,80}?(?P<at>ngày \d{1,2}(?:/| tháng )[^.;]{4,20})", re.IGNORECASE
)
"""When a council passed its resolution, where the head has no date line."""
DECIDED_BY = re.compile(
    r"(?:ý kiến|thống nhất)(?: thống nhất| biểu quyết)? của (?:các )?(?:[Tt]hành viên|[Tt]ập thể) (?:lãnh đạo )?"
)
"""Whose members agreed to a decision."""
SESSION = re.compile(r"khoa [ivxlc\d]|ky hop |nhiem ky ")
"""What stands under the name of a council: `KHÓA X, KỲ HỌP THỨ 12`."""
_RUN_TOGETHER = re.compile(r"[A-ZÀ-Ỹ]{2} (?:TỈNH|HUYỆN|THÀNH PHỐ|THỊ XÃ|PHƯỜNG|THỊ TRẤN) [A-ZÀ-Ỹ]{2}")
_HEAD_LENGTH = 3000  # characters, within which a plan says what it goes with
_SCHOOL_YEAR = re.compile(r"năm học", re.IGNORECASE)
_TITLE_SPECKS = " *'‘’`´,.:;"


@dataclass(frozen=True)
class Head:
    """The fields of `plan.DocumentHead` that the text itself gives, and the locality the rest of the plan uses."""

    kind: str | None
    number: str | None
    symbol: str | None
    title: str | None
    issuer: str | None
    level: Level | None
    province: str | None
    district: str | None
    place: str | None
    issued_on: str | None
    signer: str | None
    signer_title: str | None
    period: str | None
    recipients: tuple[str, ...]
    locality: Locality
    notes: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class HeadFinder:
    """Finds the head of a document."""

    origins: Origins
    keys: Keys
    times: Timeline
    agencies: AgencyReader
    gazetteer: Gazetteer

    @property
    def outline(self) -> Outline:
        """The document's structure."""
        return self.origins.outline

    def find(self) -> Head:
        """Read the head; a field the document is silent on is None.

        Example:
            `Số: 15/KH-UBND` and `Hà Quảng, ngày 16 tháng 10 năm 2022` give number `15/KH-UBND`, place `Hà Quảng`,
            issued on `2022-10-16`.
        """
        numbered, dated = read_number_line(self.origins), read_date_line(self.origins, self.times)
        symbol, printed_place, issued_on = numbered.symbol, dated.place, dated.issued_on
        unread = tuple(place for place in (numbered.unread, dated.unread) if place)
        date_notes = (dated.unread.note,) if dated.unread else ()
        title, period, period_notes = self._title()
        kind = find_kind(self.outline, self._head_blocks, title, symbol)
        issuer = self._issuer(title, symbol)
        if issued_on is None and not self.outline.of_role("date"):
            issued_on, said_notes = self._issued_elsewhere()
            date_notes = (*date_notes, *said_notes)
        misread = self.origins.restoration.changed
        whereabouts = Whereabouts(self.outline.text, self.gazetteer, _day(issued_on), misread)
        locality = whereabouts.locate(issuer, title)
        if issuer is not None and locality.level is None and printed_place:  # a school has no place of its own
            seat = whereabouts.find(printed_place, "province")
            locality = replace(locality, province=seat[0].name if seat else None)
        place = self._place(printed_place, locality, whereabouts)
        signature, recipients = find_signature(self.outline), find_recipients(self.outline)
        signer, office = find_signer(signature), find_office(signature)
        beside = find_signer_beside(recipients[-1]) if recipients and signer is None else None
        if beside is not None:
            recipients, signer = (*recipients[:-1], beside[0]), beside[1]
        guesses = [
            f"{what}: “{printed}” được hiểu là “{name}”"
            for what, printed, name in (
                ("địa danh", printed_place, place),
                ("chức vụ người ký", office.printed if office else None, office.name if office else None),
            )
            if printed and name and fold(printed) != fold(name)
        ]
        return Head(
            kind=kind,
            number=numbered.number,
            symbol=symbol,
            title=title,
            issuer=self._issuer_name(issuer, locality),
            level=locality.level,
            province=locality.province,
            district=locality.district,
            place=place,
            issued_on=issued_on,
            signer=signer,
            signer_title=office.name if office else None,
            period=period,
            recipients=recipients,
            locality=locality,
            notes=(*numbered.notes, *date_notes, *period_notes, *whereabouts.notes, *guesses),
            unread=unread,
        )

    def _place(self, printed: str | None, locality: Locality, whereabouts: Whereabouts) -> str | None:
        """Put a place name right that is the issuer's own but for marks or letters lost before it."""
        if printed is None:
            return None
        seat = CAPITAL if locality.level == "central" else None
        own = [name for name in (locality.commune, locality.district, locality.province, seat) if name]
        for name in own:
            if levenshtein(fold(name), fold(printed)) <= len(name) // 8 or fold(name).endswith(" " + fold(printed)):
                return name
        units = whereabouts.find(printed, "district") or whereabouts.find(printed, "province")
        if not units and self.origins.restoration.changed:
            for name in own:
                if levenshtein(fold(name), fold(printed)) <= max(1, len(name) // MISREAD):
                    return name
        clean = len(printed) > 1 and all(
            word[0].isupper() and word.isalpha() for word in re.split(r"[\s.-]+", printed) if word
        )
        return printed if clean or units else None

    def _title(self) -> tuple[str | None, str | None, tuple[str, ...]]:
        """Read the title, its period, and what is guessed of the period."""
        blocks = [b for b in self._head_blocks if b.role == "title"]
        if not blocks:
            return None, None, ()
        notes: tuple[str, ...] = ()
        title = " ".join(self.outline.text_of(b).strip() for b in blocks)
        period = next(
            (
                t.edtf
                for b in blocks
                for t in self.times
                if b.start <= t.start < b.end
                and t.kind in ("period", "interval")
                and not _SCHOOL_YEAR.search(self.outline.text, max(b.start, t.start - 10), t.end)
            ),
            None,
        )
        if period is None and "giai đoạn" in title.lower():  # a digit of it was misread: the text says it again
            said = [t.edtf for t in self.times if t.kind == "period" and t.edtf]
            years = re.findall(r"\d{4}", title)
            fitting = [edtf for edtf in said if any(year in edtf for year in years)]
            period = max(dict.fromkeys(fitting), key=fitting.count, default=None)
            notes = (f"giai đoạn: tên văn bản đọc không rõ, lấy {period} theo nội dung",) if period else ()
        title = title.strip(" *").lstrip(_TITLE_SPECKS)
        if title.endswith(".") or title.endswith(","):
            title = title.rstrip(" .,")
        return title or None, period, notes

    # -- whose document it is -----------------------------------------------------------------------

    @cached_property
    def _head_blocks(self) -> list[Block]:
        """The blocks of the head of the document itself, not of a plan attached to it."""
        found: list[Block] = []
        for block in self.outline.blocks:
            if block.role in ("letterhead", "motto", "number", "date", "kind", "title"):
                found.append(block)
            elif found:
                break
        return found

    def _issuer(self, title: str | None, symbol: str | None) -> Agency | None:
        """Find the issuing body.

        It is the lowest of the letterhead; else whose the instrument is that the document comes with, or who says it
        makes the plan; else who signs it or whose symbol it bears.
        """
        above, below = self._letterheads()
        whose = [line[4:] for line in below if fold(line).startswith("cua ")]
        for lines in (whose, above, below):
            straight = straighten_bodies("\n".join(lines)).split("\n")
            found = choose_issuer(read_bodies(straight, self.agencies)) or self._last_agency(" ".join(lines))
            if found is not None:
                return self._of_symbol(symbol, found.name) or found if not found.place else found
        if not above and (attached := ATTACHED_TO.search(self.outline.text, 0, _HEAD_LENGTH)):
            keys = Keys.of(cut(attached["issuer"]), self.agencies.lexicon.abbreviations)
            if named := self.agencies.read(keys, 0):
                return named[0]
        for block in self.outline.of_role("preamble", "paragraph"):
            first, last = self.keys.index_at(block.start), self.keys.index_at(block.end)
            for at in range(first, last):
                if not self.keys.is_title(at) or (step := self.agencies.read(self.keys, at)) is None:
                    continue
                agency, end = step
                after = self.agencies.skip_asides(self.keys, end)
                if not agency.place and after > end:  # Ủy ban nhân dân (UBND) huyện Mai Sơn
                    level, named_place, _, after = self.agencies.levels.read(self.keys, after)
                    agency = replace(agency, level=level, place=named_place)
                if agency.place and self.keys.words[after : after + 2] in (("xây", "dựng"), ("ban", "hành")):
                    return agency
        for block in self.outline.of_role("signature"):
            text = re.sub(r"^\s*T/?M\.?\s*", "", self.outline.text_of(block))
            found = self._last_agency(text)
            if found is not None:
                area = find_area(title, self.gazetteer)
                return replace(found, level=area[0], place=area[1]) if area and not found.place else found
        if (central := self._of_symbol(symbol)) is not None:
            return central
        organs = normalize_number(f"1/{symbol}").organs if symbol else ()
        area = find_area(title, self.gazetteer)
        if len(organs) == 1 and organs[0].name in OWN_LEVEL_BODIES and area:
            return Agency(0, 0, organs[0].name, *area)
        return (
            (self._decider(*area) if area else None)
            or find_commanding_body(self.outline, Whereabouts(self.outline.text, self.gazetteer, None), area)
            or find_school(self.outline)
        )

    def _of_symbol(self, symbol: str | None, ending: str = "") -> Agency | None:
        """Give the central body that a symbol names, if its name has an ending: `KH-BCA` for a misread `BQ CONG AN`."""
        organs = normalize_number(f"1/{symbol}").organs if symbol else ()
        if len(organs) != 1 or not organs[0].issuer or organs[0].level != "central":
            return None
        return Agency(0, 0, organs[0].name, central=True) if organs[0].name.endswith(ending) else None

    def _decider(self, level: str, place: str) -> Agency | None:
        """Find the body of the title's area whose members agreed, or to whom a decision was proposed."""
        for block in self.outline.of_role("preamble"):
            proposed = DECIDED_BY.search(self.outline.text, block.start, block.end)
            step = self.agencies.read(self.keys, self.keys.index_at(proposed.end())) if proposed else None
            if step is not None and step[0].name in OWN_LEVEL_BODIES and step[0].level == level and not step[0].place:
                return replace(step[0], place=place)
        return None

    def _letterheads(self) -> tuple[list[str], list[str]]:
        """Give the lines of the letterhead before the kind and those after the title, mottos left out."""
        sides: tuple[list[str], list[str]] = ([], [])
        behind = False
        for block in self._head_blocks:
            behind = behind or block.role == "kind"
            text = self.outline.text_of(block).strip()
            aside = fold(text).strip(" *")
            if block.role == "letterhead" and not SESSION.match(aside):
                sides[behind].append(text)
        return sides

    def _issued_elsewhere(self) -> tuple[str | None, tuple[str, ...]]:
        """Find the day in the sentence that says with what, or when, the document was passed."""
        text = self.outline.text
        attached = ATTACHED_TO.search(text, 0, _HEAD_LENGTH)
        passed = PASSED_ON.search(text, max(0, len(text) - _HEAD_LENGTH))
        for found, where in ((attached, "văn bản ban hành kèm theo"), (passed, "câu nêu ngày thông qua")):
            if found is None or found["at"] is None:
                continue
            time = next(iter(self.times.within(*found.span("at"))), None)
            if time is not None and time.edtf and re.fullmatch(r"\d{4}-\d\d-\d\d", time.edtf):
                return time.edtf, (f"ngày ban hành: đầu văn bản không có, lấy {time.edtf} theo {where}",)
        return None, ()

    def _last_agency(self, text: str) -> Agency | None:
        """Read the agencies of a letterhead written in capitals; the last is the issuer."""
        keys = Keys.of(cut(straighten_bodies(text)), self.agencies.lexicon.abbreviations)
        found: Agency | None = None
        above: Agency | None = None
        at = 0
        while at < len(keys):
            step = self.agencies.read(keys, at)
            if step is None:
                at += 1
                continue
            above = found if found is not None and found.place else above
            found, at = step
        if found is None or _RUN_TOGETHER.search(found.name):
            return None
        if above is not None and not found.place and not found.central:
            found = replace(found, level=above.level, place=above.place)  # HUYỆN ỦY CÁI BÈ / BAN CHỈ ĐẠO …
        place = " ".join(title_case(word) for word in found.place.split())
        name = found.name if not found.name.isupper() else found.name.capitalize()
        return replace(found, place=place, name=name)

    @staticmethod
    def _issuer_name(issuer: Agency | None, locality: Locality) -> str | None:
        if issuer is None:
            return None
        if issuer.central:
            return issuer.name
        level = issuer.level or locality.level_word
        place = locality.name_at(level) or issuer.place
        if issuer.name.lower().endswith(tuple(PARTY_SEATS)):  # the name says the level: Tỉnh ủy Sơn La
            level = ""
        return " ".join(part for part in (issuer.name, level, place) if part)


def _day(edtf: str | None) -> dt.date | None:
    """Give a day within an EDTF date, to look up which units there were: `2022-10` → 1 October 2022."""
    if edtf is None or not re.fullmatch(r"\d{4}(-\d\d){0,2}", edtf):
        return None
    year, month, day = [*(int(part) for part in edtf.split("-")), 1, 1][:3]
    return dt.date(year, month, day)
