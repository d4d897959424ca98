"""Cutting outlined text into tokens without tearing legal numbers apart.

spaCy's own Vietnamese tokenizer needs pyvi, which splits `318/QĐ-TTg` into three words. Administrative text wants
the opposite: a symbol, a date, a fraction or a number is one token, everything else is split at white space
and punctuation. Every character of the text belongs to a token, so `doc.text` equals the text given.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

TOKEN = re.compile(
    r"\d\w*(?:[/\-–]\w+|[.,]\d\w*)*"  # 263/QĐ-TTg, 22/02/2022, 63,5, 2021-2025
    r"|[A-ZĐ]{2,}\w*(?:[/\-&][A-ZĐ]\w*)*"  # KH-UBND, TT&TT, NN&PTNT
    r"|\w+"
    r"|\s+"
    r"|[^\w\s]"
)


def cut(text: str) -> list[tuple[int, str]]:
    """Cut text into (offset, token), white space included.

    Example:
        `cut("số 263/QĐ-TTg")` gives `[(0, "số"), (2, " "), (3, "263/QĐ-TTg")]`.
    """
    tokens = TOKEN.findall(text)  # they leave nothing out, so that their lengths tell where they begin
    return list(zip(accumulate(map(len, tokens), initial=0), tokens, strict=False))


Doc.set_extension("cut", default=None, force=True)


class PlanTokenizer:
    """Make a `Doc` whose text is exactly the text given; `doc._.cut` is what `cut` gives for it."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cut `text` into tokens.

        Example:
            `[t.text for t in PlanTokenizer(vocab)("Quyết định số 263/QĐ-TTg")]` gives
            `["Quyết", "định", "số", "263/QĐ-TTg"]`.
        """
        words: list[str] = []
        spaces: list[bool] = []
        tokens = cut(text)
        for _, token in tokens:
            if token[0] == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True  # the first space belongs to the token before it
                token = token[1:]
                if not token:
                    continue
            words.append(token)
            spaces.append(False)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc._.cut = tokens
        return doc


@registry.tokenizers("ntm_extract.tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], PlanTokenizer]:
    """Give spaCy's configuration the way to make the tokenizer."""
    return lambda nlp: PlanTokenizer(nlp.vocab)
