"""What a document says of itself (thông tin văn bản): number, title, issuer, place and date, signer, recipients."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from spacy.matcher.levenshtein import levenshtein

from ntm_extract.extract.agencies import PARTY_SEATS, Agency, AgencyReader
from ntm_extract.extract.anchors import UPPER
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.locality import COMMUNE_WORDS, DISTRICT_WORDS, Locality
from ntm_extract.extract.mentions import kind_names
from ntm_extract.extract.number_and_date import read_date_line, read_number_line
from ntm_extract.extract.origins import Origins
from ntm_extract.extract.signature import find_office, find_signer, head_words
from ntm_extract.extract.timeline import Timeline
from ntm_extract.extract.tokenizer import cut
from ntm_extract.knowledge.folding import fold
from ntm_extract.knowledge.gazetteer import Gazetteer, Unit
from ntm_extract.knowledge.gazetteer import Level as UnitLevel
from ntm_extract.knowledge.instruments import normalize_number
from ntm_extract.outline.structure import Outline
from ntm_extract.plan import Level, Unread

MOTTO = ("cong hoa xa ho", "doc lap", "dang cong san viet nam")
SELF_MENTION = re.compile(r"(?:xây dựng|ban hành|trên đây là|lập)\s+(?P<kind>[A-ZĐ]\w+(?: \w+)?)", re.IGNORECASE)
TITLE_AREA = re.compile(
    r"(?:địa bàn|của|cho)?\s*(?P<level>tỉnh|huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu) (?P<name>"
    rf"[{UPPER}]\w*(?: [{UPPER}]\w*){{0,3}})"
)
_UNIT_NAME = rf"([{UPPER}]\w*(?: [{UPPER}]\w*){{0,2}})"
PROVINCE_MENTION = re.compile(rf"(?:tỉnh|TỈNH) {_UNIT_NAME}")
DISTRICT_MENTION = re.compile(rf"(?:huyện|thị xã|thành phố) {_UNIT_NAME}")
_RUN_TOGETHER = re.compile(r"[A-ZÀ-Ỹ]{2} (?:TỈNH|HUYỆN|THÀNH PHỐ|THỊ XÃ|PHƯỜNG|THỊ TRẤN) [A-ZÀ-Ỹ]{2}")
MISREAD_LETTERS = 2
"""Letters in which a printed body may differ from a known one and still be it."""
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
        kind = self._kind(symbol)
        issuer = self._issuer(title)
        locality, notes = self._locality(issuer, title, _day(issued_on))
        place = self._place(printed_place, locality, _day(issued_on))
        signature = [self.outline.text_of(block).strip() for block in self.outline.of_role("signature")]
        office = find_office(signature)
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
            signer=find_signer(signature),
            signer_title=office.name if office else None,
            period=period,
            recipients=self._recipients(),
            locality=locality,
            notes=(*numbered.notes, *date_notes, *period_notes, *notes, *guesses),
            unread=unread,
        )

    def _place(self, printed: str | None, locality: Locality, on: dt.date | None) -> str | None:
        """Put a place name right that is the issuer's own but for marks or letters lost before it."""
        if printed is None:
            return None
        own = [name for name in (locality.commune, locality.district, locality.province) if name]
        for name in own:
            if levenshtein(fold(name), fold(printed)) <= len(name) // 8 or fold(name).endswith(" " + fold(printed)):
                return name
        clean = len(printed) > 1 and all(
            word[0].isupper() and word.isalpha() for word in re.split(r"[\s.-]+", printed) if word
        )
        units = self._units(printed, "district", on) or self._units(printed, "province", on)
        return printed if clean or units else None

    def _title(self) -> tuple[str | None, str | None, tuple[str, ...]]:
        """Read the title, its period, and what is guessed of the period."""
        blocks = [b for b in self.outline.of_role("title") if b.address == "preamble"]
        if not blocks:
            return None, None, ()
        notes: tuple[str, ...] = ()
        title = " ".join(self.outline.text_of(b).strip() for b in blocks)
        period = next(
            (
                t.edtf
                for b in blocks
                for t in self.times
                if b.start <= t.start < b.end and t.kind in ("period", "interval")
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

    def _kind(self, symbol: str | None) -> str | None:
        known = {fold(written): name for written, name in kind_names().items()}
        for block in self.outline.of_role("kind"):
            name = known.get(fold(self.outline.text_of(block)).strip(" *#"))
            if name:
                return name
        if symbol:
            return normalize_number(f"1/{symbol}").kind
        for match in SELF_MENTION.finditer(self.outline.text):
            for words in (match["kind"], match["kind"].split()[0]):
                if fold(words) in known:
                    return known[fold(words)]
        return None

    # -- whose document it is -----------------------------------------------------------------------

    def _issuer(self, title: str | None) -> Agency | None:
        """Find the issuing body: the last of the letterhead, else who says it makes the plan, else the signature."""
        head = [
            b for b in self.outline.of_role("letterhead") if not fold(self.outline.text_of(b)).strip().startswith(MOTTO)
        ]
        if head:
            lines = " ".join(self.outline.text_of(b).strip() for b in head)
            found = self._last_agency(lines)
            if found is not None:
                return found
        for block in self.outline.of_role("preamble", "paragraph"):
            first, last = self.keys.index_at(block.start), self.keys.index_at(block.end)
            for at in range(first, last):
                if self.keys.is_title(at) and (step := self.agencies.read(self.keys, at)) and step[0].place:
                    after = self.agencies.skip_asides(self.keys, step[1])
                    if self.keys.words[after : after + 2] in (("xây", "dựng"), ("ban", "hành")):
                        return step[0]
        for block in self.outline.of_role("signature"):
            text = re.sub(r"^\s*T/?M\.?\s*", "", self.outline.text_of(block))
            found = self._last_agency(text)
            if found is not None:
                area = TITLE_AREA.search(title or "")
                return replace(found, level=area["level"], place=area["name"]) if area and not found.place else found
        return None

    def _last_agency(self, text: str) -> Agency | None:
        """Read the agencies of a letterhead written in capitals; the last is the issuer."""
        keys = Keys.of(cut(_straighten(text)), self.agencies.lexicon.abbreviations)
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
        place = " ".join(_title_case(word) for word in found.place.split())
        name = found.name if not found.name.isupper() else found.name.capitalize()
        return replace(found, place=place, name=name)

    def _locality(
        self, issuer: Agency | None, title: str | None, on: dt.date | None
    ) -> tuple[Locality, tuple[str, ...]]:
        """Place the plan in the gazetteer: level, and the names of province, district and commune."""
        if issuer is not None and (issuer.central or issuer.name.startswith("Bộ ")):
            return Locality(level="central"), ()
        word, name = (issuer.level, issuer.place) if issuer else ("", "")
        if not name and (area := TITLE_AREA.search(title or "")):
            word, name = area["level"], area["name"]
        if not name:
            return Locality(), ()
        notes: list[str] = []
        is_city = word == "thành phố" and any(u.kind == "Thành phố" for u in self._units(name, "province", on))
        if word == "tỉnh" or is_city:
            return Locality("province", word, province=self._spelled(name, "province", on), province_word=word), ()
        if word in DISTRICT_WORDS:
            name = self._spelled(name, "district", on)
            province = self._province_of(name, "district", on, notes)
            return Locality("district", word, province=province, district=name), tuple(notes)
        if word in COMMUNE_WORDS:
            name = self._spelled(name, "commune", on)
            district = self._district_of(name, on)
            province = self._province_of(name, "commune", on, notes)
            return Locality("commune", word, province=province, district=district, commune=name), tuple(notes)
        return Locality(), ()

    def _units(self, name: str, level: UnitLevel, on: dt.date | None) -> list[Unit]:
        """Find units valid on the plan's day, or of any day where there is none (plans look back and forward)."""
        return self.gazetteer.find(name, level, on) or self.gazetteer.find(name, level)

    def _spelled(self, name: str, level: UnitLevel, on: dt.date | None) -> str:
        units = self._units(name, level, on)
        return units[0].name if units else name

    def _province_of(self, name: str, level: UnitLevel, on: dt.date | None, notes: list[str]) -> str | None:
        """Name the province of a unit: the only one with a unit of that name, else the one the text speaks of."""
        located = self.gazetteer.province_of(name, level, on)
        candidates = located.candidates or self.gazetteer.province_of(name, level).candidates
        if len(candidates) == 1:
            return candidates[0]
        said = [match[1] for match in PROVINCE_MENTION.finditer(self.outline.text)]
        known = [unit.name for word in said for unit in self.gazetteer.find(word, "province")[:1]]
        fitting = [province for province in known if not candidates or province in candidates]
        if fitting:
            chosen = max(dict.fromkeys(fitting), key=fitting.count)
            if candidates:
                notes.append(f"tỉnh: {name} có ở {', '.join(candidates)}; chọn {chosen} vì văn bản nhắc đến")
            return chosen
        if candidates:
            notes.append(f"tỉnh: {name} có ở {', '.join(candidates)}")
        return None

    def _district_of(self, name: str, on: dt.date | None) -> str | None:
        """Name the district of a commune, where the text speaks of one that has such a commune."""
        above = {
            unit.name
            for commune in self._units(name, "commune", on)
            for unit in self.gazetteer.ancestors(commune, on)
            if unit.level == "district"
        }
        said = [match[1] for match in DISTRICT_MENTION.finditer(self.outline.text)]
        return next((word for word in said if word in above), None)

    @staticmethod
    def _issuer_name(issuer: Agency | None, locality: Locality) -> str | None:
        if issuer is None:
            return None
        if issuer.central or issuer.name.startswith("Bộ "):
            return issuer.name
        level = issuer.level or locality.level_word
        place = locality.name_at(level) or issuer.place
        if issuer.name.lower().endswith(tuple(PARTY_SEATS)):  # the name says the level: Tỉnh ủy Sơn La
            level = ""
        return " ".join(part for part in (issuer.name, level, place) if part)

    # -- who signs, who receives --------------------------------------------------------------------

    def _recipients(self) -> tuple[str, ...]:
        lines = []
        for block in self.outline.of_role("recipients"):
            text = self.outline.text[block.body : block.end].strip(" -–*+;:.,\t")
            if text and not re.fullmatch(r"\W*\w{1,4} nhan\W*", fold(text)):
                lines.append(text)
        return tuple(lines)


def _day(edtf: str | None) -> dt.date | None:
    """Give a day within an EDTF date, to look up which units there were: `2022-10` → 1 October 2022."""
    if edtf is None or not re.fullmatch(r"\d{4}(-\d\d){0,2}", edtf):
        return None
    year, month, day = [*(int(part) for part in edtf.split("-")), 1, 1][:3]
    return dt.date(year, month, day)


def _straighten(text: str) -> str:
    """Write the bodies of a misread letterhead as they are (`ỦY,BAN NHÂN ĐÂN` → `ỦY BAN NHÂN DÂN`)."""
    words = list(re.finditer(r"[^\W\d_]+", text))
    at = 0
    pieces, done = [], 0
    while at < len(words):
        step = 1
        for issuer in head_words()["issuers"]:
            count = len(issuer.split())
            for taken in (count, count + 1):  # a speck between two words
                window = words[at : at + taken]
                if len(window) < taken or not all(word[0].isupper() for word in window):
                    continue
                printed = " ".join(fold(word[0]) for word in window if taken == count or len(word[0]) > 1)
                if levenshtein(printed, fold(issuer), MISREAD_LETTERS) <= min(MISREAD_LETTERS, len(issuer) // 8):
                    pieces += [text[done : window[0].start()], issuer]
                    done, step = window[-1].end(), taken
                    for level in head_words()["levels"]:
                        after = words[at + step : at + step + len(level.split())]
                        if after and " ".join(fold(word[0]) for word in after) == fold(level) and after[0][0].isupper():
                            pieces += [text[done : after[0].start()], level]
                            done = after[-1].end()
                    break
            if step > 1:
                break
        at += step
    return "".join([*pieces, text[done:]])


def _title_case(word: str) -> str:
    return word[:1].upper() + word[1:].lower()
