"""Bodies that no lexicon names: who is told something is known by how the clause runs, and says so."""

from __future__ import annotations

import time

import numpy as np
import pytest
from plain_plans import HEADS, extract_text

from ntm_extract.extract.agencies.agencies import AgencyReader
from ntm_extract.extract.agencies.body_scorer import Layer, find_features, share
from ntm_extract.extract.agencies.learned import DOUBT, LearnedClauses
from ntm_extract.extract.agencies.unnamed import find_candidate
from ntm_extract.extract.components import load_reader
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.tokenizer import cut
from ntm_extract.extract.train.names import Names
from ntm_extract.extract.train.recipe import Recipe, train
from ntm_extract.extract.train.third_out import without_third
from ntm_extract.extract.train.weak_labels import label
from ntm_extract.plan import Responsibility

CHAPTER = "I. TỔ CHỨC THỰC HIỆN\n1. "


def told(sentence: str) -> list[Responsibility]:
    return extract_text(HEADS["district"] + CHAPTER + sentence).responsibilities


@pytest.mark.parametrize(
    ("sentence", "agency", "role"),
    [
        ("Vườn quốc gia Phong Sơn chủ trì trồng 5.000 cây bản địa.", "Vườn quốc gia Phong Sơn", "lead"),
        ("Giao Nhà hát Chèo Sông Thao dựng vở diễn về nông thôn mới.", "Nhà hát Chèo Sông Thao", "lead"),
        ("Đề nghị Giáo xứ Tân Lập vận động giáo dân hiến đất làm đường.", "Giáo xứ Tân Lập", "request"),
        ("Xí nghiệp Thủy nông Hữu Ngạn nạo vét kênh mương trước mùa mưa.", "Xí nghiệp Thủy nông Hữu Ngạn", "lead"),
        ("Mạng lưới Khởi nghiệp Sông Hậu hỗ trợ 20 mô hình.", "Mạng lưới Khởi nghiệp Sông Hậu", "lead"),
    ],
)
def test_a_body_of_a_kind_that_the_lexicon_lacks_is_told(sentence: str, agency: str, role: str) -> None:
    [row] = [row for row in told(sentence) if row.role in ("lead", "request")]
    assert (row.agency, row.role) == (agency, role)
    assert row.method == "responsibilities:learned"
    assert DOUBT in row.doubts


@pytest.mark.parametrize(
    "sentence",
    [
        "Nghị quyết Đại hội Đảng bộ xã đề ra 15 chỉ tiêu.",
        "Đề án Chuyển đổi số đặt mục tiêu 80% hộ dân có tài khoản.",
        "Huyện Phong Điền hoàn thành 19 tiêu chí.",
        "Vai trò của Ban Chấp hành Công đoàn thể hiện rõ.",
        "Trường hợp Trại giống Đồi Cọ trả lại đất, xã lập biên bản.",
        "Kinh phí do Nhà nước hỗ trợ thực hiện theo quy định.",
    ],
)
def test_papers_units_and_things_are_told_nothing(sentence: str) -> None:
    assert not [row for row in told(sentence) if row.method == "responsibilities:learned"]


def test_a_known_body_keeps_the_rule_that_knows_it() -> None:
    [row] = told("Phòng Nội vụ chủ trì rà soát hồ sơ.")
    assert row.method == "responsibilities:subject"
    assert DOUBT not in row.doubts


def test_partners_of_an_unnamed_body_are_found_by_the_rules() -> None:
    rows = told("Vườn quốc gia Phong Sơn chủ trì, phối hợp với Phòng Y tế tổ chức trồng cây.")
    assert [(row.agency, row.role) for row in rows] == [
        ("Vườn quốc gia Phong Sơn", "lead"),
        ("Phòng Y tế", "coordinate"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Xưởng phim Sông Hồng và Sở Nội vụ chủ trì dựng phim", "Xưởng phim Sông Hồng"),
        ("Các Nhà máy Gạch Hòn Đất báo cáo số liệu", "Nhà máy Gạch Hòn Đất"),
        ("xưởng phim chủ trì dựng phim", None),
        ("Thành phố Lai Châu tập trung chỉnh trang đường phố", None),
    ],
)
def test_a_candidate_ends_where_its_name_does(text: str, name: str | None) -> None:
    reader = load_reader()
    keys = Keys.of(cut(text), reader.lexicon.abbreviations)
    found = find_candidate(keys, 0, len(keys), "told", 0, reader)
    assert (text[keys.starts[found.first] : keys.ends[found.last - 1]] if found else None) == name


def test_weak_labels_tell_bodies_papers_and_what_nobody_knows_apart() -> None:
    lines = [
        "1. Bộ Y tế chủ trì, phối hợp với Bộ Công an rà soát.",
        "Nghị quyết Kỳ họp sáng nay thực hiện từ ngày mai.",
        "Trạm Xi-rô Đá Bạc thực hiện nhiều việc.",
    ]
    places = label(lines, load_reader())
    assert [(place.text[place.start : place.end], place.part) for place in places if place.is_body] == [
        ("Bộ Y tế", "told"),
        ("Bộ Công an", "partner"),
    ]
    assert "nghị" in {place.first_word for place in places if place.is_body is False}


def test_a_third_of_the_lexicon_is_taken_out_by_its_seed() -> None:
    whole = load_reader().lexicon
    reduced, gone = without_third(whole, 1)
    kept = sum(1 for table in (reduced.bodies, reduced.heads, reduced.domains, reduced.nouns) for _ in table)
    assert 0.2 < len(gone) / (len(gone) + kept) < 0.45
    assert without_third(whole, 1)[1] == gone != without_third(whole, 2)[1]


def test_training_learns_from_a_few_lines_and_is_repeatable() -> None:
    reader = load_reader()
    lines = [f"{number}. Bộ Y tế chủ trì, phối hợp với Bộ Công an rà soát." for number in range(60)]
    lines += [f"Nghị quyết Kỳ họp thứ {number} thực hiện từ ngày mai." for number in range(60)]
    places, names = label(lines, reader), Names(("y tế học đường", "vệ sinh an toàn lao động"), ("Phú Thọ", "Lào Cai"))
    first, again = (train(places, names, reader, Recipe(epochs=20), lambda words: None) for _ in range(2))
    assert np.array_equal(first.get_param("W"), again.get_param("W"))
    body, paper = "Trạm Cấp nước Đồi Thông chủ trì sửa ống.", "Nghị quyết Kỳ họp thứ 90 thực hiện từ ngày mai."
    assert score(first, body, reader) > 0.5 > score(first, paper, reader)


def score(layer: Layer, text: str, reader: AgencyReader) -> float:
    keys = Keys.of(cut(text), reader.lexicon.abbreviations)
    candidate = find_candidate(keys, 0, len(keys), "told", 0, reader)
    assert candidate is not None
    around, name = find_features(keys, candidate, reader)
    return share(layer, [*around, *name])


def test_a_clause_of_a_megabyte_takes_seconds() -> None:
    reader = load_reader()
    keys = Keys.of(cut("Nhà Kho Lớn và " * 70_000), reader.lexicon.abbreviations)
    start = time.perf_counter()
    LearnedClauses(AgencyReader(reader.lexicon, lambda name: False)).read(keys, 0, len(keys), {})
    assert time.perf_counter() - start < 60
