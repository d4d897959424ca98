"""Figures written by hand into the number and date line: how many are taken over right, wrong, or left open.

    python -m benchmarks.handwriting                 five rounds of the fictitious plans, some five minutes
    python -m benchmarks.handwriting --rounds 12

Every round fills the letterhead of each plan of fixtures/ with another number and day, in one of five hands, stamps and
scans it badly (kind `written200`), and reads it. Each value is then held against several limits of doubt
(`ntm_extract.extract.head.seen.SURE`): wrong ones that would stand as if they were sure, right ones that would stand.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from fixtures.generator.source import PlanSource, load_plan, plan_names
from fixtures.make import KINDS
from ntm_extract.extract.head import seen
from ntm_extract.pages import Reading
from ntm_extract.pipeline import extract_reading, load_rooms
from ntm_extract.progress import progress
from ntm_extract.read import read_document

KIND = "written200"
PARAGRAPHS = 12
"""Of each plan that are printed: the letterhead and some text below it."""
LIMITS = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9)


class Letter(NamedTuple):
    """A letterhead filled in: what its lines truly say, and what was read of its first page."""

    number: str
    issued_on: str
    reading: Reading


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    asked = parser.parse_args()
    filled = [fill(load_plan(name), turn) for turn in range(asked.rounds) for name in plan_names()]
    letters = []
    with progress("letters") as watch:
        for done, plan in enumerate(filled, 1):
            letters.append(read(plan))
            watch(done, len(filled))
    print(f"{len(letters)} letters, {2 * len(letters)} lines; of each line:")
    print(f"{'limit':>8} {'right':>6} {'left open':>10} {'wrong, not told':>16}")
    for limit in LIMITS:
        counts = Counter(judge(letters, limit))
        print(f"{limit or 'none':>8} {counts['right']:>6} {counts['open']:>10} {counts['wrong']:>16}")
    sys.exit(bool(Counter(judge(letters, seen.SURE))["wrong"]))


def fill(plan: PlanSource, turn: int) -> PlanSource:
    """Give a plan another number and day; its name, by which the hand is chosen, changes with them."""
    chance = random.Random(f"{plan.name}/{turn}")
    serial = chance.choice((chance.randint(1, 99), chance.randint(100, 999), chance.randint(1000, 2999)))
    number = re.sub(r"Số:\s*\d*", f"Số: {serial:02}", plan.head["number_line"])
    date = re.sub(r"ngày\s+\d*\s*tháng", f"ngày {chance.randint(1, 28):02} tháng", plan.head["date_line"])
    head = {**plan.head, "number_line": number, "date_line": date}
    return replace(plan, name=f"{plan.name}-{turn}", head=head, paragraphs=plan.paragraphs[:PARAGRAPHS])


def read(plan: PlanSource) -> Letter:
    """Print, fill in, stamp, scan and read the first page of a plan."""
    kind = KINDS[KIND]
    pages = read_document(kind.maker(plan, kind.style)).pages[:1]
    day, month, year = re.findall(r"\d+", plan.head["date_line"])[-3:]
    number = re.sub(r"Số:\s*", "", plan.head["number_line"])
    return Letter(number, f"{year}-{int(month):02}-{int(day):02}", Reading(pages, "pdf"))


def judge(letters: list[Letter], limit: float) -> Iterator[str]:
    """Say of each number and date whether it is `right`, `wrong`, or left `open`, under a limit of doubt."""
    rooms, usual = load_rooms(), seen.SURE
    seen.SURE = limit
    try:
        for letter in letters:
            document = extract_reading(letter.reading, "letter.pdf", "0" * 16, rooms).plan.document
            for found, true in ((document.number, letter.number), (document.issued_on, letter.issued_on)):
                yield "right" if found == true else "open" if found is None or true.startswith(found) else "wrong"
    finally:
        seen.SURE = usual


if __name__ == "__main__":
    main()
