"""The report: every section in order, and the same tables and figures for files."""

from __future__ import annotations

from dataclasses import dataclass

from ..elements import Element, e
from ..figures import Figure
from ..gather import Findings
from ..tables import Table
from .appendix import (
    evolution_section,
    moves_section,
    options_section,
    preferences_section,
    rules_section,
    stability_section,
)
from .chances import chances_section
from .claims import claims_section
from .crux import crux_section
from .document import document
from .evidence import evidence_section
from .inverse import inverse_section
from .method import method_section
from .offers import offers_section, road_section
from .opening import opening
from .section import pieces
from .sensitivity import sensitivity_section

SECTIONS = (
    chances_section,
    crux_section,
    claims_section,
    offers_section,
    road_section,
    options_section,
    rules_section,
    preferences_section,
    stability_section,
    moves_section,
    evolution_section,
    sensitivity_section,
    inverse_section,
    evidence_section,
    method_section,
)
"""From what was asked to how it was done."""


@dataclass(frozen=True)
class Report:
    """``html``: the page. ``tables``, ``figures``: each once, by the name of its files."""

    html: str
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]


def whole(found: Findings) -> Report:
    """The report of some findings; the same findings give the same bytes."""
    sections = [each(found) for each in SECTIONS]
    made = [piece for each in sections for piece in pieces(each.parts)]
    tables = {each.id: each for each in made if isinstance(each, Table)}
    figures = {each.id: each for each in made if isinstance(each, Figure)}
    page = document(found.model.title, opening(found), sections, _closing(found))
    return Report(page, tuple(tables.values()), tuple(figures.values()))


def _closing(found: Findings) -> Element:
    return e(
        "footer",
        e(
            "p",
            f"Made by detente {found.stamp.detente} from the model {found.stamp.fingerprint}. The chances follow "
            "from the model's "
            "assumptions; they are no better than these.",
        ),
    )
