"""Names of many states at once equal the names one by one."""

from __future__ import annotations

import numpy as np
import pytest
from tests.oracle.games import random_model

from detente.space import enumerate_states


@pytest.mark.parametrize("seed", range(40))
def test_many_names_equal_single_names(seed):
    space = enumerate_states(random_model(seed, largest=200).model) if _plain(seed) else None
    if space is None:
        return
    single = [space.name(state) for state in range(space.size)]
    assert space.names() == single
    assert len(set(single)) == space.size
    some = np.arange(space.size)[::3]
    assert space.names(some) == single[::3]


def _plain(seed: int) -> bool:
    return not random_model(seed, largest=200).model.scenario
