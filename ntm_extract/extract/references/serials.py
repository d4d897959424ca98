"""Numbers cited without their symbol: it is said once for a series, in another place, or not at all (số không ký hiệu).

`các Nghị quyết số 18, 19-NQ/TW` names two resolutions; `Nghị quyết số 57 của Bộ Chính trị` is told by its issuer;
`Nghị quyết 93` is one that the document cites in full elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ntm_extract.extract.references.mention import Mention, kind_names
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.targets.anchors import UPPER
from ntm_extract.extract.wording import either
from ntm_extract.knowledge.instruments import NormalizedNumber, normalize_number

NO_SYMBOL = "số hiệu: văn bản viện dẫn không nêu ký hiệu"
SHORT = "số hiệu: lấy theo chỗ khác của văn bản cùng nêu số này"
SERIES = 80
"""Characters that the numbers of a series before the last may take."""
_KINDS = "|".join(re.escape(name) for name in kind_names() if " " in name)
_SERIES = re.compile(
    rf"\b(?P<kind>{_KINDS})(?:\s{{1,3}}|\s{{0,3}}:\s{{0,3}})(?:số\s{{1,3}})?(?P<serials>\d{{1,4}}(?:,\s{{0,3}}\d{{1,4}}){{0,9}})"
    r"(?:\s{0,3},|,?\s{1,3}và)\s{0,3}(?:số\s{1,3})?$",
    re.IGNORECASE,
)
_ALONE = re.compile(  # within a line: a row that ends in `Thông tư` stands before the number of the next
    rf"\b(?P<kind>{either('references', 'serial_kinds')})[^\S\n]{{1,9}}(?:số[^\S\n]{{1,9}})?(?P<serial>\d{{1,4}})"
    rf"(?![\d%]|\s{{0,3}}[-–/]|[.,]\d|\s+năm\b)(?P<told>\s+(?:ngày\s+\d|của\s+[{UPPER}]))?"
)


def with_series(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Add the numbers before one whose symbol is theirs too.

    Example:
        Before the last of `Thông tư 01, 02 và 03/2024/TT-BNV` they are `01/2024/TT-BNV` and `02/2024/TT-BNV`.
    """
    for mention in mentions:
        number = mention.number
        series = None
        if number is not None and number.number and number.serial and mention.end - mention.start == len(number.raw):
            series = _SERIES.search(text, max(0, mention.start - SERIES), mention.start)
        kind = series["kind"].capitalize() if series else None
        if series is None or number is None or number.number is None or kind not in number.kinds:
            yield mention
            continue
        rest = number.number[len(number.serial or "") :]
        for serial in re.finditer(r"\d+", series["serials"]):
            at = series.start("serials") + serial.start()
            own = normalize_number(serial.group() + rest)
            start = at if serial.start() else series.start()
            yield Mention(start, at + len(serial.group()), kind, replace(own, raw=serial.group()))
        yield replace(mention, kind=kind)


def find_serials(text: str, numbered: Sequence[Mention]) -> Iterator[Mention]:
    """Find numbers without a symbol that issuer or date tell, or that the document cites in full elsewhere.

    Args:
        text: the document.
        numbered: its mentions by number and symbol.

    Example:
        `Nghị quyết 93` is `93/NQ-CP` in a document that cites `Nghị quyết số 93/NQ-CP`, and nothing in another.
    """
    full: dict[tuple[str, str], dict[str, NormalizedNumber]] = {}
    for mention in numbered:
        number = mention.number
        if number is not None and number.number and number.serial:
            full.setdefault((mention.kind, number.serial.lstrip("0")), {})[number.number] = number
    taken = Spans((mention.start, mention.end) for mention in numbered)
    for match in _ALONE.finditer(text):
        serial, kind, end = match["serial"], match["kind"], match.end("serial")
        if taken.meets(match.start(), end):
            continue
        cited = list(full.get((kind, serial.lstrip("0")), {}).values())
        if match["told"]:
            alone = NormalizedNumber(serial, number=serial, serial=serial, kinds=(kind,))
            yield Mention(match.start(), end, kind, alone, doubts=(NO_SYMBOL,))
        elif len(cited) == 1:
            yield Mention(match.start(), end, kind, replace(cited[0], raw=serial), doubts=(SHORT,))
