"""The letters that the recogniser tells apart."""

from __future__ import annotations

import unicodedata

from ntm_extract.writing.orthography import MARKED

BLANK = 0
"""Class of no letter, between two letters."""
LETTERS = (
    " 0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    + MARKED
    + ".,;:!?/\\-–()[]{}<>%‰\"'“”‘’«»+=*…&_•≥≤±×§°²³½|@#$€~^`"
)
"""Class 1 and up."""
_WRITTEN_ALIKE = str.maketrans({
    "—": "–", "―": "–", "−": "–", "‑": "-", "‐": "-", "\u00a0": " ", "·": "•", "●": "•", "′": "’", "″": "”", "„": "“",
    "\u00ad": "-", "º": "°", "‚": ",", "⁄": "/", "∕": "/", "\uf0b7": "•", "\uf02d": "-", "▪": "•", "♦": "•",
    "…": "...",
})  # fmt: skip


def write(text: str) -> str:
    """Write a text with the alphabet's letters where another sign looks the same: `A — B` → `A – B`."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_WRITTEN_ALIKE).split())
