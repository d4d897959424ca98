"""Words and numbers of pages in both languages."""

from __future__ import annotations

from typing import get_args

import pytest

from ntm_extract.plan import Indicator
from ntm_extract.publish.numbers import chart_locale, format_number, format_percent
from ntm_extract.publish.words import indicator_names, load_words
from ntm_extract.schema.dictionary import Language


def test_both_languages_have_the_same_words() -> None:
    vietnamese, english = load_words("publish", "vi"), load_words("publish", "en")
    assert vietnamese.keys() == english.keys()
    assert vietnamese["contents"] == "Trong trang này"
    assert english["contents"] == "On this page"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_indicator_has_a_name(lang: Language) -> None:
    assert set(indicator_names(lang)) == set(get_args(Indicator))


@pytest.mark.parametrize(
    ("value", "lang", "written"),
    [
        (15.384615, "vi", "15,4"),
        (15.384615, "en", "15.4"),
        (1234, "vi", "1.234"),
        (1234567.26, "vi", "1.234.567,3"),
        (1234, "en", "1,234"),
        (100.0, "vi", "100"),
        (-0.01, "vi", "0"),
        (None, "vi", ""),
        (float("nan"), "en", ""),
    ],
)
def test_numbers_are_written_as_readers_write_them(value: float | None, lang: Language, written: str) -> None:
    assert format_number(value, lang) == written


@pytest.mark.parametrize(("lang", "written"), [("vi", "15,4\u00a0%"), ("en", "15.4%")])
def test_shares_are_written_in_percent(lang: Language, written: str) -> None:
    assert format_percent(100 * 2 / 13, lang) == written
    assert format_percent(None, lang) == ""


def test_charts_write_numbers_as_the_page_does() -> None:
    assert (chart_locale("vi")["decimal"], chart_locale("vi")["thousands"]) == (",", ".")
    assert (chart_locale("en")["decimal"], chart_locale("en")["thousands"]) == (".", ",")
