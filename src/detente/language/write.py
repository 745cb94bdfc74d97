"""Model to text: the canonical machine form.

``read(write(model)) == model`` for every model without problems, and writing is idempotent. What a file cannot say is
refused: a reading that is no patch on the base model.
"""

from __future__ import annotations

from ..errors import ModelError, Problem
from ..model import Model, Reading
from .diff import difference
from .emit import Tree, emit
from .machine import lighter, machine

_KEPT = ("sources", "claims")
"""Sections that a reading does not change."""


def write(model: Model) -> str:
    """The model as YAML. Raises :class:`ModelError` where no file can say it."""
    tree = machine(model)
    base = {key: value for key, value in tree.items() if key not in _KEPT}
    readings: Tree = {reading.id: _reading(reading, base, model) for reading in model.readings}
    if readings:
        tree["readings"] = readings
    return emit(_light(tree))


def _light(tree: dict[str, Tree]) -> dict[str, Tree]:
    return {key: lighter(value) if key == "preferences" else value for key, value in tree.items()}


def _reading(reading: Reading, base: dict[str, Tree], model: Model) -> Tree:
    path = f"readings.{reading.id}"
    if reading.model.sources != model.sources or reading.model.claims or reading.model.readings:
        rule = "a reading has the base model's sources, and no claims or readings of its own"
        raise ModelError((Problem(path=path, rule=rule, found="others"),))
    head: dict[str, Tree] = {"name": reading.name, "says": reading.says, "because": list(reading.because)}
    changed = {key: value for key, value in machine(reading.model).items() if key not in _KEPT}
    kept = {key: value for key, value in head.items() if value}
    return kept | _light(difference(base, changed))
