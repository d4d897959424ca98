"""What a page's text is like, and what is to be done about it.

Thresholds: on the plans and gazette pages at hand a good page has ≥ 0.98 well-formed syllables and ≥ 0.26 marked
letters, a layer by an English engine 0.60–0.73 and 0.05–0.07, a text without marks 0.67 and 0.0, English prose
0.44 and 0.0. The limits stand in the middle of the gaps.
"""

from __future__ import annotations

from dataclasses import dataclass

from ntm_extract.pages import Verdict
from ntm_extract.writing.damage import Kind
from ntm_extract.writing.orthography import LONGEST
from ntm_extract.writing.syllables import Measures

FEW_WORDS = 8
"""Below this many words the shares say nothing."""


@dataclass(frozen=True)
class Thresholds:
    """Limits between one label and the next, see the module's docstring."""

    good_syllables: float = 0.85
    good_marked: float = 0.15
    few_marked: float = 0.02
    vietnamese_plain: float = 0.65


THRESHOLDS = Thresholds()
REPAIRED: tuple[Kind, ...] = ("mojibake", "legacy-charset", "split-marks")
"""Troubles that were made right before a text is judged."""
TOLD = ("decode", "join")
"""Remedies that are noted in the plan."""


def judge(
    measures: Measures,
    *,
    has_picture: bool,
    bare_picture: bool = False,
    trouble: Kind = "sound",
    thresholds: Thresholds = THRESHOLDS,
) -> Verdict:
    """Judge the text of one page.

    Args:
        measures: of the text, after a decoding if there was one.
        has_picture: whether a picture of the page lies under the text, which can be read instead.
        bare_picture: whether a picture stands beside the text, with hardly a word of the layer over it.
        trouble: what had befallen the text before it was made right, or does still where letters are lost.
        thresholds: the limits between the labels.

    Returns:
        label, remedy, reason, scores.
    """
    scores = measures.scores()
    if bare_picture:
        return Verdict("picture", "ocr", "Phần lớn trang là ảnh không có lớp chữ: nhận dạng từ ảnh.", scores)
    if trouble == "illegible":
        return Verdict("wrong-language", "ocr", "Lớp chữ không cho biết mã chữ: nhận dạng lại từ hình trang.", scores)
    few = measures.words < FEW_WORDS
    foreign = few and measures.letters > FEW_WORDS * LONGEST  # many more letters in so few words: another script
    good = measures.syllables >= thresholds.good_syllables and measures.marked >= thresholds.good_marked
    if few and not has_picture and not foreign and trouble not in REPAIRED:
        return Verdict("good", "take", "Quá ít chữ để đánh giá: dùng nguyên.", scores)
    if good or (few and not has_picture and not foreign):
        if trouble == "legacy-charset":
            return Verdict(
                "legacy-charset", "decode", "Chữ dùng bảng mã cũ (TCVN3 hoặc VNI), đã chuyển sang Unicode.", scores
            )
        if trouble == "mojibake":
            return Verdict("mojibake", "decode", "Chữ bị đọc sai bảng mã, đã giải mã lại.", scores)
        if trouble == "split-marks":
            return Verdict("split-marks", "join", "Dấu bị tách rời khỏi chữ, đã ghép lại.", scores)
        return Verdict("good", "take", "Chữ là tiếng Việt đúng chính tả, dùng nguyên.", scores)
    if trouble in ("lost-latin1", "lost-letters") and not has_picture:
        return Verdict("marks-lost", "restore", "Một số chữ cái có dấu đã mất khi chuyển mã: cần phục hồi.", scores)
    if has_picture:
        if few:
            return Verdict("picture", "ocr", "Trang là ảnh, hầu như không có lớp chữ: nhận dạng từ ảnh.", scores)
        if measures.marked < thresholds.few_marked:
            return Verdict("marks-lost", "ocr", "Lớp chữ mất dấu tiếng Việt: nhận dạng lại từ ảnh.", scores)
        return Verdict(
            "wrong-language", "ocr", "Lớp chữ do phần mềm không biết tiếng Việt tạo ra: nhận dạng lại từ ảnh.", scores
        )
    if measures.plain < thresholds.vietnamese_plain:
        return Verdict("wrong-language", "take", "Văn bản không phải tiếng Việt: giữ nguyên.", scores)
    if measures.marked < thresholds.few_marked:
        return Verdict("marks-lost", "restore", "Chữ mất dấu tiếng Việt: cần phục hồi dấu.", scores)
    return Verdict(
        "wrong-language", "restore", "Chữ sai dấu tiếng Việt và không có ảnh để đọc lại: cần phục hồi.", scores
    )


def blank(ink: float) -> Verdict:
    """Give the verdict on a page without anything to read; `ink` is its share of dark area."""
    return Verdict("blank", "none", "Trang trắng.", {"ink": round(ink, 5)})


def unread(reason: str) -> Verdict:
    """Give the verdict on a page that could not be read, e.g. over the time limit."""
    return Verdict("unread", "none", reason)
