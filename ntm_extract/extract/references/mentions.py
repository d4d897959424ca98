"""Where instruments are named (nơi viện dẫn): by number and symbol, by the name of a law, or by both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ntm_extract.extract.references.mention import PASSED_BY, Mention, kind_names
from ntm_extract.extract.references.serials import find_serials, with_series
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.targets.anchors import UPPER
from ntm_extract.extract.wording import either
from ntm_extract.knowledge.instruments import KINDS, NormalizedNumber, find_numbers, normalize_number, read_for_kind
from ntm_extract.knowledge.laws import find_law_names, law_name_end

WINDOW = 60
"""Characters before a number in which its kind is looked for."""
NAME_WINDOW = 240
"""Characters before a number in which the name of its law, or its issuer, may stand."""
LAW_LIMIT = 160
"""Characters a law's proper name may have; amending laws have the longest."""
AMENDING_LIMIT = 300
LETTER = "Công văn"
GENERAL = "Văn bản"
"""What a letter is called by its general name: `theo văn bản số 412/UBND-NN`."""


def find_mentions(text: str) -> list[Mention]:
    """Find where instruments are named by number and symbol, or by a law's proper name, in reading order.

    Example:
        `Nghị quyết số 12-NQ/TU` is one by its number, `Luật Đất đai số 31/2024/QH15` one by both, `Luật Đất đai
        năm 2024` one by its name.
    """
    numbered = list(with_series(text, list(_split_amending(text, list(_numbered(text))))))
    numbered += find_serials(text, numbered)
    taken = Spans((m.start, m.end) for m in numbered)
    named: list[Mention] = []
    until = 0
    for mention in sorted(_named(text), key=lambda m: (m.start, -m.end)):
        if mention.start < until or taken.meets(mention.start, mention.end):
            continue
        until = mention.end
        named.append(mention)
    return sorted([*numbered, *named], key=lambda m: m.start)


_KIND_BEFORE = re.compile(r"(?:\s{1,3}số(?:\s{0,3}hiệu)?)?\s{0,3}[:.]?\s{0,3}$", re.IGNORECASE)
_SAYS_NUMBER = re.compile(r"số(?:\s{0,3}hiệu)?\s{0,3}:?\s{0,3}$", re.IGNORECASE)
_KIND_TAIL = re.compile(rf"\s{{1,3}}(?:{either('references', 'kind_tails')})$", re.IGNORECASE)
_OTHER = re.compile(
    rf"\b(?:{either('references', 'not_instruments')})(?: (?!và\b)\w{{1,9}})?\s{{1,3}}số\s{{0,3}}:?\s{{0,3}}$",
    re.IGNORECASE,
)
_LETTER = re.compile(
    rf"\b(?:{either('references', 'letters')})(?: hướng dẫn| chỉ đạo)?\s{{1,3}}số\s{{0,3}}:?\s{{0,3}}$", re.IGNORECASE
)
_PASSED = {"Luật", "Nghị quyết"}
"""Kinds among which a number of the National Assembly alone does not decide."""
_UNCITED = frozenset(kind.name for kind in KINDS if not kind.cited)


def _numbered(text: str) -> Iterator[Mention]:
    """Find the mentions with number and symbol."""
    for match in find_numbers(text):
        number = normalize_number(match.group())
        before = text[max(0, match.start() - WINDOW) : match.start()]
        if number.symbol is None or _OTHER.search(before):
            continue
        mention = (
            _of_written_kind(match, number, before)
            or _of_law(text, match, number)
            or _of_issuer_between(text, match, number)
            or _of_symbol(match, number, before)
        )
        if mention is not None and mention.kind not in _UNCITED:
            yield mention


