"""What is worked out before the server is there: the same questions that pages ask."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import subprocess
import sys
from types import ModuleType

import pytest

from detente.cli import main as command
from detente.cli import serve
from detente.language import read
from detente.report.words import percent
from detente.workbench import ahead
from detente.workbench.ahead import EarlyDesk
from detente.workbench.inquiry import Inquiry
from detente.workbench.lightly import CLIENTS, lightly
from detente.workbench.pages.answer.opening import middle_words
from detente.workbench.quick import pack
from detente.workbench.shelf import Shelf
from detente.workbench.tasks import FAMILIES, TASKS

from .small import TRIBUTE


class Recorder:
    """A worker that answers as a real one does and notes what it was asked."""

    def __init__(self):
        self.asked = []

    def call(self, call, tell):
        self.asked.append(call)
        return TASKS[call[0]](tell, *call[1])

    def close(self):
        """There is no process to end."""


@pytest.fixture
def desk(monkeypatch):
    found = EarlyDesk()
    found._reader.worker, found._short.worker = Recorder(), Recorder()
    monkeypatch.setattr(ahead, "aside", lambda do, *args: do(*args))
    return found


@pytest.fixture
def shelf(tmp_path):
    (tmp_path / "tribute.yaml").write_text(TRIBUTE, encoding="utf-8")
    return Shelf(tmp_path, first="tribute.yaml")


@pytest.mark.parametrize("name", ["tribute.yaml", "korea"])
def test_pages_ask_what_was_asked_ahead(desk, shelf, name):
    shelf.first = name
    desk.begin(shelf)
    read, estimated = list(desk._reader.worker.asked), list(desk._short.worker.asked)

    async def play():
        async def reader(text, file, slot):
            return await desk.read(text, file, slot)

        shelf.reader = reader
        inquiry = Inquiry(await shelf.document(name).settled(), desk)
        inquiry.look(0)
        while not inquiry.stages["middle"].answer:
            await asyncio.sleep(0.01)
        inquiry._drop()

    with contextlib.suppress(asyncio.CancelledError):
        asyncio.run(play())
    assert desk._reader.worker.asked == read * 2
    assert desk._short.worker.asked[:2] == estimated * 2


def test_the_reader_has_what_it_read_last_at_hand():
    first = TASKS["check"](lambda *_: None, TRIBUTE, "tribute.yaml")
    assert TASKS["check"](lambda *_: None, TRIBUTE, "tribute.yaml") is first
    assert TASKS["check"](lambda *_: None, TRIBUTE, "other.yaml") is not first


@pytest.mark.parametrize("text", ["title: [", "title: x\nactors: {a: A}\n"])
def test_a_text_without_chances_is_not_estimated(desk, tmp_path, text):
    (tmp_path / "odd.yaml").write_text(text, encoding="utf-8")
    desk.begin(Shelf(tmp_path, first="odd.yaml"))
    assert desk._short.worker.asked == []


def test_what_cannot_be_opened_is_left_to_its_page(desk, tmp_path):
    desk.begin(Shelf(tmp_path, first="none.yaml"))
    assert desk._reader.worker.asked == []


def test_every_task_is_where_the_table_says():
    assert len(TASKS) == sum(map(len, FAMILIES.values()))
    for name in TASKS:
        assert TASKS[name].__name__ == name
    with pytest.raises(KeyError):
        TASKS["none"]


def loaded_by(program: str) -> set[str]:
    said = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*sys.modules)"],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return set(said.stdout.split())


def test_an_estimate_at_the_middle_loads_neither_readers_nor_statistics():
    program = "from detente.workbench.tasks import TASKS; TASKS['ready_for_one'](print)"
    found = loaded_by(program)
    assert "detente.forecast.predict" in found
    assert not found & {"lark", "ruamel.yaml", "asyncio", "scipy.stats", "nicegui"}


def test_the_server_loads_without_clients_which_are_found_again_afterwards():
    program = (
        "from detente.workbench.lightly import lightly\nwith lightly(): from detente.workbench.server import run\n"
    )
    found = loaded_by(program)
    assert "nicegui" in found
    assert not found & set(CLIENTS)


def test_loading_lightly_leaves_nothing_behind():
    hidden = [name for name in CLIENTS if name not in sys.modules]
    with lightly():
        assert not gc.isenabled()
        assert all(sys.modules[name] is None for name in hidden)
    assert gc.isenabled()
    assert not any(name in sys.modules for name in hidden)


def test_workers_do_not_load_the_command_that_started_the_server(monkeypatch):
    program = ModuleType("__main__")
    program.__dict__.update({"__file__": "detente", "main": command.main})
    monkeypatch.setitem(sys.modules, "__main__", program)
    serve._forget_command()
    assert "__file__" not in program.__dict__


def test_the_first_headline_says_that_it_is_of_the_middle_and_of_the_base_model():
    model = read(TRIBUTE)
    found, _ = TASKS["estimate"](lambda *_: None, pack(model), "", {}, 0)
    said = middle_words(model, found)
    line = found["bargain"]
    assert said.startswith("“Tribute for protection”: with every uncertain number at its middle, the chance")
    assert f"within 18 months is {percent(line.mean[-1])} in the base model." in said
    assert f"at random, it would be {percent(line.floor[-1])}." in said
    alone = read(TRIBUTE.partition("readings:")[0])
    assert "base model" not in middle_words(alone, found)
