"""Random small games, and plain definitions to hold the fast code against: sets, lists and recursion only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

import numpy as np

from detente.model import Option
from detente.space.game import Arcs, Game
from detente.space.states import Space

Moves = list[list[set[int]]]
"""``moves[i][s]``: where actor i can go from s."""

DIRECTIONS = ("both", "both", "both", "forward", "backward", "fixed")


def space_of(options: tuple[Option, ...], keep: Iterable[tuple[int, ...]]) -> Space:
    """The space whose states are the given choices (one index per option)."""
    widths = tuple(max((len(option.choices) - 1).bit_length(), 1) for option in options)
    shifts = tuple(int(shift) for shift in np.cumsum((0, *widths))[:-1])
    codes = sorted(sum(choice << shift for choice, shift in zip(state, shifts, strict=True)) for state in keep)
    return Space(options, np.array(codes, dtype=np.uint64), shifts, widths)


def option_game(rng: np.random.Generator, actors: int = 0, options: int = 0, gaps: float = 0.3) -> Game:
    """Options with two or three choices, some one-way or fixed; states missing; ties."""
    actors, options = actors or int(rng.integers(1, 5)), options or int(rng.integers(2, 6))
    names = tuple(f"a{k}" for k in range(actors))
    made = tuple(
        Option(
            str(rng.choice(names)), f"o{k}",
            choices=("no", "yes") if rng.random() < 0.8 else ("x", "y", "z"),
            direction=DIRECTIONS[rng.integers(len(DIRECTIONS))],  # type: ignore[arg-type]
        )
        for k in range(options)
    )  # fmt: skip
    full = list(product(*(range(len(option.choices)) for option in made)))
    kept = [state for state in full if rng.random() >= gaps * rng.random()] or full
    return Game(names, space_of(made, kept), random_ranks(rng, actors, len(kept)))


def graph_game(rng: np.random.Generator, actors: int = 0, states: int = 0) -> Game:
    """An explicit graph: any moves at all, hence not transitive and often one-way."""
    actors, states = actors or int(rng.integers(1, 5)), states or int(rng.integers(2, 9))
    density = rng.uniform(0.05, 0.5)
    arcs = []
    for _ in range(actors):
        table = rng.random((states, states)) < density
        np.fill_diagonal(table, False)
        starts = np.concatenate([[0], np.cumsum(table.sum(axis=1))]).astype(np.int64)
        arcs.append(Arcs(starts, np.nonzero(table)[1].astype(np.int32)))
    space = Space((), np.arange(states, dtype=np.uint64), listed=tuple(f"s{k}" for k in range(states)))
    names = tuple(f"a{k}" for k in range(actors))
    return Game(names, space, random_ranks(rng, actors, states), arcs=tuple(arcs))


def random_ranks(rng: np.random.Generator, actors: int, states: int) -> np.ndarray:
    rows = []
    for _ in range(actors):
        worths = rng.integers(0, max(2, int(states * rng.choice([0.5, 1.0, 3.0]))), states)
        rows.append(np.unique(worths, return_inverse=True)[1])
    return np.array(rows, dtype=np.int32).reshape(actors, states)


def games(count: int, seed: int = 7) -> Iterator[Game]:
    """Half in option form, half explicit graphs."""
    rng = np.random.default_rng(seed)
    for number in range(count):
        yield option_game(rng) if number % 2 == 0 else graph_game(rng)


def moves_of(game: Game) -> Moves:
    """Every actor's moves, from the meaning of options and directions (or from the list of arcs)."""
    everywhere = range(game.size)
    shut = set() if game.shut is None else set(np.flatnonzero(game.shut).tolist())
    if game.arcs is not None:
        return [[set(arcs.of(s).tolist()) - shut for s in everywhere] for arcs in game.arcs]
    values = [game.space.values(s) for s in everywhere]
    return [
        [{t for t in everywhere if t not in shut and can_go(game, name, values[s], values[t])} for s in everywhere]
        for name in game.actors
    ]


def can_go(game: Game, actor: str, here: tuple[str, ...], there: tuple[str, ...]) -> bool:
    for option, old, new in zip(game.space.options, here, there, strict=True):
        if old == new:
            continue
        if option.owner != actor or option.direction == "fixed":
            return False
        later = option.choices.index(new) > option.choices.index(old)
        if option.direction == ("backward" if later else "forward"):
            return False
    return here != there


def improvements_of(game: Game, moves: Moves) -> Moves:
    return [[{t for t in moves[i][s] if game.ranks[i, t] > game.ranks[i, s]} for s in range(game.size)]
            for i in range(len(moves))]  # fmt: skip


def sequences(
    moves: Moves, start: int, movers: Iterable[int], rule: str = "legal_sequences"
) -> dict[tuple[int, object], int]:
    """Every (state, what the rule remembers) that can be reached, with the length of the shortest sequence.

    The rule remembers the last mover, or the set of those who have moved.
    """
    movers = tuple(movers)
    memory: object = None if rule == "legal_sequences" else frozenset()
    length, frontier = {(start, memory): 0}, [(start, memory)]
    while frontier:
        found = []
        for state, before in frontier:
            for mover in movers:
                if rule == "legal_sequences":
                    allowed, after = before != mover, mover
                elif rule == "each_opponent_once":
                    allowed, after = mover not in before, before | {mover}  # type: ignore[operator]
                else:
                    allowed, after = not before, frozenset({mover})
                for target in moves[mover][state] if allowed else ():
                    if (target, after) not in length:
                        length[target, after] = length[state, before] + 1
                        found.append((target, after))
        frontier = found
    return length


def reached(moves: Moves, start: int, movers: Iterable[int], rule: str = "legal_sequences") -> set[int]:
    """R_H(s): the end states of all sequences of at least one move."""
    return {state for (state, _), length in sequences(moves, start, movers, rule).items() if length}
