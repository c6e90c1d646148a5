"""JSON Schema of the policy file, for editors and IT's own validation."""

from __future__ import annotations

import msgspec

from readiness.policy.sections import OUTCOMES, SECTIONS, codes

ID = "readiness-policy/1"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, object]:
    """Return the JSON Schema with every table, bound, default and source."""
    tables = {name: _table(name) for name in SECTIONS}
    return {
        "$schema": DIALECT,
        "$id": ID,
        "title": "Readiness policy",
        "type": "object",
        "additionalProperties": False,
        "properties": tables,
    }


def _table(name: str) -> dict[str, object]:
    """Return one table's schema. Its `$defs` are nested in it, because several checks' tables share a class name."""
    made = msgspec.json.schema(SECTIONS[name], ref_template=f"#/properties/{name}/$defs/{{name}}")
    inner = made["$defs"]
    table = inner.pop(SECTIONS[name].__name__)
    table.pop("title", None)
    if OUTCOMES in table["properties"]:
        table["properties"][OUTCOMES]["propertyNames"] = {"enum": sorted(codes(name))}
    return {**table, **({"$defs": inner} if inner else {})}
