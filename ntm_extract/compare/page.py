"""The comparison as a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from ntm_extract.compare import choice
from ntm_extract.compare.comparison import Comparison
from ntm_extract.compare.drawings import Scale, plans_chart, ranking_chart, years_chart
from ntm_extract.compare.measures import REASONS, load_rules
from ntm_extract.compare.national import NationalTarget
from ntm_extract.compare.shown import Shown
from ntm_extract.compare.silence import silence_view
from ntm_extract.compare.wording import Speaker, as_mappings
from ntm_extract.publish.charts import Chart
from ntm_extract.publish.page import Card, render_page
from ntm_extract.schema.dictionary import Language
from ntm_extract.store.collection import Collection

TINTS = tuple(f"hsl(187 48% {light}%)" for light in (98, 95, 92, 89, 86, 83, 80, 77, 74, 71, 68))
"""Backgrounds of shares from 0 to 100 % in tenths; ink on the darkest has a contrast of 7."""
SMALL_SHARE = 25
"""Shares that are all below this are drawn on a scale of their own, else from 0 to 100."""
View = dict[str, Any]


def comparison_page(
    comparison: Comparison, collection: Collection, lang: Language, *, base: Path, html: Path | None
) -> str:
    """Make the page of a comparison.

    Args:
        comparison: made of the collection.
        collection: where the quotes are read from.
        lang: of our own words.
        base: the folder `run` was called in, where relative paths of documents begin.
        html: the file the page is written to, or None.

    Raises:
        MissingToolError: the extra `charts` is not installed.
    """
    speaker = Speaker(lang)
    main = choice.main_rows(comparison) if choice.shows_plans(comparison) else comparison.rows.iloc[:0]
    rows, examples = choice.table_rows(comparison), choice.examples(comparison)
    bars = choice.charted_rows(comparison) if len(comparison.plans) <= choice.BARS else comparison.rows.iloc[:0]
    quoted = pd.concat([main, bars, rows, examples])
    reached = quoted.loc[quoted["achievement"] >= 0, "achievement"]
    shown = Shown(comparison, collection, speaker, quoted["target"], reached, base=base, html=html)
    charts, values = _charts(comparison, speaker, shown, bars)
    words = speaker.words
    means = comparison.means.iloc[: choice.MEANS]
    quotes = shown.quoted_plans()
    present = {
        "heat": len(comparison.rows) > len(comparison.left_out) or len(main) > 0,
        "multiples": bool(values["multiples"]),
        "ranking": len(means) > 0,
        "rows": len(rows) > 0,
        "quotes": bool(quotes),
    }
    anchors = [name.replace("_", "-") for name in words["sections"] if present.get(name, True)]
    return render_page(
        "compare/page.html",
        lang=lang,
        title=_title(comparison, speaker),
        lead=words["lead"],
        cards=[card if card.href[1:] in anchors else replace(card, href="") for card in _cards(comparison, speaker)],
        sections=[(name, words["sections"][name.replace("-", "_")]) for name in anchors],
        shown=anchors,
        charts=charts,
        tints=TINTS,
        **_heat(comparison, speaker, shown, main, means),
        **values,
        group_title=words["group"][comparison.query.by],
        means=[
            _mean(speaker, comparison, place, row) for place, row in zip(means.index, as_mappings(means), strict=True)
        ],
        means_cut=speaker.cut(len(means), len(comparison.means)),
        rows=[_row(speaker, comparison, shown, row) for row in as_mappings(rows)],
        rows_cut=speaker.cut(len(rows), len(comparison.comparable)),
        silence=silence_view(comparison, speaker, shown),
        left_out=_left_out(comparison, speaker, shown, examples),
        places=_places(comparison, speaker, shown),
        places_cut=speaker.cut(min(len(comparison.plans), choice.PLANS), len(comparison.plans)),
        quotes=quotes,
    )


def _title(comparison: Comparison, speaker: Speaker) -> str:
    plans, due = len(comparison.plans), comparison.query.due
    name = "title" if due is None else "title_due"
    return speaker.counted(speaker.words, name, plans, plans=speaker.number(plans), due=due)


def _cards(comparison: Comparison, speaker: Speaker) -> list[Card]:
    words, number, counted = speaker.words["cards"], speaker.number, speaker.counted
    rows, plans = comparison.rows, comparison.plans
    provinces, comparable = int(plans["province_now"].nunique()), comparison.stated_comparable
    derived = len(comparison.comparable) - comparable
    note = counted(words, "plans_note", provinces, provinces=number(provinces))
    cards = [Card(number(len(plans)), counted(words, "plans", len(plans)), note, "#places")]
    cards += _mean_card(comparison, speaker)
    left_out = comparison.stated_left_out
    everything = comparable + left_out
    label = counted(words, "comparable", everything, all=number(everything))
    note = counted(words, "comparable_note", derived, derived=number(derived))
    cards.append(Card(number(comparable), label, note, "#rows"))
    cards.append(Card(number(left_out), counted(words, "left_out", left_out), words["left_out_note"], "#left-out"))
    if disagree := int((rows["disagree"] & (rows["derived"] == "")).sum()):
        label = counted(words, "disagree", disagree)
        cards.append(Card(number(disagree), label, words["disagree_note"], "#rows", "warn"))
    if asked := len(comparison.silence):
        silent = int((comparison.silence == "silent").any(axis=1).sum())
        label, note = counted(words, "silent", silent), words["silent_note"].format(asked=number(asked))
        cards.append(Card(number(silent), label, note, "#silence", "warn" if silent else "plain"))
    return cards


def _mean_card(comparison: Comparison, speaker: Speaker) -> list[Card]:
    """Give the mean share of communes, over all plans of the level that has the most of them."""
    words, rows = speaker.words["cards"], comparison.comparable
    rows = rows[(rows["indicator"] == "communes_ntm") & (rows["measure"] == "share") & (rows["derived"] == "")]
    rows = rows[rows["qualifier"].isna()]
    if rows.empty:
        return []
    due = choice.shown_year(comparison, rows["due"].value_counts())
    rows = rows[rows["due"] == due]
    levels = comparison.plans["level"].astype(object).fillna("").to_numpy()[rows["doc"].to_numpy()]
    by_plan = rows.assign(level=levels).groupby(["level", "doc"])["value"].mean()
    level = str(by_plan.groupby("level").size().idxmax())
    values = by_plan.loc[level]
    note = words["mean_note"].format(plans=speaker.number(len(values)), level=speaker.level(level))
    if national := _national(comparison, "communes_ntm", "share", due):
        note += words["mean_national"].format(national=speaker.national(national))
    year = due or speaker.words["all_years"]
    label = words["mean"].format(indicator=speaker.indicators["communes_ntm"].lower(), due=year)
    return [Card(speaker.percent(float(values.mean())), label, note, "#ranking")]


def _national(comparison: Comparison, indicator: str, measure: str, due: int) -> NationalTarget | None:
    """Give the national target that figures for a year are held against: those of the year it is for."""
    programme = comparison.programme
    return programme.target_of(indicator, measure) if programme and due == programme.last_year else None


def _heat(comparison: Comparison, speaker: Speaker, shown: Shown, main: pd.DataFrame, means: pd.DataFrame) -> View:
    words = speaker.words
    if choice.shows_plans(comparison):
        codes, every = choice.indicators_of(main), comparison.query.due is None
        cells = {
            (row["doc"], row["indicator"]): _plan_cell(speaker, shown, row, of_all_years=every)
            for row in as_mappings(main)
        }
        docs = sorted(set(main["doc"]))
        provinces = comparison.plans["province_now"].astype(object)
        lines = [
            {"name": shown.name(doc), "note": provinces.iloc[doc], "cells": [cells.get((doc, code)) for code in codes]}
            for doc in docs
        ]
        note, title, missing = words["notes"]["heat_plans"], words["plan"], ""
    else:
        of_groups = choice.main_means(comparison)
        codes = choice.indicators_of(of_groups)
        linked = set(means.index)
        places = zip(of_groups.index, as_mappings(of_groups), strict=True)
        every = comparison.query.due is None
        cells = {
            (row["group"], row["indicator"]): _group_cell(
                speaker, row, f"#m-{place}" if place in linked else "", of_all_years=every
            )
            for place, row in places
        }
        groups = choice.groups_of(comparison)
        lines = [
            {"name": speaker.group(group), "note": "", "cells": [cells.get((group, code)) for code in codes]}
            for group in groups
        ]
        note, title = words["notes"]["heat_groups"], words["group"][comparison.query.by]
        missing = speaker.cut(len(groups), comparison.plans["group"].nunique())
    columns = [
        {"name": speaker.indicators[code], "national": _said_national(comparison, speaker, code)} for code in codes
    ]
    return {"columns": columns, "heat": lines, "heat_note": note, "row_title": title, "heat_cut": missing}


def _said_national(comparison: Comparison, speaker: Speaker, indicator: str) -> str:
    programme = comparison.programme
    if programme is None:
        return ""
    found = [target for measure in ("share", "floor", "ratio") if (target := programme.target_of(indicator, measure))]
    return speaker.national(found[0]) if found else ""


def _tint(measure: object, value: float) -> int | None:
    return min(10, max(0, int(value / 10))) if measure == "share" else None


def _plan_cell(speaker: Speaker, shown: Shown, row: Mapping[str, Any], *, of_all_years: bool) -> View:
    notes = [str(row["due"])] if row["due"] and of_all_years else []
    if row["derived"]:
        notes.append(speaker.words["tag"]["derived"])
    if row["disagree"]:
        notes.append(
            speaker.words["tag"]["disagree"].format(
                stated=speaker.percent(row["share_stated"]), computed=speaker.percent(row["share_computed"])
            )
        )
    if row["more"]:
        notes.append(speaker.words["heat"]["more"].format(more=row["more"]))
    return {
        "text": speaker.value(row),
        "href": f"#{shown.of_target[row['target']].anchor}",
        "note": "; ".join(notes),
        "sort": row["value"],
        "tint": _tint(row["measure"], row["value"]),
    }


def _group_cell(speaker: Speaker, row: Mapping[str, Any], href: str, *, of_all_years: bool) -> View:
    year = [str(row["due"])] if row["due"] and of_all_years else []
    plans = speaker.counted(speaker.words["heat"], "mean", row["plans"], plans=speaker.number(row["plans"]))
    return {
        "text": speaker.mean(row["measure"], row["mean"]),
        "href": href,
        "note": "; ".join([*year, plans]),
        "sort": row["mean"],
        "tint": _tint(row["measure"], row["mean"]),
    }


def _charts(comparison: Comparison, speaker: Speaker, shown: Shown, bars: pd.DataFrame) -> tuple[list[Chart], View]:
    """Draw small multiples and rankings; bars a plan where there are few, else spans a year."""
    words = speaker.words
    few = len(comparison.plans) <= choice.BARS
    multiples, rankings = [], []
    for code in choice.charted_indicators(comparison.comparable):
        if few:
            values = bars[bars["indicator"] == code]
            if len(values) > 1:
                scale = _scale(comparison, speaker, code, values["due"], values["high"])
                drawn = [_bar(speaker, shown, row) for row in as_mappings(values)]
                multiples.append(plans_chart(speaker, code, int(values["due"].iloc[0]), drawn, scale))
        else:
            years = choice.values_by_year(comparison, code)
            if len(years):
                multiples.append(
                    years_chart(speaker, code, years, _scale(comparison, speaker, code, years["due"], years["high"]))
                )
    for code, ranked in choice.rankings(comparison).items():
        scale = _scale(comparison, speaker, code, ranked["due"], ranked["mean"])
        note = words["notes"]["ranking_national"].format(national=scale.says) if scale.says else ""
        rankings.append((ranking_chart(speaker, code, ranked, scale), note))
    note = words["notes"]["multiples_plans" if few else "multiples_years"]
    charts = [*multiples, *(chart for chart, _ in rankings)]
    return charts, {"multiples": multiples, "multiples_note": note, "rankings": rankings}


def _scale(comparison: Comparison, speaker: Speaker, indicator: str, dues: pd.Series, values: pd.Series) -> Scale:
    norm = load_rules().norms[indicator].norm
    years = set(dues)
    national = _national(comparison, indicator, norm, years.pop()) if len(years) == 1 else None
    title = speaker.words["charts"]["value"] if norm == "share" else speaker.words["measure"][norm]
    top = 100 if norm == "share" and values.max() > SMALL_SHARE else None
    if national is None:
        return Scale(title, top)
    return Scale(title, top, national.value, national.says(speaker.lang))


def _bar(speaker: Speaker, shown: Shown, row: Mapping[str, Any]) -> View:
    return {
        "plan": shown.name(row["doc"]),
        "value": row["value"],
        "said": speaker.value(row),
        "link": f"#{shown.of_target[row['target']].anchor}",
        "derived": bool(row["derived"]),
    }


def _mean(speaker: Speaker, comparison: Comparison, place: int, row: Mapping[str, Any]) -> View:
    national = _national(comparison, row["indicator"], row["measure"], row["due"])
    baseline = speaker.words["tag"]["baseline"].format(baseline=row["baseline"]) if row["baseline"] else None
    return {
        "anchor": f"m-{place}",
        "group": speaker.group(row["group"]),
        "level": speaker.level(row["level"]),
        "indicator": speaker.indicators[row["indicator"]],
        "note": ", ".join(text for text in (row["qualifier"], baseline) if text),
        "measure": speaker.words["measure"][row["measure"]],
        "due": row["due"] or "",
        "plans": row["plans"],
        "figures": [(row[name], speaker.mean(row["measure"], row[name])) for name in ("mean", "min", "median", "max")],
        "national": speaker.national(national) if national else "",
    }


def _row(speaker: Speaker, comparison: Comparison, shown: Shown, row: Mapping[str, Any]) -> View:
    quote = shown.of_target[row["target"]]
    plan = comparison.plans.iloc[row["doc"]]
    national = _national(comparison, row["indicator"], row["measure"], row["due"])
    against = speaker.against(national, row)
    tags = [{"text": text, "tone": ""} for text in speaker.tags(row)]
    if row["disagree"]:
        stated = speaker.words["tag"]["disagree"].partition("{")[0]
        tags = [{**tag, "tone": "warn" if tag["text"].startswith(stated) else ""} for tag in tags]
    achieved = shown.of_achievement.get(row["achievement"])
    return {
        "plan": shown.name(row["doc"]),
        "province": _or_empty(plan["province_now"]),
        "level": speaker.level(plan["level"]),
        "indicator": speaker.indicators[row["indicator"]],
        "measure": speaker.words["measure"][row["measure"]],
        "due": row["due"] or "",
        "due_note": speaker.words["tag"]["assumed"] if row["due_assumed"] else "",
        "value": speaker.value(row),
        "sort": row["value"],
        "href": f"#{quote.anchor}",
        "tags": tags,
        "derived": bool(row["derived"]),
        "achieved": f"#{achieved.anchor}" if achieved else "",
        "against": against,
        "difference": row["value"] - national.value if national and against else "",
        "page": quote.page,
        "link": quote.link,
    }


def _left_out(comparison: Comparison, speaker: Speaker, shown: Shown, examples: pd.DataFrame) -> View:
    words = speaker.words
    counts = comparison.left_out["reason"].value_counts()
    reasons = []
    for code in (code for code in REASONS if code and counts.get(code, 0)):
        rows = as_mappings(examples[examples["reason"] == code])
        text, everything = words["reason"][code], int(counts[code])
        reasons.append(
            {
                "text": text,
                "rows": everything,
                "summary": f"{text} ({speaker.number(everything)})",
                "examples": [_example(speaker, shown, row) for row in rows],
                "cut": speaker.cut(len(rows), everything),
            }
        )
    other = words["notes"]["left_out"].format(other=speaker.number(comparison.of_other_years))
    return {"reasons": reasons, "note": other if comparison.of_other_years else ""}


def _example(speaker: Speaker, shown: Shown, row: Mapping[str, Any]) -> View:
    quote = shown.of_target[row["target"]]
    known = row["measure"] is not None and row["value"] == row["value"]
    names = {**speaker.indicators, "other": ""}
    return {
        "plan": shown.name(row["doc"]),
        "indicator": names[row["indicator"]],
        "value": speaker.value(row) if known else "",
        "href": f"#{quote.anchor}",
        "text": quote.words,
    }


def _places(comparison: Comparison, speaker: Speaker, shown: Shown) -> list[View]:
    notes = speaker.words["place_note"]
    return [
        {
            "plan": shown.name(doc),
            "file": shown.file(doc),
            "href": shown.link(doc),
            "province_then": row["province_then"] or "",
            "province_now": row["province_now"] or "",
            "former_districts": row["former_districts"] or "",
            "period": speaker.group(row["period"]) if row["period"] else "",
            "number": shown.number(doc),
            "note": notes[row["note"]] if row["note"] else "",
        }
        for doc, row in enumerate(as_mappings(comparison.plans.iloc[: choice.PLANS]))
    ]


def _or_empty(value: object) -> str:
    return value if isinstance(value, str) else ""
