"""Finding agencies in outlined text: where they are, and what their canonical name is.

Plans name bodies in three ways: a body of every level (`UBND các xã, thị trấn`), a proper name
(`Phòng Tài chính - Kế hoạch`), and runs of class nouns (`Các sở, ban, ngành tỉnh`). One reader for each; a list
of agencies is read by `read_agencies`, which also lets a level word at the end of a list reach back to its members.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ntm_extract.extract.agency import OWN_LEVEL_BODIES, UNITS, Agency, as_names_write, spread_level
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.levels import LEVELS, PLURALS, LevelReader, as_written, first_upper
from ntm_extract.knowledge.agencies import AgencyLexicon

__all__ = ["OWN_LEVEL_BODIES", "PARTY_SEATS", "Agency", "AgencyReader"]

PARTY_SEATS = {"huyện ủy": "huyện", "tỉnh ủy": "tỉnh", "thành ủy": "thành phố", "thị ủy": "thị xã", "quận ủy": "quận"}
"""Party committees whose name says their level; the locality follows directly (`Huyện ủy Cái Bè`)."""
RUN_ON = {"ngành", "đoàn thể"}
"""Class nouns that also follow another without a comma: `ban ngành đoàn thể`."""
RUN_HEADS = {"sở", "phòng", "ban", "bộ", "hội", "cục", "vụ"}
"""Class nouns that a list of fields may follow: `các sở: Xây dựng, Y tế`."""
CENTRAL = {"bộ", "cơ quan ngang bộ", "cơ quan thuộc chính phủ", "cơ quan trung ương"}
"""Class nouns of the central government: a level word behind a list is not theirs."""
CENTRAL_HEADS = {"cục", "vụ", "viện", "tổng cục"}
"""Heads of central bodies, whose names go on in small letters (`Cục Kinh tế hợp tác và Phát triển nông thôn`)."""
JOINERS = {",", "và", "-", "–", "&"}
NAME_LIMIT = 14
"""Words a proper name may run on when the lexicon does not know it (Ban Quản lý … are long)."""
PARENTHESIS_LIMIT = 60
BEHIND_NAMES = {
    *(
        "trên",
        "nơi",
        "thuộc",
        "ở",
        "đã",
        "không",
        "này",
        "đó",
        "nêu",
        "sau",
        "trước",
        "trong",
        "để",
        "khi",
        "theo",
        "do",
    ),
    *("với", "tại", "từ", "cho", "phải", "sẽ", "được"),
}
"""Small words that are no part of a proper name."""
TELLING_NOUN = 4
"""Words of a class noun that needs no `các` (`cơ quan thông tin đại chúng`)."""
REGION = re.compile(r"[IVX]{1,4}")


def _modified(modifier: str) -> str:
    """Give the words a modifier adds to a class: `có liên quan` is written `liên quan`."""
    return " liên quan" if "liên quan" in modifier else f" {modifier}"


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
            end = self.skip_asides(keys, self.skip_owner(keys, end))
            late = keys.find(self.lexicon.relating, end)  # `…, UBND các xã có liên quan`
            end += late[0] if late else 0
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
        return spread_level(found), end

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
        owner, _, noun = agency.name.rpartition(" các ")  # `Giám đốc các Sở: Nội vụ, Tài chính`
        if (agency.plural or owner) and noun.lower() in RUN_HEADS:
            at = end + (keys.words[end : end + 1] == (":",))
            names: list[str] = []
            while keys.is_title(at) and (domain := keys.find(self.lexicon.domains, at)):
                names.append(as_names_write(keys, at, at + domain[0]))
                at = end = at + domain[0]
                if keys.words[at : at + 1] and keys.words[at] in (",", "và") and keys.is_title(at + 1):
                    at += 1
                else:
                    break
            if names:
                one = replace(agency, specific=True, keeps_level=False, plural=False)
                return [replace(one, name=f"{owner} {first_upper(noun)} {name}".strip()) for name in names], end
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
        lone = keys.find(self.lexicon.lone_offices, at)
        lone_end = at + lone[0] if lone else at
        if lone is not None and keys.words[lone_end : lone_end + 1] in ((",",), ("và",), (";",)):
            return Agency(0, 0, as_names_write(keys, at, lone_end), keeps_level=False), lone_end
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
        if inner is None and (plural_inside or plural or keys.is_title(at)):
            inner = self._read_common(keys, after + plural_inside, True)
        if inner is None and lone is not None and any(keys.is_title(i) for i in range(at, lone_end)):
            return Agency(0, 0, as_names_write(keys, at, lone_end), keeps_level=False), lone_end
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
            end = self._name_end(keys, end, is_open=True)
        end = self._suffix_end(keys, end)
        if end > at + length:
            name += " " + as_written(keys, at + length, end)
        seat = next((level for suffix, level in PARTY_SEATS.items() if name.lower().endswith(suffix)), None)
        if seat is not None and (stop := self.levels.known_place_end(keys, end)) > end:
            return Agency(0, 0, name, seat, as_written(keys, end, stop), shared=True), stop
        level, place, shared, end = self._read_level(keys, end)
        return Agency(0, 0, name, level, place, central=body.central, shared=shared), end

    @staticmethod
    def _suffix_end(keys: Keys, at: int) -> int:
        """Pass over what goes on with a body's name: `Việt Nam`, `chi nhánh`, `khu vực 5`."""
        if keys.words[at : at + 2] == ("việt", "nam"):
            at += 2
        if keys.words[at : at + 2] == ("chi", "nhánh"):
            at += 2
        if keys.words[at : at + 2] == ("khu", "vực"):
            at += 2
            at += at < len(keys) and (keys.texts[at].isdigit() or REGION.fullmatch(keys.texts[at]) is not None)
        return at

    def _read_level(self, keys: Keys, at: int) -> tuple[str, str, bool, int]:
        """Read the level words, also `tỉnh, thành phố trực thuộc trung ương` and `xã, phường` without `các`."""
        level, place, shared, end = self.levels.read(keys, at)
        while level and not place and shared and keys.words[end : end + 1] in ((",",), ("và",)):
            following = LEVELS.longest(keys.words, end + 1)
            if following is None or following[1] in level.split(", ") or keys.is_title(end + 1):
                break
            stop = end + 1 + following[0]
            if keys.is_title(stop) or keys.words[stop : stop + 1] in (("ủy",), ("đoàn",), ("đội",)):
                break
            level, end = f"{level}, {following[1]}", stop
        if level and keys.words[end : end + 4] == ("trực", "thuộc", "trung", "ương"):
            level, end = f"{level} trực thuộc trung ương", end + 4
        return level, place, shared, end

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
            name = first_upper(" ".join(keys.words[at:begin])) + " " + as_names_write(keys, begin, end)
            goes_on = (keys.is_title(end) and not keys.find(LEVELS, end)) or self._goes_on(keys, at, end)
            joined = end < len(keys) and keys.words[end] in ("-", "–", "và", "&") and keys.is_title(end + 1)
            joined = joined and keys.find(self.lexicon.offices, end + 1) is None  # `Bộ Y tế - Trưởng Ban Chỉ đạo`
            rest = self._name_end(keys, end) if goes_on or joined else end
            owner = keys.find(self.lexicon.bodies, end)  # Ban Tuyên giáo Tỉnh ủy
            rest = end + owner[0] if owner else rest
            if rest > end:
                name, end = name + " " + as_written(keys, end, rest), rest
        elif keys.is_title(at) and keys.is_title(begin) and not keys.find(LEVELS, begin):
            place = self.levels.known_place_end(keys, begin)
            end = place if place > begin + 1 and not keys.is_title(place) else self._name_end(keys, begin)
            if end == begin:
                return None
            name = as_written(keys, at, end)
        else:
            return None
        stop = self._suffix_end(keys, end)
        if stop > end and rule == "keep":
            name = f"{name} {as_written(keys, end, stop)}"
        level, of, shared, end = self._read_level(keys, stop)
        return Agency(0, 0, name, level, of, keeps_level=rule == "keep", shared=shared), end

    def _goes_on(self, keys: Keys, at: int, end: int) -> bool:
        """Whether the name of a central body goes on in small letters behind a field, up to a verb."""
        if keys.words[at] not in CENTRAL_HEADS or end >= len(keys) or not keys.words[end].isalpha():
            return False
        stop = self._name_end(keys, end)
        return stop > end and keys.find(self.lexicon.predicates, stop) is not None

    def _read_common(self, keys: Keys, at: int, plural: bool) -> tuple[Agency, int] | None:
        nouns: list[str] = []
        end = at
        while True:
            noun = keys.find(self.lexicon.nouns, at)
            office = keys.find(self.lexicon.offices, at)
            if noun is None or (office is not None and office[0] > noun[0]):
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
        modifier = keys.find(self.lexicon.modifiers, end)
        if not nouns or (", ".join(nouns) in self.lexicon.not_alone and modifier is None):
            return None
        standing = nouns[-1] in ("cơ quan thường trực", "cơ quan giúp việc", "thành viên ban chỉ đạo")
        telling = plural or len(nouns) > 1 or modifier is not None or standing or len(nouns[0].split()) >= TELLING_NOUN
        if not telling and not self.levels.read(keys, end)[0]:
            return None
        name = first_upper(", ".join(nouns).replace("ban ngành", "ban, ngành").replace("sở ngành", "sở, ngành"))
        name = name.replace("chính trị- xã hội", "chính trị - xã hội")
        if standing:
            inner = self._read_body(keys, end + (end < len(keys) and keys.words[end] == "của"), False)
            if inner is not None:
                agency, end = inner
                return replace(agency, name=f"{name} {agency.name}"), end
        name = name.replace("thuộc chính phủ", "thuộc Chính phủ").replace("hội đồng nhân dân", "Hội đồng nhân dân")
        if modifier is not None:
            end += modifier[0]
            name += _modified(modifier[1])
        level, place, shared, end = self._read_level(keys, end)
        if modifier is None:  # `các cơ quan, đơn vị huyện có liên quan`
            late = keys.find(self.lexicon.modifiers, end)
            if late is not None:
                end += late[0]
                name += _modified(late[1])
        if modifier is not None and name.endswith("bộ"):
            name = name[:-2] + "Bộ"
        central = nouns[0] in CENTRAL
        return Agency(0, 0, name, level, place, specific=standing, shared=shared, central=central), end

    def _name_end(self, keys: Keys, at: int, *, is_open: bool = False) -> int:
        """Give the end of a proper name the lexicon does not know: up to a verb, a level word or punctuation.

        An open name also goes on in small letters behind `và` (`… phòng, chống thiên tai và tìm kiếm cứu nạn`).
        """
        end = at
        while end < len(keys) and end - at < NAME_LIMIT:
            word = keys.words[end]
            if word in JOINERS:
                small = is_open and self._joins_open(keys, end)
                if not (small or keys.is_title(end + 1)) or (word in (",", "và") and self._is_opening(keys, end + 1)):
                    break
                if keys.find(self.lexicon.heads, end + 1):
                    break
            elif (
                not (word.isalpha() or (is_open and word.isdigit()))
                or (word in PLURALS and end > at)
                or word in BEHIND_NAMES
                or (end > at and not keys.is_title(end) and self._is_verb(keys, end))
                or self._is_level(keys, end)
            ):
                break
            end += 1
        return end

    def _joins_open(self, keys: Keys, at: int) -> bool:
        """Whether an open name goes on behind the joiner at key `at`: `phòng, chống`, `thiên tai và tìm kiếm`."""
        if keys.words[at] == ",":
            if keys.words[at - 1 : at + 2] == ("phòng", ",", "chống"):
                return True
            ahead = next((i for i in range(at + 1, min(len(keys), at + 6)) if not keys.words[i].isalpha()), at + 6)
            return "và" in keys.words[at + 2 : ahead] and not self._has_verb(keys, at + 1, at + 4)
        return keys.words[at] == "và" and at + 1 < len(keys) and not self._has_verb(keys, at + 1, at + 2)

    def _is_verb(self, keys: Keys, at: int) -> bool:
        """Whether a verb begins at key `at`; `về` behind `tội phạm` is none (`Cục Cảnh sát … tội phạm về ma túy`)."""
        crime = keys.words[at] == "về" and keys.words[at - 2 : at] == ("tội", "phạm")
        return not crime and keys.find(self.lexicon.predicates, at) is not None

    def _has_verb(self, keys: Keys, at: int, end: int) -> bool:
        return any(keys.find(self.lexicon.predicates, i) for i in range(at, min(end, len(keys))))

    @staticmethod
    def _is_level(keys: Keys, at: int) -> bool:
        """Whether a level word at key `at` ends a name: in small letters, or with a capital before small ones."""
        level = keys.find(LEVELS, at)
        if level is None:
            return False
        behind = at + level[0]
        seat = keys.words[behind : behind + 1] in (("ủy",), ("đoàn",), ("đội",))
        return not keys.is_title(at) or not (seat or keys.is_title(behind))

    def _is_opening(self, keys: Keys, at: int) -> bool:
        """Whether the words at key `at` may open another agency, told from its first words alone."""
        while at < len(keys) and keys.words[at] in PLURALS:
            at += 1
        lexicon = self.lexicon
        if keys.find(lexicon.excluded, at):
            return False
        known = keys.find(lexicon.bodies, at), keys.find(lexicon.heads, at)
        return any(known) or any(keys.find(phrases, at) for phrases in (lexicon.offices, lexicon.nouns))

    def skip_owner(self, keys: Keys, at: int) -> int:
        """Pass over the body an agency belongs to: `thuộc Sở Khoa học và Công nghệ`, `của Quốc hội`."""
        begin = at + (keys.words[at : at + 1] == ("trực",))
        if (
            keys.words[begin : begin + 1] in (("thuộc",), ("của",))
            and (owner := self.read(keys, begin + 1)) is not None
        ):
            return owner[1]
        return at

    def skip_asides(self, keys: Keys, at: int) -> int:
        """Pass over a bracket, a period (`giai đoạn 2021 - 2025`) or an apposition after an agency's name."""
        words = keys.words
        if at < len(words) and words[at] == "(" and words[at + 1 : at + 2] != ("qua",):
            for close in range(at + 1, min(len(words), at + PARENTHESIS_LIMIT)):
                if words[close] == ")":
                    at = close + 1
                    break
        if words[at : at + 2] == ("giai", "đoạn"):
            at += 2
            while at < len(words) and not words[at].isalpha() and words[at] not in (",", ";", "."):
                at += 1
        if at + 1 < len(words) and words[at] in ("-", "–") and keys.find(self.lexicon.offices, at + 1):
            further = self.read(keys, at + 1)  # `Phó Chủ tịch UBND tỉnh - Trưởng Ban Chỉ đạo`: one person
            at = further[1] if further else at
        if at + 1 < len(words) and words[at] in ("-", "–", ",") and words[at + 1 : at + 3] == ("cơ", "quan"):
            for stop in range(at + 1, min(len(words), at + 25)):
                if words[stop : stop + 2] == ("chủ", "trì") or words[stop : stop + 2] == ("phối", "hợp"):
                    if words[at + 3 : at + 5] == ("thường", "trực"):
                        return stop
                    break
        return at
