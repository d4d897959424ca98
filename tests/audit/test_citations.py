"""Who cites whom: what is missing, what goes in circles, what stands alone, and what a plan rests on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ntm_extract.audit.citations import Graph, build_graph, find_chains, find_cycles, find_missing, find_orphans
from ntm_extract.audit.instruments import merge_instruments
from ntm_extract.plan import Plan
from ntm_extract.store.collection import Collection
from tests.audit.plans import Entry, a_collection, a_plan, position_of

PRIME_MINISTER: Entry = {
    "number": "263/QĐ-TTg", "date": "2022-02-22", "issuer": "Thủ tướng Chính phủ", "subject": "phê duyệt Chương trình",
}  # fmt: skip


def of(unit: str, number: int) -> dict[str, Any]:
    """Give number, date and issuer of a unit's plan as another plan cites it."""
    return {
        "kind": "Kế hoạch", "number": f"{number}/KH-UBND", "date": "2022-10-05", "issuer": f"Ủy ban nhân dân {unit}",
    }  # fmt: skip


def a_plan_of(unit: str, number: int, *references: Entry) -> Plan:
    """Give the plan that `of` cites; its short name is its number."""
    level = {"tỉnh": "province", "huyện": "district", "xã": "commune"}[unit.split()[0]]
    district = unit.split(" ", 1)[1] if level == "district" else None
    return a_plan(
        number, number=f"{number}/KH-UBND", issuer=f"Ủy ban nhân dân {unit}", level=level, district=district,
        references=references,
    )  # fmt: skip


def graph_of(folder: Path, *plans: Plan) -> tuple[Collection, Graph]:
    collection = a_collection(folder, plans)
    return collection, build_graph(collection, merge_instruments(collection))


def ways_of(collection: Collection, graph: Graph, name: int) -> list[str]:
    """Give the ways upwards of a plan as words, `!` where one breaks off."""
    return [
        " → ".join(graph.nodes["name"][list(chain.nodes)]) + ("" if chain.gap is None else " !")
        for chain in find_chains(graph, position_of(collection, name))
    ]


def test_edges_count_mentions_by_relation(tmp_path: Path) -> None:
    _, graph = graph_of(
        tmp_path,
        a_plan_of(
            "huyện Hạ Lang",
            1,
            PRIME_MINISTER,
            PRIME_MINISTER,
            {**PRIME_MINISTER, "relation": "per"},
        ),
    )
    [node] = graph.node_of_document
    assert graph.edges.drop(columns="relation").to_numpy().tolist() == [[node, 0, 2], [node, 0, 1]]
    assert graph.edges["relation"].tolist() == ["legal_basis", "per"]
    assert graph.cited_by(node)["target"].tolist() == [0, 0]
    assert graph.citing(0)["source"].tolist() == [node, node]
    assert graph.nodes.loc[node, ["name", "level", "doc"]].tolist() == ["Kế hoạch 1/KH-UBND", "district", 0]


def test_a_document_that_is_cited_is_one_node_with_the_instrument(tmp_path: Path) -> None:
    collection, graph = graph_of(
        tmp_path, a_plan_of("tỉnh Cao Bằng", 2), a_plan_of("huyện Hạ Lang", 1, of("tỉnh Cao Bằng", 2))
    )
    assert len(graph.nodes) == 2
    assert graph.cited_by(graph.node_of_document[position_of(collection, 1)])["target"].tolist() == [
        graph.node_of_document[position_of(collection, 2)]
    ]


def test_what_a_plan_says_of_itself_is_no_citation(tmp_path: Path) -> None:
    _, graph = graph_of(tmp_path, a_plan_of("huyện Hạ Lang", 1, of("huyện Hạ Lang", 1)))
    assert graph.edges.empty


def test_documents_to_obtain_are_ordered_by_the_plans_that_cite_them(tmp_path: Path) -> None:
    collection, graph = graph_of(
        tmp_path,
        a_plan_of("tỉnh Cao Bằng", 2, {"number": "1/QĐ-TTg", "date": "2021-01-01"}),
        a_plan_of("huyện Hạ Lang", 1, PRIME_MINISTER, of("tỉnh Cao Bằng", 2)),
        a_plan_of("huyện Hà Quảng", 3, PRIME_MINISTER, of("tỉnh Cao Bằng", 2)),
    )
    missing = find_missing(graph)
    assert missing["number"].tolist() == ["263/QĐ-TTg", "1/QĐ-TTg"]
    first = missing.loc[0]
    assert [first["plans"], first["date"], first["subject"]] == [2, "2022-02-22", "phê duyệt Chương trình"]
    citing = graph.citing(int(first["node"]))["source"]
    assert set(graph.nodes["doc"][citing]) == {position_of(collection, 1), position_of(collection, 3)}


