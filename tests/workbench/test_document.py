"""An open model: undo, drafts, saving, and a file that somebody else changed."""

from __future__ import annotations

import asyncio

import pytest

from detente import language
from detente.errors import ModelError
from detente.workbench import files
from detente.workbench.document import MOST_UNDO, Document, ReadOnly

ONE = "title: One\nactors: [a]\noptions: {a.x: acts}\npreferences: {a: {priorities: [a.x]}}\n"
TWO = ONE.replace("One", "Two")
BROKEN = ONE + "rules: [foo]\n"


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "m.yaml"
    found.write_text(ONE)
    return found


@pytest.fixture
def document(path):
    return Document("m.yaml", path, ONE, ONE)


def reopened(path) -> Document:
    text = files.text_of(path)
    return Document("m.yaml", path, text or "", text)


def test_an_edit_is_told_and_undone(document):
    told = []
    stop = document.listen(lambda: told.append(document.text))
    document.edit(TWO)
    assert (document.model.title, document.is_dirty, document.can_undo) == ("Two", True, True)
    assert document.undo()
    assert (document.model.title, document.is_dirty, document.can_redo) == ("One", False, True)
    assert document.redo()
    assert not document.redo()
    stop()
    document.undo()
    assert told == [TWO, ONE, TWO]


def test_a_new_edit_ends_what_could_be_redone(document):
    document.edit(TWO)
    document.undo()
    document.edit(ONE.replace("One", "Three"))
    assert not document.can_redo


def test_undo_is_bounded(document):
    for number in range(MOST_UNDO + 20):
        document.edit(ONE + f"# {number}\n")
    steps = 0
    while document.undo():
        steps += 1
    assert steps == MOST_UNDO


def test_the_last_text_that_read_answers_while_it_is_mended(document):
    document.edit(BROKEN)
    assert not document.reads
    assert document.problems
    assert document.model.title == "One"
    document.edit(TWO)
    assert document.reads
    assert document.model.title == "Two"


def test_saving_writes_the_file_and_ends_the_draft(document, path):
    document.edit(TWO)
    document.keep()
    assert files.find_draft(path).text == TWO
    assert document.save() is None
    assert path.read_text() == TWO
    assert not document.is_dirty
    assert files.find_draft(path) is None


def test_a_draft_is_kept_only_of_what_is_not_saved(document, path):
    document.edit(TWO)
    document.keep()
    document.undo()
    document.keep()
    assert files.find_draft(path) is None


def test_a_draft_of_another_time_waits_for_a_decision(document, path):
    document.edit(TWO)
    document.keep()
    again = reopened(path)
    assert again.text == ONE
    assert again.draft.text == TWO
    again.keep()
    assert files.find_draft(path).text == TWO
    again.take_draft()
    assert (again.text, again.draft) == (TWO, None)
    assert again.undo()


def test_a_draft_can_be_dropped(document, path):
    document.edit(TWO)
    document.keep()
    again = reopened(path)
    again.drop_draft()
    assert files.find_draft(path) is None
    assert reopened(path).draft is None


def test_a_file_that_somebody_else_changed_is_not_overwritten(document, path):
    theirs = ONE.replace("One", "Theirs")
    path.write_text(theirs)
    document.edit(TWO)
    found = document.save()
    assert found is not None
    assert path.read_text() == theirs
    assert "-title: Theirs" in found.difference
    assert "+title: Two" in found.difference
    assert document.save(over="something else") is not None
    assert path.read_text() == theirs
    assert document.save(over=found.theirs) is None
    assert path.read_text() == TWO


def test_a_file_that_changes_again_is_not_overwritten_either(document, path):
    path.write_text("first\n")
    document.edit(TWO)
    found = document.save()
    path.write_text("second\n")
    assert document.save(over=found.theirs) is not None
    assert path.read_text() == "second\n"


def test_a_file_that_was_deleted_is_a_conflict(document, path):
    path.unlink()
    document.edit(TWO)
    assert document.save() is not None
    assert not path.exists()
    assert document.save(over="") is None
    assert path.read_text() == TWO


def test_a_changed_file_is_noticed_once(document, path):
    told = []
    document.listen(lambda: told.append(document.is_behind))
    document.look_at_disk()
    path.write_text(TWO)
    document.look_at_disk()
    document.look_at_disk()
    assert told == [True]
    document.reload()
    assert (document.text, document.is_behind, document.is_dirty) == (TWO, False, False)
    assert document.undo()
    assert document.text == ONE


def test_a_file_touched_but_not_changed_is_no_news(document, path):
    path.write_text(ONE)
    document.look_at_disk()
    assert not document.is_behind


def test_read_only_refuses_every_change(path):
    document = Document("m.yaml", path, ONE, ONE, read_only=True)
    for change in (lambda: document.edit(TWO), document.save, document.undo, document.redo, document.drop_draft):
        with pytest.raises(ReadOnly):
            change()
    document.keep()
    assert [each.name for each in path.parent.iterdir()] == ["m.yaml"]
    path.write_text(TWO)
    document.reload()
    assert document.text == TWO


@pytest.mark.parametrize("text", ["x" * 1_000_001, "é" * 500_001, "a: \ud800"])
def test_what_cannot_be_a_model_file_is_refused(document, text):
    with pytest.raises(ModelError):
        document.edit(text)
    assert document.text == ONE


def test_knobs_are_held_and_let_go(document):
    told = []
    document.listen(lambda: told.append(dict(document.settings)))
    document.turn("a.worth", 2.0)
    document.turn("a.worth", 2.0)
    document.turn("b.worth", 1.0)
    document.turn("b.worth", None)
    document.let_go()
    document.let_go()
    assert told == [{"a.worth": 2.0}, {"a.worth": 2.0, "b.worth": 1.0}, {"a.worth": 2.0}, {}]


def test_a_text_read_elsewhere_is_told_twice_and_only_the_last_one_counts(path):
    async def slowly():
        gates = {}

        async def reader(text, file, _):
            gates[text] = asyncio.Event()
            await gates[text].wait()
            return language.check(text, file)

        async def through(text):
            while text not in gates:
                await asyncio.sleep(0)
            gates[text].set()

        document = Document("m.yaml", path, ONE, ONE, reader=reader)
        await through(ONE)
        await document.settled()
        told = []
        document.listen(lambda: told.append((document.text == TWO, document.model.title)))
        three = ONE.replace("One", "Three")
        document.edit(three)
        await asyncio.sleep(0)
        document.edit(TWO)
        assert document.is_reading
        await through(TWO)
        await document.settled()
        await through(three)
        await asyncio.sleep(0.01)
        return document, told

    document, told = asyncio.run(slowly())
    assert told == [(False, "One"), (True, "One"), (True, "Two")]
    assert document.model.title == "Two"
