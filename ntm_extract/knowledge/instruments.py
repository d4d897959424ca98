"""Numbers and symbols of legal instruments (số, ký hiệu văn bản): their grammar, their repair, who issues them.

A state instrument is numbered `263/QĐ-TTg` or, when it sets law, `03/2022/NQ-HĐND`; a Party one `12-NQ/TU`; a law
`45/2019/QH14`; a letter `1496/VPCP-KTTH`. The abbreviations are data (`data/symbols.toml`). A symbol is repaired only
where they allow one reading; a damaged number is never guessed.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Literal

from ntm_extract.knowledge.folding import fold

System = Literal["state", "party"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of instrument (loại văn bản).

    Attributes:
        name: `Quyết định`.
        abbreviations: as written in symbols: `QĐ`; empty where none is used (Luật, Công văn).
        systems: whose abbreviation it is: the state's, the Party's, or both.
        proper_name: whether it is cited by its name (`Luật Thi đua, khen thưởng`).
        cited: whether its papers are instruments one cites (a contract, an invitation are none).
    """

    name: str
    abbreviations: tuple[str, ...]
    systems: tuple[System, ...]
    proper_name: bool = False
    cited: bool = True


@dataclass(frozen=True, slots=True)
class Organ:
    """A body that signs instruments (cơ quan ban hành).

    Attributes:
        abbreviations: `BNNPTNT`, `BNN`; the first is the usual one.
        name: full name, without locality where the symbol does not tell it.
        system: state or party.
        issuer: whether the symbol alone tells the issuer.
        issuers: the bodies that share the symbol (`TW`), else empty.
        level: central, province, district, or None where bodies of several levels sign so.
        since, until: first and last day of the name (ISO), or None.
    """

    abbreviations: tuple[str, ...]
    name: str
    system: System
    issuer: bool
    issuers: tuple[str, ...] = ()
    level: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True)
class Symbols:
    """The abbreviations of kinds and organs, and what OCR makes of their letters."""

    kinds: tuple[Kind, ...]
    organs: tuple[Organ, ...]
    confusions: dict[str, str]

    @cached_property
    def kinds_of(self) -> dict[str, tuple[Kind, ...]]:
        """The kinds an abbreviation may stand for (`QĐ` of the Party: Quyết định or Quy định)."""
        shorts = {short for kind in self.kinds for short in kind.abbreviations}
        return {short: tuple(kind for kind in self.kinds if short in kind.abbreviations) for short in shorts}

    @cached_property
    def organ_of(self) -> dict[str, Organ]:
        """The organ an abbreviation stands for."""
        return {short: organ for organ in self.organs for short in organ.abbreviations}

    @cached_property
    def by_key(self) -> dict[str, tuple[str, ...]]:
        """The abbreviations that differ only in case and marks."""
        index: dict[str, tuple[str, ...]] = {}
        for short in sorted({*self.kinds_of, *self.organ_of}):
            index[fold(short)] = (*index.get(fold(short), ()), short)
        return index


@cache
def load_symbols() -> Symbols:
    """Load `data/symbols.toml`."""
    path = files("ntm_extract.knowledge").joinpath("data/symbols.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = tuple(
        Kind(
            k["name"], tuple(k["abbreviations"]), tuple(k["systems"]), k.get("proper_name", False), k.get("cited", True)
        )
        for k in raw["kinds"]
    )
    organs = tuple(
        Organ(
            tuple(o["abbreviations"]),
            o["name"],
            o["system"],
            o["issuer"],
            tuple(o.get("issuers", ())),
            o.get("level"),
            o.get("since"),
            o.get("until"),
        )
        for o in raw["organs"]
    )
    return Symbols(kinds, organs, raw["confusions"])


KINDS: tuple[Kind, ...] = load_symbols().kinds
"""All kinds of instruments, laws first; a kind that state and Party abbreviate differently stands twice."""


def organ_of_symbol(token: str) -> Organ | None:
    """Give the organ of one part of a symbol, `BNNPTNT` or, with its term, `QH15`; None when unknown."""
    return load_symbols().organ_of.get(_TERM.sub(r"\1", token))


