"""Reading one agency at a place in the text: a person by office, a body, a proper name, or a class of offices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ntm_extract.extract.agencies.agency import (
    ALL_UNITS,
    OWN_BUREAU,
    Agency,
    as_names_write,
    inside_capitals,
    may_mix,
    modified,
)
from ntm_extract.extract.agencies.agency_names import JOINERS, NameReader
from ntm_extract.extract.agencies.heads import CLOSED_HEADS, HeadReader
from ntm_extract.extract.agencies.levels import (
    LETTERS,
    LEVELS,
    MISREAD_LEVELS,
    PLURALS,
    SETTLEMENTS,
    LevelReader,
    as_written,
    first_upper,
    is_plural,
    read_settlements,
)
from ntm_extract.extract.agencies.restrictions import (
    field_end,
    ground_end,
    house_of,
    kind_end,
    restriction_end,
    seat_end,
    tail_of,
)
from ntm_extract.extract.keys import Keys
from ntm_extract.knowledge.agencies import AgencyLexicon
from ntm_extract.knowledge.phrases import PhraseTable, split_phrase

PARTY_SEATS = {"huyện ủy": "huyện", "tỉnh ủy": "tỉnh", "thành ủy": "thành phố", "thị ủy": "thị xã", "quận ủy": "quận"}
"""Party committees whose name says their level; the locality follows directly (`Huyện ủy Cái Bè`)."""
UNION_SEATS = {name.replace("ủy", "đoàn"): level for name, level in PARTY_SEATS.items()}
"""The same of the Youth Union (`Tỉnh đoàn Điện Biên`)."""
PARTY_CLASSES = PhraseTable((word, word) for word in (*PARTY_SEATS, "đảng ủy", "đảng bộ", "chi bộ", "cấp ủy"))
"""Committees and organisations of the Party that make a run of class nouns behind one `các`."""
RUN_ON = {"ngành", "đoàn thể"}
"""Class nouns that also follow another without a comma: `ban ngành đoàn thể`."""
CENTRAL = {"bộ", "cơ quan ngang bộ", "cơ quan thuộc chính phủ", "cơ quan trung ương"}
"""Class nouns of the central government: a level word behind a list is not theirs."""
CENTRAL_HEADS = {"cục", "vụ", "viện", "tổng cục"}
"""Heads of central bodies, whose names go on in small letters (`Cục Kinh tế hợp tác và Phát triển nông thôn`)."""
NOBODY_ALONE = "các ngành"
"""Counts as nobody unless it is said which (`các ngành liên quan`)."""
SERVING = {"nghiệp vụ", "chức năng", "chuyên môn", "giúp việc", "tham mưu"}
"""Modifiers behind which a class may name the body it works for."""
TELLING_NOUN = 4
"""Words of a class noun that needs no `các` (`cơ quan thông tin đại chúng`)."""
STANDING = {
    *("cơ quan thường trực", "cơ quan giúp việc", "thành viên ban chỉ đạo", "tổ giúp việc", "tổ thư ký"),
    *("bộ phận giúp việc", "bộ phận thường trực"),
}
"""Classes that are one body each, and may name whom they serve (`Tổ giúp việc Ban Chỉ đạo`)."""
PERSONS = ("trưởng ", "bí thư ", "già ", "giáo viên", "tổ trưởng ")
"""First words of class nouns that are persons (`trưởng thôn`), who are not mixed with offices in one run."""
PLAIN_WORDS = 2
"""Words of a body that in small letters is an everyday word (`thanh tra`, `điện lực`)."""


class OneAgencyReader:
    """Reads one agency.

    Example:
        On `Phòng Nội vụ chủ trì`, `read(keys, 0)` gives `Phòng Nội vụ` and the index of `chủ`.
    """

    def __init__(self, lexicon: AgencyLexicon, is_place: Callable[[str], bool]) -> None:
        """Take the lexicon of bodies and a look-up that tells whether a name is that of an administrative unit."""
        self.lexicon = lexicon
        self.names = NameReader(lexicon)
        self.heads = HeadReader(lexicon)
        self.levels = LevelReader(is_place, lexicon.predicates)

    def read(self, keys: Keys, at: int, *, unnamed: bool = False) -> tuple[Agency, int] | None:
        """Read one agency that begins at key `at`; None if none does. For `unnamed` see `read_list`."""
        if at >= len(keys) or not keys.is_boundary(at) or self.excluded_end(keys, at) > at:
            return None
        if at in keys.meant:
            return self._read_meant(keys, at)
        begin, plural = at, False
        while at < len(keys) and is_plural(keys, at):
            plural, at = True, at + 1
        if not plural and (end := self._own_bureau_end(keys, at)) > at:
            return Agency(keys.starts[at], keys.ends[end - 1], OWN_BUREAU, keeps_level=False), end
        readers = [self._read_office, self._read_body, self._read_named, self._read_common]
        if plural and (keys.find(PARTY_CLASSES, at) or not keys.is_title(at)):
            readers.insert(0, self._read_run)
        for reader in readers:
            step = reader(keys, at, plural)
            if step is not None:
                agency, end = step
                return replace(agency, start=keys.starts[begin], end=keys.ends[end - 1], plural=plural), end
        noun = keys.find(self.lexicon.nouns, at) if unnamed else None
        step = self._read_common(keys, at, True) if noun and noun[0] > 1 and noun[1] != "tổ chức" else None
        if step is None:
            return None
        agency, end = step
        return replace(agency, start=keys.starts[begin], end=keys.ends[end - 1]), end

    def _own_bureau_end(self, keys: Keys, at: int) -> int:
        """Give where a `Ban Thường vụ` at key `at` ends that no name follows, `at` where none stands there."""
        end = at + 3
        if " ".join(keys.words[at:end]) != OWN_BUREAU or not keys.is_title(at):
            return at
        named = keys.is_title(end) or seat_end(keys, end) > end or keys.find(LEVELS, end) is not None
        return at if named or keys.find(self.lexicon.bodies, end) is not None else end

    def _read_meant(self, keys: Keys, at: int) -> tuple[Agency, int]:
        """Read the body that a short name of the document's own stands for."""
        end, first, last = keys.meant[at]
        step = self.read(keys, first)
        if step is None or step[1] != last:  # `Ủy ban … ma túy, mại dâm`: read up to the comma only
            step = Agency(0, 0, first_upper(as_written(keys, first, last)), keeps_level=False), last
        return replace(step[0], start=keys.starts[at], end=keys.ends[end - 1]), end

    def excluded_end(self, keys: Keys, at: int) -> int:
        """Give the end of who counts as nobody at key `at` (`các cấp, các ngành`), `at` if there is none."""
        found = keys.find(self.lexicon.excluded, at)
        if found is None or keys.words[at + found[0] : at + found[0] + 1] == ("ủy",):
            return at  # `các cấp ủy`
        end = at + found[0]
        fields = keys.is_title(end) and self.heads.find_field(keys, end)  # `các ngành Y tế, Công Thương`
        return at if found[1] == NOBODY_ALONE and (fields or self.lexicon.relating.longest(keys.words, end)) else end

    def _read_office(self, keys: Keys, at: int, plural: bool) -> tuple[Agency, int] | None:
        office = keys.find(self.lexicon.offices, at) or self.heads.misread_office(keys, at)
        if office is None:
            return None
        after = at + office[0]
        lone = keys.find(self.lexicon.lone_offices, at)
        lone_end = at + lone[0] if lone else at
        belongs = keys.find(self.lexicon.modifiers, lone_end) if lone else None
        if belongs is not None and belongs[1].startswith(("thuộc", "trực thuộc")):  # `Cục trưởng thuộc Bộ`
            stop = lone_end + belongs[0]
            return Agency(0, 0, first_upper(as_written(keys, at, stop)), keeps_level=False), stop
        if lone is not None and keys.words[lone_end : lone_end + 1] in ((",",), ("và",), (";",)):
            return Agency(0, 0, as_names_write(keys, at, lone_end), keeps_level=False, persons=True), lone_end
        # `Chủ tịch, các Phó Chủ tịch UBND huyện`
        while after + 1 < len(keys) and keys.words[after] in (",", "và"):
            skip = after + 1 + (keys.words[after + 1] in PLURALS)
            further = keys.find(self.lexicon.offices, skip)
            if further is None:
                break
            after = skip + further[0]
        plural_inside = after < len(keys) and keys.words[after] in PLURALS
        inner = (
            (self._read_class_of(keys, after + 1) if plural_inside else None)
            or (self._read_named(keys, after, False) if office[1] == "chánh" else None)
            or self._read_body(keys, after, False)
            or self._read_named(keys, after, False)
        )
        if inner is None and (plural_inside or plural or keys.is_title(at)):
            inner = self._read_common(keys, after + plural_inside, True)
        if (inner is None or inner[1] <= lone_end) and any(keys.is_title(i) for i in range(at, lone_end)):
            return Agency(0, 0, as_names_write(keys, at, lone_end), keeps_level=False), lone_end
        if inner is None:
            return None
        agency, end = inner
        separator = " các " if plural_inside and not agency.specific else " "
        name = agency.name[:1].lower() + agency.name[1:] if not agency.specific else agency.name
        title = as_names_write(keys, at, at + office[0], office[1].split())
        persons = not (agency.specific or plural_inside or agency.level)
        return replace(agency, name=title + separator + name, specific=True, persons=persons), end

    def _read_class_of(self, keys: Keys, at: int) -> tuple[Agency, int] | None:
        """Read bodies of one field, named in small letters: `Giám đốc các sở giáo dục và đào tạo`."""
        named = self.heads.many(keys, at)
        return (Agency(0, 0, named[0], keeps_level=False), named[1]) if named else None

    def _read_body(self, keys: Keys, at: int, plural: bool) -> tuple[Agency, int] | None:
        match = keys.find(self.lexicon.bodies, at)
        if (
            match is None
            or not keys.is_boundary(at + match[0])
            or keys.words[at + match[0] : at + match[0] + 1] == ("viên",)
        ):
            return None  # `Tỉnh ủy viên`
        length, body = match
        named = keys.is_title(at + length) and not keys.find(LEVELS, at + length)  # `Thanh tra Chính phủ`
        if body.name is None and length <= PLAIN_WORDS and not body.open and (named or not keys.is_title(at)):
            return None  # `kiểm toán, thanh tra`: verbs
        end = at + length
        name = body.name or first_upper(as_written(keys, at, end))
        place_end = self.levels.known_place_end(keys, end) if body.name is None else end
        if place_end > end:  # `Bưu điện Lào Cai`
            return Agency(0, 0, f"{name} {as_written(keys, end, place_end)}", keeps_level=False), place_end
        if body.open:
            end = self.names.name_end(keys, end, is_open=True)
        end = self.names.suffix_end(keys, end)
        if end > at + length:
            name += " " + as_written(keys, at + length, end)
        seats = {**PARTY_SEATS, **UNION_SEATS}
        seat = next((level for suffix, level in seats.items() if name.lower().endswith(suffix)), None)
        if seat is not None and (stop := self.levels.known_place_end(keys, end)) > end:
            return Agency(0, 0, name, seat, as_written(keys, end, stop), shared=True), stop
        level, place, shared, stop = self._read_level(keys, end)
        if not level and not body.central and self.heads.is_branch(keys, end):  # `Công đoàn Viên chức tỉnh`
            stop = self.names.name_end(keys, end)
            name = f"{name} {as_written(keys, end, stop)}"
            level, place, shared, stop = self._read_level(keys, stop)
        elif not level and body.name is not None and end < len(keys) and not keys.is_title(end):
            level = MISREAD_LEVELS.get(keys.words[end], "")  # `UBND huyên`
            stop, shared = end + bool(level), bool(level)
        if level and not place and (field := self.names.field_end(keys, stop)) > stop:
            about = as_written(keys, stop, field)  # `Ban Chỉ đạo của tỉnh về chuyển đổi số`
            return Agency(0, 0, f"{name} {level.removeprefix('của ')} {about}", keeps_level=False), field
        return Agency(0, 0, name, level, place, central=body.central, shared=shared), stop

    def _read_level(self, keys: Keys, at: int) -> tuple[str, str, bool, int]:
        """Read the level words, also `tỉnh, thành phố trực thuộc trung ương` and `xã, phường` without `các`."""
        if at < len(keys) and (keys.words[at] in PLURALS or keys.words[at] == "ở"):
            settled, end = read_settlements(keys, at + 1)  # `Ban Công tác Mặt trận các thôn`
            if settled:
                return settled if keys.words[at] in PLURALS else f"ở {settled}", "", False, end
        settled, end = read_settlements(keys, at)
        if settled and self.heads.closes(keys, end) and keys.words[at - 1] != "trách":  # `thành viên phụ trách thôn`
            return settled, "", False, end  # `Các chi bộ thôn, bản`
        if seat_end(keys, at) > at:
            return "", "", False, at  # `Tỉnh ủy` is no level
        level, place, shared, end = self.levels.read(keys, at)
        while level and not place and shared and keys.words[end : end + 1] in ((",",), ("và",)):
            following = LEVELS.longest(keys.words, end + 1)
            if following is None or following[1] in level.split(", ") or keys.is_title(end + 1):
                break
            stop = end + 1 + following[0]
            if keys.is_title(stop) or keys.words[stop : stop + 1] in (("ủy",), ("đoàn",), ("đội",)):
                break
            level, end = f"{level}, {following[1]}", stop
        if level and (tail := tail_of(keys, end)):
            level, end = f"{level} {tail}", end + len(tail.split())
        if level and not place and not shared and (stop := restriction_end(keys, end)) > end:
            level, end = f"{level} {as_written(keys, end, stop)}", stop
        return level, place, shared, end

    def _read_named(self, keys: Keys, at: int, plural: bool) -> tuple[Agency, int] | None:
        match = keys.find(self.lexicon.heads, at) or self.heads.misread(keys, at)
        if match is None:
            return None
        length, rule = match
        if keys.words[at + length : at + length + 1] == ("viên",) and keys.words[at + length - 1] == "ủy":
            return None  # `các Đảng ủy viên`
        begin, located, served = at + length, False, False
        domain = self.heads.find_field(keys, begin)
        if domain and self.heads.tells(keys, begin, begin + domain[0]):
            domain = None
        if plural and domain and length == 1 and not keys.is_title(at):
            return None  # `các sở: Xây dựng, Y tế` is read as a run of its own
        if domain and (keys.is_title(at) or keys.is_title(begin)):
            end = self.heads.further_field_end(keys, begin + domain[0])
            bare = keys.folded[at].translate(LETTERS)
            head = self.lexicon.bare_heads.get(bare, keys.words[at]) if length == 1 else ""
            name = first_upper(head or self.heads.spelled(keys, at, begin))
            field = as_names_write(keys, begin, begin + domain[0], split_phrase(domain[1]))
            name = f"{name} {field} {as_written(keys, begin + domain[0], end)}".rstrip()
            glued = self.names.opens_task(keys, end, closed=keys.words[at] in CLOSED_HEADS)
            goes_on = keys.is_title(end) and not glued and not keys.find(LEVELS, end)
            goes_on = goes_on or self._goes_on(keys, at, end)
            joined = end < len(keys) and keys.words[end] in ("-", "–", "và", "&") and keys.is_title(end + 1)
            joined = (joined and not self.is_apposition(keys, end)) or self.heads.lists_fields(keys, at, end, plural)
            rest = self._behind_place(keys, end, self.names.name_end(keys, end)) if goes_on or joined else end
            rest -= rest > end and keys.words[rest - 1] in JOINERS  # `Bộ Y tế và B0 Tài chính`
            owner = keys.find(self.lexicon.bodies, end)  # Ban Tuyên giáo Tỉnh ủy
            acts = not keys.is_title(end) and keys.find(self.lexicon.predicates, end)
            if owner and not acts:  # `Sở Tài chính thanh tra việc sử dụng vốn`
                rest = end + owner[0]
                served = owner[1].name == "Hội đồng nhân dân"  # `Ban Dân tộc HĐND tỉnh`
            if rest > end:
                name, end = f"{name} {as_written(keys, end, rest)}".replace(" ,", ","), rest
        elif (
            (noun := keys.find(self.lexicon.nouns, at)) is not None
            and noun[0] > length
            and (keys.texts[at].isupper() or not keys.is_title(at + noun[0]))
        ):
            return None  # `TỔ CHỨC THỰC HIỆN`
        elif (keys.is_title(at) or plural) and keys.is_title(begin) and not keys.find(LEVELS, begin):
            place = begin if keys.find(self.lexicon.bodies, begin) else self.levels.known_place_end(keys, begin)
            end = place if place > begin + 1 and not keys.is_title(place) else self.names.name_end(keys, begin)
            if end == begin:
                return None
            end = self.names.paired_end(keys, at, self._behind_place(keys, begin, end))
            name = first_upper(as_written(keys, at, end))
            located = any(self.levels.is_place(" ".join(keys.texts[i:end])) for i in range(end - 1, begin - 1, -1))
        else:
            return None
        stop = self.names.suffix_end(keys, end)
        if stop > end:
            name = f"{name} {as_written(keys, end, stop)}"
        level, of, shared, end = self._read_level(keys, stop)
        if level == "trung ương":  # `Ban Tổ chức Trung ương`: no locality, but part of the name
            return Agency(0, 0, f"{name} Trung ương", keeps_level=False), end
        in_parts = SETTLEMENTS.longest(tuple(split_phrase(level)), 0)  # `Ban Nhân dân các ấp`
        everywhere = level.startswith(ALL_UNITS) and not (shared or of)  # `Sở Y tế các tỉnh, thành phố`
        kept = rule == "keep" and (bool(level) or not located)  # `Báo Bạc Liêu` has no level besides
        kept = kept or served or everywhere
        return Agency(0, 0, name, level, of, keeps_level=kept or in_parts is not None, shared=shared), end

    def is_apposition(self, keys: Keys, at: int) -> bool:
        """Whether a dash at key `at` tells what somebody is (`Bộ Y tế - Trưởng Ban Chỉ đạo`)."""
        if keys.words[at] not in ("-", "–") or at + 1 >= len(keys):
            return False
        noun = keys.find(self.lexicon.nouns, at + 1)
        standing = noun is not None and noun[1] in STANDING
        return standing or keys.find(self.lexicon.offices, at + 1) is not None

    def _behind_place(self, keys: Keys, begin: int, end: int) -> int:
        """Give where a name ends that a unit's name closes before small letters: `Hợp tác xã Nam Đà bao tiêu ngô`."""
        for at in range(begin + 2, end):
            small = keys.texts[at].islower() and keys.words[at] not in JOINERS
            if (
                small
                and keys.is_title(at - 2)
                and keys.is_title(at - 1)
                and keys.find(self.lexicon.bodies, at - 2) is None  # `Hội Phụ nữ`
                and self.levels.is_place(" ".join(keys.texts[at - 2 : at]))
            ):
                return at
        return end

    def _goes_on(self, keys: Keys, at: int, end: int) -> bool:
        """Whether the name of a central body goes on in small letters behind a field, up to a verb."""
        if keys.words[at] not in CENTRAL_HEADS or end >= len(keys) or not keys.words[end].isalpha():
            return False
        if keys.find(self.lexicon.predicates, end):
            return False
        stop = self.names.name_end(keys, end)
        stands = stop >= len(keys) or keys.words[stop] in (",", ":", ";", ".", "\n", "và", ")")
        return stop > end and (stands or keys.find(self.lexicon.predicates, stop) is not None)

    def _read_common(self, keys: Keys, at: int, plural: bool) -> tuple[Agency, int] | None:
        nouns: list[str] = []
        bare: list[str] = []  # without what tells their kind
        begin = end = at
        while True:
            noun = keys.find(self.lexicon.nouns, at)
            if noun is None and nouns and at < len(keys) and keys.folded[at] == "nganh":
                noun = (1, "ngành")
            office = keys.find(self.lexicon.offices, at)
            if noun is None or (office is not None and office[0] > noun[0]):
                break
            if nouns and (self._read_named(keys, at, False) is not None or not may_mix(bare[-1], noun[1])):
                break
            if nouns and noun[1].startswith(PERSONS) != nouns[-1].startswith(PERSONS):
                break  # `các đơn vị, Trưởng thôn`
            if nouns and at == end and noun[1] not in RUN_ON:
                break  # `các đơn vị tổ chức triển khai`: a verb
            nouns.append(inside_capitals(keys, at, noun[1]))
            bare.append(noun[1])
            at = end = at + noun[0]
            if (kind := kind_end(keys, end, self.lexicon, noun[1])) > end:
                nouns[-1] = f"{nouns[-1]} {as_written(keys, end, kind)}".replace(" ,", ",")
                at = end = kind
            if at < len(keys) and keys.words[at] in JOINERS:
                at += 1
            if at < len(keys) and keys.words[at] in PLURALS:
                break
        modifier = keys.find(self.lexicon.modifiers, end)
        if not nouns or (", ".join(nouns).lower() in self.lexicon.not_alone and modifier is None):
            return None
        one = nouns[0].startswith(PERSONS) or nouns == ["nhà trường"]
        standing = nouns[-1].lower() in STANDING or (one and keys.is_title(begin))
        telling = plural or len(nouns) > 1 or modifier is not None or standing or len(bare[0].split()) >= TELLING_NOUN
        if not telling and not self._read_level(keys, end)[0]:
            return None
        name = first_upper(", ".join(nouns).replace("ban ngành", "ban, ngành").replace("sở ngành", "sở, ngành"))
        name = name.replace("chính trị- xã hội", "chính trị - xã hội")
        if standing:
            inner = self._read_body(keys, end + (end < len(keys) and keys.words[end] == "của"), False)
            if inner is not None:
                agency, end = inner
                return replace(agency, name=f"{name} {agency.name}"), end
        name = name.replace("thuộc chính phủ", "thuộc Chính phủ").replace("hội đồng nhân dân", "Hội đồng nhân dân")
        owned = self._read_owner(keys, end)
        if owned is not None:
            link, owner, end = owned
            return replace(
                owner, name=" ".join(f"{name} {link} {owner.name}".split()), specific=False, shared=False
            ), end
        ends = seat_end(keys, end), restriction_end(keys, end), field_end(keys, end, self.lexicon, bare[-1])
        if (stop := max(ends)) > end:
            return Agency(0, 0, f"{name} {as_written(keys, end, stop)}", keeps_level=False, specific=False), stop
        if keys.words[end : end + 1] == ("về",) and bare[-1] in self.lexicon.fielded:
            stop = self.names.name_end(keys, end + 1, is_open=True)
            name, end = f"{name} {as_written(keys, end, stop)}", stop
        if modifier is not None:
            end += modifier[0]
            name += modified(modifier[1])
            house = house_of(keys, end)
            name, end = f"{name}{house}", end + len(house.split())
            served = self._read_owner(keys, end) if modifier[1] in SERVING else None
            if served is not None:  # `đơn vị nghiệp vụ của Bộ Công an`
                return replace(served[1], name=f"{name} {served[1].name}", specific=False, shared=False), served[2]
        level, place, shared, end = self._read_level(keys, end)
        if modifier is None:  # `các cơ quan, đơn vị huyện có liên quan`
            late = keys.find(self.lexicon.modifiers, end)
            if late is not None:
                end += late[0]
                name += modified(late[1])
        end = ground_end(keys, end, self.lexicon)
        name = name[:-2] + first_upper(name[-2:]) if modifier and name.endswith(("bộ", "sở")) else name
        central = nouns[0].lower() in CENTRAL or name.endswith("Bộ")
        return Agency(
            0, 0, name, level, place, True, standing, False, central, shared, nouns[0].startswith(PERSONS)
        ), end

    def _read_run(self, keys: Keys, at: int, plural: bool) -> tuple[Agency, int] | None:
        """Read a run of class nouns of which the first may be a body too (`các huyện ủy, thị ủy`), None for one."""
        step = self._read_common(keys, at, plural)
        party = keys.find(PARTY_CLASSES, at)  # `các chi bộ trường học`
        kind = party is not None and kind_end(keys, at + party[0], self.lexicon, party[1]) > at + party[0]
        run = step is not None and ("," in step[0].name or "trực thuộc" in step[0].name or kind)
        return step if run else None

    def _read_owner(self, keys: Keys, at: int) -> tuple[str, Agency, int] | None:
        """Read the body a class of offices belongs to: `thuộc UBND tỉnh`; its link, the body, and where it ends."""
        link = keys.find(self.lexicon.owner_links, at)
        if link is None and keys.words[at - 2 : at] == ("trực", "thuộc"):
            link = 0, ""  # `Các đơn vị trực thuộc Bộ Y tế`
        if link is None:
            return None
        begin = at + link[0]
        owner = self._read_body(keys, begin, False) or self._read_named(keys, begin, False)
        return (link[1], owner[0], owner[1]) if owner else None
