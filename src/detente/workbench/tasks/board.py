"""One state at a time: is it feasible, what holds in it, who would leave it and why, and what lies around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from ...errors import TooLarge, Unanswerable
from ...model import Condition, Model, conditions
from ...model.circumstances import settle
from ...model.model import STATE, Values
from ..boards import Circumstance, Interest, Look, Mark, Neighbour, Overview, Place, Stand
from ..worker import Tell
from .held import AT_ONCE, Held, held

FEW = 5
"""Improvements whose answer is spelled out, for each actor and concept."""

AROUND, EACH = 18, 6
"""Neighbours that are listed, and of these by the moves of one actor."""

Given = Mapping[str, str]


def overview(_: Tell, model: Model, given: Given, keep: str = "") -> Overview:
    """The scenario that is looked at, and what else it could be. ``keep``: the variable that was set last; values of
    others that cannot occur with it are let go."""
    from ...answer.worlds import worlds
    from ...stability.concepts import CONCEPTS

    chosen = dict(given)
    while chosen and not worlds(model, chosen):
        chosen.pop(next((name for name in chosen if name != keep), keep))
    here = held(model, chosen)
    everything = worlds(model)
    possible = {name: {dict(world)[name] for world, _ in everything} for name, _ in here.scenario}
    circumstances = tuple(
        Circumstance(each.id, each.text, tuple(value for value in each.values if value in possible[each.id]))
        for each in model.scenario
    )
    today = here.game.status_quo
    return Overview(
        tuple(chosen.items()),
        here.scenario,
        dict(everything)[here.scenario],
        here.game.size,
        place_of(here, today) if today >= 0 else None,
        circumstances,
        here.game.size > AT_ONCE,
        tuple((each.id, f"{each.name}: the actor thinks of {each.foresight}") for each in CONCEPTS),
    )


def look(_: Tell, model: Model, given: Given, values: Values) -> Look:
    """Everything about one combination of values."""
    from ...report.words import state_phrase

    here = held(model, given)
    state = state_of(here, values)
    if state < 0:
        return _forbidden(here, values)
    stands = tuple(_stands(here, state))
    concepts = tuple(each.concept for each in stands[0].marks) if stands else ()
    return Look(
        place_of(here, state),
        phrase=state_phrase(model, here.game.space, state),
        today=state == here.game.status_quo,
        outcomes=tuple((each.text or each.id, _holds(here, each.condition, state)) for each in model.outcomes),
        stands=stands,
        rests=tuple(concept for concept in concepts if all(each.stable(concept) for each in stands)),
        **_around(here, state),
    )


def place_of(here: Held, state: int) -> Place:
    space = here.game.space
    name = space.name(state)
    if space.listed:
        return Place(name, ((STATE, name),))
    return Place(name, tuple(zip((each.id for each in space.options), space.values(state), strict=True)))


def state_of(here: Held, values: Values) -> int:
    """The state with some values; -1 where it is not feasible."""
    space, said = here.game.space, dict(values)
    if space.listed:
        return space.listed.index(said[STATE]) if said.get(STATE) in space.listed else -1
    places = zip(space.options, space.shifts, strict=True)
    return space.index(sum(option.choices.index(said[option.id]) << shift for option, shift in places))


def _forbidden(here: Held, values: Values) -> Look:
    """Which rules a combination of values breaks, and where its consequences would lead."""
    from ...space.states import NOTHING

    said = dict(values)
    if here.game.space.listed:
        return Look(Place(said.get(STATE, ""), values), ("the rules leave no such state",))
    taken = (each for each in here.game.space.options if said[each.id] != each.choices[0])
    name = "+".join(each.id if each.is_yes_no else f"{each.id}={said[each.id]}" for each in taken)
    place = Place(name or NOTHING, values)
    world = dict(here.scenario)
    known = {**world, **said}
    broken = [
        _rule_words(each.text, each.condition)
        for each in here.model.rules
        if not conditions.holds(each.condition, known)
    ]
    broken += [
        f"{conditions.text(each.when)}: then {', '.join(f'{option} = {value}' for option, value in each.sets)} follows"
        for each in here.model.consequences
        if conditions.holds(each.when, known) and any(said[option] != value for option, value in each.sets)
    ]
    return Look(place, tuple(dict.fromkeys(broken)), _follows(here, said, world))


def _rule_words(text: str, condition: Condition) -> str:
    """A rule as it was written; one that was given other words is spelled out beside them."""
    said = conditions.text(condition)
    if not text:
        return said
    return text if any(name in text for name in conditions.names(condition)) else f"{text}: {said}"


def _follows(here: Held, said: dict[str, str], world: dict[str, str]) -> Place | None:
    try:
        state = state_of(here, tuple(settle(said, here.model.consequences, world).items()))
    except Unanswerable:
        return None
    return place_of(here, state) if state >= 0 else None


def _holds(here: Held, condition: Condition, state: int) -> bool:
    values = dict(place_of(here, state).values)
    return conditions.holds(condition, {**dict(here.scenario), **values})


def _stands(here: Held, state: int) -> Iterator[Stand]:
    """Every actor under every concept that is defined."""
    from ...answer.record import stamp
    from ...answer.why import Why
    from ...report.text.why import kind_words, reply_words
    from ...stability.settings import CONCEPTS
    from ...stability.why import Reason, explain

    game, model = here.game, here.model
    found = Why(stamp(model), here.scenario, game, state, ())

    def reasons(actor: int) -> Iterator[Reason]:
        for concept in CONCEPTS:
            if concept == "sim" and game.arcs is not None:
                continue
            try:
                yield explain(game, state, actor, concept)
            except TooLarge:
                continue

    for actor, name in enumerate(game.actors):
        marks, kind = [], "improvements"
        for reason in reasons(actor):
            if reason.kind in ("cannot move", "no improvement"):
                kind = reason.kind
                marks.append(Mark(reason.concept, True, ""))
                continue
            lines = tuple(reply_words(model, found, reason, reply) for reply in reason.replies[:FEW])
            marks.append(Mark(reason.concept, reason.stable, kind_words(reason), lines))
        yield Stand(name, model.actor(name).label, kind, tuple(marks))


def _around(here: Held, state: int) -> dict[str, Any]:
    """The states one move away: of each actor the moves that it likes best, in turn, so that none crowds out the
    others."""
    from ...space.walks import moves_from

    found: list[list[tuple[int, int, bool, bool]]] = []
    for mover in range(len(here.game.actors)):
        out = set(moves_from(here.game, mover, state).tolist())
        back = set(moves_from(here.turned, mover, state).tolist())
        ranks = here.game.ranks[mover]
        order = sorted(out | back, key=lambda other: (other not in out, -int(ranks[other]), other))
        found.append([(mover, other, other in out, other in back) for other in order])
    dealt = [each for row in zip_longest(*(each[:EACH] for each in found)) for each in row if each is not None][:AROUND]
    neighbours = tuple(_neighbour(here, state, *each) for each in sorted(dealt, key=lambda each: each[0]))
    return {"neighbours": neighbours, "unlisted": sum(map(len, found)) - len(dealt)}


def _neighbour(here: Held, state: int, mover: int, other: int, out: bool, back: bool) -> Neighbour:
    from ...answer.moves import change_words

    rests = here.rests(other)
    return Neighbour(
        place_of(here, other),
        mover,
        change_words(here.game.space, state, other),
        _interest(here, mover, state, other) if out else None,
        _interest(here, mover, other, state) if back else None,
        other == here.game.status_quo,
        None if rests is None else "seq" in rests,
    )


def _interest(here: Held, mover: int, source: int, target: int) -> Interest:
    gain = int(here.game.ranks[mover, target]) - int(here.game.ranks[mover, source])
    return "improvement" if gain > 0 else "against" if gain < 0 else "indifferent"
