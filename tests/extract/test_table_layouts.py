"""Layouts of tables of targets: what each of them counts, by when, of whom, and what only details a total."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text

from ntm_extract.plan import Target

NEW_RURAL = (
    HEADS["district"]
    .replace("23 tháng 8 năm 2022", "12 tháng 3 năm 2023")
    .replace("giai đoạn 2021 - 2025", "giai đoạn 2023 - 2025")
)
"""The letterhead of a plan of March 2023."""


def of_subject(subject: str) -> str:
    """Give the letterhead of a plan of October 2025 about another subject."""
    head = HEADS["district"].replace("23 tháng 8 năm 2022", "20 tháng 10 năm 2025")
    return head.replace("Thực hiện phong trào xây dựng nông thôn mới giai đoạn 2021 - 2025", subject)


def told(row: Target) -> str:
    """Give section, indicator, amount, due, places, and whether the row is part of another, in one line."""
    sign = "" if row.comparator in ("=", "range") else row.comparator
    count = f"{sign}{row.value:g}" if row.value is not None else ""
    end = f"-{row.value_max:g}" if row.value_max else ""
    count += end if count else ""
    count += f"/{row.denominator:g}" if row.denominator else ""
    share = f"{'' if count else sign}{row.share_pct:g}{'' if count else end}%" if row.share_pct is not None else ""
    amount = " ".join(filter(None, (count, share)))
    said = [row.section.removeprefix("Phụ lục"), row.indicator, amount, row.due or "", ", ".join(row.places)]
    return " | ".join(said) + (" | part" if row.breakdown else "")


LAYOUTS = [
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
CHỈ TIÊU CHỦ YẾU GIAO CÁC XÃ NĂM 2024
TT\tChỉ tiêu\tĐVT\tToàn huyện\tSơn Hạ\tSơn Thành\tDi Lăng
1\tTỷ lệ hộ nghèo\t%\t22\t30\t28\t9,5
2\tThu nhập bình quân đầu người\ttriệu đồng\t38\t35\t36\t45
3\tSố thôn đạt chuẩn nông thôn mới\tthôn\t12\t4\t5\t3""",
        [
            ".1 | poverty_rate | 22% | 2024 | ",
            ".1 | poverty_rate | 30% | 2024 | Sơn Hạ | part",
            ".1 | poverty_rate | 28% | 2024 | Sơn Thành | part",
            ".1 | poverty_rate | 9.5% | 2024 | Di Lăng | part",
            ".2 | rural_income | 38 | 2024 | ",
            ".2 | rural_income | 35 | 2024 | Sơn Hạ | part",
            ".2 | rural_income | 36 | 2024 | Sơn Thành | part",
            ".2 | rural_income | 45 | 2024 | Di Lăng | part",
            ".3 | villages_ntm | 12 | 2024 | ",
            ".3 | villages_ntm | 4 | 2024 | Sơn Hạ | part",
            ".3 | villages_ntm | 5 | 2024 | Sơn Thành | part",
            ".3 | villages_ntm | 3 | 2024 | Di Lăng | part",
        ],
        id="indicators by commune",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC I
HIỆN TRẠNG VÀ MỤC TIÊU ĐẾN NĂM 2025
STT\tNội dung\tĐơn vị\tHiện trạng\tMục tiêu
1\tSố xã đạt chuẩn nông thôn mới\tXã\t4/13\t7/13
2\tTỷ lệ đường trục thôn được cứng hóa\t%\t61,5\t≥ 75
3\tBình quân tiêu chí/xã\ttiêu chí\t13,2\t15,5""",
        [
            " I.1 | communes_ntm | 7/13 | 2025 | ",
            " I.2 | other | >=75% | 2025 | ",
            " I.3 | criteria_per_commune | 15.5 | 2025 | ",
        ],
        id="hien trang muc tieu",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
CÁC CHỈ TIÊU NÔNG THÔN MỚI
TT\tNội dung\tĐVT\tTH 2022\tKế hoạch 2023\tKế hoạch 2024\tSo sánh KH 2023/TH 2022 (%)
1\tSố xã đạt chuẩn NTM\txã\t3\t4\t5\t133,3
2\tSố xã đạt chuẩn NTM nâng cao\txã\t-\t-\t1\t
3\tThôn đạt chuẩn NTM kiểu mẫu\tthôn\t2\t4\t6\t200""",
        [
            ".1 | communes_ntm | 4 | 2023 |  | part",
            ".1 | communes_ntm | 5 | 2024 | ",
            ".2 | communes_ntm_advanced | 1 | 2024 | ",
            ".3 | villages_ntm_model | 4 | 2023 |  | part",
            ".3 | villages_ntm_model | 6 | 2024 | ",
        ],
        id="ke hoach 2023",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
MỤC TIÊU CHƯƠNG TRÌNH
STT\tChỉ tiêu\tĐơn vị tính\tGiai đoạn 2021-2025\tGiai đoạn 2026-2030\tGhi chú
1\tXã đạt chuẩn nông thôn mới\txã\t8\t13\t
2\tSản phẩm OCOP đạt 3 sao trở lên\tsản phẩm\t≥ 15\t25 - 30\tLũy kế""",
        [
            ".1 | communes_ntm | 8 | 2025 |  | part",
            ".1 | communes_ntm | 13 | 2030 | ",
            ".2 | ocop_products | >=15 | 2025 |  | part",
            ".2 | ocop_products | 25-30 | 2030 | ",
        ],
        id="giai doan columns",
    ),
    pytest.param(
        of_subject("Chuyển đổi số giai đoạn 2025 - 2030"),
        """\