@dataclass(frozen=True, slots=True)
class NormalizedNumber:
    """What the number of an instrument says.

    Attributes:
        raw: as given.
        number: canonical, without blanks, leading zeros kept (`03/2022/NQ-HĐND`); None when blank or damaged.
        symbol: the part without number and year (`NQ-HĐND`); None when there is none.
        serial, year: `03`, 2022.
        kinds: names of the kinds it may be; one where the symbol decides.
        organs: the organs of the symbol that are known, in order; a joint circular has several.
        candidates: other readings that cannot be told apart from this one.
        doubts: what was repaired or could not be read, in Vietnamese.
    """

    raw: str
    number: str | None = None
    symbol: str | None = None
    serial: str | None = None
    year: int | None = None
    kinds: tuple[str, ...] = ()
    organs: tuple[Organ, ...] = ()
    candidates: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def kind(self) -> str | None:
        """The kind, where the symbol decides it."""
        return self.kinds[0] if len(self.kinds) == 1 else None

    @property
    def issuer(self) -> str | None:
        """The full name of the issuer, where the symbol alone tells it."""
        return self.organs[0].name if len(self.organs) == 1 and self.organs[0].issuer else None

    @property
    def party(self) -> bool:
        """Whether a Party body signs it."""
        return any(organ.system == "party" for organ in self.organs)


_TERM = re.compile(r"^(QH|UBTVQH)\d{1,2}$")
_DAMAGED_TERM = re.compile(r"^(QH|UBTVQH)([\dIl|OS]{1,2})$")
_FOOTNOTE = re.compile(r"^((?!NH)[^\W\d]{2,})\d$")  # NQ-CP2: the mark of a footnote; QĐ-NHNN1 was a symbol of its own
_LABEL = re.compile(r"^(?:s[ốôoó06é]{1,2}|no)\s*[:.]?\s*(?=\S)", re.IGNORECASE)
_SERIAL = re.compile(r"\d+(?:\.\d{1,2})?[a-zđ]?")
"""Also `66.7`: resolutions of a series of the Government are numbered below the one that they follow."""
_BLANKS = re.compile(r"[.…_]*")
_PARTY_SERIAL = re.compile(r"^(\d{1,4})(?=(?:NQ|CT|KL|QĐ|QyĐ|HD|TB|KH|CTr|BC)/(?:TW|TU|HU|QU|ĐU)$)")
"""`15 NQ/TW`, the dash forgotten."""
_STATE_SERIAL = re.compile(r"^(\d{1,4})(?=(?:QĐ|NQ|KH|CT|TB|BC|TTr|HD)-(?:UBND|HĐND|TTg|CP)$)")
"""`556QĐ-UBND`, the stroke forgotten; of more figures some are a year."""
_SPLIT = re.compile(r"([/-]+)")
_TAIL = re.compile(r"(?:ngày|của|và|về|để)$|(?<![.,;:)])[.,;:)]+$")
_JOINT = frozenset({"TTLT", "NQLT"})


def normalize_number(raw: str) -> NormalizedNumber:
    """Read the number of an instrument as printed, with blanks, hard wraps and misread letters.

    Args:
        raw: `1465/QĐ-⏎UBND`, `263/QP-TTg`, `12- -NQ/TU`, `Số:      /KH-UBND`, `TB-VPCP`.

    Returns:
        The reading; never raises. A symbol outside the list is kept as it is; one that could be several is kept with
        `candidates`; a damaged serial (`J0&9/KH-UBND`) gives number None and a doubt.

    Example:
        `normalize_number("263/QP-TTg").number` is `"263/QĐ-TTg"`.
    """
    text = re.sub(r"[‐‑‒–—−]", "-", unicodedata.normalize("NFC", raw)).strip()
    text = _TAIL.sub("", re.sub(r"\s+", "", _LABEL.sub("", text)))
    text = _STATE_SERIAL.sub(r"\1/", _PARTY_SERIAL.sub(r"\1-", text))
    parts = _SPLIT.split(text)
    separators = [part[0] if part else "" for part in parts[1::2]]
    tokens = parts[0::2]
    serial, year, symbol_at = tokens[0], None, 1
    if len(tokens) > 2 and re.fullmatch(r"(?:19|20)\d\d", tokens[1]) and separators[0] == "/":
        year, symbol_at = int(tokens[1]), 2
    if not _SERIAL.fullmatch(serial) and len(_repairs(serial, misread=False)) == 1:
        serial, symbol_at = "", 0
    words = tokens[symbol_at:]
    if not words or not any(char.isalpha() for char in "".join(words)):
        return NormalizedNumber(raw, doubts=("không có ký hiệu",))
    return _assemble(raw, serial, year, words, separators[symbol_at - 1 if symbol_at else 0 :], symbol_at)


