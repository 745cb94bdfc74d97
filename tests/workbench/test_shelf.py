"""The folder that is served, and nothing beside it."""

from __future__ import annotations

import os

import pytest

from detente.cases import path as case_path
from detente.errors import CaseNotFound, ModelError, Unanswerable
from detente.workbench.document import ReadOnly
from detente.workbench.shelf import Shelf

TEXT = "title: Mill\nactors: [a]\noptions: {a.x: acts}\n"


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "mill.yaml").write_text(TEXT)
    (tmp_path / "secret.yaml").write_text("title: Secret\n")
    return folder


@pytest.fixture
def shelf(root):
    return Shelf(root)


def test_models_are_listed_by_name(shelf, root):
    for name in ("b.yml", "c.gmcr", "notes.txt", ".hidden.yaml", "a b.yaml", "ü.yaml", "x;y.yaml"):
        (root / name).write_text(TEXT)
    (root / "folder.yaml").mkdir()
    assert shelf.files() == ("a b.yaml", "b.yml", "c.gmcr", "mill.yaml", "ü.yaml")


def test_one_file_is_one_document(shelf):
    assert shelf.document("mill.yaml") is shelf.document("mill.yaml")


@pytest.mark.parametrize(
    "name",
    [
        "../secret.yaml",
        "..\\secret.yaml",
        "/etc/passwd",
        "/etc/passwd.yaml",
        "C:\\x.yaml",
        "mill.yaml/../../secret.yaml",
        "..",
        "",
        ".mill.yaml.draft",
        "mill.yaml\0",
        "mill.yaml\n",
        "\x00../secret.yaml",
        "%2e%2e/secret.yaml",
        "a" * 200 + ".yaml",
        "mill.txt",
        "~/secret.yaml",
        "．．/secret.yaml",
    ],
)
def test_names_that_lead_elsewhere_are_refused(shelf, name):
    with pytest.raises(CaseNotFound):
        shelf.document(name)
    assert shelf.opened() == ()


def test_an_error_planted_in_the_check_of_names_lets_them_out(shelf, monkeypatch):
    monkeypatch.setattr(Shelf, "_inside", lambda self, name: (self.root / name).resolve())
    assert shelf.document("../secret.yaml").text == "title: Secret\n"


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_links_out_of_the_folder_are_refused(shelf, root, kind):
    if kind == "file":
        (root / "link.yaml").symlink_to(root.parent / "secret.yaml")
    else:
        (root / "link.yaml").symlink_to(root.parent)
    assert "link.yaml" not in shelf.files()
    with pytest.raises(CaseNotFound, match="out of the folder"):
        shelf.document("link.yaml")


def test_a_link_inside_the_folder_is_the_file_it_leads_to(shelf, root):
    (root / "link.yaml").symlink_to(root / "mill.yaml")
    assert (
        shelf.document("link.yaml") is shelf.document("mill.yaml")
        or shelf.document("link.yaml").path == root / "mill.yaml"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_what_is_no_file_is_not_opened(shelf, root):
    os.mkfifo(root / "pipe.yaml")
    assert "pipe.yaml" not in shelf.files()
    with pytest.raises(CaseNotFound):
        shelf.document("pipe.yaml")


def test_what_is_too_large_or_no_text_is_said(shelf, root):
    with (root / "large.yaml").open("wb") as stream:
        stream.truncate(100_000_000)
    (root / "bytes.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(ModelError, match="at most 1,000,000 bytes"):
        shelf.document("large.yaml")
    with pytest.raises(ModelError, match="UTF-8"):
        shelf.document("bytes.yaml")
    (root / "bytes.yaml").write_text(TEXT)
    assert shelf.document("bytes.yaml").model.title == "Mill"


def test_a_built_in_case_becomes_a_new_file(shelf, root):
    document = shelf.document("prisoners")
    assert document.text == case_path("prisoners").read_text(encoding="utf-8")
    assert (document.path, document.is_dirty) == (root / "prisoners.yaml", True)
    assert document.save() is None
    assert shelf.document("prisoners.yaml") is document


def test_a_built_in_case_never_takes_the_place_of_a_file(shelf, root):
    (root / "prisoners.yaml").write_text(TEXT)
    document = shelf.document("prisoners")
    assert document.path == root / "prisoners-2.yaml"
    document.save()
    assert (root / "prisoners.yaml").read_text() == TEXT


def test_a_file_that_appears_in_the_meantime_is_not_overwritten(shelf, root):
    document = shelf.document("prisoners")
    (root / "prisoners.yaml").write_text(TEXT)
    assert document.save() is not None
    assert (root / "prisoners.yaml").read_text() == TEXT


def test_a_new_model_is_written_when_it_is_saved(shelf, root):
    document = shelf.new("dispute")
    assert document.reads
    assert not (root / "dispute.yaml").exists()
    document.save()
    assert (root / "dispute.yaml").read_text() == document.text


@pytest.mark.parametrize("name", ["mill", "mill.yaml", "../x", "", ".hidden", "a/b", "x" * 150, "x.txt/../y", "con\0"])
def test_a_new_model_cannot_have_this_name(shelf, root, name):
    with pytest.raises(Unanswerable):
        shelf.new(name)
    assert sorted(each.name for each in root.iterdir()) == ["mill.yaml"]


def test_read_only_makes_no_model(root):
    with pytest.raises(ReadOnly, match="read-only"):
        Shelf(root, read_only=True).new("dispute")


def test_drafts_are_seen_in_the_list(shelf):
    assert not shelf.has_draft("mill.yaml")
    document = shelf.document("mill.yaml")
    document.edit(TEXT + "# more\n")
    assert shelf.has_draft("mill.yaml")
    document.keep()
    assert Shelf(shelf.root).has_draft("mill.yaml")


def test_read_only_promises_no_saving(root):
    assert "saving" in Shelf(root).document("chicken").origin
    assert "saving" not in Shelf(root, read_only=True).document("chicken").origin


@pytest.mark.parametrize("name", ["korea", "mine.yaml"])
def test_the_text_of_a_model_is_that_of_its_document(tmp_path, name):
    (tmp_path / "mine.yaml").write_text("title: mine\n", encoding="utf-8")
    (tmp_path / "korea.yaml").write_text("title: another\n", encoding="utf-8")
    shelf = Shelf(tmp_path)
    document = shelf.document(name)
    assert shelf.text(name) == (document.text, document.path.name)
    assert not (name == "korea" and document.path.name == "korea.yaml")
