"""The JSON Schema of the format, with which an editor completes, explains and checks a bank while it is written."""

from __future__ import annotations

from typing import Any

from studybot.bank.format_fields import (
    RECORDS,
    Either,
    Field,
    Kind,
    ListOf,
    NamedBy,
    Of,
    Record,
    Type,
    Value,
    Whole,
    Words,
)

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SLUG, _NAME = "[a-z0-9]+(-[a-z0-9]+)*", "[A-Za-z][A-Za-z0-9_]*"
_PATTERNS: dict[Kind, str] = {
    "slug": f"^{_SLUG}$",
    "name": f"^{_NAME}$",
    "option": f"^(?=..)(?![0-9]+$)({_SLUG}|{_NAME})$",
}
# An editor takes `7e9` and `yes` for what YAML takes them for; the reader takes them as they are written.
_ONE = {"type": ["string", "number", "boolean"]}
_ROW = {"type": "array", "items": {"$ref": "#/$defs/text"}, "minItems": 1}
_VALUES: dict[str, Any] = {
    "text": _ONE,
    "slug": {"type": ["string", "integer"], "pattern": _PATTERNS["slug"]},
    "name": {"type": "string", "pattern": _PATTERNS["name"]},
    "flag": {"type": "boolean"},
    "data": {
        "anyOf": [
            {"$ref": "#/$defs/text"},
            {"type": "array", "items": {"anyOf": [{"$ref": "#/$defs/text"}, _ROW]}, "minItems": 1},
        ]
    },
    "formula": {
        "anyOf": [{"$ref": "#/$defs/text"}, {"type": "array", "items": {"$ref": "#/$defs/formula"}, "minItems": 1}]
    },
}


def json_schema() -> dict[str, Any]:
    """The schema in draft 2020-12, as JSON data."""
    records = {record.name: _record(record) for record in RECORDS}
    file = records.pop("file")
    return {"$schema": _DIALECT, "title": "A bank of questions for studybot", **file, "$defs": {**_VALUES, **records}}


def _record(record: Record) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "description": record.says,
        "type": "object",
        "properties": {field.name: _field(field) for field in record.fields},
        "additionalProperties": _of(record.others) if record.others is not None else False,
    }
    if required := [field.name for field in record.fields if field.required]:
        schema["required"] = required
    groups = [_group(names, record) for names in dict.fromkeys((*record.apart, *record.wanted))]
    if groups:
        schema["allOf"] = groups
    if record.needs:
        schema["dependentSchemas"] = {name: _any_of(others) for name, others in record.needs.items()}
    return schema


def _group(names: tuple[str, ...], record: Record) -> dict[str, Any]:
    """What holds of some fields together: exactly one of them, at most one, or at least one."""
    if names not in record.apart:
        return _any_of(names)
    none: list[dict[str, Any]] = [] if names in record.wanted else [{"not": _any_of(names)}]
    return {"oneOf": [*({"required": [name]} for name in names), *none]}


def _any_of(names: tuple[str, ...]) -> dict[str, Any]:
    if len(names) == 1:
        return {"required": [*names]}
    return {"anyOf": [{"required": [name]} for name in names]}


def _field(field: Field) -> dict[str, Any]:
    # What stands beside `$ref` counts too, and is shown by editors.
    return {**_of(field.type), "description": field.says}


def _of(type_: Type) -> dict[str, Any]:
    """The schema of a type."""
    match type_:
        case Value(kind):
            return {"$ref": f"#/$defs/{kind}"}
        case Of(record):
            return {"$ref": f"#/$defs/{record}"}
        case Words(words):
            return {"enum": [*words]}
        case Whole(low, high):
            return {"type": "integer", "minimum": low, "maximum": high}
        case Either(types):
            return {"anyOf": [_of(one) for one in types]}
        case NamedBy(values, keys):
            named = {"type": "object", "additionalProperties": _of(values)}
            return named | ({"propertyNames": {"pattern": _PATTERNS[keys]}} if keys in _PATTERNS else {})
        case ListOf(items, low, high, alone):
            listed: dict[str, Any] = {"type": "array", "items": _of(items), "minItems": low}
            if high is not None:
                listed["maxItems"] = high
            return {"anyOf": [listed, _of(items)]} if alone else listed
