"""Compilation of kernels: cached on disk, without the interpreter's lock.

What is kept on disk is tied to the source file of the kernel alone. After a change to a kernel that others call, touch
the files of the others, or remove ``__pycache__``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from ..space.compiled import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def summing(function: Function) -> Function:
    """As :func:`compiled`; sums may be taken in any order, several terms at a time."""
    return cast(Function, njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"})(function))


def comparing(function: Function) -> Function:
    """As :func:`compiled`; numbers are taken to be no nan, and 0 and -0 for the same."""
    return cast(Function, njit(cache=True, nogil=True, fastmath={"nnan", "nsz"})(function))


def fused(function: Function) -> Function:
    """As :func:`compiled`; a product and a sum may be rounded once, together."""
    return cast(Function, njit(cache=True, nogil=True, fastmath={"contract"})(function))


def compiled(function: Function) -> Function:
    """The function, compiled at its first call for each combination of argument types."""
    return cast(Function, njit(cache=True, nogil=True)(function))
