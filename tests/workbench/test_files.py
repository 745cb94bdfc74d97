"""Files written whole, and drafts beside them."""

from __future__ import annotations

import json
import os
import stat

import pytest

from detente.errors import ModelError
from detente.workbench import files


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "m.yaml"
    path.write_text("before")

    def fail(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="full"):
        files.write(path, "after")
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["m.yaml"]


def test_rights_and_ends_of_lines_stay(tmp_path):
    path = tmp_path / "m.yaml"
    path.write_bytes(b"one\r\ntwo\r\n")
    path.chmod(0o600)
    text = files.text_of(path)
    assert text == "one\ntwo\n"
    files.write(path, text + "three\n")
    assert path.read_bytes() == b"one\r\ntwo\r\nthree\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_file_has_no_text_and_a_large_one_is_refused(tmp_path):
    assert files.text_of(tmp_path / "none.yaml") is None
    large = tmp_path / "large.yaml"
    with large.open("wb") as stream:
        stream.truncate(100_000_000)
    with pytest.raises(ModelError, match="at most 1,000,000 bytes"):
        files.text_of(large)


def test_a_draft_comes_back(tmp_path):
    path = tmp_path / "m.yaml"
    files.keep_draft(path, files.Draft("unsäved\n", files.fingerprint("saved")))
    found = files.find_draft(path)
    assert found is not None
    assert (found.text, found.base) == ("unsäved\n", files.fingerprint("saved"))
    assert found.kept == pytest.approx(files.draft_path(path).stat().st_mtime)
    files.drop_draft(path)
    assert files.find_draft(path) is None


@pytest.mark.parametrize("held", [b"", b"{", b"[]", b'{"text": "x"}', b"\xff", json.dumps({"base": 1}).encode()])
def test_what_is_no_draft_is_none(tmp_path, held):
    path = tmp_path / "m.yaml"
    files.draft_path(path).write_bytes(held)
    assert files.find_draft(path) is None


def test_a_link_in_place_of_a_draft_is_replaced_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("untouched")
    path = tmp_path / "m.yaml"
    files.draft_path(path).symlink_to(elsewhere)
    files.keep_draft(path, files.Draft("x", ""))
    assert elsewhere.read_text() == "untouched"
