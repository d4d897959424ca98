"""What a quantity is a target of (chỉ tiêu nào): the indicator, from the words around its anchor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ntm_extract.extract.targets.anchors import Anchor
from ntm_extract.extract.targets.dues import is_dated
from ntm_extract.extract.targets.passage import Passage
from ntm_extract.extract.targets.target_draft import Draft
from ntm_extract.knowledge.indicators import IndicatorLexicon, any_of

BY_STATUS = {
    "commune": {"ntm": "communes_ntm", "advanced": "communes_ntm_advanced", "model": "communes_ntm_model"},
    "village": {"ntm": "villages_ntm", "advanced": "villages_ntm", "model": "villages_ntm_model"},
}
UNIT_GROUPS = ("commune", "village", "district")
KEEPS = r"(?:tiếp tục )?(?:giữ vững|giữ|duy trì)"
FEW = 3
"""Words behind a number of units that say nothing of their own (`03 làng còn lại`)."""
STANDARD = re.compile(r"đạt chuẩn|công nhận|về đích|hoàn thành|nâng cao|kiểu mẫu|nông thôn mới|\bntm\b")
EACH_COMMUNE = re.compile(
    r"\bmỗi xã\b|\b(?:các|những) xã(?: còn lại| \w+){0,4}? đạt\b|\bxã còn lại\b[^%\d]{0,300}\bđạt\b"
)
OF_PLACES = re.compile(r"\W{0,3}(?:thuộc|ở|tại|trên địa bàn)\b")
"""How the words begin that say where the units lie; in a list of places the standard stands behind the commas."""
NEW_RURAL = re.compile(r"nông thôn mới|\bntm\b")
SOME_OCOP = re.compile(r"trong đó[^.;:]{0,40}? sản phẩm ocop\b(?! (?:đạt|hạng|từ|được|\d))")
"""How products are said to be in part those of the programme: `10 sản phẩm bán qua mạng, trong đó 03 sản phẩm OCOP`."""
NO_NUMBER = re.compile(r"[^.;:\d]{1,400}")
BARE_STANDARD = re.compile(r"(?:đạt chuẩn|về đích)\s*$")
RAISED_NUMBER = re.compile(
    r"\bsố (?:xã|thôn|xóm|bản|làng|ấp|buôn) (?:đạt chuẩn|về đích)\b[^,;.:]{0,60}\b(?:lên|là|đạt|đến)(?: \w+){0,2} ?$"
)
"""Words before the number that a number of units comes to: `đưa số xã đạt chuẩn của huyện lên 16/18 xã`."""
OF_DISTRICT = re.compile(r" ?(?:huyện|thị xã|thành phố|đô thị)\b")
"""Whose criteria are counted: `hoàn thành 06/09 tiêu chí huyện nông thôn mới`."""
HIGHER = re.compile(r" ?(?:nâng cao|kiểu mẫu)\b")
KEPT_BEHIND = re.compile(
    r"đã (?:được công nhận|đạt chuẩn|về đích)\b[^.;:]{0,60}?\b(?:tiếp tục )?(?:giữ vững|duy trì|nâng chất|củng cố)\b"
)
"""What is said of units that have reached a standard: `100% xã đã được công nhận duy trì, nâng chất các tiêu chí`."""
REACHED = re.compile(r"đạt chuẩn|công nhận|về đích|hoàn thành")
RAISED_TO = re.compile(
    r"\btăng (?!lên|thêm)[^,;.:]{1,80} lên(?: (?:đến|tới|trên|khoảng|ít nhất|tối thiểu|hơn)){0,2} ?$"
)
"""Words before the level to which something rises: `tăng tỷ lệ kinh tế số lên 30%`."""
FEWER = re.compile(r"\b(?:giảm|còn|xuống|không còn|dưới|thoát)\b")
"""Words by which poor households become fewer."""
RISES = re.compile(r"(?:(?:tăng|gấp|tăng gấp|cao gấp)(?: ít nhất| tối thiểu| trên| hơn| khoảng)?)")
"""Words between an income and how much more it is than before."""
OF_EACH = re.compile(r"\bmỗi (?!năm|quý|tháng)")
POORER_PART = re.compile(
    r"(?:trong đó|riêng|vùng|khu vực|địa bàn|các xã|các thôn)\b[^%;]{0,120}\b(?:giảm|còn|xuống|dưới)(?: \w+){0,3}$"
)
POORER_YEARLY = re.compile(
    r"(?:(?:bình quân|trung bình|mỗi năm|hằng năm|hàng năm|phấn đấu|giảm|từ|tối thiểu|ít nhất|trên)(?: |$)){2,6}"
)
"""Words between the poverty to be reached and how much less it is to be every year."""
DONE = re.compile(r"(?<!đã )\b(?:được|có|tham gia) ")
"""Verbs that tell what is done with products; `đã được công nhận` only says which are meant."""
VERB_REACH = 40
"""Characters before a quantity in which the verb stands that makes it something to be reached."""
LABEL = re.compile(r"\W{0,4}(?:nâng cao|kiểu mẫu)\b[^,;.:]{0,20}:")
"""A label before a number of units: `a) Nâng cao: năm 2026 công nhận mới 01 xã`."""
PARTED = re.compile(r"\W{0,3}(?:lũy kế|chia ra|trong đó|bao gồm|gồm)\b")
"""How words before a number begin that go on about the units told of before."""
ONLY_YEAR = re.compile(r"(?: ?(?:trong|vào|đến))?(?: cuối)?(?: năm \d{4})?")
"""All that may stand behind one of several numbers of the same units: `03 thôn năm 2026, 04 thôn năm 2027`."""
KIN_REACH = 10
"""Rows back to the one whose indicator goes on (`trong đó năm 2023 có thêm 01 xã`)."""
NEAR = 40
"""Characters behind an anchor in which a word still belongs to it."""


def resolve_indicator(passage: Passage, anchor: Anchor, left: str, right: str, before: Sequence[Draft]) -> str | None:
    """Name the indicator of an anchor; None when it is no target.

    Args:
        passage: the paragraph it stands in.
        anchor: where it is and what is counted.
        left: the words that govern it, since the last separator.
        right: what is said of the units counted.
        before: the rows already made in this paragraph.
    """
    if anchor.kind == "none":
        return "communes_below" if anchor.group == "commune" else "other"
    if _is_kept(passage, anchor, left, right):
        return "criteria_kept"
    if (anchor.kind == "share" or anchor.group == "household") and _is_of_poverty(passage, anchor, left, right, before):
        return "poverty_rate"
    if anchor.group in ("times", "money", "") and (_is_income(left) or goes_on(left, before)):
        return "rural_income"
    if _is_part_of_poor(anchor, left, right, before):
        return "poverty_rate"
    if anchor.group == "criterion":
        return _criterion(passage, anchor, left, right)
    if (
        anchor.group == "product"
        and not _is_done_with(passage, anchor, right)
        and _is_ocop(passage, anchor, left, right, before)
    ):
        return "ocop_products"
    if passage.low[anchor.end : anchor.end + 4].lstrip().startswith("đã"):  # đã đạt chuẩn: reached before
        kept = KEPT_BEHIND.match(passage.low, anchor.end + 1, passage.block.end) is not None
        if not kept and re.search(rf"{KEEPS}\s*$", left) is None:
            return None
        if anchor.group == "commune":
            return "criteria_kept"
    if anchor.group in UNIT_GROUPS and _is_of_other_standard(passage, right):
        return "other" if is_wanted(passage, anchor) else None
    if anchor.group in UNIT_GROUPS:
        status = _status_of(passage, anchor, left, right)
        if status is None:
            near = (draft for draft in before[-KIN_REACH:][::-1] if draft.anchor.group == anchor.group)
            kin = next((str(draft.values["indicator"]) for draft in near), None)
            reached = REACHED.search(f"{left} {right}") or "tương đương" in left
            higher = passage.lexicon.status_in(right[:NEAR], assume=True) in ("advanced", "model")
            bare = anchor.kind == "share" and right.strip() in ("", "trở lên")  # `vùng cao đạt 20% số xã trở lên`
            parted = PARTED.match(left) or (not left.strip() and ONLY_YEAR.fullmatch(right.rstrip()))
            if kin is not None and (
                bare
                or parted
                or reached
                or higher
                or increases(left, passage.lexicon)
                or _is_pace(passage, left, right)
            ):  # `năm 2023 có thêm 01 xã`
                nearer = passage.lexicon.status_in(right[:NEAR], assume=True)  # `trong đó 06 xã đạt chuẩn nâng cao`
                return BY_STATUS.get(anchor.group, {}).get(nearer or "", kin) if nearer != "ntm" else kin
        elif status == "modern":
            return "other"
        elif anchor.group == "district":
            return _district(passage, anchor, left, right)
        else:
            return BY_STATUS[anchor.group][status]
    if anchor.kind == "named":
        return None
    return (
        "other"
        if (anchor.unit or anchor.kind == "share" or anchor.group == "index") and is_wanted(passage, anchor)
        else None
    )


def is_wanted(passage: Passage, anchor: Anchor) -> bool:
    """Whether the words before an anchor, or what it stands under, say that something is to be reached."""
    said = f"{passage.low[passage.block.body : anchor.start]} {passage.lead_in} {passage.headings}"
    return passage.lexicon.has("strong", said) or is_dated(passage, anchor) or is_assured(passage, anchor)


def _is_of_other_standard(passage: Passage, right: str) -> bool:
    """Whether units reach a standard of another programme: not `đạt chuẩn nông thôn mới kiểu mẫu về văn hóa`."""
    own = NEW_RURAL.search(right)
    return passage.lexicon.has("other_standards", right[: own.start()] if own else right)


def _is_pace(passage: Passage, left: str, right: str) -> bool:
    """Whether a number only tells how many of those counted before it come each year: `bình quân mỗi năm 06 ấp`."""
    return passage.lexicon.has("per_year", left) and not right.strip()


def is_assured(passage: Passage, anchor: Anchor) -> bool:
    """Whether the verb right before a quantity makes it something to be reached.

    Args:
        passage: the paragraph.
        anchor: where the quantity stands.

    Example:
        `Bảo đảm 100% học sinh được tham gia`, and at the head of an item `Lựa chọn ít nhất 01 doanh nghiệp`.
    """
    first = max(passage.block.body, anchor.start - VERB_REACH)
    said = passage.low[first : anchor.start].rstrip()
    if anchor.kind == "share":
        whole = passage.low.startswith(passage.lexicon.words["shared_wholes"], anchor.end + 1)
        return (bool(anchor.unit) or whole) and _ending(passage.lexicon.words["assured"]).search(said) is not None
    if (
        anchor.kind != "count"
        or anchor.quantity is None
        or anchor.quantity.comparator != ">="
        or first != passage.block.body
    ):
        return False
    least = passage.lexicon.words["at_least"]
    head = said.removesuffix(next((word for word in least if said.endswith(word)), "")).rstrip()
    return anchor.group not in ("any", "") and head.lstrip("-+* ") in passage.lexicon.words["at_least_verbs"]


def _is_of_poverty(passage: Passage, anchor: Anchor, left: str, right: str, before: Sequence[Draft]) -> bool:
    """Whether a share or number is that of poor households, and not of the poor to whom something is given."""
    named = next((words for words in passage.lexicon.words["poverty"] if words in left), None)
    if named is not None:
        head, _, behind = left.rpartition(named)
        head += named.removesuffix("hộ nghèo")
        behind = behind.removeprefix(" đa chiều").lstrip(" ,")
        if head.rstrip().endswith(passage.lexicon.words["whose"]) or _holds_for_the_poor(
            passage.lexicon, head, behind, before
        ):
            return False
        return not behind.startswith(passage.lexicon.words["of_the_poor"])
    near = right[:NEAR]
    if OF_EACH.search(left):  # `mỗi thôn giảm 05 hộ nghèo`: a task of each, and not how poor a place is
        return False
    if not near.lstrip(" số").startswith("hộ nghèo") and anchor.unit != "hộ nghèo":
        return False
    behind = near[near.find("hộ nghèo") + len("hộ nghèo") :] if "hộ nghèo" in near else right
    return FEWER.search(left) is not None and not behind.lstrip(" ,").startswith(passage.lexicon.words["of_the_poor"])


def _holds_for_the_poor(lexicon: IndicatorLexicon, head: str, behind: str, before: Sequence[Draft]) -> bool:
    """Whether something holds for a share of the poor: `93% hộ dùng nước sạch, trong đó hộ nghèo đạt 85%`."""
    if lexicon.has("poor_counted", head) or FEWER.search(behind):
        return False
    if lexicon.has("kept_shares", behind):
        return True
    part = head.strip().startswith(lexicon.words["parts"])
    return part and bool(before) and before[-1].values["indicator"] != "poverty_rate"


def _is_done_with(passage: Passage, anchor: Anchor, right: str) -> bool:
    """Whether a share is of products that something is done with (`60% sản phẩm OCOP được bán qua mạng`)."""
    done = DONE.search(right) if anchor.kind == "share" else None
    return done is not None and not right.startswith(passage.lexicon.words["classifying"], done.end())


def _is_ocop(passage: Passage, anchor: Anchor, left: str, right: str, before: Sequence[Draft]) -> bool:
    """Whether products are those of the one-commune-one-product programme: it is named, or they have stars or a kin."""
    if "sao" in right or passage.lexicon.has("classified", left):
        return True
    told = passage.low[passage.block.body : anchor.end] + SOME_OCOP.sub("", passage.low[anchor.end : passage.block.end])
    told += f" {passage.lead_in}" if anchor.kind == "count" else ""
    if any(name in told for name in passage.lexicon.words["ocop"]):
        return True
    kin = before[-1] if before and anchor.kind == "count" else None
    return kin is not None and kin.values["indicator"] == "ocop_products" and kin.anchor.unit == anchor.unit


def _is_income(left: str) -> bool:
    """Whether words speak of the income of people, and not that of a group of them (`thu nhập của hộ nghèo`)."""
    return "thu nhập" in left and "hộ nghèo" not in left


def is_made_new(anchor: Anchor, right: str, lexicon: IndicatorLexicon) -> bool:
    """Whether the words right behind what is counted make it an increase: `500 tủ sách thành lập mới`."""
    return anchor.kind == "count" and right.lstrip().startswith(lexicon.words["increase_behind"])


def increases(left: str, lexicon: IndicatorLexicon) -> bool:
    """Whether the words before a number make it an increase (`có thêm`, `tăng`); `tốc độ tăng … đạt` is a level."""
    if RAISED_TO.search(left) or _ending(lexicon.words["assured"]).search(left.rstrip()):
        return False  # `tăng đầu tư cho khoa học, bảo đảm tối thiểu 2% tổng chi`: a level
    return lexicon.has("increase", _any_of(lexicon.words["growth_nouns"]).sub(" ", left))


@cache
def _ending(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!phải )\b(?:{'|'.join(phrases)})$")  # `phải bảo đảm tối thiểu 10% …` is a rule


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(phrases)})\b")


def _status_of(passage: Passage, anchor: Anchor, left: str, right: str) -> str | None:
    lexicon = passage.lexicon
    own = lexicon.status_in(right) or lexicon.status_in(right, assume=True) != "ntm"
    said = lexicon.status_in(right if own else f"{left} {right}")
    if said is None and passage.names_standard and BARE_STANDARD.search(right):
        return lexicon.status_in(right, assume=True)  # `xã đạt chuẩn` in a plan of new rural areas
    if said is None and passage.names_standard and HIGHER.match(right):
        return lexicon.status_in(right, assume=True)  # `08/08 xã nâng cao`
    raised = RAISED_NUMBER.search(left) if said is None and passage.names_standard else None
    if raised is not None:
        return lexicon.status_in(raised[0], assume=True)
    listed = passage.low.startswith(":", anchor.end)  # `02 xã: A, B đạt chuẩn nông thôn mới`
    if said is None and anchor.kind != "named" and (listed or OF_PLACES.match(right)):
        stretch = NO_NUMBER.match(passage.low, anchor.end + listed, passage.block.end)
        if stretch is not None and REACHED.search(stretch.group()):
            said = lexicon.status_in(stretch.group())
    if said is None and anchor.kind != "named" and (len(right.split()) < FEW or STANDARD.search(right)):
        label = LABEL.match(left) if passage.names_standard else None
        if label is not None:
            return lexicon.status_in(label[0], assume=True)  # `Nâng cao: năm 2026 công nhận mới 01 xã`
        return lexicon.status_in(f"{left} {right} {passage.lead_in}") or _status_of_heading(passage, anchor, right)
    return said


def _status_of_heading(passage: Passage, anchor: Anchor, right: str) -> str | None:
    """Give what the heading above says of units of which nothing else is said: `1. Xã đạt chuẩn nông thôn mới`."""
    above = next((block for block in passage.ancestors if block.role == "heading"), None)
    if above is None or anchor.kind != "count" or right.strip():
        return None
    heading = passage.low_of(above)
    told = heading.startswith(f"{anchor.unit} ") and REACHED.search(heading) is not None
    return passage.lexicon.status_in(heading) if told else None


def _district(passage: Passage, anchor: Anchor, left: str, right: str) -> str | None:
    reached = re.search(
        r"đạt chuẩn|hoàn thành|trở thành|về đích|được công nhận", passage.low[anchor.end : anchor.end + NEAR]
    )
    if re.search(rf"{KEEPS}\s*$", left) or re.search(r"tỷ lệ|tiêu chí", right[:20]):
        return None
    return "district_ntm" if anchor.kind != "named" or reached else None


def goes_on(left: str, before: Sequence[Draft]) -> bool:
    """Whether a figure goes on about the income just named: `đạt 42 triệu đồng/người/năm, gấp 1,35 lần`."""
    return bool(before) and before[-1].values["indicator"] == "rural_income" and bool(RISES.fullmatch(left.strip()))


def _is_part_of_poor(anchor: Anchor, left: str, right: str, before: Sequence[Draft]) -> bool:
    """Whether a share goes on about the poverty just named: `…; riêng các xã vùng cao giảm 4%/năm`."""
    if not before or anchor.kind != "share" or anchor.unit or before[-1].values["indicator"] != "poverty_rate":
        return False
    said = left.strip()
    return right.strip() in ("", "trở lên") and (
        POORER_PART.match(said) is not None or POORER_YEARLY.fullmatch(said) is not None
    )


def _criterion(passage: Passage, anchor: Anchor, left: str, right: str) -> str | None:
    gained = re.search(r"(?:tăng|thêm)(?: (?:ít nhất|tối thiểu|từ|trên|khoảng|bình quân)){0,2}\s*$", left)
    if anchor.per.endswith("năm") or "mỗi năm" in left or gained:
        return "criteria_gain"
    own = passage.grounds.own_level == "commune" and (
        anchor.quantity is None or anchor.quantity.denominator is not None
    )
    if anchor.per or anchor.names or "bình quân" in left or EACH_COMMUNE.search(left) or (own and "đạt" in left):
        advanced = "nâng cao" in left or "nâng cao" in right
        return "criteria_per_advanced_commune" if advanced else "criteria_per_commune"
    return "other" if OF_DISTRICT.match(right) and is_wanted(passage, anchor) else None


def _is_kept(passage: Passage, anchor: Anchor, left: str, right: str) -> bool:
    """Whether standards reached are to be kept: `giữ vững tiêu chí của 03 xã`, `11/11 xã giữ vững danh hiệu`."""
    if "bình quân" in left:
        return False
    if anchor.group == "criterion":
        return bool(re.search(rf"{KEEPS}[\w ]{{0,20}}$", left))
    if anchor.group != "commune":
        return False
    held = re.match(rf"\s{{0,3}}{KEEPS}\b", right)
    return bool(held) or ("tiêu chí" in left and passage.lexicon.has("kept", left))
