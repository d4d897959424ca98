"""Each rule of the audit: what it finds, and what looks like it and is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ntm_extract.audit.audit import Audit, audit, say
from ntm_extract.audit.findings import SEVERITIES
from ntm_extract.audit.rules import FINDERS, load_rules
from ntm_extract.audit.rules.duties import is_informed
from ntm_extract.audit.rules.titles import are_one, differ
from ntm_extract.plan import Plan
from tests.audit.plans import a_collection, a_plan

Audited = Callable[..., Audit]

TTG = {"kind": "Quyết định", "number": "263/QĐ-TTg", "issuer": "Thủ tướng Chính phủ", "date": "2022-02-22"}
TINH = {"kind": "Quyết định", "number": "867/QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Cao Bằng", "date": "2022-07-08"}
CHUONG_TRINH = "phê duyệt Chương trình mục tiêu quốc gia xây dựng nông thôn mới giai đoạn 2021 - 2025"
BO_TIEU_CHI = "Ban hành Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2021 - 2025"
VON = "giao kế hoạch vốn đầu tư phát triển nguồn ngân sách trung ương năm 2022"


@pytest.fixture
def audited(tmp_path: Path) -> Audited:
    def audit_plans(*plans: Plan) -> Audit:
        return audit(a_collection(tmp_path, plans))

    return audit_plans


def of(done: Audit, rule: str) -> list[Any]:
    return list(done.findings[done.findings["rule"] == rule].itertuples())


def target(**values: Any) -> dict[str, Any]:
    return {"due": "2025", **values}


HITS: dict[str, list[dict[str, Any]]] = {
    "reference.later-than-plan": [
        {"references": [{**TINH, "date": "2022-10-06"}]},
        {"references": [{**TINH, "date": "2023"}], "issued_on": "2022"},
        {"references": [{**TINH, "date": "2022-11"}], "issued_on": "2022-10"},
    ],
    "reference.two-dates": [
        {
            "references": [
                *[{**TTG, "subject": CHUONG_TRINH}] * 3,
                {**TTG, "subject": CHUONG_TRINH, "date": "2021-02-22"},
            ]
        },
        {"references": [TTG, TTG, {**TTG, "date": "2022-02-23"}]},
        {"references": [TTG, {**TTG, "date": "2022-03"}]},
        {"references": [{**TTG, "subject": CHUONG_TRINH}, {**TTG, "subject": CHUONG_TRINH, "date": "2021-02-22"}]},
    ],
    "reference.two-issuers": [
        {"references": [TINH, {**TINH, "issuer": "Ủy ban nhân dân huyện Hạ Lang"}]},
    ],
    "reference.two-titles": [
        {"references": [{**TTG, "subject": CHUONG_TRINH}, {**TTG, "subject": BO_TIEU_CHI}]},
        {"references": [{**TINH, "subject": VON}, {**TINH, "subject": BO_TIEU_CHI}]},
    ],
    "reference.title-unlike-others": [
        {"references": [*[{**TTG, "subject": CHUONG_TRINH}] * 3, {**TTG, "subject": BO_TIEU_CHI}]},
    ],
    "reference.impossible-symbol": [
        {"references": [{**TTG, "kind": "Nghị định", "number": "263/NĐ-TTg"}]},
        {"references": [{**TTG, "number": "263/QĐ-CP", "issuer": "Chính phủ"}]},
        {"references": [{**TINH, "kind": "Nghị quyết", "number": "12/NQ-UBND"}]},
        {"references": [{**TINH, "kind": "Quyết định", "number": "12/NQ-HĐND"}]},
        {"references": [{**TINH, "kind": "Thông tư", "number": "05/2022/TT-SNNPTNT"}]},
    ],
    "reference.year-disagrees": [
        {"references": [{**TINH, "kind": "Nghị quyết", "number": "03/2021/NQ-HĐND", "date": "2022-02-25"}]},
        {"references": [{**TINH, "kind": "Nghị quyết", "number": "03/2021/NQ-HĐND", "date": "2022"}]},
    ],
    "reference.undated": [
        {"references": [{**TINH, "date": None}]},
        {"references": [{**TINH, "date": None}, {**TINH, "date": None}]},
    ],
    "reference.motto-of-lower-unit": [
        {
            "references": [{**TINH, "subject": "Phong trào thi đua “Minh Long chung sức xây dựng nông thôn mới”"}],
            "level": "commune",
            "issuer": "Ủy ban nhân dân xã Minh Long",
        },
        {
            "references": [
                {**TINH, "subject": "phát động Phong trào thi đua “Hạ Lang chung sức xây dựng nông thôn mới”"}
            ]
        },
    ],
    "plan.no-superior": [
        {"references": []},
        {"references": [TTG]},
        {"references": [{**TINH, "issuer": "Ủy ban nhân dân huyện Hạ Lang"}]},
        {"references": [{**TINH, "issuer": "Ủy ban nhân dân tỉnh Cao Bằng"}], "level": "province", "district": None},
    ],
    "target.share-disagrees": [
        {"targets": [target(value=2, denominator=13, share_pct=25)]},
        {"targets": [target(value=2, denominator=13, share_pct=15.3 + 0.3)]},
        {"targets": [target(value=2, denominator=13, share_pct=20, comparator=">")]},
    ],
    "target.count-over-whole": [{"targets": [target(value=14, denominator=13)]}],
    "target.breakdown-disagrees": [
        {
            "targets": [
                target(value=5),
                *(target(value=n, due=due, breakdown=True) for n, due in ((2, "2023"), (2, "2024"), (2, "2025"))),
            ]
        },
        {
            "targets": [
                target(value=5),
                target(value=1, due="2024", breakdown=True),
                target(value=2, due="2025", breakdown=True),
            ]
        },
        {
            "targets": [
                target(value=3, due=None),
                *(target(value=2, due=due, breakdown=True) for due in ("2024", "2025")),
            ]
        },
    ],
    "target.names-miscounted": [
        {"targets": [target(value=3, places=["Trường Hà", "Quý Quân"])]},
        {"targets": [target(value=1, places=["Trường Hà", "Quý Quân"])]},
    ],
    "target.pace-disagrees": [
        {
            "targets": [
                target(value=50, change="increase"),
                target(value=20, unit="xã/năm", change="increase", breakdown=True),
            ]
        },
        {
            "targets": [target(value=115), target(value=20, unit="xã/năm", change="increase", breakdown=True)],
            "achievements": [{"value": 65}],
        },
    ],
    "target.below-achieved": [
        {"targets": [target(value=6)], "achievements": [{"value": 7}]},
        {"targets": [target(value=6, denominator=13, due="2023")], "achievements": [{"value": 7}]},
        {"targets": [target(value=None, share_pct=50)], "achievements": [{"share_pct": 60.5}]},
        {
            "targets": [target(indicator="poverty_rate", unit=None, share_pct=6)],
            "achievements": [{"indicator": "poverty_rate", "unit": None, "share_pct": 4}],
        },
    ],
    "target.stated-twice": [
        {"targets": [target(value=13), target(value=12, section="III.1")]},
        {"targets": [target(value=13), target(value=13, section="I.1"), target(value=12, section="Phụ lục.2")]},
    ],
    "time.due-outside-period": [
        {"targets": [target(value=3, due="2020")]},
        {"targets": [target(value=3, due="2027")]},
        {"deadlines": [{"when": "2027-06"}]},
    ],
    "time.before-plan": [
        {"deadlines": [{"when": "2022-10-04"}]},
        {"deadlines": [{"when": "2022-Q3"}]},
    ],
    "duty.nobody": [{"deadlines": [{"when": "2023"}]}],
    "duty.not-informed": [
        {"responsibilities": [{"agency": "Hạt Kiểm lâm"}], "recipients": ["Phòng Nội vụ", "Lưu: VT"]},
        {"responsibilities": [{"agency": "Phòng Tư pháp", "role": "request"}] * 2, "recipients": ["UBND các xã"]},
    ],
}

MISSES: dict[str, list[dict[str, Any]]] = {
    "reference.later-than-plan": [
        {"references": [{**TINH, "date": "2022-10-05"}, {**TINH, "number": "9/QĐ-UBND", "date": "2022-10"}]},
        {"references": [{**TINH, "date": "2022"}, {**TINH, "number": "9/QĐ-UBND", "date": None}]},
        {"references": [{**TINH, "date": "2023-01-01"}], "issued_on": None},
    ],
    "reference.two-dates": [
        {"references": [TTG, {**TTG, "date": "2022-02"}, {**TTG, "date": "2022"}, {**TTG, "date": None}]},
        # numbers begin anew each year
        {
            "references": [
                {**TINH, "subject": VON},
                {**TINH, "date": "2021-07-08", "subject": VON.replace("2022", "2021")},
            ]
        },
        # and each province has its own
        {"references": [TINH, {**TINH, "issuer": "Ủy ban nhân dân tỉnh Gia Lai", "date": "2022-07-09"}]},
    ],
    "reference.two-issuers": [
        {"references": [TINH, {**TINH, "issuer": "Chủ tịch Ủy ban nhân dân tỉnh Cao Bằng"}, {**TINH, "issuer": None}]},
        {"references": [TINH, {**TINH, "issuer": "Ủy ban nhân dân huyện Hạ Lang", "date": "2022-07-09"}]},
    ],
    "reference.two-titles": [
        {"references": [{**TTG, "subject": CHUONG_TRINH}, {**TTG, "subject": "Chương trình MTQG xây dựng NTM"}]},
        {"references": [{**TTG, "subject": CHUONG_TRINH}, {**TTG, "subject": CHUONG_TRINH.split(" giai")[0].upper()}]},
        {"references": [{**TTG, "subject": CHUONG_TRINH}, {**TTG, "subject": None}]},
        {"references": [*[{**TTG, "subject": CHUONG_TRINH}] * 3, {**TTG, "subject": BO_TIEU_CHI}]},
    ],
    "reference.title-unlike-others": [
        {"references": [{**TTG, "subject": CHUONG_TRINH}, {**TTG, "subject": BO_TIEU_CHI}]},
    ],
    "reference.impossible-symbol": [
        {"references": [TTG, TINH, {**TINH, "kind": "Nghị quyết", "number": "12-NQ/TU"}]},
        {
            "references": [
                {**TINH, "kind": "Tờ trình", "number": "14/TTr-PKT"},
                {**TINH, "kind": "Công văn", "number": "1496/VPCP-KTTH", "issuer": None},
            ]
        },
        {
            "references": [
                {**TINH, "kind": "Quy định", "number": "05-QĐ/TU", "issuer": None},
                {**TINH, "kind": "Luật", "number": "45/2019/QH14", "issuer": "Quốc hội"},
            ]
        },
        # decisions of the Government before the law of 1996
        {"references": [{**TINH, "number": "91/1976/QĐ-CP", "issuer": "Chính phủ", "date": "1976-05-05"}]},
    ],
    "reference.year-disagrees": [
        {"references": [{**TINH, "kind": "Nghị quyết", "number": "03/2022/NQ-HĐND", "date": date}]}
        for date in ("2022-02-25", "2022", None)
    ],
    "reference.undated": [
        {"references": [{**TINH, "date": None}, TINH]},
        {"references": [{"kind": "Luật", "subject": "Luật Thi đua, khen thưởng", "issuer": "Quốc hội"}]},
    ],
    "reference.motto-of-lower-unit": [
        {
            "references": [{**TINH, "subject": "Phong trào “Cao Bằng chung sức”"}],
            "level": "commune",
            "issuer": "Ủy ban nhân dân xã Minh Long",
        },
        {
            "references": [{**TINH, "subject": "Phong trào “Cao Bằng chung sức”"}],
            "district": "Cao Bằng",
            "issuer": "Ủy ban nhân dân thành phố Cao Bằng",
        },
        {"references": [{**TINH, "subject": "phê duyệt Đề án “Xây dựng huyện Hạ Lang đạt chuẩn nông thôn mới”"}]},
        {
            "references": [
                {**TTG, "subject": "Kế hoạch tổ chức Phong trào thi đua “Cả nước chung sức xây dựng nông thôn mới”"}
            ]
        },
        {"references": [{**TINH, "subject": "phê duyệt quy hoạch xây dựng vùng huyện Hạ Lang"}]},
        {
            "references": [
                {**TINH, "issuer": "Ủy ban nhân dân huyện Hạ Lang", "subject": "Phong trào thi đua “Hạ Lang chung sức”"}
            ]
        },
    ],
    "plan.no-superior": [
        {"references": [TINH]},
        {"references": [TTG], "level": "province", "district": None},
        {"references": [], "level": None},
    ],
    "target.share-disagrees": [
        {"targets": [target(value=8, denominator=13, share_pct=60, comparator=">=")]},
        {
            "targets": [
                target(value=115, denominator=181, share_pct=63.5),
                target(value=2, denominator=13, share_pct=15.3),
            ]
        },
        {
            "targets": [
                target(value=2, denominator=13, share_pct=15),
                target(value=7, denominator=13, share_pct=50, comparator=">"),
            ]
        },
        {
            "targets": [
                target(value=2, denominator=None, share_pct=25),
                target(value=None, denominator=13, share_pct=25),
            ]
        },
    ],
    "target.count-over-whole": [{"targets": [target(value=13, denominator=13), target(value=14)]}],
    "target.breakdown-disagrees": [
        # what is added each year beside the level to be reached, and an appendix that says it again
        {
            "targets": [
                target(value=9),
                *(
                    target(value=n, due=due, breakdown=True, change="increase")
                    for n, due in ((1, "2023"), (1, "2024"), (2, "2025"))
                ),
            ]
        },
        {
            "targets": [
                target(value=7),
                *(target(value=n, due=due, breakdown=True) for n, due in ((3, "2024"), (4, "2025"))),
                *(
                    target(value=n, due=due, breakdown=True, section="Phụ lục I.1")
                    for n, due in ((3, "2024"), (4, "2025"))
                ),
            ]
        },
        {
            "targets": [
                target(indicator="other", value=10, unit="km"),
                target(indicator="other", value=15, unit="km", breakdown=True),
            ]
        },
        # Kbang: 4 + 4 + 3 villages are 11
        {
            "targets": [
                target(value=11),
                *(target(value=n, due=due, breakdown=True) for n, due in ((4, "2023"), (4, "2024"), (3, "2025"))),
            ]
        },
        # a ladder
        {
            "targets": [
                target(value=6),
                *(target(value=n, due=due, breakdown=True) for n, due in ((2, "2023"), (4, "2024"), (6, "2025"))),
            ]
        },
        {
            "targets": [
                target(value=6),
                *(target(value=n, due=due, breakdown=True) for n, due in ((2, "2023"), (5, "2024"))),
            ]
        },
        # Hạ Lang: `tăng 02 xã so với giai đoạn 2016 - 2020`; Lạng Sơn: `bình quân mỗi năm có thêm 10 xã`
        {"targets": [target(value=1), target(value=2, baseline="2016/2020", change="increase", breakdown=True)]},
        {"targets": [target(value=9), target(value=10, unit="xã/năm", change="increase", breakdown=True)]},
        # `trong đó có 01 xã …`, and `ít nhất`
        {"targets": [target(value=6), target(value=1, breakdown=True, places=["Trường Hà"])]},
        {
            "targets": [
                target(value=2, comparator=">="),
                *(target(value=2, due=due, breakdown=True) for due in ("2024", "2025")),
            ]
        },
    ],
    "target.names-miscounted": [
        {"targets": [target(indicator="criteria_per_commune", value=15, unit="tiêu chí/xã", places=["A", "B"])]},
        {
            "targets": [
                target(value=2, places=["Trường Hà", "Quý Quân"]),
                target(value=4),
                target(value=2, value_max=3, places=["A"]),
            ]
        },
    ],
    "target.pace-disagrees": [
        {
            "targets": [target(value=115), target(value=10, unit="xã/năm", change="increase", breakdown=True)],
            "achievements": [{"value": 65}],
        },
        {"targets": [target(value=115), target(value=10, unit="xã/năm", change="increase", breakdown=True)]},
        # four years are left in October 2022, and 2.5 is rounded
        {
            "targets": [
                target(value=10, change="increase"),
                target(value=3, unit="xã/năm", change="increase", breakdown=True),
            ]
        },
    ],
    "target.below-achieved": [
        {"targets": [target(value=7), target(value=2, due="2023")], "achievements": [{"value": 7}]},
        {"targets": [target(value=2, places=["Trường Hà", "Quý Quân"])], "achievements": [{"value": 7}]},
        {"targets": [target(value=2, change="increase")], "achievements": [{"value": 7}]},
        {"targets": [target(value=2, unit="thôn")], "achievements": [{"value": 7}]},
        {
            "targets": [target(indicator="poverty_rate", unit=None, share_pct=3)],
            "achievements": [{"indicator": "poverty_rate", "unit": None, "share_pct": 4}],
        },
    ],
    "target.stated-twice": [
        {"targets": [target(value=13), target(value=13, denominator=13, section="III.1")]},
        {
            "targets": [
                target(value=13),
                target(value=12, due="2024", section="III.1"),
                target(value=2, section="III.1", qualifier="mỗi xã"),
            ]
        },
        {
            "targets": [
                target(value=13),
                target(value=None, share_pct=100, section="III.1"),
                target(value=4, section="III.2", places=["A"]),
            ]
        },
        {"targets": [target(value=13), target(value=12)]},
    ],
    "time.due-outside-period": [
        {
            "targets": [
                target(value=3),
                target(value=3, due="2030"),
                target(value=3, due=None),
                target(value=3, due="2023/2025"),
            ]
        },
        {"targets": [target(value=3, due="2027")], "period": None},
        {"deadlines": [{"when": "2026-03-31"}, {"when": "2025-Q4"}]},
    ],
    "time.before-plan": [
        {
            "deadlines": [
                {"when": "2022-10"},
                {"when": "2022"},
                {"when": "2022-10-05"},
                {"when": "2021", "modifier": "from"},
            ]
        },
        {"deadlines": [{"when": "2022/2025", "modifier": "span"}, {"recurrence": "FREQ=YEARLY"}]},
        {"deadlines": [{"when": "2021"}], "issued_on": None},
    ],
    "duty.nobody": [
        {"deadlines": [{"when": None, "recurrence": None}]},
        {"deadlines": [{"when": "2023", "actors": ["Phòng Nội vụ"]}]},
        {"deadlines": [{"when": "2023", "section": "IV.2"}], "responsibilities": [{"section": "IV.2"}]},
    ],
    "duty.not-informed": [
        {"responsibilities": [{"agency": "Hạt Kiểm lâm"}], "recipients": []},
        {"responsibilities": [{"agency": "Hạt Kiểm lâm"}], "recipients": ["Như Điều 3", "Lưu: VT"]},
        {"responsibilities": [{"agency": "Hạt Kiểm lâm", "role": "coordinate"}], "recipients": ["Phòng Nội vụ"]},
    ],
}


def cases(table: dict[str, list[dict[str, Any]]]) -> list[Any]:
    return [
        pytest.param(rule, plan, id=f"{rule}-{at}") for rule, plans in table.items() for at, plan in enumerate(plans)
    ]


@pytest.mark.parametrize(("rule", "plan"), cases(HITS))
def test_the_fault_is_found_once(rule: str, plan: dict[str, Any], audited: Audited) -> None:
    found = of(audited(a_plan("a", **plan)), rule)
    assert len(found) == 1
    assert found[0].severity in SEVERITIES
    for message in (found[0].message_vi, found[0].message_en):
        assert message[:1].isupper() or message[:1].isdigit()
        assert not re.search(r"[{}]|\bnan\b|None|<NA>", message)


@pytest.mark.parametrize(("rule", "plan"), cases(MISSES))
def test_what_only_looks_like_a_fault_is_left_alone(rule: str, plan: dict[str, Any], audited: Audited) -> None:
    assert of(audited(a_plan("a", **plan)), rule) == []


def test_every_rule_has_its_words_and_its_cases() -> None:
    rules = load_rules()
    assert [rule.id for rule in rules] == list(FINDERS)
    of_collections = {"plan.cites-in-circle", "target.districts-disagree"}
    assert set(HITS) == set(MISSES) == set(FINDERS) - of_collections
    for rule in rules:
        assert rule.severity in SEVERITIES
        assert set(rule.title) == set(rule.meaning) == set(rule.sentence) == {"vi", "en"}
        names = [set(re.findall(r"\{(\w+)\}", rule.sentence[lang])) for lang in ("vi", "en")]
        assert names[0] == names[1], rule.id


def test_plans_that_cite_each_other_are_found_once(audited: Audited) -> None:
    numbers = {"Hạ Lang": "214/KH-UBND", "Hà Quảng": "2683/KH-UBND", "Trùng Khánh": "31/KH-UBND"}

    def plan(name: str, *cited: str) -> Plan:
        references = [
            {
                "kind": "Kế hoạch",
                "number": numbers[other],
                "issuer": f"Ủy ban nhân dân huyện {other}",
                "date": "2022-10-05",
            }
            for other in cited
        ]
        return a_plan(
            name, number=numbers[name], issuer=f"Ủy ban nhân dân huyện {name}", district=name, references=references
        )

    done = audited(plan("Hạ Lang", "Hà Quảng"), plan("Hà Quảng", "Hạ Lang"), plan("Trùng Khánh", "Hạ Lang"))
    found = of(done, "plan.cites-in-circle")
    assert len(found) == 1
    assert "214/KH-UBND" in found[0].message_vi
    assert "31/KH-UBND" not in found[0].message_vi


def districts_of_cao_bang(**more: float) -> list[Plan]:
    """Give the plans of all ten districts of Cao Bằng, two communes each, and more where told."""
    names = [
        "Bảo Lạc",
        "Bảo Lâm",
        "Cao Bằng",
        "Hà Quảng",
        "Hạ Lang",
        "Hòa An",
        "Nguyên Bình",
        "Quảng Hòa",
        "Thạch An",
        "Trùng Khánh",
    ]
    return [
        a_plan(
            name,
            district=name,
            issuer=f"Ủy ban nhân dân huyện {name}",
            targets=[target(value=more.get(f"d{at}", 2), denominator=15)],
        )
        for at, name in enumerate(names)
    ]


def province(value: float, denominator: float | None = None) -> Plan:
    return a_plan(
        "tinh",
        level="province",
        district=None,
        issuer="Ủy ban nhân dân tỉnh Cao Bằng",
        targets=[target(value=value, denominator=denominator)],
    )


@pytest.mark.parametrize(
    ("plans", "severities"),
    [
        ([province(20), *districts_of_cao_bang()], []),
        ([province(23), *districts_of_cao_bang()], ["medium"]),
        ([province(18), *districts_of_cao_bang()], ["low"]),
        ([province(23), *districts_of_cao_bang()[:9]], []),
        ([province(23, 139), *districts_of_cao_bang()[:9]], []),
        ([province(23, 130), *districts_of_cao_bang()[:9]], ["medium"]),
    ],
    ids=["add up", "too few", "more", "one is missing", "one is missing, wholes fit", "more communes than there are"],
)
def test_districts_against_their_province(plans: list[Plan], severities: list[str], audited: Audited) -> None:
    found = of(audited(*plans), "target.districts-disagree")
    assert [finding.severity for finding in found] == severities


SENT_TO = [
    (("Các phòng, ban, ngành huyện",), "Phòng Nội vụ", True),
    (("Các cơ quan, ban, ngành, đoàn thể huyện",), "Hội Nông dân huyện", True),
    (("MTTQ và các đoàn thể huyện",), "Ủy ban Mặt trận Tổ quốc Việt Nam huyện", True),
    (("UBND các xã",), "Ủy ban nhân dân xã, thị trấn", True),
    (("Sở NN&PTNT",), "Sở Nông nghiệp và Phát triển nông thôn", True),
    (("Phòng TC-KH",), "Phòng Tài chính - Kế hoạch", True),
    (("Các Sở, Ban, Ngành tỉnh",), "Sở Tài chính", True),
    (("Như Điều 3",), "Hạt Kiểm lâm", True),
    (("Sở Nội vụ",), "Sở Tài chính", False),
    (("UBND các xã", "Các phòng huyện"), "Liên đoàn Lao động huyện", False),
    (("Lưu: VT, NV",), "Phòng Nội vụ", False),
    (("TT Huyện ủy",), "Cơ quan, đơn vị liên quan", True),
]


@pytest.mark.parametrize(("recipients", "agency", "informed"), SENT_TO)
def test_who_is_named_by_a_line_of_noi_nhan(recipients: tuple[str, ...], agency: str, informed: bool) -> None:
    assert is_informed(agency, recipients) is informed


def test_titles_that_are_one_and_that_are_not() -> None:
    misread = "phe duyet Chuong trlnh muc tieu quoc gla xay dung nong th6n moi giai doan 2021 - 2025"
    assert not differ(CHUONG_TRINH, misread)
    assert differ(CHUONG_TRINH, BO_TIEU_CHI)
    assert are_one(VON, VON.capitalize())
    assert not are_one(VON, VON.replace("2022", "2023"))


def test_a_row_that_is_read_badly_gives_no_finding_of_high_severity(audited: Audited) -> None:
    share = target(value=2, denominator=13, share_pct=25)
    sure = of(audited(a_plan("a", targets=[share])), "target.share-disagrees")
    assert sure[0].severity == "high"


def test_sentences_are_vietnamese_and_english(audited: Audited) -> None:
    done = audited(a_plan("a", targets=[target(value=2, denominator=13, share_pct=25)]))
    finding = of(done, "target.share-disagrees")[0]
    assert finding.message_vi == "Ghi 25 % nhưng 2/13 là 15,4 %."
    assert finding.message_en == "25 % is stated, but 2/13 is 15.4 %."
    rule = next(rule for rule in load_rules() if rule.id == "target.below-achieved")
    values = {"indicator": "communes_ntm", "value": 6.0, "reached": 7.0, "unit": "xã"}
    assert say(rule, values, "en").startswith("Communes that meet")


def test_findings_keep_their_names_and_stand_gravest_first(tmp_path: Path) -> None:
    plans = [
        a_plan("a", targets=[target(value=2, denominator=13, share_pct=25)], deadlines=[{"when": "2023"}]),
        a_plan("b", targets=[target(value=14, denominator=13)]),
    ]
    first, second = (audit(a_collection(tmp_path / name, order)) for name, order in (("x", plans), ("y", plans[::-1])))
    assert set(first.findings["finding_id"]) == set(second.findings["finding_id"])
    assert first.findings["finding_id"].is_unique
    assert first.findings["severity"].is_monotonic_increasing
