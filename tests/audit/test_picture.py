"""The picture of the graph: what it shows and folds, that nothing overlaps, and that it is safe inside a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from ntm_extract.audit.citations import build_graph
from ntm_extract.audit.drawing import draw_picture
from ntm_extract.audit.instruments import merge_instruments
from ntm_extract.audit.layout import FOLLOWED, lay_out
from ntm_extract.audit.picture import GROUPS, PLANS_APART, SHOWN, Box, Picture, choose_picture
from ntm_extract.knowledge.gazetteer import load_gazetteer
from ntm_extract.plan import Plan
from tests.audit.plans import Entry, a_collection, a_plan

DECISION: Entry = {"number": "263/QĐ-TTg", "date": "2022-02-22"}
PROVINCES = sorted({unit.name for unit in load_gazetteer().units if unit.level == "province"})
NASTY = '<script>alert("x")</script> & \' "onload=1'


def picture_of(folder: Path, plans: Iterable[Plan], lang: Any = "vi", anchors: dict[int, str] | None = None) -> Picture:
    collection = a_collection(folder, plans)
    return choose_picture(build_graph(collection, merge_instruments(collection)), collection, lang, anchors or {})


def plans_of(count: int, provinces: int = 3, instruments: int = 6) -> Iterator[Plan]:
    """Give plans of several provinces that cite the same central and each its province's instruments."""
    for at in range(count):
        province = PROVINCES[at % provinces]
        local = {"kind": "Quyết định", "issuer": f"Ủy ban nhân dân tỉnh {province}", "date": "2022", "relation": "per"}
        central = [{"number": f"{n}/QĐ-TTg", "date": "2022"} for n in range(1, instruments + 1)]
        references = [*central, local | {"number": "7/QĐ-UBND"}, local | {"number": f"{100 + at}/QĐ-UBND"}]
        yield a_plan(f"{at:03}", province=province, district=f"H{at}", issuer=f"Ủy ban nhân dân huyện H{at}",
                     references=references)  # fmt: skip


def boxes_of(picture: Picture, layer: str) -> list[Box]:
    return [box for box in picture.boxes if box.layer == layer]


def test_few_plans_are_shown_one_by_one_with_all_they_cite(tmp_path: Path) -> None:
    picture = picture_of(tmp_path, plans_of(3))
    assert [box.name for box in boxes_of(picture, "plans")] == ["Huyện H0", "Huyện H1", "Huyện H2"]
    assert [box.cited_by for box in boxes_of(picture, "central")] == [3] * 6
    assert not any(box.folded for box in picture.boxes)
    assert {(line.relation, line.count) for line in picture.lines} == {("legal_basis", 1), ("per", 1)}
    assert len(picture.lines) == 3 * 8


def test_many_plans_are_put_together_by_province_and_the_less_cited_folded(tmp_path: Path) -> None:
    picture = picture_of(tmp_path, plans_of(PLANS_APART + 6, instruments=SHOWN["central"] + 5))
    assert [(box.name, box.line) for box in boxes_of(picture, "plans")] == [
        (PROVINCES[at], "10 kế hoạch") for at in range(3)
    ]
    central = boxes_of(picture, "central")
    assert len(central) == SHOWN["central"] + 1
    assert central[-1].folded
    assert central[-1].name == "và 5 văn bản khác"
    place = picture.boxes.index(central[0])
    assert [line.count for line in picture.lines if line.target == place] == [10, 10, 10]
    folded = picture.boxes.index(central[-1])
    assert [line.count for line in picture.lines if line.target == folded] == [50, 50, 50]


def test_the_smaller_of_very_many_provinces_are_folded(tmp_path: Path) -> None:
    picture = picture_of(tmp_path, plans_of(GROUPS + 12, provinces=GROUPS + 4, instruments=1))
    plans = boxes_of(picture, "plans")
    assert len(plans) == GROUPS + 1
    assert (plans[-1].name, plans[-1].line, plans[-1].folded) == ("4 tỉnh, thành phố khác", "4 kế hoạch", True)
    assert sum(box.cited_by for box in plans) == GROUPS + 12


