"""Claims: every name looked up in the model in which the claim is tested."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Problem
from .claims import (
    Chance,
    Circumstances,
    Claim,
    Interaction,
    Needs,
    Prefers,
    Rather,
    Reaches,
    Rests,
    Shift,
    Suffices,
    Test,
)
from .findings import Finding, bad_condition, bad_values, missing, missing_actor, missing_evidence, once
from .model import Model, Values


def claim_problems(model: Model) -> Iterator[Finding]:
    yield from once("claims", "a claim", (each.id for each in model.claims))
    yield from once("readings", "a reading", (each.id for each in model.readings))
    readings = {reading.id: reading.model for reading in model.readings}
    sources = [source.id for source in model.sources]
    for claim in model.claims:
        path = f"claims.{claim.id}"
        chosen = claim.circumstances.reading
        yield from missing_evidence(model, path, claim.because)
        if claim.claimed_by and claim.claimed_by not in sources:
            yield missing(f"{path}.by", "a claim is made by a source of the model", claim.claimed_by, sources)
        if chosen and chosen not in readings:
            yield missing(f"{path}.reading", "a claim is tested in a reading of the model", chosen, readings)
        else:
            yield from _claim(readings.get(chosen, model), path, claim)


def _claim(model: Model, path: str, claim: Claim) -> Iterator[Finding]:
    """The names in a claim, looked up in the model in which it is tested."""
    around: Circumstances = claim.circumstances
    yield from bad_values(model, f"{path}.given", around.given, "scenario")
    yield from bad_values(model, f"{path}.hold", around.commit, "options")
    options = [option.id for option in model.options]
    for name in around.without:
        if name not in options:
            yield missing(f"{path}.without", "`without` names options", name, options)
    yield from _test(model, f"{path}.test", claim.test)


def _test(model: Model, path: str, test: Test) -> Iterator[Finding]:
    match test:
        case Rests(condition, _, actor, every, expected):
            if every and not expected:
                yield Problem(path=path, rule="`every` goes with `rests` only", found="it with `does_not_rest`")
            yield from bad_condition(model, path, condition)
            if actor is not None:
                yield from missing_actor(model, f"{path}.actor", "a state is stable for an actor", actor)
        case Prefers(actor, better, worse):
            yield from missing_actor(model, f"{path}.actor", "it is an actor who prefers", actor)
            yield from bad_values(model, path, (*better, *worse), "options")
        case Rather(actor, rather, than):
            yield from missing_actor(model, f"{path}.actor", "it is an actor who prefers", actor)
            yield from _said(path, rather, than)
            yield from bad_values(model, path, (*rather, *than), "scenario")
        case Needs(outcome, condition):
            yield from bad_condition(model, path, outcome)
            yield from bad_condition(model, path, condition)
        case Chance(condition) | Reaches(condition):
            yield from bad_condition(model, path, condition)
        case _:
            yield from _commitment(model, path, test)


def _commitment(model: Model, path: str, test: Shift | Suffices | Interaction) -> Iterator[Finding]:
    """A test of what a commitment does."""
    yield from bad_condition(model, path, test.outcome)
    yield from bad_values(model, path, test.commit, "options")
    match test:
        case Shift(commit=commit, given=given):
            yield from _said(path, (*commit, *given))
            yield from bad_values(model, path, given, "scenario")
        case Suffices(commit=commit):
            yield from _said(path, commit)
        case Interaction(commit=commit, while_=while_, instead=instead):
            yield from _said(path, commit, while_, instead)
            yield from bad_values(model, path, (*while_, *instead), "both")


def _said(path: str, *values: Values) -> Iterator[Finding]:
    if not all(values):
        yield Problem(path=path, rule="a test names the values that it changes", found="none")
