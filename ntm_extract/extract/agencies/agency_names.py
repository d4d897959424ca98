"""Where the proper name of an agency ends, when the lexicon knows only how it begins."""

from __future__ import annotations

import re

from ntm_extract.extract.agencies.levels import LEVELS, PLURALS
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.wording import phrases
from ntm_extract.knowledge.agencies import AgencyLexicon
from ntm_extract.knowledge.phrases import PhraseTable

JOINERS = {",", "và", "-", "–", "&"}
OPENING_QUOTES, CLOSING_QUOTES = {"“", '"'}, {"”", '"'}
QUOTED_LIMIT = 20
"""Words a movement's name in quotation marks may have inside the name of its committee."""
MANAGING = ("quản", "lý")
DASHES = {"-", "–"}
UNIT_LIMIT = 4
"""Words of the place a body of the lowest tier is named by."""
NAME_LIMIT = 18
"""Words a proper name may run on when the lexicon does not know it (Ban Quản lý … are long)."""
PROGRAMS = {"chương", "công", "quy", "lộ", "giáo", "quá", "tiến"}
"""Words before `trình` that make it a noun (`Ban Chủ nhiệm chương trình`)."""
COMMA_PAIRS = {("phòng", "chống"), ("khám", "chữa"), ("cháy", "chữa"), ("y", "dược")}
"""Words of one name on either side of a comma: `Cục Quản lý Khám, chữa bệnh`."""
ZONES = PhraseTable((word, word) for word in ("khu công nghiệp", "khu kinh tế", "khu chế xuất", "cụm công nghiệp"))
"""What a board manages besides the first of its name."""
NUMBERED = {"khu", "đoàn", "đội", "y"}
"""Last words of names of the army that a number follows: `Quân khu 4`, `Binh đoàn 15`, `Bệnh viện Quân y 103`."""
REGION = re.compile(r"[IVX]{1,4}")


def _place_end(keys: Keys, at: int) -> int:
    """Give where the capitals at key `at` end that say where a body is (`Thuế cơ sở Krông Nô`)."""
    end = at
    while end < len(keys) and end - at < UNIT_LIMIT and keys.is_title(end) and keys.words[end].isalpha():
        end += 1
    two = end > at and keys.words[end : end + 1] in (("-",), ("–",)) and keys.is_title(end + 1)
    return _place_end(keys, end + 1) if two else end  # `Thuế khu vực Krông Nô - Đắk Mil`


def _is_committee(keys: Keys, at: int) -> bool:
    """Whether `Ban Chỉ đạo`, `Ban Chỉ đạo tỉnh`, `… của tỉnh` or `… Trung ương` ends before key `at`."""
    return any(keys.words[at - back : at - back + 3] == ("ban", "chỉ", "đạo") for back in (3, 4, 5))


