"""How the issuer of a cited instrument is called in full: without its term, with its field (tên cơ quan ban hành)."""

from __future__ import annotations

import re

from ntm_extract.extract.agencies.locality import Locality
from ntm_extract.extract.references.mention import Mention
from ntm_extract.extract.targets.anchors import UPPER
from ntm_extract.extract.wording import either
from ntm_extract.knowledge.instruments import KINDS, NormalizedNumber

TERM = re.compile(
    r"\s{0,3},?\s{0,3}(?:\(?(?:[Kk]hóa|[Kk]hoá)\s{1,3}[IVXLC\d]+\)?"
    r"|[Nn]hiệm kỳ\s{1,3}\d{4}\s{0,3}[-–]\s{0,3}\d{4}|[Kk]ỳ họp thứ \w+|lần thứ\s{1,3}[IVXLC\d]{1,7}\b)"
)
_PAST_NAME = re.compile(
    r"\t|\s(?:về|V/v)$"
    rf"|\svà\s{{1,3}}(?:các\s{{1,3}})?(?:{'|'.join(kind.name for kind in KINDS)})(?:\s{{1,3}}số\b|\s{{0,3}}$)"
)
_PAST_CAPITALS = re.compile(rf"\s(?:VỀ|V/V|NGÀY|SỐ|VÀ\s{{1,3}}(?:{'|'.join(kind.name.upper() for kind in KINDS)}))\b")
"""What ends a name in a heading in capitals: what the act is about, or another act."""
_OF_A_FIELD = re.compile(rf"(?:{either('references', 'boards_of_a_field')})(?!\w)", re.IGNORECASE)
_FIELD = re.compile(
    r" về (?!việc )[^\W\d][^;.()\n\t]{2,120}?"
    rf"(?=\s{{0,3}}(?:[;.()\n\t]|,\s{{0,3}}[{UPPER}]|$)|,?\s(?i:về|V/v|ngày|{either('references', 'titled_verbs')})\b)"
)
LOCAL_ISSUERS = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
CENTRAL_COMMITTEE = "Ban Chấp hành Trung ương Đảng"
_CENTRE = frozenset({"Trung ương", "Trung ương Đảng", "Đảng"})


def own_end(text: str, start: int, end: int) -> int:
    """Give where the name of an issuer ends that was read over `[start, end)`: before its term, within its cell.

    In capitals all words are written like names, so it ends there before what the act is about, too.

    Example: of `Quốc hội Khóa XV` it is the end of `Quốc hội`.
    """
    patterns = (TERM, _PAST_NAME, _PAST_CAPITALS)
    return min((found.start() for pattern in patterns if (found := pattern.search(text, start, end))), default=end)


def field_end(text: str, start: int, end: int, limit: int) -> int:
    """Give the end of the field of a board that is named by it, else `end`.

    There are many boards of the country, told apart by their fields; of a province's `Ban Chỉ đạo` what follows is as
    well the subject, and is left to it.

    Example: `Ban Chỉ đạo Quốc gia` goes on over ` về chuyển đổi số`.
    """
    board = _OF_A_FIELD.match(text, start, limit)
    field = _FIELD.match(text, board.end(), limit) if board else None
    return max(end, field.end()) if field else end


def told_in_full(issuer: str, mention: Mention) -> str:
    """Give an issuer in full where the symbol tells whose short name it is.

    Example: `Thủ tướng` with `QĐ-TTg` is Thủ tướng Chính phủ; `Trung ương` with `KL/TW` the Party's Central Committee.
    """
    told = mention.number.issuer if mention.number is not None else None
    if told is not None and issuer == "Bộ trưởng":
        return f"{issuer} {told}"
    if issuer in _CENTRE and mention.number is not None and (mention.number.party or not mention.number.symbol):
        return CENTRAL_COMMITTEE
    return told if told is not None and told.startswith(f"{issuer} ") else issuer


def local_issuer(number: NormalizedNumber, here: Locality) -> str | None:
    """Name the body of the plan's own locality that a symbol stands for; None where several could be.

    Example:
        `NQ-HĐND` in a plan of huyện Hà Quảng is of Hội đồng nhân dân huyện Hà Quảng.
    """
    organ = number.organs[0] if len(number.organs) == 1 else None
    if organ is None:
        return None
    name = next((name for short, name in LOCAL_ISSUERS.items() if short in organ.abbreviations), None)
    if name is not None:
        place = here.name_at(here.level_word) if here.level_word else None
        return f"{name} {here.level_word} {place}" if place else None
    if organ.name.startswith("Sở "):
        return f"{organ.name} {here.province_word} {here.province}" if here.province else None
    if "TU" in organ.abbreviations and here.province:
        return f"{'Thành ủy' if here.province_word == 'thành phố' else 'Tỉnh ủy'} {here.province}"
    if "HU" in organ.abbreviations and here.district and here.level in ("district", "commune"):
        return f"Huyện ủy {here.district}"
    if "ĐU" in organ.abbreviations and here.level == "commune" and here.commune:
        return f"Đảng ủy {here.level_word} {here.commune}"
    return None
