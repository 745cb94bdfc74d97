"""A JSON Schema (draft 2020-12) of the human form, for completion and quick checks in editors.

It knows every key and the shape of its value; what refers to what only the reader knows.
"""

from __future__ import annotations

from typing import Any

from ..model.quantities import WORDS
from .fields import MAX_ID
from .vocabulary import KEYS, TESTS

Schema = dict[str, Any]

_ID = "[A-Za-z_][A-Za-z0-9_]*"
_DASHED = "[A-Za-z_][A-Za-z0-9_-]*"
_NUMBER = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"
_RANGE = rf"{_NUMBER}\s*\.\.\s*{_NUMBER}"
_NORMAL = rf"normal\(\s*{_NUMBER}\s*,\s*{_NUMBER}\s*\)"
_UNIT = "(year|month|week|day)s?"


def _pattern(*patterns: str) -> Schema:
    return {"type": "string", "pattern": "^(" + "|".join(patterns) + ")$"}


def _list(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items} | more


def _or(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


def _by_name(pattern: str, value: Schema) -> Schema:
    return {
        "type": "object",
        "propertyNames": {"pattern": f"^{pattern}$", "maxLength": 2 * MAX_ID + 1},
        "additionalProperties": value,
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


TEXT: Schema = {"type": "string"}
NULL: Schema = {"type": "null"}
TEXTS = _or(TEXT, _list(TEXT), NULL)
YES_NO: Schema = {"enum": ["yes", "no"]}
DATE = _pattern(r"\d{4}-\d{2}-\d{2}")
DURATION = _pattern(rf"{_NUMBER}\s*{_UNIT}")
NUMBER: Schema = {"type": "number"}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
AMOUNT = _or(NUMBER, _pattern(_NUMBER, _RANGE, _NORMAL))
WORTH = _or(NUMBER, _pattern(_NUMBER, _RANGE, _NORMAL, *WORDS))
CHANCE = _or(SHARE, _pattern(_RANGE, "rest"))
VALUE: Schema = {"type": "string"}
OPTION_VALUES = _or(_by_name(rf"{_ID}(\.{_ID})?", VALUE), NULL)
SCENARIO_VALUES = _or(_by_name(_ID, VALUE), NULL)
ANY_VALUES = _or(_by_name(rf"{_ID}(\.{_ID})?", VALUE), NULL)
PARAGRAPH = _or({"type": "integer", "minimum": 1}, _pattern(r"\d+", r"\d+\s*\.\.\s*\d+"))
CONDITION = _ref("condition")
STATE = _or(TEXT, {"type": "object"})

_SHAPES: dict[str, dict[str, Schema]] = {
    "source": {"author": TEXT, "title": TEXT, "date": _or(TEXT, {"type": "integer"}), "file": TEXT, "url": TEXT},
    "evidence": {
        "source": TEXT,
        "paragraph": _or(PARAGRAPH, _list(PARAGRAPH)),
        "quote": TEXT,
        "says": TEXT,
        "fingerprint": _pattern("[0-9a-f]{16}"),
    },
    "actor": {
        "name": TEXT,
        "aliases": TEXTS,
        "tempo": _pattern(r".+\s+per\s+(year|month|week|day)"),
        "precision": AMOUNT,
        "foresight": _pattern(rf"{_NUMBER}\s*({_UNIT})?(\s*\.\.\s*{_NUMBER}\s*{_UNIT})?", rf"{_NORMAL}\s*{_UNIT}"),
        "move_cost": AMOUNT,
        "because": TEXTS,
    },
    "option": {
        "text": TEXT,
        "choices": _list(TEXT, minItems=2, uniqueItems=True),
        "reversible": YES_NO,
        "direction": {"enum": ["both", "forward", "backward", "fixed"]},
        "because": TEXTS,
    },
    "phase": {"until": DATE, "rows": _list(_ref("row"))},
    "row": {"when": _list(TEXT), "chances": _list(CHANCE)},
    "rule": {
        "rule": TEXT,
        "never": CONDITION,
        "always": CONDITION,
        "id": TEXT,
        "text": TEXT,
        "because": TEXTS,
        "costs": WORTH,
        "payer": TEXTS,
        "when": CONDITION,
        "sets": OPTION_VALUES,
        "drop": {"const": "yes"},
    },
    "preference": {
        "priorities": _list(_or(CONDITION, _ref("statement"))),
        "ranking": _ref("ranking"),
        "because": TEXTS,
    },
    "want": {
        "wants": CONDITION,
        "avoids": CONDITION,
        "worth": WORTH,
        "stake": TEXT,
        "id": TEXT,
        "text": TEXT,
        "because": TEXTS,
        "drop": {"const": "yes"},
    },
    "statement": {"when": CONDITION, "id": TEXT, "text": TEXT, "because": TEXTS},
    "outcome": {"when": CONDITION, "text": TEXT, "base_rate": SHARE, "because": TEXTS},
    "claim": {
        "says": TEXT,
        "by": TEXT,
        "answers": TEXT,
        "because": TEXTS,
        "given": SCENARIO_VALUES,
        "reading": TEXT,
        "hold": OPTION_VALUES,
        "without": TEXTS,
        "test": _ref("test"),
    },
    "graph": {
        "states": _or(_list(TEXT), _by_name(_ID, _or(TEXT, NULL))),
        "moves": _or(_by_name(_ID, TEXTS), NULL),
    },
}

_TEST_SHAPES: dict[str, Schema] = {
    "concept": {"enum": ["nash", "gmr", "smr", "seq", "sseq", "sim"]},
    "actor": TEXT,
    "prefers": TEXT,
    "every": YES_NO,
    "through": {"enum": ["improvements", "moves"]},
    "chance": _pattern(rf"at (least|most)\s+{_NUMBER}", rf"between\s+{_NUMBER}\s+and\s+{_NUMBER}"),
    "better": OPTION_VALUES,
    "worse": OPTION_VALUES,
    "commit": OPTION_VALUES,
    "suffices": OPTION_VALUES,
    "not_enough": OPTION_VALUES,
    "under": SCENARIO_VALUES,
    "rather": SCENARIO_VALUES,
    "than": SCENARIO_VALUES,
    "less_while": ANY_VALUES,
    "more_while": ANY_VALUES,
    "than_while": ANY_VALUES,
    "margin": SHARE,
    "at_most": SHARE,
    "at_least": SHARE,
    "within": DURATION,
    "measure": {"enum": ["reached", "holding", "in_place"]},
}
"""What the keys of tests hold; all others hold conditions."""


def schema() -> Schema:
    """The JSON Schema of model files."""
    sections = _sections()
    definitions: Schema = {
        "condition": TEXT | {"description": "options and scenario variables joined by and, or, not, implies, iff, =="},
        "ranking": _list(_or(STATE, _list(STATE))),
        "probabilities": {"type": "object"},
        "test": {"anyOf": [_test(kind, keys) for kind, keys in TESTS.items()]},
        "variable": _variable(),
        "reading": _reading(sections),
    }
    definitions |= {name: _object(name, shapes) for name, shapes in _SHAPES.items()}
    for name, needed in {"claim": ["says", "test"], "evidence": ["source"], "outcome": ["when"]}.items():
        definitions[name]["required"] = needed
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A detente model",
        "type": "object",
        "properties": {key: _described(sections[key], said) for key, said in KEYS["model"].items()},
        "required": ["title", "actors"],
        "anyOf": [{"required": ["options"]}, {"required": ["graph"]}],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _described(shape: Schema, said: str) -> Schema:
    return shape | {"description": said}


def _object(name: str, shapes: dict[str, Schema]) -> Schema:
    """A mapping with the keys of a section of the vocabulary. A key may be null: a reading then removes it."""
    properties = {key: _described(_or(shapes[key], NULL), said) for key, said in KEYS[name].items()}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _variable() -> Schema:
    """A scenario variable: some keys are words of the language, all others are values."""
    shapes: dict[str, Schema] = {
        "text": TEXT,
        "because": TEXTS,
        "given": TEXTS,
        "until": DATE,
        "is": TEXT,
        "then": _ref("probabilities"),
        "values": _list(TEXT),
        "phases": _list(_ref("phase")),
    }
    return {
        "type": "object",
        "properties": {key: _described(shapes[key], said) for key, said in KEYS["variable"].items()},
        "additionalProperties": _or(CHANCE, _ref("probabilities")),
    }


def _test(kind: str, keys: dict[str, str]) -> Schema:
    shapes = {key: _TEST_SHAPES.get(key, CONDITION) for key in keys}
    return {
        "type": "object",
        "properties": {key: _described(shapes[key], said) for key, said in keys.items()},
        "required": [kind],
        "additionalProperties": False,
    }


def _sections() -> dict[str, Schema]:
    """The shape of every section of a model."""
    return {
        "title": TEXT,
        "question": _or(TEXT, NULL),
        "as_of": _or(DATE, NULL),
        "horizon": _or(DURATION, NULL),
        "sources": _section(_DASHED, _ref("source")),
        "evidence": _section(_DASHED, _ref("evidence")),
        "actors": _or(_by_name(_ID, _or(TEXT, NULL, _ref("actor"))), _list(_pattern(_ID))),
        "options": _section(rf"{_ID}\.{_ID}", _or(TEXT, _ref("option"))),
        "scenario": _section(_ID, _ref("variable")),
        "rules": _or(_list(_or(TEXT, _ref("rule"))), NULL),
        "status_quo": _or(_by_name(rf"{_ID}\.{_ID}", _or(VALUE, NULL)), TEXT, NULL),
        "preferences": _section(_ID, _or(_list(_ref("want")), _ref("preference"))),
        "outcomes": _section(_DASHED, _or(CONDITION, _ref("outcome"))),
        "readings": _section(_DASHED, _ref("reading")),
        "claims": _section(_DASHED, _ref("claim")),
        "coalitions": _or(_list(_list(TEXT, minItems=2)), NULL),
        "graph": _or(_ref("graph"), NULL),
        "notes": _or(TEXTS, NULL),
    }


def _section(pattern: str, value: Schema) -> Schema:
    return _or(_by_name(pattern, _or(value, NULL)), NULL)


def _reading(sections: dict[str, Schema]) -> Schema:
    own: dict[str, Schema] = {"name": TEXT, "says": TEXT, "because": TEXTS}
    shapes = {key: own.get(key) or _or(sections[key], NULL) for key in KEYS["reading"]}
    return {
        "type": "object",
        "properties": {key: _described(shapes[key], said) for key, said in KEYS["reading"].items()},
        "additionalProperties": False,
    }
