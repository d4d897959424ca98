"""Write the shipped JSON Schema anew from the models."""

from ntm_extract.schema import SHIPPED, schema_text

SHIPPED.write_text(schema_text(), encoding="utf-8")
