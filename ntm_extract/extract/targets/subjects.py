"""The words that govern a quantity: where its subject begins, and how often it is to be reached (nhịp độ)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ntm_extract.extract.targets.anchors import UNIT_GROUP, Anchor
from ntm_extract.extract.targets.passage import SEPARATOR, Passage
from ntm_extract.extract.targets.target_draft import Draft, is_fall

SUBJECT_REACH = 300
"""Characters before a quantity in which its subject begins."""
SUBJECT = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ|tỷ trọng|tỷ suất|tỷ số|chỉ số)\s")
"""How a subject begins that may hold a list: `tỷ lệ lao động có bằng cấp, chứng chỉ đạt 30%`."""
NEW_SUBJECT = re.compile(
    r"\s{0,3}(?:(?:và|phấn đấu|trong đó|riêng|đến|hết|cuối)\s{1,3}){0,4}(?:tỷ|tỉ|số|tổng|thu nhập|tốc độ|chỉ số|mức|độ"
    r"|có|không|bảo đảm|đảm bảo|xây|hỗ trợ|giải quyết|năm|tăng thêm|hộ|xã|thôn|huyện|toàn|các)\b"
)
"""How a part begins that has a subject or verb of its own."""
JOINED = re.compile(r"(?<=\S)\s{1,3}và(?=(?:\s(?:có|từ|đạt|trên|dưới|khoảng|ít nhất|tối thiểu)){0,4}\s{0,3}$)")
"""What joins an amount to what is said of the one before: `60% đạt chuẩn và 10% đạt chuẩn kiểu mẫu`."""
NO_SUBJECT = re.compile(r"(?:(?:trong đó|phấn đấu|có|và|ít nhất|tối thiểu|trên|từ|đạt|khoảng|hơn)(?:[ ,]{1,2}|$)){0,8}")
SHARE_OF = re.compile(r"(?:tỷ lệ |tỷ lệ số |số |và )?(?P<unit>xã|thôn|làng|bản|xóm|ấp|buôn|khu dân cư)\b(?!,)")
STANDARD = re.compile(r"(?:được công nhận |đạt )(?:đạt )?chuẩn\b")
BRACKETS = re.compile(r"\([^()]{0,300}\)")
PACE = re.compile(r"(?<!\w)(?:mỗi|hằng|hàng|bình quân|trung bình)\s(?:mỗi\s)?(?P<unit>năm|quý|tháng|tuần)(?!\w|\s\d)")
KEEPS = re.compile(r"(?<!\w)(?:duy trì|giữ|giữ vững|ổn định)(?!\w)")
"""Words by which a quantity is kept every year, and does not come anew."""
HEAD_PACE = re.compile(r"\s{0,3}(?:mỗi|hằng|hàng)\s(?P<unit>năm|quý|tháng|tuần),\s")
BEHIND = re.compile(r"(?<!\w)(?:mỗi|hằng|hàng)\s(?P<unit>năm|quý|tháng|tuần)\s*$")
RATE_REACH = 150
"""Characters between an amount and the yearly rate at which it grows."""
SENTENCE_END = re.compile(r"[;()]|\.(?=\s|$)")
WORD = re.compile(r"[^\W\d_]+")
BEHIND_REACH = 20
"""Characters at the end of what is said of a quantity in which its pace stands."""


def find_subject(passage: Passage, anchor: Anchor, left_start: int) -> int:
    """Give where the words begin that govern an anchor: behind the last separator, or where their list begins.

    Args:
        passage: the paragraph.
        anchor: the quantity.
        left_start: where what was said before it ends.

    Example:
        `tỷ lệ lao động có bằng cấp, chứng chỉ đạt 30%` begins at `tỷ lệ`.
    """
    begin = max(left_start, anchor.start - SUBJECT_REACH)
    whole = passage.low[begin : anchor.start]
    left = BRACKETS.sub(lambda bracket: "x" * len(bracket.group()), whole)
    joined = JOINED.search(left)
    if joined is not None:
        return begin + joined.end()
    cuts = list(SEPARATOR.finditer(left))
    if not cuts:
        return left_start
    bare_share = anchor.kind == "share" and not anchor.unit
    if bare_share and not anchor.bracket:
        hard = max((match.end() for match in cuts if match.group() != ","), default=0)
        subjects = [match.start() for match in SUBJECT.finditer(left, hard)]
        parts = [match.end() for match in cuts if match.group() == "," and subjects and match.start() > subjects[-1]]
        if subjects and parts and not any(NEW_SUBJECT.match(left, part) for part in parts):
            return begin + subjects[-1]
    return begin + cuts[-1].end()


def lend_subject(passage: Passage, anchor: Anchor, left: str, right: str, before: Sequence[Draft]) -> Anchor:
    """Give a share without a unit what it is a share of, where other words say it; else give it back as it is.

    Args:
        passage: the paragraph.
        anchor: the share.
        left: the words that govern it.
        right: what is said behind it.
        before: the rows already made in this paragraph.

    Example:
        `70% số xã đạt chuẩn nông thôn mới, trong đó 20% đạt chuẩn nâng cao`: of communes, both.
    """
    if anchor.kind != "share" or anchor.unit or anchor.per:
        return anchor
    said = SHARE_OF.match(left.strip())
    if said is not None and not right.strip() and passage.lexicon.status_in(left) is not None:
        if passage.lexicon.has("other_standards", left):
            return anchor
        return replace(anchor, unit=said["unit"], group=UNIT_GROUP.get(said["unit"], "village"))
    kin = before[-1].anchor if before else None
    if kin is None or not kin.unit or not right.strip() or NO_SUBJECT.fullmatch(left.strip()) is None:
        return anchor
    if "trong đó" in left or (kin.kind == "share" and left.strip().startswith("và")) or STANDARD.match(right.strip()):
        return replace(anchor, unit=kin.unit, group=kin.group)
    return anchor


def is_rate_beside(passage: Passage, anchor: Anchor, before: Sequence[Draft]) -> bool:
    """Whether a share is the yearly rate at which the amount right before it changes, and details its row.

    Args:
        passage: the paragraph.
        anchor: the share.
        before: the rows already made in this paragraph.

    Example:
        The second quantity of `đạt 400 triệu USD, tăng bình quân hằng năm 10 - 13%/năm`.
    """
    if anchor.kind != "share" or anchor.unit or anchor.bracket or not before or before[-1].anchor.kind != "count":
        return False
    total = before[-1]
    between = passage.low[total.anchor.end : anchor.start]
    if len(between) > RATE_REACH or SENTENCE_END.search(between):
        return False
    said = between.rpartition(",")[2]
    head = max(
        (h for h in passage.lexicon.words["rate_heads"] if f"{said.strip()} ".startswith(f"{h} ")), key=len, default=""
    )
    allowed = passage.lexicon.words["rate_words"]
    rest = said.strip().removeprefix(head)
    return head != "" and all(word in allowed for word in WORD.findall(rest))


def find_pace(anchor: Anchor, said: str, left: str, right: str) -> str:
    """Give how often a quantity is to be reached, as it stands behind a unit: `/năm`, `/tháng`; "" where it is once.

    Args:
        anchor: the quantity.
        said: what stands before it since the last quantity or the beginning of the sentence.
        left: the words of that which govern it.
        right: what is said behind it.

    Example:
        `Hằng năm giải quyết việc làm cho 15.000 lao động`, `1.000 cán bộ được bồi dưỡng mỗi năm`.
    """
    pace = PACE.search(left) or HEAD_PACE.match(said) or BEHIND.search(right[-BEHIND_REACH:])
    if pace is None or KEEPS.search(left) or anchor.per.endswith(("/năm", "/quý", "/tháng", "/tuần")):
        return ""
    if anchor.kind == "share" and not (is_fall(left) or re.search(r"\b(?:tăng|thêm)\b", left)):
        return ""  # `hằng năm 95% hộ dân đạt …` comes anew every year, and is no pace
    return f"/{pace['unit']}"
