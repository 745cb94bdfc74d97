"""Work spread over threads and over a cluster: nothing lost, order of no matter."""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

import pytest
from tests.forecast.models import one_option

from detente.errors import MissingExtra
from detente.forecast.predict import predict
from detente.forecast.workers import cores, run_all


@pytest.mark.parametrize("workers", [1, 3, None])
def test_every_item_is_answered_under_its_number(workers: int | None) -> None:
    told: list[tuple[int, int]] = []
    found, cut = run_all(lambda item: item * item, range(20), workers, lambda *each: told.append(each))
    assert found == {number: number * number for number in range(20)}
    assert not cut
    assert told == [(done, 20) for done in range(1, 21)]
    assert cores() >= 1


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_one_item_is_raised(workers: int) -> None:
    with pytest.raises(ZeroDivisionError):
        run_all(lambda item: 1 // item, [1, 0, 1], workers)


def test_a_cluster_without_dask_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtra, match=r"pip install 'detente\[cluster\]'"):
        run_all(abs, [1, 2], "tcp://127.0.0.1:1")


@pytest.mark.filterwarnings("ignore")
def test_a_worker_that_dies_loses_nothing() -> None:
    distributed = pytest.importorskip("distributed")
    model = one_option("0..4", "scenario: {fair: {yes: 0.7, no: 0.3}}\n")
    here = predict(model, draws=64, workers=1)
    options: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    killed: list[int] = []

    with distributed.LocalCluster(host="127.0.0.1", **options) as cluster:

        def kill(done: int, _: int) -> None:
            if not killed and done >= 5:
                killed.append(cluster.workers[0].process.pid)
                os.kill(killed[0], signal.SIGKILL)

        there = predict(model, draws=64, workers=cluster.scheduler_address, progress=kill)
    assert killed
    assert there.draws == 64
    assert json.dumps(there.as_dict()) == json.dumps(here.as_dict())