def test_a_plan_that_others_cite_is_shown_once_among_the_instruments(tmp_path: Path) -> None:
    cited = {
        "kind": "Kế hoạch",
        "number": "2452/KH-UBND",
        "date": "2022-10-05",
        "issuer": "Ủy ban nhân dân tỉnh Cao Bằng",
    }
    plans = [
        a_plan(
            "a", number="2452/KH-UBND", issuer=cited["issuer"], level="province", district=None, references=[DECISION]
        ),
        a_plan("b", references=[cited]),
    ]
    picture = picture_of(tmp_path, plans)
    assert [(box.name, box.layer, box.here) for box in picture.boxes] == [
        ("263/QĐ-TTg", "central", False),
        ("2452/KH-UBND", "province", True),
        ("Huyện Hạ Lang", "plans", True),
    ]
    assert [(line.source, line.target) for line in picture.lines] == [(1, 0), (2, 1)]
    assert draw_picture(picture).count("<path class=") == 2


@pytest.mark.parametrize(("count", "provinces"), [(1, 1), (5, 2), (PLANS_APART, 4), (40, 20)])
def test_no_box_lies_on_another_and_all_lie_inside(tmp_path: Path, count: int, provinces: int) -> None:
    picture = picture_of(tmp_path, plans_of(count, provinces))
    layout = lay_out(picture, dict.fromkeys([*SHOWN], ""), "")
    assert len(layout.places) == len(picture.boxes)
    for place in layout.places.values():
        assert place.x >= 0
        assert place.x + place.width <= layout.width
        assert place.y >= 0
        assert place.y + place.height <= layout.height
    for one, other in combinations(layout.places.values(), 2):
        apart_x = one.x + one.width <= other.x or other.x + other.width <= one.x
        apart_y = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert apart_x or apart_y


def test_lines_end_at_their_boxes(tmp_path: Path) -> None:
    picture = picture_of(tmp_path, plans_of(12, 4))
    layout = lay_out(picture, dict.fromkeys([*SHOWN], ""), "")
    for strand in layout.strands:
        for at, (x, y), side in ((strand.source, strand.start, 0), (strand.target, strand.end, 1)):
            if at is not None:
                place = layout.places[at]
                assert x == pytest.approx(place.x + side * place.width)
                assert place.y <= y - strand.width / 2
                assert y + strand.width / 2 <= place.y + place.height


def test_too_many_lines_are_bundled_and_shown_one_by_one_on_hovering(tmp_path: Path) -> None:
    picture = picture_of(tmp_path / "many", plans_of(12, 4))
    assert len(picture.lines) > FOLLOWED
    drawn = str(draw_picture(picture))
    assert drawn.count('class="l band') == 12 * 2  # from each plan to the central level and to its province
    assert drawn.count('class="l o') == len(picture.lines)
    few = str(draw_picture(picture_of(tmp_path / "few", plans_of(3))))
    assert "band" not in few
    assert few.count('<path class="l b') == 24


def test_the_picture_is_well_formed_and_cannot_carry_markup_of_a_plan(tmp_path: Path) -> None:
    plans = [a_plan("a", title=NASTY, issuer=NASTY, province=NASTY, references=[{**DECISION, "subject": NASTY}])]
    drawn = str(draw_picture(picture_of(tmp_path, plans, anchors={0: 'x"><script>'})))
    assert "<script" not in drawn
    assert "onload=1" not in re.sub(r">[^<]*<", "><", drawn)
    root = ElementTree.fromstring(drawn)
    words = [element.text or "" for element in root.iter() if element.tag.endswith(("text", "title"))]
    assert any(NASTY in word for word in words)


def test_boxes_lead_to_the_page_and_say_more_on_hovering(tmp_path: Path) -> None:
    plans = [a_plan("a", references=[{**DECISION, "subject": "phê duyệt Chương trình"}])]
    drawn = str(draw_picture(picture_of(tmp_path, plans, anchors={0: "instrument-0", 1: "plan-a"})))
    assert 'href="#instrument-0"' in drawn
    assert 'href="#plan-a"' in drawn
    assert "“phê duyệt Chương trình”" in drawn
    assert "chưa có trong bộ sưu tập" in drawn
    assert "not in the collection" in str(draw_picture(picture_of(tmp_path / "en", plans, "en")))


def test_a_picture_is_the_same_every_time(tmp_path: Path) -> None:
    plans = list(plans_of(12, 4))
    first, second = (draw_picture(picture_of(tmp_path / name, plans)) for name in "ab")
    assert first == second


def test_a_collection_that_cites_nothing_has_a_picture_too(tmp_path: Path) -> None:
    assert "Huyện Hạ Lang" in draw_picture(picture_of(tmp_path, [a_plan("a")]))
