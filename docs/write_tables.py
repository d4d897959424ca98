"""Write the descriptions of the tables, docs/tables.md and docs/bang.vi.md, from the models of the contract.

    python docs/write_tables.py        # after a change of ntm_extract/plan.py or ntm_extract/schema/columns.toml

The English meaning of a column is its description in the model; the Vietnamese one is in columns.toml.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ntm_extract.plan import SCHEMA_VERSION, DocumentHead, Provenance, Record
from ntm_extract.schema.dictionary import LANGUAGES, Language, load_wording
from ntm_extract.store.columns import Column, columns_of
from ntm_extract.store.failure import STORED_TABLES

DOCS = Path(__file__).resolve().parent
Texts = dict[str, Any]


def describe(language: Language, texts: Texts) -> str:
    """Give the page in one of `LANGUAGES`, as Markdown.

    Raises:
        KeyError: a table, a column or a closed list is missing in columns.toml.
    """
    wording, side = texts["wording"][language], LANGUAGES.index(language)
    parts = [wording["title"], wording["intro"].strip().format(version=SCHEMA_VERSION)]
    for name, model in STORED_TABLES.items():
        own = [column for column in columns_of(model) if not _tells_origin(model, column)]
        parts += [f"## {name}", texts["tables"][name][side]]
        parts.append(_table(wording, ((c, _meaning(name, model, c, language, texts)) for c in own)))
        parts += [_closed_list(wording, column, words, side) for column, words in texts["values"].get(name, {}).items()]
        if issubclass(model, Provenance):
            parts.append(wording["ends_with_origin"])
    origin = [column for column in columns_of(Provenance) if column.name != "doc_id"]
    parts += [f"## {wording['origin']}", wording["origin_intro"]]
    parts.append(_table(wording, ((c, _meaning("origin", Provenance, c, language, texts)) for c in origin)))
    return "\n\n".join(parts) + "\n"


def _tells_origin(model: type[Record], column: Column) -> bool:
    return issubclass(model, Provenance) and column.name in Provenance.model_fields


def _meaning(table: str, model: type[Record], column: Column, language: str, texts: Texts) -> str:
    field = model.model_fields.get(column.name)
    if field is None:  # the key, which rows do not carry themselves
        table, field = "documents", DocumentHead.model_fields[column.name]
    if language == "vi":
        return str(texts["columns"][table][column.name])
    if not field.description:
        raise KeyError(f"{table}.{column.name} has no description in its model")
    return field.description


def _table(wording: dict[str, Any], rows: Iterable[tuple[Column, str]]) -> str:
    lines = [f"| {wording['column']} | {wording['holds']} | {wording['meaning']} |", "|---|---|---|"]
    for column, meaning in rows:
        kind = wording["kinds"][column.kind.value]
        empty = f", {wording['may_be_empty']}" if column.nullable else ""
        lines.append(f"| `{column.name}` | {kind}{empty} | {meaning} |")
    return "\n".join(lines)


def _closed_list(wording: dict[str, Any], column: str, words: dict[str, list[str]], side: int) -> str:
    lines = [f"| `{column}` | {wording['meaning']} |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{word}` | {meanings[side]} |" for word, meanings in words.items())])


def main() -> None:
    """Write both pages."""
    texts = load_wording()
    for language in LANGUAGES:
        (DOCS / texts["wording"][language]["page"]).write_text(describe(language, texts), encoding="utf-8")


if __name__ == "__main__":
    main()
