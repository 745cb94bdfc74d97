"""The built-in cases as a whole: every one is found, reads cleanly, and gives a reason for everything."""

from __future__ import annotations

import pytest

from detente.cases import describe, names, path
from detente.errors import CaseNotFound
from detente.language.read import check, read
from detente.model import Model, Ranking, assumptions

NAMES = names()


def model(name: str) -> Model:
    return read(path(name).read_text(encoding="utf-8"), str(path(name)))


def test_the_five_cases_are_there() -> None:
    assert NAMES == ("chicken", "elmira", "korea", "prisoners", "syria_iraq")


def test_an_unknown_name_is_answered_with_a_near_one() -> None:
    with pytest.raises(CaseNotFound) as caught:
        path("korae")
    assert "did you mean korea?" in str(caught.value)


def test_a_name_far_from_any_is_answered_with_the_list() -> None:
    with pytest.raises(CaseNotFound) as caught:
        path("../korea")
    assert "did you mean korea?" in str(caught.value) or "built in are: chicken" in str(caught.value)


@pytest.mark.parametrize("name", NAMES)
def test_a_case_reads_without_a_problem(name: str) -> None:
    _, problems = check(path(name).read_text(encoding="utf-8"), name)
    assert [problem.sentence() for problem in problems] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_scan_says_what_the_reader_says(name: str) -> None:
    found = next(case for case in describe() if case.id == name)
    read_model = model(name)
    assert (found.title, found.question) == (read_model.title, read_model.question)
    sizes = (len(read_model.actors), len(read_model.options), len(read_model.claims))
    assert (found.actors, found.options, found.claims) == sizes


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_complete(name: str) -> None:
    found = model(name)
    assert found.title
    assert found.question
    assert found.sources
    assert all(source.author and source.title and source.date for source in found.sources)
    assert found.status_quo is not None
    assert found.outcomes
    assert len(found.claims) >= 2
    assert any(not claim.needs_process for claim in found.claims)


JUDGED = {
    "korea": [
        "rules.over-their-heads",
        "preferences.usa.orderly-talks",
        "preferences.usa.rebuffed",
        "preferences.usa.price-of-recognition",
        "preferences.usa.price-of-guarantee",
        "preferences.usa.wedge",
    ]
}
"""What rests on our judgement because no passage says it: every one named here, and explained with the case."""


@pytest.mark.parametrize("name", NAMES)
def test_everything_has_a_reason_or_is_named_as_judgement(name: str) -> None:
    found = model(name)
    bare = [each.path for each in assumptions(found) if not each.because and each.kind != "habit"]
    assert bare == JUDGED.get(name, [])
    bare = []
    bare += [claim.id for claim in found.claims if not claim.because]
    bare += [outcome.id for outcome in found.outcomes if not outcome.because]
    bare += [option.id for option in found.options if not option.because]
    assert bare == []


@pytest.mark.parametrize("name", NAMES)
def test_every_piece_of_evidence_is_used(name: str) -> None:
    found = model(name)
    used = {each for variant in (found, *(r.model for r in found.readings)) for each in _reasons(variant)}
    assert {evidence.id for evidence in found.evidence} - used == set()


def _reasons(found: Model) -> set[str]:
    said = [each.because for each in assumptions(found)]
    said += [each.because for each in found.claims]
    said += [each.because for each in found.outcomes]
    said += [each.because for each in found.options]
    said += [each.because for each in found.readings]
    said += [preference.because for _, preference in found.preferences if isinstance(preference, Ranking)]
    return {reason for because in said for reason in because}
