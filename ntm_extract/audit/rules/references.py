"""Citations that cannot be right as they stand: dates, symbols, issuers (văn bản viện dẫn)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from ntm_extract.audit.evidence import Evidence, value_at
from ntm_extract.audit.findings import Cell, Hit, Severity
from ntm_extract.audit.rules.titles import are_one
from ntm_extract.edtf import days_of
from ntm_extract.knowledge.folding import fold
from ntm_extract.knowledge.issuers import read_issuer

BY_NAME = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
"""Kinds that may be cited by name, without number and date (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.5.b)."""


def find_later_citations(evidence: Evidence) -> Iterator[Hit]:
    """Find instruments dated after the plan that cites them.

    Times are compared as far as they are known: an instrument of 2022-10 is not later than a plan of 2022-10.
    """
    references = evidence.collection.references
    documents = evidence.collection.documents
    later = evidence.cited.first > evidence.issued.at(references["doc"]).last
    for at in np.flatnonzero(later).tolist():
        doc = int(value_at(references, "doc", at))
        yield Hit(
            doc,
            (Cell("references", int(at)),),
            {"instrument": _name(references, at), "date": value_at(references, "date", at)}
            | {"issued": value_at(documents, "issued_on", doc)},
            _severity(evidence, at),
        )


def find_disagreeing_years(evidence: Evidence) -> Iterator[Hit]:
    """Find numbers that carry another year than their date (03/2021/NQ-HĐND ngày 25/02/2022)."""
    references = evidence.collection.references
    numbers = references["number"].astype("category")
    years = [_year_in(str(number)) for number in numbers.cat.categories]
    stated = np.array([*(year or np.nan for year in years), np.nan])[numbers.cat.codes.to_numpy()]
    dated = evidence.cited.first.astype("datetime64[Y]").astype("float64") + 1970
    dated[np.isnat(evidence.cited.first)] = np.nan
    for at in np.flatnonzero(np.isfinite(stated) & np.isfinite(dated) & (stated != dated)).tolist():
        yield Hit(
            int(value_at(references, "doc", at)),
            (Cell("references", int(at)),),
            {"instrument": _name(references, at), "date": value_at(references, "date", at), "year": int(stated[at])},
            _severity(evidence, at),
        )


_YEAR = re.compile(r"(?<!\d)\d+[a-zđ]?/((?:19|20)\d\d)/")


def _year_in(number: str) -> int | None:
    match = _YEAR.match(number)
    return int(match[1]) if match else None


def find_undated_citations(evidence: Evidence) -> Iterator[Hit]:
    """Find instruments that a plan cites without ever giving their date.

    One finding an instrument and plan. Laws cited by name need no date; the plan's own number in the head of an
    appendix and decisions that name recipients (`thành viên theo QĐ số 651/QĐ-UBND`) are left alone.
    """
    references = evidence.collection.references
    node = evidence.instruments.node_of.astype("int64")
    pair = references["doc"].to_numpy().astype("int64") * (node.max(initial=0) + 1) + node
    distinct, first, inverse = np.unique(pair, return_index=True, return_inverse=True)
    dated = np.zeros(len(distinct), dtype=bool)
    np.logical_or.at(dated, inverse, references["date"].notna().to_numpy())
    own = evidence.collection.documents["number"].to_numpy(dtype=object)[references["doc"]]
    excused = references["kind"].isin(BY_NAME).to_numpy() | (references["section"] == "recipients").to_numpy()
    excused |= (references["number"].astype(object) == own).to_numpy()
    for at in first[~dated & ~excused[first]]:
        yield Hit(
            int(value_at(references, "doc", at)),
            (Cell("references", int(at)),),
            {"instrument": _name(references, int(at))},
        )


def find_two_dates(evidence: Evidence) -> Iterator[Hit]:
    """Find instruments that are given dates which exclude one another.

    Mentions of one number, issuer and year are one instrument; 2022-02 and 2022-02-22 do not exclude one another. The
    finding is made where the rarer date stands.
    """
    references = evidence.collection.references
    known = np.flatnonzero(~np.isnat(evidence.cited.first))
    node = evidence.instruments.node_of[known]
    span = pd.DataFrame(
        {"first": evidence.cited.first[known], "last": evidence.cited.last[known]}, index=known
    ).groupby(node)
    split = (span["first"].transform("max") > span["last"].transform("min")).to_numpy()
    rows = references.loc[known[split], ["doc", "date"]].astype({"date": object})
    for _, mentions in rows.groupby(node[split], sort=False):
        yield from _odd_ones_out(evidence, mentions, "date")
    order = np.argsort(evidence.instruments.node_of, kind="stable")
    of_node = evidence.instruments.node_of[order]
    for nodes in _same_in_other_years(evidence):
        at = np.concatenate([order[slice(*np.searchsorted(of_node, [node, node + 1]))] for node in nodes])
        mentions = references.loc[at, ["doc", "date"]].dropna().astype({"date": object})
        usual = evidence.instruments.nodes["date"].iat[nodes[0]]
        own = evidence.instruments.node_of[mentions.index] == nodes[0]
        yield from _odd_ones_out(evidence, mentions[~own | (mentions["date"] == usual)], "date")


def _same_in_other_years(evidence: Evidence) -> Iterator[list[int]]:
    """Give instruments of one number, issuer and title that are told apart by the year alone.

    Numbers begin anew each year, so the year makes two instruments of them; one title says that there is only one.
    """
    nodes = evidence.instruments.nodes
    usable = nodes[nodes["number"].notna() & nodes["issuer"].notna() & nodes["date"].notna() & nodes["subject"].notna()]
    keys = [usable[name].astype("category").cat.codes.to_numpy() for name in ("kind", "number", "issuer")]
    group = usable.groupby(keys, sort=False)["year"]
    apart = (group.transform("min") != group.transform("max")).to_numpy()
    for _, same in usable[apart].groupby([key[apart] for key in keys], sort=False):
        first, *others = same.sort_values("mentions", ascending=False, kind="stable").index.tolist()
        year, subject = same["year"].to_dict(), same["subject"].to_dict()
        alike = [at for at in others if year[at] != year[first] and are_one(str(subject[at]), str(subject[first]))]
        if alike:
            yield [first, *alike]


def find_two_issuers(evidence: Evidence) -> Iterator[Hit]:
    """Find one number of one day that is said to be of two issuers.

    Looked at are the mentions of one plan, and those of plans of one province that give it one title. Elsewhere two
    bodies may well have given the same number on the same day.
    """
    references, nodes, node = evidence.collection.references, evidence.instruments.nodes, evidence.instruments.node_of
    issuer = nodes["issuer"].astype("category").cat.codes.to_numpy()[node]
    dates = references["date"].astype("category")
    exact = np.array([*(len(str(day)) == EXACT for day in dates.cat.categories), False])[dates.cat.codes.to_numpy()]
    usable = np.flatnonzero(exact & (issuer >= 0) & references["number"].notna().to_numpy())
    doc = references["doc"].to_numpy()[usable]
    rows = pd.DataFrame(
        {
            "doc": doc,
            "number": nodes["number"].astype("category").cat.codes.to_numpy()[node[usable]],
            "date": dates.cat.codes.to_numpy()[usable],
            "province": evidence.collection.documents["province"].astype("category").cat.codes.to_numpy()[doc],
            "code": issuer[usable],
        },
        index=usable,
    )
    rows = _split(rows, ["number", "date", "province"])
    at = rows.index.to_numpy()
    rows["issuer"] = nodes["issuer"].astype(object).to_numpy()[node[at]]
    rows["subject"] = references["subject"].astype(object).to_numpy()[at]
    within = _split(rows, ["number", "date", "doc"])
    for _, mentions in within.groupby(["number", "date", "doc"], sort=False):
        yield from _odd_ones_out(evidence, mentions, "issuer")
    between = rows[~rows.index.isin(within.index) & rows["subject"].notna()]
    for _, mentions in _split(between, ["number", "date", "province"]).groupby(
        ["number", "date", "province"], sort=False
    ):
        usual = str(value_at(mentions, "subject", 0))
        yield from _odd_ones_out(
            evidence, mentions[[are_one(str(said), usual) for said in mentions["subject"]]], "issuer"
        )


EXACT = len("2022-02-22")


def _split(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Keep the rows of groups that have two issuers."""
    codes = rows.groupby(keys, sort=False)["code"]
    return rows[codes.transform("min") != codes.transform("max")]


