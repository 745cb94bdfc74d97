"""The process of moves written down as it is defined, with a full table of moves: slow, plain, for small games."""

from __future__ import annotations

import numpy as np
from scipy.linalg import expm

from detente.dynamics import Habits
from detente.space import Game


def allowed(game: Game) -> np.ndarray:
    """Who can be in t after a decision in s: bool [A, S, S], staying included."""
    if id(game) in _TABLES:
        return _TABLES[id(game)][1]
    size = game.size
    table = np.zeros((len(game.actors), size, size), dtype=bool)
    for actor in range(len(game.actors)):
        for s in range(size):
            for t in range(size):
                open_state = game.shut is None or not game.shut[t]
                table[actor, s, t] = s == t or (open_state and _may(game, actor, s, t))
    _TABLES[id(game)] = (game, table)
    return table


_TABLES: dict[int, tuple[Game, np.ndarray]] = {}
"""Tables made so far; keeping the game keeps its id its own."""


def _may(game: Game, actor: int, s: int, t: int) -> bool:
    if game.arcs is not None:
        return t in game.arcs[actor].of(s)
    for place, option in enumerate(game.space.options):
        before, after = int(game.space.codes[s]) >> place & 1, int(game.space.codes[t]) >> place & 1
        if before != after:
            right = {"both": True, "forward": after > before, "backward": after < before}[option.direction]
            if option.owner != game.actors[actor] or not right:
                return False
    return True


def choices(game: Game, habits: Habits, values: np.ndarray) -> np.ndarray:
    """sigma_j(t|s) at values V [A, S]: [A, S, S]."""
    worth = values[:, None, :] - habits.move_cost[:, None, None] * (1 - np.eye(game.size))
    level = (habits.precision * habits.discount)[:, None, None] * worth
    level = np.where(allowed(game), level, -np.inf)
    weights = np.exp(level - level.max(axis=2, keepdims=True))
    return weights / weights.sum(axis=2, keepdims=True)


def right_side(game: Game, habits: Habits, values: np.ndarray) -> np.ndarray:
    """What V must be equal to, [A, S]."""
    chosen = choices(game, habits, values)
    flow = game.worths.copy()
    for i in range(len(game.actors)):
        for j in range(len(game.actors)):
            paid = habits.move_cost[i] * (1 - np.eye(game.size)) if i == j else 0.0
            flow[i] += habits.tempo[j] * (chosen[j] * (values[i][None, :] - paid)).sum(axis=1)
    return flow / (habits.discount + habits.tempo.sum())[:, None]


def generator(game: Game, habits: Habits, values: np.ndarray) -> np.ndarray:
    """Rates q(s, t), rows summing to 0: [S, S]."""
    rates = np.tensordot(habits.tempo, choices(game, habits, values), axes=1)
    return rates - np.diag(rates.sum(axis=1))


def chances_at(rates: np.ndarray, target: np.ndarray, start: int, date: float) -> tuple[float, float, float, float]:
    """Reached by, holding at, in place and passed at a date > 0 (see the chain), by matrix exponentials."""
    stopped = np.where(target[:, None], 0.0, rates)
    now, then = expm(rates * date)[start], expm(stopped * date)[start]
    size = len(rates)
    summed, summed_stopped = (
        expm(np.block([[each, np.eye(size)], [np.zeros((size, 2 * size))]]) * date)[:size, size:][start]
        for each in (rates, stopped)
    )
    return (
        float(then @ target),
        float(now @ target),
        float(summed @ target / date),
        float(summed_stopped @ target / date),
    )
