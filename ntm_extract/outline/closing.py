"""The end of a document: recipients and signature, in either order, also interleaved by OCR."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ntm_extract.outline.drafts import Draft
from ntm_extract.outline.letterhead import is_kind
from ntm_extract.outline.lines import Line, is_upper, keywords, line_at
from ntm_extract.outline.markers import find_marker

_MISREAD_RECIPIENTS = re.compile(r"\W{0,3}\w{1,4} nhan ?:")
_DEGREES = re.compile(r"^(?:[A-ZĐ][A-Za-z]{0,5}\. ?){1,3}")  # PGS.TS. before a name
_MOST_RECIPIENTS = 30
_FEWEST_RECIPIENTS = 4
_SHORT = 65  # a longer line is no recipient where nothing says that recipients are listed
_LONGEST = 100  # a longer line is no line of recipients or signature


@cache
def _signature_start() -> re.Pattern[str]:
    closing = keywords()["closing"]
    offices = "|".join(sorted(closing["offices"], key=len, reverse=True))
    proxies = "|".join(closing["proxies"])
    slashed = "|".join(
        proxy for proxy in closing["proxies"] if "/" in proxy
    )  # `T/M BAN THƯỜNG VỤ`, without a full stop
    return re.compile(rf"(?:(?:{proxies}) ?[.,] ?[a-z]|(?:{slashed}) [a-z]|(?:q\. ?)?(?:{offices})\b)")


def _recipients_start(line: Line) -> bool:
    """Whether a line opens the recipients; `Nơi nhận báo cáo` heads a column of a table."""
    if len(line.text) > _LONGEST:
        return False
    words = line.folded.lstrip("*_-~:. ")
    label = next((label for label in keywords()["closing"]["recipients"] if words.startswith(label)), None)
    named = label is not None and (":" in words or not words[len(label) :].strip()[:1].isalpha())
    return named or _MISREAD_RECIPIENTS.fullmatch(line.folded) is not None


def _leads_to_signature(lines: Sequence[Line], index: int) -> bool:
    """Whether a list of recipients whose heading was lost begins at a line: short entries up to the signature."""
    entries = 0
    for line in lines[index : index + _MOST_RECIPIENTS]:
        if signs(line):
            return entries >= _FEWEST_RECIPIENTS
        if _recipients_start(line):
            return False  # the heading is there, and these lines are the text before it
        if len(line.text) > _SHORT or (line.text[-1] not in ";:,." and entries == 0):
            return False
        entries += line.text[-1] in ";:"
    return False


def signs(line: Line) -> bool:
    """Whether a line opens a signature: `TM. ỦY BAN NHÂN DÂN`, `CHỦ TỊCH`."""
    return len(line.text) <= 80 and line.upper and bool(_signature_start().match(line.folded))


def opens_closing(lines: Sequence[Line], index: int) -> bool:
    """Whether recipients or signature begin at a line."""
    line = lines[index]
    if _recipients_start(line) or _leads_to_signature(lines, index):
        return True
    if not signs(line):
        return False
    proxies = keywords()["closing"]["proxies"]
    proxy = line.folded.startswith(tuple(p + sign for p in proxies for sign in (". " if "/" in p else ".")))
    return proxy or any(_is_name(other) or signs(other) for other in lines[index + 1 : index + 4])


def _is_name(line: Line) -> bool:
    words = _DEGREES.sub("", line.text).split()
    return len(line.text) <= 50 and not line.upper and 0 < len(words) == _name_words(words)


def _name_words(words: Sequence[str]) -> int:
    """Count the words at the end that make up a person's name (two to six, each with a capital), else 0."""
    count = 0
    for word in reversed(words):
        if not (word[0].isupper() and word.isalpha() and not word[1:].isupper()):
            break
        count += 1
    return count if 2 <= count <= 6 else 0


def read_closing(text: str, lines: Sequence[Line], start: int) -> tuple[list[Draft], int]:
    """Read recipients and signature from line `start` on.

    Returns:
        Their blocks, and the index of the first line after them.
    """
    drafts: list[Draft] = []
    index = start
    signed = named = False
    receiving: Draft | None = None
    while index < len(lines):
        line = lines[index]
        marker = find_marker(line)
        if index > start and (is_kind(line) or (marker and marker.style in ("appendix", "roman", "article", "part"))):
            break
        if signs(line):
            drafts.append(Draft([line], "signature", "signature"))
            signed = True
        elif (
            index == start
            or _recipients_start(line)
            or (marker and marker.style == "bullet" and not (named and receiving is None))
        ):
            for part in _columns(text, line, signed):
                role = "signature" if signs(part) or (part is not line and _is_name(part)) else "recipients"
                draft = Draft([part], role, role, marker=find_marker(part) if role == "recipients" else None)
                signed, named = signed or signs(part), named or (role == "signature" and _is_name(part))
                drafts.append(draft)
                receiving = draft if role == "recipients" else receiving
        elif (
            _is_name(line)
            and signed
            and not (receiving and not receiving.lines[-1].ended and not named and _more_names(lines, index))
        ):
            drafts.append(Draft([line], "signature", "signature"))
            named = True
        elif receiving is not None and _continues(line, receiving, drafts, named):
            receiving.lines.append(line)
        elif (
            drafts and receiving is drafts[-1] and len(line.text) <= _SHORT and line.text[-1] in ";:" and not line.upper
        ):
            receiving = Draft([line], "recipients", "recipients")  # its dash was lost
            drafts.append(receiving)
        elif (
            len(line.text) <= _LONGEST
            and not named
            and (line.upper or (signed and len(line.text) <= 40))
            and (not line.folded.startswith("(") or "da ky" in line.folded)
        ):
            drafts.append(Draft([line], "signature", "signature"))
            signed = True
        else:
            break
        index += 1
    return drafts, index


def _more_names(lines: Sequence[Line], index: int) -> bool:
    return any(_is_name(line) for line in lines[index + 1 : index + 6])


def _continues(line: Line, receiving: Draft, drafts: Sequence[Draft], named: bool) -> bool:
    """Whether a line without a dash goes on with the last recipient."""
    if drafts[-1] is not receiving or is_upper(line.text) or len(line.text) > _LONGEST:
        return False
    last = receiving.lines[-1]
    heading = last.folded.rstrip(" :;.,").endswith(tuple(keywords()["closing"]["recipients"]))
    return (
        not heading
        and not last.text.endswith((".", ";"))
        and (line.text[:1].islower() or last.text.endswith((",", "-")))
    )


def _columns(text: str, line: Line, signed: bool) -> list[Line]:
    """Split a line that holds a recipient on the left and a piece of the signature on the right."""
    if len(line.text) > 2 * _LONGEST:
        return [line]
    raw = text[line.start : line.end]
    for found in re.finditer(r"(?<=[\s‘'’`|])\S", raw):
        rest = line_at(text, line.start + found.start(), line.end, line.page)
        if found.start() >= 5 and len(rest.text) >= 6 and signs(rest):
            return [line_at(text, line.start, line.start + found.start(), line.page, line.blanks), rest]
    words = raw.split()
    count = _name_words(words)
    if signed and 0 < count < len(words) and words[-count - 1][-1] in ";.,":
        cut = line.start + len(raw.rsplit(maxsplit=count)[0])
        return [line_at(text, line.start, cut, line.page, line.blanks), line_at(text, cut, line.end, line.page)]
    return [line]