PHỤ LỤC
BỘ CHỈ SỐ
TT\tTên chỉ số\tĐến 2025\tĐến 2027\tĐến 2030
1\tTỷ lệ hồ sơ công việc được xử lý trên môi trường mạng\t90%\t95%\t100%
2\tTỷ trọng kinh tế số trong GRDP\t10%\t15%\ttối thiểu 20%
3\tSố thôn có tổ công nghệ số cộng đồng\t12\t12\t12""",
        [
            ".1 | other | 90% | 2025 |  | part",
            ".1 | other | 95% | 2027 |  | part",
            ".1 | other | 100% | 2030 | ",
            ".2 | other | 10% | 2025 |  | part",
            ".2 | other | 15% | 2027 |  | part",
            ".2 | other | >=20% | 2030 | ",
            ".3 | other | 12 | 2025 |  | part",
            ".3 | other | 12 | 2027 |  | part",
            ".3 | other | 12 | 2030 | ",
        ],
        id="ladder 2025/2030",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
DANH SÁCH THÔN PHẤN ĐẤU ĐẠT CHUẨN NÔNG THÔN MỚI KIỂU MẪU
TT\tXã\tTên thôn\tNăm thực hiện\tGhi chú
1\tSơn Hạ\tThôn Đèo Gió\t2023\t
2\tSơn Hạ\tThôn Hà Bắc\t2024\t
3\tSơn Thành\tGò Gạo\t2025\t""",
        [
            ".1 | villages_ntm_model | 1 | 2023 | Đèo Gió | part",
            ".2 | villages_ntm_model | 1 | 2024 | Hà Bắc | part",
            ".3 | villages_ntm_model | 1 | 2025 | Gò Gạo | part",
        ],
        id="villages by commune",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
KẾ HOẠCH XÃ ĐẠT CHUẨN GIAI ĐOẠN 2023 - 2025
TT\tTên xã\tNăm đạt chuẩn\tGhi chú
I\tXã đạt chuẩn nông thôn mới\t\t
1\tSơn Hạ\t2023\t
2\tSơn Thành\t2025\t
II\tXã đạt chuẩn nông thôn mới nâng cao\t\t
1\tDi Lăng\t2024\t""",
        [
            ".I.1 | communes_ntm | 1 | 2023 | Sơn Hạ | part",
            ".I.2 | communes_ntm | 1 | 2025 | Sơn Thành | part",
            ".II.1 | communes_ntm_advanced | 1 | 2024 | Di Lăng | part",
        ],
        id="sections of standards",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
DANH SÁCH CÁC XÃ ĐĂNG KÝ ĐẠT CHUẨN
TT\tTên xã\tMục tiêu phấn đấu
I\tNăm 2023\t
1\tSơn Hạ\tĐạt chuẩn NTM
2\tSơn Kỳ\tNTM nâng cao
II\tNăm 2024\t
1\tSơn Thành\tĐạt chuẩn NTM""",
        [
            ".I.1 | communes_ntm | 1 | 2023 | Sơn Hạ | part",
            ".I.2 | communes_ntm_advanced | 1 | 2023 | Sơn Kỳ | part",
            ".II.1 | communes_ntm | 1 | 2024 | Sơn Thành | part",
        ],
        id="sections of years",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
LỘ TRÌNH XÂY DỰNG NÔNG THÔN MỚI
TT\tNội dung\tNăm 2023\tNăm 2024\tNăm 2025
1\tXã đạt chuẩn nông thôn mới\tSơn Hạ, Sơn Thành\tDi Lăng\t
2\tXã đạt chuẩn nông thôn mới nâng cao\t\tXã Sơn Giang\tSơn Kỳ và Sơn Linh""",
        [
            ".1 | communes_ntm | 2 | 2023 | Sơn Hạ, Sơn Thành | part",
            ".1 | communes_ntm | 1 | 2024 | Di Lăng | part",
            ".2 | communes_ntm_advanced | 1 | 2024 | Sơn Giang | part",
            ".2 | communes_ntm_advanced | 2 | 2025 | Sơn Kỳ, Sơn Linh | part",
        ],
        id="names in a cell by year",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
CHỈ TIÊU XÂY DỰNG NÔNG THÔN MỚI ĐẾN NĂM 2025
TT\tChỉ tiêu\tSố lượng\tTên xã (năm)
1\tXã đạt chuẩn nông thôn mới\t3\tSơn Hạ, Sơn Thành (2023); Di Lăng (2024)
2\tXã đạt chuẩn nông thôn mới kiểu mẫu\t1\tSơn Linh (2025)""",
        [
            ".1 | communes_ntm | 3 | 2025 | ",
            ".1 | communes_ntm | 2 | 2023 | Sơn Hạ, Sơn Thành | part",
            ".1 | communes_ntm | 1 | 2024 | Di Lăng | part",
            ".2 | communes_ntm_model | 1 | 2025 | ",
            ".2 | communes_ntm_model | 1 | 2025 | Sơn Linh | part",
        ],
        id="names and years in a cell",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
