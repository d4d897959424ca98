"""What a cited instrument is about (trích yếu của văn bản viện dẫn): the words behind its number, date and issuer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntm_extract.extract.references.mention import PASSED_BY, Mention
from ntm_extract.extract.references.pinpoints import find_pinpoint
from ntm_extract.extract.wording import either

SUBJECT_OPENER = re.compile(r"\s*,?\s*[“\"]?(?:(?:về việc|về|V/v|v/v|VỀ VIỆC|VỀ)\s+)?")
_NO_TITLE = "tại|trong|này|trên|bởi|theo"
SUBJECT_VERB = re.compile(
    rf"(?:{either('references', 'subject_verbs')})\b(?!(?:, bổ sung)? (?:{_NO_TITLE})\b)", re.IGNORECASE
)
ADDRESSEE = re.compile(
    r"(?:Bộ|Sở|Phòng|Cục|UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân|Ban)\s[^;.]{2,80}?\s(?:trước|để|chậm nhất|qua)\b"
)
"""To whom something is sent: `báo cáo theo Nghị định số … về Bộ Nội vụ trước ngày …` tells no subject."""
SUBJECT_END = re.compile(rf"[\s,]{{0,4}}(?:{either('references', 'subject_ends')})\b")
TITLE_LINK = re.compile(rf"\b(?:{either('references', 'title_links')})\s+(?:các\s+)?$", re.IGNORECASE)
JOINED = re.compile(r"(?:,|\bvà)\s+(?:các\s+)?$")
OF_ANOTHER = re.compile(
    rf"(?:,|;|\s(?:và|cùng với|cũng như))\s+(?:các\s+|những\s+)?(?:{either('references', 'parts_cited')})\b"
    r"[^,;.()]{0,50}\s(?:của|tại|trong|theo)\s+(?:các\s+)?$"
)
"""What is cited of the next instrument of a list, and no longer of the title before it."""
NEXT_SUBJECT = re.compile(rf", (?:{either('references', 'next_subjects')})")
"""A body that begins the main clause behind a citation: `…, Ủy ban nhân dân huyện xây dựng Kế hoạch`."""
SUBJECT_LIMIT = 600
BARE_SUBJECT = 3
"""Words of a subject that no `về` opens: `thực hiện như sau` is none."""


def find_subject(
    text: str, at: int, limit: int, following: Sequence[Mention], *, bare: bool, basis: bool
) -> tuple[int, int] | None:
    """Find what the instrument is about, from behind its issuer to the end of what is named.

    The title may name other instruments; it ends where one is cited beside it (`following` are those in the
    paragraph behind it). In a paragraph of the grounds (`basis`), which is of one act, a title may have a `;`.
    """
    opener = SUBJECT_OPENER.match(text, at)
    begin = opener.end() if opener else at
    opened = bool(opener and "v" in opener.group().lower())
    if opened and ADDRESSEE.match(text, begin):
        return None
    if not opened and (not SUBJECT_VERB.match(text, begin) or (bare and "," in text[at:begin])):
        return None
    stop, depth, quoted = begin, 0, False
    bound = min(limit, begin + SUBJECT_LIMIT)
    others = {mention.start: mention for mention in following}
    within = False
    while stop < bound:
        char = text[stop]
        if (other := others.get(stop)) is not None:
            within = _is_in_title(text, begin, other, within)
            if not within:
                break
            stop = min(other.end, bound)
            continue
        if char in '“”"':
            quoted = not quoted if char == '"' else char == "“"
        elif char == "(" and (quoted or not SUBJECT_END.match(text, stop)):
            depth += 1
        elif char == ")":
            if depth == 0:
                break
            depth -= 1
        elif char == "\n" or (
            not quoted
            and _ends_subject(text, begin, stop, limit, depth)
            and not (basis and max(others, default=begin) < stop and _has_more(text, stop, limit))
        ):
            break
        stop += 1
    if stop in others:  # another citation follows: drop what joins them
        pinpoint = find_pinpoint(text, begin, stop)
        stop = pinpoint.start if pinpoint is not None else stop
        another = OF_ANOTHER.search(text, begin, stop)
        stop = another.start() if another else stop
        stop = begin + len(
            re.sub(
                r"(?:(?:[,;]|\bvà|\bcác)\s{1,3}số\b|[,;\s]|\bvà|\bcác|\btheo|\bthực hiện|\bcăn cứ|\btại|\bquy định)*$",
                "",
                text[begin:stop],
                flags=re.IGNORECASE,
            )
        )
    stop = begin + len(text[begin:stop].rstrip(" ,;.:(“"))
    return (begin, stop) if len(text[begin:stop].split()) >= (1 if opened else BARE_SUBJECT) else None


def _is_in_title(text: str, begin: int, other: Mention, within: bool) -> bool:
    """Whether a title that begins at `begin` goes on over another instrument: `quy định chi tiết Luật …`."""
    before = text[begin : other.start]
    if OF_ANOTHER.search(before[-90:]):
        return False
    if TITLE_LINK.search(before[-40:]):
        return True
    pinpoint = find_pinpoint(text, begin, other.start)
    if pinpoint is not None:
        return TITLE_LINK.search(before[: pinpoint.start - begin][-40:]) is not None
    return within and other.kind in PASSED_BY and JOINED.search(before) is not None


def _ends_subject(text: str, begin: int, at: int, limit: int, depth: int) -> bool:
    """Whether the character at `at` ends a subject: a sentence end, a `;`, a comma before the main clause."""
    char = text[at]
    if char == ".":
        return at + 1 >= len(text) or text[at + 1].isspace() or text[at + 1] in '/("”'
    if depth:
        return False
    if char in " ,(" and SUBJECT_END.match(text, at):
        return True
    return (char == ";" and not _goes_on(text, begin, at, limit)) or (
        char == "," and bool(NEXT_SUBJECT.match(text, at))
    )


def _has_more(text: str, semicolon: int, limit: int) -> bool:
    """Whether a title goes on behind a `;` with what else the act does: `…; quy định xã hoàn thành nhiệm vụ`.

    It does not before another act: `…; thực hiện Kế hoạch số …` opens the next ground.
    """
    after = re.compile(r";\s(?=\S)").match(text, semicolon, limit)
    return after is not None and text[after.end()].islower() and SUBJECT_VERB.match(text, after.end()) is not None


def _goes_on(text: str, begin: int, semicolon: int, limit: int) -> bool:
    """Whether a subject goes on behind a `;` (a list of what is approved), and no new citation begins there."""
    rest = text[semicolon + 1 : semicolon + 8].lstrip()
    named = re.search(r"giai đoạn|năm \d{4}", text[begin:semicolon])
    return rest.startswith(("các ", "xóm ", "thôn ")) and named is None
