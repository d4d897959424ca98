"""The national criteria: complete by number, and found by what is to be reached."""

from __future__ import annotations

import pytest

from ntm_extract.knowledge.criteria import CriteriaLevel, find_criterion, load_criteria


@pytest.mark.parametrize(
    ("instrument", "count"), [("318/QĐ-TTg", 19), ("320/QĐ-TTg", 9), ("51/2025/QĐ-TTg", 10)], ids=str
)
def test_a_set_has_all_its_criteria(instrument: str, count: int) -> None:
    held = next(one for one in load_criteria()[0] if one.instrument == instrument)
    assert len(set(held.names)) == count


def test_every_subject_names_a_criterion_that_exists() -> None:
    sets, subjects = load_criteria()
    sizes = {one.instrument: len(one.names) for one in sets}
    assert all(1 <= number <= sizes[name] for subject in subjects for name, number in subject.numbers.items())


@pytest.mark.parametrize(
    ("text", "level", "year", "criterion"),
    [
        ("trên 85% số hộ dùng nước sạch", "commune", 2024, "17. Môi trường và an toàn thực phẩm"),
        ("tỷ lệ lao động qua đào tạo đạt 70%", "commune", 2024, "12. Lao động"),
        ("cứng hóa 90% đường thôn", "commune", 2025, "2. Giao thông"),
        ("cứng hóa 90% đường thôn", "commune", 2026, "2. Hạ tầng kinh tế - xã hội"),
        ("90% dân số tham gia bảo hiểm y tế", "district", 2024, "5. Y tế - Văn hóa - Giáo dục"),
        ("90% dân số tham gia bảo hiểm y tế", "district", 2027, None),
        ("tỷ lệ cử tri đi bầu đạt 99%", "commune", 2024, None),
    ],
)
def test_words_lead_to_the_criterion_of_their_year_and_level(
    text: str, level: CriteriaLevel, year: int, criterion: str | None
) -> None:
    assert find_criterion(text, level, year) == criterion
