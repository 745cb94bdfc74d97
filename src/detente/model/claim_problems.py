"""Claims: every name looked up in the model in which the claim is tested."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Problem
from .claims import Chance, Circumstances, Claim, Interaction, Needs, Prefers, Rather, Reaches, Rests, Shift, Suffices
from .findings import Finding, bad_condition, bad_values, missing, missing_actor, missing_evidence, once
from .model import Model


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
    test = f"{path}.test"
    match claim.test:
        case Rests(condition, _, actor, every, expected):
            if every and not expected:
                yield Problem(path=test, rule="`every` goes with `rests` only", found="it with `does_not_rest`")
            yield from bad_condition(model, test, condition)
            if actor is not None:
                yield from missing_actor(model, f"{test}.actor", "a state is stable for an actor", actor)
        case Prefers(actor, better, worse) | Rather(actor, better, worse):
            kind = "scenario" if isinstance(claim.test, Rather) else "options"
            yield from missing_actor(model, f"{test}.actor", "it is an actor who prefers", actor)
            yield from bad_values(model, test, (*better, *worse), kind)
        case Interaction(outcome, commit, while_, instead):
            yield from bad_condition(model, test, outcome)
            yield from bad_values(model, test, commit, "options")
            yield from bad_values(model, test, (*while_, *instead), "both")
        case Needs(outcome, condition):
            yield from bad_condition(model, test, outcome)
            yield from bad_condition(model, test, condition)
        case Shift(outcome, _, commit, given):
            yield from bad_condition(model, test, outcome)
            yield from bad_values(model, test, commit, "options")
            yield from bad_values(model, test, given, "scenario")
        case Suffices(outcome, commit):
            yield from bad_condition(model, test, outcome)
            yield from bad_values(model, test, commit, "options")
        case Chance(condition) | Reaches(condition):
            yield from bad_condition(model, test, condition)
