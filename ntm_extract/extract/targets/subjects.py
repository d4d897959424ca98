"""The words that govern a quantity: where its subject begins, and how often it is to be reached (nhịp độ)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from ntm_extract.extract.targets.anchors import UNIT_GROUP, Anchor
from ntm_extract.extract.targets.passage import SEPARATOR, Passage
from ntm_extract.extract.targets.target_draft import Draft, is_fall
from ntm_extract.knowledge.indicators import any_of, load_indicators

SUBJECT_REACH = 300
"""Characters before a quantity in which its subject begins."""
BRACKETS = re.compile(r"\([^()]{0,300}\)")
PATTERN_WORDS = (
    "share_nouns",
    "part_openers",
    "part_heads",
    "joint_words",
    "subjectless",
    "pace_units",
    "each",
    "averaged",
    "standing",
)
"""Kinds of words of which the patterns are made."""
RATE_REACH = 150
"""Characters between an amount and the yearly rate at which it grows."""
SENTENCE_END = re.compile(r"[;()]|\.(?=\s|$)")
WORD = re.compile(r"[^\W\d_]+")
BEHIND_REACH = 20
"""Characters at the end of what is said of a quantity in which its pace stands."""


class _Patterns(NamedTuple):
    """The patterns made of the lexicon's words.

    Attributes:
        subject: how a subject begins that may hold a list: `tỷ lệ lao động có bằng cấp, chứng chỉ đạt 30%`.
        new_subject: how a part begins that has a subject or verb of its own.
        joined: what joins an amount to what is said of the one before: `60% đạt chuẩn và 10% đạt chuẩn kiểu mẫu`.
        no_subject: words that name no subject, and nothing else.
        share_of: the units that a share is one of.
        pace, head_pace, behind: how often, before an amount, at the head of its sentence, behind it.
        keeps: by which a quantity is kept every year, and does not come anew.
    """

    subject: re.Pattern[str]
    new_subject: re.Pattern[str]
    joined: re.Pattern[str]
    no_subject: re.Pattern[str]
    share_of: re.Pattern[str]
    pace: re.Pattern[str]
    head_pace: re.Pattern[str]
    behind: re.Pattern[str]
    keeps: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    lexicon = load_indicators()
    one = {kind: any_of(lexicon.words[kind]) for kind in PATTERN_WORDS}
    units = any_of(" ".join(words) for words, group in lexicon.units if group in ("commune", "village"))
    when = f"(?P<unit>{one['pace_units']})"
    return _Patterns(
        subject=re.compile(rf"(?<!\w)(?:{one['share_nouns']})\s"),
        new_subject=re.compile(rf"\s{{0,3}}(?:(?:{one['part_openers']})\s{{1,3}}){{0,4}}(?:{one['part_heads']})\b"),
        joined=re.compile(rf"(?<=\S)\s{{1,3}}và(?=(?:\s(?:{one['joint_words']})){{0,4}}\s{{0,3}}$)"),
        no_subject=re.compile(rf"(?:(?:{one['subjectless']})(?:[ ,]{{1,2}}|$)){{0,8}}"),
        share_of=re.compile(rf"(?:tỷ lệ |tỷ lệ số |số |và )?(?P<unit>{units})\b(?!,)"),
        pace=re.compile(rf"(?<!\w)(?:{one['each']}|{one['averaged']})\s(?:mỗi\s)?{when}(?!\w|\s\d)"),
        head_pace=re.compile(rf"\s{{0,3}}(?:{one['each']})\s{when},\s"),
        behind=re.compile(rf"(?<!\w)(?:{one['each']})\s{when}\s*$"),
        keeps=re.compile(rf"(?<!\w)(?:{one['standing']})(?!\w)"),
    )


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
    patterns = _patterns()
    joined = patterns.joined.search(left)
    if joined is not None:
        return begin + joined.end()
    cuts = list(SEPARATOR.finditer(left))
    if not cuts:
        return left_start
    bare_share = anchor.kind == "share" and not anchor.unit
    if bare_share and not anchor.bracket:
        hard = max((match.end() for match in cuts if match.group() != ","), default=0)
        subjects = [match.start() for match in patterns.subject.finditer(left, hard)]
        parts = [match.end() for match in cuts if match.group() == "," and subjects and match.start() > subjects[-1]]
        if subjects and parts and not any(patterns.new_subject.match(left, part) for part in parts):
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
    patterns = _patterns()
    said = patterns.share_of.match(left.strip())
    if said is not None and not right.strip() and passage.lexicon.status_in(left) is not None:
        if passage.lexicon.has("other_standards", left):
            return anchor
        return replace(anchor, unit=said["unit"], group=UNIT_GROUP.get(said["unit"], "village"))
    kin = before[-1].anchor if before else None
    if kin is None or not kin.unit or not right.strip() or patterns.no_subject.fullmatch(left.strip()) is None:
        return anchor
    said_of = right.strip()
    if passage.grounds.doubted.holds(anchor.end + len(right) - len(right.lstrip())):
        said_of = said_of.partition(" ")[2]  # the unit, misread
    if (
        "trong đó" in left
        or (kin.kind == "share" and left.strip().startswith("và"))
        or said_of.startswith(passage.lexicon.words["reaching"])
    ):
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
    patterns = _patterns()
    pace = patterns.pace.search(left) or patterns.head_pace.match(said) or patterns.behind.search(right[-BEHIND_REACH:])
    if pace is None or patterns.keeps.search(left) or anchor.per.endswith(("/năm", "/quý", "/tháng", "/tuần")):
        return ""
    if anchor.kind == "share" and not (is_fall(left) or re.search(r"\b(?:tăng|thêm)\b", left)):
        return ""  # `hằng năm 95% hộ dân đạt …` comes anew every year, and is no pace
    return f"/{pace['unit']}"
