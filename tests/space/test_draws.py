from __future__ import annotations

import numpy as np
import pytest

from detente.space import ordered_weights
from detente.space.draws import centroid


def test_weights_descend_and_sum_to_one() -> None:
    for seed in range(50):
        weights = ordered_weights(np.random.default_rng(seed).random(1 + seed % 9))
        assert weights.sum() == pytest.approx(1)
        assert np.all(np.diff(weights) <= 0)
        assert np.all(weights >= 0)


def test_the_centre_is_the_rank_order_centroid() -> None:
    assert centroid(4) == pytest.approx(np.array([25, 13, 7, 3]) / 48)
    assert ordered_weights(np.full(4, 0.5)) == pytest.approx(centroid(4))
    drawn = np.array([ordered_weights(u) for u in np.random.default_rng(1).random((20_000, 3))])
    assert drawn.mean(axis=0) == pytest.approx(centroid(3), abs=0.005)


def test_weights_are_spread_evenly_over_the_ordered_simplex() -> None:
    """Sorted uniform points of the whole simplex are uniform on the ordered part; the spreads must agree."""
    rng = np.random.default_rng(2)
    drawn = np.array([ordered_weights(u) for u in rng.random((20_000, 3))])
    sorted_points = -np.sort(-rng.dirichlet(np.ones(3), 20_000), axis=1)
    for share in (0.1, 0.5, 0.9):
        assert np.quantile(drawn, share, axis=0) == pytest.approx(np.quantile(sorted_points, share, axis=0), abs=0.01)


def test_the_edges_of_the_cube_give_numbers() -> None:
    for u in ([0.0, 0.0], [1.0, 1.0], [0.0, 1.0]):
        assert np.all(np.isfinite(ordered_weights(np.array(u))))
