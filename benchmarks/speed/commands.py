"""Figure 5: how long a command on a small model takes, and the help.

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

from .result import Result, seconds

COMMANDS = (("stability", "elmira"), ("run", "prisoners"))
DETENTE = Path(sys.executable).with_name("detente")


def run(arguments: tuple[str, ...], cache: str) -> float:
    """Seconds of one command; raises CalledProcessError if it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["NUMBA_CACHE_DIR"] = cache
    command = [str(DETENTE), *arguments]
    return seconds(lambda: subprocess.run(command, env=environment, capture_output=True, check=True))


def figure() -> list[Result]:
    results = []
    with tempfile.TemporaryDirectory() as cache:
        help_text = min(run(("--help",), cache) for _ in range(5))
    for command in COMMANDS:
        with tempfile.TemporaryDirectory() as cache:
            first = run(command, cache)
            warm = min(run(command, cache) for _ in range(5))
        said = "detente " + " ".join(command)
        results.append(Result(5, f"{said}, warm", warm, 1.0, True, "s"))
        results.append(Result(5, f"{said}, first run", first, 10.0, True, "s"))
    return [*results, Result(5, "detente --help", help_text, 0.5, True, "s")]