class NameReader:
    """Finds the ends of names: up to a verb, a level word or punctuation.

    Example:
        `Viện Quy hoạch và Thiết kế rà soát …` ends before `rà soát`.
    """

    def __init__(self, lexicon: AgencyLexicon) -> None:
        self.lexicon = lexicon

    def name_end(self, keys: Keys, at: int, *, is_open: bool = False) -> int:
        """Give the end of a proper name the lexicon does not know: up to a verb, a level word or punctuation.

        An open name also goes on in small letters behind `và` (`… phòng, chống thiên tai và tìm kiếm cứu nạn`).
        """
        end = at
        if is_open and not keys.is_title(at) and keys.find(self.lexicon.never_names, at):
            return end
        while end < len(keys) and end - at < NAME_LIMIT:
            word = keys.words[end]
            if keys.words[end - 2 : end] == ("việt", "nam") and not keys.is_title(end) and word not in JOINERS:
                break  # `Tập đoàn Điện lực Việt Nam kéo điện`
            if end > at and (managed := self._managed_end(keys, end)) > end:
                end = managed
                continue
            if word in OPENING_QUOTES and end > at:  # `Ban Chỉ đạo Phong trào “…” tỉnh`
                ahead = range(end + 1, min(len(keys), end + QUOTED_LIMIT))
                close = next((i for i in ahead if keys.words[i] in CLOSING_QUOTES), None)
                if close is None:
                    break
                end = close + 1
                continue
            if (field := self._compound_end(keys, end, end == at)) > end:
                end = field
                continue
            if word == "," and keys.words[end - 2 : end] == ("việt", "nam"):
                break  # `Hiệp hội Bất động sản Việt Nam, Tổng hội Xây dựng Việt Nam`
            if word == "và" and keys.words[end + 1 : end + 2] == ("các",) and keys.find(ZONES, end + 2):
                end += 2  # `Ban Quản lý Khu kinh tế A và các Khu công nghiệp B`
                continue
            if word in JOINERS:
                pair = word == "," and keys.words[end - 1 : end + 2 : 2] in COMMA_PAIRS
                if pair:
                    end += 2
                    continue
                small = is_open and self._joins_open(keys, end)
                prevents = keys.words[end + 1 : end + 4] == ("phòng", ",", "chống")  # `và Phòng, chống tệ nạn`
                opens = word in (",", "và") and not prevents and self._is_opening(keys, end + 1)
                if not (small or keys.is_title(end + 1)) or opens:
                    break
                if word not in DASHES and not prevents and keys.find(self.lexicon.heads, end + 1):
                    break
            elif (
                not (word.replace("-", "").isalpha() or (is_open and word.isdigit()))
                or (word in PLURALS and end > at)
                or word in self.lexicon.behind_names
                or (is_open and word == "về" and end == at and _is_committee(keys, at))
                or (end > at and not keys.is_title(end) and self._is_verb(keys, end))
                or self._is_level(keys, end)
                or (end > at and self.opens_task(keys, end))
            ):
                break
            verb = keys.find(self.lexicon.predicates, end) if keys.is_title(end) else None
            end += verb[0] if verb else 1  # `Cục Gìn giữ hòa bình Việt Nam`
        return end

    @staticmethod
    def opens_task(keys: Keys, at: int, *, closed: bool = False) -> bool:
        """Whether a task begins with a capital at key `at`, glued to the name before it.

        Args:
            keys: the document's words.
            at: index of the first key behind what may be the whole name.
            closed: whether the name is surely whole, so that also verbs that other names hold begin the task.

        Example:
            `Bộ Tư pháp Chủ trì, phối hợp với …`, where heading and first sentence are one line.
        """
        if not keys.is_title(at):
            return False
        verb = keys.find(phrases("clauses", "task_openers"), at)
        verb = verb or (keys.find(phrases("clauses", "closed_task_openers"), at) if closed else None)
        return verb is not None and not any(keys.is_title(i) for i in range(at + 1, at + verb[0]))

    def _joins_open(self, keys: Keys, at: int) -> bool:
        """Whether an open name goes on behind the joiner at key `at`: `phòng, chống`, `thiên tai và tìm kiếm`."""
        if keys.words[at] == ",":
            ahead = next((i for i in range(at + 1, min(len(keys), at + 6)) if not keys.words[i].isalpha()), at + 6)
            return "và" in keys.words[at + 2 : ahead] and not self._has_verb(keys, at + 1, at + 4)
        if keys.words[at] != "và" or at + 1 >= len(keys):
            return False
        digital = keys.words[at + 1 : at + 4] == ("chuyển", "đổi", "số")
        return digital or not self._has_verb(keys, at + 1, at + 2)

    def _is_verb(self, keys: Keys, at: int) -> bool:
        """Whether a verb begins at key `at`; `về` behind `tội phạm` is none (`Cục Cảnh sát … tội phạm về ma túy`)."""
        about = keys.words[at] == "về" and keys.words[at - 2 : at] in (("tội", "phạm"), ("quốc", "gia"))
        program = keys.words[at] == "trình" and keys.words[at - 1] in PROGRAMS
        traffic = keys.words[at : at + 2] == ("giao", "thông")
        digital = ("chuyển", "đổi", "số") in (keys.words[at : at + 3], keys.words[at - 1 : at + 2])
        ballot = keys.words[at - 1 : at + 1] == ("bầu", "cử")
        if about or program or ballot or digital or traffic:
            return False
        verbs = self.lexicon.predicates
        verb = keys.find(verbs, at)
        if verb is not None and verbs.longest(keys.words, at) is None and verbs.longest(keys.words, at + 1):
            return False  # `an toàn lao động chủ trì` is no `đồng chủ trì` misread
        return verb is not None and not (verb[0] > 1 and keys.is_title(at + 1))  # `Cổ phần Cấp nước` is no `phân cấp`

    def _compound_end(self, keys: Keys, at: int, first: bool) -> int:
        """Give where a field at key `at` ends that holds what looks like a verb (`việc làm`), also joined on."""
        begin = at + (not first and keys.words[at] in JOINERS)
        compound = keys.find(self.lexicon.compounds, begin)
        acts = begin > at and not keys.is_title(begin) and keys.find(self.lexicon.predicates, begin)
        return begin + compound[0] if compound and not acts else at

    @staticmethod
    def _managed_end(keys: Keys, at: int) -> int:
        """Give where a verb at key `at` ends that tells what a body manages: `Cục Quản lý đầu tư xây dựng`."""
        if keys.words[at - 2 : at] != MANAGING or not keys.is_title(at - 2) or keys.is_title(at):
            return at
        managed = keys.find(phrases("clauses", "managed"), at)
        return at + managed[0] if managed else at

    def paired_end(self, keys: Keys, at: int, end: int) -> int:
        """Give where the name of a central body ends that began at key `at` and was read up to key `end`.

        Example:
            `Cục Quản lý nhà và thị trường bất động sản` before `chủ trì` goes on behind `và`.
        """
        manages = keys.words[at + 1 : at + 3] == MANAGING and keys.words[end : end + 1] == ("và",)
        if not manages or end + 1 >= len(keys) or keys.is_title(end + 1):
            return end
        if self._is_opening(keys, end + 1) or self._is_verb(keys, end + 1):
            return end
        stop = self.name_end(keys, end + 1)
        stands = stop >= len(keys) or keys.words[stop] in (",", ":", ";", ".", ")", "\n")
        return stop if stands or self._is_verb(keys, stop) else end

    def _has_verb(self, keys: Keys, at: int, end: int) -> bool:
        return any(keys.find(self.lexicon.predicates, i) for i in range(at, min(end, len(keys))))

    @staticmethod
    def _is_level(keys: Keys, at: int) -> bool:
        """Whether a level word at key `at` ends a name: in small letters, or with a capital before small ones."""
        level = keys.find(LEVELS, at)
        if level is None:
            return False
        behind = at + level[0]
        if keys.words[at : behind + 1] == ("xã", "hội"):
            return False
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

    def field_end(self, keys: Keys, at: int) -> int:
        """Give where the field of a steering committee ends that begins at key `at`, `at` itself where none does.

        Example:
            In `Ban Chỉ đạo Trung ương về phát triển khoa học, công nghệ và chuyển đổi số họp …` it ends before `họp`;
            in `báo cáo Ban Chỉ đạo về kết quả …` none begins.
        """
        field = keys.find(phrases("clauses", "committee_fields"), at + 1) if _is_committee(keys, at) else None
        if field is None or keys.words[at] != "về":
            return at
        end = self._listed_end(keys, self.name_end(keys, at + 1 + field[0], is_open=True))
        last = end + 3  # `về hoàn thiện thể chế, pháp luật`
        closes = last >= len(keys) or keys.words[last] in (".", ";", ":", ")", "\n")
        if (
            keys.words[end : end + 1] == (",",)
            and closes
            and all(word.isalpha() for word in keys.words[end + 1 : last])
        ):
            end = min(last, len(keys))
        return end

    def _listed_end(self, keys: Keys, at: int) -> int:
        """Give where fields in small letters end that go on behind a comma at key `at` and are closed by `và`."""
        if keys.words[at : at + 1] != (",",):
            return at
        for end in range(at + 1, min(len(keys), at + NAME_LIMIT)):
            if keys.words[end - 1] in (",", "và"):
                verb = keys.find(self.lexicon.predicates, end) and not keys.find(
                    phrases("clauses", "committee_fields"), end
                )
                if keys.is_title(end) or verb or self._is_opening(keys, end):
                    return at
                if keys.words[end - 1] == "và":
                    return self.name_end(keys, end, is_open=True)
            if not keys.words[end].isalpha() and keys.words[end] != ",":
                return at
        return at

    def suffix_end(self, keys: Keys, at: int) -> int:
        """Pass over what goes on with a body's name: `Việt Nam`, `chi nhánh`, `khu vực 5`."""
        at = self.field_end(keys, at) if keys.words[at : at + 1] == ("về",) else at
        if keys.words[at : at + 2] == ("việt", "nam"):
            at += 2
        if keys.words[at : at + 2] in (("chi", "nhánh"), ("nhà", "trường")):
            at += 2
        if keys.words[at : at + 2] == ("khu", "vực"):
            at += 2
            if at < len(keys) and (keys.texts[at].isdigit() or REGION.fullmatch(keys.texts[at]) is not None):
                at += 1
            else:
                at = _place_end(keys, at)
        begin = at if keys.words[at - 2 : at] == ("cơ", "sở") else at + 2
        if keys.words[begin - 2 : begin] == ("cơ", "sở") and begin < len(keys):  # `Thuế cơ sở 5`
            end = _place_end(keys, begin + keys.texts[begin].isdigit())
            at = end if end > begin else at
        if keys.words[at : at + 1] == ("vùng",) and at + 1 < len(keys) and REGION.fullmatch(keys.texts[at + 1]):
            at += 2  # `Chi cục Kiểm lâm vùng II`
        elif keys.words[at : at + 1] == ("vùng",):
            at = stop if (stop := _place_end(keys, at + 1)) > at + 1 else at  # `Bệnh viện Đa khoa vùng Tây Nguyên`
        if keys.words[at - 1 : at] and keys.words[at - 1] in NUMBERED and at < len(keys) and keys.texts[at].isdigit():
            at += keys.is_title(at - 1) or keys.is_title(at - 2)  # `Bộ Tư lệnh Quân khu 4`
        if keys.words[at : at + 1] == ("số",) and at + 1 < len(keys) and keys.texts[at + 1].isdigit():
            at += 2  # `Đội Quản lý thị trường số 3`
        return at
