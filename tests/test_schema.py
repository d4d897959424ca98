"""The shipped JSON Schema is that of the models, and what `run` writes fits it."""

from __future__ import annotations

import json

from ntm_extract.plan import TABLES, Plan
from ntm_extract.schema import SHIPPED, schema_text


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
