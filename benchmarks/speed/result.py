"""One line of the table of figures, and the games that the figures are measured on."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from detente.model import Actor, Model, Option
from detente.space import Game, enumerate_states, game_from_ranks


@dataclass(frozen=True)
class Result:
    """``value`` against ``goal``: at most, or at least. ``beside``: what else was measured."""

    figure: int
    what: str
    value: float
    goal: float
    at_most: bool
    unit: str = "x"
    beside: dict[str, Any] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        return self.value <= self.goal if self.at_most else self.value >= self.goal

    @property
    def rule(self) -> str:
        return f"{'<=' if self.at_most else '>='} {self.goal:g} {self.unit}"


def cube_model(bits: int, actors: int = 3) -> Model:
    """A model of ``bits`` yes/no options without rules, dealt out in equal runs to the actors."""
    names = tuple(f"a{k}" for k in range(actors))
    options = tuple(Option(names[place * actors // bits], f"x{place}") for place in range(bits))
    return Model(f"full cube of {bits} options", tuple(Actor(name) for name in names), options)


def cube(bits: int, seed: int = 0) -> Game:
    """Every state feasible, three actors, random strict ranks."""
    model = cube_model(bits)
    return game_from_ranks(enumerate_states(model), tuple(actor.id for actor in model.actors), strict_ranks(bits, seed))


def strict_ranks(bits: int, seed: int = 0) -> np.ndarray:
    """int32 [3, 2**bits]"""
    rng = np.random.default_rng(seed)
    return np.stack([rng.permutation(np.arange(1 << bits, dtype=np.int32)) for _ in range(3)])


def seconds(task: Callable[[], object]) -> float:
    begin = time.perf_counter()
    task()
    return time.perf_counter() - begin


def processor_seconds(task: Callable[[], object]) -> float:
    """Processor time of a task, its threads and its processes: what others on the machine change little."""
    before = os.times()
    task()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def middle(values: list[float]) -> float:
    return statistics.median(values)