def read_for_kind(number: NormalizedNumber, kind: str) -> NormalizedNumber:
    """Read a number again whose symbol is of another kind than is written before it, if its letters may be misread.

    Example:
        Behind `Đề án` the number `09-PA/ThU` is `09-ĐA/ThU`; behind `Công văn` it stays.
    """
    if number.number is None or number.symbol is None or kind in number.kinds:
        return number
    token = re.split("[/-]", number.symbol)[0]
    symbols = load_symbols()
    meant = [short for short, kinds in symbols.kinds_of.items() if any(own.name == kind for own in kinds)]
    fitting = [short for short in meant if _may_read(short, token, symbols.confusions)]
    if len(fitting) != 1:
        return number
    at = len(number.number) - len(number.symbol)
    read = normalize_number(number.number[:at] + fitting[0] + number.symbol[len(token) :])
    return replace(read, raw=number.raw, doubts=(*read.doubts, f"sửa ký hiệu “{token}” thành “{fitting[0]}”"))


def _assemble(
    raw: str, serial: str, year: int | None, words: list[str], separators: list[str], symbol_at: int
) -> NormalizedNumber:
    """Repair the symbol token by token and put the number together."""
    lead, inner = (separators[0], separators[1:]) if symbol_at else ("", separators)
    doubts: list[str] = []
    options: list[tuple[str, ...]] = []
    for place, word in enumerate(words):
        others = words[1:] if place == 0 else words[:1]
        misread = any(_repairs(other, kinds=place > 0, misread=False) for other in others)
        found = _repairs(word, kinds=place == 0, misread=misread and place < 2)
        if not found and len(words) == 1:
            found = tuple(sorted(_run_together(word)))
        options.append(found if len(found) == 1 else (word, *(o for o in found if o != word)))
        if len(found) == 1 and found[0] != word:
            doubts.append(f"sửa ký hiệu “{word}” thành “{found[0]}”")
        elif len(found) > 1:
            doubts.append(f"ký hiệu “{word}” có thể là {', '.join(found)}")
        elif not found and not re.fullmatch(r"[^\W_][\w&.]*", word):
            doubts.append(f"không đọc được ký hiệu “{word}”")
    symbol = _joined([option[0] for option in options], inner)
    head = f"{serial}/{year}{lead}" if year else f"{serial}{lead}"
    others = [
        _joined([*(o[0] for o in options[:i]), other, *(o[0] for o in options[i + 1 :])], inner)
        for i, option in enumerate(options)
        for other in option[1:]
    ]
    number: str | None = head + symbol
    if not _SERIAL.fullmatch(serial):
        if not _BLANKS.fullmatch(serial):
            doubts.append(f"số “{serial}” bị hỏng")
            others = [f"{serial}{lead}{symbol}", *others]
        number, head, serial = None, "", ""
    kinds, organs = _meaning(re.split("[/-]", symbol))
    return NormalizedNumber(
        raw,
        number,
        symbol,
        serial or None,
        year,
        kinds,
        organs,
        tuple(head + other for other in others),
        tuple(doubts),
    )


def _joined(words: list[str], separators: list[str]) -> str:
    return "".join(word + separator for word, separator in zip(words, [*separators, *[""] * len(words)], strict=False))


def _meaning(tokens: list[str]) -> tuple[tuple[str, ...], tuple[Organ, ...]]:
    """Tell the kinds and organs of a symbol's tokens."""
    symbols = load_symbols()
    kinds = symbols.kinds_of.get(tokens[0], ())
    found = [organ for token in (tokens[1:] if kinds else tokens) if (organ := organ_of_symbol(token)) is not None]
    organs = tuple(found if tokens[0] in _JOINT else found[:1])
    if organs and not kinds:
        if organs[0].name == "Quốc hội":
            return ("Luật", "Bộ luật", "Nghị quyết"), organs
        if organs[0].name == "Ủy ban Thường vụ Quốc hội":
            return ("Pháp lệnh", "Nghị quyết"), organs
        return (("Công văn",) if organ_of_symbol(tokens[0]) is not None else ()), organs
    system: System | None = organs[0].system if organs else None
    names = dict.fromkeys(kind.name for kind in kinds if system is None or system in kind.systems)
    return tuple(names), organs


# --- repairing one token of a symbol ------------------------------------------------------------------------------


def _repairs(token: str, *, kinds: bool = True, misread: bool = True) -> tuple[str, ...]:
    """Give the listed readings of one token, best way first: as it is, other case or marks, misread letters.

    Args:
        token: without separators.
        kinds: whether a kind may stand here (the first token).
        misread: whether to look for misread and lost letters; only where the rest of the symbol is known,
            for there are units and codes that no list holds.
    """
    symbols = load_symbols()
    if token in symbols.organ_of or (kinds and token in symbols.kinds_of) or _TERM.match(token):
        return (token,)
    term = _DAMAGED_TERM.match(token)
    if term:
        return (term[1] + term[2].translate(str.maketrans("Il|OS", "11105")),)
    allowed = [s for s in symbols.by_key.get(fold(token), ()) if kinds or s in symbols.organ_of]
    footnote = _FOOTNOTE.match(token)
    if footnote and footnote[1] in symbols.organ_of:
        return (footnote[1],)
    if allowed or not misread:
        return tuple(allowed)
    shorts = {*symbols.organ_of, *(symbols.kinds_of if kinds else ())}
    near = tuple(sorted(s for s in shorts if _may_read(s, token, symbols.confusions)))
    return near or tuple(sorted(s for s in shorts if _lost_letter(s, token)))


