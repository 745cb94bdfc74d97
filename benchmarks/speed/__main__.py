"""The figures of speed, each beside its rule: ``python -m benchmarks.speed [--only 1 3] [--json]``.

A figure is a module with ``figure()``, which returns its results (or one record with the same keys). Exit status 1 if
a figure misses its goal.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

FIGURES = {1: "sorting", 2: "growth", 3: "oracle", 4: "process", 5: "commands"}
PACKAGES = ("detente", "numpy", "numba", "scipy")


def main() -> int:
    parser = argparse.ArgumentParser(description="The figures of speed, each beside its rule.")
    parser.add_argument("--only", nargs="*", type=int, choices=sorted(FIGURES), default=sorted(FIGURES))
    parser.add_argument("--json", action="store_true", help="one record per result")
    asked = parser.parse_args()
    if not asked.json:
        print(machine())
    missed = False
    for number in asked.only:
        figure: Callable[[], Any] = import_module(f"benchmarks.speed.{FIGURES[number]}").figure
        for record in records(figure()):
            missed |= not record["met"]
            print(json.dumps(record) if asked.json else line(record), flush=True)
    return 1 if missed else 0


def machine() -> str:
    """What the figures were measured on."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{platform.machine()} {platform.system()}, {cores} cores{load}; Python {platform.python_version()}, {versions}"
    )


def records(found: Any) -> list[dict[str, Any]]:
    """Results as plain records: figure, what, value, goal (a text), met, and whatever else was measured."""
    if isinstance(found, Mapping):
        return [dict(found)]
    plain = []
    for each in found:
        record = asdict(each)
        beside = record.pop("beside")
        del record["at_most"], record["unit"]
        plain.append(record | {"goal": each.rule, "met": each.met} | beside)
    return plain


def line(record: Mapping[str, Any]) -> str:
    """One result as text."""
    known = ("figure", "what", "value", "goal", "met")
    verdict = "pass" if record["met"] else "MISS"
    rest = "; ".join(f"{name} {short(value)}" for name, value in record.items() if name not in known)
    said = f"{record['figure']}  {verdict}  {short(record['value']):>8}  (rule: {record['goal']})  {record['what']}"
    return said + (f"\n            {rest}" if rest else "")


def short(value: Any) -> str:
    return (
        f"{value:.3g}"
        if isinstance(value, float) and abs(value) < 1000
        else f"{value:,.0f}"
        if isinstance(value, float)
        else str(value)
    )


if __name__ == "__main__":
    sys.exit(main())
