"""The communes and villages of which a quantity is told (chủ thể có tên): `Các thôn A, B mỗi thôn giảm 05 hộ nghèo`."""

from __future__ import annotations

import re
from typing import NamedTuple

from ntm_extract.extract.targets.anchors import NAMES, UNIT_GROUP, UNIT_WORD, Anchor, split_names
from ntm_extract.extract.targets.passage import Passage

REACH = 400
"""Characters before a quantity in which its subject begins."""
COUNTED_THEMSELVES = ("commune", "village", "district")
"""Groups of units that have names of their own: those of the subject are not theirs."""
_REST = r"(?P<rest>(?::|[^.;:,()\d]{0,60}) ?)$"
_LISTED = re.compile(rf"(?:\b[Cc]ác )?\b(?P<unit>{UNIT_WORD}) (?P<names>(?>{NAMES})){_REST}")
_BRACKETED = re.compile(rf"\b(?P<unit>{UNIT_WORD})(?: [^\W\d_]{{1,12}}){{0,4}} \((?P<names>[^()\d]{{2,200}})\){_REST}")


class NamedSubject(NamedTuple):
    """Names of units, and where they begin."""

    names: tuple[str, ...]
    start: int


def find_named_subject(passage: Passage, anchor: Anchor, left_start: int) -> NamedSubject | None:
    """Find the units by name of which an amount is told, where they are the subject of its clause.

    Args:
        passage: the paragraph.
        anchor: the amount.
        left_start: where what was said before it ends.

    Returns:
        None where no unit is named, where the amount counts such units itself, and for a commune in its own plan.

    Example:
        `xã còn lại (Bản Hồ) đạt từ 16 tiêu chí` gives `Bản Hồ`.
    """
    if anchor.kind not in ("count", "share") or anchor.group in COUNTED_THEMSELVES:
        return None
    first = max(left_start, anchor.start - REACH)
    for pattern in (_LISTED, _BRACKETED):
        found = pattern.search(passage.text, first, anchor.start)
        if found is None or not _is_subject(passage, found, left_start):
            continue
        group = UNIT_GROUP[found["unit"].lower()]
        names = tuple(split_names(found["names"], group))
        if names and group != "district" and group != passage.grounds.own_level:
            return NamedSubject(names, found.start())
    return None


def _is_subject(passage: Passage, found: re.Match[str], left_start: int) -> bool:
    """Whether names begin a clause and the amount, or a verb of what is told of them, stands behind."""
    words = passage.lexicon.words
    rest = found["rest"].strip(" :").lower()
    if rest and not rest.startswith(words["subject_verbs"]):
        return False
    before = passage.low[left_start : found.start()].strip()
    if not before or not before[-1].isalnum() or before.endswith(words["clause_heads"]):
        return True
    times = passage.grounds.times.within(max(passage.block.body, found.start() - REACH), found.start())
    return bool(times) and not passage.low[times[-1].end : found.start()].strip()
