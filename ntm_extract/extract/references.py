"""Legal references (văn bản viện dẫn): every mention of one particular instrument."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache

from ntm_extract.extract.agencies import PARTY_SEATS, Agency, AgencyReader
from ntm_extract.extract.anchors import UPPER
from ntm_extract.extract.dates import TimeSpan
from ntm_extract.extract.found import Found
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.locality import Locality
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.timeline import Timeline
from ntm_extract.extract.wording import either
from ntm_extract.knowledge.instruments import KINDS, NormalizedNumber, normalize_number, number_pattern
from ntm_extract.outline.structure import Block, Outline
from ntm_extract.plan import Relation

REFERENCE_ROLES = ("title", "preamble", "item", "dash", "paragraph", "heading", "recipients")
LAW_STOP = re.compile(
    rf"\s*(?:[;.()]|,\s*(?=[{UPPER}]|{either('references', 'law_comma')})"
    rf"|\b(?:{either('references', 'law_ends')})\b|và (?:{either('references', 'law_and')}))"
)
"""What ends the proper name of a law."""
AMENDING = ("sửa đổi", "Sửa đổi")
OTHER_DATE = re.compile(r"(?:trước|từ|kể từ|vào|đến|sau|trong|chậm nhất|hết)\b", re.IGNORECASE)
"""Words that make a date one of what happens, not of an instrument: `hiệu lực theo Nghị định số 27 từ ngày …`."""
AMENDMENT_STOP = re.compile(r"\s*(?:[;.()]|\bngày\b|\bsố \d)")
"""An amending law's name holds other laws' names: `Luật sửa đổi, bổ sung một số điều của Luật A và Luật B`."""
LAW_LIMIT = 160
"""Characters a law's proper name may have; amending laws have the longest."""
SUBJECT_OPENER = re.compile(r"\s*,?\s*(?:(?:về việc|về|V/v|v/v)\s+)?")
SUBJECT_VERB = re.compile(rf"(?:{either('references', 'subject_verbs')})\b", re.IGNORECASE)
TERM = re.compile(r"\s*,?\s*(?:\(?(?:khóa|khoá)\s+[IVXLC\d]+\)?|nhiệm kỳ\s+\d{4}\s*[-–]\s*\d{4}|kỳ họp thứ \w+)")
SPECKS = re.compile(r"[\s.,'’‘`·:_-]{1,4}")
"""What dust on a scan becomes between a number and its day."""
LINK = re.compile(r"\s*(?:[,;]|;?\s*và|,\s*và)?\s*(?:các )?(?:số\s+)?")
"""What joins the members of a list of citations."""
NEXT_SUBJECT = re.compile(rf", (?:{either('references', 'next_subjects')})")
"""A body that begins the main clause behind a citation: `…, Ủy ban nhân dân huyện xây dựng Kế hoạch`."""
SUBJECT_LIMIT = 600
PROPOSER_REACH = 160
"""Characters before `tại Tờ trình số …` in which its author is looked for."""
LOCAL_ISSUERS = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
GOVERNORS: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (
        re.compile(r"(?:^|[\s(])căn cứ(?: vào)?(?: các)?(?: văn bản| quy định)?(?: sau)?\s*:?\s*$", re.IGNORECASE),
        "legal_basis",
    ),
    (
        re.compile(
            rf"(?:{either('references', 'implementing')})(?: (?:{either('references', 'implementing_links')}))*\s*$",
            re.IGNORECASE,
        ),
        "implements",
    ),
)
"""The words right before a citation that say how the plan stands to it; all others make it `per`."""


@dataclass(frozen=True)
class _Mention:
    """Where a citation's number (or law's name) stands."""

    start: int  # of the kind word
    end: int  # of the number, or of the name
    kind: str
    number: NormalizedNumber | None


