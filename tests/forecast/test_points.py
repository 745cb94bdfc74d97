"""Points are the same whichever process draws them, and there are always some."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from detente.forecast import points as drawing
from detente.forecast.points import points

BESIDE = """
import sys
from detente.forecast.points import begin, points
begin()
found = points({dimensions}, {count}, {seed})
print("scipy.stats" in sys.modules, found.tobytes().hex())
"""
"""A program of its own, since this process has loaded what it asks about."""


def asked_elsewhere(dimensions: int, count: int, seed: int, folder: str = ".") -> tuple[bool, np.ndarray]:
    """Whether a fresh process loaded the library itself, and the points it got."""
    program = BESIDE.format(dimensions=dimensions, count=count, seed=seed)
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=folder)
    loaded, found = said.stdout.split()
    return loaded == "True", np.frombuffer(bytes.fromhex(found)).reshape(count, dimensions)


@pytest.fixture
def other():
    found = drawing._Beside()
    found.begin()
    yield found
    found.end()


@pytest.mark.parametrize(("dimensions", "count", "seed"), [(3, 8, 1), (40, 5, 20260101)])
def test_a_second_process_draws_the_same_points(dimensions, count, seed):
    loaded, found = asked_elsewhere(dimensions, count, seed)
    assert not loaded
    assert (found == points(dimensions, count, seed)).all()
    assert found.shape == (count, dimensions)


def test_one_process_answers_more_than_once(other):
    for seed in (1, 2):
        assert (other.ask(4, 16, seed) == points(4, 16, seed)).all()


def test_many_points_come_whole(other):
    assert (other.ask(60, 2048, 3) == points(60, 2048, 3)).all()


def test_a_second_process_that_is_gone_leaves_the_work_to_the_first(other):
    other._process.kill()
    other._process.wait()
    assert other.ask(4, 16, 1) is None
    assert other._process is None
    assert other.ask(4, 16, 1) is None


def test_an_interrupted_question_leaves_no_answer_for_the_next_one(other, monkeypatch):
    exchange = drawing._exchange

    def interrupted(process, line, size):
        exchange(process, line, size // 2)
        raise KeyboardInterrupt

    monkeypatch.setattr(drawing, "_exchange", interrupted)
    with pytest.raises(KeyboardInterrupt):
        other.ask(4, 16, 1)
    monkeypatch.setattr(drawing, "_exchange", exchange)
    found = other.ask(4, 16, 2)
    assert found is None or (found == points(4, 16, 2)).all()


def test_where_none_can_be_started_there_are_points_all_the_same(monkeypatch):
    monkeypatch.setattr(drawing.sys, "executable", "/nowhere/python")
    found = drawing._Beside()
    found.begin()
    assert found.ask(2, 4, 1) is None
    monkeypatch.setattr(drawing, "_beside", found)
    monkeypatch.setattr(drawing, "LIBRARY", "nothing of that name")
    assert points(2, 4, 1).shape == (4, 2)


def test_files_in_the_folder_that_one_is_in_are_not_run(tmp_path):
    (tmp_path / "numpy.py").write_text("open('run', 'w')")
    (tmp_path / "sitecustomize.py").write_text("open('run', 'w')")
    found = subprocess.run(
        [sys.executable, "-P", "-c", BESIDE.format(dimensions=2, count=2, seed=1)],
        capture_output=True, text=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert found.stdout.startswith("False")
    assert not (tmp_path / "run").exists()


def test_no_dimension_needs_no_points():
    assert points(0, 7, 1).shape == (7, 0)
