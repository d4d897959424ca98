"""What the restorer gives: the restored text, how it maps to the source, and every syllable it doubts."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_extract.alignment import Alignment


@dataclass(frozen=True, slots=True)
class Syllable:
    """One token the restorer looked at.

    Attributes:
        start, end: span in the restored text.
        source_start, source_end: span in the source text.
        confidence: posterior of the chosen reading, 0 to 1.
        candidates: the best readings with their posteriors, the chosen one first.
        flag: `""`, or why it needs a look: `unreadable-number`, `ambiguous`, `unknown-word`.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    confidence: float
    candidates: tuple[tuple[str, float], ...]
    flag: str = ""


@dataclass(frozen=True)
class Restoration:
    """A text with its diacritics and OCR-damaged letters restored (văn bản đã phục hồi dấu).

    Attributes:
        source: the text as it was read.
        text: the restored text, NFC, with as many lines as the source.
        alignment: source ↔ restored characters.
        syllables: the tokens that were changed or are in doubt, in order of `start`; tokens that were right
            and left alone are not listed.
    """

    source: str
    text: str
    alignment: Alignment
    syllables: tuple[Syllable, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether any letter differs from the source."""
        return self.text != self.source
