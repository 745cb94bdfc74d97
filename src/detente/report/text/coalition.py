"""What a coalition can do together, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from rich.console import RenderableType

from ...answer.coalition import Group, Together
from ...answer.moves import change_words
from ...answer.solve import Rest
from ...model import Model
from ...stability.coalition import COALITION_CONCEPTS
from ..words import listed
from .stability import HEADS
from .states import scenario_words
from .tables import cut, heading, sentence, simple, state


def coalition_parts(model: Model, found: Together, everything: bool) -> Iterator[RenderableType]:
    """Which states are stable for the coalition, the equilibria it leaves, and its improvements."""
    where = f" when {scenario_words(found.scenario)}" if found.scenario else ""
    labels = " and ".join(model.actor(member).label for member in found.members)
    yield sentence(f"{labels} together{where}; {found.game.size:,} feasible states")
    yield from _stable(found, everything)
    left = found.left()
    yield heading("Equilibria (SEQ) of single actors that the coalition can leave together")
    for name in left:
        yield sentence(state(name), 2)
    if not left:
        yield sentence("none", 2)
    yield from _improvements(found, everything)


def _stable(found: Together, everything: bool) -> Iterator[RenderableType]:
    """The states that are stable for the coalition under some concept, those under most concepts first."""
    marks = np.array([found.verdicts.stable(concept) for concept in COALITION_CONCEPTS])
    count = marks.sum(axis=0)
    order = np.flatnonzero(count)
    order = order[np.argsort(-count[order], kind="stable")]
    counts = [f"{HEADS[concept]} {row.sum():,}" for concept, row in zip(COALITION_CONCEPTS, marks, strict=True)]
    yield heading("States stable for the coalition")
    yield sentence(f"By concept: {', '.join(counts)}.")
    shown, rest = cut([(str(place),) for place in order], everything)
    today = found.game.status_quo
    rows = []
    for (place,) in shown:
        index = int(place)
        name = state(found.game.space.name(index)) + (" (today)" if index == today else "")
        rows.append((name, *("+" if marked else "" for marked in marks[:, index])))
    if rows:
        yield simple("", ("state", *(HEADS[concept] for concept in COALITION_CONCEPTS)), rows)
    if rest:
        yield sentence(rest)


def _improvements(found: Together, everything: bool) -> Iterator[RenderableType]:
    rows = [
        (state(found.game.space.name(jump.source)), change_words(found.game.space, jump.source, jump.target))
        for jump in found.jumps.jumps
    ]
    if not rows:
        yield sentence("There is no state from which all members improve together.")
        return
    shown, rest = cut(rows, everything)
    yield simple("Coalition improvements", ("from", "together they take up"), shown)
    if rest or found.jumps.unlisted:
        yield sentence(rest or f"... and {found.jumps.unlisted:,} more")


def group_parts(found: Rest, group: Group, order: np.ndarray, everything: bool) -> Iterator[RenderableType]:
    """Which of some states (indices, in order) a coalition that the model names would leave; how many it would not."""
    yield heading(f"The same states for {listed(group.members)} together")
    if group.verdicts is None:
        yield sentence(f"Not worked out: {group.absent}.")
        return
    concepts = [concept for concept in COALITION_CONCEPTS if found.verdicts.defined(concept)]
    masks = np.array([group.verdicts.stable(concept) for concept in concepts])
    left = order[~masks[:, order].all(axis=0)]
    rows = [
        (state(found.game.space.name(index)), *("stable" if mask else "LEAVES" for mask in masks[:, index]))
        for index in left.tolist()
    ]
    shown, rest = cut(rows, everything)
    if rows:
        yield simple("", ("state", *(HEADS[concept] for concept in concepts)), shown)
    if rest:
        yield sentence(rest)
    kept = len(order) - len(rows)
    others = f"{'the other' if rows else 'all'} {kept:,}" if kept else "none of them"
    yield sentence(f"Stable for the coalition under each of these concepts: {others}.")
    if rows:
        yield sentence(
            "LEAVES: the members can improve together, and no reply deters them; `--coalition "
            f"{','.join(group.members)}` says what they would take up."
        )
