"""Where an issuer is: level of government, province, district and commune, told by names, gazetteer and text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from spacy.matcher.levenshtein import levenshtein

from ntm_extract.extract.agencies.agencies import Agency
from ntm_extract.extract.agencies.locality import COMMUNE_WORDS, DISTRICT_WORDS, PROVINCE_WORDS, Locality
from ntm_extract.extract.targets.anchors import UPPER
from ntm_extract.knowledge.folding import fold
from ntm_extract.knowledge.gazetteer import Gazetteer, Unit
from ntm_extract.knowledge.gazetteer import Level as UnitLevel

TITLE_AREA = re.compile(
    r"(?P<level>tỉnh|huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu) (?P<name>"
    rf"[{UPPER}]\w*(?: [{UPPER}]\w*){{0,3}})"
)
_LEVELS = r"(?P<level>TỈNH|HUYỆN|THỊ XÃ|THÀNH PHỐ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)"
_CAPITAL_AREA = re.compile(rf"(?<!\w){_LEVELS} (?P<name>\w+(?: [-–] \w+| \w+){{0,4}})")
"""In a title in capitals; only the gazetteer tells where the name ends."""
_LEVEL_OF: dict[str, UnitLevel] = {
    **dict.fromkeys(PROVINCE_WORDS, "province"),
    **dict.fromkeys(DISTRICT_WORDS, "district"),
    **dict.fromkeys(COMMUNE_WORDS, "commune"),
}
_MISREAD_D = re.compile(r"\b[PBb](?=[^\W\d_])")
"""What an engine without Vietnamese reads for Đ at the head of a word (`HUYEN PAK TO`, `XA NAM bA`)."""
_UNIT_NAME = rf"([{UPPER}]\w*(?: [{UPPER}]\w*){{0,2}})"
_PROVINCE = re.compile(rf"(?:tỉnh|TỈNH) {_UNIT_NAME}")
_CITY = re.compile(rf"(?:[Tt]hành phố|THÀNH PHỐ|TP\.?) {_UNIT_NAME}")
_DISTRICT = re.compile(rf"(?:huyện|thị xã|thành phố|quận|HUYỆN|THỊ XÃ|THÀNH PHỐ|QUẬN) {_UNIT_NAME}")


SEATS = ("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Thị ủy", "Quận ủy", "Tỉnh đoàn", "Thành đoàn", "Huyện đoàn")
"""Committees whose names say their level."""
ASSOCIATIONS = ("Hội ", "Đoàn ", "Liên đoàn ", "Công đoàn")
"""How associations and unions are called that have a `Ban Thường vụ`."""


def find_area(title: str | None, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """Give level word and name of the area that a title names, also one in capitals; None if it names none.

    Example: `… TRÊN ĐỊA BÀN TỈNH CÀ MAU NĂM 2026` is of tỉnh Cà Mau.
    """
    if (area := TITLE_AREA.search(title or "")) is not None:
        return area["level"], area["name"]
    for match in _CAPITAL_AREA.finditer(title or ""):
        level, words = match["level"].lower(), match["name"].split()
        levels: tuple[UnitLevel, ...] = ("province", "district") if level == "thành phố" else (_LEVEL_OF[level],)
        for count in range(len(words), 0, -1):
            name = " ".join(words[:count])
            units = next((found for at in levels if (found := gazetteer.find(name, at))), None)
            if units:
                return level, units[0].name
    return None


def _committee_of(issuer: Agency) -> str | None:
    """Give the committee or association whose bureau a plan calls `Ban Thường vụ` alone, None of other issuers.

    Example:
        `Huyện ủy` of `Ban Thường vụ Huyện ủy Mai Sơn`, `Hội Nông dân xã` of `Hội Nông dân xã Thạnh Phú`.
    """
    name = issuer.name.removeprefix("Ban Thường vụ ").removeprefix("Ban Chấp hành ")
    if name.endswith(SEATS):
        return name
    own = name == "Đảng ủy" or name.startswith(ASSOCIATIONS)
    return f"{name} {issuer.level}".rstrip() if own else None


@dataclass
class Whereabouts:
    """Places issuers in the gazetteer, with the help of what the text speaks of.

    Attributes:
        text: of the document.
        gazetteer: the units there are and were.
        on: the day of the document; units of that day come first, others are looked for after them.
        is_misread: letters of the text may have been read wrongly.
        notes: what was guessed or could not be decided; grows as names are looked up.
    """

    text: str
    gazetteer: Gazetteer
    on: dt.date | None
    is_misread: bool = False
    notes: list[str] = field(default_factory=list)

    def locate(self, issuer: Agency | None, title: str | None) -> Locality:
        """Give level and names of an issuer's place; where it has none, of the area that the title names.

        Example: Ủy ban nhân dân of huyện Mai Sơn is of level district, in Sơn La.
        """
        locality = self._locate(issuer, title)
        return replace(locality, committee=_committee_of(issuer)) if issuer is not None else locality

    def _locate(self, issuer: Agency | None, title: str | None) -> Locality:
        if issuer is not None and issuer.central:
            ministry = issuer.name if issuer.name.startswith("Bộ ") else None
            return Locality(level="central", ministry=ministry)
        word, name = (issuer.level, issuer.place) if issuer else ("", "")
        if not name and (area := find_area(title, self.gazetteer)):
            word, name = area
        if not name:
            return Locality()
        is_city = word == "thành phố" and any(u.kind == "Thành phố" for u in self.find(name, "province"))
        if word == "tỉnh" or is_city:
            return Locality("province", word, province=self._spelled(name, "province"), province_word=word)
        if word in DISTRICT_WORDS:
            name = self._spelled(name, "district")
            province = self._province_of(name, "district")
            return Locality("district", word, province, district=name, province_word=self._word_of(province))
        if word in COMMUNE_WORDS:
            name = self._spelled(name, "commune")
            district = self._district_of(name)
            province = self._province_of(name, "commune", district)
            return Locality("commune", word, province, district, name, self._word_of(province))
        return Locality()

    def find(self, name: str, level: UnitLevel) -> list[Unit]:
        """Find units valid on the document's day, or of any day where there is none (plans look back and forward)."""
        return self.gazetteer.find(name, level, self.on) or self.gazetteer.find(name, level)

    def only_one_said(self, level: str) -> str | None:
        """Name the one province, or city that is one, of which the text speaks; None of several and of lower units.

        Example: of `tỉnh` it is Quảng Ngãi in a text that names no other tỉnh.
        """
        pattern, kind = {"tỉnh": (_PROVINCE, "Tỉnh"), "thành phố": (_CITY, "Thành phố")}.get(level, (None, ""))
        said = {match[1] for match in pattern.finditer(self.text)} if pattern is not None else set()
        units = {unit.name for name in said for unit in self.gazetteer.find(name, "province")[:1] if unit.kind == kind}
        return units.pop() if len(units) == 1 else None

    def _word_of(self, province: str | None) -> str:
        """Give what a province is called: `thành phố` for Hải Phòng, `tỉnh` where nothing else is known."""
        is_city = province is not None and any(unit.kind == "Thành phố" for unit in self.find(province, "province"))
        return "thành phố" if is_city else "tỉnh"

    def _spelled(self, name: str, level: UnitLevel) -> str:
        units = self.find(name, level)
        if units or not self.is_misread:
            return units[0].name if units else name
        readings = {name, _MISREAD_D.sub("Đ", name)}
        known = {unit.name for reading in readings for unit in self.gazetteer.alike(reading, level)}
        if not known and level == "province":  # few enough for a letter more to be wrong
            provinces = {unit.name for unit in self.gazetteer.units if unit.level == level}
            known = {one for one in provinces if any(levenshtein(fold(one), fold(r), 1) <= 1 for r in readings)}
        if len(known) != 1:
            return name
        (spelled,) = known
        self.notes.append(f"địa danh: “{name}” hiểu là “{spelled}” theo danh mục hành chính")
        return spelled

    def _province_of(self, name: str, level: UnitLevel, district: str | None = None) -> str | None:
        """Name the province of a unit: the only one with a unit of that name, else the one the text speaks of."""
        located = self.gazetteer.province_of(name, level, self.on)
        candidates = located.candidates or self.gazetteer.province_of(name, level).candidates
        if district and len(candidates) > 1:
            of_district = self.gazetteer.province_of(district, "district", self.on).candidates
            candidates = tuple(one for one in candidates if one in of_district) or candidates
        if len(candidates) == 1:
            return candidates[0]
        known = self._provinces_said()
        fitting = [province for province in known if not candidates or province in candidates]
        if fitting:
            chosen = max(dict.fromkeys(fitting), key=fitting.count)
            if candidates:
                self.notes.append(f"tỉnh: {name} có ở {', '.join(candidates)}; chọn {chosen} vì văn bản nhắc đến")
            return chosen
        if candidates:
            self.notes.append(f"tỉnh: {name} có ở {', '.join(candidates)}")
        return None

    def _provinces_said(self) -> list[str]:
        """Name the provinces the text speaks of, once for each time."""
        provinces = [self.gazetteer.find(match[1], "province")[:1] for match in _PROVINCE.finditer(self.text)]
        cities = [self.gazetteer.find(match[1], "province")[:1] for match in _CITY.finditer(self.text)]
        cities = [units for units in cities if units and units[0].kind == "Thành phố"]
        return [unit.name for units in (*provinces, *cities) for unit in units]

    def _district_of(self, name: str) -> str | None:
        """Name the district of a commune, where the text speaks of one that has such a commune."""
        above = {
            fold(unit.name): unit.name
            for commune in self.find(name, "commune")
            for unit in self.gazetteer.ancestors(commune, self.on)
            if unit.level == "district"
        }
        said = (fold(match[1]) for match in _DISTRICT.finditer(self.text))
        return next((above[word] for word in said if word in above), None)
