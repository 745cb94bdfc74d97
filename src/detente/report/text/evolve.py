"""Paths from today, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from ...answer.evolve import Evolution
from ...answer.moves import change_words
from ...evolution import Path
from ...model import Model
from ..words import count
from .states import scenario_words
from .tables import heading, sentence, simple, state

FEW = 8
"""Paths that are shown unless all are asked for."""

INTEREST = {"improvement": "", "indifferent": "indifferent", "against": "AGAINST ITS INTEREST"}


def evolve_parts(model: Model, found: Evolution, everything: bool) -> Iterator[RenderableType]:
    """What can be reached, then a shortest path to each goal, step by step."""
    game = found.game
    where = f" when {scenario_words(found.scenario)}" if found.scenario else ""
    yield sentence(f"Today{where}: {state(game.space.name(game.status_quo))}")
    by_improvements, by_moves = int(found.improvements.reached.sum()), int(found.moves.reached.sum())
    yield sentence(
        f"Of {count(game.size, 'feasible state')} play can reach {by_improvements:,} by improvements alone "
        f"and {by_moves:,} by any moves."
    )
    yield from _table(found)
    easy = sum(path.by == "improvements" for path in found.paths)
    yield heading(f"Roads to {found.goals:,} goal{'' if found.goals == 1 else 's'}")
    yield sentence(
        f"{easy} reached by improvements, {len(found.paths) - easy} only by other moves, "
        f"{len(found.unreachable)} not at all" + (f"; {found.unlisted} more not worked out" if found.unlisted else "")
    )
    shown = found.paths if everything else found.paths[:FEW]
    for path in shown:
        yield from _path(model, found, path)
    if len(shown) < len(found.paths):
        yield sentence(f"... and {len(found.paths) - len(shown)} more; --all shows them")


def _table(found: Evolution) -> Iterator[RenderableType]:
    rows = [
        (str(step), *(str(len(cell)) if len(cell) else "" for cell in row))
        for step, row in enumerate(found.improvements.rows(), 1)
    ]
    if rows:
        title = "States first reached by improvements, by step and last mover"
        yield simple(title, ("step", *found.game.actors), rows, right=tuple(range(len(found.game.actors) + 1)))


def _path(model: Model, found: Evolution, path: Path) -> Iterator[RenderableType]:
    how = "today" if not path.moves else "by improvements" if path.by == "improvements" else "by moves"
    yield heading(f"{state(found.game.space.name(path.goal))} ({how})")
    rows = [
        (
            str(step),
            model.actor(found.game.actors[move.mover]).label,
            change_words(found.game.space, move.source, move.target),
            INTEREST[move.interest],
        )
        for step, move in enumerate(path.moves, 1)
    ]
    if rows:
        yield simple("", ("", "mover", "takes up", ""), rows, spare=(3,))
