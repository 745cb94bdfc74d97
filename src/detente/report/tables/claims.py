"""The claims as a table: what is said, by whom, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from ...forecast.judgement import Judgement, Judgements, Value
from ...model import Model
from ..words import DASH, THIN, number, passages, percent
from .table import Cell, Column, Table, share, table

FEW = 20
"""Below this many draws are counted, not given in percent."""


def claims_table(model: Model, found: Judgements) -> Table:
    """One line per claim."""
    columns = (
        Column("claim"),
        Column("what it says", wide=True),
        Column("by"),
        Column("reading"),
        Column("result"),
        Column("share", "right"),
        Column("value", "right"),
        Column("passages"),
    )
    rows: list[Sequence[str | Cell]] = [
        (
            each.claim.id,
            each.claim.says,
            each.claim.claimed_by or DASH,
            each.claim.circumstances.reading or "base",
            result(each),
            share(each.share),
            value_words(each.value) if each.value else "",
            passages(model, each.claim.because),
        )
        for each in found.judgements
    ]
    note = "Share: of the preferences considered (of the draws, for chances) under which the claim holds."
    return table("claims", "Claims and what became of them", columns, rows, note)


def result(each: Judgement) -> str:
    """``holds``, ``holds emptily``, ``fails``, ``undecided``, ``cannot be asked``."""
    return "vacuous" if each.outcome == "holds" and each.vacuous else each.outcome


def of_draws(each: Judgement) -> str:
    """``88 % of the draws``; few draws are counted."""
    what = "draws" if each.claim.needs_process else "preferences considered"
    held = round((each.share or 0.0) * each.draws)
    if each.draws >= FEW:
        return f"{percent(each.share)} of the {what}"
    return f"{'all' if held == each.draws else held if held else 'none'} of {each.draws} draws"


def value_words(value: Value) -> str:
    """The figure behind a claim, with its band: a chance in percent, a difference of worths as a number."""
    said = number if value.unit == "worth" else percent
    return f"{signed(said, value.mean)} ({signed(said, value.low)} to {signed(said, value.high)})"


def signed(said: object, value: float) -> str:
    """A number with a true minus sign in front where it is negative."""
    if said is percent and -0.005 < value < 0:
        return f"−{-100 * value:.1f}{THIN}%"
    words = percent(abs(value)) if said is percent else number(abs(value))
    return f"−{words}" if value < 0 else words
