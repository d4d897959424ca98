"""What a figure of a table is a target of (chỉ tiêu nào): from the words of its row or column, and its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ntm_extract.extract.keys import Keys
from ntm_extract.extract.targets.indicators import BY_STATUS, FEWER
from ntm_extract.extract.tokenizer import cut
from ntm_extract.knowledge.criteria import CriteriaLevel, find_criterion
from ntm_extract.knowledge.folding import place_tones
from ntm_extract.knowledge.indicators import IndicatorLexicon, any_of, load_indicators

WITH_CRITERION = ("other", "poverty_rate", "rural_income")
"""Indicators that may be those of one criterion; the others count whole communes."""
_AGE = r"\d{1,3} tuổi"
"""That of those who are counted: `trẻ dưới 1 tuổi`."""
_BELOW = re.compile(r"dưới \d{1,2} tiêu chí")
_STARS = re.compile(r"\d(?:\s?-\s?\d)? sao(?: trở lên)?|cấp (?:tỉnh|huyện|quốc gia|trung ương)")


class _Patterns(NamedTuple):
    """The patterns made of the lexicon's words.

    Attributes:
        poor: how a row begins that counts poor households; `rest` is what it says of them.
        standard: a standard named in full; `s` is what it has beyond the plain one.
        added: another one named beside it.
        no_units: words with a unit's word in them.
    """

    poor: re.Pattern[str]
    standard: re.Pattern[str]
    added: re.Pattern[str]
    no_units: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    lexicon = load_indicators()
    before, poor = any_of(lexicon.words["before_poor"]), any_of(lexicon.words["poor"])
    ntm, higher = any_of(lexicon.status["ntm"]), any_of((*lexicon.status["advanced"], *lexicon.status["model"]))
    return _Patterns(
        poor=re.compile(
            rf"^\W*(?:(?:{before})\W{{1,3}}){{0,4}}"
            r"(?:giảm )?(?:(?:tỷ lệ|tỉ lệ|số) )?(?:giảm )?(?:(?:số|tỷ lệ) )?"
            rf"(?:{poor}|nghèo(?= \(|$))(?P<rest>.*)",
            re.DOTALL,
        ),
        standard=re.compile(rf"\b(?:{ntm})(?: (?P<s>{higher}))?"),
        added=re.compile(rf"(?:,|và|;|/) ?(?P<s>{higher})"),
        no_units=re.compile(rf"{any_of(lexicon.words['no_unit_words'])}|{_AGE}"),
    )


@dataclass(frozen=True)
class Said:
    """What is counted in a row or column.

    Attributes:
        words: that say it.
        unit: as written; "" where none is, and for shares.
        share: whether shares are meant.
    """

    words: str
    unit: str
    share: bool


def indicator_of(said: Said, lexicon: IndicatorLexicon, *, by_unit: bool = False, about_ntm: bool = False) -> str:
    """Name the indicator of what is counted.

    Args:
        said: the words and the unit.
        lexicon: the words by which targets are recognised.
        by_unit: each row is a unit, so that `Số tiêu chí` are those of one.
        about_ntm: the document speaks of new rural areas, so that `đạt chuẩn` is said of them.

    Example:
        `Xã đạt chuẩn nông thôn mới nâng cao` is `communes_ntm_advanced`.
    """
    low = place_tones(said.words.lower())
    if "thu nhập" in low and "hộ nghèo" not in low and "tiêu chí" not in low:
        return "rural_income"
    patterns = _patterns()
    poor = patterns.poor.match(low)
    if poor is not None and not poor["rest"].lstrip(" ,").startswith(lexicon.words["of_the_poor"]):
        return "poverty_rate"
    group = _group(low, said, lexicon)
    if is_of_ocop(low, lexicon) and (group == "product" or "sản phẩm" in low):
        return "ocop_products"
    status = standard_of(low, lexicon, assume=about_ntm)
    if _BELOW.search(low):
        return "communes_below"
    if "tiêu chí" in low and (group == "criterion" or "số tiêu chí" in low or "tiêu chí/xã" in low):
        averaged = by_unit or "bình quân" in low or "tiêu chí/xã" in f"{low} {said.unit.lower()}"
        if re.search(r"\b(?:tăng|thêm)\b", low) and averaged:
            return "criteria_gain"
        if averaged and (about_ntm or status is not None) and not said.share:
            return "criteria_per_advanced_commune" if status == "advanced" else "criteria_per_commune"
        return "other"
    if status is None or status == "modern" or group not in ("commune", "village", "district"):
        return "other"
    if lexicon.has("other_standards", low) or any(words in low for words in lexicon.words["counts_else"]):
        return "other"
    return "district_ntm" if group == "district" else BY_STATUS[group][status]


def is_of_ocop(words: str, lexicon: IndicatorLexicon) -> bool:
    """Whether words name the one-commune-one-product programme: `OCOP`, `mỗi xã một sản phẩm`."""
    low = place_tones(words.lower())
    return any(name in low for name in lexicon.words["ocop"])


def standard_of(words: str, lexicon: IndicatorLexicon, *, assume: bool) -> str | None:
    """Name the standard that words speak of: `ntm`, `advanced`, `model`, `modern`; None for none.

    Args:
        words: as written.
        lexicon: the words by which targets are recognised.
        assume: `Đạt chuẩn`, `Nâng cao` say it also where nothing else does.

    Example:
        `standard_of("NTM kiểu mẫu", load_indicators(), assume=False) == "model"`.
    """
    low = place_tones(words.lower())
    named = any(words in low for words in lexicon.words["standard_words"])
    return lexicon.status_in(low, assume=assume and named)


def only_standard_of(title: str, lexicon: IndicatorLexicon, *, assume: bool) -> str | None:
    """Name the one standard that a title speaks of; None where it speaks of none, or of several.

    Example:
        None for `LỘ TRÌNH XÃ NÂNG CAO, XÃ KIỂU MẪU`.
    """
    low = place_tones(title.lower())
    patterns = _patterns()
    named = {found["s"] for found in patterns.standard.finditer(low)}
    named |= {found["s"] for found in patterns.added.finditer(low)}
    return standard_of(title, lexicon, assume=assume) if len(named) < 2 else None


def is_standard(words: str, lexicon: IndicatorLexicon) -> bool:
    """Whether a cell says which standard a unit is to meet, and nothing else.

    Example:
        True for `Nông thôn mới nâng cao`, `Đạt chuẩn NTM`; False for `Giữ vững 19 tiêu chí nông thôn mới`.
    """
    said = re.findall(r"\w+", place_tones(words.lower()))
    allowed = lexicon.words["of_standards"]
    return standard_of(words, lexicon, assume=True) is not None and all(word in allowed for word in said)


def _group(low: str, said: Said, lexicon: IndicatorLexicon) -> str:
    return group_of(said.unit.lower(), lexicon) or group_of(low, lexicon)


def group_of(low: str, lexicon: IndicatorLexicon) -> str:
    """Give the group of the first unit that lower-case words name, "" for none."""
    unit = _first_unit(low, lexicon)
    return unit[1] if unit else ""


def _first_unit(text: str, lexicon: IndicatorLexicon) -> tuple[str, str] | None:
    """Give the first unit of a text, as the lexicon writes it, with its group."""
    plain = _patterns().no_units.sub("_", place_tones(text.lower()))
    words = Keys.of(cut(plain), {}).words
    for at in range(len(words)):
        found = lexicon.units.longest(words, at)
        if found is not None:
            return " ".join(words[at : at + found[0]]), found[1]
    return None


def unit_of(said: Said, low: str, indicator: str, lexicon: IndicatorLexicon) -> str | None:
    """Give the unit as the contract writes it; of a share, what it is a share of.

    Example:
        `Triệu đồng/ người` gives `triệu đồng/người`.
    """
    if indicator in ("criteria_per_commune", "criteria_per_advanced_commune", "criteria_gain"):
        return "tiêu chí/xã"
    if said.unit:
        unit = re.sub(r"\s?/\s?", "/", said.unit)
        return unit[:1].lower() + unit[1:] if not unit[1:2].isupper() else unit
    if indicator == "poverty_rate":
        return "hộ"
    named = _first_unit(low, lexicon)
    if named is None:
        return None
    return "hộ" if named[1] == "household" else named[0]


def qualifier_of(low: str, indicator: str, lexicon: IndicatorLexicon) -> str | None:
    """Give what else limits a figure: `giảm`, `3 sao trở lên`, `dưới 15 tiêu chí`; None for nothing.

    Example:
        `Số hộ nghèo giảm trong năm` gives `giảm`.
    """
    parts: list[str] = []
    if indicator == "communes_below":
        parts += _BELOW.findall(low)[:1]
    if indicator == "ocop_products":
        parts += _STARS.findall(low)
    if indicator == "poverty_rate" and re.search(r"\bgiảm\b", low) and FEWER.search(low):
        parts.append("giảm")
    return ", ".join(parts) or None


def criterion_of(
    low: str, indicator: str, due: str | None, issued_on: str | None, lexicon: IndicatorLexicon, *, about_ntm: bool
) -> str | None:
    """Name the national criterion a row is of; only in what speaks of new rural areas, whose criteria they are.

    Example:
        `tỷ lệ hộ nghèo đa chiều`, due in 2025, gives `11. Nghèo đa chiều`.
    """
    year = (due or issued_on or "")[:4]
    if indicator not in WITH_CRITERION or not year.isdigit():
        return None
    if not about_ntm and lexicon.status_in(low) is None:
        return None
    level: CriteriaLevel = "district" if "tiêu chí huyện" in low else "commune"
    return find_criterion(low, level, int(year))
