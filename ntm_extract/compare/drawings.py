"""The charts of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ntm_extract.compare.wording import Speaker, as_mappings
from ntm_extract.publish.charts import PALETTE, Chart, load_altair, make_chart

LEVELS = ("province", "district", "commune", "central")
_SHAPES = ("diamond", "circle", "square", "triangle-up")
_LINE = 24
"""Height of a line of a chart, in pixels."""


@dataclass(frozen=True)
class Scale:
    """What a chart's values are held against.

    Attributes:
        title: what the value is.
        top: the end of the axis, alike in all charts of shares; None for that of the values.
        national: the national target, drawn as a dashed line; None where there is none for these values.
        says: the national target in words.
    """

    title: str
    top: float | None
    national: float | None = None
    says: str = ""


def plans_chart(speaker: Speaker, indicator: str, due: int, bars: list[dict[str, Any]], scale: Scale) -> Chart:
    """Draw one bar a plan; each leads to its quote.

    Args:
        speaker: of the page.
        indicator: its code.
        due: the year that all bars are of; 0 if unknown.
        bars: `plan`, `value`, `said`, `link`, `derived` of each.
        scale: of the values.
    """
    alt = load_altair()
    words = speaker.words["charts"]
    bar = (
        alt.Chart(alt.Data(values=bars))
        .mark_bar(height={"band": 0.7}, stroke=PALETTE[0])
        .encode(
            x=_axis(alt, "value:Q", scale),
            y=alt.Y("plan:N", title=None, sort=None),
            href="link:N",
            fillOpacity=alt.condition("datum.derived", alt.value(0.25), alt.value(1)),
            strokeDash=alt.condition("datum.derived", alt.value([4, 3]), alt.value([1, 0])),
            tooltip=[alt.Tooltip("plan:N", title=speaker.words["plan"]), alt.Tooltip("said:N", title=scale.title)],
        )
    )
    layers = [bar, *_national_line(alt, scale)]
    values = [one["value"] for one in bars]
    description = words["multiple_says"].format(
        indicator=speaker.indicators[indicator],
        points=len(bars),
        low=speaker.number(min(values)),
        high=speaker.number(max(values)),
    )
    drawing = alt.layer(*layers).properties(width="container", height=_LINE * len(bars) + 10)
    title = f"{speaker.indicators[indicator]}, {due}" if due else speaker.indicators[indicator]
    return make_chart(drawing, name=f"plans-{indicator}", title=title, description=description)


def years_chart(speaker: Speaker, indicator: str, years: pd.DataFrame, scale: Scale) -> Chart:
    """Draw for each due year the span from the lowest to the highest plan, and the median."""
    alt = load_altair()
    words = speaker.words["charts"]
    values = [{name: float(value) for name, value in row.items()} for row in years.to_dict("records")]
    for value in values:
        value["due"] = int(value["due"])
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("due:O", title=None),
        tooltip=[
            alt.Tooltip("due:O", title=words["year"]),
            *(alt.Tooltip(f"{name}:Q", title=words[name], format=",.1f") for name in ("low", "median", "high")),
            alt.Tooltip("plans:Q", title=words["plans"], format=",d"),
        ],
    )
    span = base.mark_rule(strokeWidth=5, color="#9fb9bf").encode(x=_axis(alt, "low:Q", scale), x2="high:Q")
    median = base.mark_point(size=90, filled=True, opacity=1).encode(x="median:Q")
    description = words["multiple_says"].format(
        indicator=speaker.indicators[indicator],
        points=speaker.number(float(years["plans"].sum())),
        low=speaker.number(float(years["low"].min())),
        high=speaker.number(float(years["high"].max())),
    )
    drawing = alt.layer(span, median, *_national_line(alt, scale))
    drawing = drawing.properties(width="container", height=_LINE * 1.6 * len(values) + 10)
    return make_chart(drawing, name=f"years-{indicator}", title=speaker.indicators[indicator], description=description)


def ranking_chart(speaker: Speaker, indicator: str, means: pd.DataFrame, scale: Scale) -> Chart:
    """Draw the means of the groups, those of each level of plans with a mark of its own, the highest first."""
    alt = load_altair()
    words = speaker.words["charts"]
    levels = [level for level in LEVELS if level in set(means["level"])]
    names = [speaker.level(level) for level in levels]
    values: list[dict[str, Any]] = [
        {**row, "group": speaker.group(row["group"]), "level": speaker.level(row["level"])}
        for row in as_mappings(means[["group", "mean", "plans", "level"]])
    ]
    order = list(dict.fromkeys(value["group"] for value in values))
    marks = {
        "color": alt.Scale(domain=names, range=[PALETTE[LEVELS.index(level)] for level in levels]),
        "shape": alt.Scale(domain=names, range=[_SHAPES[LEVELS.index(level)] for level in levels]),
    }
    legend = alt.Legend(title=words["level"], orient="top")
    points = (
        alt.Chart(alt.Data(values=values))
        .mark_point(filled=True, size=110, opacity=1)
        .encode(
            x=_axis(alt, "mean:Q", scale),
            y=alt.Y("group:N", title=None, sort=order, axis=alt.Axis(grid=True)),
            color=alt.Color("level:N", scale=marks["color"], legend=legend),
            shape=alt.Shape("level:N", scale=marks["shape"], legend=legend),
            tooltip=[
                alt.Tooltip("group:N", title=speaker.words["group"]["province"]),
                alt.Tooltip("mean:Q", title=words["mean"], format=",.1f"),
                alt.Tooltip("plans:Q", title=words["plans"], format=",d"),
                alt.Tooltip("level:N", title=words["level"]),
            ],
        )
    )
    due = int(means["due"].iloc[0])
    title = words["ranking_title"].format(
        indicator=speaker.indicators[indicator], due=due or speaker.words["all_years"]
    )
    says = words["ranking_says"].format(
        groups=len(order), high=speaker.number(values[0]["mean"]), low=speaker.number(values[-1]["mean"])
    )
    drawing = alt.layer(points, *_national_line(alt, scale))
    drawing = drawing.properties(width="container", height=_LINE * len(order) + 10)
    return make_chart(drawing, name=f"ranking-{indicator}", title=title, description=says)


def _axis(alt: Any, field: str, scale: Scale) -> Any:
    limits = alt.Scale(domain=[0, scale.top]) if scale.top is not None else alt.Scale(zero=True)
    return alt.X(field, title=scale.title, scale=limits, axis=alt.Axis(tickCount=5))


def _national_line(alt: Any, scale: Scale) -> list[Any]:
    if scale.national is None:
        return []
    data = alt.Data(values=[{"national": scale.national}])
    return [alt.Chart(data).mark_rule(strokeDash=[6, 4], color=PALETTE[1], strokeWidth=2).encode(x="national:Q")]
