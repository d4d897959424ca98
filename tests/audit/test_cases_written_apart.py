"""What the audit promises (docs/findings.md), asked of plans that were thought out without a look at its rules.

Each case is a plan, or a few, as they are in life: a mistake that an official might make, or what comes near one and is
right. A case counts the findings of its own rule in its own plans. `NOT_MET` says which cases are not met, and why; an
entry goes when the rule is mended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pytest
from plans import Entry, a_collection, a_plan, position_of

from ntm_extract.audit.audit import audit
from ntm_extract.knowledge.gazetteer import load_gazetteer

PlanWords = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """Plans, and the findings of a rule that they must give.

    Attributes:
        reason: what is wrong in the plans, or why they are right.
        plans: what `a_plan` is told of each.
        least, most: number of findings.
        severities: those that the findings may have; () for any.
    """

    reason: str
    plans: tuple[PlanWords, ...]
    least: int
    most: int
    severities: tuple[str, ...] = ()


def bad(
    reason: str,
    *plans: PlanWords,
    n: int = 1,
    most: int | None = None,
    severity: str | tuple[str, ...] = (),
    **plan: Any,
) -> Case:
    """Give a case with `n` findings (up to `most`, where one mistake may be told in several places)."""
    severities = (severity,) if isinstance(severity, str) else severity
    return Case(reason, plans or (plan,), n, most or n, severities)


def good(reason: str, *plans: PlanWords, **plan: Any) -> Case:
    """Give a case without finding."""
    return Case(reason, plans or (plan,), 0, 0)


NOT_HIGH = ("medium", "low")

PROVINCE: PlanWords = {
    "issuer": "Ủy ban nhân dân tỉnh Cao Bằng", "level": "province", "district": None, "place": "Cao Bằng",
}  # fmt: skip
OLD_COMMUNE: PlanWords = {
    "issuer": "Ủy ban nhân dân xã Minh Long", "level": "commune", "district": "Hạ Lang", "place": "Minh Long",
}  # fmt: skip
NEW_COMMUNE: PlanWords = {
    "issuer": "Ủy ban nhân dân xã Quang Long", "level": "commune", "district": None, "place": "Quang Long",
    "issued_on": "2025-09-10", "period": "2026/2030",
}  # fmt: skip

PM = "Thủ tướng Chính phủ"
GOVERNMENT = "Chính phủ"
ASSEMBLY = "Quốc hội"
POLITBURO = "Bộ Chính trị"
SECRETARIAT = "Ban Bí thư"
CENTRAL_COMMITTEE = "Ban Chấp hành Trung ương"
UBND = "Ủy ban nhân dân tỉnh Cao Bằng"
CHAIR = "Chủ tịch Ủy ban nhân dân tỉnh Cao Bằng"
COUNCIL = "Hội đồng nhân dân tỉnh Cao Bằng"
PARTY = "Ban Chấp hành Đảng bộ tỉnh Cao Bằng"
DISTRICT = "Ủy ban nhân dân huyện Hạ Lang"
DISTRICT_PARTY = "Ban Chấp hành Đảng bộ huyện Hạ Lang"
MARD = "Bộ Nông nghiệp và Phát triển nông thôn"

KINDS = {
    "KH": "Kế hoạch", "QĐ": "Quyết định", "NQ": "Nghị quyết", "NĐ": "Nghị định", "CT": "Chỉ thị", "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch", "HD": "Hướng dẫn", "TB": "Thông báo", "KL": "Kết luận", "CĐ": "Công điện",
    "BC": "Báo cáo", "TTr": "Tờ trình", "CTr": "Chương trình", "QH": "Luật", "UBND": "Công văn", "SNN": "Công văn",
}  # fmt: skip


def ref(
    number: str | None, day: str | None = None, issuer: str | None = None, title: str | None = None, **more: Any
) -> Entry:
    """Give a reference; its kind is that of the symbol where it is not told."""
    letters = re.findall(r"[^\W\d_]+", number or "")
    kind = next((KINDS[word] for word in letters if word in KINDS), "Quyết định")
    return {"kind": kind, "number": number, "date": day, "issuer": issuer, "subject": title, **more}


def goal(value: float | None = None, **more: Any) -> Entry:
    """Give a target, of communes up to standard by 2025 unless told otherwise."""
    return {"value": value, "due": "2025", **more}


def reached(value: float | None = None, **more: Any) -> Entry:
    """Give an achievement."""
    return {"value": value, **more}


def duty(agency: str, role: str = "lead", section: str = "IV.1") -> Entry:
    return {"agency": agency, "role": role, "section": section}


CASES: dict[str, list[Case]] = {}

# fmt: off
CASES["reference.later-than-plan"] = [
    bad("a plan of 5 October cites the province's plan of 26 October",
        references=[ref("2452/KH-UBND", "2022-10-26", UBND)]),
    bad("a plan that leaves its day blank cites a decision of the month after",
        issued_on="2022-10", references=[ref("1465/QĐ-UBND", "2022-11-11", UBND)]),
    bad("of both only the month is known",
        issued_on="2022-10", references=[ref("118/KH-UBND", "2022-12", DISTRICT)]),
    bad("of the citation only the year is known, and it is the next",
        references=[ref("90/QĐ-TTg", "2023", PM)]),
    bad("a province mistypes the year of the Prime Minister's decision",
        **PROVINCE, issued_on="2022-06-20", references=[ref("587/QĐ-TTg", "2023-05-18", PM)]),
    bad("a commune after July 2025 cites a plan of December",
        **NEW_COMMUNE, references=[ref("1580/KH-UBND", "2025-12-01", UBND, relation="implements")]),
    bad("a Party resolution of 09/12 for 09/6",
        references=[ref("12-NQ/TU", "2022-12-09", PARTY)]),
    bad("a joint circular",
        references=[ref("15/2023/TTLT-BNNPTNT-BTC", "2023-04-13", MARD)]),
    bad("a law that was passed a year later, cited by its name",
        issued_on="2023-03-15", references=[ref(None, "2024", ASSEMBLY, kind="Luật", quote="Luật Đất đai năm 2024")]),
    bad("of the plan only the year is known",
        issued_on="2022", references=[ref("27/2023/NĐ-CP", "2023-01-15", GOVERNMENT)]),
    bad("one day later, in an appendix",
        issued_on="2024-03-01", references=[ref("88/QĐ-UBND", "2024-03-02", UBND, section="Phụ lục I.2",
            relation="per")]),
    bad("two instruments, both later",
        references=[ref("10/KH-UBND", "2022-10-07", DISTRICT), ref("30/HD-SNN", "2022-11-07",
            "Sở Nông nghiệp tỉnh Cao Bằng")], n=2),
    bad("a page that was hardly read: told, but not as surely wrong",
        references=[ref("2452/KH-UBND", "2022-10-26", UBND, confidence=0.5)], severity=NOT_HIGH),
    bad("a decision of a district that approves its plan",
        kind="Quyết định", symbol="QĐ-UBND", number="1386/QĐ-UBND", issued_on="2023-06-05",
        references=[ref("320/QĐ-TTg", "2023-08-03", PM)]),
    good("of the same day: the decision that the plan was issued with",
         references=[ref("1386/QĐ-UBND", "2022-10-05", DISTRICT)]),
    good("October is not later than 5 October", references=[ref("2452/KH-UBND", "2022-10", UBND)]),
    good("31 October is not later than October", issued_on="2022-10", references=[ref("2452/KH-UBND", "2022-10-31",
        UBND)]),
    good("2022 is not later than 5 October 2022", references=[ref("2452/KH-UBND", "2022", UBND)]),
    good("a plan of 2022, a decision of its last days", issued_on="2022",
        references=[ref("263/QĐ-TTg", "2022-12-30", PM)]),
    good("the plan has no date", issued_on=None, references=[ref("2452/KH-UBND", "2032-09-26", UBND)]),
    good("the citation has no date", references=[ref("2452/KH-UBND", None, UBND)]),
    good("of the day before", references=[ref("2452/KH-UBND", "2022-10-04", UBND)]),
    good("thirty years old", references=[ref("05/1992/NQ-HĐND", "1992-01-31", COUNCIL)]),
    good("the plan's own number in the head of its appendix", number="118/KH-UBND",
         references=[ref("118/KH-UBND", "2022-10-05", DISTRICT, section="Phụ lục", relation="per")]),
    good("the plan's own number in its appendix, day left blank as in its head", number=None, issued_on="2022-10",
         references=[ref(None, "2022-10", DISTRICT, section="Phụ lục", relation="per", kind="Kế hoạch")]),
    good("a plan of the last day of the year cites the day before", issued_on="2022-12-31",
         references=[ref("1900/QĐ-UBND", "2022-12-30", UBND)]),
    good("a law of the year of the plan", references=[ref(None, "2022", ASSEMBLY, "Thi đua, khen thưởng",
        kind="Luật")]),
]

LONG = "phê duyệt Chương trình mục tiêu quốc gia xây dựng nông thôn mới giai đoạn 2021 - 2025"
POVERTY = "phê duyệt Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021 - 2025"
LIST = "phê duyệt danh sách các đơn vị cấp huyện, cấp xã phấn đấu đạt chuẩn nông thôn mới giai đoạn 2021 - 2025"
MODEL_CRITERIA = "quy định xã nông thôn mới kiểu mẫu giai đoạn 2021 - 2025"
MOVEMENT = (
    "ban hành Kế hoạch tổ chức đẩy mạnh Phong trào thi đua “Cả nước chung sức xây dựng nông thôn mới” "
    "giai đoạn 2021 - 2025"
)

CASES["reference.two-dates"] = [
    bad("one decision with one title is of 2022 in the preamble, of 2021 in the text",
        references=[ref("263/QĐ-TTg", "2022-02-22", PM, LONG), ref("263/QĐ-TTg", "2021-02-22", PM, LONG,
            section="II.1")]),
    bad("26 and 29 September",
        references=[ref("2452/KH-UBND", "2022-09-26", UBND), ref("2452/KH-UBND", "2022-09-29", UBND, section="VI.8")]),
    bad("three plans of a province have the 9th of June, one the 9th of July",
        *({"references": [ref("12-NQ/TU", day, PARTY)]} for day in ("2022-06-09", "2022-06-09", "2022-07-09",
            "2022-06-09"))),
    bad("a number with its year",
        references=[ref("03/2022/NQ-HĐND", "2022-02-25", COUNCIL), ref("03/2022/NQ-HĐND", "2022-12-25", COUNCIL,
            section="I.1")]),
    bad("the symbol is misread in one of the two",
        references=[ref("919/QĐ-TTg", "2022-08-01", PM), ref("919/QĐ-TTG", "2022-08-11", PM, section="II.3")]),
    bad("once the ministry is named, once its minister",
        references=[ref("4551/QĐ-BNN-VPĐP", "2022-11-21", MARD), ref("4551/QĐ-BNN-VPĐP", "2022-11-12",
            f"Bộ trưởng {MARD}")]),
    bad("once the committee is named, once its chairman",
        references=[ref("867/QĐ-UBND", "2022-07-08", UBND), ref("867/QĐ-UBND", "2022-08-07", CHAIR, section="II")]),
    bad("the second mention leaves out the issuer",
        references=[ref("588/QĐ-TTg", "2022-05-18", PM), ref("588/QĐ-TTg", "2022-05-08", None, section="III.2")]),
    bad("a month that does not hold the day",
        references=[ref("2115/KH-UBND", "2022-08-16", UBND), ref("2115/KH-UBND", "2022-09", UBND, section="I.1")]),
    bad("a year that does not hold the day, one title",
        references=[ref("319/QĐ-TTg", "2022-03-08", PM, MODEL_CRITERIA),
            ref("319/QĐ-TTg", "2020", PM, MODEL_CRITERIA)]),
    bad("three mentions in one plan, one of them of another day",
        references=[ref("1660/QĐ-UBND", day, DISTRICT, section=f"II.{at}")
        for at, day in enumerate(("2021-10-28", "2021-10-28", "2021-10-20"))]),
    bad("the year differs and one title runs on, as in a decision of the Prime Minister on training",
        **PROVINCE, issued_on="2026-05-20",
        references=[ref("59-NQ/TW", "2025-01-24", POLITBURO, "Hội nhập quốc tế trong tình hình mới"),
        ref("59-NQ/TW", "2025-01-24", POLITBURO, "Hội nhập quốc tế trong tình hình mới",
        relation="implements"),
        ref("59-NQ/TW", "2024-01-24", POLITBURO,
        "hội nhập quốc tế trong tình hình mới và các mục tiêu đề ra của",
        section="Điều 1.III.1", relation="per")]),
    bad("a commune after July 2025",
        **NEW_COMMUNE, references=[ref("1190/QĐ-UBND", "2025-08-05", UBND),
            ref("1190/QĐ-UBND", "2025-08-15", UBND, section="I")]),
    bad("day and month are swapped",
        references=[ref("46-NQ/TU", "2021-09-08", PARTY, "xây dựng nông thôn mới"),
            ref("46-NQ/TU", "2021-08-09", PARTY, "xây dựng nông thôn mới")]),
    bad("a circular in two plans of two provinces",
        {"references": [ref("05/2022/TT-BNNPTNT", "2022-07-25", MARD)]},
        {"province": "Gia Lai", "district": "KBang", "issuer": "Ủy ban nhân dân huyện KBang",
         "references": [ref("05/2022/TT-BNNPTNT", "2022-07-15", MARD)]}, most=2),
    bad("a law with its number",
        references=[ref("39/2013/QH13", "2013-11-16", ASSEMBLY), ref("39/2013/QH13", "2013-11-26", ASSEMBLY,
            section="IV.2")], most=2),
    good("numbers begin anew each year",
         references=[ref("239/QĐ-UBND", "2021-02-08", UBND, "giao chỉ tiêu phát triển năm 2021"),
        ref("239/QĐ-UBND", "2022-02-17", UBND, "kiện toàn Ban Chỉ đạo")]),
    good("the month holds the day",
         references=[ref("240/QĐ-UBND", "2022-02-08", UBND), ref("240/QĐ-UBND", "2022-02", UBND)]),
    good("the year holds the day",
         references=[ref("241/QĐ-UBND", "2022-02-08", UBND), ref("241/QĐ-UBND", "2022", UBND)]),
    good("two districts, each its own plan",
         references=[ref("12/KH-UBND", "2022-02-08", DISTRICT), ref("12/KH-UBND", "2022-03-11",
        "Ủy ban nhân dân huyện Trùng Khánh")]),
    good("the Government's first resolution of each year has the same words but for the year",
         references=[ref("01/NQ-CP", f"{year}-01-0{day}", GOVERNMENT,
        f"nhiệm vụ, giải pháp chủ yếu thực hiện Kế hoạch phát triển kinh tế - xã hội và Dự toán ngân "
        f"sách nhà nước năm {year}")
        for year, day in ((2021, 1), (2022, 8))]),
    good("the district committees of two terms",
         references=[ref("06-NQ/HU", "2016-08-03", DISTRICT_PARTY, "phát triển cây ăn quả"),
        ref("06-NQ/HU", "2021-08-03", DISTRICT_PARTY, "xây dựng nông thôn mới nhiệm kỳ 2020 - 2025")]),
    good("a mention without date", references=[ref("242/QĐ-UBND", "2022-02-08", UBND), ref("242/QĐ-UBND", None, UBND)]),
    good("a plan and a decision of one number",
         references=[ref("214/KH-UBND", "2022-09-12", DISTRICT), ref("214/QĐ-UBND", "2022-03-22", DISTRICT)]),
    good("the year in the number tells them apart",
         references=[ref("12/2021/QĐ-UBND", "2021-04-15", UBND), ref("12/2022/QĐ-UBND", "2022-04-28", UBND)]),
    good("two provinces", references=[ref("77/KH-UBND", "2022-04-15", UBND),
        ref("77/KH-UBND", "2022-05-15", "Ủy ban nhân dân tỉnh Lạng Sơn")]),
    good("the province and the district", references=[ref("78/KH-UBND", "2022-04-15", UBND),
        ref("78/KH-UBND", "2022-05-15", DISTRICT)]),
    good("laws by name, of two years",
         references=[ref(None, "2014", ASSEMBLY, "Đầu tư công", kind="Luật"),
        ref(None, "2019", ASSEMBLY, "Đầu tư công", kind="Luật")]),
    good("the Central Committee's 26-NQ/TW of 2008 and of 2018",
         references=[ref("26-NQ/TW", "2008-08-05", CENTRAL_COMMITTEE, "nông nghiệp, nông dân, nông thôn"),
        ref("26-NQ/TW", "2018-05-19", CENTRAL_COMMITTEE, "tập trung xây dựng đội ngũ cán bộ các cấp")]),
    good("two terms, no titles", references=[ref("05-NQ/TU", "2017-04-18", PARTY),
        ref("05-NQ/TU", "2021-04-26", PARTY)]),
    good("a decision that changes another has its date, the other its own",
         references=[ref("1689/QĐ-UBND", "2021-09-22", UBND, "ban hành Bộ tiêu chí"),
        ref("1690/QĐ-UBND", "2022-09-27", UBND,
        "sửa đổi Bộ tiêu chí ban hành kèm theo Quyết định số 1689/QĐ-UBND")]),
    good("the second date is one from which something counts under the decree", references=[
        ref("20/2021/NĐ-CP", "2021-03-15", GOVERNMENT),
        ref("20/2021/NĐ-CP", "2021-07-01", GOVERNMENT, section="II",
            quote="Nghị định số 20/2021/NĐ-CP từ ngày 01 tháng 7 năm 2021")]),
    good("yearly plans on one subject: same number, same words, next year",
         references=[ref("55/KH-UBND", "2021-02-26", DISTRICT, "xây dựng nông thôn mới năm 2021"),
        ref("55/KH-UBND", "2022-02-24", DISTRICT, "xây dựng nông thôn mới năm 2022")]),
]

CASES["reference.two-issuers"] = [
    bad("a plan of the province is said to be the district's",
        references=[ref("2452/KH-UBND", "2022-09-26", UBND), ref("2452/KH-UBND", "2022-09-26", DISTRICT,
            section="I.1")]),
    bad("Party resolution of the council",
        references=[ref("12-NQ/TU", "2022-06-09", PARTY), ref("12-NQ/TU", "2022-06-09", COUNCIL, section="I.1")]),
    bad("in two plans of one province the same decision is the province's and a district's",
        {"references": [ref("867/QĐ-UBND", "2022-07-08", UBND, LIST)]},
        {**PROVINCE, "references": [ref("867/QĐ-UBND", "2022-07-08", DISTRICT, LIST)]}, most=2),
    bad("the councils of province and district",
        references=[ref("03/2022/NQ-HĐND", "2022-02-25", COUNCIL), ref("03/2022/NQ-HĐND", "2022-02-25",
            "Hội đồng nhân dân huyện Hạ Lang")]),
    bad("the Prime Minister's decision is said to be the Government's",
        references=[ref("587/QĐ-TTg", "2022-05-18", PM, MOVEMENT), ref("587/QĐ-TTg", "2022-05-18", GOVERNMENT, MOVEMENT,
            section="II")]),
    bad("two ministries, but no joint circular",
        references=[ref("05/2022/TT-BNNPTNT", "2022-07-25", MARD), ref("05/2022/TT-BNNPTNT", "2022-07-25",
            "Bộ Tài chính", section="III.2")]),
    bad("the committee's letter is said to be its office's",
        references=[ref("1234/UBND-KT", "2022-05-12", UBND), ref("1234/UBND-KT", "2022-05-12",
            "Văn phòng Ủy ban nhân dân tỉnh Cao Bằng")]),
    bad("two departments",
        references=[ref("15/HD-SNN", "2022-05-19", "Sở Nông nghiệp và Phát triển nông thôn tỉnh Cao Bằng"),
        ref("15/HD-SNN", "2022-05-19", "Sở Tài chính tỉnh Cao Bằng", section="VI.3")]),
    bad("the Front of province and district",
        references=[ref("88/KH-MTTQ-BTT", "2022-05-20", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Cao Bằng"),
        ref("88/KH-MTTQ-BTT", "2022-05-20", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Hạ Lang")]),
    bad("Politburo and Secretariat",
        references=[ref("54-KL/TW", "2019-08-07", POLITBURO), ref("54-KL/TW", "2019-08-07", SECRETARIAT, section="I")]),
    bad("two communes of one district in one plan",
        references=[ref("31/KH-UBND", "2022-03-03", "Ủy ban nhân dân xã Minh Long"),
            ref("31/KH-UBND", "2022-03-03", "Ủy ban nhân dân xã Thống Nhất")]),
    bad("a commune of 2025 takes the province's decision for its own",
        **NEW_COMMUNE, references=[ref("1190/QĐ-UBND", "2025-08-05", UBND),
            ref("1190/QĐ-UBND", "2025-08-05", "Ủy ban nhân dân xã Quang Long")]),
    bad("a page that was hardly read: told, but not as surely wrong", severity=NOT_HIGH,
        references=[ref("2453/KH-UBND", "2022-09-26", UBND, confidence=0.5),
            ref("2453/KH-UBND", "2022-09-26", DISTRICT, confidence=0.5)]),
    good("the committee and its chairman", references=[ref("868/QĐ-UBND", "2022-07-08", UBND),
        ref("868/QĐ-UBND", "2022-07-08", CHAIR)]),
    good("the ministry and its minister", references=[ref("1978/QĐ-BNN-VPĐP", "2022-05-31", MARD),
        ref("1978/QĐ-BNN-VPĐP", "2022-05-31", f"Bộ trưởng {MARD}")]),
    good("the tone stands on another letter", references=[ref("869/QĐ-UBND", "2022-07-08", UBND),
        ref("869/QĐ-UBND", "2022-07-08", "Uỷ ban nhân dân tỉnh Cao Bằng")]),
    good("one mention leaves out the issuer", references=[ref("870/QĐ-UBND", "2022-07-08", UBND),
        ref("870/QĐ-UBND", "2022-07-08", None)]),
    good("a joint circular is named after one, then after the other",
         references=[ref("26/2011/TTLT-BNNPTNT-BKHĐT-BTC", "2011-04-13", MARD),
        ref("26/2011/TTLT-BNNPTNT-BKHĐT-BTC", "2011-04-13", "Bộ Tài chính")]),
    good("two provinces, one day, one number",
         {"references": [ref("163/KH-UBND", "2022-08-29", UBND)]},
         {"province": "Sóc Trăng", "district": "Kế Sách", "issuer": "Ủy ban nhân dân huyện Kế Sách",
          "references": [ref("163/KH-UBND", "2022-08-29", "Ủy ban nhân dân tỉnh Sóc Trăng")]}),
    good("a plan and a decision of one day and number", references=[ref("214/KH-UBND", "2022-09-12", DISTRICT),
        ref("214/QĐ-UBND", "2022-09-12", UBND)]),
    good("of two days", references=[ref("215/KH-UBND", "2022-05-12", UBND),
        ref("215/KH-UBND", "2022-06-20", DISTRICT)]),
    good("the committee of the province's Party, in short", references=[ref("13-NQ/TU", "2022-06-09", PARTY),
        ref("13-NQ/TU", "2022-06-09", "Tỉnh ủy Cao Bằng")]),
    good("the second mention leaves out the province", references=[ref("871/QĐ-UBND", "2022-07-08", UBND),
        ref("871/QĐ-UBND", "2022-07-08", "Ủy ban nhân dân tỉnh")]),
    good("the ministry in short", references=[ref("2261/QĐ-BNN", "2022-06-21", MARD),
        ref("2261/QĐ-BNN", "2022-06-21", "Bộ Nông nghiệp và PTNT")]),
    good("each of two districts cites its own plan; numbers run to two hundred in each",
         {"references": [ref("105/KH-UBND", "2022-08-12", DISTRICT)]},
         {"district": "Trùng Khánh", "issuer": "Ủy ban nhân dân huyện Trùng Khánh",
          "references": [ref("105/KH-UBND", "2022-08-12", "Ủy ban nhân dân huyện Trùng Khánh")]}),
    good("two plans, each with a decision of its own, without titles",
         {"references": [ref("872/QĐ-UBND", "2022-07-08", UBND)]}, {**PROVINCE,
        "references": [ref("872/QĐ-UBND", "2022-07-08", DISTRICT)]}),
    good("the name of one is cut off at the end of its line", references=[
        ref("2054/QĐ-BGDĐT", "2021-08-31", "Bộ trưởng Bộ Giáo dục và Đào tạo"),
            ref("2054/QĐ-BGDĐT", "2021-08-31", "Bộ trưởng Bộ Giáo")]),
    good("each of two communes after July 2025 cites its own Party committee's second resolution",
         {**NEW_COMMUNE, "references": [ref("02-NQ/ĐU", "2025-08-15", "Ban Chấp hành Đảng bộ xã Quang Long")]},
         {**NEW_COMMUNE, "issuer": "Ủy ban nhân dân xã Lý Quốc", "place": "Lý Quốc",
          "references": [ref("02-NQ/ĐU", "2025-08-15", "Ban Chấp hành Đảng bộ xã Lý Quốc")]}),
    good("the assembly and its term", references=[ref("25/2021/QH15", "2021-07-28", ASSEMBLY, kind="Nghị quyết"),
        ref("25/2021/QH15", "2021-07-28", "Quốc hội khóa XV", kind="Nghị quyết")]),
    good("the Central Committee, the term in brackets",
         references=[ref("19-NQ/TW", "2022-06-16", CENTRAL_COMMITTEE), ref("19-NQ/TW", "2022-06-16",
        "Ban Chấp hành Trung ương Đảng khóa XIII")]),
    good("district committee of the Party, in short", references=[ref("07-NQ/HU", "2021-08-03", DISTRICT_PARTY),
        ref("07-NQ/HU", "2021-08-03", "Huyện ủy Hạ Lang")]),
]

COUNTRY_CRITERIA = (
    "ban hành Bộ tiêu chí quốc gia về xã nông thôn mới và xã nông thôn mới nâng cao giai đoạn 2021 - 2025"
)
MONEY = "giao kế hoạch vốn đầu tư phát triển nguồn ngân sách trung ương"


def titled(number: str, day: str, issuer: str, *titles: str | None) -> list[Entry]:
    """Give mentions of one instrument, each with its title, in sections of their own."""
    return [ref(number, day, issuer, title, section=f"II.{at}") for at, title in enumerate(titles)]


def titled_apart(number: str, day: str, issuer: str, *titles: str | None) -> list[PlanWords]:
    """Give plans of one province, each with one mention."""
    return [{"references": [mention]} for mention in titled(number, day, issuer, *titles)]


CASES["reference.two-titles"] = [
    bad("a list of units, and money", references=titled("867/QĐ-UBND", "2022-07-08", UBND, LIST, MONEY), most=2),
    bad("two plans of a province", *titled_apart("868/QĐ-UBND", "2022-07-08", UBND, LIST,
        "kiện toàn Ban Chỉ đạo phòng, chống thiên tai"), most=2),
    bad("the programme for new rural areas, and the one against poverty",
        references=titled("263/QĐ-TTg", "2022-02-22", PM, LONG, POVERTY), most=2),
    bad("criteria of the commune, and of the district",
        references=titled("318/QĐ-TTg", "2022-03-08", PM, COUNTRY_CRITERIA,
        "ban hành Bộ tiêu chí quốc gia về huyện nông thôn mới, quy định thị xã, thành phố hoàn thành "
        "nhiệm vụ"), most=2),
    bad("Party resolution", references=titled("12-NQ/TU", "2022-06-09", PARTY,
        "lãnh đạo thực hiện các Chương trình mục tiêu quốc gia",
        "phát triển du lịch bền vững đến năm 2030"), most=2),
    bad("circular", references=titled("05/2022/TT-BNNPTNT", "2022-07-25", MARD,
        "hướng dẫn thực hiện một số nội dung xây dựng nông thôn mới",
        "quy định chế độ báo cáo thống kê ngành lâm nghiệp"), most=2),
    bad("money of 2022, and of 2023", references=titled("900/QĐ-UBND", "2022-07-20", UBND, f"{MONEY} năm 2022",
        f"{MONEY} năm 2023"), most=2),
    bad("two against two", *titled_apart("901/QĐ-UBND", "2022-07-20", UBND, LIST, MONEY, LIST, MONEY), most=4),
    bad("letter", references=titled("1234/UBND-KT", "2022-05-12", UBND, "báo cáo kết quả sáu tháng",
        "đôn đốc giải phóng mặt bằng đường tuần tra biên giới"), most=2),
    bad("resolution of the council", references=titled("03/2022/NQ-HĐND", "2022-02-25", COUNCIL,
        "quy định mức hỗ trợ phát triển sản xuất",
        "thông qua danh mục dự án thu hồi đất"), most=2),
    bad("commune of 2025", **NEW_COMMUNE, references=titled("1190/QĐ-UBND", "2025-08-05", UBND,
        "phân bổ chỉ tiêu nông thôn mới cho các xã",
        "ban hành Quy chế làm việc của Ủy ban nhân dân tỉnh nhiệm kỳ 2021 - 2026"), most=2),
    bad("three titles, none like another", *titled_apart("902/QĐ-UBND", "2022-07-20", UBND, LIST, MONEY,
        "ban hành Quy chế văn thư, lưu trữ"), most=3),
    bad("decree", references=titled("27/2022/NĐ-CP", "2022-04-19", GOVERNMENT,
        "quy định cơ chế quản lý, tổ chức thực hiện các chương trình mục tiêu quốc gia",
        "xử phạt vi phạm hành chính trong lĩnh vực đê điều"), most=2),
    good("shortened", references=titled("264/QĐ-TTg", "2022-02-22", PM, LONG,
        "Chương trình MTQG xây dựng nông thôn mới")),
    good("marks lost", references=titled("265/QĐ-TTg", "2022-02-22", PM, LONG,
        "phe duyet Chuong trinh muc tieu quoc gia xay dung nong thon moi giai doan 2021 - 2025")),
    good("capitals", references=titled("266/QĐ-TTg", "2022-02-22", PM, LONG, LONG.upper())),
    good("abbreviated", references=titled("267/QĐ-TTg", "2022-02-22", PM, LONG,
        "Phê duyệt Chương trình MTQG xây dựng NTM giai đoạn 2021-2025")),
    good("about and on", references=titled("587/QĐ-TTg", "2022-05-18", PM, MOVEMENT,
        MOVEMENT.replace("ban hành", "về việc ban hành"))),
    good("a word added", references=titled("588/QĐ-TTg", "2022-05-18", PM, MOVEMENT,
        MOVEMENT.replace("thi đua", "thi đua đặc biệt"))),
    good("three words left out", references=titled("268/QĐ-TTg", "2022-02-22", PM, LONG,
        LONG.replace("xây dựng nông thôn mới ", ""))),
    good("letters misread", references=titled("269/QĐ-TTg", "2022-02-22", PM, LONG,
        "phê duyệt Chuơng trình mục tiếu quôc gia xây dưng nông thôn mói giai đoan 2021 - 2025")),
    good("the title runs on", references=titled("60-NQ/TW", "2025-01-24", POLITBURO,
        "hội nhập quốc tế trong tình hình mới",
        "hội nhập quốc tế trong tình hình mới và các mục tiêu đề ra của Chính phủ")),
    good("one has no title", references=titled("903/QĐ-UBND", "2022-07-20", UBND, LIST, None)),
    good("two instruments of two years", references=[*titled("904/QĐ-UBND", "2021-07-20", UBND, LIST),
        *titled("904/QĐ-UBND", "2022-08-25", UBND, MONEY)]),
    good("cut off before the name of the law", references=titled("34/2016/NĐ-CP", "2016-05-14", GOVERNMENT,
        "quy định chi tiết một số điều và biện pháp thi hành",
        "quy định chi tiết một số điều và biện pháp thi hành Luật Ban hành văn bản quy phạm pháp luật")),
    good("another verb", references=titled("2452/KH-UBND", "2022-09-26", UBND,
        "triển khai đẩy mạnh Phong trào thi đua “Cả nước chung sức xây dựng nông thôn mới”",
        "tổ chức Phong trào thi đua “Cả nước chung sức xây dựng nông thôn mới”")),
    good("a bare number, and what the sentence goes on with", references=titled("27/2023/NĐ-CP", "2023-04-19",
        GOVERNMENT,
         "quy định cơ chế quản lý, tổ chức thực hiện các chương trình mục tiêu quốc gia",
        "thực hiện theo văn bản hướng dẫn của Bộ Kế hoạch và Đầu tư")),
    good("a form of a circular, and what is done with it", references=titled("17/TB-ĐKT", None, None,
         "ban hành kèm theo Thông tư này gửi cho người nộp thuế trong thời hạn 02 ngày làm việc",
        "ban hành kèm theo Thông tư này ngay trong ngày nhận đủ hồ sơ chấm dứt hiệu lực")),
    good("the place added", references=titled("2453/KH-UBND", "2022-09-26", UBND,
        "thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới giai đoạn 2021 - 2025",
        "thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới ở tỉnh Cao Bằng giai "
        "đoạn 2021 - 2025")),
]

CASES["reference.title-unlike-others"] = [
    bad("three of one plan agree, the fourth is of money", references=titled("867/QĐ-UBND", "2022-07-08", UBND, LIST,
        LIST, LIST, MONEY)),
    bad("three plans agree, a fourth has another", *titled_apart("868/QĐ-UBND", "2022-07-08", UBND, LIST, LIST, LIST,
        "kiện toàn Ban Chỉ đạo phòng, chống thiên tai")),
    bad("the programme against poverty among four for new rural areas",
        *titled_apart("263/QĐ-TTg", "2022-02-22", PM, LONG, LONG, POVERTY, LONG, LONG)),
    bad("those that agree are shortened and spelled in three ways",
        *titled_apart("264/QĐ-TTg", "2022-02-22", PM, LONG, LONG.upper(),
            "Chương trình MTQG xây dựng NTM giai đoạn 2021-2025",
            "phân công cơ quan chủ trì giám sát an toàn thực phẩm")),
    bad("Party resolution", *titled_apart("12-NQ/TU", "2022-06-09", PARTY,
        *["lãnh đạo thực hiện các Chương trình mục tiêu quốc gia"] * 3, "phát triển du lịch bền vững đến năm 2030")),
    bad("one of twelve", *titled_apart("587/QĐ-TTg", "2022-05-18", PM, *[MOVEMENT] * 11,
        "ban hành Danh mục bí mật nhà nước")),
    bad("two of eight, unlike the six and one another",
        *titled_apart("588/QĐ-TTg", "2022-05-18", PM, *[MOVEMENT] * 6, "ban hành Danh mục bí mật nhà nước",
            "tinh giản biên chế trong các cơ quan hành chính và đơn vị sự nghiệp công lập"), n=2),
    bad("circular", *titled_apart("05/2022/TT-BNNPTNT", "2022-07-25", MARD,
        *["hướng dẫn thực hiện một số nội dung xây dựng nông thôn mới"] * 3,
        "chế độ báo cáo thống kê ngành lâm nghiệp")),
    bad("decree in one plan", references=titled("27/2022/NĐ-CP", "2022-04-19", GOVERNMENT,
        *["quy định cơ chế quản lý, tổ chức thực hiện các chương trình mục tiêu quốc gia"] * 3,
            "xử phạt vi phạm hành chính trong lĩnh vực đê điều")),
    bad("communes of 2025", *({**NEW_COMMUNE, **plan} for plan in titled_apart("1190/QĐ-UBND", "2025-08-05", UBND,
        *["phân bổ chỉ tiêu xây dựng nông thôn mới cho các xã"] * 3,
            "ban hành Quy chế làm việc của Ủy ban nhân dân tỉnh"))),
    bad("the odd one also leaves out the issuer",
        *titled_apart("318/QĐ-TTg", "2022-03-08", PM, *[COUNTRY_CRITERIA] * 3),
            {"references": [ref("318/QĐ-TTg", "2022-03-08", None, "phê duyệt Quy hoạch cảng biển")]}),
    bad("criteria of the district among those of the commune", *titled_apart("319/QĐ-TTg", "2022-03-08", PM,
        *[COUNTRY_CRITERIA] * 4,
        "ban hành Bộ tiêu chí quốc gia về huyện nông thôn mới, quy định thị xã, thành phố hoàn thành nhiệm vụ")),
    good("two agree only", references=titled("901/QĐ-UBND", "2022-07-20", UBND, LIST, LIST, MONEY)),
    good("three agree, one is shortened", references=titled("902/QĐ-UBND", "2022-07-20", UBND, LIST, LIST, LIST,
        "danh sách các đơn vị phấn đấu đạt chuẩn")),
    good("three agree, one has no title", references=titled("903/QĐ-UBND", "2022-07-20", UBND, LIST, LIST, LIST, None)),
    good("marks lost in the fourth", references=titled("265/QĐ-TTg", "2022-02-22", PM, LONG, LONG, LONG,
        "phe duyet Chuong trinh muc tieu quoc gia xay dung nong thon moi giai doan 2021 - 2025")),
    good("capitals in the fourth", references=titled("266/QĐ-TTg", "2022-02-22", PM, LONG, LONG, LONG, LONG.upper())),
    good("abbreviations in the fourth", references=titled("267/QĐ-TTg", "2022-02-22", PM, LONG, LONG, LONG,
        "Chương trình MTQG xây dựng NTM")),
    good("words left out in the fourth", references=titled("268/QĐ-TTg", "2022-02-22", PM, LONG, LONG, LONG,
        LONG.replace("xây dựng nông thôn mới ", ""))),
    good("the fourth runs on", references=titled("60-NQ/TW", "2025-01-24", POLITBURO,
        *["hội nhập quốc tế trong tình hình mới"] * 3,
        "hội nhập quốc tế trong tình hình mới và các mục tiêu đề ra của Chính phủ")),
    good("the fourth is of another year", *titled_apart("904/QĐ-UBND", "2022-07-20", UBND, LIST, LIST, LIST),
        *titled_apart("904/QĐ-UBND", "2021-03-20", UBND, MONEY)),
    good("the fourth is of another issuer", *titled_apart("905/QĐ-UBND", "2022-07-20", UBND, LIST, LIST, LIST),
        *titled_apart("905/QĐ-UBND", "2022-07-25", DISTRICT, MONEY)),
    good("three against three", *titled_apart("906/QĐ-UBND", "2022-07-20", UBND, LIST, LIST, LIST, MONEY, MONEY,
        MONEY)),
    good("four, all in other words for one thing", *titled_apart("2452/KH-UBND", "2022-09-26", UBND,
         "triển khai đẩy mạnh Phong trào thi đua “Cả nước chung sức xây dựng nông thôn mới”",
        "tổ chức Phong trào thi đua “Cả nước chung sức xây dựng nông thôn mới”",
         "phát động Phong trào thi đua “Cả nước chung sức xây dựng nông thôn mới” giai đoạn 2021 - 2025",
        "Phong trào thi đua xây dựng nông thôn mới trên địa bàn tỉnh")),
    good("the fourth is a bare number, and what the sentence goes on with",
        *titled_apart("38/2023/NĐ-CP", "2023-06-24", GOVERNMENT,
         *["sửa đổi, bổ sung cơ chế quản lý, tổ chức thực hiện các chương trình mục tiêu quốc gia"] * 3,
        "thực hiện theo văn bản hướng dẫn của Bộ Kế hoạch và Đầu tư")),
    good("letters misread in the fourth", *titled_apart("269/QĐ-TTg", "2022-02-22", PM, LONG, LONG, LONG,
        "phê duyệt Chuơng trình mục tiếu quôc gia xây dưng nông thôn mói giai đoan 2021 - 2025")),
]

CASES["reference.impossible-symbol"] = [
    bad("the Prime Minister issues no decree", references=[ref("263/NĐ-TTg", "2022-02-22", PM)]),
    bad("decision with the symbol of a resolution", references=[ref("12/NQ-HĐND", "2022-06-09", COUNCIL,
        kind="Quyết định")]),
    bad("resolution with the symbol of a decision", references=[ref("03/2022/QĐ-UBND", "2022-02-25", UBND,
        kind="Nghị quyết")]),
    bad("decision with the symbol of a plan", references=[ref("1485/KH-UBND", "2022-07-11", UBND, kind="Quyết định")]),
    bad("directive with the symbol of a decision", references=[ref("587/QĐ-TTg", "2022-05-18", PM, kind="Chỉ thị")]),
    bad("circular with the symbol of a decree", references=[ref("12/2022/NĐ-CP", "2022-01-17", GOVERNMENT,
        kind="Thông tư")]),
    bad("a people's committee issues no decree", references=[ref("35/NĐ-UBND", "2022-03-01", UBND)]),
    bad("a people's committee issues no resolution", references=[ref("11/NQ-UBND", "2022-03-01", UBND)]),
    bad("the Government issues no decision", references=[ref("12/QĐ-CP", "2022-03-01", GOVERNMENT)]),
    bad("the Prime Minister issues no circular", references=[ref("05/TT-TTg", "2022-03-01", PM)]),
    bad("the Prime Minister issues no resolution", references=[ref("01/NQ-TTg", "2022-01-08", PM)]),
    bad("a Government's resolution is said to be the National Assembly's, as in a resolution of May 2026",
        **PROVINCE, issued_on="2026-05-06", references=[ref("424/NQ-CP", "2025-12-30", ASSEMBLY,
            "phê duyệt chủ trương đầu tư Chương trình", relation="per")]),
    bad("Party directive with the symbol of a resolution", references=[ref("40-NQ/TW", "2014-11-22", SECRETARIAT,
        kind="Chỉ thị")]),
    bad("Party conclusion with the symbol of a resolution", references=[ref("19-NQ/TW", "2022-06-16", CENTRAL_COMMITTEE,
        kind="Kết luận")]),
    bad("plan with the symbol of a decision, in a commune of 2025", **NEW_COMMUNE,
        references=[ref("1580/QĐ-UBND", "2025-08-05", UBND, kind="Kế hoạch")]),
    bad("a page that was hardly read: told, but not as surely wrong", references=[ref("264/NĐ-TTg", "2022-02-22", PM,
        confidence=0.5)], severity=NOT_HIGH),
    bad("the Prime Minister's decision is said to be the Government's",
        references=[ref("587/QĐ-TTg", "2022-05-18", GOVERNMENT)]),
    bad("a Party resolution is said to be the council's", references=[ref("13-NQ/TU", "2022-06-09", COUNCIL)]),
    bad("the council's symbol, the committee's name", references=[ref("03/2022/NQ-HĐND", "2022-02-25", UBND)]),
    good("letters have no kind in their symbol", references=[ref("1234/UBND-KT", "2022-05-12", UBND, kind="Công văn")]),
    good("joint circular", references=[ref("28/2010/TTLT-BLĐTBXH-BNV", "2010-09-16",
        "Bộ Lao động - Thương binh và Xã hội")]),
    good("joint resolution", references=[ref("01/2008/NQLT-BLĐTBXH-BCA-BVHTTDL-UBTƯMTTQVN", "2008-08-28",
        "Bộ Lao động - Thương binh và Xã hội", kind="Nghị quyết liên tịch")]),
    good("law, resolution and ordinance of the Assembly and its committee",
         references=[ref("39/2013/QH13", "2013-11-16", ASSEMBLY, kind="Luật"),
        ref("25/2021/QH15", "2021-07-28", ASSEMBLY, kind="Nghị quyết"),
        ref("03/2021/UBTVQH15", "2021-09-24", "Ủy ban Thường vụ Quốc hội", kind="Nghị quyết"),
        ref("11/2022/UBTVQH15", "2022-03-23", "Ủy ban Thường vụ Quốc hội", kind="Pháp lệnh"),
        ref("792/NQ-UBTVQH14", "2019-10-22", "Ủy ban Thường vụ Quốc hội", kind="Nghị quyết")]),
    good("steering committees", references=[ref("12-CTr/BCĐ", "2021-12-30", "Ban Chỉ đạo Trung ương",
        kind="Chương trình"), ref("08-KH/BCĐ", "2022-02-14", "Ban Chỉ đạo huyện Hạ Lang", kind="Kế hoạch"),
        ref("17/QĐ-BCĐ", "2022-02-14", "Ban Chỉ đạo tỉnh Cao Bằng",
        kind="Quyết định")]),
    good("the Party at its levels", references=[ref("26-NQ/TW", "2008-08-05", CENTRAL_COMMITTEE),
        ref("12-NQ/TU", "2022-06-09", PARTY), ref("06-NQ/HU", "2021-08-03", DISTRICT_PARTY),
        ref("05-NQ/ĐU", "2021-08-03", "Ban Chấp hành Đảng bộ xã Minh Long"),
        ref("2156-QĐ/HU", "2021-07-03", "Ban Thường vụ Huyện ủy Hạ Lang")]),
    good("the Party writes QĐ for rules, too", references=[ref("37-QĐ/TW", "2021-10-25", CENTRAL_COMMITTEE,
        "những điều đảng viên không được làm", kind="Quy định")]),
    good("and QĐi and QC at the province", references=[ref("05-QĐi/TU", "2021-10-25", PARTY, kind="Quy định"),
        ref("08-QC/TU", "2021-10-25", PARTY, kind="Quy chế")]),
    good("notices, cables, submissions, orders", references=[ref("213/TB-VPCP", "2022-04-25", "Văn phòng Chính phủ"),
        ref("36/CĐ-TTg", "2022-04-25", PM), ref("34/TTr-BTP", "2022-03-17", "Bộ Tư pháp", kind="Tờ trình"),
        ref("09/2022/L-CTN", "2022-06-29", "Chủ tịch nước",
        kind="Lệnh")]),
    good("consolidated text", references=[ref("03/VBHN-BNNPTNT", "2022-06-29", MARD, kind="Văn bản hợp nhất")]),
    good("a ministry's decision with the sign of its office", references=[ref("1978/QĐ-BNN-VPĐP", "2022-05-31", MARD)]),
    good("the chairman signs decisions of the committee", references=[ref("12/2021/QĐ-UBND", "2021-05-31", CHAIR)]),
    good("programme of action and scheme of the Party", references=[ref("15-CTr/TU", "2021-05-31", PARTY,
        kind="Chương trình hành động"), ref("05-ĐA/TU", "2021-05-31", PARTY, kind="Đề án")]),
    good("joint plans and programmes of cooperation", references=[ref("77/KHLT-MTTQ-SNN", "2021-05-31",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Cao Bằng", kind="Kế hoạch liên tịch"),
        ref("15/KHPH-SNN-HND", "2021-05-31",
        "Hội Nông dân tỉnh Cao Bằng",
        kind="Kế hoạch phối hợp"),
        ref("526/CTPH-MTTQ-BNN", "2021-05-31", MARD,
        kind="Chương trình phối hợp")]),
    good("the minutes of a council of assessors", references=[ref("12/BB-HĐTĐ", "2021-05-31", "Hội đồng thẩm định",
        kind="Biên bản")]),
    good("the standing committee of the council", references=[ref("21/NQ-TTHĐND", "2021-05-31",
        "Thường trực Hội đồng nhân dân tỉnh Cao Bằng")]),
    good("laws of the nineties bear the number of the President's order", references=[
        ref("18-L/CTN", "1993-07-19", ASSEMBLY, kind="Luật"), ref("31-L/CTN", "1994-09-10", "Ủy ban Thường vụ Quốc hội",
            kind="Pháp lệnh")]),
    good("TC was the Ministry of Finance", references=[
        ref("89-TC/TCT", "1993-11-09", "Bộ Tài chính", kind="Thông tư"),
            ref("280/TC/QĐ/NSNN", "1997-04-15", "Bộ Tài chính", kind="Quyết định")]),
    good("a law on planning of which the first word was lost: a law's number tells what it is", references=[
        ref("21/2017/QH14", "2017-11-24", ASSEMBLY, kind="Quy hoạch",
            quote="Quy hoạch số 21/2017/QH14 ngày 24 tháng 11 năm 2017"),
        ref("72/2006/QH11", None, ASSEMBLY, kind="Hợp đồng", quote="hợp đồng số 72/2006/QH11")]),
    good("no kind of instrument: “toàn bộ quy định” of the next column of a table",
         references=[ref("117/2020/TT-BTC", "2020-12-31", "Bộ Tài chính", kind="Quy định",
        quote="quy định số 117/2020/TT-BTC ngày 31/12/2020", section="Phụ lục")]),
]

CASES["reference.year-disagrees"] = [
    bad("resolution of the council", references=[ref("03/2022/NQ-HĐND", "2021-02-25", COUNCIL)]),
    bad("decree", references=[ref("57/2018/NĐ-CP", "2019-04-17", GOVERNMENT)]),
    bad("circular", references=[ref("05/2022/TT-BNNPTNT", "2023-07-25", MARD)]),
    bad("law", references=[ref("39/2013/QH13", "2014-11-26", ASSEMBLY)]),
    bad("joint circular", references=[ref("26/2011/TTLT-BNNPTNT-BKHĐT-BTC", "2012-04-13", MARD)]),
    bad("of the date only the year is known", references=[ref("11/2021/QĐ-UBND", "2020", UBND)]),
    bad("of the date only the month is known", references=[ref("12/2022/QĐ-UBND", "2021-12", UBND)]),
    bad("passed in December, numbered in the next year", references=[ref("02/2022/NQ-HĐND", "2021-12-09", COUNCIL)]),
    bad("of the Assembly's standing committee", references=[ref("03/2021/UBTVQH15", "2020-09-24",
        "Ủy ban Thường vụ Quốc hội", kind="Nghị quyết")]),
    bad("old decision of the Prime Minister", references=[ref("135/1998/QĐ-TTg", "1999-07-31", PM)]),
    bad("ten years apart: a digit is wrong", references=[ref("15/2022/QĐ-UBND", "2012-05-20", UBND)]),
    bad("commune of 2025", **NEW_COMMUNE, references=[ref("150/2025/NĐ-CP", "2024-06-12", GOVERNMENT)]),
    bad("order of the President", references=[ref("09/2022/L-CTN", "2021-06-29", "Chủ tịch nước", kind="Lệnh")]),
    bad("a page that was hardly read: told, but not as surely wrong", references=[ref("04/2022/NQ-HĐND", "2021-02-25",
        COUNCIL, confidence=0.5)], severity=NOT_HIGH),
    good("they agree", references=[ref("05/2022/NQ-HĐND", "2022-02-25", COUNCIL)]),
    good("month of the year", references=[ref("06/2022/NQ-HĐND", "2022-02", COUNCIL)]),
    good("the year", references=[ref("07/2022/NQ-HĐND", "2022", COUNCIL)]),
    good("no date", references=[ref("08/2022/NQ-HĐND", None, COUNCIL)]),
    good("no year in the number", references=[ref("867/QĐ-UBND", "2021-02-25", UBND)]),
    good("the two thousand and twenty-second decision of 2021", references=[ref("2022/QĐ-UBND", "2021-12-15", UBND)]),
    good("the 2020th letter of 2022", references=[ref("2020/UBND-KT", "2022-09-15", UBND, kind="Công văn")]),
    good("the 1999th decision of the Prime Minister, of 2014", references=[ref("1999/QĐ-TTg", "2014-11-05", PM)]),
    good("the 2021st submission, of 2022", references=[ref("2021/TTr-SNN", "2022-07-04",
        "Sở Nông nghiệp và Phát triển nông thôn tỉnh Cao Bằng")]),
    good("the term of the Assembly is no year", references=[ref("25/2021/QH15", "2021-07-28", ASSEMBLY,
        kind="Nghị quyết"), ref("1006/BC-UBXH15", "2022-08-10", "Ủy ban Xã hội")]),
    good("Party numbers have no year", references=[ref("26-NQ/TW", "2008-08-05", CENTRAL_COMMITTEE)]),
    good("number 2021 of 2022, with its year", references=[ref("2021/2022/QĐ-UBND", "2022-08-05", UBND)]),
    good("a date by which something was to be done under the decree", references=[
        ref("123/2020/NĐ-CP", "2022-07-01", GOVERNMENT,
            quote="Nghị định số 123/2020/NĐ-CP trước ngày 01 tháng 7 năm 2022")]),
    good("a date from which it was done", references=[
        ref("142/2008/QĐ-TTg", "2010-05-01", PM,
            quote="Quyết định số 142/2008/QĐ-TTg kể từ ngày 01 tháng 5 năm 2010")]),
    good("on the last day of the year", references=[ref("116/2021/NĐ-CP", "2021-12-31", GOVERNMENT)]),
    good("on the first", references=[ref("01/2022/TT-BNNPTNT", "2022-01-01", MARD)]),
]

CASES["reference.undated"] = [
    bad("decision of the province", references=[ref("651/QĐ-UBND", None, UBND, section="II.1")], severity="low"),
    bad("a year in the number is no date", references=[ref("57/2018/NĐ-CP", None, GOVERNMENT)]),
    bad("Party resolution", references=[ref("12-NQ/TU", None, PARTY)]),
    bad("letter", references=[ref("1234/UBND-KT", None, UBND, kind="Công văn")]),
    bad("two mentions, neither with date", references=[ref("652/QĐ-UBND", None, UBND),
        ref("652/QĐ-UBND", None, UBND, section="III.1")]),
    bad("two instruments", references=[ref("653/QĐ-UBND", None, UBND), ref("654/QĐ-UBND", None, UBND)], n=2),
    bad("only another plan has the date", {"references": [ref("655/QĐ-UBND", None, UBND)]},
        {"references": [ref("655/QĐ-UBND", "2022-03-03", UBND)]}),
    bad("circular, commune of 2025", **NEW_COMMUNE, references=[ref("05/2025/TT-BNNMT", None,
        "Bộ Nông nghiệp và Môi trường")]),
    bad("joint circular", references=[ref("26/2011/TTLT-BNNPTNT-BKHĐT-BTC", None, MARD)]),
    bad("without issuer either", references=[ref("320/QĐ-TTg", None, None)]),
    bad("the plan of the superior that it carries out", references=[ref("2452/KH-UBND", None, UBND, MOVEMENT,
        relation="implements")]),
    bad("the decree has its date, the one that changed it has none",
        references=[ref("27/2022/NĐ-CP", "2022-04-19", GOVERNMENT), ref("38/2023/NĐ-CP", None, GOVERNMENT)]),
    bad("a conclusion of the Politburo", **PROVINCE, references=[ref("54-KL/TW", None, POLITBURO)]),
    good("dated", references=[ref("656/QĐ-UBND", "2022-03-03", UBND)]),
    good("the second mention need not repeat it", references=[ref("657/QĐ-UBND", "2022-03-03", UBND),
        ref("657/QĐ-UBND", None, UBND, section="III.1")]),
    good("the appendix has it", references=[ref("658/QĐ-UBND", None, UBND),
        ref("658/QĐ-UBND", "2022-03-03", UBND, section="Phụ lục")]),
    good("a day left blank is still a date", references=[ref("659/QĐ-UBND", "2022-03", UBND)]),
    good("law by name", references=[ref(None, None, ASSEMBLY, "Thi đua, khen thưởng", kind="Luật",
        quote="Luật Thi đua, khen thưởng")]),
    good("code by name", references=[ref(None, None, ASSEMBLY, kind="Bộ luật", quote="Bộ luật Lao động")]),
    good("ordinance by name", references=[ref(None, None, "Ủy ban Thường vụ Quốc hội", kind="Pháp lệnh",
        quote="Pháp lệnh Ưu đãi người có công với cách mạng")]),
    good("constitution", references=[ref(None, "2013", ASSEMBLY, kind="Hiến pháp", quote="Hiến pháp năm 2013")]),
    good("the plan's own number in the head of its appendix", number="118/KH-UBND",
        references=[ref("118/KH-UBND", None, DISTRICT, section="Phụ lục", relation="per")]),
    good("the second mention is spelled another way", references=[ref("587/QĐ-TTg", "2022-05-18", PM),
        ref("587/QĐ-TTG", None, PM, section="II")]),
    good("the second mention has the chairman for the committee", references=[ref("867/QĐ-UBND", "2022-07-08", UBND),
        ref("867/QĐ-UBND", None, CHAIR, section="II")]),
    good("the second mention has no issuer", references=[ref("868/QĐ-UBND", "2022-07-08", UBND),
        ref("868/QĐ-UBND", None, None, section="II")]),
    good("among the recipients: members named by a decision", references=[ref("1207/QĐ-UBND", None, UBND,
        section="recipients", quote="QĐ số 1207/QĐ-UBND")]),
    good("a law needs no date, its number besides its name is no harm",
         references=[ref("57/2014/QH13", None, ASSEMBLY, kind="Luật", quote="Luật Tổ chức Quốc hội số 57/2014/QH13")]),
]


def motto(name: str) -> str:
    return f"tổ chức Phong trào thi đua “{name}” giai đoạn 2021 - 2025"


CASES["reference.motto-of-lower-unit"] = [
    bad("the province's movement under the name of a district", references=[ref("2452/KH-UBND", "2022-09-26", UBND,
        motto("Hạ Lang chung sức xây dựng nông thôn mới"))]),
    bad("straight quotes", references=[ref("2453/KH-UBND", "2022-09-26", UBND,
        'triển khai phong trào thi đua "Hạ Lang chung tay xây dựng nông thôn mới"')]),
    bad("a province in the Prime Minister's movement", **PROVINCE, references=[ref("587/QĐ-TTg", "2022-05-18", PM,
        motto("Cao Bằng cùng cả nước chung sức xây dựng nông thôn mới"))]),
    bad("a commune in its district's movement", **OLD_COMMUNE, references=[ref("214/KH-UBND", "2022-09-12", DISTRICT,
        motto("Minh Long chung sức xây dựng nông thôn mới"))]),
    bad("a commune of 2025 in the province's", **NEW_COMMUNE, references=[ref("1580/KH-UBND", "2025-08-01", UBND,
        motto("Xã Quang Long chung sức xây dựng nông thôn mới"))]),
    bad("a district in the Prime Minister's", references=[ref("588/QĐ-TTg", "2022-05-18", PM,
        motto("Huyện Hạ Lang chung sức xây dựng nông thôn mới"))]),
    bad("the district's name spelled another way", province="Gia Lai", district="KBang",
        issuer="Ủy ban nhân dân huyện KBang",
        references=[ref("1485/KH-UBND", "2022-07-11", "Ủy ban nhân dân tỉnh Gia Lai",
            motto("Kbang chung sức xây dựng nông thôn mới"))]),
    bad("capitals", references=[ref("2454/KH-UBND", "2022-09-26", UBND,
        motto("HẠ LANG CHUNG SỨC XÂY DỰNG NÔNG THÔN MỚI"))]),
    bad("marks lost", references=[ref("2455/KH-UBND", "2022-09-26", UBND,
        motto("Ha Lang chung suc xay dung nong thon moi"))]),
    bad("Đăk for Đắk", province="Kon Tum", district="Đắk Tô", issuer="Ủy ban nhân dân huyện Đắk Tô",
        references=[ref("2207/KH-UBND", "2022-07-15", "Ủy ban nhân dân tỉnh Kon Tum",
            motto("Đăk Tô chung sức xây dựng nông thôn mới"))]),
    bad("a town", province="Bình Định", district="An Nhơn", issuer="Ủy ban nhân dân thị xã An Nhơn",
        references=[ref("1143/QĐ-UBND", "2022-04-12", "Chủ tịch Ủy ban nhân dân tỉnh Bình Định",
            motto("An Nhơn chung tay vì người nghèo"))]),
    bad("the Party's instruction, another movement", references=[ref("21-CT/TU", "2022-04-12", PARTY,
        "phát động phong trào thi đua “Hạ Lang chung tay vì người nghèo - Không để ai bị bỏ lại phía sau”")]),
    bad("the fifth word of the motto", references=[ref("2456/KH-UBND", "2022-09-26", UBND,
        motto("Toàn dân các dân tộc Hạ Lang chung sức xây dựng nông thôn mới"))]),
    good("the motto of the country", references=[ref("2457/KH-UBND", "2022-09-26", UBND,
        motto("Cả nước chung sức xây dựng nông thôn mới"))]),
    good("the motto of the province", references=[ref("2458/KH-UBND", "2022-09-26", UBND,
        motto("Cao Bằng chung sức xây dựng nông thôn mới"))]),
    good("the unit's own movement", references=[ref("214/KH-UBND", "2022-09-12", DISTRICT,
        motto("Hạ Lang chung sức xây dựng nông thôn mới"))]),
    good("its Party's", references=[ref("14-CT/HU", "2022-09-12", DISTRICT_PARTY,
        motto("Hạ Lang chung sức xây dựng nông thôn mới"))]),
    good("a city that is called like its province", district="Cao Bằng", issuer="Ủy ban nhân dân thành phố Cao Bằng",
        place="Cao Bằng",
         references=[ref("2459/KH-UBND", "2022-09-26", UBND, motto("Cao Bằng chung sức xây dựng nông thôn mới"))]),
    good("the name outside of the quotes", references=[ref("2460/KH-UBND", "2022-09-26", UBND,
        "hỗ trợ huyện Hạ Lang đẩy mạnh Phong trào thi đua “Cả nước chung sức xây dựng nông thôn mới”")]),
    good("no quotes: the province decides on the district", references=[ref("1660/QĐ-UBND", "2021-10-28", UBND,
        "phê duyệt Quy hoạch xây dựng vùng huyện Hạ Lang")]),
    good("a scheme for the district, in quotes", references=[ref("1661/QĐ-UBND", "2021-10-28", UBND,
        "phê duyệt Đề án “Xây dựng huyện Hạ Lang đạt chuẩn nông thôn mới giai đoạn 2021 - 2025”")]),
    good("a project in the district, in quotes", references=[ref("1662/QĐ-UBND", "2021-10-28", UBND,
        "phê duyệt dự án “Hồ chứa nước Bản Khoòng, huyện Hạ Lang”")]),
    good("a commune called Đoàn Kết, and the Front's “Toàn dân đoàn kết”", province="Hòa Bình", district="Yên Thủy",
        issuer="Ủy ban nhân dân xã Đoàn Kết", level="commune", place="Đoàn Kết",
         references=[ref("88/KH-MTTQ-BTT", "2022-05-20", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Hòa Bình",
        "thực hiện Cuộc vận động “Toàn dân đoàn kết, đô thị văn minh”")]),
    good("a commune called Thống Nhất, and a province that agrees", **{**OLD_COMMUNE,
        "issuer": "Ủy ban nhân dân xã Thống Nhất", "place": "Thống Nhất"},
         references=[ref("89/KH-UBND", "2022-05-20", UBND,
        motto("Toàn tỉnh thống nhất, chung sức xây dựng nông thôn mới"))]),
    good("a commune cites the movement of its district", **OLD_COMMUNE,
        references=[ref("215/KH-UBND", "2022-09-12", DISTRICT, motto("Hạ Lang chung sức xây dựng nông thôn mới"))]),
    good("a commune cites the movement of its province", **OLD_COMMUNE,
        references=[ref("2462/KH-UBND", "2022-09-26", UBND, motto("Cao Bằng chung sức xây dựng nông thôn mới"))]),
    good("so does one after July 2025", **NEW_COMMUNE, references=[ref("1581/KH-UBND", "2025-08-01", UBND,
        motto("Cao Bằng chung sức xây dựng nông thôn mới"))]),
    good("no title", references=[ref("2461/KH-UBND", "2022-09-26", UBND)]),
    good("another unit's motto in that unit's plan", references=[ref("300/KH-UBND", "2022-08-26",
        "Ủy ban nhân dân huyện Trùng Khánh", motto("Hạ Lang, Trùng Khánh chung sức xây dựng nông thôn mới"))]),
    good("a lower body's motto names the citing province", **PROVINCE, references=[ref("301/KH-UBND", "2022-08-26",
        DISTRICT, motto("Hạ Lang cùng Cao Bằng chung sức xây dựng nông thôn mới"))]),
]

HIGHER = ref("2452/KH-UBND", "2022-09-26", UBND, relation="implements")
OWN = ref("214/KH-UBND", "2022-09-12", DISTRICT)

CASES["plan.no-superior"] = [
    bad("a district cites itself only", references=[OWN], severity="medium"),
    bad("a district cites the Prime Minister only", references=[ref("263/QĐ-TTg", "2022-02-22", PM)], severity="low"),
    bad("a district cites its own Party committee only", references=[ref("06-NQ/HU", "2021-08-03", DISTRICT_PARTY)],
        severity="low"),
    bad("a district cites a law only", references=[ref(None, "2015-06-19", ASSEMBLY, "Tổ chức chính quyền địa phương",
        kind="Luật")], severity="low"),
    bad("a district cites nothing", severity="medium"),
    bad("a district cites its communes", references=[ref("31/KH-UBND", "2022-03-03", "Ủy ban nhân dân xã Minh Long")],
        severity="medium"),
    bad("a commune of before July 2025 cites the province, not the district", **OLD_COMMUNE, references=[HIGHER],
        severity="low"),
    bad("a commune of before July 2025 cites its own Party only", **OLD_COMMUNE,
        references=[ref("05-NQ/ĐU", "2021-08-03", "Ban Chấp hành Đảng bộ xã Minh Long")], severity="low"),
    bad("a commune after July 2025 cites a ministry, not the province", **NEW_COMMUNE,
        references=[ref("05/2025/TT-BNNMT", "2025-06-19", "Bộ Nông nghiệp và Môi trường")], severity="low"),
    bad("a commune after July 2025 cites itself only", **NEW_COMMUNE, references=[ref("03/KH-UBND", "2025-07-20",
        "Ủy ban nhân dân xã Quang Long")], severity="medium"),
    bad("a province cites its council only", **PROVINCE, references=[ref("03/2022/NQ-HĐND", "2022-02-25", COUNCIL)],
        severity="medium"),
    bad("a province cites its Party only", **PROVINCE, references=[ref("12-NQ/TU", "2022-06-09", PARTY)],
        severity="low"),
    bad("a district cites the department of its own committee", references=[ref("88/TTr-NNPTNT", "2022-05-29",
        "Phòng Nông nghiệp và Phát triển nông thôn huyện Hạ Lang")], severity="medium"),
    bad("a steering committee of a district cites its own members",
        issuer="Ban Chỉ đạo các Chương trình mục tiêu quốc gia huyện Hạ Lang", symbol="KH/BCĐ",
        references=[OWN, ref("2156-QĐ/HU", "2022-07-03", "Ban Thường vụ Huyện ủy Hạ Lang")], severity="low"),
    good("a district cites the province", references=[HIGHER]),
    good("a district cites the province's chairman", references=[ref("1143/QĐ-UBND", "2022-04-12", CHAIR)]),
    good("a district cites the province's council", references=[ref("03/2022/NQ-HĐND", "2022-02-25", COUNCIL)]),
    good("a district cites the province's Party", references=[ref("12-NQ/TU", "2022-06-09", PARTY)]),
    good("a district cites the province's Party, in short", references=[ref("21-CT/TU", "2022-06-09",
        "Tỉnh ủy Cao Bằng")]),
    good("a district cites a department of the province", references=[ref("15/HD-SNN", "2022-05-19",
        "Sở Nông nghiệp và Phát triển nông thôn tỉnh Cao Bằng")]),
    good("a district cites the province's office of coordination", references=[ref("07/HD-VPĐP", "2022-01-10",
        "Văn phòng Điều phối xây dựng nông thôn mới tỉnh Cao Bằng")]),
    good("a district cites the province's steering committee", references=[ref("09/KH-BCĐ", "2022-01-10",
        "Ban Chỉ đạo các Chương trình mục tiêu quốc gia tỉnh Cao Bằng")]),
    good("a province cites the Prime Minister", **PROVINCE, references=[ref("263/QĐ-TTg", "2022-02-22", PM)]),
    good("a province cites a ministry", **PROVINCE, references=[ref("1408/BNV-BTĐKT", "2022-07-11", "Bộ Nội vụ",
        kind="Công văn")]),
    good("a province cites a law", **PROVINCE, references=[ref(None, "2015-06-19", ASSEMBLY,
        "Tổ chức chính quyền địa phương", kind="Luật")]),
    good("a province cites the Secretariat", **PROVINCE, references=[ref("54-KL/TW", "2019-08-07", SECRETARIAT)]),
    good("a province cites the central office of coordination", **PROVINCE,
        references=[ref("28/VPĐP-KHNV", "2022-08-07", "Văn phòng Điều phối nông thôn mới Trung ương",
        kind="Công văn")]),
    good("a commune of before July 2025 cites the district", **OLD_COMMUNE, references=[OWN]),
    good("a commune of before July 2025 cites the district's Party", **OLD_COMMUNE,
        references=[ref("06-NQ/HU", "2021-08-03", "Huyện ủy Hạ Lang")]),
    good("a commune after July 2025 cites the province", **NEW_COMMUNE,
        references=[ref("1580/KH-UBND", "2025-08-01", UBND)]),
    good("a commune after July 2025 cites a department of the province", **NEW_COMMUNE,
        references=[ref("99/HD-SNNMT", "2025-08-01", "Sở Nông nghiệp và Môi trường tỉnh Cao Bằng")]),
    good("a commune in a city of the province cites the city", level="commune", province="Thái Nguyên",
        district="Phổ Yên", issuer="Ủy ban nhân dân xã Phúc Thuận",
         references=[ref("203/KH-UBND", "2022-09-19", "Ủy ban nhân dân thành phố Phổ Yên")]),
    good("a district of Hà Nội cites the city", province="Hà Nội", district="Ba Vì",
        issuer="Ủy ban nhân dân huyện Ba Vì", references=[ref("176/KH-UBND", "2022-06-30",
        "Ủy ban nhân dân thành phố Hà Nội")]),
    good("a ministry has only the country above it", level="central", province=None, district=None, issuer=MARD,
        references=[]),
    good("the level is not known", level=None, issuer=None, district=None, references=[OWN]),
    good("it cannot be told whose the plan is that is cited", references=[ref("2999/KH-UBND", "2022-09-26", None)]),
]


def numbered(number: str, issued: str, *cited: tuple[str, str | None, str], **head: Any) -> PlanWords:
    """Give a plan by its number, and the number, date and issuer of what it cites."""
    return {"number": number, "issued_on": issued, **head, "references": [ref(*citation) for citation in cited]}


def of(unit: str) -> dict[str, Any]:
    """Give the head of a district of Cao Bằng."""
    return {"issuer": f"Ủy ban nhân dân huyện {unit}", "district": unit, "place": unit}


CASES["plan.cites-in-circle"] = [
    bad("two plans cite each other",
        numbered("101/KH-UBND", "2022-03-01", ("1101/KH-UBND", "2022-02-01", UBND)),
        numbered("1101/KH-UBND", "2022-02-01", ("101/KH-UBND", "2022-03-01", DISTRICT), **PROVINCE), most=2),
    bad("three plans",
        numbered("102/KH-UBND", "2022-03-01", ("1102/KH-UBND", "2022-02-01", UBND)),
        numbered("1102/KH-UBND", "2022-02-01", ("2102/KH-UBND", "2022-01-10", "Ủy ban nhân dân huyện Hòa An"),
            **PROVINCE),
        numbered("2102/KH-UBND", "2022-01-10", ("102/KH-UBND", "2022-03-01", DISTRICT), **of("Hòa An")), most=3),
    bad("district and commune",
        numbered("103/KH-UBND", "2022-03-01", ("13/KH-UBND", "2022-02-01", "Ủy ban nhân dân xã Minh Long")),
        numbered("13/KH-UBND", "2022-02-01", ("103/KH-UBND", "2022-03-01", DISTRICT), **OLD_COMMUNE), most=2),
    bad("a decision and a plan of the same body",
        numbered("104/KH-UBND", "2022-03-01", ("1104/QĐ-UBND", "2022-02-01", DISTRICT)),
        numbered("1104/QĐ-UBND", "2022-02-01", ("104/KH-UBND", "2022-03-01", DISTRICT), kind="Quyết định",
            symbol="QĐ-UBND"), most=2),
    bad("the citation leaves out the date",
        numbered("105/KH-UBND", "2022-03-01", ("1105/KH-UBND", None, UBND)),
        numbered("1105/KH-UBND", "2022-02-01", ("105/KH-UBND", None, DISTRICT), **PROVINCE), most=2),
    bad("the chairman is named for the committee",
        numbered("106/KH-UBND", "2022-03-01", ("1106/QĐ-UBND", "2022-02-01", CHAIR)),
        numbered("1106/QĐ-UBND", "2022-02-01", ("106/KH-UBND", "2022-03-01", DISTRICT), **PROVINCE, kind="Quyết định",
            symbol="QĐ-UBND"), most=2),
    bad("four plans",
        numbered("107/KH-UBND", "2022-03-01", ("2107/KH-UBND", "2022-03-02", "Ủy ban nhân dân huyện Hòa An")),
        numbered("2107/KH-UBND", "2022-03-02", ("3107/KH-UBND", "2022-03-03", "Ủy ban nhân dân huyện Trùng Khánh"),
            **of("Hòa An")),
        numbered("3107/KH-UBND", "2022-03-03", ("1107/KH-UBND", "2022-03-04", UBND), **of("Trùng Khánh")),
        numbered("1107/KH-UBND", "2022-03-04", ("107/KH-UBND", "2022-03-01", DISTRICT), **PROVINCE), most=4),
    bad("two circles that touch in one plan",
        numbered("108/KH-UBND", "2022-03-01", ("1108/KH-UBND", "2022-02-01", UBND)),
        numbered("1108/KH-UBND", "2022-02-01", ("108/KH-UBND", "2022-03-01", DISTRICT),
            ("2108/KH-UBND", "2022-03-02", "Ủy ban nhân dân huyện Hòa An"), **PROVINCE),
        numbered("2108/KH-UBND", "2022-03-02", ("1108/KH-UBND", "2022-02-01", UBND), **of("Hòa An")), most=3),
    bad("after July 2025",
        numbered("109/KH-UBND", "2025-09-10", ("1109/KH-UBND", "2025-08-01", UBND),
            **{key: value for key, value in NEW_COMMUNE.items() if key != "issued_on"}),
        numbered("1109/KH-UBND", "2025-08-01", ("109/KH-UBND", "2025-09-10", "Ủy ban nhân dân xã Quang Long"),
            **PROVINCE), most=2),
    bad("the citation has a month, the plan its day",
        numbered("110/KH-UBND", "2022-03-01", ("1110/KH-UBND", "2022-02", UBND)),
        numbered("1110/KH-UBND", "2022-02-01", ("110/KH-UBND", "2022-03", DISTRICT), **PROVINCE), most=2),
    bad("a third plan cites the circle and is not of it",
        numbered("111/KH-UBND", "2022-03-01", ("1111/KH-UBND", "2022-02-01", UBND)),
        numbered("1111/KH-UBND", "2022-02-01", ("111/KH-UBND", "2022-03-01", DISTRICT), **PROVINCE),
        numbered("2111/KH-UBND", "2022-03-02", ("1111/KH-UBND", "2022-02-01", UBND), **of("Hòa An")), most=2),
    bad("a number with its year",
        numbered("112/KH-UBND", "2022-03-01", ("12/2022/QĐ-UBND", "2022-02-01", UBND)),
        numbered("12/2022/QĐ-UBND", "2022-02-01", ("112/KH-UBND", "2022-03-01", DISTRICT), **PROVINCE,
            kind="Quyết định", symbol="QĐ-UBND"), most=2),
    good("a plan names itself in its appendix", numbered("113/KH-UBND", "2022-03-01",
        ("113/KH-UBND", "2022-03-01", DISTRICT))),
    good("one cites the other",
         numbered("114/KH-UBND", "2022-03-01", ("1114/KH-UBND", "2022-02-01", UBND)),
         numbered("1114/KH-UBND", "2022-02-01", ("263/QĐ-TTg", "2022-02-22", PM), **PROVINCE)),
    good("two cite a third",
         numbered("115/KH-UBND", "2022-03-01", ("1115/KH-UBND", "2022-02-01", UBND)),
         numbered("2115/KH-UBND", "2022-03-02", ("1115/KH-UBND", "2022-02-01", UBND), **of("Hòa An")),
         numbered("1115/KH-UBND", "2022-02-01", **PROVINCE)),
    good("the province cites the district's plan of the year before, which has the same number",
         numbered("116/KH-UBND", "2022-03-01", ("1116/KH-UBND", "2022-02-01", UBND)),
         numbered("1116/KH-UBND", "2022-02-01", ("116/KH-UBND", "2021-03-05", DISTRICT), **PROVINCE)),
    good("the same number of another district",
         numbered("117/KH-UBND", "2022-03-01", ("1117/KH-UBND", "2022-02-01", UBND)),
         numbered("1117/KH-UBND", "2022-02-01", ("117/KH-UBND", "2022-01-05", "Ủy ban nhân dân huyện Hòa An"),
        **PROVINCE)),
    good("the same number of another province",
         numbered("118/KH-UBND", "2022-03-01", ("1118/KH-UBND", "2022-02-01", "Ủy ban nhân dân tỉnh Lạng Sơn")),
         numbered("1118/KH-UBND", "2022-02-01", ("118/KH-UBND", "2022-03-01", DISTRICT), **PROVINCE)),
    good("a decision has the number of the plan",
         numbered("119/KH-UBND", "2022-03-01", ("1119/KH-UBND", "2022-02-01", UBND)),
         numbered("1119/KH-UBND", "2022-02-01", ("119/QĐ-UBND", "2022-01-15", DISTRICT), **PROVINCE)),
    good("a ladder of four",
         numbered("120/KH-UBND", "2022-03-01", ("1120/KH-UBND", "2022-02-01", UBND),
        ("2120/KH-UBND", "2022-02-11", DISTRICT)),
         numbered("2120/KH-UBND", "2022-02-11", ("1120/KH-UBND", "2022-02-01", UBND)),
         numbered("1120/KH-UBND", "2022-02-01", ("3120/KH-UBND", "2022-01-01", UBND), **PROVINCE),
         numbered("3120/KH-UBND", "2022-01-01", **PROVINCE)),
    good("a plan without number",
         {"number": None, "references": [ref("1121/KH-UBND", "2022-02-01", UBND)]},
         numbered("1121/KH-UBND", "2022-02-01", ("121/KH-UBND", "2022-03-01", DISTRICT), **PROVINCE)),
    good("what closes the circle is not in the collection", numbered("122/KH-UBND", "2022-03-01",
        ("1122/KH-UBND", "2022-02-01", UBND))),
    good("one of two dates is wrong for the plan: another instrument",
         numbered("123/KH-UBND", "2022-03-01", ("1123/KH-UBND", "2022-02-01", UBND)),
         numbered("1123/KH-UBND", "2022-02-01", ("123/KH-UBND", "2020-03-01", DISTRICT), **PROVINCE)),
    good("plan of a year, report of it, plan of the next year",
         numbered("124/KH-UBND", "2021-03-01"),
         numbered("1124/BC-UBND", "2021-12-01", ("124/KH-UBND", "2021-03-01", DISTRICT), kind="Báo cáo",
        symbol="BC-UBND"),
         numbered("124/KH-UBND", "2022-03-01", ("1124/BC-UBND", "2021-12-01", DISTRICT))),
]




def one(**target: Any) -> dict[str, Any]:
    """Give a plan with one target."""
    return {"targets": [goal(**target)]}


CASES["target.share-disagrees"] = [
    bad("2 of 13 is not a quarter", **one(value=2, denominator=13, share_pct=25)),
    bad("9 of 15 is not 65 %", **one(value=9, denominator=15, share_pct=65)),
    bad("a digit of the decimals is wrong", **PROVINCE, **one(value=115, denominator=181, share_pct=65.5)),
    bad("the last digit is wrong", **PROVINCE, **one(value=115, denominator=181, share_pct=63.4)),
    bad("villages", **one(value=54, denominator=180, share_pct=35, indicator="villages_ntm", unit="thôn, xóm")),
    bad("all but one is not all", **one(value=12, denominator=13, share_pct=100)),
    bad("of an increase", **one(value=4, denominator=16, share_pct=20, change="increase")),
    bad("at least 7 of 8, and not their share", **one(value=7, denominator=8, share_pct=70, comparator=">=")),
    bad("of a detail", **one(value=3, denominator=9, share_pct=30, breakdown=True, due="2023")),
    bad("tenfold", **one(value=12, denominator=160, share_pct=75, indicator="villages_ntm_model", unit="thôn")),
    bad("none of 13 is not 5 %", **one(value=0, denominator=13, share_pct=5, indicator="communes_ntm_model")),
    bad("two decimals, the second wrong", **PROVINCE, **one(value=370, denominator=411, share_pct=90.04)),
    bad("a commune's households after July 2025", **NEW_COMMUNE, **one(value=120, denominator=1000, share_pct=10,
        indicator="other", unit="hộ", due="2030")),
    bad("rounded up where it must go down", **one(value=9, denominator=16, share_pct=57)),
    bad("a page that was hardly read: told, but not as surely wrong", **one(value=2, denominator=13, share_pct=25,
        confidence=0.5), severity=NOT_HIGH),
    good("rounded", **PROVINCE, **one(value=115, denominator=181, share_pct=63.5)),
    good("cut off", **one(value=2, denominator=3, share_pct=66.6)),
    good("rounded to the full", **one(value=2, denominator=13, share_pct=15)),
    good("rounded up to the full", **one(value=2, denominator=3, share_pct=67)),
    good("cut off to the full", **one(value=2, denominator=3, share_pct=66)),
    good("two decimals", **one(value=2, denominator=13, share_pct=15.38)),
    good("two decimals, cut off", **one(value=2, denominator=3, share_pct=66.66)),
    good("exact", **one(value=9, denominator=15, share_pct=60)),
    good("all", **one(value=13, denominator=13, share_pct=100)),
    good("10 of 12, more than 80 %", **one(value=10, denominator=12, share_pct=80, comparator=">")),
    good("at least 7 of 8, and their share", **one(value=7, denominator=8, share_pct=87.5, comparator=">=")),
    good("2 of 50, less than 5 %", **one(value=2, denominator=50, share_pct=5, comparator="<", indicator="poverty_rate",
        unit="hộ")),
    good("no whole is given", **one(value=26, share_pct=30, indicator="villages_ntm", unit="xóm")),
    good("no count is given", **one(share_pct=30, indicator="villages_ntm", unit="xóm")),
    good("8 to 9 of 13, the share of the one and of the other",
         targets=[goal(8, value_max=9, denominator=13, share_pct=61.5, comparator="range"),
        goal(8, value_max=9, denominator=13, share_pct=69.2, comparator="range")]),
    good("all that the province asks for: the share is of something else",
         **one(value=5, denominator=13, share_pct=100,
        quote="Phấn đấu có 05/13 xã đạt chuẩn nông thôn mới, bằng 100% kế hoạch tỉnh giao")),
    good("half of one in a thousand", **one(value=1, denominator=1987, share_pct=0.05, indicator="other", unit="hộ")),
    good("none", **one(value=0, denominator=13, share_pct=0, indicator="communes_below")),
]

CASES["target.count-over-whole"] = [
    bad("14 of 13 communes", **one(value=14, denominator=13)),
    bad("villages", **one(value=185, denominator=180, indicator="villages_ntm", unit="thôn")),
    bad("a province", **PROVINCE, **one(value=191, denominator=181, indicator="communes_ntm_advanced")),
    bad("the share says so, too", **one(value=14, denominator=13, share_pct=107.7)),
    bad("criteria of a commune", **OLD_COMMUNE, **one(value=20, denominator=19, indicator="other", unit="tiêu chí")),
    bad("at least", **one(value=15, denominator=13, comparator=">=")),
    bad("the upper end of a range", **one(value=12, value_max=14, denominator=13, comparator="range")),
    bad("an increase", **one(value=9, denominator=8, change="increase")),
    bad("a detail", **one(value=4, denominator=3, breakdown=True, due="2024")),
    bad("figures swapped", **one(value=13, denominator=2)),
    bad("districts of a province", **PROVINCE, **one(value=11, denominator=10, indicator="district_ntm", unit="huyện")),
    bad("after July 2025", **PROVINCE, issued_on="2026-01-15", period="2026/2030",
        **one(value=57, denominator=56, due="2030")),
    bad("a zero too much", **one(value=70, denominator=13)),
    bad("a page that was hardly read: told, but not as surely wrong", **one(value=14, denominator=13, confidence=0.5),
        severity=NOT_HIGH),
    good("all of them", **one(value=13, denominator=13)),
    good("all criteria", **OLD_COMMUNE, **one(value=19, denominator=19, indicator="criteria_kept")),
    good("none of them", **one(value=0, denominator=13)),
    good("all but one", **one(value=12, denominator=13)),
    good("the whole is not given", **one(value=14)),
    good("the count is not given", **one(denominator=13, share_pct=50)),
    good("the upper end is the whole", **one(value=11, value_max=13, denominator=13, comparator="range")),
    good("115 mobile lines for 100 people", **one(value=115, denominator=100, indicator="other",
        unit="thuê bao/100 dân", text="Mật độ thuê bao điện thoại di động")),
    good("111 boys for 100 girls", **one(value=111, denominator=100, indicator="other", unit="bé trai/100 bé gái",
        comparator="<", text="Tỷ số giới tính khi sinh")),
    good("two of two", **one(value=2, denominator=2, indicator="communes_ntm_model")),
    good("decimals", **one(value=16.5, denominator=19, indicator="criteria_per_commune", unit="tiêu chí/xã")),
    good("one of one", **OLD_COMMUNE, **one(value=1, denominator=1)),
    good("a million dong for each person", **one(value=45, indicator="rural_income", unit="triệu đồng/người/năm",
        denominator=None)),
]


def parts(total: Entry | None, *details: Entry, **head: Any) -> dict[str, Any]:
    """Give a plan with a total and its details behind it, in one section."""
    rows = ([total] if total else []) + [{"breakdown": True, **detail} for detail in details]
    return {**head, "targets": rows}


def by_year(*values: float, first: int = 2023, **more: Any) -> list[Entry]:
    """Give details of years that follow one another."""
    return [goal(value, due=str(first + at), **more) for at, value in enumerate(values)]


def by_place(*names: str, **more: Any) -> list[Entry]:
    return [goal(1, places=[name], **more) for name in names]


CASES["target.breakdown-disagrees"] = [
    bad("the years give one commune more than the total", **parts(goal(4), *by_year(1, 2, 2)), severity="high"),
    bad("villages, by year", **parts(goal(11, indicator="villages_ntm", unit="làng"),
        *by_year(5, 4, 4, indicator="villages_ntm", unit="làng")), severity="high"),
    bad("of an increase", **parts(goal(4, change="increase"), *by_year(2, 2, 1, change="increase")), severity="high"),
    bad("places, more than counted", **parts(goal(3), *by_place("Minh Long", "Lý Quốc", "Thống Nhất", "Đồng Loan")),
        severity="high"),
    bad("every year of the programme, and one less", period="2022/2025",
        **parts(goal(8, change="increase"), *by_year(2, 2, 2, 1, first=2022, change="increase")), severity="medium"),
    bad("years from the plan's on, and less", **parts(goal(9, change="increase"), *by_year(1, 1, 2, change="increase")),
        severity="medium"),
    bad("model villages of a commune after July 2025", **NEW_COMMUNE,
        **parts(goal(5, indicator="villages_ntm_model", unit="xóm", due="2030"),
            *by_year(1, 2, 1, 1, 1, first=2026, indicator="villages_ntm_model", unit="xóm")), severity="high"),
    bad("advanced communes of a province, by year", **PROVINCE, **parts(goal(32, indicator="communes_ntm_advanced"),
        *by_year(10, 12, 14, indicator="communes_ntm_advanced")), severity="high"),
    bad("one detail is more than the total", **parts(goal(3), goal(5, due="2024")), severity="high"),
    bad("OCOP products by year", **parts(goal(10, indicator="ocop_products", unit="sản phẩm", change="increase"),
        *by_year(4, 4, 4, indicator="ocop_products", unit="sản phẩm", change="increase")), severity="high"),
    bad("two places of a year, one of another: more than the total",
        **parts(goal(2, change="increase"), goal(2, due="2024", places=["Minh Long", "Lý Quốc"]),
            goal(1, due="2025", places=["Thống Nhất"])), severity="high"),
    bad("districts of a province", **PROVINCE, **parts(goal(2, indicator="district_ntm", unit="huyện",
        change="increase"),
        goal(2, indicator="district_ntm", unit="huyện", places=["Hòa An", "Trùng Khánh"], due="2023"),
            goal(1, indicator="district_ntm", unit="huyện", places=["Quảng Hòa"], due="2025")), severity="high"),
    bad("a page that was hardly read: told, but not as surely wrong",
        **parts(goal(4, confidence=0.5), *by_year(1, 2, 2, confidence=0.5)), severity=NOT_HIGH),
    good("the years give the total", **parts(goal(4, change="increase"), *by_year(1, 1, 2))),
    good("the places give the total", **parts(goal(3), *by_place("Minh Long", "Lý Quốc", "Thống Nhất"))),
    good("a ladder: each year what is reached by then", **parts(goal(9), *by_year(5, 7, 9))),
    good("a ladder that ends before the last year", **parts(goal(9), *by_year(5, 7))),
    good("one example of several", **parts(goal(4), goal(1, places=["Minh Long"], due="2023"))),
    good("some years are left open", **parts(goal(9), goal(2, due="2023"), goal(3, due="2024"))),
    good("a yearly pace", **parts(goal(50), goal(10, unit="xã/năm", change="increase"))),
    good("against an earlier period", **parts(goal(2), goal(5, change="increase", baseline="2016/2020"))),
    good("what is new, year by year, on top of what is reached: 5 of 15 at the end of 2022, 9 by 2025",
         **parts(goal(9, denominator=15), *by_year(1, 1, 2, change="increase")), issued_on="2023-03",
        period="2023/2025",
         achievements=[reached(5, denominator=15, as_of="2022")]),
    good("what is new, year by year; what is reached is not said", issued_on="2023-03", period="2023/2025",
        **parts(goal(9), *by_year(1, 1, 2, change="increase"))),
    good("at least four, and five are named", **parts(goal(4, comparator=">="), *by_year(1, 2, 2))),
    good("of the nine, three are advanced and two are models",
         **parts(goal(9), goal(3, indicator="communes_ntm_advanced"), goal(2, indicator="communes_ntm_model"))),
    good("by year and again by place", **parts(goal(3), *by_year(1, 1, 1),
        *by_place("Minh Long", "Lý Quốc", "Thống Nhất"))),
    good("a range", **parts(goal(4, value_max=6, comparator="range"), *by_year(2, 2, 2))),
    good("shares", **parts(goal(share_pct=60), goal(share_pct=40, due="2023"), goal(share_pct=50, due="2024"))),
    good("no total", **parts(None, *by_year(2, 2, 2))),
    good("averages do not add up", **parts(goal(16.5, indicator="criteria_per_commune", unit="tiêu chí/xã"),
        *by_year(14, 15, 16.5, indicator="criteria_per_commune", unit="tiêu chí/xã"))),
    good("the details of another section are of its own total", targets=[
        goal(4, section="I.1"), goal(6, section="II.2", due="2030"),
        *({**detail, "breakdown": True, "section": "II.2"} for detail in by_year(2, 2, 2, first=2028))]),
]

CASES["target.names-miscounted"] = [
    bad("five names for four communes", **one(value=4, places=["Trường Hà", "Quý Quân", "Đa Thông", "Cần Yên",
        "Ngọc Đào"]), severity="high"),
    bad("three names for four communes", **one(value=4, places=["Trường Hà", "Quý Quân", "Đa Thông"]),
        severity="medium"),
    bad("two names for one", **one(value=1, places=["Trường Hà", "Quý Quân"]), severity="high"),
    bad("villages", **one(value=3, indicator="villages_ntm", unit="làng",
        places=["Giang", "Đắk Giang II", "Cẩm", "Mơ Hra"]), severity="high"),
    bad("of an increase", **one(value=2, change="increase", places=["Minh Long", "Lý Quốc", "Thống Nhất"]),
        severity="high"),
    bad("of a detail", **one(value=1, breakdown=True, due="2024", places=["Đa Thông", "Cần Yên"]), severity="high"),
    bad("advanced communes", **one(value=2, indicator="communes_ntm_advanced",
        places=["Minh Long", "Lý Quốc", "Thống Nhất"]), severity="high"),
    bad("districts of a province", **PROVINCE, **one(value=3, indicator="district_ntm", unit="đơn vị cấp huyện",
        places=["Hòa An", "Trùng Khánh"]), severity="medium"),
    bad("of a whole that is given", **one(value=4, denominator=13, places=["A Túc", "Ba Tầng", "Xy", "Thanh", "Thuận"]),
        severity="high"),
    bad("kept criteria", **one(value=2, indicator="criteria_kept", places=["Ngọc Đào", "Sóc Hà", "Lương Can"]),
        severity="high"),
    bad("model villages of a commune after July 2025", **NEW_COMMUNE, **one(value=2, indicator="villages_ntm_model",
        unit="xóm", due="2030", places=["Bản Chiêu", "Bản Khoòng", "Lũng Đa"]), severity="high"),
    bad("one name too many among ten", **PROVINCE, **one(value=9, places=[f"Xã {letter}" for letter in "ABCDEGHIKL"]),
        severity="high"),
    bad("a page that was hardly read: told, but not as surely wrong", **one(value=1, places=["Trường Hà", "Quý Quân"],
        confidence=0.5), severity=NOT_HIGH),
    good("as many", **one(value=4, places=["Trường Hà", "Quý Quân", "Đa Thông", "Cần Yên"])),
    good("none named", **one(value=4)),
    good("one", **one(value=1, places=["Trường Hà"])),
    good("at least two, and three are named", **one(value=2, comparator=">=",
        places=["Minh Long", "Lý Quốc", "Thống Nhất"])),
    good("one or two, and two are named", **one(value=1, value_max=2, comparator="range",
        places=["Minh Long", "Lý Quốc"])),
    good("criteria of one commune", **one(value=16.5, indicator="criteria_per_commune", unit="tiêu chí/xã",
        places=["Minh Long"])),
    good("three products of two communes", **one(value=3, indicator="ocop_products", unit="sản phẩm",
        places=["Minh Long", "Lý Quốc"])),
    good("a share of one commune", **one(share_pct=30, indicator="villages_ntm", unit="xóm", places=["Minh Long"])),
    good("poverty of two communes", **one(share_pct=12, indicator="poverty_rate", unit=None,
        places=["Minh Long", "Lý Quốc"])),
    good("three a year, and the communes in which", **one(value=3, indicator="villages_ntm", unit="xóm/năm",
        change="increase", places=["Minh Long"])),
    good("all of the district's", **one(value=3, denominator=3, places=["Minh Long", "Lý Quốc", "Thống Nhất"])),
    good("at most three, and two are named", **one(value=3, comparator="<=", places=["Minh Long", "Lý Quốc"])),
    good("one village, of two communes' bounds", **one(value=1, indicator="villages_ntm", unit="xóm",
        places=["Bản Chiêu"])),
    good("kept criteria of three", **one(value=3, indicator="criteria_kept",
        places=["Ngọc Đào", "Sóc Hà", "Lương Can"])),
    good("names that begin alike", **one(value=2, indicator="villages_ntm", unit="làng",
        places=["Đắk Giang I", "Đắk Giang II"])),
    good("no count", **one(places=["Minh Long", "Lý Quốc"])),
]


def pace(total: Entry, yearly: Entry, *achieved: Entry, **head: Any) -> dict[str, Any]:
    """Give a plan with a total, the yearly pace beside it, and what is reached."""
    return {**head, "targets": [total, {"change": "increase", "breakdown": True, "unit": "xã/năm", **yearly}],
        "achievements": list(achieved)}


MORE = {"change": "increase"}
CASES["target.pace-disagrees"] = [
    bad("5 a year are not 50", **pace(goal(50, **MORE), goal(5))),
    bad("from 65 to 115 at 6 a year", **PROVINCE, **pace(goal(115, denominator=181), goal(6),
        reached(65, as_of="2021"))),
    bad("villages", **pace(goal(100, indicator="villages_ntm", unit="thôn", **MORE),
        goal(10, indicator="villages_ntm", unit="thôn/năm"))),
    bad("products", **pace(goal(40, indicator="ocop_products", unit="sản phẩm", **MORE),
        goal(2, indicator="ocop_products", unit="sản phẩm/năm"))),
    bad("2 to 3 a year are not 30", **pace(goal(30, **MORE), goal(2, value_max=3, comparator="range"))),
    bad("far too many a year", **pace(goal(10, **MORE), goal(8))),
    bad("on average", **pace(goal(50, **MORE), goal(5, qualifier="bình quân"))),
    bad("a commune's villages after July 2025", **NEW_COMMUNE, **pace(goal(20, due="2030",
        indicator="villages_ntm_model", unit="xóm", **MORE), goal(1, due="2030", indicator="villages_ntm_model",
        unit="xóm/năm"))),
    bad("half a commune a year", **pace(goal(15, **MORE), goal(1.5))),
    bad("advanced communes", **PROVINCE, **pace(goal(32, indicator="communes_ntm_advanced", **MORE),
        goal(3, indicator="communes_ntm_advanced"))),
    bad("the pace stands in another section", targets=[goal(50, section="I.1", **MORE),
        goal(5, section="III.2", unit="xã/năm", breakdown=True, **MORE)]),
    bad("eight are missing, five a year", **pace(goal(20), goal(5), reached(12, as_of="2021"))),
    bad("a programme of two years", period="2024/2025", issued_on="2024-02-01", **pace(goal(9, **MORE), goal(2))),
    good("10 a year in five years", **pace(goal(50, **MORE), goal(10))),
    good("from the year of the plan on", **pace(goal(50, **MORE), goal(12))),
    good("from the year after", **pace(goal(30, **MORE), goal(10))),
    good("rounded", **pace(goal(23, **MORE), goal(5))),
    good("2 to 3 a year are 12", **pace(goal(12, **MORE), goal(2, value_max=3, comparator="range"))),
    good("at least 2 a year, 15 in all", **pace(goal(15, **MORE), goal(2, comparator=">="))),
    good("no total", targets=[goal(5, unit="xã/năm", **MORE)]),
    good("what is reached is not said", **PROVINCE, **pace(goal(115), goal(6))),
    good("the pace is of villages, the total of communes", **pace(goal(50, **MORE),
        goal(5, indicator="villages_ntm", unit="thôn/năm"))),
    good("to 2030", **pace(goal(45, due="2030", **MORE), goal(5, due="2030"))),
    good("at least 20, five a year", **pace(goal(20, comparator=">=", **MORE), goal(5))),
    good("a range in all", **pace(goal(8, value_max=10, comparator="range", **MORE), goal(2))),
    good("products of three stars a year, of four in all",
         **pace(goal(1, indicator="ocop_products", unit="sản phẩm", qualifier="4 sao", **MORE),
        goal(3, indicator="ocop_products", unit="sản phẩm/năm", qualifier="3 sao"))),
    good("from 65 to 115 at 10 a year", **PROVINCE, **pace(goal(115, denominator=181), goal(10),
        reached(65, as_of="2020"))),
    good("33 more, 8 to 9 a year from 2022 on", **PROVINCE, **pace(goal(33, **MORE),
        goal(8, value_max=9, comparator="range", qualifier="bình quân"))),
    good("a page that says income grows 1.5 times, 3 communes a year",
         **pace(goal(1.5, indicator="rural_income", unit="lần", baseline="2020", **MORE), goal(3))),
]


def below(target: Entry, *achieved: Entry, **head: Any) -> dict[str, Any]:
    return {**head, "targets": [target], "achievements": list(achieved)}


CASES["target.below-achieved"] = [
    bad("7 communes by 2025, 9 are reached", **below(goal(7), reached(9))),
    bad("at the end of 2021", **below(goal(7), reached(9, as_of="2021"))),
    bad("shares", **below(goal(share_pct=60, indicator="villages_ntm", unit="thôn"),
        reached(share_pct=65, indicator="villages_ntm", unit="thôn"))),
    bad("poverty must go down", **below(goal(share_pct=12.5, indicator="poverty_rate", unit=None),
        reached(share_pct=10.1, indicator="poverty_rate", unit=None))),
    bad("so must communes below standard", **below(goal(3, indicator="communes_below"),
        reached(1, indicator="communes_below"))),
    bad("criteria of a commune", **below(goal(15, indicator="criteria_per_commune", unit="tiêu chí/xã"),
        reached(15.6, indicator="criteria_per_commune", unit="tiêu chí/xã"))),
    bad("income", **below(goal(42, indicator="rural_income", unit="triệu đồng/người/năm"),
        reached(45, indicator="rural_income", unit="triệu đồng/người/năm"))),
    bad("products", **below(goal(20, indicator="ocop_products", unit="sản phẩm"),
        reached(34, indicator="ocop_products", unit="sản phẩm"))),
    bad("villages", **below(goal(30, indicator="villages_ntm", unit="xóm"),
        reached(41, indicator="villages_ntm", unit="xóm"))),
    bad("of a whole", **PROVINCE, **below(goal(65, denominator=181, share_pct=35.9),
        reached(70, denominator=181, share_pct=38.7))),
    bad("advanced communes after July 2025", **NEW_COMMUNE, **below(goal(1, indicator="villages_ntm_model", unit="xóm",
        due="2030"), reached(4, indicator="villages_ntm_model", unit="xóm"))),
    bad("districts", **PROVINCE, **below(goal(1, indicator="district_ntm", unit="huyện"),
        reached(2, indicator="district_ntm", unit="huyện"))),
    bad("poverty less than 15 %, 9 % are left", **below(goal(share_pct=15, comparator="<", indicator="poverty_rate",
        unit=None), reached(share_pct=9, indicator="poverty_rate", unit=None))),
    good("more", **below(goal(9), reached(7))),
    good("as many", **below(goal(9), reached(9))),
    good("7 more than the 9", **below(goal(7, **MORE), reached(9))),
    good("two named communes", **below(goal(2, places=["Minh Long", "Lý Quốc"]), reached(9))),
    good("due earlier: seven were due in 2023", **below(goal(7, due="2023"), reached(9))),
    good("poverty goes down", **below(goal(share_pct=8, indicator="poverty_rate", unit=None),
        reached(share_pct=10.1, indicator="poverty_rate", unit=None))),
    good("three below ten criteria; one is below a number that is not known",
         **below(goal(3, indicator="communes_below", qualifier="dưới 10 tiêu chí"),
        reached(1, indicator="communes_below"))),
    good("none below fifteen criteria", **below(goal(0, indicator="communes_below", qualifier="dưới 15 tiêu chí"),
        reached(4, indicator="communes_below"))),
    good("a count and a share", **below(goal(7), reached(share_pct=65))),
    good("a detail", **below(goal(2, breakdown=True), reached(9))),
    good("thôn and làng", **below(goal(7, indicator="villages_ntm", unit="làng"),
        reached(90, indicator="villages_ntm", unit="thôn"))),
    good("at least", **below(goal(9, comparator=">="), reached(9))),
    good("advanced communes, of those up to standard", **below(goal(2, indicator="communes_ntm_advanced"), reached(9))),
    good("in ten years three were gained", **below(goal(2), reached(3, **MORE))),
    good("a yearly pace", **below(goal(3, indicator="ocop_products", unit="sản phẩm/năm", **MORE),
        reached(34, indicator="ocop_products", unit="sản phẩm"))),
    good("products of four stars, products in all", **below(goal(4, indicator="ocop_products", unit="sản phẩm",
        qualifier="4 sao"), reached(34, indicator="ocop_products", unit="sản phẩm"))),
    good("income in dong, and growth in times", **below(goal(1.5, indicator="rural_income", unit="lần", **MORE),
        reached(38, indicator="rural_income", unit="triệu đồng/người/năm"))),
    good("the nineteen criteria of new standards begin anew: what is reached is of before", **NEW_COMMUNE,
         **below(goal(19, indicator="criteria_per_commune", unit="tiêu chí/xã", due="2030"),
        reached(19, indicator="criteria_per_commune", unit="tiêu chí/xã", as_of="2025"))),
]


def twice(one: Entry, other: Entry, **head: Any) -> dict[str, Any]:
    """Give a plan with one target in two sections."""
    return {**head, "targets": [{"section": "I.1", **one}, {"section": "II.2", **other}]}


CASES["target.stated-twice"] = [
    bad("7 and 9", **twice(goal(7), goal(9)), severity="high"),
    bad("the second stands in an appendix", **twice(goal(7), goal(9, section="Phụ lục.4")), severity="medium"),
    bad("shares", **twice(goal(share_pct=60, indicator="villages_ntm", unit="thôn"),
        goal(share_pct=65, indicator="villages_ntm", unit="thôn")), severity="high"),
    bad("criteria", **twice(goal(16, indicator="criteria_per_commune", unit="tiêu chí/xã"),
        goal(16.5, indicator="criteria_per_commune", unit="tiêu chí/xã")), severity="high"),
    bad("increases", **twice(goal(4, **MORE), goal(5, **MORE)), severity="high"),
    bad("advanced communes of a province", **PROVINCE, **twice(goal(32, indicator="communes_ntm_advanced"),
        goal(23, indicator="communes_ntm_advanced")), severity="high"),
    bad("the preamble and the text", **twice(goal(13, section="preamble"), goal(12)), severity="high"),
    bad("products of three stars", **twice(goal(20, indicator="ocop_products", unit="sản phẩm", qualifier="3 sao"),
        goal(25, indicator="ocop_products", unit="sản phẩm", qualifier="3 sao")), severity="high"),
    bad("income", **twice(goal(42, indicator="rural_income", unit="triệu đồng/người/năm"),
        goal(45, indicator="rural_income", unit="triệu đồng/người/năm")), severity="high"),
    bad("poverty", **twice(goal(share_pct=8, indicator="poverty_rate", unit=None),
        goal(share_pct=12, indicator="poverty_rate", unit=None)), severity="high"),
    bad("of one whole", **twice(goal(7, denominator=13), goal(8, denominator=13)), severity="high"),
    bad("in articles of a decision", kind="Quyết định", **twice(goal(7, section="Điều 1.2.a"),
        goal(9, section="Điều 1.3")), severity="high"),
    bad("of a commune after July 2025", **NEW_COMMUNE, **twice(goal(10, indicator="villages_ntm_model", unit="xóm",
        due="2030"), goal(12, indicator="villages_ntm_model", unit="xóm", due="2030")), severity="high"),
    bad("at least 7, and 5", **twice(goal(7, comparator=">="), goal(5)), severity="high"),
    bad("a range and a figure beyond it", **twice(goal(2, value_max=3, comparator="range"), goal(5)), severity="high"),
    bad("a page that was hardly read: told, but not as surely wrong", **twice(goal(7, confidence=0.5),
        goal(9, confidence=0.5)), severity=NOT_HIGH),
    good("the same", **twice(goal(7), goal(7))),
    good("another year", **twice(goal(7), goal(9, due="2030"))),
    good("in all, and more", **twice(goal(9), goal(4, **MORE))),
    good("a detail", **twice(goal(9), goal(4, breakdown=True))),
    good("named communes", **twice(goal(9), goal(2, places=["Minh Long", "Lý Quốc"]))),
    good("of three stars and of four", **twice(goal(20, indicator="ocop_products", unit="sản phẩm", qualifier="3 sao"),
        goal(4, indicator="ocop_products", unit="sản phẩm", qualifier="4 sao"))),
    good("a range that holds the figure", **twice(goal(2, value_max=3, comparator="range"), goal(3))),
    good("at least 7, and 9", **twice(goal(7, comparator=">="), goal(9))),
    good("a count and its share", **twice(goal(7), goal(share_pct=53.8))),
    good("thôn and xóm", **twice(goal(7, indicator="villages_ntm", unit="thôn"),
        goal(9, indicator="villages_ntm", unit="xóm"))),
    good("outside of the list", **twice(goal(7, indicator="other", unit="km"), goal(9, indicator="other", unit="km"))),
    good("by when is not said of one", **twice(goal(7), goal(9, due=None))),
    good("below ten and below fifteen criteria", **twice(goal(0, indicator="communes_below",
        qualifier="dưới 10 tiêu chí"), goal(2, indicator="communes_below", qualifier="dưới 15 tiêu chí"))),
    good("income in dong and in times", **twice(goal(45, indicator="rural_income", unit="triệu đồng/người/năm"),
        goal(1.5, indicator="rural_income", unit="lần"))),
    good("16 and 16.0", **twice(goal(16, indicator="criteria_per_commune", unit="tiêu chí/xã"),
        goal(16.0, indicator="criteria_per_commune", unit="tiêu chí/xã"))),
    good("18 villages in all; 9 are built, as 9 are there already", **twice(goal(18, indicator="villages_ntm",
        unit="làng", section="preamble"), goal(9, indicator="villages_ntm", unit="làng")),
         achievements=[reached(9, indicator="villages_ntm", unit="làng", as_of="2022-06")]),
    good("a yearly pace", **twice(goal(50, **MORE), goal(10, unit="xã/năm", **MORE))),
]


def districts_of(province: str) -> list[tuple[str, str]]:
    """Give kind and name of the districts of a province on 5 October 2022."""
    day, units = date(2022, 10, 5), load_gazetteer().units
    [code] = [unit.code for unit in units if unit.level == "province" and unit.name == province and unit.valid_on(day)]
    return [(unit.kind.lower(), unit.name) for unit in units
        if unit.parent == code and unit.level == "district" and unit.valid_on(day)]


def spread(
    province: str, whole: Entry, part: Callable[[int], Entry | None], *, count: int | None = None,
    issued: str = "2022-10-05", whole_issued: str | None = None,
) -> list[PlanWords]:
    """Give the plan of a province and those of its districts.

    Args:
        whole: target of the province.
        part: target of the district at a position; None for a plan without it.
        count: how many districts have a plan; None for all.
        issued: when the plans were issued.
        whole_issued: when the province's was, if at another time.
    """
    head = {"issuer": f"Ủy ban nhân dân tỉnh {province}", "level": "province", "province": province, "district": None,
        "place": province, "issued_on": whole_issued or issued}
    plans: list[PlanWords] = [{**head, "targets": [whole]}]
    for at, (kind, name) in enumerate(districts_of(province)[:count]):
        told = part(at)
        plans.append({
            "issuer": f"Ủy ban nhân dân {kind} {name}", "level": "district", "province": province, "district": name,
        "place": name,
            "issued_on": issued, "targets": [told] if told else [],
        })
    return plans


def five_each(at: int) -> Entry:
    return goal(5)


CASES["target.districts-disagree"] = [
    bad("six districts with five each, the province has forty", *spread("Hà Nam", goal(40), five_each),
        severity="medium"),
    bad("the province has twenty", *spread("Ninh Thuận", goal(20), five_each), severity="low"),
    bad("villages", *spread("Tuyên Quang", goal(90, indicator="villages_ntm", unit="thôn"),
        lambda at: goal(10, indicator="villages_ntm", unit="thôn")), severity="medium"),
    bad("advanced communes", *spread("Bạc Liêu", goal(20, indicator="communes_ntm_advanced"),
        lambda at: goal(2, indicator="communes_ntm_advanced")), severity="medium"),
    bad("increases", *spread("Bắc Kạn", goal(20, **MORE), lambda at: goal(2, **MORE)), severity="medium"),
    bad("models, and some districts have one, some two", *spread("Bắc Ninh", goal(16, indicator="communes_ntm_model"),
        lambda at: goal(1 + at % 2, indicator="communes_ntm_model")), severity="medium"),
    bad("products", *spread("Lai Châu", goal(100, indicator="ocop_products", unit="sản phẩm"),
        lambda at: goal(9, indicator="ocop_products", unit="sản phẩm")), severity="medium"),
    bad("one commune is missing", *spread("Ninh Bình", goal(41), five_each), severity="medium"),
    bad("to 2030", *spread("Hậu Giang", goal(50, due="2030"), lambda at: goal(5, due="2030")), severity="medium"),
    bad("three districts alone have more communes than the province", *spread("Vĩnh Long", goal(60, denominator=87),
        lambda at: goal(30), count=3)),
    bad("one of the districts is an island", *spread("Quảng Trị", goal(70), five_each), severity="medium"),
    bad("issued before July 2025", *spread("Đắk Nông", goal(50), five_each, issued="2025-03-10"), severity="medium"),
    bad("of a whole", *spread("Quảng Bình", goal(60, denominator=128), lambda at: goal(6, denominator=16)),
        severity="medium"),
    good("they add up", *spread("Thái Bình", goal(40), five_each)),
    good("two districts have no plan", *spread("Cà Mau", goal(50), five_each, count=7)),
    good("the districts of before July 2025, the province as it was merged after",
        *spread("Lào Cai", goal(130), five_each, whole_issued="2025-09-10")),
    good("the districts plan for another year", *spread("Bến Tre", goal(60), lambda at: goal(5, due="2023"))),
    good("the districts plan what is new, the province all", *spread("Yên Bái", goal(100), lambda at: goal(5, **MORE))),
    good("one district states no target", *spread("Trà Vinh", goal(60), lambda at: goal(5) if at else None)),
    good("the province has at least 40, the districts 45", *spread("Tây Ninh", goal(40, comparator=">="), five_each)),
    good("a district has at least five", *spread("Vĩnh Phúc", goal(46),
        lambda at: goal(5, comparator=">=" if at == 0 else "="))),
    good("averages do not add up", *spread("Thái Nguyên", goal(17, indicator="criteria_per_commune",
        unit="tiêu chí/xã"), lambda at: goal(16, indicator="criteria_per_commune", unit="tiêu chí/xã"))),
    good("nor does income", *spread("Phú Yên", goal(50, indicator="rural_income", unit="triệu đồng/người/năm"),
        lambda at: goal(45, indicator="rural_income", unit="triệu đồng/người/năm"))),
    good("nor shares", *spread("Khánh Hòa", goal(share_pct=80), lambda at: goal(share_pct=60))),
    good("a range of the province that holds the sum", *spread("Bình Dương", goal(40, value_max=50, comparator="range"),
        five_each)),
    good("of three stars, and in all", *spread("Bà Rịa - Vũng Tàu", goal(200, indicator="ocop_products",
        unit="sản phẩm"), lambda at: goal(4, indicator="ocop_products", unit="sản phẩm", qualifier="4 sao"))),
    good("three districts of a province that is called otherwise since 2025",
        *spread("Thừa Thiên Huế", goal(90), lambda at: goal(8), count=3)),
    good("three districts, each within bounds", *spread("Sóc Trăng", goal(80), lambda at: goal(8), count=3)),
    good("one of 21 districts has no plan; in December 2024 they were merged to 20",
        *spread("Nghệ An", goal(300), lambda at: goal(10), count=20)),
    good("a rural district of a city has no plan", *spread("Hà Nội", goal(382), lambda at: goal(10), count=29)),
]

CASES["time.due-outside-period"] = [
    bad("the year after the programme", **one(value=7, due="2026"), severity="medium"),
    bad("the year before it", **one(value=7, due="2020"), severity="medium"),
    bad("a month two years later", **one(value=7, due="2027-06"), severity="medium"),
    bad("a day before it begins", **one(value=7, due="2020-12-31"), severity="medium"),
    bad("a commune of 2025 leaves the year of the old programme", **NEW_COMMUNE, **one(value=1, due="2025"),
        severity="medium"),
    bad("one year after 2030", **NEW_COMMUNE, **one(value=1, due="2031"), severity="medium"),
    bad("a detail", **one(value=1, due="2028", breakdown=True), severity="medium"),
    bad("a digit is wrong", **one(value=7, due="2052"), severity="medium"),
    bad("a programme of two years", period="2024/2025", issued_on="2024-02-01", **one(value=7, due="2027"),
        severity="medium"),
    bad("a plan of one year", period="2024/2024", issued_on="2024-01-12",
        **one(value=1, due="2026", indicator="communes_ntm_advanced"), severity="medium"),
    bad("a quarter", **one(value=7, due="2026-Q2"), severity="medium"),
    bad("a task of 2027", deadlines=[{"when": "2027-03", "modifier": "by", "action": "tổng kết Phong trào thi đua"}],
        severity="low"),
    bad("a task of 2028, in the year", deadlines=[{"when": "2028", "modifier": "in", "action": "tổ chức tổng kết"}],
        severity="low"),
    bad("two targets", targets=[goal(7, due="2026"), goal(share_pct=50, due="2027", indicator="villages_ntm",
        unit="thôn")], n=2),
    good("the last year", **one(value=7, due="2025")),
    good("the first year", **one(value=7, due="2021")),
    good("the last day", **one(value=7, due="2025-12-31")),
    good("the last quarter", **one(value=7, due="2025-Q4")),
    good("an outlook to 2030", **one(value=13, due="2030")),
    good("to 2035", **one(value=13, due="2035")),
    good("to 2045", **one(value=13, due="2045")),
    good("the end of an outlook, to the day", **one(value=13, due="2030-12-31")),
    good("no year", **one(value=7, due=None)),
    good("no programme", period=None, **one(value=7, due="2026")),
    good("the whole of the programme", **one(value=7, due="2021/2025")),
    good("summed up in the spring after the programme", deadlines=[{"when": "2026-03", "modifier": "by",
        "action": "báo cáo tổng kết giai đoạn"}]),
    good("a plan of one year reports in January", period="2024/2024", issued_on="2024-01-12",
        deadlines=[{"when": "2025-01-15", "modifier": "by"}]),
    good("a task of every year", deadlines=[{"when": None, "recurrence": "FREQ=YEARLY", "modifier": "in"}]),
    good("a task of the programme", deadlines=[{"when": "2022/2025", "modifier": "span"}]),
    good("a task to the end of the next programme", deadlines=[{"when": "2026/2030", "modifier": "span",
        "action": "duy trì kết quả"}]),
]


def task(when: str | None, modifier: str = "by", **more: Any) -> dict[str, Any]:
    """Give a plan with one dated task."""
    return {"deadlines": [{"when": when, "modifier": modifier, **more}]}


CASES["time.before-plan"] = [
    bad("before 30 September; the plan is of 5 October", **task("2022-09-30")),
    bad("in the last quarter of the year before", **task("2021-Q4", "in")),
    bad("in the quarter before", **task("2022-Q3", "in")),
    bad("in the year before", **task("2021", "in")),
    bad("in the month before", **task("2022-09", "in")),
    bad("the plan has its month only", issued_on="2022-10", **task("2022-09-15")),
    bad("the plan has its year only", issued_on="2022", **task("2021-12-31")),
    bad("the day before", **task("2022-10-04")),
    bad("a span that is over", **task("2022-01/2022-06", "span")),
    bad("a commune after July 2025", **NEW_COMMUNE, **task("2025-08-30")),
    bad("a year mistyped", issued_on="2024-02-14", **task("2023-03-15", action="hoàn thành kiểm tra các xã đăng ký",
        actors=["Phòng Nông nghiệp và Phát triển nông thôn"])),
    bad("a province, two tasks", **PROVINCE, deadlines=[{"when": "2022-06-30", "modifier": "by"},
        {"when": "2021", "modifier": "by"}], n=2),
    bad("an appendix", deadlines=[{"when": "2022-08", "modifier": "in", "section": "Phụ lục.2",
        "action": "rà soát, đánh giá tiêu chí"}]),
    good("the same month", **task("2022-10", "in")),
    good("the same quarter", **task("2022-Q4", "in")),
    good("the same year", **task("2022", "in")),
    good("on the day", **task("2022-10-05")),
    good("the day after", **task("2022-10-06")),
    good("it began and goes on", **task("2021/2025", "span")),
    good("it began in the year before", **task("2021", "from")),
    good("it began last month", **task("2022-09", "from")),
    good("every year", **task(None, "in", recurrence="FREQ=YEARLY")),
    good("the plan has no date", issued_on=None, **task("2022-09-30")),
    good("the plan has its month only, the task its first day", issued_on="2022-10", **task("2022-10-01")),
    good("the plan has its year only, the task its first month", issued_on="2022", **task("2022-01-31")),
    good("a span to the day of the plan", **task("2022-09-01/2022-10-31", "span")),
    good("three years on", **task("2025-Q4", "in")),
    good("the year is of the money, as in a resolution of May 2026", **PROVINCE, issued_on="2026-05-06", period=None,
         **task("2025", "in", action="hoàn thiện công tác quyết toán ngân sách nhà nước năm 2025",
        section="Phụ lục.22.b")),
    good("a report on what was: “in the first four months”", **PROVINCE, issued_on="2026-05-06", period=None,
         **task("2026-01/2026-04", "in", action="lũy kế 04 tháng đầu năm 2026 đạt 1.114 nghìn tỷ đồng", section="II")),
    good("the year is of the money, and the task has its day", deadlines=[
        {"when": "2021", "modifier": "in", "action": "hoàn thành quyết toán vốn năm 2021", "actors": ["Đơn vị"],
            "section": "III.2"},
        {"when": "2022-11-30", "modifier": "by", "action": "trước ngày 30/11/2022", "actors": ["Đơn vị"],
            "section": "III.2"}]),
    good("a comparison with the year before", **PROVINCE, issued_on="2026-05-06", period=None,
         **task("2025", "in", action="giải ngân tăng so với cùng kỳ năm 2025", section="II")),
]


def charged(deadline: Entry, *duties: Entry, **head: Any) -> dict[str, Any]:
    return {**head, "deadlines": [{"when": "2023-06-30", "modifier": "by", "section": "V.2", **deadline}],
        "responsibilities": list(duties)}


CASES["duty.nobody"] = [
    bad("nobody is named", **charged({}), severity="low"),
    bad("the agency stands in another item", **charged({}, duty("Phòng Nội vụ", section="V.3"))),
    bad("a quarter", **charged({"when": "2025-Q4", "modifier": "in", "action": "tổng kết Phong trào thi đua"})),
    bad("every year", **charged({"when": None, "recurrence": "FREQ=YEARLY", "modifier": "in"})),
    bad("a day of every year", **charged({"when": None, "recurrence": "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=10",
        "modifier": "by"})),
    bad("a span", **charged({"when": "2023-01/2023-06", "modifier": "span"})),
    bad("a commune after July 2025", **NEW_COMMUNE, **charged({"when": "2026-06-30", "section": "III.1"})),
    bad("an appendix", **charged({"section": "Phụ lục.4"}, duty("Phòng Nội vụ", section="IV.4"))),
    bad("in an article", **charged({"section": "Điều 2.3"}, duty("Phòng Nội vụ", section="Điều 2.2"))),
    bad("a letter of another number", **charged({"section": "III.1.a"}, duty("Phòng Nội vụ", section="III.2.a"))),
    bad("V.1 is not V.10", **charged({"section": "V.10"}, duty("Phòng Nội vụ", section="V.1"))),
    bad("two tasks", deadlines=[{"when": "2023", "modifier": "in", "section": "V.2"},
        {"when": "2025", "modifier": "in", "section": "V.3"}], n=2),
    bad("the item only tells where reports go", **charged({}, duty("Ủy ban nhân dân huyện", "receive", "V.2"))),
    good("it names who does it", **charged({"actors": ["Phòng Nội vụ"]})),
    good("it names a class", **charged({"actors": ["Ủy ban nhân dân xã, thị trấn"]})),
    good("the item charges one", **charged({}, duty("Phòng Nội vụ", section="V.2"))),
    good("the item asks one", **charged({}, duty("Ủy ban Mặt trận Tổ quốc Việt Nam huyện", "request", "V.2"))),
    good("the item above the letter charges one", **charged({"section": "VI.1.b"},
        duty("Phòng Nội vụ", section="VI.1"))),
    good("the chapter itself does", **charged({"section": "VI"}, duty("Phòng Nội vụ", section="VI"))),
    good("several do it", **charged({"actors": ["Cơ quan, ban, ngành huyện", "Ủy ban nhân dân xã"]})),
    good("no dated task", responsibilities=[duty("Phòng Nội vụ")]),
    good("every year, and the item charges one", **charged({"when": None, "recurrence": "FREQ=YEARLY",
        "modifier": "in"}, duty("Phòng Nội vụ", section="V.2"))),
    good("an article charges the number in it", **charged({"section": "Điều 2.3"},
        duty("Phòng Nội vụ", section="Điều 2"))),
    good("a commune's official", **NEW_COMMUNE, **charged({"when": "2026-06-30", "section": "4.1"},
        duty("Công chức Tài chính - Kế toán", section="4.1"))),
    good("the preamble says who", **charged({"section": "preamble", "actors": [DISTRICT]})),
    good("three tasks of one item", deadlines=[{"when": str(year), "modifier": "in", "section": "V.2"}
        for year in (2023, 2024, 2025)],
         responsibilities=[duty("Phòng Nội vụ", section="V.2")]),
]


def told(recipients: Iterable[str], *agencies: str, role: str = "lead", **head: Any) -> dict[str, Any]:
    """Give a plan that charges agencies, and to whom it goes."""
    return {**head, "recipients": list(recipients), "responsibilities": [duty(agency, role, f"IV.{at}") for at,
        agency in enumerate(agencies, start=1)]}


LEADERS = ("Thường trực Huyện ủy", "Chủ tịch, các PCT UBND huyện", "Thường trực HĐND huyện", "Lưu: VT")

CASES["duty.not-informed"] = [
    bad("the leaders get it only", **told(LEADERS, "Phòng Nội vụ"), severity="low"),
    bad("the communes do not", **told(("Các phòng, ban, ngành huyện", *LEADERS), "Ủy ban nhân dân xã, thị trấn")),
    bad("the Front is asked and does not", **told(("UBND các xã", *LEADERS), "Ủy ban Mặt trận Tổ quốc Việt Nam huyện",
        role="request")),
    bad("of two departments one does", **told(("Phòng Nội vụ", *LEADERS), "Phòng Nội vụ",
        "Phòng Nông nghiệp và Phát triển nông thôn")),
    bad("a department of the province", **PROVINCE, **told(("UBND các huyện, thành phố", "Lưu: VT"), "Sở Nội vụ")),
    bad("the districts", **PROVINCE, **told(("Các sở, ban, ngành tỉnh", "Lưu: VT"),
        "Ủy ban nhân dân huyện, thành phố")),
    bad("the farmers' union", **told(("Phòng Nội vụ", "UBND các xã", *LEADERS), "Hội Nông dân huyện", role="request")),
    bad("the army", **told(("Công an huyện", "UBND các xã", *LEADERS), "Ban Chỉ huy Quân sự huyện")),
    bad("the health station of a commune", **OLD_COMMUNE, **told(("UBND huyện Hạ Lang", "Đảng ủy, HĐND xã", "Lưu: VP"),
        "Trạm Y tế xã")),
    bad("heads of villages, after July 2025", **NEW_COMMUNE, **told(("UBND tỉnh", "Các phòng thuộc UBND xã", "Lưu: VT"),
        "Trưởng xóm")),
    bad("two that do not", **told(LEADERS, "Phòng Nội vụ", "Phòng Tài chính - Kế hoạch"), n=2),
    bad("the bank for social policy", **told(("Các phòng, ban huyện", "UBND các xã", *LEADERS),
        "Phòng giao dịch Ngân hàng Chính sách xã hội huyện")),
    bad("the centre for culture; only the portal gets it", **told(("Cổng TTĐT huyện", "UBND các xã", *LEADERS),
        "Trung tâm Văn hóa và Truyền thông")),
    good("by name", **told(("Phòng Nội vụ", *LEADERS), "Phòng Nội vụ")),
    good("in short", **told(("Phòng NN&PTNT", "Phòng TC-KH", "Phòng LĐTB&XH", *LEADERS),
        "Phòng Nông nghiệp và Phát triển nông thôn", "Phòng Tài chính - Kế hoạch",
        "Phòng Lao động, Thương binh và Xã hội")),
    good("in classes", **told(("Các phòng, ban, đoàn thể huyện", "UBND các xã, thị trấn", *LEADERS),
        "Phòng Nội vụ", "Ủy ban nhân dân xã, thị trấn")),
    good("as above", **told(("Như trên", *LEADERS), "Phòng Nội vụ")),
    good("as in article 3", **told(("Như Điều 3", *LEADERS), "Phòng Nội vụ")),
    good("to whom it is addressed", **told(("Như kính gửi", "Lưu: VT"), "Phòng Nội vụ")),
    good("nobody is told", **told((), "Phòng Nội vụ")),
    good("who only helps", **told(LEADERS, "Phòng Nội vụ", role="coordinate")),
    good("who gets the reports", **told(LEADERS, "Phòng Nội vụ", role="receive")),
    good("the body itself", **told(LEADERS, "Ủy ban nhân dân huyện")),
    good("police and army in short", **told(("CA huyện, BCH QS huyện", *LEADERS), "Công an huyện",
        "Ban Chỉ huy Quân sự huyện")),
    good("Front and unions in short", **told(("UB MTTQVN và các tổ chức CT-XH huyện", *LEADERS),
        "Ủy ban Mặt trận Tổ quốc Việt Nam huyện", "Hội Liên hiệp Phụ nữ huyện", "Huyện đoàn", role="request")),
    good("the union of workers is such an organisation", **told(("Ủy ban MTTQ và các tổ chức CT-XH TP", "Lưu: VT"),
        "Liên đoàn Lao động thành phố", role="request",
        province="Thái Nguyên", district="Phổ Yên",
        issuer="Ủy ban nhân dân thành phố Phổ Yên")),
    good("the chairman of a commune gets what the commune gets", **told(("UBND các xã, thị trấn", *LEADERS),
        "Chủ tịch Ủy ban nhân dân xã, thị trấn")),
    good("departments of the province, by a class", **PROVINCE, **told(("Các sở, ban, ngành", "UBND các huyện, TP",
        "Báo, Đài PT-TH tỉnh", "Lưu: VT"),
        "Sở Nội vụ", "Sở, ban, ngành tỉnh",
        "Ủy ban nhân dân huyện, thành phố",
        "Đài Phát thanh và Truyền hình tỉnh")),
    good("the office of coordination in short", **PROVINCE, **told(("VPĐP NTM tỉnh", "Lưu: VT"),
        "Văn phòng Điều phối nông thôn mới tỉnh")),
    good("agencies and units of the district", **told(("Các cơ quan, đơn vị thuộc huyện", *LEADERS), "Phòng Nội vụ",
        "Trung tâm Văn hóa và Truyền thông")),
    good("as in part four", **told(("Như mục IV", "Lưu: VT"), "Phòng Nội vụ")),
    good("members of the steering committee", **told(("Thành viên BCĐ huyện", "Lưu: VT"),
        "Ban Chỉ đạo các Chương trình mục tiêu quốc gia huyện")),
]
# fmt: on


# fmt: off
NOT_MET: dict[str, dict[str, str]] = {
    "reference.two-dates": {
        "a year that does not hold the day, one title": "a short title of common words is not taken for one title",
        "the year differs and one title runs on, as in a decision of the Prime Minister on training":
            "a title that runs on is not taken for the same title; nor are day and month that agree",
        "the second date is one from which something counts under the decree":
            "the reader takes “từ ngày” for the date of the instrument, and the rule does not look at the quote",
    },
    "reference.two-issuers": {
        "the Prime Minister's decision is said to be the Government's":
            "where the symbol tells the issuer, what is said of it is not looked at",
        "two ministries, but no joint circular":
            "where the symbol tells the issuer, what is said of it is not looked at",
        "Politburo and Secretariat": "-NQ/TW and -KL/TW are taken for one issuer, whoever is named",
    },
    "reference.two-titles": {
        "the programme for new rural areas, and the one against poverty":
            "what tells the titles apart is a few words of many",
        "criteria of the commune, and of the district": "what tells the titles apart is a few words of many",
        "money of 2022, and of 2023": "another year is not taken for another title",
        "a bare number, and what the sentence goes on with":
            "the reader takes the sentence for a title; a mention without date and issuer has none",
    },
    "reference.title-unlike-others": {
        "the programme against poverty among four for new rural areas":
            "what tells the titles apart is a few words of many",
        "criteria of the district among those of the commune": "what tells the titles apart is a few words of many",
        "the fourth is a bare number, and what the sentence goes on with":
            "the reader takes the sentence for a title; a mention without date and issuer has none",
    },
    "reference.impossible-symbol": {
        "a Party resolution is said to be the council's": "the issuer that is said is not held against the symbol's",
        "laws of the nineties bear the number of the President's order": "L/CTN is taken for an order only",
        "TC was the Ministry of Finance": "TC is taken for Thông cáo",
        "no kind of instrument: “toàn bộ quy định” of the next column of a table":
            "the reader takes a noun in small letters for a kind, and the rule reports it as surely wrong",
    },
    "reference.year-disagrees": {
        "a date by which something was to be done under the decree":
            "the reader takes “trước ngày” for the date of the instrument, and the rule does not look at the quote",
        "a date from which it was done":
            "the reader takes “kể từ ngày” for the date of the instrument, and the rule does not look at the quote",
    },
    "target.share-disagrees": {
        "rounded up where it must go down": "a share rounded up is let pass",
        "all that the province asks for: the share is of something else":
            "the reader takes “bằng 100% kế hoạch” for the share of the whole",
    },
    "target.count-over-whole": {
        "115 mobile lines for 100 people": "a rate is taken for a share of a whole",
        "111 boys for 100 girls": "a rate is taken for a share of a whole",
    },
    "target.breakdown-disagrees": {
        "by year and again by place": "two divisions of one total are added up",
    },
    "target.pace-disagrees": {
        "products": "products are not looked at",
    },
    "target.stated-twice": {
        "at least 7, and 5": "only exact figures are compared",
        "a range and a figure beyond it": "only exact figures are compared",
    },
    "target.districts-disagree": {
        "products": "products are not looked at",
        "a district has at least five": "at least is taken for exactly",
        "a rural district of a city has no plan": "how many have a plan is compared, not which",
    },
    "time.before-plan": {
        "the year is of the money, as in a resolution of May 2026":
            "the reader takes the year of a budget for a deadline",
        "a report on what was: “in the first four months”": "the reader takes a report for a task",
        "the year is of the money, and the task has its day": "the reader takes the year of a budget for a deadline",
        "a comparison with the year before": "the reader takes a comparison for a task",
    },
    "duty.not-informed": {
        "the communes do not": "the chairmen of the district are taken for the people's committees of communes",
        "the bank for social policy": "its “Phòng giao dịch” is taken for a department of the district",
    },
}
"""Cases that are not met yet, by rule and reason, and why."""
# fmt: on

SHARED = ("target.", "time.", "duty.")
"""Rules that look at one plan alone: their cases lie in one collection."""


def group_of(rule: str) -> str:
    return "of one plan" if rule.startswith(SHARED) and rule != "target.districts-disagree" else rule


@pytest.fixture(scope="module")
def found_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, int], list[tuple[str, str]]]:
    """Give a function that tells severity and message of a case's findings; each group of rules is audited once."""

    @cache
    def findings_of(group: str) -> dict[tuple[str, int], list[tuple[str, str]]]:
        members = [
            (rule, at, case)
            for rule, cases in CASES.items()
            if group_of(rule) == group
            for at, case in enumerate(cases)
        ]
        names, plans = {}, []
        for rule, at, case in members:
            for which, words in enumerate(case.plans):
                names[name := f"{rule} {at:02} {which:02}"] = (rule, at)
                plans.append(a_plan(name, **words))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("os.fsync", lambda file: None)  # a thousand plans need not outlive a power cut
            collection = a_collection(tmp_path_factory.mktemp("cases"), plans)
        case_of = {position_of(collection, name): key for name, key in names.items()}
        given: dict[tuple[str, int], list[tuple[str, str]]] = {(rule, at): [] for rule, at, _ in members}
        for finding in audit(collection).findings.itertuples():
            key = case_of[finding.doc]
            if finding.rule == key[0]:
                given[key].append((str(finding.severity), finding.message_vi))
        return given

    return lambda rule, at: findings_of(group_of(rule))[rule, at]


