"""What of a comparison is shown on a page, so that it can be read with five plans and with a hundred thousand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ntm_extract.compare.comparison import INDICATORS, Comparison
from ntm_extract.compare.measures import SHOWN_ANYWAY, load_rules
from ntm_extract.compare.national import last_year_of
from ntm_extract.knowledge.folding import fold

PLANS = 200
"""Up to so many plans each has a row of its own at a glance; of more, groups are shown."""
GROUPS = 100
"""Groups that are shown: those with the most plans."""
ROWS = 600
"""Comparable rows in the table."""
EXAMPLES = 15
"""Rows shown for each reason why they were left out."""
MEANS = 400
"""Rows of the table of means."""
BARS = 40
"""Up to so many plans or groups have a bar or a line of their own in a chart."""
RANKINGS = 4
"""Rankings that are drawn, of the indicators with the most plans; the table has all."""
CHARTED = ("share", "average")
"""Measures that charts are drawn of."""


def shows_plans(comparison: Comparison) -> bool:
    """Whether plans are shown each by itself, and not by groups."""
    return len(comparison.plans) <= PLANS


def shown_year(comparison: Comparison, numbers: pd.Series) -> int:
    """Give the one year that figures of several years are shown of.

    It is the year in which most plans' periods end: targets of earlier years are steps on the way. Where nothing is due
    in it, it is the year that has the most, of several the latest.

    Args:
        comparison: whose plans are looked at.
        numbers: how much there is of each year, indexed by year; not empty.
    """
    year = last_year_of(comparison.plans)
    return year if year is not None and year in numbers.index else int(numbers.index[numbers == numbers.max()].max())


def main_rows(comparison: Comparison) -> pd.DataFrame:
    """Give the one row that stands for each plan and indicator.

    It is due in the last year of the plan's own period, or else as late within it as there is one; what a plan looks
    forward to beyond its period stands only where it states nothing else, and then the nearest. Targets with a
    condition go behind those without; of one year, stated rows go before derived ones and those comparable by their
    norm before others.

    Returns:
        Rows of the comparison with a column `more`: how many other targets the plan has of the indicator.
    """
    rows = comparison.rows
    rows = rows[rows["reason"].isin(SHOWN_ANYWAY)]
    by_norm = (rows["measure"].astype(object) == _norms(rows["indicator"])) | (rows["measure"] == "self")
    stated, compared = rows["derived"] == "", rows["reason"] == ""
    cases = [by_norm & stated & compared, by_norm & compared, stated & compared, stated]
    rank = np.select([case.to_numpy() for case in cases], range(len(cases)), len(cases))
    early = _last_years(comparison)[rows["doc"].to_numpy()] - rows["due"].to_numpy("int32")
    frame = rows.assign(beyond=early < 0, qualified=rows["qualifier"].notna(), years=np.abs(early), rank=rank)
    frame = frame.sort_values(["beyond", "qualified", "years", "rank"], kind="stable")
    same = frame.groupby(["doc", "indicator"], observed=True)["target"].transform("nunique")
    return frame.assign(more=same - 1).drop_duplicates(["doc", "indicator"])


def _last_years(comparison: Comparison) -> np.ndarray:
    """Give the last year of each plan's period; where it states none, that of most plans."""
    own = comparison.plans["last_year"].to_numpy()
    return np.where(own > 0, own, last_year_of(comparison.plans) or np.iinfo(own.dtype).max).astype("int32")


def main_means(comparison: Comparison) -> pd.DataFrame:
    """Give the one mean that stands for each group and indicator: of its norm, its year, and the most plans.

    The year is that in which most plans' periods end; where a group has nothing of it, it is the year of most plans.
    """
    means = comparison.means[comparison.means["qualifier"].isna()]
    by_norm = means["measure"].astype(object) == _norms(means["indicator"])
    in_time = means["due"] == (last_year_of(comparison.plans) or 0)
    frame = means.assign(by_norm=by_norm, in_time=in_time)
    frame = frame.sort_values(["by_norm", "in_time", "plans", "due"], ascending=False, kind="stable")
    return frame.drop_duplicates(["group", "indicator"])


