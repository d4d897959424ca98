"""What a document says of itself (thông tin văn bản): number, title, issuer, place and date, signer, recipients."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ntm_extract.extract.agencies import Agency, AgencyReader
from ntm_extract.extract.anchors import UPPER
from ntm_extract.extract.dates import TimeSpan
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.locality import COMMUNE_WORDS, DISTRICT_WORDS, Locality
from ntm_extract.extract.references import kind_names
from ntm_extract.extract.tokenizer import cut
from ntm_extract.knowledge.folding import fold
from ntm_extract.knowledge.gazetteer import Gazetteer, Unit
from ntm_extract.knowledge.gazetteer import Level as UnitLevel
from ntm_extract.knowledge.instruments import normalize_number
from ntm_extract.outline.structure import Outline
from ntm_extract.plan import Level

MOTTO = ("cong hoa xa hoi chu nghia", "doc lap", "dang cong san viet nam")
NUMBER_LINE = re.compile(r"^\W*s[ốoóôỗộ]\s*[:.]?\s*", re.IGNORECASE)
SELF_MENTION = re.compile(r"(?:xây dựng|ban hành|trên đây là|lập)\s+(?P<kind>[A-ZĐ]\w+(?: \w+)?)", re.IGNORECASE)
PERSON = re.compile(rf"(?:(?:ThS|TS|BS|Đ/c|Ông|Bà)\.?\s+)?([{UPPER}]\w*(?: [{UPPER}]\w+){{1,4}})\W*")
TITLE_AREA = re.compile(
    r"(?:địa bàn|của|cho)?\s*(?P<level>tỉnh|huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu) (?P<name>"
    rf"[{UPPER}]\w*(?: [{UPPER}]\w*){{0,3}})"
)
_UNIT_NAME = rf"([{UPPER}]\w*(?: [{UPPER}]\w*){{0,2}})"
PROVINCE_MENTION = re.compile(rf"(?:tỉnh|TỈNH) {_UNIT_NAME}")
DISTRICT_MENTION = re.compile(rf"(?:huyện|thị xã|thành phố) {_UNIT_NAME}")
OFFICES = {
    "chu tich": "Chủ tịch",
    "pho chu tich": "Phó Chủ tịch",
    "giam doc": "Giám đốc",
    "pho giam doc": "Phó Giám đốc",
    "bo truong": "Bộ trưởng",
    "thu truong": "Thứ trưởng",
    "thu tuong": "Thủ tướng",
    "pho thu tuong": "Phó Thủ tướng",
    "truong phong": "Trưởng phòng",
    "pho truong phong": "Phó Trưởng phòng",
    "bi thu": "Bí thư",
    "pho bi thu": "Phó Bí thư",
    "truong ban": "Trưởng ban",
    "pho truong ban": "Phó Trưởng ban",
    "chanh van phong": "Chánh Văn phòng",
    "pho chanh van phong": "Phó Chánh Văn phòng",
    "chu nhiem": "Chủ nhiệm",
    "chanh thanh tra": "Chánh Thanh tra",
    "tong thanh tra": "Tổng Thanh tra",
    "pho chu nhiem": "Phó Chủ nhiệm",
}


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


@dataclass(frozen=True)
class HeadFinder:
    """Finds the head of a document."""

    outline: Outline
    keys: Keys
    times: Sequence[TimeSpan]
    agencies: AgencyReader
    gazetteer: Gazetteer

    def find(self) -> Head:
        """Read the head; a field the document is silent on is None.

        Example:
            `Số: 15/KH-UBND` and `Hà Quảng, ngày 16 tháng 10 năm 2022` give number `15/KH-UBND`, place `Hà Quảng`,
            issued on `2022-10-16`.
        """
        number, symbol, number_doubts = self._number()
        place, issued_on = self._place_and_date()
        title, period = self._title()
        kind = self._kind(symbol)
        issuer = self._issuer(title)
        locality, notes = self._locality(issuer, title, _day(issued_on))
        signer, signer_title = self._signer()
        return Head(
            kind=kind,
            number=number,
            symbol=symbol,
            title=title,
            issuer=self._issuer_name(issuer, locality),
            level=locality.level,
            province=locality.province,
            district=locality.district,
            place=place,
            issued_on=issued_on,
            signer=signer,
            signer_title=signer_title,
            period=period,
            recipients=self._recipients(),
            locality=locality,
            notes=(*number_doubts, *notes),
        )

    def _number(self) -> tuple[str | None, str | None, tuple[str, ...]]:
        for block in self.outline.of_role("number"):
            raw = NUMBER_LINE.sub("", self.outline.text_of(block)).strip()
            if not raw:
                continue
            found = normalize_number(raw)
            doubts = tuple(f"number: {doubt}" for doubt in found.doubts)
            return found.number, found.symbol, doubts
        return None, None, ()

    def _place_and_date(self) -> tuple[str | None, str | None]:
        for block in self.outline.of_role("date"):
            text = self.outline.text_of(block)
            place = text.split(",")[0].strip(" .-") if "," in text else None
            if place and re.search(r"ngày|tháng|\d", place):
                place = None
            time = next((t for t in self.times if block.start <= t.start < block.end), None)
            return place, time.edtf if time else None
        return None, None

    def _title(self) -> tuple[str | None, str | None]:
        blocks = [b for b in self.outline.of_role("title") if b.address == "preamble"]
        if not blocks:
            return None, None
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
        return title.strip(" *") or None, period

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
        """Find the issuing body: the last body of the letterhead, else who says it makes the plan, else the signature."""
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
        keys = Keys.of(cut(text), self.agencies.lexicon.abbreviations)
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
        if found is None:
            return None
        if above is not None and not found.place and found.keeps_level and not found.central:
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
            return max(dict.fromkeys(fitting), key=fitting.count)
        if candidates:
            notes.append(f"province: {name} có ở {', '.join(candidates)}")
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
        if issuer.central or not issuer.keeps_level:
            if issuer.name.startswith("Sở ") and locality.province:
                return f"{issuer.name} {locality.province_word} {locality.province}"
            return issuer.name
        level = issuer.level or locality.level_word
        place = locality.name_at(level) or issuer.place
        return " ".join(part for part in (issuer.name, level, place) if part)

    # -- who signs, who receives --------------------------------------------------------------------

    def _signer(self) -> tuple[str | None, str | None]:
        lines = [self.outline.text_of(b).strip() for b in self.outline.of_role("signature")]
        name = office = None
        for line in lines:
            low = re.sub(r"^(?:kt|tm|tl|tuq|q)\s*[.,]?\s*", "", fold(line).replace(".", " ").strip()).strip(" /")
            if low in OFFICES:
                office = OFFICES[low]
            elif (
                (match := PERSON.fullmatch(line)) and not line.isupper() and not low.startswith(("uy ban", "hoi dong"))
            ):
                name = match[1]
        return name, office

    def _recipients(self) -> tuple[str, ...]:
        lines = []
        for block in self.outline.of_role("recipients"):
            text = self.outline.text[block.body : block.end].strip(" -–*+;.,\t")
            if text and not fold(text).startswith("noi nhan"):
                lines.append(text)
        return tuple(lines)


def _day(edtf: str | None) -> dt.date | None:
    """Give a day within an EDTF date, to look up which units there were: `2022-10` → 1 October 2022."""
    if edtf is None or not re.fullmatch(r"\d{4}(-\d\d){0,2}", edtf):
        return None
    return dt.date(*(int(part) for part in (edtf.split("-") + ["1", "1"])[:3]))  # type: ignore[arg-type]


def _title_case(word: str) -> str:
    return word[:1].upper() + word[1:].lower()