def each_case() -> list[Any]:
    return [
        pytest.param(
            rule,
            at,
            id=f"{rule}: {case.reason}",
            marks=[pytest.mark.xfail(strict=True, reason=why)]
            if (why := NOT_MET.get(rule, {}).get(case.reason))
            else [],
        )
        for rule, cases in CASES.items()
        for at, case in enumerate(cases)
    ]


@pytest.mark.parametrize(("rule", "at"), each_case())
def test_a_case_gives_its_findings(rule: str, at: int, found_in: Callable[[str, int], list[tuple[str, str]]]) -> None:
    case, given = CASES[rule][at], found_in(rule, at)
    wanted = f"{case.least} to {case.most} findings {case.severities or ''}"
    if not case.least <= len(given) <= case.most or (
        case.severities and {severity for severity, _ in given} - set(case.severities)
    ):
        pytest.fail(f"{wanted} wanted, given: {given}", pytrace=False)


def test_messages_are_for_clerks(found_in: Callable[[str, int], list[tuple[str, str]]]) -> None:
    said = [message for rule, cases in CASES.items() for at in range(len(cases)) for _, message in found_in(rule, at)]
    assert said
    assert not [message for message in said if re.search(r"\bnan\b|\bNone\b|value", message)]


@pytest.mark.parametrize("rule", CASES)
def test_each_rule_has_cases_of_both_kinds_and_each_mark_a_case(rule: str) -> None:
    reasons = [case.reason for case in CASES[rule]]
    assert sum(case.least > 0 for case in CASES[rule]) >= 12 <= sum(case.most == 0 for case in CASES[rule])
    assert len(set(reasons)) == len(reasons)
    assert NOT_MET.get(rule, {}).keys() <= set(reasons)
