"""Measure the repair of damaged letters: `python benchmarks/damage.py [--shared DIR] [--paragraphs N]`.

Damages the held-out texts of the folder `shared` beside the repository by code and repairs them. Prints for each damage
the share of words that are right before and after (case aside: TCVN3 has no capitals with a tone), what was told, and
the seconds of processor. Lost letters cannot be repaired: of them the share of stretches of 100 words is printed for
which they are told.
"""

from __future__ import annotations

import argparse
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from fixtures.generator import spoiling
from ntm_extract.writing.damage import treat
from ntm_extract.writing.loss import find_loss
from ntm_extract.writing.orthography import strip_marks

Spoil = Callable[[str], str]

REPAIRED: dict[str, Spoil] = {
    "right": lambda text: text,
    "TCVN3": spoiling.as_tcvn3,
    "TCVN3 on a Mac": partial(spoiling.as_tcvn3, view="mac_roman"),
    "VNI": spoiling.as_vni,
    "VNI on a Mac": partial(spoiling.as_vni, view="mac_roman"),
    "TCVN3 in every third line": lambda text: _every_third(text, spoiling.as_tcvn3),
    "Windows-1258 as Latin-1": lambda text: spoiling.to_1258(text).decode("latin-1"),
    "UTF-8 as Windows-1252": spoiling.misread,
    "UTF-8 on a Mac": partial(spoiling.misread, codec="mac_roman"),
    "UTF-8 as Windows-1252, twice": partial(spoiling.misread, times=2),
    "UTF-8, undefined bytes dropped": lambda text: text.encode().decode("cp1252", "ignore"),
    "UTF-8, undefined bytes as ?": lambda text: text.encode().decode("cp1252", "replace").replace("\ufffd", "?"),
    "UTF-8, then cleaned": lambda text: spoiling.misread(text).replace("\u00a0", " ").replace("\u00ad", ""),
    "decomposed": spoiling.decomposed,
    "tones before shapes": spoiling.misordered,
    "marks behind a blank": spoiling.marks_apart,
    "spacing clones": spoiling.with_clones,
    "syllables in pieces": spoiling.in_pieces,
}

TOLD: dict[str, tuple[Spoil, str | None]] = {
    "right": (lambda text: text, None),
    "stripped": (strip_marks, None),
    **{
        f"Latin-1 letters {name}": (partial(spoiling.without, letters=spoiling.LATIN1, placeholder=sign), "lost-latin1")
        for name, sign in (("dropped", ""), ("as ?", "?"), ("as blanks", " "))
    },
    **{
        f"beyond {codec} {name}": (partial(spoiling.squeezed, codec=codec, placeholder=sign), "lost-letters")
        for codec in ("ascii", "latin-1")
        for name, sign in (("dropped", ""), ("as ?", "?"))
    },
}


def _every_third(text: str, spoil: Spoil) -> str:
    lines = text.split("\n")
    return "\n".join(line if index % 3 else spoil(line) for index, line in enumerate(lines))


def share_right(gold: str, made: str) -> float:
    """Give the share of words of `gold` that stand in the same line of `made`."""
    total = right = 0
    for g, m in zip(gold.lower().split("\n"), made.lower().split("\n"), strict=True):
        words = Counter(g.split())
        total += words.total()
        right += (words & Counter(m.split())).total()
    return right / total


def load(path: Path, limit: int) -> str:
    """Load a text, without what the old encodings do not have."""
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).replace("\u00a0", " ")
    kept = spoiling.MARKED + "\n"
    lines = ("".join(c for c in line if c in kept or c.encode("cp1252", "ignore")) for line in text.splitlines())
    return "\n".join([line for line in lines if line.strip()][:limit])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--paragraphs", type=int, default=10_000)
    args = parser.parse_args()
    for name in ("heldout-admin", "heldout-general"):
        text = load(args.shared / "heldout" / f"{name}.txt", args.paragraphs)
        for damage, spoil in REPAIRED.items():
            spoilt = spoil(text)
            started = time.process_time()
            treated = treat(spoilt)
            seconds = time.process_time() - started
            before, after = share_right(text, spoilt), share_right(text, treated.text)
            told = f"{treated.diagnosis.kind}, {treated.diagnosis.encoding}"
            print(f"{name:16} {damage:32} {before:9.4%} {after:10.4%}  {told:24} {seconds:5.1f} s")
        words = text.split(" ")
        stretches = [" ".join(words[at : at + 100]) for at in range(0, len(words) - 100, 100)]
        for damage, (spoil, kind) in TOLD.items():
            found = [find_loss(spoil(stretch)) for stretch in stretches]
            right = sum((loss.kind if loss else None) == kind for loss in found)
            print(f"{name:16} {damage:32} told as {kind or 'nothing lost'}: {right / len(stretches):.4f}")


if __name__ == "__main__":
    main()
