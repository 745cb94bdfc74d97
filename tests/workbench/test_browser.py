"""Tests in a browser never pass in silence where there is none."""

from __future__ import annotations

import shutil

import pytest
from tests.workbench.conftest import browser_path


@pytest.fixture
def nowhere(monkeypatch):
    """A machine without a browser."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.delenv("DETENTE_NO_BROWSER", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _: None)


@pytest.mark.usefixtures("nowhere")
def test_without_a_browser_they_fail_and_say_how_to_get_one():
    with pytest.raises(pytest.fail.Exception, match="apt-get install chromium"):
        browser_path()


@pytest.mark.usefixtures("nowhere")
def test_they_are_left_out_on_purpose_only(monkeypatch):
    monkeypatch.setenv("DETENTE_NO_BROWSER", "1")
    with pytest.raises(pytest.skip.Exception, match="DETENTE_NO_BROWSER=1"):
        browser_path()


@pytest.mark.usefixtures("nowhere")
def test_a_browser_can_be_named(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/opt/chromium")
    assert browser_path() == "/opt/chromium"


def test_a_browser_is_looked_for_by_its_names(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(shutil, "which", {"google-chrome": "/bin/google-chrome"}.get)
    assert browser_path() == "/bin/google-chrome"
