"""Figure 5: how long commands take: on a small model, on the Korean case, and the help.

Each run is a new process. *First* means with an empty cache of compiled kernels (a new NUMBA_CACHE_DIR), *warm* with
a full one; the best of a few runs counts, because others may use the machine. Python's own byte code is compiled in
all runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .result import Result, processor_seconds, seconds

COMMANDS = (("stability", "elmira"), ("run", "prisoners"))
KOREA = ((("forecast", "korea", "--draws", "64"), 5.0), (("run", "korea"), 20.0))
"""With their goals, warm. On two cores of its own or on busy ones: that shows, as all of them are used."""

DETENTE = Path(sys.executable).with_name("detente")


def run(arguments: tuple[str, ...], cache: str) -> tuple[float, float]:
    """Seconds and processor seconds of one command; raises CalledProcessError if it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["NUMBA_CACHE_DIR"] = cache
    command = [str(DETENTE), *arguments]
    taken: list[float] = []
    work = processor_seconds(
        lambda: taken.append(seconds(lambda: subprocess.run(command, env=environment, capture_output=True, check=True)))
    )
    return taken[0], work


def figure() -> list[Result]:
    results = []
    with tempfile.TemporaryDirectory() as cache:
        help_text = min(run(("--help",), cache) for _ in range(5))
    for command in COMMANDS:
        with tempfile.TemporaryDirectory() as cache:
            first = run(command, cache)
            warm = min(run(command, cache) for _ in range(5))
        said = "detente " + " ".join(command)
        results.append(result(f"{said}, warm", warm, 1.0))
        results.append(result(f"{said}, first run", first, 10.0))
    return [*results, *korea(), result("detente --help", help_text, 0.5)]


def korea() -> list[Result]:
    """The two commands of the Korean case, best of a few runs."""
    results = []
    with tempfile.TemporaryDirectory() as cache:
        for command, goal in KOREA:
            run(command, cache)
            warm = min(run(command, cache) for _ in range(4))
            results.append(result("detente " + " ".join(command) + ", warm", warm, goal))
    return results


def result(what: str, taken: tuple[float, float], goal: float) -> Result:
    return Result(5, what, taken[0], goal, True, "s", {"processor seconds": taken[1]})
