"""Scrambled Sobol points of the unit cube, by ``scipy.stats.qmc``; if told so in time, by a process of its own.

To load ``scipy.stats`` takes as long as some ten draws take to work out. A command that will need points says so with
:func:`begin` as soon as it can; a second process then loads it, while this one loads everything else (NumPy too, which
is why it is not loaded with this module). Both would draw the same points, to the last bit. Where there is no such
process, or it fails, this one draws them.

Source: Sobol (1967); scrambling by Matousek (1998).
"""

from __future__ import annotations

import atexit
import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Cloud = npt.NDArray[np.float64]

LIBRARY = "scipy.stats"


def points(dimensions: int, count: int, seed: int) -> Cloud:
    """``count`` scrambled Sobol points: float64 [count, dimensions]. A power of 2 keeps them balanced."""
    import numpy as np

    if dimensions == 0:
        return np.zeros((count, 0))
    found = None if LIBRARY in sys.modules else _beside.ask(dimensions, count, seed)
    return _drawn(dimensions, count, seed) if found is None else found


def begin() -> None:
    """Have a second process load what draws points, unless this one has it already. Returns at once."""
    if LIBRARY not in sys.modules:
        _beside.begin()


def end() -> None:
    """End that process, if there is one."""
    _beside.end()


def _drawn(dimensions: int, count: int, seed: int) -> Cloud:
    from scipy.stats import qmc  # slow to import, and a model without uncertainty never needs it

    whole = 1 << max(count - 1, 0).bit_length()
    found: Cloud = qmc.Sobol(dimensions, scramble=True, rng=seed).random(whole)
    return found[:count]


@dataclass
class _Beside:
    """The other process. A line with three numbers goes in, points as bytes come out."""

    _process: subprocess.Popen[bytes] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> None:
        with self._lock, contextlib.suppress(OSError):
            if self._process is None:
                command = [sys.executable, "-P", "-m", __name__]  # -P: nothing from the folder that one is in
                pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
                self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere)  # noqa: S603
                atexit.register(self.end)

    def ask(self, dimensions: int, count: int, seed: int) -> Cloud | None:
        """Points; None where there is no process to draw them."""
        import numpy as np

        said, size = b"", 8 * dimensions * count
        with self._lock:
            if self._process is None:
                return None
            try:
                said = _exchange(self._process, b"%d %d %d\n" % (dimensions, count, seed), size)
            finally:  # after an interrupt, too: an answer that was not read must not become that of the next question
                if len(said) < size:
                    self._kill()
        return np.frombuffer(said).reshape(count, dimensions).copy() if len(said) == size else None

    def end(self) -> None:
        with self._lock:
            self._kill()

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            atexit.unregister(self.end)
            process.kill()
            with contextlib.suppress(OSError):
                process.communicate()


def _exchange(process: subprocess.Popen[bytes], line: bytes, size: int) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(line)
        process.stdin.flush()
        return process.stdout.read(size)
    except OSError:
        return b""


def serve(asked: Iterable[bytes], out: BinaryIO) -> None:
    """The life of the other process: it ends when nobody can ask any more."""
    for line in asked:
        out.write(_drawn(*map(int, line.split())).tobytes())
        out.flush()


_beside = _Beside()

if __name__ == "__main__":
    import scipy.stats  # noqa: F401  before it is asked for anything

    with contextlib.suppress(KeyboardInterrupt):
        serve(sys.stdin.buffer, sys.stdout.buffer)
