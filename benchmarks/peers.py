"""The restorer and what it is measured against, all under one form: a text goes in, a text of as many lines comes out.

`no tagger` and `tagger` are the product with its n-gram, or its network, deciding alone. The peers are given their text
without marks, as they restore marks and nothing else. `unigram` takes the most frequent spelling, `n-gram` the
likeliest sequence by the product's own trigrams, without its channel and its fences. Of PyPI only pyvi restores marks
without the net: underthesea 9.5.0 and vina2vi 0.0.13 hold no such model.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import as_file

import numpy as np

from ntm_extract.restore.channel import DATA, load_channel
from ntm_extract.restore.language_model import LanguageModel
from ntm_extract.restore.restorer import Restorer, load_names
from ntm_extract.restore.tagger import Tagger, TaggerSettings
from ntm_extract.restore.tokens import NUMBER, Token, find_tokens
from ntm_extract.writing.orthography import copy_case, strip_marks

Restore = Callable[[str], str]

PRODUCT = "product"
BEAM = 12


def load_product() -> Restore:
    """Give the restorer as it ships."""
    from ntm_extract.restore import load_restorer

    restorer = load_restorer()
    return lambda text: restorer.restore(text).text


def load_lattice() -> Restore:
    """Give the restorer without its tagger: channel, trigrams and the adapting to the text."""
    return _load_with(None)


def load_tagger() -> Restore:
    """Give the restorer where the tagger alone decides among the readings that word pairs leave."""
    return _load_with(TaggerSettings(lattice=0.0, spelling=1.0, hidden=1.0, sure=1.1))


def _load_with(settings: TaggerSettings | None) -> Restore:
    with as_file(DATA / "model.npz") as model_path, as_file(DATA / "tagger.onnx") as tagger_path:
        model = LanguageModel.load(model_path)
        tagger = Tagger(tagger_path, model.words, settings, settings) if settings else None
    with as_file(DATA / "names.txt") as path:
        restorer = Restorer(model, load_channel(model.words[2:]), load_names(path), tagger)
    return lambda text: restorer.restore(text).text


def load_unigram() -> Restore:
    """Give the most frequent spelling of each word, by the unigrams of the product's model."""
    model, spellings = _load_model()

    def choose(words: Sequence[str]) -> list[str]:
        found = (spellings.get(strip_marks(word.lower())) for word in words)
        return [model.words[int(f[0])] if f is not None else w for w, f in zip(words, found, strict=True)]

    return lambda text: _rewrite(text, choose)


def load_ngram() -> Restore:
    """Give the likeliest spellings of a sentence by the product's trigrams: a beam search."""
    model, spellings = _load_model()
    unknown = np.array([model.unknown], dtype=np.uint64)
    end = np.zeros(1, dtype=np.uint64)

    def choose(words: Sequence[str]) -> list[str]:
        last, pairs, scores = end, np.array([-1]), np.zeros(1, dtype=np.float32)
        columns = [spellings.get(word if word == NUMBER else strip_marks(word.lower()), unknown) for word in words]
        back: list[tuple[np.ndarray, np.ndarray]] = []
        for column in [*columns, end]:
            lower, numbers = model.score_pairs(last[:, None], column)
            total = scores[:, None] + model.score_triples(pairs[:, None], column, lower)
            best: dict[tuple[int, int], int] = {}  # of sequences that end in the same two words only the best
            for flat in np.argsort(-total, axis=None, kind="stable").tolist():
                before, now = divmod(flat, len(column))
                best.setdefault((int(last[before]), now), flat)
                if len(best) == BEAM:
                    break
            kept = np.array(list(best.values()))
            before, now = np.divmod(kept, len(column))
            back.append((before, column[now]))
            last, pairs, scores = column[now], numbers[before, now], total[before, now]
        chosen, at = [], 0
        for before, numbers in reversed(back):
            chosen.append(int(numbers[at]))
            at = before[at]
        return [
            word if number == model.unknown else model.words[number]
            for word, number in zip(words, reversed(chosen[1:]), strict=True)
        ]

    return lambda text: _rewrite(text, choose)


def load_pyvi() -> Restore:
    """Give pyvi's `add_accents`, line by line; it fails on some words, which then stay as they are."""
    from pyvi import ViUtils

    def add(text: str) -> str:
        try:
            return str(ViUtils.add_accents(text)) if text.strip() else text
        except KeyError:  # labels that make no letter, as `u` with the marks of `ư` and of `ú`
            return " ".join(map(add, text.split(" "))) if " " in text else text

    return lambda text: "\n".join(add(strip_marks(line)) for line in text.split("\n"))


SYSTEMS: dict[str, Callable[[], Restore]] = {
    PRODUCT: load_product,
    "no tagger": load_lattice,
    "tagger": load_tagger,
    "n-gram": load_ngram,
    "unigram": load_unigram,
    "pyvi": load_pyvi,
}
"""By name: what loads them; an ImportError means that the package of that name is not installed."""


@cache
def _load_model() -> tuple[LanguageModel, dict[str, np.ndarray]]:
    """Give the model, and for each word without marks the numbers of its spellings, the most frequent first."""
    with as_file(DATA / "model.npz") as path:
        model = LanguageModel.load(path)
    found: dict[str, list[int]] = {}
    for number in np.argsort(-model.unigrams, kind="stable").tolist():
        if number not in (0, model.unknown):
            found.setdefault(strip_marks(model.words[number]), []).append(number)
    return model, {bare: np.array(numbers, dtype=np.uint64) for bare, numbers in found.items()}


def _rewrite(text: str, choose: Callable[[Sequence[str]], list[str]]) -> str:
    """Put the words of each sentence anew, in the case they came in; all that is no word stays."""
    text = unicodedata.normalize("NFC", text)
    pieces: list[str] = []
    sentence: list[Token] = []
    at = 0
    for token in [*find_tokens(text), Token(len(text), len(text), "", "boundary")]:
        if token.kind != "boundary":
            sentence.append(token)
            continue
        words = [one.text if one.kind == "word" else NUMBER for one in sentence]
        for one, word in zip(sentence, choose(words) if words else [], strict=True):
            if one.kind == "word" and word != one.text:
                pieces += [text[at : one.start], copy_case(one.text, word)]
                at = one.end
        sentence = []
    return "".join([*pieces, text[at:]])
