"""Equilibria, and who is unstable where, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from rich.console import RenderableType

from ...answer.solve import Rest
from ..words import count
from .states import scenario_words
from .tables import cut, heading, sentence, simple, state

HEADS = {"nash": "Nash", "gmr": "GMR", "smr": "SMR", "seq": "SEQ", "sseq": "SSEQ", "sim": "SIM"}


def stability_parts(found: Rest, everything: bool) -> Iterator[RenderableType]:
    """The states that are an equilibrium under some concept, those under most concepts first."""
    concepts = found.concepts
    marks = np.array([found.verdicts.equilibria(concept) for concept in concepts])
    times = marks.sum(axis=0)
    resting = np.flatnonzero(times)
    order = resting[np.argsort(-times[resting], kind="stable")]
    where = f" when {scenario_words(found.scenario)}" if found.scenario else ""
    kind = "is an equilibrium" if len(order) == 1 else "are equilibria"
    yield sentence(f"{count(found.game.size, 'feasible state')}{where}; {len(order):,} {kind} under some concept.")
    if len(order):
        yield from _equilibria(found, marks, order, everything)
        if found.coalitions and set(found.concepts) - {"sseq", "sim"}:
            from .coalition import group_parts

            for group in found.coalitions:
                yield from group_parts(found, group, order, everything)
    yield from _today(found)
    yield sentence(_settings(found))


def _equilibria(found: Rest, marks: np.ndarray, order: np.ndarray, everything: bool) -> Iterator[RenderableType]:
    shown, rest = cut([(str(place),) for place in order], everything)
    rows = []
    for (place,) in shown:
        index = int(place)
        cells = ["+" if marks[k, index] else "" for k in range(len(marks))]
        today = " (today)" if index == found.game.status_quo else ""
        rows.append((state(found.game.space.name(index)) + today, *cells))
    yield simple("Equilibria", ("state", *(HEADS[concept] for concept in found.concepts)), rows)
    if rest:
        yield sentence(rest)


def _today(found: Rest) -> Iterator[RenderableType]:
    today = found.game.status_quo
    if today < 0:
        yield sentence("The model gives no status quo.")
        return
    yield heading(f"Today: {state(found.game.space.name(today))}")
    rows = []
    for actor, name in enumerate(found.game.actors):
        cells = ["stable" if found.verdicts.stable(concept)[actor, today] else "-" for concept in found.concepts]
        note = "cannot move" if found.verdicts.cannot_move[actor, today] else ""
        rows.append((name, *cells, note))
    heads = ("for", *(HEADS[concept] for concept in found.concepts), "")
    yield simple("", heads, rows, spare=(len(heads) - 1,))


def _settings(found: Rest) -> str:
    recorded = found.stamp.settings
    absent = "; ".join(why for _, why in found.verdicts.absent)
    countermoves, sanction = (str(recorded[key]).replace("_", " ") for key in ("countermoves", "sanction"))
    said = f"Countermoves: {countermoves}; a reply deters if it leaves the actor {sanction}."
    return said + (f" {absent}." if absent else "")
