"""Finding agencies in outlined text: where they are, and what their canonical name is.

Plans name bodies in three ways: a body of every level (`UBND các xã, thị trấn`), a proper name
(`Phòng Tài chính - Kế hoạch`), and runs of class nouns (`Các sở, ban, ngành tỉnh`). One reader for each; a list
of agencies is read by `read_agencies`, which also lets a level word at the end of a list reach back to its members.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ntm_extract.extract.keys import Keys
from ntm_extract.extract.levels import LEVELS, PLURALS, LevelReader, as_written, first_upper
from ntm_extract.extract.locality import Locality
from ntm_extract.knowledge.agencies import AgencyLexicon

PARTY_SEATS = {"huyện ủy": "huyện", "tỉnh ủy": "tỉnh", "thành ủy": "thành phố", "thị ủy": "thị xã"}
"""Party committees whose name says their level; the locality follows directly (`Huyện ủy Cái Bè`)."""
UNITS = {"xã", "phường", "thị trấn", "huyện", "thôn", "xóm", "bản", "buôn", "làng", "khu dân cư"}
"""Class nouns that are units and not offices: `các xã, thị trấn`; the two are not mixed in one run."""
COMMUNE_BODIES = {"Hội đồng nhân dân", "Đảng ủy"}
"""Bodies of the same communes as the `UBND các xã` they stand before."""
RUN_ON = {"ngành", "đoàn thể"}
"""Class nouns that also follow another without a comma: `ban ngành đoàn thể`."""
JOINERS = {",", "và", "-", "–", "&"}
NAME_LIMIT = 14
"""Words a proper name may run on when the lexicon does not know it (Ban Quản lý … are long)."""
PARENTHESIS_LIMIT = 60


@dataclass(frozen=True)
class Agency:
    """One agency as mentioned.

    Attributes:
        start, end: character span in the outlined text.
        name: canonical name without its level.
        level: level words without names (`huyện`, `xã, thị trấn`, `cùng cấp`), or "".
        place: proper name after the level word (`Hà Quảng`), or "".
        keeps_level: the level word belongs to the canonical name.
        specific: a proper name or a body, not a run of class nouns.
        plural: a `các` stands before it.
        central: there is only one in the country.
        shared: its level words may hold for the members of a list before it (`A, B và C tỉnh`; not `các xã`).
    """

    start: int
    end: int
    name: str
    level: str = ""
    place: str = ""
    keeps_level: bool = True
    specific: bool = True
    plural: bool = False
    central: bool = False
    shared: bool = False

    @property
    def is_unit(self) -> bool:
        """Whether units are meant and not offices (`các xã, thị trấn`)."""
        return not self.specific and self.name.lower().split(",")[0] in UNITS

    def canonical(self, locality: Locality) -> str:
        """Give the name as the tables write it: without the plan's own locality, in full.

        Example:
            `UBND huyện Hà Quảng` in a plan of Hà Quảng → `Ủy ban nhân dân huyện`.
        """
        if not self.keeps_level or self.central:
            return self.name
        level, place = self.level, self.place
        if not level and self.name in OWN_LEVEL_BODIES:
            level = locality.level_word
        if place and locality.is_own(level, place):
            place = ""
        return " ".join(part for part in (self.name, level, place) if part)


OWN_LEVEL_BODIES = {
    "Ủy ban nhân dân",
    "Hội đồng nhân dân",
    "Thường trực Hội đồng nhân dân",
    "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "Chủ tịch Ủy ban nhân dân",
    "Hội đồng Thi đua - Khen thưởng",
}
"""Bodies that, named without a level, are those of the plan's own level."""


def _capitalize(words: list[str]) -> str:
    """Write a field of work as names write it: `nông nghiệp và phát triển nông thôn` → `Nông nghiệp và Phát …`."""
    out: list[str] = []
    upper = True
    for word in words:
        if word == ",":
            out[-1] += ","
            upper = True
            continue
        out.append(word[:1].upper() + word[1:] if upper else word)
        upper = word in ("và", "-", "–", "&")
    return " ".join(out).replace("–", "-")


