"""Plans made from a few lines of text, for tests of what the extractors say about them."""

from __future__ import annotations

from ntm_extract.alignment import Alignment
from ntm_extract.extract import load_extractor
from ntm_extract.outline import outline
from ntm_extract.pages import Page, Reading, Verdict
from ntm_extract.plan import Plan
from ntm_extract.restore.restoration import Restoration, Syllable

TAKEN = Verdict("good", "take", "Văn bản thuần.")

HEADS = {
    "district": """\
ỦY BAN NHÂN DÂN
HUYỆN MƯỜNG KHƯƠNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/KH-UBND
Mường Khương, ngày 23 tháng 8 năm 2022
KẾ HOẠCH
Thực hiện phong trào xây dựng nông thôn mới giai đoạn 2021 - 2025
""",
    "province": """\
ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 27/KH-UBND
Yên Bái, ngày 09 tháng 02 năm 2022
KẾ HOẠCH
Thực hiện phong trào xây dựng nông thôn mới giai đoạn 2021 - 2025
""",
    "none": "",
}
"""Letterheads of made-up plans; the body of a test's plan stands under one of them."""


def reading_of(text: str) -> Reading:
    """Read a plain text as the one page it is."""
    return Reading((Page(1, text, (), 0, 0, "plain", TAKEN),), "text")


def untouched(text: str, syllables: tuple[Syllable, ...] = ()) -> Restoration:
    """Give the restoration of a text in which nothing had to be restored."""
    return Restoration(text, text, Alignment.identity(len(text)), syllables)


def extract_text(text: str, *, syllables: tuple[Syllable, ...] = (), reading: Reading | None = None) -> Plan:
    """Take a text that needs no restoring through outline and extractors."""
    return load_extractor().extract(
        outline(text), untouched(text, syllables), reading or reading_of(text), source="mau.txt", doc_id="0" * 16
    )
