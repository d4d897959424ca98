"""The data dictionary (từ điển dữ liệu): what each table, column and word means, in English and Vietnamese.

The English meaning of a column is its description in the models; what else is said stands in `columns.toml`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

Language = Literal["en", "vi"]
LANGUAGES: tuple[Language, ...] = ("en", "vi")


@cache
def load_wording() -> dict[str, Any]:
    """Load `columns.toml`.

    Example:
        `load_wording()["values"]["targets"]["indicator"]["communes_ntm"]` gives the English and the Vietnamese name.
    """
    wording = tomllib.loads(Path(__file__).with_name("columns.toml").read_text(encoding="utf-8"))
    values = wording["values"]
    shared = {column: values["targets"][column] for column in ("indicator", "comparator")}
    return {**wording, "values": {**values, "achievements": {**shared, **values["achievements"]}}}
