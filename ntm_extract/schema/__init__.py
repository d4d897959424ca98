"""The JSON Schema of a plan, made from the models of `ntm_extract.plan` and shipped beside this module.

`python -m ntm_extract.schema` writes the shipped file anew.
"""

from __future__ import annotations

import json
from pathlib import Path

from ntm_extract.plan import SCHEMA_VERSION, Plan

SHIPPED = Path(__file__).with_name(f"plan-{SCHEMA_VERSION}.schema.json")
"""The schema as a file, for programs that do not import this package."""


def schema_text() -> str:
    """Give the JSON Schema (draft 2020-12) of a plan as written by `run`, as JSON text."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ntm-extract:plan:{SCHEMA_VERSION}",
        **Plan.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