def _of_written_kind(match: re.Match[str], number: NormalizedNumber, before: str) -> Mention | None:
    """Read a number right behind the word for its kind; a noun in small letters gives way to the symbol."""
    head = _KIND_BEFORE.sub("", before)
    written = next((k for k in kind_names() if _ends_with(head, k)), None)
    if written is None or (number.kinds and not _may_bear(kind_names()[written], number)):
        longer = _KIND_TAIL.sub("", head)  # `Thông báo kết luận số …`, `Kế hoạch hành động số …`
        fits = [k for k in kind_names() if kind_names()[k] in number.kinds or (not number.kinds and longer != head)]
        fuller = next((k for k in fits if _ends_with(longer, k)), None)
        head, written = (longer, fuller) if fuller is not None else (head, written)
    if written is None or ({*number.kinds} >= _PASSED and kind_names()[written] not in number.kinds):
        return None  # `Luật Quy hoạch số 21/2017/QH14`: the word is of the law's name
    kind, start = kind_names()[written], match.start() - len(before) + len(head) - len(written)
    if head[-len(written)].islower() and number.kind is not None and kind not in number.kinds:
        says = _SAYS_NUMBER.search(before) is not None
        return Mention(start if says else match.start(), match.end(), number.kind, number)
    return Mention(start, match.end(), kind, read_for_kind(number, kind))


def _may_bear(kind: str, number: NormalizedNumber) -> bool:
    """Whether acts of a kind bear such a symbol: `Chương trình hành động số 22/CTr-MTTQ`, as the Party does."""
    symbol = re.split("[/-]", number.symbol or "")[0]
    return kind in number.kinds or any(own.name == kind and symbol in own.abbreviations for own in KINDS)


_LAW_KIND = re.compile(r"\b(?:Bộ luật|Bộ Luật|bộ luật|Luật|luật|Pháp lệnh|pháp lệnh)\s")
_AMENDING = re.compile(r"\b(?P<kind>Bộ luật|Luật|Pháp lệnh)\s+[Ss]ửa [đĐ]ổi")
_BEFORE_SERIAL = re.compile(r",?\s{0,3}\(?(?:Luật\s{1,3})?s[ốở](?:\s{0,3}hiệu)?\s{0,3}:?\s{0,3}$")
_NO_NAME = re.compile(r"[;:()\n]|\.\s|\d{2}|\b(?:theo|quy định|Nghị|Thông tư|Quyết định)\b")


def _of_law(text: str, match: re.Match[str], number: NormalizedNumber) -> Mention | None:
    """Read a law's number behind its name: `Luật Đất đai số 31/2024/QH15`, also in small letters."""
    if not {"Luật", "Pháp lệnh"} & set(number.kinds):
        return None
    floor = max(0, match.start() - NAME_WINDOW)
    before = text[floor : match.start()]
    says = _BEFORE_SERIAL.search(before)
    kinds = list(_LAW_KIND.finditer(before, 0, says.start() + 1)) if says else []
    if not kinds or says is None:
        return None
    last = kinds[-1]
    name = before[last.end() : says.start()]
    if len(name) < 2 or _NO_NAME.search(name) or before[: last.start()].endswith(("pháp ", "Pháp ", "kỷ ")):
        return None
    start, amending = last.start(), False
    for outer in _AMENDING.finditer(before, 0, last.start()):
        if not re.search(r"[;()]|\.\s|\bsố \d|\bngày\b", before[outer.end() : last.start()]):
            start, amending = outer.start(), True
            break
    return Mention(floor + start, match.end(), _law_kind(before, start), number, amending=amending)


def _law_kind(text: str, at: int) -> str:
    return {"bộ": "Bộ luật", "ph": "Pháp lệnh"}.get(text[at : at + 2].lower(), "Luật")


AMENDED_NUMBER = "số hiệu: số đi sau tên là của luật được sửa đổi"


