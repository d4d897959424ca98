"""The rules of the audit (quy tắc rà soát): one small pure function each, named and worded in `data/rules.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from ntm_extract.audit.findings import Finder, Rule
from ntm_extract.audit.rules import (
    amounts,
    breakdowns,
    circles,
    districts,
    duties,
    paces,
    references,
    symbols,
    times,
    titles,
)

FINDERS: dict[str, Finder] = {
    "reference.later-than-plan": references.find_later_citations,
    "reference.two-dates": references.find_two_dates,
    "reference.two-issuers": references.find_two_issuers,
    "reference.two-titles": titles.find_two_titles,
    "reference.title-unlike-others": titles.find_titles_unlike_others,
    "reference.impossible-symbol": symbols.find_impossible_symbols,
    "reference.year-disagrees": references.find_disagreeing_years,
    "reference.undated": references.find_undated_citations,
    "reference.motto-of-lower-unit": references.find_mottos_of_lower_units,
    "plan.no-superior": references.find_plans_without_superior,
    "plan.cites-in-circle": circles.find_circles,
    "target.share-disagrees": amounts.find_disagreeing_shares,
    "target.count-over-whole": amounts.find_counts_over_whole,
    "target.breakdown-disagrees": breakdowns.find_disagreeing_breakdowns,
    "target.names-miscounted": amounts.find_miscounted_names,
    "target.pace-disagrees": paces.find_disagreeing_paces,
    "target.below-achieved": amounts.find_targets_below_achieved,
    "target.stated-twice": amounts.find_targets_stated_twice,
    "target.districts-disagree": districts.find_disagreeing_districts,
    "time.due-outside-period": times.find_dues_outside_period,
    "time.before-plan": times.find_deadlines_before_issue,
    "duty.nobody": duties.find_tasks_without_agency,
    "duty.not-informed": duties.find_agencies_not_informed,
}


@cache
def load_rules() -> tuple[Rule, ...]:
    """Give all rules, in the order in which they are described.

    Raises:
        KeyError: a rule is described but not written.
    """
    raw = tomllib.loads(files("ntm_extract.audit").joinpath("data/rules.toml").read_text(encoding="utf-8"))
    return tuple(Rule(id=name, find=FINDERS[name], **said) for name, said in raw.items())
