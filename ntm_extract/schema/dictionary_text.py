"""The data dictionary as text: Markdown for people, CSV and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from ntm_extract.schema.dictionary import ColumnEntry, Language, WordEntry, data_dictionary, load_wording
from ntm_extract.store.cells import csv_value
from ntm_extract.store.columns import Kind

DictionaryForm = Literal["markdown", "csv", "json"]
CSV_COLUMNS = ("table", "column", "word", "kind", "type", "nullable", "key", "meaning")


def dictionary_text(form: DictionaryForm, language: Language = "vi") -> str:
    """Give the data dictionary as text.

    In CSV each table, each column and each word of a closed list has a line: a table's has no column, a column's no
    word. In JSON tables hold columns, and columns their words.

    Args:
        form: `markdown` for people, `csv` or `json` for programs.
        language: of the meanings; names, kinds and types are the same in both.

    Example:
        `dictionary_text("csv").splitlines()[1]` begins with `documents,,,,,,,"Mỗi văn bản một dòng`
    """
    if form == "json":
        return json.dumps(_as_json(language), ensure_ascii=False, indent=2) + "\n"
    return _as_csv(language) if form == "csv" else markdown(language)


def markdown(language: Language, notes: Mapping[str, str] | None = None) -> str:
    """Give the data dictionary as a page of Markdown.

    Args:
        language: of the page.
        notes: sentences that only belong where the page is put: one for the page itself (key `page`), and by the name
            of a table one to follow what is said of it.
    """
    wording, notes, book = load_wording()["wording"][language], notes or {}, data_dictionary()
    parts = [wording["title"], *([notes["page"]] if "page" in notes else [])]
    parts.append(wording["intro"].strip().format(version=book.version))
    for table in book.tables:
        told = " ".join([table.meaning.within(language), *([notes[table.name]] if table.name in notes else [])])
        own = [column for column in table.columns if not column.tells_origin]
        parts += [f"## {table.name}", told, _columns(own, wording, language)]
        parts += [_words(column.name, column.words, wording, language) for column in own if column.words]
        if table.has_origin:
            parts.append(wording["ends_with_origin"])
    first = next(table for table in book.tables if table.has_origin)
    origin = [column for column in first.columns if column.tells_origin]
    parts += [f"## {wording['origin']}", wording["origin_intro"], _columns(origin, wording, language)]
    return "\n\n".join(parts) + "\n"


def _columns(columns: Iterable[ColumnEntry], wording: Mapping[str, Any], language: Language) -> str:
    lines = [f"| {wording['column']} | {wording['holds']} | {wording['meaning']} |", "|---|---|---|"]
    for column in columns:
        empty = f", {wording['may_be_empty']}" if column.nullable else ""
        kind = wording["kinds"][column.kind.value]
        lines.append(f"| `{column.name}` | {kind}{empty} | {column.meaning.within(language)} |")
    return "\n".join(lines)


def _words(column: str, words: Iterable[WordEntry], wording: Mapping[str, Any], language: Language) -> str:
    lines = [f"| `{column}` | {wording['meaning']} |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{entry.word}` | {entry.meaning.within(language)} |" for entry in words)])


def _as_csv(language: Language) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for table in data_dictionary().tables:
        writer.writerow([table.name, *[""] * 6, _cell(table.meaning.within(language))])
        for column in table.columns:
            flags = [csv_value(flag, Kind.FLAG) for flag in (column.nullable, column.is_key)]
            said = _cell(column.meaning.within(language))
            writer.writerow([table.name, column.name, "", column.kind.value, column.type, *flags, said])
            for entry in column.words:
                said = _cell(entry.meaning.within(language))
                writer.writerow([table.name, column.name, entry.word, *[""] * 4, said])
    return stream.getvalue()


def _cell(text: str) -> Any:
    return csv_value(text, Kind.TEXT)


def _as_json(language: Language) -> dict[str, Any]:
    book = data_dictionary()
    return {
        "schema_version": book.version,
        "language": language,
        "tables": [
            {
                "name": table.name,
                "meaning": table.meaning.within(language),
                "columns": [_column_json(column, language) for column in table.columns],
            }
            for table in book.tables
        ],
    }


def _column_json(column: ColumnEntry, language: Language) -> dict[str, Any]:
    told = {
        "name": column.name,
        "kind": column.kind.value,
        "type": column.type,
        "nullable": column.nullable,
        "key": column.is_key,
        "meaning": column.meaning.within(language),
    }
    words = [{"word": entry.word, "meaning": entry.meaning.within(language)} for entry in column.words]
    return {**told, "words": words} if words else told
