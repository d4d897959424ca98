"""The shipped JSON Schema is that of the models, and the data dictionary tells of every table, column and word."""

from __future__ import annotations

import csv
import io
import json
from typing import get_args

import pytest

from ntm_extract.plan import TABLES, Indicator, Plan, Provenance, Relation
from ntm_extract.schema import SHIPPED, schema_text
from ntm_extract.schema.dictionary import LANGUAGES, Language, data_dictionary
from ntm_extract.schema.dictionary_text import dictionary_text
from ntm_extract.schema.linked_data import json_ld_context, load_vocabulary, node_types
from ntm_extract.store.columns import Kind, columns_of
from ntm_extract.store.failure import STORED_TABLES


def test_the_shipped_schema_is_the_one_of_the_models() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == schema_text(), "run: python -m ntm_extract.schema"


def test_the_schema_knows_every_field_of_a_plan() -> None:
    schema = json.loads(schema_text())
    assert schema["$id"] == f"urn:ntm-extract:plan:{Plan.model_fields['schema_version'].default}"
    assert set(schema["required"]) == set(Plan.model_fields)
    for model in TABLES.values():
        definition = schema["$defs"][model.__name__]
        assert set(definition["required"]) == set(model.model_fields)
        assert definition["additionalProperties"] is False


def test_the_dictionary_has_every_table_with_its_columns_in_order() -> None:
    book = data_dictionary()
    assert [table.name for table in book.tables] == list(STORED_TABLES)
    for table in book.tables:
        assert [column.name for column in table.columns] == [c.name for c in columns_of(STORED_TABLES[table.name])]


def test_every_meaning_is_told_in_both_languages() -> None:
    for table in data_dictionary().tables:
        for column in table.columns:
            assert column.meaning.en
            assert column.meaning.vi
            assert column.words or column.kind is not Kind.WORD, f"{table.name}.{column.name}"


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("documents", ["doc_id"]),
        ("targets", ["row_id"]),
        ("references", ["row_id"]),
        ("page_verdicts", ["doc_id", "page"]),
        ("failures", []),
    ],
)
def test_the_key_of_a_table(table: str, key: list[str]) -> None:
    assert [column.name for column in data_dictionary().table(table).columns if column.is_key] == key


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("targets", "value", "number"),
        ("targets", "places", "list<string>"),
        ("targets", "indicator", "string"),
        ("targets", "bbox", "list<list<number>>"),
        ("targets", "breakdown", "boolean"),
        ("page_verdicts", "page", "integer"),
        ("page_verdicts", "scores", "map<string, number>"),
    ],
)
def test_the_type_of_a_column_is_told_exactly(table: str, column: str, kind: str) -> None:
    assert {entry.name: entry.type for entry in data_dictionary().table(table).columns}[column] == kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_has_a_line_for_each_table_column_and_word(language: Language) -> None:
    lines = list(csv.DictReader(io.StringIO(dictionary_text("csv", language))))
    assert [line["table"] for line in lines if not line["column"]] == list(STORED_TABLES)
    indicator = [line for line in lines if (line["table"], line["column"]) == ("targets", "indicator")]
    assert [line["word"] for line in indicator] == ["", *get_args(Indicator)]
    assert indicator[1]["meaning"] == {
        "en": "communes that meet the new-rural standard",
        "vi": "xã đạt chuẩn nông thôn mới",
    }[language]  # fmt: skip
    assert all(line["meaning"] for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_json_tells_the_same_as_csv(language: Language) -> None:
    told = json.loads(dictionary_text("json", language))
    lines = []
    for table in told["tables"]:
        lines.append((table["name"], "", "", table["meaning"]))
        for column in table["columns"]:
            lines.append((table["name"], column["name"], "", column["meaning"]))
            words = column.get("words", [])
            lines += [(table["name"], column["name"], entry["word"], entry["meaning"]) for entry in words]
    read = csv.DictReader(io.StringIO(dictionary_text("csv", language)))
    assert lines == [(line["table"], line["column"], line["word"], line["meaning"]) for line in read]
    assert told["language"] == language


def test_markdown_points_to_no_file_beside_it() -> None:
    for language in LANGUAGES:
        page = dictionary_text("markdown", language)
        assert all(f"## {table}\n" in page for table in STORED_TABLES)
        assert "](errors.md)" not in page
        assert "docs/" not in page


def test_the_context_of_linked_data_names_every_column() -> None:
    context = json_ld_context()
    for table in TABLES:
        own = context[node_types(table)[0]]["@context"]
        names = {column.name for column in columns_of(TABLES[table])}
        assert names - {"doc_id", "row_id"} <= own.keys()
    assert context["Target"]["@context"]["due"] == {"@id": "ntm:due", "@type": "edtf"}
    assert context["Target"]["@context"]["value"]["@id"] == "schema:value"
    assert context["Document"]["@id"] == "eli:LegalResource"


def test_linked_data_speaks_of_columns_that_there_are() -> None:
    vocabulary = load_vocabulary()
    for part in ("terms", "edtf"):
        for table, columns in vocabulary[part].items():
            assert set(columns) <= {column.name for column in columns_of(TABLES[table])}, f"{part}.{table}"
    assert set(vocabulary["origin"]) <= set(Provenance.model_fields)
    assert set(vocabulary["relations"]) == set(get_args(Relation))
    assert set(vocabulary["relations"].values()) <= vocabulary["links"]["documents"].keys()
