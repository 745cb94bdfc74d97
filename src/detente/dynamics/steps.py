"""Steps in time, compiled: the explicit Runge-Kutta pair of orders 5 and 4 of Dormand & Prince (1980).

From y at time t a step h takes slopes k_l at the times t + ``AT[l]`` h and points y + h sum_m ``STAGES[l, m]`` k_m. The
last point is the new y (order 5) and its slope the first one of the next step. h sum_l ``STRAY[l]`` k_l tells the
error. The value in the middle, y + h sum_l ``MIDDLE[l]`` k_l (Shampine 1986), gives with values and slopes at both ends
a polynomial of degree 4 through the step (Hairer, Norsett & Wanner 1993, II.6).
"""

from __future__ import annotations

import numpy as np

from .blocks import Floats
from .compiled import compiled, fused

AT = np.array([0.0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1.0, 1.0])

STAGES = np.array(
    [
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [1 / 5, 0.0, 0.0, 0.0, 0.0, 0.0],
        [3 / 40, 9 / 40, 0.0, 0.0, 0.0, 0.0],
        [44 / 45, -56 / 15, 32 / 9, 0.0, 0.0, 0.0],
        [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729, 0.0, 0.0],
        [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656, 0.0],
        [35 / 384, 0.0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
    ]
)

STRAY = np.array([71 / 57600, 0.0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40])

MIDDLE = np.array(
    [
        6025192743 / 30085553152 / 2,
        0.0,
        51252292925 / 65400821598 / 2,
        -2691868925 / 45128329728 / 2,
        187940372067 / 1594534317056 / 2,
        -1776094331 / 19743644256 / 2,
        11237099 / 235043384 / 2,
    ]
)


@compiled
def between(part: float, h: float) -> tuple[float, float, float, float, float]:
    """What is at a ``part`` of a step, as multiples of: the values at its begin, middle and end, the slopes at its
    begin and end."""
    r = part
    return (
        1.0 + r * r * (-11.0 + r * (18.0 - 8.0 * r)),
        r * r * (16.0 + r * (-32.0 + 16.0 * r)),
        r * r * (-5.0 + r * (14.0 - 8.0 * r)),
        h * r * (1.0 + r * (-4.0 + r * (5.0 - 2.0 * r))),
        h * r * r * (1.0 + r * (-3.0 + 2.0 * r)),
    )


@fused
def blend(y: Floats, slopes: Floats, shares: Floats, h: float, out: Floats) -> None:
    """``out = y + h sum_k shares[k] slopes[k]``; arrays [M, N], slopes [K, M, N]."""
    copy(y, out)
    for k in range(len(shares)):
        if shares[k] != 0.0:
            f = h * shares[k]
            for m in range(out.shape[0]):
                for n in range(out.shape[1]):
                    out[m, n] += f * slopes[k, m, n]


@compiled
def copy(x: Floats, out: Floats) -> None:
    """Arrays [M, N]."""
    for m in range(out.shape[0]):
        for n in range(out.shape[1]):
            out[m, n] = x[m, n]


@compiled
def stray(y: Floats, new: Floats, slopes: Floats, h: float, floor: float, part: float) -> float:
    """The largest error of a step, as a multiple of what is allowed: ``floor`` and a ``part`` of y."""
    worst = 0.0
    for m in range(y.shape[0]):
        for n in range(y.shape[1]):
            off = 0.0
            for k in range(len(STRAY)):
                off += STRAY[k] * slopes[k, m, n]
            worst = max(worst, abs(h * off) / (floor + part * max(abs(y[m, n]), abs(new[m, n]))))
    return worst


@compiled
def stretch(error: float) -> float:
    """By how much to lengthen the next step, from the error of this one."""
    return float(min(5.0, max(0.2, 0.9 * max(error, 1e-10) ** -0.2)))
