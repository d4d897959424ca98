"""Build `ntm_extract/knowledge/data/gazetteer.csv.xz` from tables of administrative units (see gazetteer.md).

Usage: python corpora/build_gazetteer.py FOLDER

FOLDER holds provinces.csv, districts.csv, communes.csv (code, name, full_name, kind, parent_code, valid_from,
valid_to) and communes-2025-mapping.csv (old_code, new_code). Same input, same bytes.
"""

from __future__ import annotations

import csv
import io
import lzma
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from ntm_extract.knowledge.folding import place_tones

TARGET = Path(__file__).parent.parent / "ntm_extract" / "knowledge" / "data" / "gazetteer.csv.xz"
MERGER = "2025-07-01"
KINDS = {
    "Thành phố trực thuộc trung ương": "Thành phố",
    "Thành phố thuộc tỉnh": "Thành phố",
    "Thành phố thuộc thành phố trực thuộc trung ương": "Thành phố",
    "Đặc khu tại hải đảo": "Đặc khu",
}
HEADER = """\
# Administrative units of Viet Nam: facts (codes, names, dates), see corpora/gazetteer.md.
# Sources: thanglequoc/vietnamese-provinces-database (MIT, (c) 2021 Thang Le Quoc);
# dvhcvn/20250701 (MIT, (c) 2025 dvhcvn).
# code: General Statistics Office; parent: code of the unit above; since/until: first and last day, empty when open;
# successors: codes of the communes of 1 July 2025 that a commune became part of.
"""


def read(folder: Path, name: str) -> list[dict[str, str]]:
    """Read one table, blanks and composition of the names put right."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return [
            {key: " ".join(unicodedata.normalize("NFC", value).split()) for key, value in row.items()}
            for row in csv.DictReader(file)
        ]


def build(folder: Path) -> bytes:
    """Give the compressed table."""
    units = [unit for level in ("provinces", "districts", "communes") for unit in read(folder, f"{level}.csv")]
    new_codes = {unit["code"] for unit in units if len(unit["code"]) == 5 and unit["valid_from"] >= MERGER}
    successors: dict[str, list[str]] = defaultdict(list)
    for row in read(folder, "communes-2025-mapping.csv"):
        if row["new_code"] in new_codes and row["new_code"] not in successors[row["old_code"]]:
            successors[row["old_code"]].append(row["new_code"])
    out = io.StringIO()
    out.write(HEADER)
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["code", "kind", "name", "parent", "since", "until", "successors"])
    for unit in sorted(units, key=lambda u: (len(u["code"]), u["code"], u["valid_from"])):
        last_before = unit["valid_to"] == "2025-06-30" and len(unit["code"]) == 5
        after = " ".join(sorted(successors[unit["code"]])) if last_before else ""
        kind = KINDS.get(unit["kind"], unit["kind"])
        table.writerow(
            [
                unit["code"],
                kind,
                place_tones(unit["name"]),
                unit["parent_code"],
                unit["valid_from"],
                unit["valid_to"],
                after,
            ]
        )
    return lzma.compress(out.getvalue().encode(), preset=9 | lzma.PRESET_EXTREME)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    TARGET.write_bytes(build(Path(sys.argv[1])))
