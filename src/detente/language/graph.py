"""The explicit graph form: states by name, moves listed per actor."""

from __future__ import annotations

import re

from ..model import Graph
from .context import Context
from .fields import entries, identifier, known, mapping, one_or_more, text
from .nodes import Mapping, Node, Scalar, Sequence, kind, shown

_MOVE = re.compile(r"(\S+)\s*(<->|->)\s*(\S+)")


def graph(node: Node | None, context: Context) -> Graph | None:
    """``graph: {states: [...], moves: {actor: [s1 -> s2, s2 <-> s3]}}``."""
    if node is None:
        return None
    context.place("graph", node)
    fields = known(node, context.report, "`graph`", "graph")
    states = _states(fields.get("states"), node, context)
    arcs: list[tuple[str, str, str]] = []
    for actor, place, value in entries(mapping(fields.get("moves"), context.report, "`moves`")):
        context.place(f"graph.moves.{actor}", place)
        for item in one_or_more(value, context.report, "a list of moves"):
            arcs += _arcs(actor, item, [state for state, _ in states], context)
    return Graph(states, tuple(dict.fromkeys(arcs)))


def _states(node: Node | None, whole: Node, context: Context) -> tuple[tuple[str, str], ...]:
    """A list of ids, or ``id: what it means``."""
    pairs: list[tuple[Node, str]] = []
    if isinstance(node, Mapping):
        pairs = [(place, text(value, context.report, "a state's text")) for _, place, value in entries(node)]
    elif isinstance(node, Sequence):
        pairs = [(item, "") for item in node.items]
    if not pairs:
        context.report.add(node or whole, "a graph has states", "none", "states: [s1, s2]")
    found: dict[str, str] = {}
    for place, said in pairs:
        word = identifier(place, context.report, "a state's name")
        if word in found:
            context.report.add(place, "a state is listed once", f"`{shown(word)}` again")
        found[word] = said
    return tuple(found.items())


def _arcs(actor: str, node: Node, states: list[str], context: Context) -> list[tuple[str, str, str]]:
    found = _MOVE.fullmatch(node.text.strip()) if isinstance(node, Scalar) else None
    if found is None:
        context.report.add(node, "a move is `s1 -> s2` or `s1 <-> s2`", kind(node))
        return []
    start, arrow, end = found.groups()
    for state in (start, end):
        if state not in states:
            hint = context.report.meant(state, states)
            context.report.add(node, "a move joins two states of the graph", f"`{shown(state)}`", hint)
            return []
    if start == end:
        context.report.add(node, "a move leads to another state", f"`{start}` to itself")
        return []
    return [(actor, start, end)] + ([(actor, end, start)] if arrow == "<->" else [])
