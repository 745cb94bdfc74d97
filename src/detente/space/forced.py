"""Moves with forced consequences: the mover changes its own options, then what follows by itself follows.

From state s, actor i takes any other values of its own options that their directions allow, whether or not that alone
would be feasible. Then, round after round, each consequence whose ``when`` holds sets its options, in the order of
the list, each seeing what the one before did, until a round changes nothing. Consequences are not bound by directions:
nobody chooses them. Three cases need a decision. A round that leads back to an earlier code is a cycle: nothing is
ever settled, so the move is not available. A landing that is not feasible (or shut) is not available either; nor is one
where a consequence undoes another within a round, since a state in which a consequence is not followed is never
feasible. A landing on s itself is no move.

Cycles are found by comparing with a code kept from an earlier round, renewed at rounds 1, 2, 4, 8, ... (Brent 1980).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product
from math import prod

import numpy as np

from ..errors import TooLarge
from ..model import Condition, Model, Option, conditions
from ..model.scenario import Assignment
from .count import amount
from .game import Arcs
from .listed import Pairs, arcs_from
from .states import Codes, Mask, Space

TRIES = 2**24
"""Changes (states x combinations of an actor's own choices) that are tried at most."""

TOGETHER = 2**18
"""Changes that are followed at once, about."""

Effect = tuple[Condition, np.uint64, np.uint64]
"""When it holds; the bits it overwrites; what it writes there."""


def forced_arcs(model: Model, scenario: Assignment, space: Space, shut: Mask | None = None) -> tuple[Arcs, ...]:
    """Each actor's arcs. Raises :class:`TooLarge` before trying more than ``TRIES`` changes for one actor."""
    effects = effects_of(model, scenario, space)
    return tuple(_actor_arcs(space, actor.id, effects, shut) for actor in model.actors)


def effects_of(model: Model, scenario: Assignment, space: Space) -> list[Effect]:
    """The consequences as masks over the code."""
    values, found = dict(scenario), []
    for each in model.consequences:
        mask = written = 0
        for name, value in each.sets:
            place = space.places[name]
            field_mask = (1 << space.widths[place]) - 1 << space.shifts[place]
            mask |= field_mask
            written = written & ~field_mask | space.options[place].choices.index(value) << space.shifts[place]
        found.append((conditions.assume(each.when, values), np.uint64(mask), np.uint64(written)))
    return found


def settle_codes(space: Space, codes: Codes, effects: list[Effect]) -> tuple[Codes, Mask]:
    """Where codes end after all consequences, and whether each of them settles at all: uint64 [n], bool [n]."""
    now, settled = codes.copy(), np.zeros(len(codes), dtype=np.bool_)
    active, kept, rounds = np.arange(len(codes)), codes.copy(), 0
    while len(active):
        rounds += 1
        after = _round(space, now[active], effects)
        same, cyclic = after == now[active], after == kept[active]
        settled[active[same]] = True
        now[active] = after
        active = active[~same & ~cyclic]
        if rounds & (rounds - 1) == 0:
            kept[active] = now[active]
    return now, settled


def _round(space: Space, codes: Codes, effects: list[Effect]) -> Codes:
    for when, mask, written in effects:
        holds = replace(space, codes=codes).where(when)
        codes = np.where(holds, codes & ~mask | written, codes)
    return codes


def _actor_arcs(space: Space, actor: str, effects: list[Effect], shut: Mask | None) -> Arcs:
    own = [
        (option, space.shifts[k], space.widths[k]) for k, option in enumerate(space.options) if option.owner == actor
    ]
    tries = space.size * prod(len(option.choices) for option, _, _ in own)
    if tries > TRIES:
        raise TooLarge(
            f"{actor} could try {amount(tries)} changes; limit {amount(TRIES)}; name fewer options or add rules"
        )
    keys: list[Pairs] = [np.array([], dtype=np.int64)]
    changes = _changes(space, own)
    while some := list(islice(changes, max(1, TOGETHER // max(space.size, 1)))):
        origins = np.concatenate([np.flatnonzero(allowed) for _, allowed in some])
        landed, settled = settle_codes(space, np.concatenate([code[allowed] for code, allowed in some]), effects)
        targets = np.minimum(np.searchsorted(space.codes, landed), space.size - 1)
        fine = settled & (space.codes[targets] == landed)
        if shut is not None:
            fine &= ~shut[targets]
        keys.append(origins[fine] * space.size + targets[fine])
    return arcs_from(np.concatenate(keys), space.size)


def _changes(space: Space, own: list[tuple[Option, int, int]]) -> Iterator[tuple[Codes, Mask]]:
    """For each combination of own choices: every state's code with it, and where directions allow that change."""
    for combination in product(*(range(len(option.choices)) for option, _, _ in own)):
        codes, allowed = space.codes.copy(), np.ones(space.size, dtype=np.bool_)
        for (option, shift, width), choice in zip(own, combination, strict=True):
            before = space.column(option.id)
            allowed &= permitted(option, before, choice)
            codes = codes & ~np.uint64((1 << width) - 1 << shift) | np.uint64(choice << shift)
        yield codes, allowed & (codes != space.codes)


def permitted(option: Option, before: Pairs, choice: int) -> Mask:
    """Whether an option may change from each choice in ``before`` to ``choice`` (staying is always permitted)."""
    match option.direction:
        case "both":
            return np.ones(len(before), dtype=np.bool_)
        case "forward":
            return np.asarray(before <= choice)
        case "backward":
            return np.asarray(before >= choice)
        case "fixed":
            return np.asarray(before == choice)
