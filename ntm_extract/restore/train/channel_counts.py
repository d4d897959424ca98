"""From pairs of printed and read words to the costs of misread onsets and rimes.

`python -m ntm_extract.restore.train.channel_counts --pairs PAIRS.tsv --out misreadings.json`
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from ntm_extract.restore.channel import ChannelSettings, Units, load_rules
from ntm_extract.restore.tokens import cut_chunk
from ntm_extract.writing.orthography import ONSETS, is_syllable, place_tone, split_syllable, strip_marks

Pieces = dict[str, Counter[str]]


def read_pairs(path: Path) -> Iterator[tuple[str, str, int]]:
    """Give printed syllable, token read and count, lower case, from the lines of `misreading`."""
    for line in path.read_text(encoding="utf-8").splitlines():
        printed, read, count = line.split("\t")
        left = [t.text for t in cut_chunk(printed) if t.kind == "word"]
        right = [t.text for t in cut_chunk(read) if t.kind == "word"]
        if len(left) == len(right) == 1 and is_syllable(place_tone(left[0].lower())):
            yield place_tone(left[0].lower()), right[0].lower(), int(count)


def count_pieces(pairs: Iterable[tuple[str, str, int]]) -> tuple[Pieces, Pieces]:
    """Cut each token read where the written rules put the cut between onset and rime, and count both pieces."""
    kept = list(pairs)
    rules, settings = load_rules(), ChannelSettings()
    onset_units = Units(ONSETS, rules, {}, settings)
    rime_units = Units({split_syllable(printed)[1] for printed, _, _ in kept}, rules, {}, settings)
    onsets: Pieces = defaultdict(Counter)
    rimes: Pieces = defaultdict(Counter)
    for printed, read, count in kept:
        onset, rime = split_syllable(printed)
        best = min(
            (dict(onset_units.read(read[:cut])).get(onset, 9.0) + dict(rime_units.read(read[cut:])).get(rime, 9.0), cut)
            for cut in range(min(len(read), 5) + 1)
        )
        if best[0] < 9.0:
            onsets[onset][read[: best[1]]] += count
            rimes[rime][read[best[1] :]] += count
    return onsets, rimes


def costs(pieces: Pieces, least: int) -> dict[str, dict[str, float]]:
    """Give read → printed → cost: log-odds of the misreading against the reading that only lost its marks."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for printed, reads in sorted(pieces.items()):
        plain = reads[strip_marks(printed)] + 0.1 * sum(reads.values()) + 0.5
        for read, count in sorted(reads.items()):
            if count >= least and read != strip_marks(printed):
                found[read][printed] = round(min(max(math.log(plain / count), 0.0), 7.0), 1)
    return found


def main() -> None:
    """Write the costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--least", type=int, default=2)
    args = parser.parse_args()
    onsets, rimes = count_pieces(read_pairs(args.pairs))
    tables = {"onsets": costs(onsets, args.least), "rimes": costs(rimes, args.least)}
    args.out.write_text(json.dumps(tables, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")
    print({name: sum(map(len, table.values())) for name, table in tables.items()})


if __name__ == "__main__":
    main()
