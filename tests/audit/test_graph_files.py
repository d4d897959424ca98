"""Graph files open again in other programs, whatever the words of the plans hold."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from ntm_extract.audit.citations import Graph, build_graph
from ntm_extract.audit.graph_files import MOST_EDGES, MOST_NODES, format_mermaid, write_graphml
from ntm_extract.audit.instruments import merge_instruments
from ntm_extract.plan import Plan
from ntm_extract.store.collection import Collection
from tests.audit.plans import Entry, a_collection, a_doc_id, a_plan

DECISION: Entry = {"number": "263/QĐ-TTg", "date": "2022-02-22", "issuer": "Thủ tướng Chính phủ"}
NASTY = 'x"]; click n0 call alert(1) %% <script>&amp; #35; `a` \n end \x01 -->|y|'


def graph_of(folder: Path, *plans: Plan) -> tuple[Collection, Graph]:
    collection = a_collection(folder, plans)
    return collection, build_graph(collection, merge_instruments(collection))


def reread(collection: Collection, graph: Graph) -> Any:
    file = BytesIO()
    write_graphml(graph, collection, file)
    file.seek(0)
    return nx.read_graphml(file)


def test_graphml_opens_again_with_typed_attributes(tmp_path: Path) -> None:
    mentions = [DECISION, DECISION, {**DECISION, "relation": "implements"}]
    collection, graph = graph_of(tmp_path, a_plan("a", references=mentions))
    read = reread(collection, graph)
    assert read.is_directed()
    assert read.nodes["n0"]["number"] == "263/QĐ-TTg"
    assert read.nodes["n0"]["plans"] == 1
    assert read.nodes["n0"]["akn_uri"].startswith("/akn/vn/act/")
    assert "doc_id" not in read.nodes["n0"]
    assert read.nodes["n1"]["doc_id"] == a_doc_id("a")
    assert read.nodes["n1"]["source"] == "a.pdf"
    assert sorted((data["relation"], data["mentions"]) for *_, data in read.edges(data=True)) == [
        ("implements", 1),
        ("legal_basis", 2),
    ]


def test_graphml_names_the_candidates_of_what_could_not_be_told_apart(tmp_path: Path) -> None:
    mention = {"number": "651/QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Lạng Sơn"}
    cited = [mention | {"date": "2021"}, mention | {"date": "2022"}, mention]
    collection, graph = graph_of(tmp_path, a_plan("a", references=cited))
    [candidates] = [
        data["candidates"] for _, data in reread(collection, graph).nodes(data=True) if "candidates" in data
    ]
    assert len(candidates.split()) == 2
    assert "year" not in reread(collection, graph).nodes["n2"]


def test_words_of_plans_do_not_break_the_files(tmp_path: Path) -> None:
    words = NASTY
    collection, graph = graph_of(
        tmp_path, a_plan("a", title=words, issuer=words, references=[{**DECISION, "kind": words, "subject": words}])
    )
    nodes = reread(collection, graph).nodes
    assert nodes["n0"]["kind"] == words.replace("\x01", "\ufffd")
    chart = format_mermaid(graph, "vi")
    boxes = [line for line in chart.splitlines() if "QĐ-TTg" in line or "click" in line]
    for box in boxes:
        assert re.fullmatch(r'  n\d+\["[^"<>]*(?:<br/>[^"<>]*)*"\]:::\w+', box), box


def test_mermaid_shows_levels_relations_and_what_is_here(tmp_path: Path) -> None:
    _, graph = graph_of(tmp_path, a_plan("a", references=[DECISION, {**DECISION, "relation": "per"}]))
    assert format_mermaid(graph, "vi").splitlines()[:6] == [
        "flowchart LR",
        '  n0["Quyết định 263/QĐ-TTg<br/>Thủ tướng Chính phủ<br/>2022-02-22"]:::central',
        '  n1["Kế hoạch của Ủy ban nhân dân huyện Hạ Lang<br/>2022-10-05"]:::district',
        "  class n1 here",
        '  n1 ==>|"căn cứ"| n0',
        '  n1 -.->|"theo"| n0',
    ]
    assert '|"legal basis"|' in format_mermaid(graph, "en")


@pytest.mark.parametrize(("lang", "words"), [("vi", "Có 90 văn bản"), ("en", "90 documents")])
def test_a_large_chart_is_cut_and_says_so(tmp_path: Path, lang: Any, words: str) -> None:
    others = [{"number": f"{n}/QĐ-TTg", "date": "2022"} for n in range(1, 81)]
    plans = [a_plan(at, references=[DECISION, *others]) for at in range(9)]
    _, graph = graph_of(tmp_path, *plans)
    lines = format_mermaid(graph, lang).splitlines()
    assert words in lines[1]
    assert sum(":::" in line for line in lines) <= MOST_NODES
    assert 0 < sum("|" in line for line in lines) <= MOST_EDGES
    assert any("263/QĐ-TTg" in line for line in lines)
    assert format_mermaid(graph, lang) == "\n".join(lines) + "\n"
