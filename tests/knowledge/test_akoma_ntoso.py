"""Names of works: one for all ways to cite an instrument, none where it cannot be told which one it is."""

from __future__ import annotations

import pytest

from ntm_extract.knowledge.akoma_ntoso import work_uri

Cited = tuple[str | None, str | None, str | None, str | None]
PLAN = ("Kế hoạch", "272/KH-UBND", "2022-09-14")


@pytest.mark.parametrize(
    ("cited", "uri"),
    [
        (
            ("Quyết định", "263/QĐ-TTg", "2022-02-22", "Thủ tướng Chính phủ"),
            "/akn/vn/act/quyet-dinh/thu-tuong-chinh-phu/2022-02-22/263-QD-TTg",
        ),
        (
            ("Nghị quyết", "12-NQ/TU", "2022-06-09", "Ban Chấp hành Đảng bộ tỉnh Cao Bằng"),
            "/akn/vn/doc/nghi-quyet/tinh-uy-cao-bang/2022-06-09/12-NQ-TU",
        ),
        (
            ("Nghị quyết", "03/2022/NQ-HĐND", None, "Hội đồng nhân dân tỉnh Cao Bằng"),
            "/akn/vn/act/nghi-quyet/hoi-dong-nhan-dan-tinh-cao-bang/2022/3-2022-NQ-HDND",
        ),
        (
            (*PLAN, "Ủy ban nhân dân thành phố Cao Bằng"),
            "/akn/vn/doc/ke-hoach/uy-ban-nhan-dan-thanh-pho-cao-bang-tinh-cao-bang/2022-09-14/272-KH-UBND",
        ),
        (("Luật", "06/2022/QH15", None, None), "/akn/vn/act/luat/quoc-hoi/2022/6-2022-QH15"),
        ((None, "1496/VPCP-KTTH", "2022-03", None), "/akn/vn/doc/cong-van/van-phong-chinh-phu/2022/1496-VPCP-KTTH"),
        (
            ("Thông tư", "2/TT-BNV", "2022", "Bộ trưởng Bộ Nội vụ"),
            "/akn/vn/act/thong-tu/bo-noi-vu/2022/2-TT-BNV",
        ),
    ],
)  # fmt: skip
def test_an_instrument_has_a_name(cited: Cited, uri: str) -> None:
    assert work_uri(*cited) == uri
    assert uri.isascii()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((None, "263/QĐ-TTg", "2022-02-22", None), ("Quyết định", "263/QĐ-TTg", "2022-02-22", "Thủ tướng Chính phủ")),
        (("Quyết định", "0263/qd-ttg", "2022", None), ("Quyết định", "263/QĐ-TTg", "2022", None)),
        ((*PLAN, "Uỷ ban nhân dân tỉnh Hoà Bình"), (*PLAN, "ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH")),
        ((*PLAN, "Chủ tịch Ủy ban nhân dân tỉnh Cao Bằng"), (*PLAN, "Ủy ban nhân dân tỉnh Cao Bằng")),
        ((*PLAN, "Ủy ban nhân dân huyện Hạ Lang, tỉnh Cao Bằng"), (*PLAN, "Ủy ban nhân dân huyện Hạ Lang")),
    ],
)  # fmt: skip
def test_ways_to_cite_one_instrument_give_one_name(one: Cited, other: Cited) -> None:
    assert work_uri(*one) == work_uri(*other) is not None


@pytest.mark.parametrize(
    "cited",
    [
        (None, None, None, None),
        ("Luật", None, "2022", "Quốc hội"),
        ("Kế hoạch", "272/KH-UBND", None, "Ủy ban nhân dân tỉnh Cao Bằng"),
        (*PLAN, None),
        (*PLAN, "Ủy ban nhân dân tỉnh"),
        (*PLAN, "Ủy ban nhân dân huyện Châu Thành"),
        ("Kế hoạch", "J0&9/KH-UBND", "2022", "Ủy ban nhân dân tỉnh Cao Bằng"),
        ("Kế hoạch", "/KH-UBND", "2022", "Ủy ban nhân dân tỉnh Cao Bằng"),
    ],
    ids=["nothing", "no number", "no year", "no issuer", "no place", "ten districts", "damaged", "blank number"],
)
def test_what_cannot_be_told_has_none(cited: Cited) -> None:
    assert work_uri(*cited) is None


def test_districts_of_one_name_are_told_apart_by_their_province() -> None:
    there = [work_uri(*PLAN, "Ủy ban nhân dân huyện Châu Thành", province) for province in ("An Giang", "Bến Tre")]
    assert there == [
        f"/akn/vn/doc/ke-hoach/uy-ban-nhan-dan-huyen-chau-thanh-tinh-{province}/2022-09-14/272-KH-UBND"
        for province in ("an-giang", "ben-tre")
    ]
