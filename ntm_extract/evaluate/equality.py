"""When a row is right: what counts as the same value in an extracted table and in a gold table."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

Row = dict[str, Any]
Same = Callable[[Row, Row], bool]

_WORDS = re.compile(r"\w+|&")
_ALNUM = re.compile(r"[^\W_]+")

SAME_NAME = 0.9
"""Share of common words (F1) from which two names of a body are the same."""
SAME_AGENCY = 0.8
"""The same for agencies, whose names are shortened more freely."""
SAME_ACTION = 0.4
"""The same for what is due at a deadline: the words may be cut differently."""
SAME_QUOTE = 0.5
"""The same for the quotes of unnumbered instruments."""


@dataclass(frozen=True)
class _Spellings:
    abbreviations: tuple[tuple[re.Pattern[str], str], ...]
    tone_placement: dict[str, str]
    unit_words: re.Pattern[str]


@cache
def _load_spellings() -> _Spellings:
    data = tomllib.loads(resources.files(__package__).joinpath("spellings.toml").read_text(encoding="utf-8"))
    return _Spellings(
        tuple((re.compile(pattern), full) for pattern, full in data["abbreviations"]),
        data["tone_placement"],
        re.compile(rf"^({'|'.join(data['unit_words'])}) "),
    )


@cache
def normalize_name(text: str) -> str:
    """Give a name as it is compared: lower case, no punctuation, abbreviations written out, one tone placement.

    Example:
        `normalize_name("UBND huyện") == normalize_name("Uỷ ban nhân dân huyện")`
    """
    spellings = _load_spellings()
    words = _WORDS.findall(unicodedata.normalize("NFC", text).lower())
    name = " ".join(_place_tone(word, spellings.tone_placement) for word in words)
    for pattern, full in spellings.abbreviations:
        name = pattern.sub(full, name)
    return name.strip()


def _place_tone(word: str, placement: dict[str, str]) -> str:
    ending = placement.get(word[-2:])
    return word[:-2] + ending if ending and not word.startswith("qu") else word


def _name(value: Any) -> str:
    return normalize_name(str(value or ""))


def word_overlap(a: Any, b: Any) -> float:
    """Give the F1 of the words that two texts have in common, 0 to 1."""
    left, right = Counter(_name(a).split()), Counter(_name(b).split())
    common = (left & right).total()
    return 2 * common / (left.total() + right.total()) if common else 0.0


def same_name(a: Any, b: Any, least: float = SAME_NAME) -> bool:
    """Whether two names are the same, or share at least the given part of their words."""
    return _name(a) == _name(b) or word_overlap(a, b) >= least


def same_document_field(field: str, gold: Any, found: Any) -> bool:
    """Whether a field of the document head is right."""
    if field in ("number", "symbol"):
        return _instrument_number(gold) == _instrument_number(found)
    if field in ("issued_on", "period"):
        return _date(gold) == _date(found)
    if gold is None or found is None:
        return gold is found
    return same_name(gold, found)


def same_instrument(gold: Row, found: Row) -> bool:
    """Whether two references name the same instrument: kind and number, or kind and much of the quote."""
    return _agree("references", gold, found, ("kind", "number"))


def same_reference(gold: Row, found: Row) -> bool:
    """Whether instrument, date, issuer and relation are right."""
    return _agree("references", gold, found)


def same_quantity(gold: Row, found: Row) -> bool:
    """Whether indicator, value (or share, when there is no value) and due date of a target are right."""
    return _agree("targets", gold, found, ("indicator", "value", "due"))


def same_target(gold: Row, found: Row) -> bool:
    """Whether everything that is compared of a target is right."""
    return _agree("targets", gold, found)


def same_deadline(gold: Row, found: Row) -> bool:
    """Whether time, recurrence and modifier are right and the action, or the quote, is much the same."""
    return _agree("deadlines", gold, found)


def same_duty(gold: Row, found: Row) -> bool:
    """Whether section, role and agency of a responsibility are right."""
    return _agree("responsibilities", gold, found)


def wrong_fields(table: str, gold: Row, found: Row) -> tuple[str, ...]:
    """Give the compared fields in which a found row differs from a gold row.

    Example:
        `("due",)` for *07 xã đạt chuẩn* with the year 2024 instead of 2025.
    """
    return tuple(name for name, same in FIELDS[table].items() if not same(gold, found))


def _agree(table: str, gold: Row, found: Row, names: Iterable[str] | None = None) -> bool:
    fields = FIELDS[table]
    return all(fields[name](gold, found) for name in names or fields)


def _same_number(gold: Row, found: Row) -> bool:
    """Whether the number of an instrument is right; of an unnumbered one whether the quote is much the same."""
    if gold.get("number"):
        return _instrument_number(gold["number"]) == _instrument_number(found.get("number"))
    return not found.get("number") and word_overlap(gold.get("quote"), found.get("quote")) >= SAME_QUOTE


def _same_action(gold: Row, found: Row) -> bool:
    return any(word_overlap(gold.get(key), found.get(key)) >= SAME_ACTION for key in ("action", "quote"))


def _equal(key: str, normalize: Callable[[Any], Any] = lambda value: value) -> Same:
    return lambda gold, found: normalize(gold.get(key)) == normalize(found.get(key))


def _instrument_number(value: Any) -> str:
    return "".join(unicodedata.normalize("NFC", str(value or "")).lower().split()).replace("–", "-")


def _number(value: Any) -> float | None:
    return None if value in (None, "") else round(float(value), 4)


def _amount(row: Row) -> tuple[float | None, float | None]:
    share = _number(row.get("share_pct")) if row.get("value") is None else None
    return _number(row.get("value")), share


def _date(value: Any) -> str | None:
    return str(value or "").replace("..", "").strip() or None


def _rule(value: Any) -> str:
    parts = str(value or "").upper().replace("RRULE:", "").split(";")
    return ";".join(sorted(part for part in parts if part))


def _address(value: Any) -> str:
    return ".".join(_ALNUM.findall(unicodedata.normalize("NFC", str(value or "")).lower()))


def _places(value: Any) -> frozenset[str]:
    return frozenset(_load_spellings().unit_words.sub("", _name(place)) for place in value or [])


FIELDS: dict[str, dict[str, Same]] = {
    "references": {
        "kind": _equal("kind", _name),
        "number": _same_number,
        "date": _equal("date", _date),
        "issuer": lambda gold, found: same_name(gold.get("issuer"), found.get("issuer")),
        "relation": _equal("relation"),
    },
    "targets": {
        "indicator": _equal("indicator"),
        "value": lambda gold, found: _amount(gold) == _amount(found),
        "due": _equal("due", _date),
        "comparator": _equal("comparator"),
        "change": _equal("change"),
        "value_max": _equal("value_max", _number),
        "denominator": _equal("denominator", _number),
        "share_pct": _equal("share_pct", _number),
        "places": _equal("places", _places),
    },
    "deadlines": {
        "when": _equal("when", _date),
        "recurrence": _equal("recurrence", _rule),
        "modifier": _equal("modifier"),
        "action": _same_action,
    },
    "responsibilities": {
        "section": _equal("section", _address),
        "role": _equal("role"),
        "agency": lambda gold, found: same_name(gold.get("agency"), found.get("agency"), SAME_AGENCY),
    },
}
"""What is compared of a row, by table and field; a field is right when its function says so."""
