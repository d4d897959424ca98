"""The audit as a page and as files: all is said, all links lead somewhere, and no plan's words become markup."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import networkx as nx
import pytest

from ntm_extract.audit.audit import Audit, audit
from ntm_extract.audit.page import OF_RULE, PLANS
from ntm_extract.audit.writing import COLUMNS, FORMATS, write_audit
from ntm_extract.plan import Plan
from tests.audit.plans import Entry, a_collection, a_doc_id, a_plan

DECISION: Entry = {"number": "263/QĐ-TTg", "date": "2022-02-22", "issuer": "Thủ tướng Chính phủ"}
PROVINCE: Entry = {
    "kind": "Kế hoạch", "number": "2452/KH-UBND", "date": "2022-09-26", "issuer": "Ủy ban nhân dân tỉnh Cao Bằng",
}  # fmt: skip
WRONG_SHARE: Entry = {
    "value": 2, "denominator": 13, "share_pct": 25, "due": "2025", "section": "I.1.c", "page": 2,
    "quote": "toàn huyện có 02/13 xã đạt chuẩn, đạt 25%",
}  # fmt: skip
NASTY = '<img src=x onerror=alert(1)></script><script>alert("x")</script>'


def of_province(**more: Any) -> Plan:
    return a_plan("tinh", number="2452/KH-UBND", issued_on="2022-09-26", issuer="Ủy ban nhân dân tỉnh Cao Bằng",
                  level="province", district=None, references=[DECISION], **more)  # fmt: skip


def of_district(**more: Any) -> Plan:
    return a_plan("huyen", references=[PROVINCE, DECISION], targets=[WRONG_SHARE], **more)


def audited(folder: Path, *plans: Plan) -> Audit:
    return audit(a_collection(folder, plans))


def page_of(done: Audit, lang: Any = "vi", **where: Any) -> str:
    stream = BytesIO()
    write_audit(done, "html", stream, lang, **where)
    return stream.getvalue().decode("utf-8")


def words_of(page: str) -> str:
    """Give the words of a page, blanks as one."""
    body = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_a_finding_is_said_with_its_words_section_and_page(tmp_path: Path) -> None:
    words = words_of(page_of(audited(tmp_path, of_district())))
    assert "Rà soát 1 kế hoạch" in words
    assert "Ghi 25 % nhưng 2/13 là 15,4 %." in words
    assert "toàn huyện có 02/13 xã đạt chuẩn, đạt 25%" in words
    assert "mục I.1.c, trang 2" in words
    assert "Tỷ lệ không khớp số lượng: 1" in words
    assert "Huyện Hạ Lang (Cao Bằng)" in words


def test_the_page_is_in_english_too(tmp_path: Path) -> None:
    page = page_of(audited(tmp_path, of_district()), "en")
    assert '<html lang="en">' in page
    words = words_of(page)
    assert "Audit of 1 plans" in words
    assert "section I.1.c, page 2" in words
    assert "Documents to obtain" in words
    assert "Văn bản cần thu thập" not in words


def test_a_quote_leads_to_its_page_of_the_document(tmp_path: Path) -> None:
    (tmp_path / "kế hoạch").mkdir()
    (tmp_path / "kế hoạch" / "huyen.pdf").write_bytes(b"%PDF-1.7")
    done = audited(tmp_path / "out", of_district(source="kế hoạch/huyen.pdf"))
    target = tmp_path / "out" / "audit.html"
    write_audit(done, "html", target, base=tmp_path)
    assert 'href="../k%E1%BA%BF%20ho%E1%BA%A1ch/huyen.pdf#page=2"' in target.read_text(encoding="utf-8")


def test_every_link_within_the_page_leads_somewhere_and_none_leaves_it(tmp_path: Path) -> None:
    unclear = {"number": "651/QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Lạng Sơn"}
    vague = [unclear | {"date": "2021"}, unclear | {"date": "2022"}, unclear]
    page = page_of(audited(tmp_path, of_province(), of_district(), a_plan("c", references=vague), a_plan("d")))
    anchors = re.findall(r' id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    links = re.findall(r'href="([^"]+)"', page)
    assert {link[1:] for link in links} <= set(anchors)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def test_what_a_plan_rests_on_is_told_with_the_way_and_the_gaps(tmp_path: Path) -> None:
    other = {**PROVINCE, "number": "7/KH-UBND"}
    words = words_of(page_of(audited(tmp_path, of_province(), a_plan("b", references=[PROVINCE, other]))))
    assert "Qua văn bản trong bộ sưu tập Kế hoạch 2452/KH-UBND Quyết định 263/QĐ-TTg" in words
    assert "Chưa có trong bộ sưu tập, chưa biết dựa vào đâu Kế hoạch 7/KH-UBND" in words
    alone = words_of(page_of(audited(tmp_path / "alone", a_plan("b", references=[PROVINCE]))))
    assert "chưa lần được đến trung ương" in alone


def test_documents_to_obtain_are_listed_with_who_cites_them(tmp_path: Path) -> None:
    plans = [
        a_plan(f"k{at}", district=f"H{at}", issuer=f"Ủy ban nhân dân huyện H{at}", references=[DECISION])
        for at in range(6)
    ]
    page = page_of(audited(tmp_path, *plans))
    row = words_of(re.search(r'<tr id="instrument-0">.*?</tr>', page, re.DOTALL)[0])  # type: ignore[index]
    assert "Quyết định 263/QĐ-TTg 22/02/2022 Trung ương Thủ tướng Chính phủ" in row
    assert "Huyện H0 (Cao Bằng) Huyện H1 (Cao Bằng)" in row
    assert "và 2 kế hoạch khác" in row


def test_circles_orphans_and_what_is_unclear_are_only_told_where_there_are_some(tmp_path: Path) -> None:
    titles = ("Viện dẫn vòng quanh", "Kế hoạch đứng riêng lẻ", "Viện dẫn chưa xác định được")
    none = words_of(page_of(audited(tmp_path / "none", of_district())))
    assert not any(title in none for title in titles)
    back = {**PROVINCE, "number": "1/KH-UBND", "issuer": "Ủy ban nhân dân huyện Hạ Lang", "date": "2022-10-05"}
    unclear = {"number": "651/QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Lạng Sơn"}
    vague = [unclear | {"date": "2021"}, unclear | {"date": "2022"}, unclear]
    plans = [
        a_plan("tinh", number="2452/KH-UBND", issued_on="2022-09-26", issuer="Ủy ban nhân dân tỉnh Cao Bằng",
               level="province", district=None, references=[back]),
        a_plan("huyen", number="1/KH-UBND", references=[PROVINCE, *vague]),
        a_plan("rieng", issuer="Ủy ban nhân dân huyện Hòa An", district="Hòa An"),
    ]  # fmt: skip
    some = words_of(page_of(audited(tmp_path / "some", *plans)))
    assert all(title in some for title in titles)


def test_a_long_list_is_cut_and_says_so(tmp_path: Path) -> None:
    targets = [WRONG_SHARE | {"share_pct": 30 + at, "section": f"I.{at}"} for at in range(OF_RULE + 5)]
    plans = [a_plan("a", references=[DECISION], targets=targets), *(a_plan(at) for at in range(PLANS + 1))]
    page = page_of(audited(tmp_path, *plans))
    rows = re.findall(r'<tr id="finding-.*?</tr>', page, re.DOTALL)
    assert sum("Tỷ lệ không khớp" in row for row in rows) == OF_RULE
    assert re.search(rf"Ở đây có {len(rows)} trong \d+; đầy đủ: --format csv hoặc json\.", page)
    assert len(re.findall(r'<article class="plan"', page)) == PLANS
    assert f"Ở đây có {PLANS} trong {PLANS + 2}" in page
    first = re.search(r'<article class="plan" id="([^"]+)"', page)
    assert first is not None
    assert first[1] == f"plan-{a_doc_id('a')}", "the plan with the gravest findings comes first"


def test_no_words_of_a_plan_become_markup(tmp_path: Path) -> None:
    reference = {**DECISION, "kind": NASTY, "subject": NASTY, "issuer": NASTY, "quote": NASTY, "section": NASTY}
    plan = a_plan("a", title=NASTY, issuer=NASTY, province=NASTY, district=NASTY, number=f"1/{NASTY}", source=NASTY,
                  references=[reference], targets=[WRONG_SHARE | {"quote": NASTY, "section": NASTY}])  # fmt: skip
    page = page_of(audited(tmp_path, plan))
    assert "<img" not in page
    assert 'alert("x")' not in page
    assert "&lt;img src=x onerror" in page


def test_findings_as_csv_are_one_row_each_and_never_formulas(tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://a.b")'
    plans = [a_plan("a", references=[DECISION], targets=[WRONG_SHARE | {"quote": formula, "section": "I.1"}])]
    done = audited(tmp_path, *plans)
    stream = BytesIO()
    write_audit(done, "csv", stream)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8"), newline="")))
    assert len(rows) == len(done.findings)
    [row] = [row for row in rows if row["rule"] == "target.share-disagrees"]
    assert tuple(row) == tuple(COLUMNS)
    assert row["quote"] == "'" + formula
    assert (row["severity"], row["doc_id"], row["page"], row["rows"]) == ("high", a_doc_id("a"), "2", "1")
    assert row["message"] == "Ghi 25 % nhưng 2/13 là 15,4 %."
    write_audit(done, "csv", tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf" + stream.getvalue()


def test_json_holds_findings_with_rows_and_the_graph(tmp_path: Path) -> None:
    done = audited(tmp_path, of_province(), of_district())
    write_audit(done, "json", tmp_path / "a.json", "en")
    read = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    [finding] = [one for one in read["findings"] if one["rule"] == "target.share-disagrees"]
    assert "2/13 is 15.4" in finding["message"]
    [row] = finding["rows"]
    assert (row["table"], row["section"], row["page"], row["doc_id"]) == ("targets", "I.1.c", 2, a_doc_id("huyen"))
    assert re.fullmatch("[0-9a-f]{16}", row["row_id"])
    names = {node["node"]: node["name"] for node in read["nodes"]}
    assert {(names[edge["source"]], names[edge["target"]]) for edge in read["edges"]} == {
        ("Kế hoạch 2452/KH-UBND", "Quyết định 263/QĐ-TTg"),
        ("Kế hoạch của Ủy ban nhân dân huyện Hạ Lang", "Kế hoạch 2452/KH-UBND"),
        ("Kế hoạch của Ủy ban nhân dân huyện Hạ Lang", "Quyết định 263/QĐ-TTg"),
    }
    [missing] = read["missing"]
    assert missing["name"] == "Quyết định 263/QĐ-TTg"
    assert sorted(missing["cited_by"]) == sorted([a_doc_id("tinh"), a_doc_id("huyen")])
    assert [len(chain["nodes"]) for chain in read["chains"] if chain["doc_id"] == a_doc_id("huyen")] == [2, 3]
    assert len(read["rules"]) == len(done.rules)


def test_the_graph_of_a_large_collection_is_left_to_graphml_and_json_says_so(tmp_path: Path) -> None:
    done = audited(tmp_path, of_district())
    with patch("ntm_extract.audit.writing.SMALL", 0):
        write_audit(done, "json", tmp_path / "a.json")
    read = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert read["graph_left_out"] == "--format graphml"
    assert "nodes" not in read
    assert read["missing"]


def test_graph_formats_are_written(tmp_path: Path) -> None:
    done = audited(tmp_path, of_district())
    write_audit(done, "graphml", tmp_path / "a.graphml")
    assert nx.read_graphml(tmp_path / "a.graphml").number_of_nodes() == 3
    write_audit(done, "mermaid", tmp_path / "a.mmd")
    assert (tmp_path / "a.mmd").read_text(encoding="utf-8").startswith("flowchart LR\n")


def test_a_collection_without_findings_has_a_file_of_every_format(tmp_path: Path) -> None:
    done = audited(tmp_path, of_province())
    assert done.findings.empty
    for format in FORMATS:
        write_audit(done, format, tmp_path / "file")
        assert (tmp_path / "file").stat().st_size > 100


def test_an_old_file_stays_when_writing_fails(tmp_path: Path) -> None:
    done = audited(tmp_path, of_district())
    target = tmp_path / "a.json"
    target.write_text("old", encoding="utf-8")

    @contextmanager
    def failing() -> Iterator[None]:
        with (
            patch("ntm_extract.audit.writing.find_cycles", side_effect=OSError("full")),
            pytest.raises(OSError, match="full"),
        ):
            yield

    with failing():
        write_audit(done, "json", target)
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.glob(".*tmp*")] == []


def test_plans_that_all_cite_each_other_are_drawn(tmp_path: Path) -> None:
    numbers = [f"{at}/KH-UBND" for at in range(1, 11)]
    cited = [
        {"kind": "Kế hoạch", "number": number, "date": "2022-09-26", "issuer": "Ủy ban nhân dân huyện Hạ Lang"}
        for number in numbers
    ]
    plans = [
        a_plan(number.split("/")[0], number=number, issued_on="2022-09-26", references=cited) for number in numbers
    ]
    assert "<svg" in page_of(audited(tmp_path, *plans))