LỘ TRÌNH XÃ ĐẠT CHUẨN NÔNG THÔN MỚI
TT\tNăm\tSố xã\tTên xã
1\t2023\t2\tSơn Hạ, Sơn Thành
2\tNăm 2024\t1\tDi Lăng
\tTổng cộng\t3\t""",
        [
            ".1 | communes_ntm | 2 | 2023 | Sơn Hạ, Sơn Thành | part",
            ".2 | communes_ntm | 1 | 2024 | Di Lăng | part",
        ],
        id="rows by year",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
PHÂN KỲ THỰC HIỆN
Năm\tSố xã đạt chuẩn NTM\tTỷ lệ hộ nghèo (%)\tThu nhập bình quân (triệu đồng/người)
2023\t5\t24\t36
2024\t6\t21,5\t40
2025\t8\t18\t45""",
        [
            " | communes_ntm | 5 | 2023 |  | part",
            " | poverty_rate | 24% | 2023 |  | part",
            " | rural_income | 36 | 2023 |  | part",
            " | communes_ntm | 6 | 2024 |  | part",
            " | poverty_rate | 21.5% | 2024 |  | part",
            " | rural_income | 40 | 2024 |  | part",
            " | communes_ntm | 8 | 2025 | ",
            " | poverty_rate | 18% | 2025 | ",
            " | rural_income | 45 | 2025 | ",
        ],
        id="rows by year, several quantities",
    ),
    pytest.param(
        of_subject("Giảm nghèo bền vững năm 2026"),
        """\
PHỤ LỤC
CHỈ TIÊU GIẢM HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026
TT\tThôn\tHộ nghèo\t\tHộ cận nghèo\t
\t\tSố hộ\tTỷ lệ (%)\tSố hộ\tTỷ lệ (%)
1\tThôn Tà Păng\t25\t12,4\t30\t15
2\tThôn Cheng\t14\t8,1\t20\t11,6
\tTổng cộng\t39\t10,5\t50\t13,3""",
        [
            ".1 | poverty_rate | 25 12.4% | 2026 | Tà Păng | part",
            ".1 | other | 30 15% | 2026 | Tà Păng | part",
            ".2 | poverty_rate | 14 8.1% | 2026 | Cheng | part",
            ".2 | other | 20 11.6% | 2026 | Cheng | part",
            " | poverty_rate | 39 10.5% | 2026 | ",
            " | other | 50 13.3% | 2026 | ",
        ],
        id="count and share",
    ),
    pytest.param(
        of_subject("Phát triển người tham gia bảo hiểm y tế năm 2026"),
        """\
PHỤ LỤC
GIAO CHỈ TIÊU PHÁT TRIỂN ĐỐI TƯỢNG THAM GIA BHYT NĂM 2026
STT\tĐơn vị\tDân số\tSố người tham gia BHYT\tTỷ lệ bao phủ (%)
1\tThôn Tân Lập\t1.250\t1.200\t96
2\tThôn Tân Hòa\t980\t931\t≥ 95
Cộng\t\t2.230\t2.131\t95,6""",
        [
            ".1 | other | 1200 | 2026 | Tân Lập | part",
            ".1 | other | 96% | 2026 | Tân Lập | part",
            ".2 | other | 931 | 2026 | Tân Hòa | part",
            ".2 | other | >=95% | 2026 | Tân Hòa | part",
            " | other | 2131 | 2026 | ",
            " | other | 95.6% | 2026 | ",
        ],
        id="health insurance communes",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC 02
TỶ LỆ HỘ SỬ DỤNG NƯỚC SẠCH CÁC XÃ
STT\tXã\t2022\t2023\t2024\t2025
1\tSơn Hạ\t60\t65\t70\t80
2\tSơn Thành\t55\t60\t70\t85""",
        [
            " 02.1 | other | 65% | 2023 | Sơn Hạ | part",
            " 02.1 | other | 70% | 2024 | Sơn Hạ | part",
            " 02.1 | other | 80% | 2025 | Sơn Hạ | part",
            " 02.2 | other | 60% | 2023 | Sơn Thành | part",
            " 02.2 | other | 70% | 2024 | Sơn Thành | part",
            " 02.2 | other | 85% | 2025 | Sơn Thành | part",
        ],
        id="no word of plan",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
PHÂN BỔ VỐN CÁC XÃ
(ĐVT: triệu đồng)
STT\tXã\tNăm 2023\tNăm 2024
1\tSơn Hạ\t600\t650
2\tSơn Thành\t550\t700""",
        [],
        id="money",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
KẾ HOẠCH CÁC CÔNG TRÌNH GIAO THÔNG
Đơn vị tính: triệu đồng
STT\tCông trình\tNăm 2023\tNăm 2024
1\tĐường Sơn Hạ\t600\t650""",
        [],
        id="money, unit alone",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
THỰC TRẠNG CÁC XÃ NĂM 2022
STT\tXã\tSố hộ nghèo\tTỷ lệ (%)
1\tSơn Hạ\t600\t20
2\tSơn Thành\t550\t31""",
        [],
        id="current state",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
DANH MỤC VĂN BẢN CHỈ ĐẠO
STT\tSố, ký hiệu\tTrích yếu\tNăm
1\t263/QĐ-TTg\tPhê duyệt Chương trình mục tiêu quốc gia\t2022
2\t318/QĐ-TTg\tBan hành Bộ tiêu chí\t2022""",
        [],
        id="legal acts",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
XÃ ĐĂNG KÝ ĐẠT CHUẨN NĂM 2024
STT\tTên xã\tĐạt chuẩn NTM\tNTM nâng cao\tNTM kiểu mẫu
1\tSơn Hạ\tx\t\t
2\tSơn Thành\t\tx\t
3\tDi Lăng\t\t\tx""",
        [
            ".1 | communes_ntm | 1 | 2024 | Sơn Hạ | part",
            ".2 | communes_ntm_advanced | 1 | 2024 | Sơn Thành | part",
            ".3 | communes_ntm_model | 1 | 2024 | Di Lăng | part",
        ],
        id="matrix NTM standards x",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
CHỈ TIÊU THEO TỪNG NĂM
TT\tChỉ tiêu\tĐVT\tNăm 2023\t\tNăm 2024\t
\t\t\tKế hoạch\tTỷ lệ (%)\tKế hoạch\tTỷ lệ (%)
1\tXã đạt chuẩn NTM\txã\t5\t38,5\t6\t46,2
2\tThôn đạt chuẩn NTM\tthôn\t20\t30,8\t25\t38,5""",
        [
            ".1 | communes_ntm | 5 38.5% | 2023 |  | part",
            ".1 | communes_ntm | 6 46.2% | 2024 | ",
            ".2 | villages_ntm | 20 30.8% | 2023 |  | part",
            ".2 | villages_ntm | 25 38.5% | 2024 | ",
        ],
        id="breaks in head, years two rows with units",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
MỤC TIÊU ĐẾN NĂM 2025
TT\tMục tiêu\tĐơn vị tính\tNăm 2025
1\tGiá trị sản xuất nông nghiệp tăng bình quân\t%/năm\t3,5 - 4,0
2\tTỷ lệ che phủ rừng\t%\t58,2(1)
3\tLao động qua đào tạo\t%\ttrên 65*
4\tDiện tích trồng rừng\tha\t1 250
5\tTỷ lệ hộ nghèo đa chiều\t%\tdưới 15
6\tTỷ lệ giảm hộ nghèo bình quân hàng năm\t%\t4 - 5""",
        [
            ".1 | other | 3.5-4% | 2025 | ",
            ".2 | other | 58.2% | 2025 | ",
            ".3 | other | >65% | 2025 | ",
            ".4 | other | 1250 | 2025 | ",
            ".5 | poverty_rate | <15% | 2025 | ",
            ".6 | poverty_rate | 4-5% | 2025 | ",
        ],
        id="footnotes and ranges",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
KẾ HOẠCH THỰC HIỆN TIÊU CHÍ NÔNG THÔN MỚI NĂM 2024
TT\tTên tiêu chí\tNội dung tiêu chí\tChỉ tiêu\tKế hoạch năm 2024
1\tGiao thông\tTỷ lệ đường xã được nhựa hóa\t100%\t100%
\t\tTỷ lệ đường ngõ, xóm sạch\t≥ 90%\t92%
2\tĐiện\tTỷ lệ hộ sử dụng điện thường xuyên, an toàn\t≥ 98%\t99,2%
3\tTrường học\tĐạt chuẩn\tĐạt\tĐạt""",
        [
            ".1 | other | 100% | 2024 | ",
            ".1 | other | 92% | 2024 | ",
            ".2 | other | 99.2% | 2024 | ",
        ],
        id="criteria of the set",
    ),
    pytest.param(
        of_subject("Phòng, chống ma túy năm 2026"),
        """\
PHỤ LỤC
CHỈ TIÊU CỤ THỂ NĂM 2026
TT\tNội dung chỉ tiêu\tChỉ tiêu năm 2026
1\tSố vụ phạm tội về ma túy được phát hiện, bắt giữ\tTăng ít nhất 5%
2\tNgười nghiện ma túy được quản lý\tTrên 95%
3\tThôn không có ma túy\t6/8 thôn
4\tSố người nghiện mới\t0""",
        [
            ".1 | other | >=5% | 2026 | ",
            ".2 | other | >95% | 2026 | ",
            ".3 | other | 6/8 | 2026 | ",
            ".4 | other | 0 | 2026 | ",
        ],
        id="targets with words in cells",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
KẾ HOẠCH CÔNG NHẬN NĂM 2024
TT\tNội dung\tKế hoạch năm 2024
1\tXã đạt chuẩn nông thôn mới\t02 xã (Sơn Hạ, Sơn Thành)
2\tXã đạt chuẩn nông thôn mới nâng cao\t01 xã: Di Lăng""",
        [
            ".1 | communes_ntm | 2 | 2024 | Sơn Hạ, Sơn Thành",
            ".2 | communes_ntm_advanced | 1 | 2024 | Di Lăng",
        ],
        id="count with names",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
LỘ TRÌNH THỰC HIỆN TIÊU CHÍ
TT\tTên xã\tSố tiêu chí hiện đạt\tKế hoạch\t
\t\t\t2023\t2024
1\tSơn Hạ\t14\t16\t19
2\tSơn Thành\t12/19\t14/19\t15/19
\tBình quân\t13\t15\t17""",
        [
            ".1 | criteria_per_commune | 16 | 2023 | Sơn Hạ | part",
            ".1 | criteria_per_commune | 19 | 2024 | Sơn Hạ | part",
            ".2 | criteria_per_commune | 14/19 | 2023 | Sơn Thành | part",
            ".2 | criteria_per_commune | 15/19 | 2024 | Sơn Thành | part",
            " | criteria_per_commune | 15 | 2023 |  | part",
            " | criteria_per_commune | 17 | 2024 | ",
        ],
        id="number of criteria now and years",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
CHỈ TIÊU NƯỚC SẠCH

| TT | Xã | Tỷ lệ hộ dùng nước sạch năm 2023 (%) | Năm 2024 (%) |
|---|---|---|---|
| 1 | Sơn Hạ | 65 | 70 |
| 2 | Sơn Thành | 55,5 | 60 |""",
        [
            ".1 | other | 65% | 2023 | Sơn Hạ | part",
            ".1 | other | 70% | 2024 | Sơn Hạ | part",
            ".2 | other | 55.5% | 2023 | Sơn Thành | part",
            ".2 | other | 60% | 2024 | Sơn Thành | part",
        ],
        id="bars",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
PHÂN KỲ CHỈ TIÊU
TT
Chỉ tiêu
ĐVT
Năm 2023
Năm 2024
Năm 2025
1
Xã đạt chuẩn nông thôn mới
Xã
2
4
5
2
Tỷ lệ hộ nghèo
%
2,1
1,6
1,0
3
Thu nhập bình quân đầu người
Triệu đồng
38
41
46""",
        [
            ".1 | communes_ntm | 2 | 2023 |  | part",
            ".1 | communes_ntm | 4 | 2024 |  | part",
            ".1 | communes_ntm | 5 | 2025 | ",
            ".2 | poverty_rate | 2.1% | 2023 |  | part",
            ".2 | poverty_rate | 1.6% | 2024 |  | part",
            ".2 | poverty_rate | 1% | 2025 | ",
            ".3 | rural_income | 38 | 2023 |  | part",
            ".3 | rural_income | 41 | 2024 |  | part",
            ".3 | rural_income | 46 | 2025 | ",
        ],
        id="flat figures",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
CHỈ TIÊU THEO NĂM
STT
Chỉ tiêu
Đơn vị tính
Năm
2023
Năm
2024
1
Xã đạt chuẩn nông thôn mới
Xã
2
4
2
Tỷ lệ hộ nghèo
%
2,1
1,6""",
        [
            ".1 | communes_ntm | 2 | 2023 |  | part",
            ".1 | communes_ntm | 4 | 2024 | ",
            ".2 | poverty_rate | 2.1% | 2023 |  | part",
            ".2 | poverty_rate | 1.6% | 2024 | ",
        ],
        id="flat figures under years in two lines",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
CHỈ TIÊU THEO NĂM
STT
Chỉ tiêu
Đơn vị tính
2026
2028
1
Xã đạt chuẩn nông thôn mới
Xã
2
4
2
Tỷ lệ hộ nghèo
%
4
3""",
        [
            ".1 | communes_ntm | 2 | 2026 |  | part",
            ".1 | communes_ntm | 4 | 2028 | ",
            ".2 | poverty_rate | 4% | 2026 |  | part",
            ".2 | poverty_rate | 3% | 2028 | ",
        ],
        id="flat figures under bare years, the last one no number of a row",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
CHỈ TIÊU SỐ THÔN ĐẠT CHUẨN NÔNG THÔN MỚI
STT
Xã
Năm 2023
Năm 2024
1
Sơn Hạ
2
4
2
Sơn Thành
3
5
Tổng cộng
5
9""",
        [
            ".1 | villages_ntm | 2 | 2023 | Sơn Hạ | part",
            ".1 | villages_ntm | 4 | 2024 | Sơn Hạ | part",
            ".2 | villages_ntm | 3 | 2023 | Sơn Thành | part",
            ".2 | villages_ntm | 5 | 2024 | Sơn Thành | part",
            " | villages_ntm | 5 | 2023 |  | part",
            " | villages_ntm | 9 | 2024 | ",
        ],
        id="flat places",
    ),
    pytest.param(
        NEW_RURAL.replace("HUYỆN MƯỜNG KHƯƠNG", "TỈNH LÀO CAI"),
        """\
PHỤ LỤC
GIAO CHỈ TIÊU XÂY DỰNG NÔNG THÔN MỚI NĂM 2024
TT\tHuyện, thị xã, thành phố\tSố xã đạt NTM\tSố xã đạt NTM nâng cao\tHuyện đạt chuẩn NTM\tBình quân tiêu chí/xã
1\tHuyện Sơn Hà\t5\t1\t\t15,2
2\tThị xã Đức Phổ\t10\t3\tx\t18,5
3\tThành phố Quảng Ngãi\t11\t4\t\t18,9
\tToàn tỉnh\t26\t8\t1\t16,8""",
        [
            ".1 | communes_ntm | 5 | 2024 | Sơn Hà | part",
            ".1 | communes_ntm_advanced | 1 | 2024 | Sơn Hà | part",
            ".1 | criteria_per_commune | 15.2 | 2024 | Sơn Hà | part",
            ".2 | communes_ntm | 10 | 2024 | Đức Phổ | part",
            ".2 | communes_ntm_advanced | 3 | 2024 | Đức Phổ | part",
            ".2 | district_ntm | 1 | 2024 | Đức Phổ | part",
            ".2 | criteria_per_commune | 18.5 | 2024 | Đức Phổ | part",
            ".3 | communes_ntm | 11 | 2024 | Quảng Ngãi | part",
            ".3 | communes_ntm_advanced | 4 | 2024 | Quảng Ngãi | part",
            ".3 | criteria_per_commune | 18.9 | 2024 | Quảng Ngãi | part",
            " | communes_ntm | 26 | 2024 | ",
            " | communes_ntm_advanced | 8 | 2024 | ",
            " | district_ntm | 1 | 2024 | ",
            " | criteria_per_commune | 16.8 | 2024 | ",
        ],
        id="districts of a province",
    ),
    pytest.param(
        of_subject("Giảm nghèo giai đoạn 2026 - 2030"),
        """\
PHỤ LỤC
KẾ HOẠCH GIẢM NGHÈO GIAI ĐOẠN 2026 - 2030
STT\tThôn\tTổng số hộ dân\tSố hộ nghèo cuối năm 2025\tSố hộ nghèo giảm giai đoạn 2026 - 2030\tChia ra
\t\t\t\t\t2026\t2027\t2028\t2029\t2030
1\tThôn Cheng\t210\t40\t35\t5\t10\t10\t5\t5
2\tThôn Ruộng\t180\t30\t25\t5\t5\t5\t5\t5""",
        [
            ".1 | poverty_rate | 35 | 2030 | Cheng | part",
            ".1 | poverty_rate | 5 | 2026 | Cheng | part",
            ".1 | poverty_rate | 10 | 2027 | Cheng | part",
            ".1 | poverty_rate | 10 | 2028 | Cheng | part",
            ".1 | poverty_rate | 5 | 2029 | Cheng | part",
            ".1 | poverty_rate | 5 | 2030 | Cheng | part",
            ".2 | poverty_rate | 25 | 2030 | Ruộng | part",
            ".2 | poverty_rate | 5 | 2026 | Ruộng | part",
            ".2 | poverty_rate | 5 | 2027 | Ruộng | part",
            ".2 | poverty_rate | 5 | 2028 | Ruộng | part",
            ".2 | poverty_rate | 5 | 2029 | Ruộng | part",
            ".2 | poverty_rate | 5 | 2030 | Ruộng | part",
        ],
        id="poverty plan two years sub heads",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
CHỈ TIÊU SỐ HỘ THOÁT NGHÈO GIAO CÁC XÃ, THỊ TRẤN NĂM 2024
(ĐVT: hộ)
TT\tXã, thị trấn\tChỉ tiêu giao
\tToàn huyện\t650
1\tXã Sơn Hạ\t400
2\tThị trấn Di Lăng\t250""",
        [
            " | other | 650 | 2024 | ",
            ".1 | other | 400 | 2024 | Sơn Hạ | part",
            ".2 | other | 250 | 2024 | Di Lăng | part",
        ],
        id="DVT in brackets, total first",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
CHỈ TIÊU NĂM 2024
TT\tChỉ tiêu\tĐVT\tKH 2024
1\tSố xã đạt chuẩn NTM\txã\t6
\tTrong đó: công nhận mới\txã\t2
2\tTỷ lệ hộ nghèo\t%\t20
\t- Hộ nghèo dân tộc thiểu số\t%\t25""",
        [
            ".1 | communes_ntm | 6 | 2024 | ",
            " | communes_ntm | 2 | 2024 |  | part",
            ".2 | poverty_rate | 20% | 2024 | ",
            ".2 | poverty_rate | 25% | 2024 | ",
        ],
        id="trong do rows",
    ),
    pytest.param(
        of_subject("Vận động Quỹ Vì người nghèo năm 2026"),
        """\
PHỤ LỤC
GIAO CHỈ TIÊU XÂY DỰNG NHÀ ĐẠI ĐOÀN KẾT NĂM 2026
TT\tĐơn vị\tXây mới (căn)\tSửa chữa (căn)\tSố tiền (triệu đồng)
1\tXã Tân Phú\t5\t3\t300
2\tPhường Mỹ Lộc\t4\t2\t240
\tTổng cộng\t9\t5\t540""",
        [
            ".1 | other | 5 | 2026 | Tân Phú | part",
            ".1 | other | 3 | 2026 | Tân Phú | part",
            ".2 | other | 4 | 2026 | Mỹ Lộc | part",
            ".2 | other | 2 | 2026 | Mỹ Lộc | part",
            " | other | 9 | 2026 | ",
            " | other | 5 | 2026 | ",
        ],
        id="front board",
    ),
    pytest.param(
        of_subject("Giảm nghèo giai đoạn 2026 - 2030"),
        """\
PHỤ LỤC
MỤC TIÊU GIẢM NGHÈO THEO VÙNG
TT\tVùng\tTỷ lệ hộ nghèo đa chiều (%)\t
\t\tNăm 2028\tNăm 2030
1\tTrung du và miền núi phía Bắc\t9,5\t7
2\tĐồng bằng sông Hồng\t0,8\t0,5
\tCả nước\t3,1\t2,0""",
        [
            ".1 | poverty_rate | 9.5% | 2028 |  | part",
            ".1 | poverty_rate | 7% | 2030 |  | part",
            ".2 | poverty_rate | 0.8% | 2028 |  | part",
            ".2 | poverty_rate | 0.5% | 2030 |  | part",
            " | poverty_rate | 3.1% | 2028 |  | part",
            " | poverty_rate | 2% | 2030 | ",
        ],
        id="regions",
    ),
    pytest.param(
        of_subject("Phát triển bảo hiểm y tế năm 2026"),
        """\
PHỤ LỤC
CHỈ TIÊU PHÁT TRIỂN NĂM 2026
TT\tNhóm đối tượng\tChỉ tiêu (người)\tTỷ lệ bao phủ (%)
1\tHọc sinh, sinh viên\t2.150\t100
2\tHộ gia đình\t4.300\t92,5""",
        [
            ".1 | other | 2150 | 2026 | ",
            ".1 | other | 100% | 2026 | ",
            ".2 | other | 4300 | 2026 | ",
            ".2 | other | 92.5% | 2026 | ",
        ],
        id="groups insured",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
GIAO CHỈ TIÊU NĂM 2024
TT\tXã\tHộ nghèo giảm (hộ)\tBHYT (%)\tThôn đạt chuẩn NTM\tOCOP (sản phẩm)\tTiêu chí NTM
1\tSơn Hạ\t50\t95\t3\t2\t17
2\tSơn Thành\t40\t96\t2\t1\t15""",
        [
            ".1 | poverty_rate | 50 | 2024 | Sơn Hạ | part",
            ".1 | other | 95% | 2024 | Sơn Hạ | part",
            ".1 | villages_ntm | 3 | 2024 | Sơn Hạ | part",
            ".1 | ocop_products | 2 | 2024 | Sơn Hạ | part",
            ".1 | criteria_per_commune | 17 | 2024 | Sơn Hạ | part",
            ".2 | poverty_rate | 40 | 2024 | Sơn Thành | part",
            ".2 | other | 96% | 2024 | Sơn Thành | part",
            ".2 | villages_ntm | 2 | 2024 | Sơn Thành | part",
            ".2 | ocop_products | 1 | 2024 | Sơn Thành | part",
            ".2 | criteria_per_commune | 15 | 2024 | Sơn Thành | part",
        ],
        id="short heads",
    ),
    pytest.param(
        of_subject("Chuyển đổi số năm 2026"),
        """\
PHỤ LỤC
CÁC CHỈ TIÊU CHUYỂN ĐỔI SỐ
TT\tChỉ tiêu\tĐơn vị tính\tNăm 2026\tCơ quan chủ trì\tCơ quan phối hợp
1\tTỷ lệ hồ sơ trực tuyến toàn trình\t%\t80\tPhòng Văn hóa - Xã hội\tCông an xã
2\tSố lớp tập huấn kỹ năng số\tlớp\t6\tVăn phòng HĐND và UBND\t""",
        [
            ".1 | other | 80% | 2026 | ",
            ".2 | other | 6 | 2026 | ",
        ],
        id="who follows each indicator",
    ),
    pytest.param(
        of_subject("Chuyển đổi số"),
        """\
PHỤ LỤC
CÁC CHỈ TIÊU CHUYỂN ĐỔI SỐ
TT\tTên chỉ tiêu\tMục tiêu\tThời gian hoàn thành\tĐơn vị chủ trì
1\tTỷ lệ hồ sơ trực tuyến toàn trình\t80%\tNăm 2026\tPhòng Văn hóa - Xã hội
2\tTỷ lệ người dân có chữ ký số\t≥ 50%\t2027\tCông an xã""",
        [
            ".1 | other | 80% | 2026 | ",
            ".2 | other | >=50% | 2027 | ",
        ],
        id="when each indicator is due",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
PHÂN KỲ MỤC TIÊU
TT\tNội dung\tĐVT\tNăm 2024\tNăm 2025\tĐơn vị chủ trì
1\tXã đạt chuẩn nông thôn mới\txã\t5\t7\tPhòng Kinh tế
2\tTỷ lệ hộ nghèo\t%\t20,5\t18\tPhòng Nội vụ""",
        [
            ".1 | communes_ntm | 5 | 2024 |  | part",
            ".1 | communes_ntm | 7 | 2025 | ",
            ".2 | poverty_rate | 20.5% | 2024 |  | part",
            ".2 | poverty_rate | 18% | 2025 | ",
        ],
        id="contents with a unit, and who leads",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
LỘ TRÌNH ĐẠT CHUẨN NÔNG THÔN MỚI CỦA CÁC XÃ
TT\tTên xã\tNăm 2023\tNăm 2024\tNăm 2025
1\tSơn Hạ\t15\t17\t19
2\tSơn Kỳ\t13/19\t16/19\tĐạt chuẩn""",
        [
            ".1 | criteria_per_commune | 15 | 2023 | Sơn Hạ | part",
            ".1 | criteria_per_commune | 17 | 2024 | Sơn Hạ | part",
            ".1 | criteria_per_commune | 19 | 2025 | Sơn Hạ | part",
            ".2 | criteria_per_commune | 13/19 | 2023 | Sơn Kỳ | part",
            ".2 | criteria_per_commune | 16/19 | 2024 | Sơn Kỳ | part",
            ".2 | communes_ntm | 1 | 2025 | Sơn Kỳ | part",
        ],
        id="figures beside communes that are their criteria",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
DANH SÁCH XÃ PHẤN ĐẤU ĐẠT CHUẨN
TT\tTên xã\t2023\t2024\t2025
1\tSơn Hạ\tĐạt chuẩn NTM\t\tNâng cao
2\tSơn Thành\t\tx\t""",
        [
            ".1 | communes_ntm | 1 | 2023 | Sơn Hạ | part",
            ".1 | communes_ntm_advanced | 1 | 2025 | Sơn Hạ | part",
            ".2 | communes_ntm | 1 | 2024 | Sơn Thành | part",
        ],
        id="marks under years where nothing else names the standard",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
KẾ HOẠCH PHÁT TRIỂN SẢN PHẨM OCOP
STT\tXã\tTổng số\tTrong đó
\t\t\tNăm 2023\tNăm 2024\tNăm 2025
1\tSơn Hạ\t3\t1\t1\t1
2\tSơn Kỳ\t2\t0\t1\t1
Cộng\t\t5\t1\t2\t2""",
        [
            ".1 | ocop_products | 3 | 2025 | Sơn Hạ | part",
            ".1 | ocop_products | 1 | 2023 | Sơn Hạ | part",
            ".1 | ocop_products | 1 | 2024 | Sơn Hạ | part",
            ".1 | ocop_products | 1 | 2025 | Sơn Hạ | part",
            ".2 | ocop_products | 2 | 2025 | Sơn Kỳ | part",
            ".2 | ocop_products | 1 | 2024 | Sơn Kỳ | part",
            ".2 | ocop_products | 1 | 2025 | Sơn Kỳ | part",
            " | ocop_products | 5 | 2025 | ",
            " | ocop_products | 1 | 2023 |  | part",
            " | ocop_products | 2 | 2024 |  | part",
            " | ocop_products | 2 | 2025 |  | part",
        ],
        id="a sum with its years, and a row of totals",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
LỘ TRÌNH ĐẠT CHUẨN NÔNG THÔN MỚI
TT\tĐơn vị\tNăm đạt chuẩn NTM\tNăm đạt chuẩn NTM nâng cao\tNăm đạt chuẩn NTM kiểu mẫu
1\tXã Sơn Hạ\t2023\t2025\t
2\tXã Sơn Kỳ\t2024\t\t2025
3\tXã Di Lăng\tĐã đạt\t2024\t""",
        [
            ".1 | communes_ntm | 1 | 2023 | Sơn Hạ | part",
            ".1 | communes_ntm_advanced | 1 | 2025 | Sơn Hạ | part",
            ".2 | communes_ntm | 1 | 2024 | Sơn Kỳ | part",
            ".2 | communes_ntm_model | 1 | 2025 | Sơn Kỳ | part",
            ".3 | communes_ntm_advanced | 1 | 2024 | Di Lăng | part",
        ],
        id="columns each of one standard",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
LỘ TRÌNH ĐẠT CHUẨN NÔNG THÔN MỚI
TT\tTên xã\tNăm 2023\tNăm 2024
1\tSơn Hạ\t15\t17""",
        [
            ".1 | criteria_per_commune | 15 | 2023 | Sơn Hạ | part",
            ".1 | criteria_per_commune | 17 | 2024 | Sơn Hạ | part",
        ],
        id="figures under a title that names no unit",
    ),
    pytest.param(
        NEW_RURAL,
        """\
PHỤ LỤC
CHỈ TIÊU GIẢM TỶ LỆ HỘ NGHÈO CỦA CÁC XÃ
TT\tTên xã\tNăm 2023\tNăm 2024
1\tSơn Hạ\t15,5\t13""",
        [
            ".1 | poverty_rate | 15.5% | 2023 | Sơn Hạ | part",
            ".1 | poverty_rate | 13% | 2024 | Sơn Hạ | part",
        ],
        id="a title that says what kind of figures it has, and which way they go",
    ),
]


@pytest.mark.parametrize(("head", "appendix", "expected"), LAYOUTS)
def test_a_layout_of_targets(head: str, appendix: str, expected: list[str]) -> None:
    plan = extract_text(f"{head}I. MỤC ĐÍCH\n1. Nâng cao đời sống người dân.\n{appendix}\n")
    assert [told(row) for row in plan.targets if row.section.startswith("Phụ lục")] == expected


@pytest.mark.parametrize(
    ("name", "criterion"),
    [
        ("Tỷ lệ hộ nghèo đa chiều", "11. Nghèo đa chiều"),
        ("Thu nhập bình quân đầu người", "10. Thu nhập"),
        ("Xã đạt chuẩn nông thôn mới", None),
    ],
)
def test_rows_of_tables_name_the_national_criterion(name: str, criterion: str | None) -> None:
    (row,) = extract_text(f"{NEW_RURAL}PHỤ LỤC\nCHỈ TIÊU\nTT\tChỉ tiêu\tNăm 2024\n1\t{name}\t12\n").targets
    assert row.criterion == criterion
