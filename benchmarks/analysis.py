"""How long comparing and auditing many plans takes, and how it grows.

    python -m benchmarks.analysis [--sizes 1000,10000,100000] [--markdown]

The tables of each size are simulated: 200 plans with some faults planted (fixtures/generator), copied with other ids
and local numbers, so that a hundred thousand plans cite some hundred thousand instruments. Each command runs in a
process of its own on one core; seconds are of the wall, memory is the most the process held. In the same run a peer
does the least that any such program must: pandas reads the same tables, and nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.planted import make_collection
from fixtures.generator.faults import PLANTERS
from fixtures.generator.sound import sound_drafts
from ntm_extract.plan import TABLES
from ntm_extract.store.tables import PARQUET_GROUP

BASE = 200
"""Plans that are copied."""
SPELLINGS = 50
"""In how many ways each title is spelled."""
FAULTS = 3
"""Faults of each rule among them: about one plan in three has one."""
READ = """
import sys, pandas, pathlib
for path in sorted(pathlib.Path(sys.argv[1], "tables").glob("*.parquet")):
    pandas.read_parquet(path)
"""
COMMANDS = {
    "compare (html)": ["-m", "ntm_extract", "compare", "{dir}", "--out", "{dir}/compare.html"],
    "audit (html)": ["-m", "ntm_extract", "audit", "{dir}", "--out", "{dir}/audit.html"],
    "audit (json)": ["-m", "ntm_extract", "audit", "{dir}", "--format", "json", "--out", "{dir}/audit.json"],
    "pandas reads the tables": ["-c", READ, "{dir}"],
}


class Cost(NamedTuple):
    """Seconds and MB of one command."""

    seconds: float
    most: float


def simulate(folder: Path, plans: int) -> dict[str, int]:
    """Write the tables of `plans` plans into `folder`; give the rows of each table."""
    drafts = sound_drafts(BASE)
    for seed, planter in enumerate(PLANTERS.values()):
        list(planter(drafts, FAULTS, random.Random(seed)))
    with TemporaryDirectory() as base:
        make_collection(Path(base), drafts)
        tables = {name: pq.read_table(Path(base, "tables", f"{name}.parquet")) for name in TABLES}
    (folder / "plans").mkdir(parents=True)
    (folder / "tables").mkdir()
    rows = {}
    for name, table in tables.items():
        with pq.ParquetWriter(folder / "tables" / f"{name}.parquet", table.schema, compression="zstd") as writer:
            waiting: list[pa.Table] = []
            for copy in range(-(-plans // BASE)):
                waiting.append(_copy(table, copy))
                if sum(len(part) for part in waiting) >= PARQUET_GROUP:
                    writer.write_table(pa.concat_tables(waiting))
                    waiting.clear()
            writer.write_table(pa.concat_tables([*waiting, table.slice(0, 0)]))
        rows[name] = pq.read_metadata(folder / "tables" / f"{name}.parquet").num_rows
    return rows


def _copy(table: pa.Table, copy: int) -> pa.Table:
    """Give a table of other documents: other ids, serials of local instruments, spellings and recipients."""
    for column in ("doc_id", "row_id"):
        if column in table.column_names:
            table = _replace(table, column, _renamed(table[column], copy))
    if "number" in table.column_names and copy:
        number, issuer = table["number"], table["issuer"]
        local = pc.match_substring_regex(issuer.fill_null(""), " (tỉnh|huyện) ")
        serial = pc.binary_join_element_wise(str(copy), number, "")
        table = _replace(table, "number", pc.if_else(local, serial, number))
    if "subject" in table.column_names:  # no two plans spell all titles alike
        spelled = pc.binary_join_element_wise(table["subject"], f"({copy % SPELLINGS})", " ")
        table = _replace(table, "subject", spelled)
    if "recipients" in table.column_names:
        own = [[*lines, f"Lưu: VT, NN {copy}.{place}"] for place, lines in enumerate(table["recipients"].to_pylist())]
        table = _replace(table, "recipients", pa.array(own, table.schema.field("recipients").type))
    return table


def _renamed(ids: pa.ChunkedArray, copy: int) -> pa.Array:
    """Give ids that no other copy has: the copy's number in place of the first digits."""
    head = f"{copy:05x}"
    return pc.binary_join_element_wise(head, pc.utf8_slice_codeunits(ids, len(head)), "")


def _replace(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    at = table.schema.get_field_index(name)
    return table.set_column(at, table.schema.field(at), values)


def measure(command: list[str], folder: Path) -> Cost:
    """Run a command in a process of its own on one core."""
    words = [sys.executable, *(word.replace("{dir}", str(folder)) for word in command)]
    start = time.perf_counter()
    core = min(os.sched_getaffinity(0))
    with subprocess.Popen(
        words, stdout=subprocess.DEVNULL, preexec_fn=lambda: os.sched_setaffinity(0, {core})
    ) as running:
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError(f"{' '.join(words[1:4])} ended with {running.returncode}")
    return Cost(time.perf_counter() - start, usage.ru_maxrss / 1024)


def main() -> None:
    """Measure each command at each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--markdown", action="store_true", help="print a table for documents")
    given = parser.parse_args()
    if given.markdown:
        print("| plans | rows | command | seconds | MB | times pandas |\n|---|---|---|---|---|---|")
    for size in map(int, given.sizes.split(",")):
        with TemporaryDirectory() as folder:
            rows = simulate(Path(folder), size)
            costs = {name: measure(command, Path(folder)) for name, command in COMMANDS.items()}
        peer = costs["pandas reads the tables"].seconds
        for name, cost in costs.items():
            said = (
                f"{rows['documents']:,}",
                f"{sum(rows.values()):,}",
                name,
                f"{cost.seconds:.1f}",
                f"{cost.most:.0f}",
            )
            said = (*said, f"{cost.seconds / peer:.1f}")
            print(
                "| " + " | ".join(said) + " |" if given.markdown else json.dumps(said, ensure_ascii=False), flush=True
            )


if __name__ == "__main__":
    main()
