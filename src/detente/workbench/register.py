"""The register of evidence: how each passage stands in its source, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..errors import Problem
from ..language.evidence import Passage, Passages, passages, source_text
from ..model import Evidence, Model, assumptions

Status = Literal["as read", "found", "changed", "not found", "no text"]
"""``as read``: the fingerprint fits. ``found``: there is such a passage, but no fingerprint to compare. ``changed``:
the fingerprint or the quotation does not fit. ``not found``: the source has no such paragraph, or its text cannot be
read. ``no text``: nobody said where the texts are, or the source names no file."""


APART = frozenset({"chance", "habit"})
"""Assumptions that are listed by their variable or their actor."""


@dataclass(frozen=True, slots=True)
class Standing:
    """``note``: what is to be said about the status, empty where it speaks for itself; ``passage``: its text."""

    status: Status
    note: str = ""
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """Something that rests on a passage: a path of the model, its kind, and what it says."""

    path: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Register:
    """``standings`` and ``uses`` by the id of the evidence."""

    standings: dict[str, Standing]
    uses: dict[str, tuple[Use, ...]]


@dataclass(frozen=True, slots=True)
class Covered:
    """How much rests on passages: in a sentence, as a share, the assumptions that rest on nothing, and the passages
    that nothing cites."""

    sentence: str
    share: float
    bare: tuple[Use, ...]
    uncited: tuple[str, ...]


def register(model: Model, folder: str) -> Register:
    """The register of a model, with the texts in ``folder`` (empty: no texts at hand)."""
    found = passages(model, folder) if folder else Passages((), ())
    standings = {each.id: _standing(each, model, found, folder) for each in model.evidence}
    used: dict[str, list[Use]] = {each.id: [] for each in model.evidence}
    for reason, use in dict.fromkeys(_uses(model)):
        used.setdefault(reason, []).append(use)
    return Register(standings, {name: tuple(each) for name, each in used.items()})


def text_of(model: Model, source_id: str, folder: str) -> tuple[tuple[str, ...], str]:
    """The paragraphs of a source; none, and a sentence, where its text is not at hand."""
    source = next((each for each in model.sources if each.id == source_id), None)
    if source is None:
        return (), "The model names no such source."
    if not folder:
        return (), "The texts of the sources are not at hand: start with `detente serve --sources FOLDER`."
    blocks, problems = source_text(source, folder)
    return blocks, " ".join(_sentence(each) for each in problems)


def _standing(each: Evidence, model: Model, found: Passages, folder: str) -> Standing:
    source = next((source for source in model.sources if source.id == each.source), None)
    if not folder or source is None or not source.file:
        return Standing("no text", "The text of the source is not at hand.")
    passage = found.of(each.id)
    paths = {f"evidence.{each.id}", f"sources.{each.source}.file"}
    note = " ".join(_sentence(problem) for problem in found.problems if problem.path in paths)
    if passage is None:
        return Standing("not found", note)
    if note:
        return Standing("changed", note, passage)
    if not each.fingerprint:
        return Standing("found", "There is no fingerprint, so nobody can tell whether it was changed.", passage)
    return Standing("as read", "", passage)


def _sentence(problem: Problem) -> str:
    said = f"{problem.rule[0].upper()}{problem.rule[1:]}; found {problem.found}"
    return f"{said} ({problem.hint})." if problem.hint else f"{said}."


def _uses(model: Model) -> Iterator[tuple[str, Use]]:
    """Every reason with what it carries: assumptions first (the chances of a variable as one), then the rest."""
    stated = dict.fromkeys(each for _, variant in model.variants() for each in assumptions(variant))
    carried = [(each.because, Use(each.path, each.kind, each.text)) for each in stated if each.kind not in APART]
    for variable in (each for _, variant in model.variants() for each in variant.scenario):
        said = variable.text or variable.id
        carried.append((variable.because, Use(f"scenario.{variable.id}", "chances", said)))
    carried += [(each.because, Use(f"claims.{each.id}", "claim", each.says or each.id)) for each in model.claims]
    carried += [(each.because, Use(f"actors.{each.id}", "actor", each.label)) for each in model.actors]
    carried += [(each.because, Use(f"options.{each.id}", "option", each.text or each.id)) for each in model.options]
    carried += [(each.because, Use(f"outcomes.{each.id}", "outcome", each.text or each.id)) for each in model.outcomes]
    carried += [(each.because, Use(f"readings.{each.id}", "reading", each.name or each.id)) for each in model.readings]
    return ((reason, use) for because, use in carried for reason in because)
