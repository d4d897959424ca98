"""The bodies of a misread letterhead, written as they are (tên cơ quan ở phần đầu bị đọc sai)."""

from __future__ import annotations

import re

from spacy.matcher.levenshtein import levenshtein

from ntm_extract.extract.head.signature import head_words
from ntm_extract.knowledge.folding import fold

MISREAD_LETTERS = 2
"""Letters in which a printed body may differ from a known one and still be it."""


def straighten_bodies(text: str) -> str:
    """Write the bodies of a misread letterhead as they are.

    Example:
        `ỦY,BAN NHÂN ĐÂN` → `ỦY BAN NHÂN DÂN`.
    """
    words = list(re.finditer(r"[^\W\d_]+", text))
    at = 0
    pieces, done = [], 0
    while at < len(words):
        step = 1
        for issuer in head_words()["issuers"]:
            count = len(issuer.split())
            for taken in (count, count + 1):  # a speck between two words
                window = words[at : at + taken]
                if len(window) < taken or not all(word[0].isupper() for word in window):
                    continue
                printed = " ".join(fold(word[0]) for word in window if taken == count or len(word[0]) > 1)
                if levenshtein(printed, fold(issuer), MISREAD_LETTERS) <= min(MISREAD_LETTERS, len(issuer) // 8):
                    pieces += [text[done : window[0].start()], issuer]
                    done, step = window[-1].end(), taken
                    for level in head_words()["levels"]:
                        after = words[at + step : at + step + len(level.split())]
                        if after and " ".join(fold(word[0]) for word in after) == fold(level) and after[0][0].isupper():
                            pieces += [text[done : after[0].start()], level]
                            done = after[-1].end()
                    break
            if step > 1:
                break
        at += step
    return "".join([*pieces, text[done:]])