def _odd_ones_out(evidence: Evidence, mentions: pd.DataFrame, column: str) -> Iterator[Hit]:
    """Make a finding wherever something is stated that excludes what most state; of two equals the later one is odd.

    Args:
        evidence: for the sentence.
        mentions: rows of references of one instrument; `doc` and the column.
        column: what they state.
    """
    counts = mentions[column].value_counts(sort=False)
    if len(counts) < 2:
        return
    usual = str(counts.idxmax())
    example = int(mentions.index[mentions[column] == usual][0])
    odd = [said for said in counts.index if _exclude(str(said), usual)]
    for at, row in mentions[mentions[column].isin(odd)].drop_duplicates(["doc", column]).iterrows():
        cells = (int(str(at)), example)
        yield Hit(
            int(row["doc"]),
            tuple(Cell("references", cell) for cell in cells),
            {
                "instrument": _name(evidence.collection.references, cells[0]),
                "said": str(row[column]),
                "usual": usual,
                "times": int(counts[usual]),
            },
            "high" if all(evidence.sure["references"][cell] for cell in cells) else "medium",
        )


def _exclude(one: str, other: str) -> bool:
    """Whether two statements cannot both be right; a month and a day within it can."""
    days = (days_of(one), days_of(other))
    if days[0] and days[1]:
        return days[0].first > days[1].last or days[1].first > days[0].last
    return one != other