def groups_of(comparison: Comparison) -> list[str]:
    """Give the groups that are shown, in the order of the alphabet."""
    counts = comparison.plans["group"].value_counts()
    return sorted(counts[counts > 0].index[:GROUPS], key=fold)


def indicators_of(rows: pd.DataFrame) -> list[str]:
    """Give the indicators that rows are of, in the order of the contract."""
    present = set(rows["indicator"].unique())
    return [code for code in INDICATORS if code in present]


def table_rows(comparison: Comparison) -> pd.DataFrame:
    """Give the comparable rows of the table."""
    return comparison.comparable.iloc[:ROWS]


def examples(comparison: Comparison) -> pd.DataFrame:
    """Give some rows for each reason why rows were left out."""
    left_out = comparison.left_out
    return left_out[left_out.groupby("reason", observed=True).cumcount() < EXAMPLES]


def charted_rows(comparison: Comparison) -> pd.DataFrame:
    """Give the rows that charts of plans show: of each indicator those of its norm and of one year (`shown_year`)."""
    rows = comparison.comparable
    rows = rows[rows["measure"].astype(object) == _norms(rows["indicator"])]
    rows = rows.assign(indirect=rows["derived"] != "", qualified=rows["qualifier"].notna())
    found = []
    for code in charted_indicators(rows):
        of_code = rows[rows["indicator"] == code]
        of_year = of_code[of_code["due"] == shown_year(comparison, of_code["due"].value_counts())]
        found.append(of_year.sort_values(["qualified", "indirect"], kind="stable").drop_duplicates("doc"))
    return pd.concat(found).sort_values("doc", kind="stable") if found else rows.iloc[:0]


def values_by_year(comparison: Comparison, indicator: str) -> pd.DataFrame:
    """Give lowest, median and highest plan of each due year; columns due, low, median, high, plans."""
    rows = comparison.comparable
    rows = rows[
        (rows["indicator"] == indicator) & (rows["derived"] == "") & (rows["due"] > 0) & rows["qualifier"].isna()
    ]
    rows = rows[rows["measure"].astype(object) == _norms(rows["indicator"])]
    by_year = rows.groupby(["due", "doc"])["value"].mean().groupby("due")
    return by_year.agg(low="min", median="median", high="max", plans="size").reset_index()


def ranked(comparison: Comparison, indicator: str) -> pd.DataFrame:
    """Give the means that a ranking shows of an indicator, of one year (see `shown_year`), the highest first."""
    means = comparison.means
    means = means[(means["indicator"] == indicator) & means["qualifier"].isna() & means["group"].notna()]
    means = means[means["measure"].astype(object) == _norms(means["indicator"])]
    if means.empty:
        return means
    year = shown_year(comparison, means.groupby("due")["plans"].sum())
    of_year = means[means["due"] == year].sort_values("mean", ascending=False, kind="stable")
    kept = of_year["group"].drop_duplicates().iloc[:BARS]
    return of_year[of_year["group"].isin(kept)]


def charted_indicators(rows: pd.DataFrame) -> list[str]:
    """Give the indicators that charts are drawn of."""
    norms = load_rules().norms
    return [code for code in indicators_of(rows) if norms[code].norm in CHARTED]


def rankings(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """Give the means that rankings are drawn of, by indicator: where there is more than one group."""
    found = {code: ranked(comparison, code) for code in charted_indicators(comparison.means)}
    several = {code: means for code, means in found.items() if means["group"].nunique() > 1}
    most = sorted(several, key=lambda code: -int(several[code]["plans"].sum()))[:RANKINGS]
    return {code: means for code, means in several.items() if code in most}


def _norms(indicators: pd.Series) -> pd.Series:
    return indicators.astype(object).map({code: norm.norm for code, norm in load_rules().norms.items()})
