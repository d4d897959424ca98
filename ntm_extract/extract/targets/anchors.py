"""Finding the places in a paragraph at which a target can hang: a counted unit, a share, named units.

An anchor says where something stands and what is counted; what it means is resolved in `targets`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ntm_extract.extract.keys import Keys
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.targets.bare_numbers import find_wholes, is_base, read_bare
from ntm_extract.extract.targets.numbers import Quantity, is_place
from ntm_extract.knowledge.indicators import IndicatorLexicon
from ntm_extract.knowledge.phrases import PhraseTable

_LATIN = [chr(c) for c in range(0x41, 0x1EFA) if unicodedata.name(chr(c), "").startswith("LATIN")]
UPPER = "".join(c for c in _LATIN if c.isupper())
NAME = rf"[{UPPER}]\w*(?:[ '’-][{UPPER}]\w*){{0,4}}(?: (?:[IVX]{{1,4}}|\d{{1,2}})\b)?"
UNIT_WORDS = {
    "commune": ("xã", "phường", "thị trấn", "đặc khu"),
    "village": ("làng", "thôn", "xóm", "bản", "buôn", "ấp"),
    "district": ("huyện", "thành phố", "thị xã"),
}
UNIT_GROUP = {word: group for group, words in UNIT_WORDS.items() for word in words}
UNIT_WORD = "(?:" + "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in UNIT_GROUP) + ")"
NAMES = rf"{NAME}(?:(?:, | và |, và )(?:{UNIT_WORD} )?{NAME}){{0,60}}"  # bounded: a longer list costs its square
_WITHIN = rf"(?: \((?:xã|phường|thị trấn) {NAME}\))?"
_LOCATED = rf"{NAME}{_WITHIN}(?:(?:, | và |, và )(?:{UNIT_WORD} )?{NAME}{_WITHIN}){{0,60}}"
NAMED = re.compile(
    rf"(?<!cấp )\b(?P<unit>{UNIT_WORD})(?P<names> (?>{_LOCATED}))? "
    r"(?P<verb>(?:được công nhận |phấn đấu |đã )?(?:đạt chuẩn|đạt|hoàn thành|trở thành|về đích)"
    rf"|được công nhận(?= (?:là )?{UNIT_WORD}))\b"
)
LISTED = re.compile(
    rf"(?:,? (?:gồm|bao gồm|là|gồm có)(?: các)?:?)? (?:{UNIT_WORD} )?(?>{NAMES})"
    "(?= (?:được công nhận|đạt|hoàn thành|về đích))"
)
"""Names behind a number of units, before what is said of them: `03 xã gồm Tân Lập, Đông Lĩnh về đích`."""
NONE_LEFT = re.compile(
    r"\b(?P<verb>không\s(?:còn|có|để))(?:\ssố)?\s(?P<unit>xã|thôn|xóm|làng|bản|xa|thon|xom|lang|ban)(?:\snào)?(?:\sđạt)?\s"
    r"(?P<below>dưới\s(?P<number>\d{1,3})\stiêu\schí)",
    re.IGNORECASE,
)
MISREAD_UNITS = {"xa": "xã", "thon": "thôn", "xom": "xóm", "lang": "làng", "ban": "bản"}
"""Units whose mark was lost, where the words around them leave no doubt."""
CALLED = PhraseTable(
    (f"( {opening} {called} là", True)
    for opening in ("sau đây", "gọi")
    for called in ("gọi", "gọi chung", "gọi tắt", "chung", "tắt")
)
"""How a bracket begins that says what several units are called: `(sau đây gọi chung là thôn)`."""
JOINED_GROUPS = ("village", "commune", "district", "thing")
"""Groups of units of which several may be counted together, the last only with a comma (`05 cơ quan, đơn vị`)."""
BRACKET = re.compile(r"[({]([^(){}]{0,600})[)}]")
"""Brackets; OCR makes braces of slanted ones."""
TIME_WORD = re.compile(r"(?:Quý|Quí|Tháng|Năm|Ngày) (?:[IVX\d]|$)")
"""How times begin that stand in brackets as names do: `12 đơn vị (Quý II)`."""
RATE = re.compile(r"/\s?(?P<base>1000|1\.000|10\.000|100\.000)$")
BASES = ("100", "1000", "1.000", "10.000", "100.000", "nghìn", "ngàn", "vạn", "triệu")
"""Numbers of units that a rate is told of."""
PER = ("/", "trên")
"""Words that begin what a number is per; `trên` only before one of the numbers above."""
UNIT_GAP = {"số", "tổng", "các", "%", "trở", "lên", "trên", "lượt", "đơn", "vị"}
"""Words that may stand between a number and what it counts."""


@dataclass(frozen=True)
class Anchor:
    """A place at which a target can hang.

    Attributes:
        kind: `count` (13 xã), `share` (30% số thôn), `named` (xã Trường Hà đạt …), `none` (không còn xã dưới …).
        start, end: from the number (or name) to the end of what is counted.
        quantity: the number, None for `named`.
        unit: what is counted, as written, singular; several joined by `, `.
        group: the unit's group in the lexicon; "any" for a noun that is not in it; `index`, `length`, `rung` for a
            number without one (see `bare_numbers`); or "".
        names: proper names of the units, for `named`.
        per: what the number is per: `/xã`, `/xã/năm`, or "".
        bracket: whether it stands in brackets.
    """

    kind: Literal["count", "share", "named", "none"]
    start: int
    end: int
    quantity: Quantity | None
    unit: str
    group: str
    names: tuple[str, ...] = ()
    per: str = ""
    bracket: bool = False


def find_anchors(
    text: str,
    keys: Keys,
    span: tuple[int, int],
    quantities: Sequence[Quantity],
    fenced: Spans,
    lexicon: IndicatorLexicon,
    own_level: str | None,
) -> list[Anchor]:
    """Find the anchors of a block, in order.

    Args:
        text: the outlined text.
        keys: its words.
        span: the block's body.
        quantities: all quantities of the document.
        fenced: spans in which no quantity is a target's (citations, dates).
        lexicon: what can be counted.
        own_level: level of the plan; a bare `xã đạt chuẩn` is the commune itself only in a commune's plan.

    Example:
        `có 115/181 xã đạt chuẩn, chiếm 63,5%` gives a count of `xã` and a share.
    """
    start, end = span
    brackets = Spans((m.start(1), m.end(1)) for m in BRACKET.finditer(text, start, end) if m[1])
    anchors: list[Anchor] = []
    for match in NONE_LEFT.finditer(text, start, end):
        unit = MISREAD_UNITS.get(match["unit"].lower(), match["unit"].lower())
        anchors.append(
            Anchor("none", match.start(), match.end(), None, unit, "commune", bracket=brackets.holds(match.start()))
        )
    negated = Spans((a.start, a.end) for a in anchors)
    told = start
    for quantity in quantities:
        if not start <= quantity.start < end or fenced.meets(quantity.start, quantity.end):
            continue
        if negated.holds(quantity.start) or quantity.start < told:  # `12 bác sĩ trên 10.000 dân` is one rate
            continue
        if is_base(text, quantity, start):
            continue
        unit, group, per, stop = _read_unit(keys, quantity, lexicon)
        if is_place(text, quantity.start):
            unit, group, per, stop = "", "index", "", quantity.end
        is_share = quantity.percent is not None
        if not unit and not is_share and group != "index":
            before = anchors[-1].group if anchors else ""
            bare = read_bare(text, quantity, start, end, before)
            if bare is None:
                continue
            unit, group, stop = bare
        if group == "star":
            continue
        told = max(stop, quantity.end)
        base = RATE.search(text, quantity.start, quantity.end) if unit and quantity.denominator is None else None
        if base is not None:  # `40/100.000 trẻ`
            unit = f"/{base['base']} {unit}"
        anchors.append(
            Anchor(
                "share" if is_share else "count",
                quantity.start,
                told,
                quantity,
                unit,
                group,
                per=per,
                bracket=brackets.holds(quantity.start),
            )
        )
    for whole in find_wholes(text, start, end):
        unit, group, per, stop = _read_unit(keys, whole, lexicon)
        if unit and not fenced.holds(whole.start):
            within = brackets.holds(whole.start)
            anchors.append(Anchor("share", whole.start, stop, whole, unit, group, per=per, bracket=within))
    counted = Spans((a.start, a.end) for a in anchors)
    amounts = {a.quantity.said_start for a in anchors if a.quantity is not None and a.group == "criterion"}
    for match in NAMED.finditer(text, start, end):
        if fenced.holds(match.start()):
            continue
        if counted.holds(match.start()):
            anchors = [_with_names(anchor, match) for anchor in anchors]
            continue
        if match["verb"].endswith("đạt") and match.end() + 1 in amounts:  # `xã A đạt 17 tiêu chí`: those are counted
            continue
        unit = match["unit"].lower()
        group = UNIT_GROUP[unit]
        names = tuple(split_names(match["names"] or "", group))
        if not names and group != ("commune" if own_level == "commune" else "district"):
            continue
        anchors.append(
            Anchor(
                "named",
                match.start(),
                match.start("verb"),
                None,
                unit,
                group,
                names,
                bracket=brackets.holds(match.start()),
            )
        )
    return sorted(anchors, key=lambda a: a.start)


def _with_names(anchor: Anchor, match: re.Match[str]) -> Anchor:
    """Give a count its names where they stand before the verb, as many as counted: `02 xã A, B đạt chuẩn`."""
    if anchor.kind != "count" or anchor.quantity is None or not anchor.start < match.start() < anchor.end:
        return anchor
    names = tuple(split_names(match["names"] or "", anchor.group))
    if len(names) != anchor.quantity.value:
        return anchor
    return replace(anchor, names=names, end=match.start("verb") - 1)


def _read_unit(keys: Keys, quantity: Quantity, lexicon: IndicatorLexicon) -> tuple[str, str, str, int]:
    """Read what a number counts: `54 thôn, xóm` → (`thôn, xóm`, `village`, "", end)."""
    at = keys.index_at(quantity.end)
    limit = at + 3
    while at < min(limit, len(keys)) and keys.words[at] in UNIT_GAP:
        if keys.find(lexicon.units, at):
            break
        at += 1
    units: list[str] = []
    group, stop = "", quantity.end
    while True:
        match = keys.find(lexicon.units, at)
        if match is None or (units and match[1] != group):
            break
        length, group = match
        units.append(" ".join(map(_as_written, keys.texts[at : at + length])).replace(" ,", ","))
        stop = keys.ends[at + length - 1]
        at += length
        if at < len(keys) and keys.words[at] in (",", "và") and (again := keys.find(lexicon.units, at + 1)):
            if again[1] != group or group not in (JOINED_GROUPS if keys.words[at] == "," else JOINED_GROUPS[:3]):
                break
            at += 1
        else:
            break
    if units and (called := keys.find(CALLED, at)) and (name := keys.find(lexicon.units, at + called[0])):
        units, group = [" ".join(keys.words[at + called[0] : at + called[0] + name[0]])], name[1]
    if not units and quantity.percent is None:
        units, group, stop = _any_noun(keys, quantity, lexicon)
        at = keys.index_at(stop)
    per, length = _base_of(keys, at) if units else ("", 0)
    if per:
        return ", ".join(units), group, per, keys.ends[at + length - 1]
    while (
        (units or quantity.percent is not None)
        and at + 1 < len(keys)
        and keys.words[at] == "/"
        and keys.words[at + 1].isalpha()
    ):
        pair = " ".join(keys.words[at + 1 : at + 3])
        said = pair if pair in lexicon.words["per_nouns"] else keys.words[at + 1]
        per += f"/{said}"
        at += 1 + len(said.split())
        stop = keys.ends[at - 1]
    return ", ".join(units), group, per, stop


def _base_of(keys: Keys, at: int) -> tuple[str, int]:
    """Read how many of what a rate is told of, and in how many words: `/10.000 dân`, `trên một vạn dân`; else ""."""
    if at >= len(keys) or keys.words[at] not in PER:
        return "", 0
    base = at + 1 + (keys.words[at + 1 : at + 2] == ("một",))
    noun = keys.words[base + 1 : base + 2]
    if not noun or not noun[0][:1].isalpha() or keys.words[base] not in BASES:
        return "", 0
    return f"/{keys.texts[base]} {noun[0]}", base + 2 - at


def _as_written(word: str) -> str:
    """Give a word of a unit in small letters, an abbreviation as it is (`triệu USD`)."""
    return word if any(letter.isupper() for letter in word[1:]) else word.lower()


def _any_noun(keys: Keys, quantity: Quantity, lexicon: IndicatorLexicon) -> tuple[list[str], str, int]:
    """Take the small word behind a number for what it counts, where it can be that: `24 đại biểu` → `đại biểu`."""
    at = keys.index_at(quantity.end)
    last = at + (keys.words[at : at + 1] != () and keys.words[at] in lexicon.scales)
    measured = keys.find(lexicon.units, last) if at < last < len(keys) else None
    if measured is not None and measured[1] == "measure":  # `1.250 triệu kWh`
        unit = " ".join(map(_as_written, keys.texts[last : last + measured[0]]))
        return [f"{keys.words[at]} {unit}"], "measure", keys.ends[last + measured[0] - 1]
    if last >= len(keys) or not keys.texts[last].islower() or not keys.words[last].isalpha():
        return [], "", quantity.end
    word = keys.words[last]
    is_last = word in lexicon.last_units and not (last + 1 < len(keys) and keys.words[last + 1].isalpha())
    if word in lexicon.no_units and not is_last and not (word in lexicon.limited and quantity.comparator != "="):
        return [], "", quantity.end
    return [" ".join(keys.words[at : last + 1])], "any", keys.ends[last]


def split_names(text: str, group: str) -> list[str]:
    """Cut a list of unit names: `Làng Sơ Tơr - xã Tơ Tung và làng Lơt` → `["Sơ Tơr", "Lơt"]`.

    Args:
        text: the list; brackets in it, years and the units above are left out.
        group: what the units are, so that their own word is taken off and no other (`Bản Lầu` is a commune's name).
    """
    words = "|".join(UNIT_WORDS.get(group, tuple(UNIT_GROUP)))
    names: list[str] = []
    for part in re.split(r"[,;:]|\bvà\b|\bgồm\b|\blà\b", re.sub(r"\([^()]*\)", " ", text)):
        piece = re.split(r" [-–] ?|\b(?:thuộc|của) ", part.strip(), maxsplit=1)[0]
        piece = re.sub(rf"^(?:các )?(?:{words})\s+", "", piece, flags=re.IGNORECASE)
        piece = re.sub(r"\s{0,3}\bnăm \d{4}.{0,200}$", "", piece).strip(" .")
        if re.fullmatch(NAME, piece) and not TIME_WORD.match(piece):
            names.append(piece)
    return names
