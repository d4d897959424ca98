"""Lists of agencies in outlined text: where they are, and who is in them.

Plans name bodies in three ways: a body of every level (`UBND các xã, thị trấn`), a proper name
(`Phòng Tài chính - Kế hoạch`), and runs of class nouns (`Các sở, ban, ngành tỉnh`). `one_agency.py` reads one of each;
here are their lists, in which a level word at the end reaches back to the members before it.
"""

from __future__ import annotations

from dataclasses import replace

from ntm_extract.extract.agencies.agency import OWN_LEVEL_BODIES, Agency, as_names_write, join_persons, spread_level
from ntm_extract.extract.agencies.levels import LEVELS, as_written, first_upper
from ntm_extract.extract.agencies.one_agency import PARTY_SEATS, OneAgencyReader
from ntm_extract.extract.agencies.restrictions import ground_end
from ntm_extract.extract.keys import Keys
from ntm_extract.knowledge.phrases import split_phrase

__all__ = ["OWN_LEVEL_BODIES", "PARTY_SEATS", "Agency", "AgencyReader"]

RUN_HEADS = {"sở", "phòng", "ban", "bộ", "hội", "cục", "vụ", "ngành"}
"""Class nouns that a list of fields may follow: `các sở: Xây dựng, Y tế`."""
LISTED_LIMIT = 6
"""Words of a proper name listed behind a class (`các Cục: Hàng hải Việt Nam, …`)."""
TIER_OF = {
    **dict.fromkeys(("tỉnh", "thành phố"), "tỉnh"),
    **dict.fromkeys(("huyện", "thị xã", "quận"), "huyện"),
    **dict.fromkeys(("xã", "phường", "thị trấn", "đặc khu"), "xã"),
}
"""Levels by which units of one tier are named."""
PARENTHESIS_LIMIT = 60
SERVED_LIMIT = 10
"""Words that say whom a standing body serves, and the colon behind them."""


