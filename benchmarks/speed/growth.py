"""Figure 2: sixteen times the states, and the memory that one state takes.

Each size runs in a process of its own: building the game from ranks and all six concepts, as in figure 1, after a small
game has loaded the kernels. Both sizes are run equally often, and the best time of each counts. Memory is the peak of
the process beyond what it held before (the ranks count), divided by the states.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from detente.space import enumerate_states, game_from_ranks
from detente.stability import verdicts

from .result import Result, cube, cube_model, middle, processor_seconds, seconds, strict_ranks

SMALL, LARGE, ROUNDS = 18, 22, 3
ROOT = Path(__file__).resolve().parents[2]
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


def measure(bits: int, rounds: int) -> dict[str, float]:
    """Seconds (the best of ``rounds``), processor seconds and bytes per state, in this process."""
    verdicts(cube(9))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    model, ranks = cube_model(bits), strict_ranks(bits)
    names = tuple(actor.id for actor in model.actors)

    def task() -> object:
        return verdicts(game_from_ranks(enumerate_states(model), names, ranks))

    times = [seconds(task) for _ in range(rounds)]
    work = min(processor_seconds(task) for _ in range(rounds))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": min(times), "processor": work, "bytes": (after - before) * RSS_UNIT / 2**bits}


def child(bits: int, rounds: int) -> dict[str, float]:
    """:func:`measure` in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.speed.growth", str(bits), str(rounds)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def figure() -> list[Result]:
    runs = [(child(SMALL, 2), child(LARGE, 2)) for _ in range(ROUNDS)]
    ratios = [large["seconds"] / small["seconds"] for small, large in runs]
    small, large = (middle([run[k]["seconds"] for run in runs]) for k in (0, 1))
    memory = max(run[1]["bytes"] for run in runs)
    beside = {
        "seconds 2^18": small,
        "seconds 2^22": large,
        "ratios": [round(ratio, 1) for ratio in ratios],
        "ratio of processor time": middle([large["processor"] / small["processor"] for small, large in runs]),
    }
    return [
        Result(2, "time from 2^18 to 2^22 states", middle(ratios), 20.0, True, beside=beside),
        Result(2, "peak memory at 2^22 states, three actors", memory, 150.0, True, "bytes per state"),
    ]


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
