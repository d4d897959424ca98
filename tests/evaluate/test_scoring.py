"""Scoring against gold: what counts as right, how rows are paired, what the figures are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ntm_extract.evaluate import evaluate
from ntm_extract.evaluate.equality import (
    normalize_name,
    same_deadline,
    same_document_field,
    same_duty,
    same_name,
    same_quantity,
    same_reference,
    same_target,
)
from ntm_extract.evaluate.scoring import Ratios, score_rows


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("UBND huyện", "Ủy ban nhân dân huyện"),
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
        ("Phòng NN&PTNT", "Phòng Nông nghiệp và Phát triển nông thôn"),
        ("Ủy ban MTTQ huyện", "Uỷ ban Mặt trận Tổ quốc Việt Nam huyện"),
        ("Các sở, ban, ngành", "sở, ban, ngành"),
        ("văn hoá", "văn hóa"),
        ("TP. Vĩnh Long", "thành phố Vĩnh Long"),
    ],
)
def test_spellings_of_one_name_are_equal(left: str, right: str) -> None:
    assert normalize_name(left) == normalize_name(right)


def test_a_tone_after_qu_stays_where_it_is() -> None:
    assert normalize_name("quý") == "quý"
    assert not same_name("Phòng Nội vụ", "Phòng Tài chính")


REFERENCE = {"kind": "Quyết định", "number": "12/QĐ-TTg", "date": "2021-05-04", "issuer": "Thủ tướng Chính phủ",
             "relation": "per", "quote": "Quyết định số 12/QĐ-TTg"}  # fmt: skip
TARGET = {"indicator": "communes_ntm", "comparator": "=", "value": 3.0, "value_max": None, "denominator": 9.0,
          "share_pct": None, "change": "level", "due": "2025", "places": ["Phong Lộc"]}  # fmt: skip
DEADLINE = {
    "when": "2023-Q4",
    "recurrence": None,
    "modifier": "in",
    "action": "Tổ chức sơ kết phong trào",
    "quote": "…",
}
DUTY = {"section": "IV.2.a", "role": "lead", "agency": "Phòng Nội vụ"}


@pytest.mark.parametrize(
    ("same", "row", "change", "expected"),
    [
        (same_reference, REFERENCE, {"number": "12/QĐ–TTg"}, True),
        (same_reference, REFERENCE, {"date": None}, False),
        (same_reference, REFERENCE, {"relation": "implements"}, False),
        (same_quantity, TARGET, {"value": 4.0}, False),
        (same_quantity, TARGET, {"value": 3, "share_pct": 33.0}, True),
        (same_quantity, TARGET | {"value": None, "share_pct": 80.0}, {"share_pct": 81.0}, False),
        (same_target, TARGET, {"places": ["xã Phong Lộc"]}, True),
        (same_target, TARGET, {"places": []}, False),
        (same_target, TARGET, {"comparator": ">="}, False),
        (same_deadline, DEADLINE, {"action": "sơ kết phong trào thi đua"}, True),
        (same_deadline, DEADLINE, {"action": "khen thưởng"}, True),
        (same_deadline, DEADLINE | {"quote": "a"}, {"action": "khen thưởng", "quote": "b"}, False),
        (same_deadline, DEADLINE | {"recurrence": "FREQ=YEARLY;BYMONTH=6"},
         {"recurrence": "RRULE:BYMONTH=6;FREQ=YEARLY"}, True),
        (same_duty, DUTY, {"section": "IV.2.a)"}, True),
        (same_duty, DUTY, {"role": "coordinate"}, False),
    ],
)  # fmt: skip
def test_a_row_is_right_when_what_counts_is_right(
    same: Any, row: dict[str, Any], change: dict[str, Any], expected: bool
) -> None:
    if change == {"action": "khen thưởng"}:
        row = row | {"quote": "trong quý IV năm 2023 tổ chức sơ kết"}
    assert same(row, row | change) is expected


@pytest.mark.parametrize(
    ("field", "gold", "found", "expected"),
    [
        ("number", "12/KH-UBND", "12/kh-ubnd", True),
        ("period", "2021/2025", "2021/2030", False),
        ("signer", None, None, True),
        ("signer", None, "Lê Văn An", False),
        ("issuer", "Ủy ban nhân dân huyện Phong Châu", "UBND huyện Phong Châu", True),
    ],
)
def test_a_field_of_the_head(field: str, gold: str | None, found: str | None, expected: bool) -> None:
    assert same_document_field(field, gold, found) is expected


def test_rows_are_paired_so_that_as_many_as_possible_are_right() -> None:
    # Greedy pairing would give "a" the only row that "b" can have.
    fits = {("a", "x"), ("a", "y"), ("b", "x"), ("c", "y"), ("c", "z")}
    score = score_rows(
        [{"n": n} for n in "abc"], [{"n": n} for n in "xyzw"], lambda gold, found: (gold["n"], found["n"]) in fits
    )
    assert score.counts == (3, 0, 1)
    assert score.extra == ({"n": "w"},)


def test_a_thousand_equal_rows_are_paired_without_deep_recursion() -> None:
    rows = [{"n": i} for i in range(1200)]
    # Every gold row fits its own found row and the next one; pairing from the far end makes long paths.
    score = score_rows(rows, rows[::-1], lambda gold, found: found["n"] in (gold["n"], gold["n"] + 1))
    assert score.counts == (1200, 0, 0)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((0, 0, 0), (1, 1, 1)), ((0, 2, 0), (1, 0, 0)), ((3, 1, 0), (1, 0.75, 6 / 7)), ((0, 1, 1), (0, 0, 0))],
)
def test_ratios(counts: tuple[int, int, int], expected: tuple[float, float, float]) -> None:
    assert Ratios.of_counts(*counts) == pytest.approx(expected)


def test_plans_are_found_by_the_stem_of_their_source(tmp_path: Path) -> None:
    gold, found = tmp_path / "gold", tmp_path / "found" / "plans"
    gold.mkdir()
    found.mkdir(parents=True)
    head = {"kind": "Kế hoạch", "period": "2021/2025", "pages": 3}
    for name in ("phong-chau", "lam-thao", "tam-nong"):
        (gold / f"{name}.json").write_text(json.dumps({"document": head, "targets": [TARGET]}), encoding="utf-8")
    for source in ("vao/phong-chau.pdf", "vao/lam-thao-quet.pdf"):
        plan = {"document": {**head, "source": source, "period": "2021"}, "targets": [TARGET, TARGET | {"value": 9}]}
        (found / f"{Path(source).stem}-00.json").write_text(json.dumps(plan), encoding="utf-8")
    (found / "broken.json").write_text("{", encoding="utf-8")

    scores = evaluate(gold, tmp_path / "found")

    assert {plan.name: plan.found for plan in scores.plans} == {
        "lam-thao": True,
        "phong-chau": True,
        "tam-nong": False,
    }
    assert scores.total("targets.core") == (2, 1, 2)
    assert scores.total("references.full") == (0, 0, 0)
    assert scores.document == (2, 6)
    assert "tam-nong: không có kết quả" in scores.as_text()
    assert "period: chuẩn '2021/2025', kết quả '2021'" in scores.as_text(verbose=True)
    assert scores.as_dict()["all"]["targets.core"]["f1"] == pytest.approx(2 / 3.5)
