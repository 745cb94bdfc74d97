"""The report as one page."""

from __future__ import annotations

from collections.abc import Callable

from ...model import Model
from ..worker import Tell


def report(tell: Tell, model: Model, name: str) -> tuple[str, str]:
    """The name of a report's file and its page (:func:`detente.report.publish.publish` without a disk). Raises
    MissingExtra where a library of the extra ``report`` is not there."""
    from ...report.extra import need
    from ...report.gather import DRAWS, gather
    from ...report.page.whole import whole

    need()

    def stage(label: str) -> Callable[[int, int], None]:
        tell(0, 0, label)
        return lambda done, count: tell(done, count, label)

    found = gather(model, DRAWS, progress=stage)
    tell(0, 0, "writing")
    return "".join(each if each.isalnum() and each.isascii() else "-" for each in name) or "report", whole(found).html