def test_what_could_be_one_or_another_is_not_asked_for(tmp_path: Path) -> None:
    mention = {"number": "651/QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Lạng Sơn"}
    years = [mention | {"date": "2021"}, mention | {"date": "2022"}]
    _, graph = graph_of(tmp_path, a_plan_of("huyện Hạ Lang", 1, *years, mention))
    assert find_missing(graph)["date"].tolist() == ["2021", "2022"]


@pytest.mark.parametrize(
    ("cites", "circles"),
    [
        ({1: [2], 2: [1], 3: [1]}, [[1, 2]]),
        ({1: [2], 2: [3], 3: [1]}, [[1, 2, 3]]),
        ({1: [2], 2: [3], 3: []}, []),
        ({1: [2], 2: [1, 3], 3: [4], 4: [3]}, [[1, 2], [3, 4]]),
        ({1: [1]}, []),
    ],
)
def test_circles_are_found(tmp_path: Path, cites: dict[int, list[int]], circles: list[list[int]]) -> None:
    units = dict(zip((1, 2, 3, 4), ("huyện Hạ Lang", "huyện Hà Quảng", "huyện Bảo Lạc", "huyện Hòa An"), strict=True))
    plans = [a_plan_of(units[n], n, PRIME_MINISTER, *(of(units[m], m) for m in cited)) for n, cited in cites.items()]
    collection, graph = graph_of(tmp_path, *plans)
    expected = [tuple(sorted(position_of(collection, n) for n in circle)) for circle in circles]
    assert find_cycles(graph) == sorted(expected)


def test_orphans_neither_cite_nor_are_cited(tmp_path: Path) -> None:
    collection, graph = graph_of(
        tmp_path,
        a_plan_of("tỉnh Cao Bằng", 2),
        a_plan_of("huyện Hạ Lang", 1, of("tỉnh Cao Bằng", 2)),
        a_plan_of("huyện Hà Quảng", 3),
    )
    assert find_orphans(graph).tolist() == [position_of(collection, 3)]


def test_a_chain_leads_through_the_plan_of_the_province(tmp_path: Path) -> None:
    collection, graph = graph_of(
        tmp_path,
        a_plan_of("tỉnh Cao Bằng", 2, PRIME_MINISTER),
        a_plan_of("huyện Hạ Lang", 1, of("tỉnh Cao Bằng", 2)),
    )
    assert ways_of(collection, graph, 1) == ["Kế hoạch 1/KH-UBND → Kế hoạch 2/KH-UBND → Quyết định 263/QĐ-TTg"]
    [chain] = find_chains(graph, position_of(collection, 1))
    assert chain.complete
    assert chain.relations == ("legal_basis", "legal_basis")


def test_a_chain_names_the_link_that_is_not_in_the_collection(tmp_path: Path) -> None:
    collection, graph = graph_of(tmp_path, a_plan_of("huyện Hạ Lang", 1, PRIME_MINISTER, of("tỉnh Cao Bằng", 2)))
    assert ways_of(collection, graph, 1) == [
        "Kế hoạch 1/KH-UBND → Quyết định 263/QĐ-TTg",
        "Kế hoạch 1/KH-UBND → Kế hoạch 2/KH-UBND !",
    ]


def test_a_chain_ends_with_a_document_that_cites_nothing(tmp_path: Path) -> None:
    collection, graph = graph_of(
        tmp_path, a_plan_of("tỉnh Cao Bằng", 2), a_plan_of("huyện Hạ Lang", 1, of("tỉnh Cao Bằng", 2))
    )
    [chain] = find_chains(graph, position_of(collection, 1))
    assert (chain.gap, chain.complete) == (None, False)
    assert list(find_chains(graph, position_of(collection, 2))) == []


def test_a_chain_goes_neither_down_nor_round(tmp_path: Path) -> None:
    collection, graph = graph_of(
        tmp_path,
        a_plan_of("tỉnh Cao Bằng", 2, of("huyện Hạ Lang", 1), PRIME_MINISTER),
        a_plan_of("huyện Hạ Lang", 1, of("huyện Hà Quảng", 3), of("tỉnh Cao Bằng", 2)),
        a_plan_of("huyện Hà Quảng", 3, of("huyện Hạ Lang", 1)),
    )
    assert ways_of(collection, graph, 2) == ["Kế hoạch 2/KH-UBND → Quyết định 263/QĐ-TTg"]
    assert ways_of(collection, graph, 3) == [
        "Kế hoạch 3/KH-UBND → Kế hoạch 1/KH-UBND → Kế hoạch 2/KH-UBND → Quyết định 263/QĐ-TTg"
    ]


def test_a_plan_without_number_is_called_by_its_issuer(tmp_path: Path) -> None:
    _, graph = graph_of(tmp_path, a_plan("a"), a_plan("b", issuer=None), a_plan("c", issuer=None, kind=None))
    assert sorted(graph.nodes["name"]) == ["Kế hoạch (Hạ Lang)", "Kế hoạch của Ủy ban nhân dân huyện Hạ Lang", "c.pdf"]
