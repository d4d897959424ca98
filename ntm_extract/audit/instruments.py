"""Instruments (văn bản): what many mentions, each in its own words, name together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ntm_extract.audit.joining import Joined, join_mentions
from ntm_extract.audit.mentions import UNKNOWN, Codes, Mentions, read_mentions, values_at
from ntm_extract.knowledge.akoma_ntoso import compose_uri
from ntm_extract.knowledge.issuers import read_issuer
from ntm_extract.store.collection import Collection


@dataclass(frozen=True)
class Instruments:
    """The instruments that a collection cites.

    Attributes:
        nodes: one row an instrument, the most cited first. `kind`; `number` (as most often written), `serial`, `year`,
            `symbol`; `name`: how it is called (`Quyết định 263/QĐ-TTg`, `Luật Đầu tư công`); `date` (EDTF, as most
            often given), `dates`: how many days are given for it; `issuer`, its `level` (central, province, district,
            commune), `system` (state, party) and `province`; `subject` as most often cited; `mentions`, `plans`: how
            often and by how many documents it is cited; `doc`: its position in `Collection.documents` when it is
            itself in the collection, else -1; `candidates`: where its mentions could not be told apart, the nodes it
            may be; `akn_uri`. A text is missing and a number -1 where nothing is known. A document that is nothing but
            a candidate is a node with 0 mentions.
        node_of: for each row of `Collection.references` its node.
        node_of_document: for each document the node that it is itself, or -1.
    """

    nodes: pd.DataFrame
    node_of: Codes
    node_of_document: Codes


def merge_instruments(collection: Collection) -> Instruments:
    """Tell which mentions of a collection name one instrument.

    Case, blanks, dashes, leading zeros and the place of tones make no difference; figures always do: 263 and 268 are
    two, whatever OCR may have read. The issuer counts, for a local number means nothing without it: 1485/KH-UBND of two
    provinces are two. The year counts, as in the number or else in the date, for numbers begin anew each year. Days of
    one year that differ are one instrument with two days. How mentions that leave out issuer or year join the others,
    `join_mentions` says; where two fit, none is guessed, and the node has `candidates`.

    Example:
        `263/QĐ-TTg` ngày 22/02/2022 in one plan and `263/QĐ-TTg` năm 2022 in another are one node.
    """
    mentions = read_mentions(collection)
    joined = join_mentions(mentions.rows, mentions.issuers["level"])
    nodes = _describe(mentions, joined)
    keep = nodes["mentions"].gt(0) | nodes.index.isin(joined.candidates["candidate"])
    columns = ["plans", "mentions", "name", "issuer", "date"]
    order = nodes.loc[keep].sort_values(columns, ascending=[False, False, True, True, True], kind="stable").index
    place = np.full(len(nodes) + 1, UNKNOWN, dtype="int64")
    place[order] = np.arange(len(order))
    nodes = nodes.loc[order].reset_index(drop=True)
    nodes["candidates"] = _candidates(joined, place, len(order))

    own = mentions.rows["own"].to_numpy()
    node_of = place[joined.node_of]
    of_document = np.full(len(collection.documents), UNKNOWN, dtype="int64")
    of_document[mentions.rows.loc[own, "doc"]] = node_of[own]
    return Instruments(nodes, node_of[~own], of_document)


def _describe(mentions: Mentions, joined: Joined) -> pd.DataFrame:
    """Describe each node by what its mentions say most often."""
    rows = mentions.rows.assign(node=joined.node_of)
    cited = rows.loc[~rows["own"]]
    tells = joined.tells
    spellings = mentions.spellings
    days = pd.Series(spellings["date"], dtype="str").str.len().fillna(0).to_numpy()
    complete = np.array([read_issuer(name).complete for name in spellings["stated"]], dtype=bool)

    number = _most_often(rows, "number", tells.index)
    numbers = mentions.numbers.astype(object).reindex(number).set_axis(tells.index)
    kind = values_at(spellings["kind"], _most_often(rows, "kind", tells.index), None)
    stated = values_at(spellings["stated"], _most_often(rows, "stated", tells.index, complete), None)
    called = values_at(spellings["name"], _most_often(rows, "name", tells.index), None)
    issuers = mentions.issuers.astype(object).reindex(tells["issuer"]).set_axis(tells.index)
    nodes = pd.DataFrame(
        {
            "kind": kind,
            "number": numbers["text"],
            "serial": numbers["serial"],
            "year": tells["year"],
            "symbol": numbers["symbol"],
            "name": pd.Series(kind, tells.index, dtype="str") + " " + numbers["text"].astype("str"),
            "date": values_at(spellings["date"], _most_often(rows, "date", tells.index, days), None),
            "dates": _different_days(cited, days).reindex(tells.index, fill_value=0),
            "issuer": pd.Series(stated, tells.index).fillna(issuers["name"]),
            "level": issuers["level"].fillna(numbers["level"]),
            "system": issuers["system"].fillna(numbers["system"]),
            "province": issuers["province"],
            "subject": values_at(spellings["subject"], _most_often(rows, "subject", tells.index), None),
            "mentions": cited["node"].value_counts().reindex(tells.index, fill_value=0),
            "plans": cited.groupby("node")["doc"].nunique().reindex(tells.index, fill_value=0),
            "doc": rows.loc[rows["own"]].groupby("node")["doc"].min().reindex(tells.index, fill_value=-1),
        },
        index=tells.index,
    )
    nodes["name"] = nodes["name"].fillna(pd.Series(called, tells.index, dtype="str"))
    nodes["akn_uri"] = _uris(nodes, numbers["year"])
    words = ["kind", "number", "serial", "symbol", "name", "date", "issuer", "level", "system", "province", "subject"]
    return nodes.astype(dict.fromkeys([*words, "akn_uri"], "str"))


def _most_often(
    rows: pd.DataFrame, column: str, nodes: pd.Index, preferred: npt.NDArray[Any] | None = None
) -> npt.NDArray[np.int64]:
    """Give each node's most frequent code in a column, `UNKNOWN` where it has none.

    Where `preferred` gives codes a rank, that counts before their frequency.
    """
    counts = rows.loc[rows[column] != UNKNOWN].groupby(["node", column], sort=True).size().reset_index(name="count")
    counts["rank"] = 0 if preferred is None else preferred[counts[column]]
    first = counts.sort_values(["node", "rank", "count"], ascending=[True, False, False], kind="stable")
    one_each = first.drop_duplicates("node").set_index("node")[column]
    return one_each.reindex(nodes, fill_value=UNKNOWN).to_numpy("int64")


def _different_days(cited: pd.DataFrame, lengths: npt.NDArray[Any]) -> pd.Series:
    """Count the days (dates in full) that mentions give for each node."""
    full = cited.loc[values_at(lengths, cited["date"].to_numpy(), 0) == len("2022-02-22")]
    days: pd.Series = full.groupby("node")["date"].nunique()
    return days


def _uris(nodes: pd.DataFrame, numbered: pd.Series) -> list[str | None]:
    """Name each node by its work's IRI; `numbered` is the year in its number."""
    columns = [nodes[name] for name in ("kind", "serial", "symbol", "date", "issuer", "province")]
    told = (column.astype(object).where(column.notna(), None).tolist() for column in columns)
    years = zip(numbered.fillna(UNKNOWN).tolist(), nodes["year"].tolist(), strict=True)
    return [
        compose_uri(kind, serial, None if inside == UNKNOWN else inside, symbol, date or f"{year}", issuer, province)
        if serial is not None and (date is not None or year != UNKNOWN)
        else None
        for (inside, year), (kind, serial, symbol, date, issuer, province) in zip(
            years, zip(*told, strict=True), strict=True
        )
    ]


def _candidates(joined: Joined, place: Codes, count: int) -> pd.Series:
    """Give for each node, in its place, the places of the nodes that it may be."""
    pairs = pd.DataFrame({"node": place[joined.candidates["node"]], "candidate": place[joined.candidates["candidate"]]})
    lists = dict(pairs.sort_values(["node", "candidate"]).groupby("node")["candidate"].agg(tuple).items())
    return pd.Series([lists.get(node, ()) for node in range(count)], dtype=object)
