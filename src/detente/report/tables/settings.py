"""Settings, seeds and versions: what is needed to get the same report again."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from ...answer.record import Stamp
from .table import Column, Table, table

LIBRARIES = ("numpy", "scipy", "numba", "altair", "vl-convert-python", "networkx")


def settings_table(stamp: Stamp, more: Mapping[str, Any]) -> Table:
    """``more``: settings beyond those of the stamp."""
    said = {
        "model": stamp.title,
        "model fingerprint": stamp.fingerprint,
        "seed": "none" if stamp.seed is None else str(stamp.seed),
        **{key.replace("_", " "): _plain(value) for key, value in {**stamp.settings, **more}.items()},
        "detente": stamp.detente,
        "Python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
    }
    return table(
        "settings", "Settings, seeds and versions", ("setting", Column("value", wide=True)), list(said.items())
    )


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} = {inner}" for key, inner in value.items()) or "none"
    return str(value).replace("_", " ")