def _may_read(short: str, token: str, confusions: dict[str, str]) -> bool:
    """Whether OCR may have made `token` of `short` (`QP` of `QĐ`)."""
    return len(short) == len(token) and all(
        a == b or a.lower() == b.lower() or b in confusions.get(a, "") for a, b in zip(short, token, strict=True)
    )


def _lost_letter(short: str, token: str) -> bool:
    """Whether `token` is a long abbreviation less one letter (`BNNPNT` of `BNNPTNT`)."""
    return (
        len(short) >= 6
        and len(token) == len(short) - 1
        and any(short[:i] + short[i + 1 :] == token for i in range(len(short)))
    )


def _run_together(token: str) -> Iterator[str]:
    """Give the readings of a token whose separator was lost (`NĐCP`, `KLTW`)."""
    symbols = load_symbols()
    for i in range(1, len(token)):
        organ = symbols.organ_of.get(token[i:])
        kinds = symbols.kinds_of.get(token[:i], ())
        if organ is not None and any(organ.system in kind.systems for kind in kinds):
            yield f"{token[:i]}{'/' if organ.system == 'party' else '-'}{token[i:]}"


# --- numbers in running text --------------------------------------------------------------------------------------


def number_pattern() -> str:
    """Give a regular expression, without groups, for the number of an instrument in running text.

    It takes blanks and hard wraps around separators (`272/KH - UBND`, `1465/QĐ-⏎UBND`), doubled dashes
    (`12- -NQ/TU`), letters that OCR puts for others (`867/Qb-UBND`, `J0&9/KH-UBND`), and stops before prose. It does
    not take dates, fractions or years. Every repetition is bounded, so it is linear.

    Example:
        `re.findall(number_pattern(), "Quyết định số 263/QĐ-TTg ngày 22/02/2022")` is `["263/QĐ-TTg"]`.
    """
    upper = "A-ZĐÐƯÂÊÔÁÀĂ"
    end = "(?=ngày|của|và|về|để|[^\\w]|_|$)"
    token = rf"[{upper}](?:[{upper}0-9&.)]|[a-zđ](?![^\W\d_A-ZĐ])){{0,14}}(?<![.)]){end}"
    capital = rf"[{upper}][{upper}&]{token[len(f'[{upper}]') :]}|TTg{end}|ThU{end}|T[uU]{end}"
    dash = r"[-‐‑–—/]"
    loose, tight = rf"\s{{0,3}}{dash}(?:\s{{0,3}}{dash})?\s{{0,3}}", rf"(?:\s{{0,3}}{dash}|{dash}\s{{1,3}})"
    serial = r"(?<![\w/.,&-])(?=[JIlOS&$]{0,5}\d)[\dJIlOS&$]{1,6}[a-zđ]?"
    year = r"\s{0,2}/\s{0,2}(?:19|20)\d\d"
    symbol = rf"{token}{loose}(?:{capital})(?:{tight}(?:{capital})){{0,4}}"
    return (
        rf"{serial}(?:{year})?{loose}{symbol}"
        rf"|{serial}{year}\s{{0,2}}/\s{{0,2}}(?:{capital})"
        rf"|(?<![\w/.,&-])\d{{1,4}}\.\d{{1,2}}{year}{loose}{symbol}"
        rf"|{serial}/(?:{capital})"
        rf"|{serial}-(?:CP|HĐBT|TTg){end}"
        rf"|{serial}(?:QĐ|NQ|KH|CT|TB|BC|TTr|HD)-(?:UBND|HĐND|TTg|CP){end}"
        rf"|{serial}\s{{0,2}}(?:NQ|CT|KL|QĐ|QyĐ|HD|TB|KH|CTr|BC)/(?:TW|TU|HU|QU|ĐU){end}"
    )


_NUMBER = re.compile(number_pattern())


@lru_cache(maxsize=4)
def find_numbers(text: str) -> tuple[re.Match[str], ...]:
    """Find the numbers of instruments in a running text; those of the last few texts are remembered.

    Example:
        The one of `Quyết định số 263/QĐ-TTg ngày 22/02/2022` is `263/QĐ-TTg`; `normalize_number` reads it.
    """
    return tuple(_NUMBER.finditer(text))
