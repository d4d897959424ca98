"""What the restorer gives: the restored text, how it maps to the source, and every syllable it doubts."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_extract.alignment import Alignment
from ntm_extract.writing.damage import Diagnosis

SOUND = Diagnosis("sound")


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
        syllables: every word, and every number that cannot be read, in order of `start`.
        diagnosis: what had befallen the letters before words were looked at, and was undone where it could be.
    """

    source: str
    text: str
    alignment: Alignment
    syllables: tuple[Syllable, ...] = ()
    diagnosis: Diagnosis = SOUND

    @property
    def changed(self) -> bool:
        """Whether any letter differs from the source."""
        return self.text != self.source
