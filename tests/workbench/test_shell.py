"""The frame around the pages, in Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_model_opens(page, served):
    page.goto(served.page_of(served.model("prisoners")))
    expect(page).to_have_title(re.compile("Prisoner"))
