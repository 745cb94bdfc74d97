"""Compilation of kernels: numba's ``njit``, or nothing at all.

With ``NUMBA_DISABLE_JIT=1`` in the environment, kernels run as the plain Python that they are, as under numba itself;
numba is then not even loaded, which takes longer than a tiny model's answers.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    njit: Callable[..., Callable[[Any], Any]]
elif os.environ.get("NUMBA_DISABLE_JIT", "0") in ("", "0"):
    from numba import njit
else:

    def njit(**_: object):
        return lambda function: function


__all__ = ["njit"]