def _split_amending(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """Take the number of the law that it amends from an amending law, where the document tells whose number it is.

    `Luật sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế số …` may bear the number of either; it is of the amended
    law where that law is cited by it elsewhere.
    """
    own = {m.number.number for m in mentions if m.kind in PASSED_BY and m.number is not None and not m.amending}
    for mention in mentions:
        if not mention.amending or mention.number is None or mention.number.number not in own:
            yield mention
            continue
        name = text[mention.start : mention.end - len(mention.number.raw)]
        amended = mention.start + list(_LAW_KIND.finditer(name))[-1].start()
        says = _BEFORE_SERIAL.search(name)
        end = mention.start + (says.start() if says else len(name.rstrip()))
        yield Mention(mention.start, end, mention.kind, None, amending=True, doubts=(AMENDED_NUMBER,))
        yield Mention(amended, mention.end, _law_kind(text, amended), mention.number)


def _of_issuer_between(text: str, match: re.Match[str], number: NormalizedNumber) -> Mention | None:
    """Read `Nghị định của Chính phủ số 43/2014/NĐ-CP`: the kind, its issuer, the number."""
    floor = max(0, match.start() - NAME_WINDOW // 2)
    before = text[floor : match.start()]
    if not _SAYS_NUMBER.search(before):
        return None
    for of in re.finditer(r"\scủa\s", before):
        owner = before[of.start() :]
        head = before[: of.start()]
        written = next((name for name in number.kinds if _ends_with(head, name)), None)
        if written is not None and not re.search(r"[;:()\n\d]|, ", owner):
            return Mention(floor + len(head) - len(written), match.end(), written, number, floor + of.start())
    return None


def _of_symbol(match: re.Match[str], number: NormalizedNumber, before: str) -> Mention | None:
    """Read a number whose kind the symbol tells, `văn bản số 412/UBND-NN` among them."""
    letter = _LETTER.search(before)
    if letter is not None:
        kind = number.kind or (LETTER if not number.kinds else number.kinds[0])
        kind = GENERAL if kind == LETTER and letter.group().lower().startswith("văn") else kind
        return Mention(match.start() - len(before) + letter.start(), match.end(), kind, number)
    alone = not re.search("[/-]", number.symbol or "") and not set(number.kinds) - {LETTER}
    if not number.kinds or alone or not (_SAYS_NUMBER.search(before) or number.organs):
        return None
    if number.kind is not None:
        return Mention(match.start(), match.end(), number.kind, number)
    doubt = f"loại văn bản: ký hiệu có thể là của {', '.join(number.kinds)}"
    return Mention(match.start(), match.end(), number.kinds[0], number, doubts=(doubt,))


# --- laws by their name -------------------------------------------------------------------------------------------

_LAW_STOP = re.compile(
    rf"\s{{0,3}}(?:[;.()]|,\s{{0,3}}(?=[{UPPER}]|(?:{either('references', 'law_comma')})\b)"
    rf"|\b(?:{either('references', 'law_ends')})\b|và (?:{either('references', 'law_and')}))"
)
"""What ends the proper name of a law that is not listed."""
_UNLISTED = re.compile(rf"(?<!\w)(?P<kind>{either('references', 'named_kinds')})\s+(?=[{UPPER}])")
_AMENDMENT_STOP = re.compile(
    r"\s{0,3}(?:[;.()]|\b(?:ngày|số \d|năm \d|được|đã|quy định(?! của)|có hiệu lực|hết hiệu lực|tại|theo)\b"
    r"|,\s{0,3}(?:các|những|Nghị|Chính phủ|Ủy ban|UBND|Bộ (?!luật)|Luật [Ss]ửa đổi|Luật [^,;.()]{2,60} \(sửa đổi\)))"
)
"""An amending law's name holds other laws' names: `Luật sửa đổi, bổ sung một số điều của Luật A và Luật B`."""
_CONSTITUTION = re.compile(
    r"\bHiến pháp(?:\s+nước\s+(?:Cộng h(?:òa|oà) xã hội chủ nghĩa|CHXHCN)\s+Việt Nam"
    r"|(?=,?\s+\(?(?:năm\s+)?(?:19|20)\d\d\b))"
)


_NAMES_ALONE = re.compile(r"\b(?:[Cc]ác|[Nn]hững)\s{1,3}(?P<kind>[Ll]uật|[Bb]ộ luật|[Pp]háp lệnh)\s{0,3}:\s{0,3}")
_NEXT_NAME = re.compile(r"[^;,.:\n]{0,40}?(?:[;,]\s{1,3}(?:và\s{1,3})?|\svà\s{1,3})")
_NUMBER_BEHIND = re.compile(r",?\s{1,3}\(?số\s")
_NAME_ENDS = re.compile(r"[,\n]")


def _names_alone(text: str) -> Iterator[Mention]:
    """Find the members of a list of laws whose kind is said once: `các Luật: Đất đai năm 2024, Nhà ở năm 2023`."""
    for match in _NAMES_ALONE.finditer(text):
        at = match.end()
        while text[at : at + 1].isupper():
            end = law_name_end(text, at)
            if end is None:
                stop = _LAW_STOP.search(text, at, at + LAW_LIMIT)
                comma = _NAME_ENDS.search(text, at, at + LAW_LIMIT)
                end = min((found.start() for found in (stop, comma) if found), default=at)
            if end == at:
                break
            if not _NUMBER_BEHIND.match(text, end):
                yield Mention(at, end, match["kind"].capitalize(), None)
            further = _NEXT_NAME.match(text, end)
            if further is None:
                break
            at = further.end()


def _named(text: str) -> Iterator[Mention]:
    """Find laws by name: listed ones, amending ones, the Constitution, and what is written as a name is."""
    yield from _names_alone(text)
    laws = list(find_law_names(text))
    for law in laws:
        yield Mention(law.start, _with_bracket(text, law.end), law.kind, None)
    for match in _CONSTITUTION.finditer(text):
        yield Mention(match.start(), match.end(), "Hiến pháp", None)
    names = Spans((law.start, law.end) for law in laws)
    for match in _AMENDING.finditer(text):
        end = _amending_end(text, match.end(), names)
        yield Mention(match.start(), _in_line(text, match.start(), end), match["kind"], None, amending=True)
    known = {law.start for law in laws}
    for match in _UNLISTED.finditer(text):
        if match.start() in known or _AMENDING.match(text, match.start()):
            continue
        stop = _LAW_STOP.search(text, match.end(), match.end() + LAW_LIMIT)
        end = stop.start() if stop else match.end() + len(text[match.end() : match.end() + LAW_LIMIT].rstrip())
        if end > match.end() + 1:
            yield Mention(match.start(), _in_line(text, match.start(), end), match["kind"], None)


def _amending_end(text: str, start: int, names: Spans) -> int:
    """Find where the name of an amending law ends; words within the names of the laws it amends do not end it."""
    limit = min(len(text), start + AMENDING_LIMIT)
    for stop in _AMENDMENT_STOP.finditer(text, start, limit):
        if not names.holds(stop.end() - 1):
            return stop.start()
    return start + len(text[start:limit].rstrip())


def _with_bracket(text: str, end: int) -> int:
    """Take `(sửa đổi)` behind a law's name into it (so one is called that replaces another), and `(HIV/AIDS)`."""
    mark = re.compile(r"\s\((?:sửa đổi|HIV/AIDS)\)").match(text, end)
    return mark.end() if mark else end


def _in_line(text: str, start: int, end: int) -> int:
    newline = text.find("\n", start, end)
    return newline if newline > 0 else end


def _ends_with(text: str, word: str) -> bool:
    """Whether `text` ends with `word` as a whole word; abbreviations (`QĐ`) in their own case."""
    tail = text[-len(word) :]
    same = tail == word if word.isupper() else tail.lower() == word.lower()
    return same and not text[: -len(word)][-1:].isalpha()
