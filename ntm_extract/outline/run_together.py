"""Texts that lost their line breaks: where blocks begin inside a line that holds a whole document."""

from __future__ import annotations

import re

_LONG = 1500  # characters; a longer line with several numbers in it is a text that lost its line breaks
_AROUND = 20  # characters beside a line that is all there is
_FEWEST = 5  # places at which blocks begin
_UPPER = "A-ZÀ-ỸĐ"
_KINDS = "KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHƯƠNG TRÌNH|THÔNG BÁO|CHỈ THỊ|ĐỀ ÁN|HƯỚNG DẪN|THÔNG TƯ|NGHỊ ĐỊNH"
_BODIES = "ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|THỦ TƯỚNG CHÍNH PHỦ|CHÍNH PHỦ|BỘ TRƯỞNG|CHỦ TỊCH|QUỐC HỘI"
_OFFICES = "CHỦ TỊCH|PHÓ CHỦ TỊCH|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|PHÓ THỦ TƯỚNG|BÍ THƯ|PHÓ BÍ THƯ"
_KEYS = (
    "Thời gian hoàn thành|Thời gian thực hiện|Thời hạn|Đơn vị chủ trì|Đơn vị phối hợp|Đơn vị thực hiện|Cơ quan chủ trì|"
    "Cơ quan phối hợp|Cơ quan thực hiện|Kết quả|Sản phẩm"
)
_CUT = re.compile(
    rf"""
    (?<=\s)(?=[IVX]{{1,5}}\.\s[{_UPPER}]{{2}} | Điều\s\d{{1,3}}\.\s)
    | (?<=\s)(?=Căn\scứ\s[A-ZĐ] | Theo\sđề\snghị\s | Trên\sđây\slà\s)
    | (?<=\s)(?=Nơi\snhận\s?: | TM\.\s | KT\.\s | CỘNG\sHÒA\sXÃ\sHỘI | Độc\slập\s-)
    | (?<=\s)(?=(?:P(?:hụ\slục|HỤ\sLỤC)|(?:Chương|CHƯƠNG))\s[IVX]{{1,5}}\s[{_UPPER}]{{2}})
    | (?<=[a-zà-ỹ]\s)(?=PHỤ\sLỤC\s[{_UPPER}]{{2}})
    | (?<=\s)(?=Mục\s\d{{1,2}}\s[{_UPPER}]{{2}} | Phần\sthứ\s\w{{2,4}}\s[{_UPPER}]{{2}})
    | (?<=\s)(?=(?:{_KINDS.replace(" ", chr(92) + "s")})(?:\s[A-ZĐ][a-zà-ỹ]|:))
    | (?<=KẾ\sHOẠCH\s) | (?<=QUYẾT\sĐỊNH\s) | (?<=VIỆT\sNAM\s) | (?<=Hạnh\sphúc\s)
    | (?<=[a-zà-ỹ\d]\s)(?=(?:{_BODIES.replace(" ", chr(92) + "s")})\s[A-ZĐỦ])
    | (?<=[A-ZÀ-ỸĐ]\s)(?=(?:{_OFFICES.replace(" ", chr(92) + "s")})\s[A-ZĐ][a-zà-ỹ])
    | (?<=CHỦ\sTỊCH\s)(?=[A-ZĐ][a-zà-ỹ]) | (?<=GIÁM\sĐỐC\s)(?=[A-ZĐ][a-zà-ỹ]) | (?<=TƯỚNG\s)(?=[A-ZĐ][a-zà-ỹ])
    | (?<=[A-ZÀ-ỸĐ]\s)(?=Số:\s?[\d/])
    | (?<=\s)(?=\((?:Ban\shành\s)?[Kk]èm\stheo\s)
    | (?<=[.;:,\w)]\s)(?<!Điều\s)(?=(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,2}}\.|[a-zđ]\))\s[{_UPPER}])
    | (?<=[.;:]\s)(?=(?:[-+*•]|\(\d{{1,2}}\)|[a-eghđ]\.)\s[{_UPPER}])
    | (?<=\s)(?=(?:[-+*]\s)?(?:{_KEYS.replace(" ", chr(92) + "s")})\s?:)
    """,
    re.VERBOSE,
)
_TWICE = re.compile(r"[-+*]\s+$")


def find_cuts(text: str, start: int, end: int) -> list[int]:
    """Find where blocks begin inside a line that holds a whole document, or a great part of one.

    Args:
        text: the restored text.
        start: where the line begins.
        end: where it ends.

    Returns:
        The places at which it is to be cut, none where it is a paragraph like any other. A shorter line is cut only if
        it is all there is.

    Example: in `… như sau: I. MỤC TIÊU 1. Họp dân. 2. Báo cáo. …` at `I.`, `1.` and `2.`.
    """
    if end - start < _LONG and len(text) - (end - start) > _AROUND:
        return []
    found = {match.start() for match in _CUT.finditer(text, start, end)} - {start, end}
    cuts = sorted(at for at in found if not _TWICE.search(text[max(start, at - 3) : at]))
    return cuts if len(cuts) >= _FEWEST else []
