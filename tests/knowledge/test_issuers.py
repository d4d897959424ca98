"""Names of issuers: what level and place they tell, and which of them mean one body."""

from __future__ import annotations

import pytest

from ntm_extract.knowledge.issuers import Level, read_issuer


@pytest.mark.parametrize(
    ("name", "key", "level", "complete"),
    [
        ("Thủ tướng Chính phủ", "thủ tướng chính phủ", "central", True),
        ("Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc", "ủy ban dân tộc", "central", True),
        ("Thống đốc Ngân hàng Nhà nước Việt Nam", "ngân hàng nhà nước việt nam", "central", True),
        ("Bộ Lao động - Thương binh và Xã hội", "bộ lao động thương binh và xã hội", "central", True),
        ("Ban Chỉ đạo Trung ương", "ban chỉ đạo trung ương", "central", True),
        ("Bộ Chính trị", "trung ương đảng", "central", True),
        ("Ban Thường vụ Tỉnh ủy Cao Bằng", "tỉnh ủy cao bằng", "province", True),
        ("Ban Chấp hành Đảng bộ huyện KBang", "huyện ủy kbang", "district", True),
        ("Đảng ủy xã Cao Chương", "đảng ủy xã cao chương", "commune", True),
        ("Chủ tịch UỶ BAN NHÂN DÂN tỉnh Hoà Bình", "ủy ban nhân dân tỉnh hòa bình", "province", True),
        ("ỦY BAN NHÂN DÂN HUYỆN ĐĂK ĐOA", "ủy ban nhân dân huyện đăk đoa", "district", True),
        ("TỈNH ỦY CAO BẰNG", "tỉnh ủy cao bằng", "province", True),
        ("Ủy ban nhân dân Thành phố Hồ Chí Minh", "ủy ban nhân dân thành phố hồ chí minh", "province", True),
        ("Ủy ban nhân dân thành phố Buôn Ma Thuột", "ủy ban nhân dân thành phố buôn ma thuột", "district", True),
        ("Bộ Chỉ huy Quân sự tỉnh Cao Bằng", "bộ chỉ huy quân sự tỉnh cao bằng", "province", True),
        ("Ngân hàng Chính sách xã hội huyện Hạ Lang", "ngân hàng chính sách xã hội huyện hạ lang", "district", True),
        ("Liên minh Hợp tác xã tỉnh Cao Bằng", "liên minh hợp tác xã tỉnh cao bằng", "province", True),
        ("Ủy ban nhân dân quận 1", "ủy ban nhân dân quận 1", "district", True),
        ("Hội đồng nhân dân tỉnh", "hội đồng nhân dân tỉnh", "province", False),
        ("Ủy ban nhân dân xã, thị trấn", "ủy ban nhân dân xã", "commune", False),
        ("Sở Nội vụ", "sở nội vụ", None, False),
    ],
)  # fmt: skip
def test_a_name_tells_body_place_and_level(name: str, key: str, level: Level | None, complete: bool) -> None:
    read = read_issuer(name)
    assert (read.key, read.level, read.complete) == (key, level, complete)


def test_the_province_behind_a_district_is_kept_apart() -> None:
    read = read_issuer("Ủy ban nhân dân huyện Châu Thành, tỉnh An Giang")
    assert (read.key, read.province) == ("ủy ban nhân dân huyện châu thành", "an giang")


def test_party_and_state_are_told_apart() -> None:
    assert read_issuer("Tỉnh ủy Cao Bằng").system == read_issuer("Ban Bí thư").system == "party"
    assert read_issuer("Ủy ban nhân dân tỉnh Cao Bằng").system == "state"