def find_mottos_of_lower_units(evidence: Evidence) -> Iterator[Hit]:
    """Find instruments of a higher body whose quoted motto names the citing unit itself.

    A province's plan for the movement “Cả nước chung sức …” that a district cites as “Kbang chung sức …”: the district
    has put its own motto into the title of the other's instrument.
    """
    references = evidence.collection.references
    documents = evidence.collection.documents
    subjects = references["subject"].astype("category")
    mottos = [m[1].strip() if (m := _MOTTO.search(str(said))) else "" for said in subjects.cat.categories]
    said = subjects.cat.codes.to_numpy()
    rank = _ranks(evidence.instruments.nodes["level"])[evidence.instruments.node_of]
    levels = _ranks(documents["level"])
    own_units = _own_names(documents, levels)
    units = list(map(str, own_units.cat.categories))
    doc = references["doc"].to_numpy()
    quoted = np.array([*map(bool, mottos), False])[said] & (rank < levels[doc])
    at = np.flatnonzero(quoted & (own_units.cat.codes.to_numpy()[doc] >= 0))
    pairs = said[at].astype("int64") * (len(units) + 1) + own_units.cat.codes.to_numpy()[doc[at]]
    distinct, inverse = np.unique(pairs, return_inverse=True)
    named = [_names(mottos[pair // (len(units) + 1)], units[pair % (len(units) + 1)]) for pair in distinct.tolist()]
    for row in at[np.array(named, dtype=bool)[inverse]].tolist():
        yield Hit(
            int(doc[row]),
            (Cell("references", row),),
            {"instrument": _name(references, row), "motto": mottos[said[row]], "unit": own_units.iat[doc[row]]},
        )


def _own_names(documents: pd.DataFrame, levels: npt.NDArray[np.float64]) -> pd.Series:
    """Give the name of each plan's own unit; none where the unit above it bears the same (Cao Bằng in Cao Bằng)."""
    issuers = documents["issuer"].astype("category")
    places = [read_issuer(str(name)).place or None for name in issuers.cat.categories]
    commune = pd.Series(np.array([*places, None], dtype=object)[issuers.cat.codes.to_numpy()], index=documents.index)
    names = documents["province"].astype(object).where(levels < RANK["district"], documents["district"].astype(object))
    names = names.where(levels <= RANK["district"], commune)
    same = (levels >= RANK["district"]) & (names == documents["province"].astype(object))
    return names.where(~same, None).astype("category")


def _names(motto: str, unit: str) -> bool:
    return f" {fold(unit)} " in f" {fold(motto)} "


_MOTTO = re.compile(r"phong tr[aà]o[^“\"«”»]{0,60}[“\"«]([^”\"»]{4,120})[”\"»]", re.IGNORECASE)
RANK = {"central": 0, "province": 1, "district": 2, "commune": 3}
"""How high a body stands; 0 is the highest."""


def _ranks(levels: pd.Series) -> npt.NDArray[np.float64]:
    """Give the rank of each level, NaN where it is not known."""
    column = levels.astype("category")
    ranks = [RANK.get(str(level), np.nan) for level in column.cat.categories]
    return np.array([*ranks, np.nan])[column.cat.codes.to_numpy()]


def find_plans_without_superior(evidence: Evidence) -> Iterator[Hit]:
    """Find plans that cite no instrument of the level above them.

    Medium where no higher level is cited at all, low where only a level further up is.
    """
    documents, references = evidence.collection.documents, evidence.collection.references
    own = _ranks(documents["level"])
    rank = _ranks(evidence.instruments.nodes["level"])[evidence.instruments.node_of]
    doc = references["doc"].to_numpy()
    # a Party body of the own level stands above the state's: its resolutions are carried out
    party = (evidence.instruments.nodes["system"] == "party").to_numpy()[evidence.instruments.node_of]
    higher = np.zeros(len(documents), dtype=bool)
    nearest = np.zeros(len(documents), dtype=bool)
    np.logical_or.at(higher, doc, (rank < own[doc]) | (party & (rank == own[doc])))
    merged = evidence.issued.last[doc] >= np.datetime64("2025-07-01")
    step = np.where((own[doc] == RANK["commune"]) & merged, 2, 1)  # the province is above communes since then
    np.logical_or.at(nearest, doc, (rank < own[doc]) & (rank >= own[doc] - step))
    unknown = np.zeros(len(documents), dtype=bool)  # whose it is that is cited may be the superior's
    np.logical_or.at(unknown, doc, np.isnan(rank) & references["number"].notna().to_numpy())
    for at in np.flatnonzero(np.isfinite(own) & (own > 0) & ~nearest & ~unknown).tolist():
        severity: Severity = "low" if higher[at] else "medium"
        yield Hit(
            int(at),
            (),
            {"level": value_at(documents, "level", at), "issuer": _called(documents, at)},
            severity,
        )


def _called(documents: pd.DataFrame, at: int) -> str | Mapping[str, str]:
    """Give whose plan it is, as far as the plan tells."""
    told = [value_at(documents, name, at) for name in ("issuer", "district", "province")]
    return next((name for name in told if isinstance(name, str)), {"vi": "đơn vị chưa rõ", "en": "an unnamed unit"})


def _name(references: pd.DataFrame, at: int) -> str:
    """Give what an instrument is called in a sentence: kind and number, or its subject."""
    kind, number, subject = (value_at(references, name, at) for name in ("kind", "number", "subject"))
    if isinstance(number, str):
        return f"{kind} {number}"
    if not isinstance(subject, str):
        return str(kind)
    return subject if subject.startswith(str(kind)) else f"{kind} {subject}"


def _severity(evidence: Evidence, at: int) -> Severity:
    return "high" if evidence.sure["references"][at] else "medium"
