"""Validators of what is written: a record's JSON Schema is checked once, and documents then against it."""

from __future__ import annotations

import jsonschema

import restructure as rs

known: dict[type[object], jsonschema.Draft202012Validator] = {}


def validator_of(cls: type[object]) -> jsonschema.Draft202012Validator:
    """Return the validator of a record's documents; its schema is a schema."""
    if cls not in known:
        schema = rs.json_schema(cls)
        jsonschema.Draft202012Validator.check_schema(schema)
        known[cls] = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    return known[cls]
