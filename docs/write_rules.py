"""Write the lists of the audit's rules, docs/findings.md and docs/phat-hien.vi.md, from the code.

python docs/write_rules.py        # after a change of ntm_extract/audit/data/rules.toml
"""

from __future__ import annotations

from pathlib import Path

from ntm_extract.audit.rules import load_rules
from ntm_extract.schema.dictionary import LANGUAGES, Language

DOCS = Path(__file__).resolve().parent
PAGES: dict[Language, str] = {"en": "findings.md", "vi": "phat-hien.vi.md"}
SEVERITIES: dict[Language, dict[str, str]] = {
    "en": {"high": "high", "medium": "medium", "low": "low"},
    "vi": {"high": "cao", "medium": "trung bình", "low": "thấp"},
}
INTRO: dict[Language, str] = {
    "en": """# What the audit finds

Written by `python docs/write_rules.py` from `ntm_extract/audit/data/rules.toml`; change it there.

`ntm-extract audit DIR` asks these rules of all plans in an output folder. Each finding names its rule, how grave it
is, the plan, the rows it rests on with quotes and pages, and says in one sentence what does not add up. **High**:
surely wrong as it stands, and read surely. **Medium**: likely wrong, or read with doubt. **Low**: somebody may want to
look at it. A row of low confidence never gives a finding of high severity, and what cannot be decided gives none.""",
    "vi": """# Rà soát phát hiện những gì

Trang này do `python docs/write_rules.py` viết từ `ntm_extract/audit/data/rules.toml`; muốn sửa thì sửa ở đó.

`ntm-extract audit DIR` áp dụng các quy tắc này cho mọi kế hoạch trong thư mục kết quả. Mỗi phát hiện nêu quy tắc, mức
độ, kế hoạch, các dòng làm căn cứ kèm trích dẫn và trang, và một câu nói rõ chỗ không khớp. **Cao**: chắc chắn sai như
đang viết, và chữ đọc chắc. **Trung bình**: nhiều khả năng sai, hoặc chữ đọc chưa chắc. **Thấp**: nên xem lại. Dòng có
độ tin cậy thấp không bao giờ cho phát hiện mức cao; điều chưa quyết định được thì không báo.""",
}
HEADER: dict[Language, str] = {
    "en": "| rule | severity | what it finds, and what it leaves alone |",
    "vi": "| quy tắc | mức độ | phát hiện điều gì, bỏ qua điều gì |",
}


def describe(language: Language) -> str:
    """Give the page in one language, as Markdown."""
    severity = SEVERITIES[language]
    rows = [
        f"| `{rule.id}` | {severity[rule.severity]} | **{rule.title[language]}.** {rule.meaning[language]} |"
        for rule in load_rules()
    ]
    return "\n".join([INTRO[language], "", HEADER[language], "|---|---|---|", *rows]) + "\n"


def main() -> None:
    """Write both pages."""
    for language in LANGUAGES:
        (DOCS / PAGES[language]).write_text(describe(language), encoding="utf-8")


if __name__ == "__main__":
    main()