@dataclass(frozen=True)
class ReferenceFinder:
    """Finds the references of a document."""

    outline: Outline
    keys: Keys
    times: Timeline
    agencies: AgencyReader
    locality: Locality
    own_number: str | None

    def find(self) -> list[Found]:
        """Find all mentions, in reading order.

        Returns:
            Rows with the fields of `plan.Reference` that are its own; `subject` is a span.

        Example:
            `Căn cứ Quyết định số 263/QĐ-TTg ngày 22/02/2022 của Thủ tướng Chính phủ` gives kind `Quyết định`, number
            `263/QĐ-TTg`, date `2022-02-22`, relation `legal_basis`.
        """
        rows: list[Found] = []
        mentions = find_mentions(self.outline.text)
        starts = [m.start for m in mentions]
        for block in self.outline.blocks:
            if block.role not in REFERENCE_ROLES:
                continue
            inside = mentions[bisect_right(starts, block.start - 1) : bisect_right(starts, block.end - 1)]
            previous: Found | None = None
            for position, mention in enumerate(inside):
                if mention.number is not None and self.own_number and mention.number.number == self.own_number:
                    continue
                following = inside[position + 1].start if position + 1 < len(inside) else block.end
                previous = self._row(mention, block, following, previous)
                rows.append(previous)
        return _shared_ends(rows, self.outline.text)

    def _row(self, mention: _Mention, block: Block, limit: int, previous: Found | None) -> Found:
        text = self.outline.text
        doubts = [f"số hiệu: {doubt}" for doubt in mention.number.doubts] if mention.number else []
        end = at = mention.end
        time = self._time_at(at, limit)
        if time is not None:
            end = at = time.end
        issuer, at = self._issuer(at, limit)
        end = max(end, at)
        if issuer is None:
            issuer = self._proposer(mention, block)
        if issuer is None:
            issuer = self._implied_issuer(mention, doubts)
        subject = self._subject(at, limit) if mention.number is not None else None
        if subject is not None:
            end = subject[1]
        values = {
            "kind": mention.kind,
            "number": _canonical(mention.number),
            "date": time.edtf if time is not None else None,
            "issuer": issuer,
            "subject": subject,
            "relation": self._relation(mention, block, previous),
        }
        confidence = 0.95 if mention.number and time is not None else 0.88
        return Found(
            mention.start,
            len(text[:end].rstrip(" ,;.")) if end > mention.end else mention.end,
            block.address,
            values,
            "references:numbered" if mention.number else "references:named",
            confidence - 0.15 * bool(doubts),
            tuple(doubts),
        )

    def _time_at(self, at: int, limit: int) -> TimeSpan | None:
        """Give the date that stands right behind a number, and is not that of something else (`trước ngày …`)."""
        time = self.times.next(at)
        if time is None or time.start >= limit or OTHER_DATE.match(self.outline.text, time.start):
            return None
        between = self.outline.text[at : time.start]
        near = re.fullmatch(r"\s*,?\s*\(?(?:được ban hành|ban hành|ký)?\s*", between) or (
            re.fullmatch(SPECKS, between) and self.outline.text.startswith("ngày", time.start)
        )
        dated = time.kind in ("date", "month", "year")
        return time if near and dated and time.edtf else None

    def _issuer(self, at: int, limit: int) -> tuple[str | None, int]:
        """Read `của Ủy ban nhân dân tỉnh Cao Bằng khóa XIX`; gives the canonical name and the end."""
        match = re.compile(r"\s*,?\s*(?:do|của)\s+").match(self.outline.text, at)
        if match is None or match.end() >= limit:
            return None, at
        step = self.agencies.read(self.keys, self.keys.index_at(match.end()))
        if step is None:
            return None, at
        end = step[0].end
        while term := TERM.match(self.outline.text, end):
            end = term.end()
        return self._in_full(step[0]), end

    def _in_full(self, agency: Agency) -> str:
        """Give an issuer's name with its locality filled in: `UBND tỉnh` → `Ủy ban nhân dân tỉnh Cao Bằng`."""
        if agency.central:
            return agency.name
        level, place = agency.level, self.locality.spelled(agency.place)
        seat = next((word for suffix, word in PARTY_SEATS.items() if agency.name.lower().endswith(suffix)), None)
        if seat is not None:
            name = place or self.locality.name_at(seat)
            return f"{agency.name} {name}" if name else agency.name
        if not level and (agency.name in LOCAL_ISSUERS.values() or agency.name.startswith("Phòng ")):
            level = self.locality.level_word
        if not level and agency.name.startswith("Sở "):
            level = self.locality.province_word
        if level and not place:
            place = self.locality.name_at(level) or ""
        return " ".join(part for part in (agency.name, level, place) if part)

    def _proposer(self, mention: _Mention, block: Block) -> str | None:
        """Read whose paper it is before its number: `theo đề nghị của Phòng Kinh tế tại Tờ trình số …`."""
        before = self.outline.text[max(block.start, mention.start - PROPOSER_REACH) : mention.start]
        match = re.search(r"\bcủa (?:Trưởng |Giám đốc |Chánh )?(?=\S[^;]*? tại $)", before)
        if match is None:
            return None
        step = self.agencies.read(self.keys, self.keys.index_at(mention.start - len(before) + match.end()))
        return self._in_full(step[0]) if step is not None else None

    def _implied_issuer(self, mention: _Mention, doubts: list[str]) -> str | None:
        """Fill in the issuer a symbol implies: `TTg` → Thủ tướng Chính phủ; `UBND` → the plan's own."""
        if mention.number is None:
            return "Quốc hội" if mention.kind in ("Luật", "Bộ luật", "Hiến pháp") else None
        if mention.number.issuer is not None:
            return mention.number.issuer
        shorts = mention.number.organs[0].abbreviations if len(mention.number.organs) == 1 else ()
        name = next((name for short, name in LOCAL_ISSUERS.items() if short in shorts), None)
        place = self.locality.name_at(self.locality.level_word) if self.locality.level_word else None
        if name is None or place is None:
            return None
        doubts.append("cơ quan ban hành: suy từ ký hiệu và địa phương của văn bản")
        return f"{name} {self.locality.level_word} {place}"

    def _subject(self, at: int, limit: int) -> tuple[int, int] | None:
        """Find what the instrument is about, from behind its issuer to the end of what is named."""
        text = self.outline.text
        opener = SUBJECT_OPENER.match(text, at)
        begin = opener.end() if opener else at
        opened = bool(opener and "v" in opener.group().lower())
        if not opened and not SUBJECT_VERB.match(text, begin):
            return None
        stop, depth, quoted = begin, 0, False
        bound = min(limit, begin + SUBJECT_LIMIT)
        while stop < bound:
            char = text[stop]
            if char in '“”"':
                quoted = not quoted if char == '"' else char == "“"
            elif char == "(":
                depth += 1
            elif char == ")":
                if depth == 0:
                    break
                depth -= 1
            elif char == "\n" or (not quoted and self._ends_subject(begin, stop, limit, depth)):
                break
            stop += 1
        if stop == limit:  # another citation follows: drop what joins them
            stop = begin + len(
                re.sub(
                    r"(?:[,;\s]|\bvà|\bcác|\btheo|\bthực hiện|\bcăn cứ)*$", "", text[begin:stop], flags=re.IGNORECASE
                )
            )
        stop = begin + len(text[begin:stop].rstrip(" ,;."))
        return (begin, stop) if stop > begin + 3 else None

    def _ends_subject(self, begin: int, at: int, limit: int, depth: int) -> bool:
        """Whether the character at `at` ends a subject: a sentence end, a `;`, a comma before the main clause."""
        text, char = self.outline.text, self.outline.text[at]
        if char == ".":
            return at + 1 >= len(text) or text[at + 1].isspace()
        if depth:
            return False
        return (char == ";" and not self._goes_on(begin, at, limit)) or (
            char == "," and bool(NEXT_SUBJECT.match(text, at))
        )

    def _goes_on(self, begin: int, semicolon: int, limit: int) -> bool:
        """Whether a subject goes on behind a `;` (a list of what is approved), and no new citation begins there."""
        rest = self.outline.text[semicolon + 1 : semicolon + 8].lstrip()
        named = re.search(r"giai đoạn|năm \d{4}", self.outline.text[begin:semicolon])
        return rest.startswith(("các ", "xóm ", "thôn ")) and named is None

    def _relation(self, mention: _Mention, block: Block, previous: Found | None) -> Relation:
        """Name the relation by the verb that governs the citation; members of a list share it."""
        text = self.outline.text
        before = text[block.body : mention.start]
        if previous is not None:
            between = text[previous.end : mention.start]
            if LINK.fullmatch(between):
                return previous.values["relation"]  # type: ignore[no-any-return]
        for pattern, relation in GOVERNORS:
            if pattern.search(before[-60:]):
                return relation
        return "per"


