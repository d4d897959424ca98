"""Of what kind a document is (loại văn bản): by its head, its symbol, or what it calls itself in its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from ntm_extract.extract.references.mention import kind_names
from ntm_extract.knowledge.folding import fold
from ntm_extract.knowledge.instruments import KINDS, normalize_number
from ntm_extract.outline.structure import Block, Outline

_ANNOUNCED = re.compile(r"(?:xây dựng|ban hành|lập)\s+(?P<kind>[A-ZĐ]\w+(?: \w+)?)", re.IGNORECASE)
_CLOSED = re.compile(r"[Tt]rên đây là\s+(?P<kind>[A-ZĐ]\w+(?: \w+)?)", re.IGNORECASE)
_LETTER = re.compile(r"\W{0,3}V/v\b", re.IGNORECASE)
_IN_FORCE = re.compile(r"(?:kèm theo|Điều \d{1,2}\.) $")
_SPOKEN_OF = ("Quy hoạch", "Dự án", "Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
"""What a document speaks of that is none itself."""
_APPROVED = (*_SPOKEN_OF, "Đề án", "Chiến lược", "Quy chế", "Quy định", "Nghị định")
"""What others' instruments approve or issue: a title or a sentence that names one tells no kind."""


@cache
def _folded_kinds() -> dict[str, str]:
    return {fold(written): name for written, name in kind_names().items()}


def find_kind(outline: Outline, head: Sequence[Block], title: str | None, symbol: str | None) -> str | None:
    """Name the kind of a document.

    Args:
        outline: the document.
        head: the blocks of its own head.
        title: as printed, or None.
        symbol: of its number, or None.

    Returns:
        The kind of the head; where it has none, that of the symbol; then what the text most often calls `… này`; then
        what the title begins with, or the text says it makes. None where nothing tells.

    Example:
        A text in whose articles `Quyết định này` stands is a Quyết định, be it that it issues a plan.
    """
    known = _folded_kinds()
    for block in head:
        if block.role == "kind" and (name := known.get(fold(outline.text_of(block)).strip(" *#"))):
            return name
    if _LETTER.match(title or ""):
        return "Công văn"  # a letter alone has its subject where others have their kind
    if symbol:
        return normalize_number(f"1/{symbol}").kind
    called: Counter[str] = Counter()
    for match in _called_this().finditer(outline.text):
        name = known[fold(match["kind"])]
        if _IN_FORCE.search(outline.text, max(0, match.start() - 12), match.start()):
            return name  # `Ban hành kèm theo Quyết định này`, `Điều 3. Quyết định này có hiệu lực`
        called[name] += name not in _SPOKEN_OF
    if called and called.most_common(1)[0][1]:
        return called.most_common(1)[0][0]
    opening = next((block.start for block in outline.blocks if block.role in ("heading", "item")), len(outline.text))
    announced = [match["kind"] for match in _ANNOUNCED.finditer(outline.text, 0, opening)]
    closed = [match["kind"] for match in _CLOSED.finditer(outline.text)]
    for words in (*([title] if title else ()), *announced, *closed):
        folded = fold(words).split()
        names = (known.get(" ".join(folded[:count])) for count in (3, 2, 1))
        if (found := next(filter(None, names), None)) is not None and found not in _APPROVED:
            return found
    return None


@cache
def _called_this() -> re.Pattern[str]:
    names = "|".join(sorted({kind.name for kind in KINDS if kind.cited}, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<kind>{names})\s{{1,3}}này\b", re.IGNORECASE)
