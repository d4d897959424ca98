"""From the words of a plan to the findings of its audit: the whole way, with a plan that has a fault a line."""

from __future__ import annotations

from pathlib import Path

from ntm_extract.audit.audit import audit
from ntm_extract.pipeline import extract_bytes, load_rooms
from tests.audit.plans import a_collection

FAULTY = """ỦY BAN NHÂN DÂN
HUYỆN HÒA AN
Số: 12/KH-UBND
Hòa An, ngày 05 tháng 10 năm 2022
KẾ HOẠCH
Xây dựng nông thôn mới giai đoạn 2021 - 2025
Căn cứ Quyết định số 263/QĐ-TTg ngày 22/02/2023 của Thủ tướng Chính phủ;
Căn cứ Nghị định số 264/NĐ-TTg ngày 22/02/2022 của Thủ tướng Chính phủ;
Căn cứ Nghị quyết số 03/2021/NQ-HĐND ngày 25/02/2022 của Hội đồng nhân dân tỉnh Cao Bằng;
I. MỤC TIÊU
1. Đến nay, huyện có 07/13 xã đạt chuẩn nông thôn mới.
2. Phấn đấu đến năm 2025 có 14/13 xã đạt chuẩn nông thôn mới.
3. Đến năm 2025 có 05/13 xã đạt chuẩn nông thôn mới nâng cao, đạt 50%.
4. Đến năm 2025 có 03 xã đạt chuẩn nông thôn mới kiểu mẫu (Minh Long, Đồng Loan).
II. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ chủ trì, hoàn thành trước ngày 15/8/2022.
2. Hạt Kiểm lâm báo cáo trước ngày 10/12/2022.
Nơi nhận:
- UBND các xã;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""
SOUND = (
    FAULTY.replace("22/02/2023", "22/02/2022")
    .replace("Nghị định số 264/NĐ-TTg", "Quyết định số 264/QĐ-TTg")
    .replace("03/2021/NQ", "03/2022/NQ")
    .replace("14/13", "12/13")
    .replace("đạt 50%", "đạt 38%")
    .replace("(Minh Long,", "(Minh Long, Vinh Quý,")
    .replace("15/8/2022", "15/11/2022")
    .replace("- UBND các xã;", "- Các phòng, ban, ngành huyện;\n- UBND các xã;")
)


def rules_of(folder: Path, text: str) -> list[str]:
    plan = extract_bytes(text.encode("utf-8"), "ke-hoach.txt", load_rooms()).plan
    findings = audit(a_collection(folder, [plan])).findings
    return [f"{severity} {rule}" for severity, rule in zip(findings["severity"], findings["rule"], strict=True)]


def test_each_line_s_fault_is_found(tmp_path: Path) -> None:
    assert rules_of(tmp_path, FAULTY) == [
        "high reference.later-than-plan",
        "high reference.impossible-symbol",
        "high reference.year-disagrees",
        "high target.share-disagrees",
        "high target.count-over-whole",
        "medium target.names-miscounted",
        "medium time.before-plan",
        "low duty.not-informed",
        "low duty.not-informed",
    ]


def test_the_same_plan_put_right_has_none(tmp_path: Path) -> None:
    assert rules_of(tmp_path, SOUND) == []