class AgencyReader(OneAgencyReader):
    """Reads agencies at a place in the text, one or a list of them.

    Example:
        On `Phòng Nội vụ, Phòng Y tế chủ trì`, `read_list(keys, 0)` gives the two and the index of `chủ`.
    """

    def read_list(
        self, keys: Keys, at: int, *, semicolons: bool = False, unnamed: bool = False
    ) -> tuple[list[Agency], int]:
        """Read the agencies listed from key `at` on.

        Args:
            keys: the document's words.
            at: index of the first key.
            semicolons: whether `;` (and a comma misread as `.`) may stand between members, as in subjects; not in the
                middle of a clause.
            unnamed: whether class nouns count without a `các` (`phối hợp với nhà trường`).

        Returns:
            The agencies and the index of the first key after the list.
        """
        found: list[Agency] = []
        end = at
        while True:
            nobody = self.excluded_end(keys, at)
            if nobody > at and found:
                end = nobody
                if nobody + 1 < len(keys) and keys.words[nobody] in (",", "và", ";"):
                    at = nobody + 1
                    continue
                break
            after_class = bool(found) and found[-1].plural and not found[-1].specific and keys.words[at - 1] == "và"
            step = self.read(keys, at, unnamed=unnamed or after_class)
            if step is None:
                break
            agency, end = step
            members, end = self._members(keys, agency, end)
            end = self.skip_asides(keys, ground_end(keys, self.skip_owner(keys, end), self.lexicon))
            late = keys.find(self.lexicon.relating, end)  # `…, UBND các xã có liên quan`
            end += late[0] if late else 0
            found.extend(members)
            at = end
            if at < len(keys) and (
                keys.words[at] in (",", "và", "hoặc", "/") or (semicolons and keys.words[at] == ";")
            ):
                at += 1 + (keys.words[at : at + 2] == ("và", ","))  # `xã, …` misread
            elif semicolons and keys.words[at : at + 1] == (".",) and self.read(keys, at + 1) is not None:
                at += 1  # a comma misread: agencies alone make no sentence
                if at < len(keys) and keys.words[at - 1] in (",", ";") and keys.words[at] == "và":
                    at += 1
            elif unnamed and keys.words[at : at + 2] == ("cùng", "với"):
                at += 2
            elif unnamed and keys.words[at : at + 1] == ("cùng",) and keys.words[at + 1 : at + 2] == ("các",):
                at += 1
            else:
                break
        return spread_level(join_persons(found)), end

    def _members(self, keys: Keys, agency: Agency, end: int) -> tuple[list[Agency], int]:
        """Take apart `UBND các xã A, B` and `Các sở: Xây dựng, Y tế` into one agency each."""
        listed = end + (keys.words[end : end + 1] == (":",))  # `UBND các xã: A, B`
        if listed > end and self.levels.known_place_end(keys, listed) == listed:
            listed = end
        if agency.level and not agency.shared and "," not in agency.level and keys.is_title(listed):
            end = listed
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
        if agency.place and agency.level in TIER_OF:
            return self._further_units(keys, agency, end)
        owner, _, noun = agency.name.rpartition(" các ")  # `Giám đốc các Sở: Nội vụ, Tài chính`
        if (agency.plural or owner) and noun.lower() in RUN_HEADS:
            at = end + (keys.words[end : end + 1] == (":",))
            names: list[str] = []
            while keys.is_title(at) and not self._is_own_level_body(keys, at):
                domain = self.heads.find_field(keys, at)
                if domain is None:
                    stop = self._listed_end(keys, at)
                    if stop == at:
                        break
                    names.append(as_written(keys, at, stop))
                    at = end = stop
                else:
                    names.append(as_names_write(keys, at, at + domain[0], split_phrase(domain[1])))
                    at = end = at + domain[0]
                    if keys.words[at : at + 2] == ("việt", "nam"):  # `Đường sắt Việt Nam`
                        names[-1] = f"{names[-1]} Việt Nam"
                        at = end = at + 2
                if keys.words[at : at + 1] and keys.words[at] in (",", "và") and keys.is_title(at + 1):
                    at += 1
                else:
                    break
            if names:
                one = replace(agency, specific=True, keeps_level=False, plural=False)
                return [replace(one, name=f"{owner} {first_upper(noun)} {name}".strip()) for name in names], end
        return [agency], end

    def _listed_end(self, keys: Keys, at: int) -> int:
        """Give where a proper name ends in `các Cục: Hàng hải Việt Nam, …`, `at` where none closes at a joint there."""
        known = keys.find(self.lexicon.heads, at) is not None
        if known or keys.find(self.lexicon.bodies, at) is not None:
            return at
        for stop in range(at + 1, min(len(keys), at + LISTED_LIMIT + 1)):
            if keys.words[stop] in (",", "và", ":", ";"):
                return stop if stop > at + 1 else at
            verb = not keys.is_title(stop) and keys.find(self.lexicon.predicates, stop)
            if not keys.words[stop].isalpha() or verb:
                return at
        return at

    def _further_units(self, keys: Keys, agency: Agency, end: int) -> tuple[list[Agency], int]:
        """Read the units behind the first whose bodies are meant: `UBND xã Hồng Thái, xã Sơn Phú, phường Minh Xuân`."""
        members = [agency]
        while keys.words[end : end + 1] in ((",",), ("và",)):
            level = keys.find(LEVELS, end + 1)
            if level is not None and TIER_OF.get(level[1]) != TIER_OF[agency.level]:
                break
            begin = end + 1 + (level[0] if level else 0)
            stop = self.levels.place_end(keys, begin) if level else self.levels.known_place_end(keys, begin)
            if stop == begin:
                break
            own = replace(agency, level=level[1] if level else members[-1].level, place=as_written(keys, begin, stop))
            members.append(replace(own, start=keys.starts[end + 1], end=keys.ends[stop - 1]))
            end = stop
        return members, end

    def _is_own_level_body(self, keys: Keys, at: int) -> bool:
        body = keys.find(self.lexicon.bodies, at)  # `các phòng: Nội vụ, Tư pháp và UBND các xã`
        return body is not None and body[1].name in OWN_LEVEL_BODIES

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
        if at < len(words) and words[at] == "(" and words[at + 1 : at + 2] not in (("qua",), ("thông",)):
            for close in range(at + 1, min(len(words), at + PARENTHESIS_LIMIT)):
                if words[close] == ")":
                    at = close + 1
                    break
        if words[at : at + 2] == ("giai", "đoạn"):
            at += 2
            while at < len(words) and not words[at].isalpha() and words[at] not in (",", ";", "."):
                at += 1
        if at + 1 < len(words) and self.is_apposition(keys, at):
            further = self.read(keys, at + 1)  # `Phó Chủ tịch UBND tỉnh - Trưởng Ban Chỉ đạo`: one person
            at = further[1] if further else at
            rest = next((i for i in range(at, min(len(words), at + SERVED_LIMIT)) if not words[i].isalpha()), at)
            at = rest if words[rest : rest + 1] == (":",) else at  # `Sở Nội vụ - cơ quan thường trực Chương trình: …`
        if at + 1 < len(words) and words[at] in ("-", "–", ",") and words[at + 1 : at + 3] == ("cơ", "quan"):
            for stop in range(at + 1, min(len(words), at + 25)):
                if words[stop : stop + 2] == ("chủ", "trì") or words[stop : stop + 2] == ("phối", "hợp"):
                    if words[at + 3 : at + 5] == ("thường", "trực"):
                        return stop
                    break
        return at
