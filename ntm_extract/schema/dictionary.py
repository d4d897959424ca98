"""The data dictionary (từ điển dữ liệu): what each table, column and word means, in English and Vietnamese.

The English meaning of a column is its description in the models; what else is said stands in `columns.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from ntm_extract.plan import SCHEMA_VERSION, DocumentHead, Provenance, Record
from ntm_extract.store.columns import Column, Kind, columns_of
from ntm_extract.store.failure import STORED_TABLES
from ntm_extract.store.keys import key_columns

Language = Literal["en", "vi"]
LANGUAGES: tuple[Language, ...] = ("en", "vi")


@dataclass(frozen=True)
class Meaning:
    """What something means, in both languages."""

    en: str
    vi: str

    def within(self, language: Language) -> str:
        """Give the words of one language."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True)
class WordEntry:
    """One word of a closed list, such as `communes_ntm`."""

    word: str
    meaning: Meaning


@dataclass(frozen=True)
class ColumnEntry:
    """One column of a table.

    Attributes:
        kind: what a cell holds, by which formats choose their types.
        type: the same more exactly: `string`, `number`, `list<string>`, `list<list<number>>`, `map<string, number>`.
        nullable: whether it may be unknown.
        is_key: whether it names the row, alone or with other columns.
        tells_origin: whether it is one of the columns, alike in many tables, that say where a row comes from.
        words: what it may hold, where that is a closed list.
    """

    name: str
    kind: Kind
    type: str
    nullable: bool
    is_key: bool
    tells_origin: bool
    meaning: Meaning
    words: tuple[WordEntry, ...]


@dataclass(frozen=True)
class TableEntry:
    """One table, its columns in their order."""

    name: str
    meaning: Meaning
    columns: tuple[ColumnEntry, ...]

    @property
    def has_origin(self) -> bool:
        """Whether its rows say where in the document they come from."""
        return any(column.tells_origin for column in self.columns)


@dataclass(frozen=True)
class Dictionary:
    """All tables of an output folder, of a version of the schema."""

    version: str
    tables: tuple[TableEntry, ...]

    def table(self, name: str) -> TableEntry:
        """Give the table of that name.

        Raises:
            KeyError: there is none.
        """
        return {table.name: table for table in self.tables}[name]


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


@cache
def data_dictionary() -> Dictionary:
    """Give the data dictionary of the models.

    Raises:
        KeyError: a table or a column is described in only one of the languages, or a word of a closed list is not.

    Example:
        `data_dictionary().table("targets").columns[1].meaning.vi == "Chỉ tiêu nào (mã ở bảng bên dưới)"`
    """
    return Dictionary(SCHEMA_VERSION, tuple(_table(name, model) for name, model in STORED_TABLES.items()))


def _table(name: str, model: type[Record]) -> TableEntry:
    columns = tuple(_column(name, model, column) for column in columns_of(model))
    return TableEntry(name, Meaning(*load_wording()["tables"][name]), columns)


def _column(table: str, model: type[Record], column: Column) -> ColumnEntry:
    field = model.model_fields.get(column.name)
    origin = issubclass(model, Provenance) and column.name in Provenance.model_fields
    said_at = "origin" if origin else table
    if field is None:  # the key, which rows do not carry themselves
        said_at, field = "documents", DocumentHead.model_fields[column.name]
    if not field.description:
        raise KeyError(f"{table}.{column.name} has no description in its model")
    wording = load_wording()
    listed = wording["values"].get(table, {}).get(column.name, {})
    known = get_args(column.annotation) if column.kind is Kind.WORD else tuple(listed)
    return ColumnEntry(
        name=column.name,
        kind=column.kind,
        type=_type(column.annotation),
        nullable=column.nullable,
        is_key=column.name in key_columns(table),
        tells_origin=origin,
        meaning=Meaning(field.description, wording["columns"][said_at][column.name]),
        words=tuple(WordEntry(word, Meaning(*listed[word])) for word in known),
    )


_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number"}


def _type(annotation: Any) -> str:
    origin, members = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return "string"
    if origin in (list, tuple):
        return f"list<{_type(members[0])}>"
    if origin is dict:
        return f"map<{_type(members[0])}, {_type(members[1])}>"
    return _TYPES[annotation]