def _shared_ends(rows: list[Found], text: str) -> list[Found]:
    """Give `các Quyết định số 318/QĐ-TTg, 319/QĐ-TTg ngày … của …` the same date, issuer and subject."""
    shared = list(rows)
    for at in range(len(shared) - 2, -1, -1):
        one, other = shared[at], shared[at + 1]
        joined = one.end <= other.start and LINK.fullmatch(text[one.end : other.start]) is not None
        alike = one.values["kind"] == other.values["kind"] and one.values["date"] is None
        if (
            joined
            and alike
            and other.values["date"]
            and not text[other.start : other.end].startswith(one.values["kind"])
        ):
            values = one.values | {name: other.values[name] for name in ("date", "issuer", "subject")}
            shared[at] = replace(one, values=values)
    return shared


@cache
def kind_names() -> dict[str, str]:
    """Map how kinds are written, in full or short, to their names, longest first: `QĐ` → `Quyết định`."""
    names = {kind.name: kind.name for kind in KINDS}
    for kind in KINDS:
        for short in kind.abbreviations:
            names.setdefault(short, kind.name)
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))


def _canonical(number: NormalizedNumber | None) -> str | None:
    """Give the canonical number; a damaged one is kept as it was read, never guessed (the doubt says so)."""
    if number is None:
        return None
    return number.number or re.sub(r"\s+", "", number.raw)


