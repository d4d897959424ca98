"""A page as a scanner gives it, read whole."""

from __future__ import annotations

import pytest
from papers import LINES, picture, scanned
from PIL import Image, ImageDraw, ImageFont

from fixtures.generator.typefaces import font_file
from ntm_extract.read import read_document


def test_a_running_head_set_sidelong_on_a_page_that_lies_across_is_read() -> None:
    sheet = Image.new("L", (2339, 1654), 255)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(font_file("plain"), 36)
    for x in (200, 500, 1500, 2000):
        draw.line((x, 300, x, 1200), fill=0, width=4)
    for row in range(4):
        draw.line((200, 300 + 300 * row, 2000, 300 + 300 * row), fill=0, width=4)
    for row in range(3):
        draw.text((230, 420 + 300 * row), f"Việc {row + 1}", 0, font=font)
        draw.text((540, 420 + 300 * row), "Xây dựng kế hoạch phát triển nông thôn mới", 0, font=font)
    head = Image.new("L", (1000, 60), 255)
    ImageDraw.Draw(head).text((0, 5), "CÔNG BÁO/Số 218 + 219/Ngày 14-3-2027", 0, font=font)
    sheet.paste(head.rotate(-90, expand=True), (2120, 300))
    (page,) = read_document(scanned(sheet)).pages
    assert page.text.startswith("CÔNG BÁO/Số 218 + 219/Ngày 14-3-2027\n")
    assert [aside.kind for aside in page.asides] == ["head"]
    boxes = [word.box for word in page.words if word.end <= page.asides[0].end]
    assert all(box.x0 > 2100 * 72 / 200 for box in boxes)
    assert [box.top for box in boxes] == sorted(box.top for box in boxes)
    assert "Xây dựng kế hoạch phát triển nông thôn mới" in page.text


@pytest.mark.parametrize("last", ["Tỷ lệ đạt (%)", "Tỷ lệ đạt ≥ 50", "Tỷ lệ hộ nghèo ≤ 03"])
def test_signs_that_stand_alone_are_kept(last: str) -> None:
    (page,) = read_document(scanned(picture([*LINES, last]))).pages
    assert page.text.endswith(last)
