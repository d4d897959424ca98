"""The columns of each table, made from the models of the contract: names, kinds, and rows of a plan."""

from __future__ import annotations

import types
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from ntm_extract.plan import TABLES, Plan, Provenance, Record

Row = dict[str, Any]


class Kind(Enum):
    """What a cell holds; every format and database maps these six to types of its own."""

    TEXT = "text"
    WORD = "word"  # one of a closed list of our own, such as `>=` or `lead`
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    NESTED = "nested"  # lists and maps: JSON text where a format has only plain cells


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        annotation: the Python type of the value without `None` and field metadata, e.g. `list[str]`.
    """

    name: str
    kind: Kind
    nullable: bool
    annotation: Any


@cache
def columns_of(model: type[Record]) -> tuple[Column, ...]:
    """Give the columns of the table whose rows are of `model`: `doc_id`, what the row says, where it came from."""
    fields = {name: field.annotation for name, field in model.model_fields.items()}
    key = fields.pop("doc_id", str)
    origin = Provenance.model_fields.keys() if issubclass(model, Provenance) else ()
    ordered = [name for name in fields if name not in origin] + [name for name in fields if name in origin]
    return (_column("doc_id", key), *(_column(name, fields[name]) for name in ordered))


def rows_of(plan: Plan) -> dict[str, list[Row]]:
    """Give a plan's rows by table name; the keys of a row are the names of `columns_of`."""
    doc_id = plan.document.doc_id
    rows: dict[str, list[Row]] = {"documents": [plan.document.model_dump()]}
    for name in TABLES:
        if name != "documents":
            rows[name] = [{"doc_id": doc_id, **entry.model_dump()} for entry in getattr(plan, name)]
    return rows


def _column(name: str, annotation: Any) -> Column:
    bare, nullable = _without_none(annotation)
    return Column(name, _kind(bare), nullable, bare)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) is Annotated:
        return _without_none(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        members = [member for member in get_args(annotation) if member is not type(None)]
        if len(members) != 1:
            raise TypeError(f"a column holds one kind of value, not {annotation}")
        return _without_none(members[0])[0], True
    return annotation, False


def _kind(bare: Any) -> Kind:
    if bare is str:
        return Kind.TEXT
    if get_origin(bare) is Literal:
        return Kind.WORD
    if bare is bool:
        return Kind.FLAG
    if bare is int:
        return Kind.INTEGER
    if bare is float:
        return Kind.NUMBER
    if get_origin(bare) in (list, tuple, dict):
        return Kind.NESTED
    raise TypeError(f"no kind of column for {bare}")
