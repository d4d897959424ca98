"""How values, kinds of targets and plans are said to a reader, in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from ntm_extract.compare.national import NationalTarget
from ntm_extract.publish.numbers import NO_BREAK, format_number, format_percent
from ntm_extract.publish.words import Words, load_words
from ntm_extract.schema.dictionary import Language

_SIGN = {sign: mark + NO_BREAK for sign, mark in ((">=", "≥"), ("<=", "≤"), (">", ">"), ("<", "<"))}
TITLE_LENGTH = 60
"""Characters of a title that stand for a document whose unit is unknown."""


@dataclass(frozen=True)
class Speaker:
    """Says things in one language.

    Example:
        `Speaker("vi").value({"measure": "share", "low": 15.4, "high": 15.4, …})` is `"15,4 %"`.
    """

    lang: Language

    @cached_property
    def words(self) -> Words:
        """The words of the comparison."""
        return load_words("compare", self.lang)

    @cached_property
    def indicators(self) -> Mapping[str, str]:
        """Short names of the indicators."""
        return dict(self.words["short"])

    def number(self, value: float, digits: int = 1) -> str:
        """Write a number with at most so many decimals."""
        return format_number(value, self.lang, digits)

    def counted(self, words: Words, name: str, number: float, **values: object) -> str:
        """Say something of a number of things: where it is 1, in the words `name_one` if there are any.

        Example:
            `counted(words["heat"], "mean", 1, plans="1")` is `"1 plan"`, of 2 it is `"2 plans"`.
        """
        one = f"{name}_one"
        return str(words[one if number == 1 and one in words else name].format(**values))

    def percent(self, value: float) -> str:
        """Write a share."""
        return format_percent(value, self.lang)

    def value(self, row: Mapping[str, Any]) -> str:
        """Say the value of a row of a comparison: `≥ 80 %`, `+4 xã`, `1–2 tiêu chí/xã/năm`."""
        measure, words = row["measure"], self.words["value"]
        if measure == "self":
            return str(words["self"])
        span = self._span(row["low"], row["high"], 1 if measure == "share" else 2)
        unit = row["unit"] if isinstance(row["unit"], str) else ""
        per_cent = f"{span}{NO_BREAK}%" if self.lang == "vi" else f"{span}%"
        said = {
            "share": per_cent,
            "increase_share": f"+{per_cent}",
            "increase": f"+{span} {unit.removesuffix('/năm')}",
            "pace": f"+{span} {unit}",
        }
        if measure in ("floor", "income", "ratio"):
            text = words[measure].format(value=span)
        else:
            text = said.get(measure, f"{span} {unit}").strip()
        return text if measure == "floor" else self._signed(row, text)

    def mean(self, measure: str, value: float) -> str:
        """Say a mean of values of one measure."""
        if measure in ("share", "increase_share"):
            return self.percent(value)
        if measure in ("floor", "income", "ratio"):
            return str(self.words["value"][measure].format(value=self.number(value, 2)))
        return str(self.words["value"]["self"]) if measure == "self" else self.number(value)

    def national(self, target: NationalTarget) -> str:
        """Say what the country is to reach: `≥ 80 %`."""
        text = self.mean(target.measure, target.value)
        return text if target.measure == "floor" else self._signed({"comparator": target.comparator}, text)

    def against(self, target: NationalTarget | None, row: Mapping[str, Any]) -> str:
        """Say how far a value is from the national one: `-16,5 điểm %`; "" where they cannot be held together."""
        if target is None or (target.baseline and row["baseline"] not in (target.baseline, None)):
            return ""
        difference = row["value"] - target.value
        if abs(difference) < 0.05:
            return "="
        sign = "+" if difference > 0 else "−"
        size = self.number(abs(difference))
        if target.measure != "share":
            return sign + size
        return sign + self.counted(self.words["value"], "points", round(abs(difference), 1), value=size)

    def tags(self, row: Mapping[str, Any]) -> list[str]:
        """Say what must be known of a value: what it was computed from, how it is limited."""
        tag = self.words["tag"]
        found = []
        if row["qualifier"] is not None and row["measure"] != "floor":
            found.append(str(row["qualifier"]))
        if row["measure"] == "share" and row["denominator"] == row["denominator"] and row["count"] == row["count"]:
            count, total = self.number(row["count"]), self.number(row["denominator"])
            found.append(tag["of"].format(count=count, total=total))
        if row["disagree"]:
            stated, computed = self.percent(row["share_stated"]), self.percent(row["share_computed"])
            found.append(tag["disagree"].format(stated=stated, computed=computed))
        if row["low"] != row["high"]:
            found.append(tag["interval"].format(low=self.number(row["low"]), high=self.number(row["high"])))
        if row["baseline"] is not None and row["measure"] == "ratio":
            found.append(tag["baseline"].format(baseline=row["baseline"]))
        if row["derived"]:
            found.append(tag[row["derived"]])
        if row["times"] > 1:
            found.append(tag["times"].format(times=row["times"]))
        return found

    def plan(self, document: Mapping[Any, Any], unit: str | None) -> str:
        """Name a document by its unit, else by who issued it, its title or its file."""
        for name in (unit, document["issuer"], document["title"]):
            if isinstance(name, str) and name:
                text = name if len(name) <= TITLE_LENGTH else name[:TITLE_LENGTH].rsplit(" ", 1)[0] + "…"
                return text[:1].upper() + text[1:]
        return str(document["source"]).rsplit("/", 1)[-1]

    def level(self, level: object) -> str:
        """Name a level of plans."""
        return str(self.words["level"].get(level, self.words["level"]["unknown"]))

    def group(self, group: object) -> str:
        """Name a group."""
        if not isinstance(group, str):
            return str(self.words["unknown_group"])
        return group.replace("/", " - ") if "/" in group and group[:1].isdigit() else group

    def cut(self, shown: int, everything: int) -> str:
        """Say that not all is shown; "" when it is."""
        if shown >= everything:
            return ""
        return str(self.words["more_in_tables"].format(shown=self.number(shown), all=self.number(everything)))

    def _span(self, low: float, high: float, digits: int) -> str:
        return self.number(low, digits) if low == high else f"{self.number(low, digits)}–{self.number(high, digits)}"

    def _signed(self, row: Mapping[str, Any], text: str) -> str:
        return _SIGN.get(row["comparator"], "") + text


def as_mappings(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Give rows that are shown as mappings; an unknown word is None, an unknown number NaN."""
    words = [name for name in frame.columns if not pd.api.types.is_numeric_dtype(frame[name])]
    plain = frame.astype(dict.fromkeys(words, object))
    plain[words] = plain[words].where(plain[words].notna(), None)
    return [dict(zip(plain.columns, row, strict=True)) for row in plain.itertuples(index=False, name=None)]
