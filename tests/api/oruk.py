"""Checks answers against the published schemas of Open Referral UK 3.0, without a network."""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

SCHEMAS = Path(__file__).parent / "schemas"
BASE = "https://openreferraluk.org/specifications/3.0/schema/"
# The published schemas leave every field of the envelope optional; ours must be whole.
ENVELOPE = {
    "type": "object",
    "required": [
        "total_items",
        "total_pages",
        "page_number",
        "size",
        "first_page",
        "last_page",
        "empty",
        "contents",
    ],
    "properties": {
        **{name: {"type": "integer"} for name in ("total_items", "total_pages", "page_number", "size")},
        **{name: {"type": "boolean"} for name in ("first_page", "last_page", "empty")},
        "contents": {"type": "array"},
    },
}

checker = FormatChecker()


@checker.checks("uri")
def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s]+", value))


@checker.checks("date-time", raises=ValueError)
def _is_instant(value: object) -> bool:
    return not isinstance(value, str) or ("T" in value and datetime.fromisoformat(value).tzinfo is not None)


@cache
def _schemas() -> tuple[dict[str, Any], Registry[Any]]:
    found = {path.stem: json.loads(path.read_text("utf-8-sig")) for path in SCHEMAS.glob("*.json")}
    pairs = (
        (f"{BASE}{name}.json", Resource.from_contents(schema, default_specification=DRAFT202012))
        for name, schema in found.items()
    )
    return found, Registry().with_resources(pairs)


def complaints(kind: str, data: Any) -> list[str]:
    """What is wrong with an answer; empty when it is valid."""
    schemas, registry = _schemas()
    validators = [Draft202012Validator(schemas[kind], registry=registry, format_checker=checker)]
    if kind.endswith("_list"):
        validators.append(Draft202012Validator(ENVELOPE))
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:160]}"
        for validator in validators
        for error in validator.iter_errors(data)
    ]
