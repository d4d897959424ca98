"""Which mentions name one instrument: spellings are one, issuers and years are not, and nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntm_extract.audit.instruments import Instruments, merge_instruments
from tests.audit.plans import Entry, a_collection, a_plan, position_of

GIA_LAI = {"province": "Gia Lai", "district": "KBang", "issuer": "Ủy ban nhân dân huyện KBang"}
LANG_SON = {"province": "Lạng Sơn", "district": None, "issuer": "Ủy ban nhân dân tỉnh Lạng Sơn", "level": "province"}
PLAN_OF_PROVINCE: Entry = {
    "kind": "Kế hoạch", "number": "2452/KH-UBND", "date": "2022-09-26", "issuer": "Ủy ban nhân dân tỉnh Cao Bằng",
}  # fmt: skip


def citing(folder: Path, *mentions: Entry | list[Entry]) -> Instruments:
    """Merge what plans of Cao Bằng cite, one plan for each mention or list of mentions."""
    cited = [[mention] if isinstance(mention, dict) else list(mention) for mention in mentions]
    plans = [a_plan(f"{at:03}", references=entries) for at, entries in enumerate(cited)]
    # Plans lie in order of file name: 000, 001, …
    return merge_instruments(a_collection(folder, plans))


def names(found: Instruments) -> list[str]:
    return found.nodes["name"].tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"number": "263/QĐ-TTg"}, {"number": "263/qđ-ttg"}),
        ({"number": "263/QĐ-TTg"}, {"number": "263/QÐ-TTg"}),  # the eth of old fonts
        ({"number": "263/QĐ-TTg"}, {"number": "263/QD-TTg"}),
        ({"number": "263/QĐ-TTg"}, {"number": " 263 / QĐ – TTg"}),
        ({"number": "263/QĐ-TTg"}, {"number": "0263/QĐ-TTg"}),
        ({"number": "12-NQ/TW", "issuer": "Ban Bí thư"}, {"number": "12-NQ/TƯ", "issuer": "Bộ Chính trị"}),
        ({"number": "05/2017/TT-BNNPTNT"}, {"number": "05/2017/TT-BNN", "issuer": None}),
        ({"number": "1/TT-BNV", "issuer": "Bộ trưởng Bộ Nội vụ"}, {"number": "1/TT-BNV", "issuer": "Bộ Nội vụ"}),
        (
            {"number": "9/QĐ-UBND", "issuer": "Chủ tịch Ủy ban nhân dân tỉnh Cao Bằng"},
            {"number": "9/QĐ-UBND", "issuer": "Uỷ ban nhân dân tỉnh Cao Bằng"},
        ),
        (
            {"number": "9/QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Hòa Bình"},
            {"number": "9/QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Hoà Bình"},
        ),
        (
            {"number": "12-NQ/TU", "issuer": "Ban Chấp hành Đảng bộ tỉnh Cao Bằng"},
            {"number": "12-NQ/TU", "issuer": "Ban Thường vụ Tỉnh ủy Cao Bằng"},
        ),
        ({"number": "03/2022/NQ-HĐND", "issuer": "Hội đồng nhân dân tỉnh Cao Bằng", "date": "2022-02-25"},
         {"number": "3/2022/NQ-HĐND", "issuer": "Hội đồng nhân dân tỉnh Cao Bằng", "date": None}),
    ],
)  # fmt: skip
def test_spellings_of_one_instrument_are_one(tmp_path: Path, one: Entry, other: Entry) -> None:
    found = citing(tmp_path, {"date": "2022-02-22", **one}, {"date": "2022-02-22", **other})
    assert found.node_of.tolist() == [0, 0]
    assert found.nodes.loc[0, ["mentions", "plans"]].tolist() == [2, 2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"number": "263/QĐ-TTg"}, {"number": "268/QĐ-TTg"}),
        ({"number": "263/QĐ-TTg"}, {"number": "263a/QĐ-TTg"}),
        ({"number": "263/QĐ-TTg"}, {"number": "263/CT-TTg"}),
        ({"number": "12-NQ/TU", "issuer": "Tỉnh ủy Cao Bằng"}, {"number": "12-NQ/TW", "issuer": "Bộ Chính trị"}),
        (
            {"number": "22-QĐ/TW", "kind": "Quyết định", "issuer": "Bộ Chính trị"},
            {"number": "22-QĐ/TW", "kind": "Quy định", "issuer": "Ban Chấp hành Trung ương Đảng"},
        ),
        (
            {"number": "1485/KH-UBND", "issuer": "Ủy ban nhân dân tỉnh Gia Lai"},
            {"number": "1485/KH-UBND", "issuer": "Ủy ban nhân dân tỉnh Cao Bằng"},
        ),
        (
            {"number": "7/KH-UBND", "issuer": "Ủy ban nhân dân tỉnh Cao Bằng"},
            {"number": "7/KH-UBND", "issuer": "Ủy ban nhân dân thành phố Cao Bằng"},
        ),
        (  # two districts of one name
            {"number": "7/KH-UBND", "issuer": "Ủy ban nhân dân huyện Châu Thành, tỉnh An Giang"},
            {"number": "7/KH-UBND", "issuer": "Ủy ban nhân dân huyện Châu Thành, tỉnh Bến Tre"},
        ),
        (  # a normative resolution and another one of the same year
            {"number": "03/2022/NQ-HĐND", "issuer": "Hội đồng nhân dân tỉnh Cao Bằng"},
            {"number": "03/NQ-HĐND", "issuer": "Hội đồng nhân dân tỉnh Cao Bằng"},
        ),
        ({"number": "263/QĐ-TTg", "date": "2022-02-22"}, {"number": "263/QĐ-TTg", "date": "2021-02-22"}),
        ({"number": "J0&9/KH-UBND"}, {"number": "1089/KH-UBND"}),
    ],
)  # fmt: skip
def test_different_instruments_stay_two(tmp_path: Path, one: Entry, other: Entry) -> None:
    found = citing(tmp_path, {"date": "2022-02-22", **one}, {"date": "2022-02-22", **other})
    assert len(found.nodes) == 2


def test_days_of_one_year_are_one_instrument_with_two_days(tmp_path: Path) -> None:
    days = ["2022-02-22", "2022-02-12", "2022-02-22", "2022-02", None]
    found = citing(tmp_path, *({"number": "263/QĐ-TTg", "date": day} for day in days))
    assert found.node_of.tolist() == [0] * 5
    assert found.nodes.loc[0, ["date", "dates", "year"]].tolist() == ["2022-02-22", 2, 2022]


def test_a_number_that_carries_its_year_is_one_whatever_the_dates(tmp_path: Path) -> None:
    mention = {"number": "03/2022/NQ-HĐND", "issuer": "Hội đồng nhân dân tỉnh Cao Bằng"}
    found = citing(tmp_path, mention | {"date": "2022-02-25"}, mention | {"date": "2021-02-25"})
    assert found.node_of.tolist() == [0, 0]
    assert found.nodes.loc[0, ["year", "dates"]].tolist() == [2022, 2]


@pytest.mark.parametrize(
    "left_out",
    [{"date": None}, {"issuer": None}, {"date": None, "issuer": None}, {"issuer": "Ủy ban nhân dân tỉnh"}],
    ids=["no date", "no issuer", "neither", "issuer without its place"],
)
def test_a_mention_that_leaves_something_out_joins_the_one_that_fits(tmp_path: Path, left_out: Entry) -> None:
    within = citing(tmp_path / "own", [PLAN_OF_PROVINCE, {**PLAN_OF_PROVINCE, **left_out}])
    assert within.node_of.tolist() == [0, 0]
    beside = citing(tmp_path / "province", PLAN_OF_PROVINCE, {**PLAN_OF_PROVINCE, **left_out})
    assert beside.node_of.tolist() == [0, 0]


def test_what_a_node_tells_does_not_hang_on_which_mention_comes_first(tmp_path: Path) -> None:
    found = citing(tmp_path, {**PLAN_OF_PROVINCE, "issuer": None}, PLAN_OF_PROVINCE)
    assert found.node_of.tolist() == [0, 0]
    assert found.nodes.loc[0, ["level", "year", "issuer"]].tolist() == ["province", 2022, PLAN_OF_PROVINCE["issuer"]]


def test_a_local_number_without_issuer_is_not_looked_for_in_other_provinces(tmp_path: Path) -> None:
    alone = {"kind": "Kế hoạch", "number": "2452/KH-UBND", "date": "2022-09-26"}
    plans = [a_plan("a", references=[PLAN_OF_PROVINCE]), a_plan("b", references=[alone], **GIA_LAI)]
    found = merge_instruments(a_collection(tmp_path, plans))
    assert len(found.nodes) == 2
    assert found.nodes["candidates"].tolist() == [(), ()]


def test_a_local_number_without_issuer_does_not_join_another_district(tmp_path: Path) -> None:
    of_district = {"kind": "Kế hoạch", "number": "214/KH-UBND", "date": "2022-09-12"}
    found = citing(tmp_path, of_district | {"issuer": "Ủy ban nhân dân huyện Hạ Lang"}, of_district)
    assert len(found.nodes) == 2


def test_own_document_comes_before_the_province(tmp_path: Path) -> None:
    mention = {"kind": "Quyết định", "number": "867/QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Cao Bằng"}
    found = citing(
        tmp_path, mention | {"date": "2021-07-08"}, [mention | {"date": "2022-07-08"}, mention | {"date": None}]
    )
    assert found.node_of[1] == found.node_of[2] != found.node_of[0]


def test_the_province_comes_before_the_country(tmp_path: Path) -> None:
    mention = {"kind": "Quyết định", "number": "867/QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Cao Bằng"}
    plans = [
        a_plan("a", references=[mention | {"date": "2021-07-08"}], **LANG_SON),
        a_plan("b", references=[mention | {"date": "2022-07-08"}]),
        a_plan("c", references=[mention]),
    ]
    collection = a_collection(tmp_path, plans)
    found = merge_instruments(collection)
    node = {collection.references.loc[row, "doc"]: node for row, node in enumerate(found.node_of)}
    of_plan = [node[position_of(collection, name)] for name in "abc"]
    assert of_plan[2] == of_plan[1] != of_plan[0]


def test_between_two_that_fit_none_is_guessed(tmp_path: Path) -> None:
    mention = {"number": "651/QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Lạng Sơn"}
    dated = [mention | {"date": "2021-03-31"}, mention | {"date": "2022-03-31"}]
    found = citing(tmp_path, *dated, mention, mention | {"date": None})
    first, second, unresolved, alike = found.node_of.tolist()
    assert len({first, second, unresolved}) == 3
    assert alike == unresolved
    assert found.nodes.loc[unresolved, "candidates"] == tuple(sorted((first, second)))
    assert found.nodes.loc[first, "candidates"] == ()
    assert found.nodes.loc[unresolved, "year"] == -1


def test_two_readings_within_one_document_are_not_decided_by_others(tmp_path: Path) -> None:
    mention = {"number": "651/QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Lạng Sơn"}
    found = citing(
        tmp_path,
        [mention | {"date": "2021-03-31"}, mention | {"date": "2022-03-31"}, mention],
        mention | {"date": "2022"},
    )
    assert found.node_of[3] == found.node_of[1]
    assert found.nodes.loc[found.node_of[2], "candidates"] == tuple(sorted(found.node_of[:2]))


def test_what_a_mention_lacks_is_told_by_two_others(tmp_path: Path) -> None:
    number = {"number": "867/QĐ-UBND"}
    issuer = {"issuer": "Ủy ban nhân dân tỉnh Cao Bằng"}
    found = citing(tmp_path, [number | issuer, number | {"date": "2022-07-08"}, number])
    assert found.node_of.tolist() == [0, 0, 0]
    assert found.nodes.loc[0, ["year", "issuer"]].tolist() == [2022, "Ủy ban nhân dân tỉnh Cao Bằng"]


def test_the_symbol_tells_the_issuer_whatever_is_stated(tmp_path: Path) -> None:
    mentions = [
        {"number": "263/QĐ-TTg", "date": "2022", "issuer": stated} for stated in (None, "Chính phủ", "Thủ tướng")
    ]
    found = citing(tmp_path, *mentions)
    assert found.node_of.tolist() == [0, 0, 0]
    assert found.nodes.loc[0, ["level", "system"]].tolist() == ["central", "state"]


def test_laws_are_told_apart_by_name_and_year(tmp_path: Path) -> None:
    law = {"kind": "Luật", "issuer": "Quốc hội"}
    found = citing(
        tmp_path,
        law | {"quote": "Luật Thi đua, khen thưởng năm 2003"},
        law | {"quote": "Luật thi đua - khen thưởng", "date": "2003-11-26"},
        law | {"quote": "Luật Thi đua, Khen thưởng"},
        law | {"quote": "Luật Đầu tư công", "date": "2019-06-13"},
        law | {"quote": "Luật Đầu tư công", "date": "2014"},
        law | {"quote": "Luật Đầu tư công"},
    )
    award, public = found.node_of[:3].tolist(), found.node_of[3:].tolist()
    assert len(set(award)) == 1
    assert len(set(public)) == 3
    assert found.nodes.loc[public[2], "candidates"] == tuple(sorted(public[:2]))
    assert found.nodes.loc[award[0], ["name", "year", "level"]].tolist() == [
        "Luật Thi đua, khen thưởng",
        2003,
        "central",
    ]


def test_an_amending_law_is_not_the_law_it_amends(tmp_path: Path) -> None:
    law = {"kind": "Luật", "issuer": "Quốc hội"}
    amending = "Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng năm 2003"
    found = citing(tmp_path, law | {"quote": "Luật Thi đua, khen thưởng năm 2003"}, law | {"quote": amending})
    assert len(found.nodes) == 2
    assert found.nodes["year"].tolist().count(2003) == 1


def test_a_plan_of_the_collection_is_the_instrument_that_others_cite(tmp_path: Path) -> None:
    plans = [
        a_plan("tinh", kind="Kế hoạch", number="2452/KH-UBND", issued_on="2022-09-26", level="province",
               issuer="Ủy ban nhân dân tỉnh Cao Bằng", district=None),
        a_plan("huyen", references=[PLAN_OF_PROVINCE, PLAN_OF_PROVINCE | {"date": None}]),
        a_plan("khac", number="99/KH-UBND"),
    ]  # fmt: skip
    collection = a_collection(tmp_path, plans)
    found = merge_instruments(collection)
    assert len(found.nodes) == 1, "a plan nobody cites is no instrument"
    assert found.nodes.loc[0, ["doc", "mentions", "plans"]].tolist() == [position_of(collection, "tinh"), 2, 1]
    assert found.node_of_document[position_of(collection, "tinh")] == 0
    assert found.node_of_document[position_of(collection, "khac")] == -1


def test_the_most_cited_come_first_and_are_described_by_what_is_said_most(tmp_path: Path) -> None:
    subjects = ["phê duyệt Chương trình", "Phê duyệt", "phê duyệt Chương trình"]
    mentions = [{"number": "263/QĐ-TTg", "date": "2022-02-22", "subject": subject} for subject in subjects]
    found = citing(tmp_path, {"number": "1/QĐ-TTg", "date": "2020-01-01"}, *mentions)
    assert names(found) == ["Quyết định 263/QĐ-TTg", "Quyết định 1/QĐ-TTg"]
    top = found.nodes.loc[0]
    assert top["subject"] == "phê duyệt Chương trình"
    assert top["akn_uri"] == "/akn/vn/act/quyet-dinh/thu-tuong-chinh-phu/2022-02-22/263-QD-TTg"
    assert (top["serial"], top["symbol"], top["issuer"]) == ("263", "QĐ-TTg", "Thủ tướng Chính phủ")


def test_a_collection_that_cites_nothing_has_no_instruments(tmp_path: Path) -> None:
    found = merge_instruments(a_collection(tmp_path, [a_plan("a")]))
    assert len(found.nodes) == 0
    assert "candidates" in found.nodes
    assert found.node_of_document.tolist() == [-1]
