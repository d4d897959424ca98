"""Write the notebooks as they are kept: no outputs, no counts, plain metadata, cells named by their place.

Run it from the root of the repository: `python notebooks/tidy.py`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def tidied(text: str, name: str) -> str:
    """Give a notebook as it is kept.

    Args:
        text: the file as Jupyter wrote it.
        name: stands before the place in the name of each cell (`01` gives `01-03`).

    Example:
        Of `01-first-extraction.ipynb` with the outputs of a run (kết quả chạy thử) the cells alone are left.
    """
    cells = [_tidied_cell(cell, f"{name}-{place:02}") for place, cell in enumerate(json.loads(text)["cells"], start=1)]
    notebook = {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _tidied_cell(cell: dict[str, Any], name: str) -> dict[str, Any]:
    source = "".join(cell["source"]).strip("\n").splitlines(keepends=True)
    kept = {"cell_type": cell["cell_type"], "id": name, "metadata": {}, "source": source}
    if cell["cell_type"] == "code":
        kept |= {"execution_count": None, "outputs": []}
    return dict(sorted(kept.items()))


def main() -> None:
    """Tidy every notebook of this folder."""
    for path in sorted(Path(__file__).parent.glob("*.ipynb")):
        text = path.read_text(encoding="utf-8")
        kept = tidied(text, path.name[:2])
        if kept != text:
            path.write_text(kept, encoding="utf-8")
            print(f"{path.name}: đã dọn")


if __name__ == "__main__":
    main()