_NUMBER = re.compile(number_pattern())
_KIND_BEFORE = re.compile(r"(?:\s+số(?:\s*hiệu)?)?\s*[:.]?\s*$", re.IGNORECASE)
_SAYS_NUMBER = re.compile(r"số(?:\s*hiệu)?\s*:?\s*$", re.IGNORECASE)
_LAW = re.compile(rf"\b(?P<kind>{either('references', 'named_kinds')})\s+(?=[{UPPER}]|sửa đổi|năm \d{{4}}|\d{{4}})")
_WINDOW = 60
"""Characters before a number in which its kind is looked for."""


def find_mentions(text: str) -> list[_Mention]:
    """Find where instruments are named by number and symbol, or by a law's proper name.

    Example:
        `find_mentions("Nghị quyết số 12-NQ/TU")[0].number.number` gives `12-NQ/TU`.
    """
    found: list[_Mention] = []
    for match in _NUMBER.finditer(text):
        number = normalize_number(match.group())
        before = text[max(0, match.start() - _WINDOW) : match.start()]
        head = _KIND_BEFORE.sub("", before)
        written = next((k for k in kind_names() if _ends_with(head, k)), None)
        if number.symbol is None or (written is None and number.kind is None):
            continue
        if written is None and not _SAYS_NUMBER.search(before) and not number.organs:
            continue
        start = match.start() if written is None else match.start() - len(before) + len(head) - len(written)
        kind = kind_names()[written] if written is not None else number.kind
        found.append(_Mention(start, match.end(), kind or "", number))
    taken = Spans((m.start, m.end) for m in found)
    named_until = 0
    for match in _LAW.finditer(text):
        if taken.holds(match.start()) or match.start() < named_until:
            continue
        amends = text.startswith(AMENDING, match.end())
        stop = (AMENDMENT_STOP if amends else LAW_STOP).search(text, match.end(), match.end() + LAW_LIMIT)
        end = stop.start() if stop else match.end() + len(text[match.end() : match.end() + LAW_LIMIT].rstrip())
        if end <= match.end() and match["kind"] != "Hiến pháp":
            continue
        named_until = end
        newline = text.find("\n", match.start(), end)
        found.append(_Mention(match.start(), newline if newline > 0 else end, match["kind"], None))
    return sorted(found, key=lambda m: m.start)


def _ends_with(text: str, word: str) -> bool:
    """Whether `text` ends with `word` as a whole word; abbreviations (`QĐ`) in their own case."""
    tail = text[-len(word) :]
    same = tail == word if word.isupper() else tail.lower() == word.lower()
    return same and not text[: -len(word)][-1:].isalpha()
