"""Words around numbers, told by those that stand with them."""

from __future__ import annotations

import re

import pytest

from ntm_extract.restore import restore
from ntm_extract.restore.collocations import find_collocations

WORD = re.compile(r"[^\W\d_]+")


def read_again(text: str, **others: str) -> str:
    """Give a text with the words that are better read otherwise; a word of `others` may be what it gives."""
    spans = [match.span() for match in WORD.finditer(text)]
    words = [text[start:end] for start, end in spans]
    candidates = [((word, 0.6), *((other, 0.3) for other in others.get(word, "").split())) for word in words]
    for index, (reading, _) in sorted(find_collocations(text, spans, candidates).items(), reverse=True):
        start, end = spans[index]
        text = text[:start] + reading + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "others", "said"),
    [
        ("Thành lập một 120 tổ hợp tác", {"một": "mốt mới"}, "Thành lập mới 120 tổ hợp tác"),
        ("tỷ lệ che phủ mỗi đạt 41,5%", {"mỗi": "mới"}, "tỷ lệ che phủ mới đạt 41,5%"),
        ("18 tầng đạt chuẩn", {"tầng": "làng"}, "18 làng đạt chuẩn"),
        (
            "Trên 85% áp đặt chuẩn áp nông thôn mới",
            {"áp": "ấp", "đặt": "đạt"},
            "Trên 85% ấp đạt chuẩn ấp nông thôn mới",
        ),
        ("cơ thể từ 3 đến 5 nghề", {"cơ": "có", "thể": "thêm"}, "có thêm từ 3 đến 5 nghề"),
        ("30 sản phẩm 4 sau", {"sau": "sao"}, "30 sản phẩm 4 sao"),
        ("số kết giữa năm", {"số": "sơ sổ"}, "sơ kết giữa năm"),
        ("Trường các thôn hợp dân", {"Trường": "Trưởng", "hợp": "họp"}, "Trưởng các thôn họp dân"),
        ("2. Chi tiêu cụ thể", {"Chi": "Chỉ"}, "2. Chỉ tiêu cụ thể"),
        ("mẹ 07 lớp nghệ ngắn hơn", {"mẹ": "mở", "nghệ": "nghề", "hơn": "hạn"}, "mở 07 lớp nghề ngắn hạn"),
        ("vận động mới chỉ hội", {"mới": "mỗi", "chỉ": "chi"}, "vận động mỗi chi hội"),
        # words that stand beside these
        ("toàn bộ nhà trong diện hỗ trợ", {"trong": "trường"}, "toàn bộ nhà trong diện hỗ trợ"),
        ("có từ 65% trở lên", {"từ": "tổ"}, "có từ 65% trở lên"),
        # no reading of the word, no number, a stop between
        ("Thành lập một 120 tổ hợp tác", {"một": "mốt"}, "Thành lập một 120 tổ hợp tác"),
        ("Thành lập một tổ hợp tác", {"một": "mới"}, "Thành lập một tổ hợp tác"),
        ("công nhận một. 5 xã còn lại", {"một": "mới"}, "công nhận một. 5 xã còn lại"),
        ("lớp học 18 tầng sau", {"tầng": "làng", "sau": "sao"}, "lớp học 18 tầng sau"),
        ("", {}, ""),
    ],
)
def test_words_around_a_number_are_those_that_stand_there(text: str, others: dict[str, str], said: str) -> None:
    assert read_again(text, **others) == said


def test_a_word_read_by_those_beside_it_stays_in_doubt() -> None:
    done = restore("Trong nam dao tao m6i 1.700 tho may")
    assert "đào tạo mới 1.700 thợ" in done.text
    (told,) = (one for one in done.syllables if done.text[one.start : one.end] == "mới")
    assert told.flag == "ambiguous"
    assert told.candidates[0] == ("mới", told.confidence)
    assert told.confidence < max(posterior for _, posterior in told.candidates[1:])
