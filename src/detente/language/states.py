"""Values of options and scenario variables, and the ways to write down one state."""

from __future__ import annotations

from typing import Literal

from ..model.conditions import TRUE, Condition, Is, conjunction
from ..model.model import STATE, Values
from .conditions import condition, listed
from .context import Context
from .fields import mapping
from .nodes import Mapping, Node, Scalar, kind, shown

Names = Literal["options", "scenario", "both"]
NOTHING = "nothing"

_RULES = {
    "options": "names options",
    "scenario": "names scenario variables",
    "both": "names options or scenario variables",
}


def values(node: Node | None, context: Context, what: str, names: Names = "options") -> Values:
    """``{name: value}`` with every name and value looked up; what is unknown is reported and left out."""
    found = []
    for key, (place, value) in mapping(node, context.report, what).entries.items():
        context.used.add(key)
        if known_name(key, place, context, f"{what} {_RULES[names]}", names) and value_of(key, value, context):
            found.append((key, value.text if isinstance(value, Scalar) else ""))
    return tuple(found)


def known_name(key: str, place: Node, context: Context, rule: str, names: Names) -> bool:
    """Whether a name may stand here; a problem if not."""
    allowed = [
        name
        for name in context.values
        if names == "both" or (names == "options") == ("." in name or (name == STATE and context.graph is not None))
    ]
    if key in allowed:
        return True
    if key not in context.broken:
        owned = [name for name in allowed if name.partition(".")[2] == key]
        hint = f"did you mean {owned[0]}?" if owned else context.report.meant(key, allowed)
        context.report.add(place, rule, f"`{shown(key)}`", hint)
    return False


def value_of(key: str, node: Node, context: Context) -> bool:
    """Whether a node holds one of a name's values; a problem if not."""
    known = context.values[key]
    if isinstance(node, Scalar) and node.text in known:
        return True
    if key in context.broken:
        return False
    hint = context.report.meant(node.text, known) if isinstance(node, Scalar) else ""
    if isinstance(node, Scalar) and node.text in ("true", "false", "True", "False") and "yes" in known:
        hint = "write yes or no"
    context.report.add(node, f"`{key}` is {listed(known)}", kind(node), hint)
    return False


def first_choices(context: Context) -> dict[str, str]:
    return {option.id: option.choices[0] for option in context.options}


def state(node: Node, context: Context) -> Condition:
    """One state: by name (``usa.summit+dprk.talks``, ``nothing``), by pattern (``YNN``), as a mapping of the values
    that differ from the first choices, as ``{when: condition}``, or, in graph form, by id."""
    if isinstance(node, Mapping):
        if "when" in node.entries and context.graph is None:
            return condition(node.get("when"), context)
        changed = first_choices(context) | dict(values(node, context, "a state"))
        return conjunction(tuple(Is(name, value) for name, value in changed.items()))
    if not isinstance(node, Scalar) or node.is_null:
        context.report.add(node, "a state is named", kind(node))
        return TRUE
    if context.graph is not None:
        return _graph_state(node, context)
    found = _by_pattern(node.text, context) or _by_name(node, context)
    return conjunction(tuple(Is(name, value) for name, value in found.items())) if found else TRUE


def _graph_state(node: Scalar, context: Context) -> Condition:
    known = context.values.get(STATE, ())
    if node.text not in known:
        context.report.add(
            node, "a state is one of the graph's", f"`{shown(node.text)}`", context.report.meant(node.text, known)
        )
        return TRUE
    return Is(STATE, node.text)


def _by_pattern(word: str, context: Context) -> dict[str, str] | None:
    """One letter ``Y`` or ``N`` per option, where all options are yes/no."""
    options = context.options
    if len(word) != len(options) or set(word) - {"Y", "N"} or not all(option.is_yes_no for option in options):
        return None
    return {option.id: "yes" if letter == "Y" else "no" for option, letter in zip(options, word, strict=True)}


def _by_name(node: Scalar, context: Context) -> dict[str, str] | None:
    """The options that differ from their first choices, joined by ``+``."""
    found = first_choices(context)
    if node.text == NOTHING:
        return found
    if not set(node.text) - {"Y", "N"}:
        size = len(context.options)
        hint = f"there are {size} options, here are {len(node.text)} letters"
        context.report.add(node, "a pattern has one letter Y or N per yes/no option", f"`{node.text}`", hint)
        return None
    for part in node.text.split("+"):
        name, equals, value = part.strip().partition("=")
        if not known_name(name, node, context, "a state is named by its options", "options"):
            return None
        said = value if equals else "yes"
        if not value_of(name, Scalar(said, node.line, node.column, node.path), context):
            return None
        found[name] = said
    return found
