"""What worker processes do: plain functions of plain values, by name, so that they can be sent to another process.

A task gets what it was asked with and a ``tell(done, whole)``; what it returns must be picklable. Answers to questions
are the same records as everywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..model import Model

Tell = Callable[[int, int], None]


def ready(tell: Tell) -> bool:
    """Load what every answer needs, so that the first one does not wait for it."""
    from ..answer import solve  # noqa: F401
    from ..forecast import judge, predict  # noqa: F401

    tell(1, 1)
    return True


def verdicts(_: Tell, model: Model, given: Mapping[str, str] | None = None) -> Any:
    """:func:`detente.solve`."""
    from ..answer.solve import solve

    return solve(model, given=given)


TASKS: Mapping[str, Callable[..., Any]] = {each.__name__: each for each in (ready, verdicts)}
