"""What is printed to learn from: pieces of the corpus's paragraphs, shuffled, without end."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ntm_extract.writing.corpus import Corpus, find_corpus, read_lines

SHORTEST = 15
"""Characters; shorter paragraphs are headings of laws, all alike."""
LONGEST = 90
"""Words of one piece: more than a printed paragraph takes."""


@dataclass(frozen=True)
class CorpusTexts:
    """Gives paragraphs of a corpus folder without end.

    Attributes:
        folder: see `find_corpus`.
        admin_every, general_every: one paragraph in so many is taken; the corpus is larger than what is learnt from.
    """

    folder: Path
    admin_every: int = 6
    general_every: int = 12

    def __call__(self, chance: random.Random) -> Iterator[str]:
        """Give pieces of paragraphs, never ending."""
        corpus: Corpus = find_corpus(self.folder)
        lines = [
            line.strip()
            for paths, every in ((corpus.admin, self.admin_every), (corpus.general, self.general_every))
            for number, line in enumerate(read_lines(paths))
            if number % every == 0 and len(line) > SHORTEST
        ]
        while True:
            chance.shuffle(lines)
            for line in lines:
                words = line.split()
                far = len(words) > LONGEST // 2 and chance.random() < 0.5
                start = chance.randrange(max(1, len(words) - 10)) if far else 0
                yield " ".join(words[start : start + LONGEST])
