"""Rebuild the language model: `python -m ntm_extract.restore.train --corpus DIR --out MODEL`.

The corpus folder holds `admin-*.txt.xz` (administrative and legal text) and `general-*.txt.xz`; `--names` adds
CSV files of administrative units with a column `full_name`.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path

import numpy as np

from ntm_extract.restore.language_model import start_symbols
from ntm_extract.restore.train.counting import Interner, choose_vocabulary, read_lines
from ntm_extract.restore.train.kneser_ney import estimate, mix
from ntm_extract.writing.orthography import place_tone


def read_names(paths: list[Path]) -> Iterator[str]:
    """Give the full names of administrative units, `Xã Sơn Lang`."""
    for path in paths:
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                yield row["full_name"]


def main() -> None:
    """Train, and print what was counted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--names", type=Path, nargs="*", default=[])
    parser.add_argument("--name-weight", type=int, default=4, help="times each name is counted")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--admin-share", type=float, default=0.8, help="weight of administrative text in the mixture")
    parser.add_argument("--triples", type=int, default=4_300_000, help="trigrams kept")
    parser.add_argument("--words", type=int, default=40_000, help="vocabulary, at most 65,534")
    args = parser.parse_args()
    started = time.monotonic()

    interner = Interner()
    names = list(read_names(args.names))
    texts = [
        np.concatenate(
            [
                interner.encode(read_lines(sorted(args.corpus.glob("admin-*")))),
                interner.encode(chain.from_iterable(repeat(names, args.name_weight))),
            ]
        ),
        interner.encode(read_lines(sorted(args.corpus.glob("general-*")))),
    ]
    print(f"{sum(map(len, texts)):,} words read, {time.monotonic() - started:.0f} s")

    raw_names = list(interner.numbers)
    merged: dict[str, int] = {}
    to_merged = np.array([merged.setdefault(place_tone(name), len(merged)) for name in raw_names])
    spellings = list(merged)
    texts = [to_merged[text] for text in texts]
    counts = [np.bincount(text, minlength=len(spellings)) for text in texts]
    chosen = choose_vocabulary(spellings, counts, [3, 8], args.words)
    words = (*start_symbols(), *(spellings[i] for i in chosen))
    to_word = np.ones(len(spellings), dtype=np.int64)
    to_word[0] = 0
    to_word[chosen] = np.arange(2, len(words))
    print(f"{len(words):,} words kept of {len(spellings):,}")

    models = []
    for text in texts:
        model, triple_counts = estimate(to_word[text], words)
        print(f"{len(model.pair_keys):,} pairs, {len(model.triple_keys):,} triples, {time.monotonic() - started:.0f} s")
        models.append((model, triple_counts))
    model = mix(models, [args.admin_share, 1 - args.admin_share], args.triples, least_pair=1.0)
    model.save(args.out)
    size = args.out.stat().st_size / 1e6
    print(f"kept {len(model.pair_keys):,} pairs, {len(model.triple_keys):,} triples; {size:.1f} MB", end=", ")
    print(f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
