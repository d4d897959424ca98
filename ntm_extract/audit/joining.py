"""Which mentions belong to one node: those that tell all, and those that leave something out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ntm_extract.audit.mentions import UNKNOWN, Codes, values_at

TELLS = ["what", "issuer", "year"]
"""What names an instrument, when a mention tells all of it."""
_SCOPES = (
    ("province", ["what", "province"], ("central", "province")),
    ("issuer", ["what", "issuer"], ()),
    ("country", ["what"], ("central",)),
)
"""Where the node is looked for that a mention fits: what must be equal, and the levels of the issuers that are thought
of where the mention tells none."""


@dataclass(frozen=True)
class Joined:
    """The nodes that mentions belong to.

    Attributes:
        tells: what each node says: `what`, `issuer`, `year` by its number.
        node_of: for each mention its node.
        candidates: `node` and `candidate`: the nodes that a node may be, where that could not be decided.
    """

    tells: pd.DataFrame
    node_of: Codes
    candidates: pd.DataFrame


def join_mentions(rows: pd.DataFrame, levels: pd.Series) -> Joined:
    """Join mentions into nodes.

    Mentions that tell number, issuer and year are one node when they tell the same. What leaves out issuer or year is
    completed by what its own document tells elsewhere; then it joins the one node that fits among those that documents
    of its province cite, then among all. Without an issuer it joins only what a central body has issued or, within its
    province, the province: the number of a district's paper fits too many. Where two nodes fit, alike mentions become
    a node apart. What fits nowhere is a node of its own: a number with its issuer for the whole collection, a number
    alone for its document.

    Args:
        rows: `what`, `issuer`, `year`, `doc`, `province` of each mention, `UNKNOWN` where it does not tell.
        levels: the level of each issuer by its code.
    """
    columns = [*TELLS, "doc", "province"]
    of_row = rows.groupby(columns, sort=False).ngroup().to_numpy()
    tells = rows[columns].drop_duplicates(ignore_index=True)
    tells.insert(0, "id", np.arange(len(tells)))
    undecided = _complete(tells)
    tells["level"] = values_at(levels.to_numpy(dtype=object), tells["issuer"].to_numpy(), None)
    whole = (tells[TELLS] != UNKNOWN).all(axis=1).to_numpy()
    tells["node"] = UNKNOWN
    tells.loc[whole, "node"] = tells.loc[whole].groupby(TELLS, sort=False).ngroup()

    tells["scope"] = np.where(undecided, "document", "")
    known = tells.loc[whole].drop_duplicates(["node", "province"])
    fits = []
    for scope, on, levels_thought_of in _SCOPES:
        asking = tells.loc[(tells["node"] == UNKNOWN) & (tells["scope"] == "") & (tells[on] != UNKNOWN).all(axis=1)]
        pairs = _fitting(asking, known, on)
        pairs = pairs.loc[(pairs["issuer"] != UNKNOWN) | pairs["level_other"].isin(levels_thought_of)]
        nodes = pairs.groupby("id")["node_other"].agg(["min", "max"])
        one = nodes.loc[nodes["min"] == nodes["max"], "min"]
        tells.loc[one.index, "node"] = one
        several = nodes.index.difference(one.index)
        tells.loc[several, "scope"] = scope
        fits.append(pairs.loc[pairs["id"].isin(several)])

    _found_apart(tells)
    beside = tells.loc[tells["scope"] == ""]
    fits.append(_fitting(tells.loc[tells["scope"] == "document"], beside, ["what", "doc"]))
    pairs = pd.concat([pair[["id", "node_other"]] for pair in fits])
    candidates = pd.DataFrame(
        {"node": tells["node"].to_numpy()[pairs["id"]], "candidate": pairs["node_other"].to_numpy()}
    ).drop_duplicates(ignore_index=True)
    fullest = tells.assign(told=(tells[TELLS] != UNKNOWN).sum(axis=1)).sort_values(
        "told", ascending=False, kind="stable"
    )
    one_each = fullest.drop_duplicates("node").set_index("node")[TELLS].sort_index()
    return Joined(one_each, tells["node"].to_numpy("int64")[of_row], candidates)


def _fitting(asking: pd.DataFrame, others: pd.DataFrame, on: list[str]) -> pd.DataFrame:
    """Pair mentions with others that are equal in `on` and contradict them in nothing; columns end with `_other`."""
    pairs = asking.merge(others, on=on, suffixes=("", "_other"))
    for tell in ("issuer", "year"):
        if tell not in on:
            one, other = pairs[tell], pairs[f"{tell}_other"]
            pairs = pairs.loc[(one == other) | (one == UNKNOWN) | (other == UNKNOWN)]
    return pairs


def _complete(tells: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Fill in what mentions leave out and their document tells elsewhere, in place.

    Returns:
        For which the document tells two things.
    """
    asking = tells.loc[(tells["issuer"] == UNKNOWN) | (tells["year"] == UNKNOWN)]
    pairs = _fitting(asking, tells, ["what", "doc"])
    undecided = np.zeros(len(tells), dtype=bool)
    for tell in ("issuer", "year"):
        told = pairs.loc[(pairs[tell] == UNKNOWN) & (pairs[f"{tell}_other"] != UNKNOWN)]
        span = told.groupby("id")[f"{tell}_other"].agg(["min", "max"])
        one = span.loc[span["min"] == span["max"], "min"]
        tells.loc[one.index, tell] = one
        undecided[span.index.difference(one.index)] = True
    return undecided


def _found_apart(tells: pd.DataFrame) -> None:
    """Give nodes of their own to mentions that have joined none, in place."""
    alone = tells.loc[tells["node"] == UNKNOWN]
    of_document = (alone["scope"] == "document") | (alone["issuer"] == UNKNOWN)
    place = np.where(of_document, alone["doc"], np.where(alone["scope"] == "province", alone["province"], UNKNOWN))
    new = alone.assign(place=place).groupby([*TELLS, "scope", "place"], sort=False).ngroup()
    tells.loc[alone.index, "node"] = new + tells["node"].max() + 1
