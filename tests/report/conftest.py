"""Reports that several tests look at, each made once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from tests.report import models

from detente.cases.load import load
from detente.model import Model
from detente.report.gather import Findings, gather
from detente.report.page.whole import Report, whole

MAKERS: dict[str, Callable[[], Model]] = {
    "chicken": lambda: load("chicken"),
    "elmira": lambda: load("elmira"),
    "prisoners": lambda: load("prisoners"),
    "syria_iraq": lambda: load("syria_iraq"),
    "korea": lambda: _few_claims(load("korea")),
    "plain": models.plain,
    "hostile": models.hostile,
    "graph": lambda: models.small(models.GRAPH),
    "bare": lambda: models.small(models.BARE),
    "nowhere": lambda: models.small(models.NOWHERE),
}


def _few_claims(model: Model) -> Model:
    """Korea without its readings and with the claims on the base model that need only verdicts: a tenth of the work."""
    quick = tuple(each for each in model.claims if not each.needs_process and not each.circumstances.reading)
    return replace(model, claims=quick[:4], readings=())


@cache
def findings(name: str) -> Findings:
    return gather(MAKERS[name](), draws=1 if name == "korea" else 4)


@cache
def made(name: str) -> Report:
    return whole(findings(name))


@pytest.fixture(scope="session")
def report_of() -> Callable[[str], Report]:
    return made


@pytest.fixture(scope="session")
def findings_of() -> Callable[[str], Findings]:
    return findings
