"""What ``detente serve`` refuses before it serves anything; the rest is driven in ``tests/workbench``."""

from __future__ import annotations

import socket

import pytest

from detente.cli import serve


@pytest.fixture
def taken():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        yield bound.getsockname()[1]


def test_a_port_that_is_taken_is_said(detente, taken, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = detente("serve", "--no-open", "--port", str(taken))
    assert said.status == 1
    assert f"port {taken} cannot be listened on" in said.err
    assert said.out == ""


def test_a_missing_library_is_said_with_the_line_that_installs_it(detente, monkeypatch):
    monkeypatch.setattr(serve, "find_spec", lambda _: None)
    said = detente("serve", "--no-open")
    assert said.status == 1
    assert 'pip install "detente[web]"' in said.err


@pytest.mark.parametrize(
    ("arguments", "status", "word"),
    [
        (("korrea",), 1, "did you mean korea"),
        (("none.yaml",), 1, "no such file"),
        (("model.txt",), 1, "NAME.yaml"),
        (("--port", "70000"), 2, "65535"),
        (("--sources", "nowhere"), 2, "nowhere"),
    ],
)
def test_what_cannot_be_served_is_refused(detente, tmp_path, monkeypatch, arguments, status, word):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.txt").write_text("title: x\n")
    said = detente("serve", "--no-open", *arguments)
    assert said.status == status
    assert word in said.err
    assert said.out == ""
