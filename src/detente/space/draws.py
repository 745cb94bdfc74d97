"""Weights of which only the order is known: w_1 >= w_2 >= ... >= w_k >= 0 with sum 1.

These weights form a simplex with vertices v_i = (1/i, ..., 1/i, 0, ..., 0), i = 1..k. A uniform point of it is
sum_i d_i v_i with d uniform on the standard simplex, that is d_i = x_i / sum x with x_i = -ln(1 - u_i). The map from
the uniforms u is smooth and needs no sorting, so low-discrepancy points may be used. Its centre is the rank-order
centroid w_j = (1/k) sum_{i>=j} 1/i, which u_1 = ... = u_k gives.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Weights = npt.NDArray[np.float64]

ORDINAL_TOTAL = 6.0
"""Units of worth that the wants of an actor who only gives their order share out among them."""

_TINY = 2.0**-53


def ordered_weights(u: Weights) -> Weights:
    """Weights, float64 [k], descending, sum 1: uniform over all such weights if ``u`` is uniform on [0, 1]^k."""
    shares = -np.log1p(-np.clip(np.asarray(u, dtype=np.float64), _TINY, 1 - _TINY))
    return _mixed(shares / shares.sum())


def centroid(k: int) -> Weights:
    """The mean of all descending weights: float64 [k]."""
    return _mixed(np.full(k, 1 / max(k, 1)))


def _mixed(shares: Weights) -> Weights:
    """sum_i shares_i v_i, with v_i the i-th vertex."""
    per_place = shares / np.arange(1, len(shares) + 1)
    return np.cumsum(per_place[::-1])[::-1]
