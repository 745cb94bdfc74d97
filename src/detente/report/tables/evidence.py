"""The evidence register: each passage, what it says, and what rests on it; and what rests on nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...model import Assumption, Model
from ..words import paragraphs, percent
from .table import Cell, Column, Row, Table, group, table

if TYPE_CHECKING:
    from ...answer.coverage import Coverage


def evidence_table(model: Model, found: Coverage) -> Table:
    """One line per passage, source by source."""
    columns = (
        Column("passage"),
        Column("where"),
        Column("what it says", wide=True),
        Column("assumptions that rest on it", wide=True),
        Column("claims", wide=True),
    )
    rows: list[Row | Sequence[str | Cell]] = []
    for source in dict.fromkeys(each.source for each in model.evidence):
        rows.append(group(len(columns), "", "", source_words(model, source)))
        rows += [
            (
                each.id,
                paragraphs(each.paragraphs),
                each.says + (f" “{each.quote}”" if each.quote else ""),
                ", ".join(_used(found.resting, each.id)),
                _claims(model, each.id),
            )
            for each in model.evidence
            if each.source == source
        ]
    return table("evidence", "Evidence register", columns, rows)


def source_words(model: Model, source_id: str) -> str:
    """Author, title, date and address of a source, as text."""
    for each in model.sources:
        if each.id == source_id:
            said = [each.author, f"“{each.title}”" if each.title else "", each.date, each.url]
            return ", ".join(part for part in said if part) or source_id
    return source_id


def coverage_words(model: Model, found: Coverage) -> str:
    """How much rests on passages, in a sentence."""
    total = len(found.resting) + len(found.bare)
    if not model.evidence:
        return f"The model cites no evidence; its {total} assumptions rest on the analyst's word."
    return (
        f"{len(found.resting)} of {total} assumptions ({percent(found.share)}) rest on a passage, "
        f"{len(found.bare)} on the analyst's word."
    )


def _used(resting: Sequence[Assumption], evidence_id: str) -> Iterator[str]:
    yield from dict.fromkeys(_brief(each) for each in resting if evidence_id in each.because)


def _brief(each: Assumption) -> str:
    """``dprk.rapport``, ``scenario president``: an assumption without the details of its path."""
    kind, _, rest = each.path.partition(".")
    return f"scenario {rest.partition('.')[0]}" if kind == "scenario" else rest


def _claims(model: Model, evidence_id: str) -> Cell:
    """Each claim that cites the passage, linked to its place on the board."""
    names = [each.id for each in model.claims if evidence_id in each.because]
    return Cell(", ".join(names), anchors=tuple((name, f"claim-{name}") for name in names))


def bare_table(found: Coverage) -> Table:
    """The assumptions that cite nothing."""
    rows = [(each.path, each.text, each.kind) for each in found.bare]
    return table(
        "bare",
        "Assumptions that rest on nobody's passage",
        (Column("assumption"), Column("what it says", wide=True), Column("kind")),
        rows,
    )
