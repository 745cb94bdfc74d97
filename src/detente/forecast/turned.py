"""A staged model with numbers held at values, without working out again what the values do not change.

Worths, costs and habits are held by the draw (:func:`held`). Probabilities change the timeline (:func:`turn`); as long
as no world comes in that was not there before, the games of the worlds stay as they are.
"""

from __future__ import annotations

from dataclasses import replace

from ..model import Draw, Model
from ..model.turned import Numbers, turned
from ..space.build import status_quo
from .staged import Staged, stage
from .timeline import timeline

SCENARIO = "scenario."


def turn(model: Model, numbers: Numbers, near: Staged) -> Staged:
    """``model`` made ready with the probabilities among ``numbers`` held. ``near``: the same model made ready under
    other probabilities, whose games are used again where they can be. Raises as :func:`.staged.stage` does."""
    chances = {path: value for path, value in numbers.items() if path.startswith(SCENARIO)}
    changed = turned(model, chances)
    line = timeline(changed)
    pairs = zip(near.timeline.spans, near.boards, strict=True)
    boards = {world: board for span, row in pairs for world, board in zip(span.worlds, row, strict=True)}
    if any(world not in boards for world in line.worlds):
        return stage(changed)
    start = status_quo(changed, near.space)
    if start < 0 <= near.start:  # consequences put today somewhere else
        return stage(changed)
    rows = tuple(tuple(boards[world] for world in span.worlds) for span in line.spans)
    return replace(near, model=changed, timeline=line, boards=rows, start=start)


def held(drawn: Draw, numbers: Numbers) -> Draw:
    """A draw in which these numbers have their values, whatever was drawn."""
    return {**drawn, **numbers}