class AgencyReader:
    """Reads agencies at a place in the text.

    Example:
        On `Phòng Nội vụ chủ trì, phối hợp với các cơ quan liên quan`, `read(keys, 0)` gives `Phòng Nội vụ` and the
        index of `chủ`.
    """

    def __init__(self, lexicon: AgencyLexicon, is_place: Callable[[str], bool]) -> None:
        """Take the lexicon of bodies and a look-up that tells whether a name is that of an administrative unit."""
        self.lexicon = lexicon
        self.levels = LevelReader(is_place, lexicon.predicates)

    def read_list(self, keys: Keys, at: int, *, semicolons: bool = False) -> tuple[list[Agency], int]:
        """Read the agencies listed from key `at` on.

        Args:
            keys: the document's words.
            at: index of the first key.
            semicolons: whether `;` (and a comma misread as `.`) may stand between members, as in subjects; not in the
                middle of a clause.

        Returns:
            The agencies and the index of the first key after the list.
        """
        found: list[Agency] = []
        end = at
        while True:
            step = self.read(keys, at)
            if step is None:
                break
            agency, end = step
            members, end = self._members(keys, agency, end)
            end = self.skip_asides(keys, end)
            found.extend(members)
            at = end
            if at < len(keys) and (keys.words[at] in (",", "và") or (semicolons and keys.words[at] == ";")):
                at += 1
            elif semicolons and keys.words[at : at + 1] == (".",) and self.read(keys, at + 1) is not None:
                at += 1  # a comma misread: agencies alone make no sentence
                if at < len(keys) and keys.words[at - 1] in (",", ";") and keys.words[at] == "và":
                    at += 1
            elif at + 1 < len(keys) and keys.words[at : at + 2] == ("cùng", "với"):
                at += 2
            else:
                break
        return self._spread_level(found), end

    def _members(self, keys: Keys, agency: Agency, end: int) -> tuple[list[Agency], int]:
        """Take apart `UBND các xã A, B` and `Các sở: Xây dựng, Y tế` into one agency each."""
        if agency.level and not agency.shared and "," not in agency.level and keys.is_title(end):
            places: list[str] = []
            while (stop := self.levels.place_end(keys, end)) > end:
                places.append(as_written(keys, end, stop))
                end = stop
                if keys.words[end : end + 1] and keys.words[end] in (",", "và") and keys.is_title(end + 1):
                    if self.read(keys, end + 1) is not None:
                        break
                    end += 1
                else:
                    break
            return [replace(agency, place=place) for place in places], end
        if agency.plural and agency.name.lower() in ("sở", "phòng", "ban", "bộ", "hội"):
            at = end + (keys.words[end : end + 1] == (":",))
            names: list[str] = []
            while keys.is_title(at) and (domain := keys.find(self.lexicon.domains, at)):
                names.append(_capitalize(list(keys.words[at : at + domain[0]])))
                at = end = at + domain[0]
                if keys.words[at : at + 1] and keys.words[at] in (",", "và") and keys.is_title(at + 1):
                    at += 1
                else:
                    break
            if names:
                one = replace(agency, specific=True, keeps_level=False, plural=False)
                return [replace(one, name=f"{agency.name} {name}") for name in names], end
        return [agency], end

    def read(self, keys: Keys, at: int) -> tuple[Agency, int] | None:
        """Read one agency that begins at key `at`; None if none does."""
        if at >= len(keys) or not keys.is_boundary(at) or keys.find(self.lexicon.excluded, at):
            return None
        begin, plural = at, False
        while at < len(keys) and keys.words[at] in PLURALS:  # also `Các các phòng`, as written
            plural, at = True, at + 1
        for reader in (self._read_office, self._read_body, self._read_named, self._read_common):
            step = reader(keys, at, plural)
            if step is not None:
                agency, end = step
                return replace(agency, start=keys.starts[begin], end=keys.ends[end - 1], plural=plural), end
        return None

    def _read_office(self, keys: Keys, at: int, plural: bool) -> tuple[Agency, int] | None:
        office = keys.find(self.lexicon.offices, at)
        if office is None:
            return None
        after = at + office[0]
        # `Chủ tịch, các Phó Chủ tịch UBND huyện`
        while after + 1 < len(keys) and keys.words[after] in (",", "và"):
            skip = after + 1 + (keys.words[after + 1] in PLURALS)
            further = keys.find(self.lexicon.offices, skip)
            if further is None:
                break
            after = skip + further[0]
        plural_inside = after < len(keys) and keys.words[after] in PLURALS
        inner = (
            (self._read_named(keys, after, False) if office[1] == "chánh" else None)
            or self._read_body(keys, after, False)
            or self._read_named(keys, after, False)
        )
        if inner is None and plural_inside:
            inner = self._read_common(keys, after + 1, True)
        if inner is None:
            return None
        agency, end = inner
        separator = " các " if plural_inside and not agency.specific else " "
        name = agency.name[:1].lower() + agency.name[1:] if not agency.specific else agency.name
        return replace(agency, name=first_upper(office[1]) + separator + name, specific=True), end

    def _read_body(self, keys: Keys, at: int, plural: bool) -> tuple[Agency, int] | None:
        match = keys.find(self.lexicon.bodies, at)
        if match is None or not keys.is_boundary(at + match[0]):
            return None
        length, body = match
        end = at + length
        name = body.name or as_written(keys, at, end)
        if body.open:
            end = self._name_end(keys, end)
            if end > at + length:
                name += " " + as_written(keys, at + length, end)
        seat = next((level for suffix, level in PARTY_SEATS.items() if name.lower().endswith(suffix)), None)
        if seat is not None and (stop := self.levels.known_place_end(keys, end)) > end:
            return Agency(0, 0, name, seat, as_written(keys, end, stop), shared=True), stop
        level, place, shared, end = self.levels.read(keys, end)
        return Agency(0, 0, name, level, place, central=body.central, shared=shared), end

    def _read_named(self, keys: Keys, at: int, plural: bool) -> tuple[Agency, int] | None:
        match = keys.find(self.lexicon.heads, at)
        if match is None:
            return None
        length, rule = match
        begin = at + length
        domain = keys.find(self.lexicon.domains, begin)
        if plural and domain and length == 1 and not keys.is_title(at):
            return None  # `các sở: Xây dựng, Y tế` is read as a run of its own
        if domain and (keys.is_title(at) or keys.is_title(begin)):
            end = begin + domain[0]
            name = first_upper(" ".join(keys.words[at:begin])) + " " + _capitalize(list(keys.words[begin:end]))
            goes_on = keys.is_title(end) and not keys.find(LEVELS, end)
            joined = end < len(keys) and keys.words[end] in ("-", "–", "và", "&") and keys.is_title(end + 1)
            rest = self._name_end(keys, end) if goes_on or joined else end
            owner = keys.find(self.lexicon.bodies, end)  # Ban Tuyên giáo Tỉnh ủy
            rest = end + owner[0] if owner else rest
            if rest > end:
                name, end = name + " " + as_written(keys, end, rest), rest
        elif keys.is_title(at) and keys.is_title(begin) and not keys.find(LEVELS, begin):
            end = self._name_end(keys, begin)
            if end == begin:
                return None
            name = as_written(keys, at, end)
        else:
            return None
        if keys.words[end : end + 2] == ("khu", "vực"):
            end += 2
            end += end < len(keys) and (
                keys.texts[end].isdigit() or keys.texts[end] in ("I", "II", "III", "IV", "V", "VI")
            )
        level, place, shared, end = self.levels.read(keys, end)
        return Agency(0, 0, name, level, place, keeps_level=rule == "keep", shared=shared), end

    def _read_common(self, keys: Keys, at: int, plural: bool) -> tuple[Agency, int] | None:
        nouns: list[str] = []
        end = at
        while True:
            noun = keys.find(self.lexicon.nouns, at)
            if noun is None:
                break
            if nouns and (self._read_named(keys, at, False) is not None or (noun[1] in UNITS) != (nouns[-1] in UNITS)):
                break
            if nouns and at == end and noun[1] not in RUN_ON:
                break  # `các đơn vị tổ chức triển khai`: a verb
            nouns.append(noun[1])
            at = end = at + noun[0]
            if at < len(keys) and keys.words[at] in JOINERS:
                at += 1
            if at < len(keys) and keys.words[at] in PLURALS:
                break
        if not nouns:
            return None
        modifier = keys.find(self.lexicon.modifiers, end)
        standing = nouns[-1] in ("cơ quan thường trực", "cơ quan giúp việc", "thành viên ban chỉ đạo")
        if not plural and len(nouns) == 1 and modifier is None and not standing and not self.levels.read(keys, end)[0]:
            return None
        name = first_upper(", ".join(nouns).replace("ban ngành", "ban, ngành").replace("sở ngành", "sở, ngành"))
        name = name.replace("chính trị- xã hội", "chính trị - xã hội")
        if standing:
            inner = self._read_body(keys, end + (end < len(keys) and keys.words[end] == "của"), False)
            if inner is not None:
                agency, end = inner
                return replace(agency, name=f"{name} {agency.name}"), end
        if modifier is not None:
            end += modifier[0]
            name += " liên quan" if modifier[1] == "có liên quan" else f" {modifier[1]}"
        level, place, shared, end = self.levels.read(keys, end)
        if modifier is None:  # `các cơ quan, đơn vị huyện có liên quan`
            late = keys.find(self.lexicon.modifiers, end)
            if late is not None:
                end += late[0]
                name += " liên quan" if late[1] == "có liên quan" else f" {late[1]}"
        return Agency(0, 0, name, level, place, specific=False, shared=shared), end

    def _name_end(self, keys: Keys, at: int) -> int:
        """Give the end of a proper name the lexicon does not know: up to a verb, a level word or punctuation."""
        end = at
        while end < len(keys) and end - at < NAME_LIMIT:
            word = keys.words[end]
            if word in JOINERS:
                if not keys.is_title(end + 1) or (word in (",", "và") and self._is_opening(keys, end + 1)):
                    break
                if keys.find(self.lexicon.heads, end + 1):
                    break
            elif (
                not word.isalpha()
                or (word in PLURALS and end > at)
                or (end > at and not keys.is_title(end) and keys.find(self.lexicon.predicates, end))
                or (keys.find(LEVELS, end) and not keys.is_title(end))
            ):
                break
            end += 1
        return end

    def _is_opening(self, keys: Keys, at: int) -> bool:
        """Whether the words at key `at` may open another agency, told from its first words alone."""
        while at < len(keys) and keys.words[at] in PLURALS:
            at += 1
        lexicon = self.lexicon
        if keys.find(lexicon.excluded, at):
            return False
        known = keys.find(lexicon.bodies, at), keys.find(lexicon.heads, at)
        return any(known) or any(keys.find(phrases, at) for phrases in (lexicon.offices, lexicon.nouns))

    def skip_asides(self, keys: Keys, at: int) -> int:
        """Pass over a bracket, a period (`giai đoạn 2021 - 2025`) or an apposition after an agency's name."""
        words = keys.words
        if at < len(words) and words[at] == "(":
            for close in range(at + 1, min(len(words), at + PARENTHESIS_LIMIT)):
                if words[close] == ")":
                    at = close + 1
                    break
        if words[at : at + 2] == ("giai", "đoạn"):
            at += 2
            while at < len(words) and not words[at].isalpha() and words[at] not in (",", ";", "."):
                at += 1
        if at + 1 < len(words) and words[at] in ("-", "–", ",") and words[at + 1 : at + 3] == ("cơ", "quan"):
            for stop in range(at + 1, min(len(words), at + 25)):
                if words[stop : stop + 2] == ("chủ", "trì") or words[stop : stop + 2] == ("phối", "hợp"):
                    if words[at + 3 : at + 5] == ("thường", "trực"):
                        return stop
                    break
        return at

    @staticmethod
    def _spread_level(agencies: list[Agency]) -> list[Agency]:
        """Let the level words at the end of `A, B và C tỉnh` reach back to the members that have none."""
        out: list[Agency] = []
        level, place, council_only = "", "", False
        for agency in reversed(agencies):
            if agency.level:
                pair = agency.name == "Ủy ban nhân dân"  # `Đảng ủy, HĐND, UBND các xã`
                level, place = (agency.level, agency.place) if agency.shared or pair else ("", "")
                council_only = pair and not agency.shared
            elif council_only and agency.name not in COMMUNE_BODIES:
                level, place, council_only = "", "", False
            elif agency.keeps_level and not agency.central and level:
                agency = replace(agency, level=level, place=place)
            out.append(agency)
        return out[::-1]
