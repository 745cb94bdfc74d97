"""Claims of the process of moves, each kind against the formula of one option."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from tests.forecast.models import FORESIGHT, HEAD, TEMPO, choice, holding, reached

from detente.cases.load import load
from detente.dynamics import plan
from detente.forecast.draw import Plan, draws
from detente.forecast.judge import judge
from detente.forecast.judgement import Judgement
from detente.forecast.questions import Question, ask
from detente.language import read
from detente.model import Model
from detente.model.claims import Circumstances
from detente.model.conditions import Is

SCENARIO = "scenario: {fair: {yes: 0.4, no: 0.6}}\n"
SOURCES = """
sources: {s: {author: S, title: T}}
evidence: {seen: {source: s, paragraph: 3, says: it was seen}, told: {source: s, says: it was told}}
"""


def model(test: str, worth: str = "2", more: str = "", wants: str = "a.x and fair", around: str = "") -> Model:
    preferences = f"preferences: {{a: [{{id: have, wants: {wants}, worth: {worth}, because: seen}}]}}\n"
    claim = f"claims: {{c: {{says: so, by: s, {around}test: {test}}}}}\n"
    return read(HEAD + SOURCES + SCENARIO + preferences + more + claim)


def judged(test: str, worth: str = "2", around: str = "", **settings: int) -> Judgement:
    return judge(model(test, worth, around=around), 16, workers=1, **settings).judgements[0]  # type: ignore[arg-type]


def mean(figure: float, other: float) -> float:
    return 0.4 * figure + 0.6 * other


def value(found: Judgement) -> float:
    assert found.value is not None
    return found.value.mean


FAIR, FOUL = reached(2, 2), reached(0, 2)
WHOLE = mean(FAIR, FOUL)


@pytest.mark.parametrize(
    ("test", "expected", "outcome"),
    [
        ("{outcome: taken, chance: at least 0.5}", WHOLE, "holds"),
        ("{outcome: taken, chance: at most 0.5}", WHOLE, "fails"),
        ("{outcome: taken, chance: at least 0.45, within: 6 months}", mean(reached(2, 0.5), reached(0, 0.5)), "holds"),
        ("{outcome: taken, chance: at most 0.7, measure: holding}", mean(holding(2, 2), holding(0, 2)), "holds"),
        ("{raises: taken, under: {fair: yes}}", FAIR - WHOLE, "holds"),
        ("{raises: taken, under: {fair: yes}, margin: 0.2}", FAIR - WHOLE, "fails"),
        ("{lowers: taken, under: {fair: no}}", FOUL - WHOLE, "holds"),
        ("{lowers: taken, under: {fair: yes}}", FAIR - WHOLE, "fails"),
        ("{no_effect: taken, under: {fair: no}, margin: 0.2}", FOUL - WHOLE, "holds"),
        ("{no_effect: taken, under: {fair: no}, margin: 0.01}", FOUL - WHOLE, "fails"),
        ("{raises: taken, commit: {a.x: yes}}", 1 - WHOLE, "holds"),
        ("{outcome: taken, needs: a.x, at_most: 0.05}", 0.0, "holds"),
        ("{outcome: taken, suffices: {a.x: yes}}", 1.0, "holds"),
        ("{outcome: taken, not_enough: {a.x: yes}}", 1.0, "fails"),
        ("{outcome: taken, not_enough: {a.x: no}}", 0.0, "holds"),
        ("{outcome: taken, commit: {a.x: no}, less_while: {fair: yes}, than_while: {fair: no}}", FOUL - FAIR, "holds"),
        ("{outcome: taken, commit: {a.x: no}, more_while: {fair: yes}, than_while: {fair: no}}", FOUL - FAIR, "fails"),
    ],
)
def test_each_kind_of_claim(test: str, expected: float, outcome: str) -> None:
    found = judged(test)
    assert value(found) == pytest.approx(expected, abs=1e-4)
    assert found.outcome == outcome
    assert found.contradicts == ("s" if outcome == "fails" else "")
    assert found.share in (0.0, 1.0)


def test_who_would_rather_face_what() -> None:
    found = judged("{actor: a, rather: {fair: yes}, than: {fair: no}}")
    rho = 1 / FORESIGHT
    worth = 2 * TEMPO * choice(2) / (rho + TEMPO)
    assert found.value is not None
    assert (found.outcome, found.value.unit) == ("holds", "worth")
    assert found.value.mean == pytest.approx(worth, abs=1e-3)
    assert judged("{actor: a, rather: {fair: no}, than: {fair: yes}}").outcome == "fails"
    assert judged("{actor: a, rather: {fair: no}, than: {fair: no}}").outcome == "fails"


def test_the_share_counts_draws_and_the_band_is_of_draws() -> None:
    bound = mean(reached(1, 2), FOUL)
    test = f"{{outcome: taken, chance: at least {bound}}}"
    found = judged(test, "0..4")
    drawn = draws(model(test, "0..4"), 16, process=True)
    values = np.array([mean(reached(draw["preferences.a.have"], 2), FOUL) for draw in drawn])
    assert found.share == pytest.approx((values >= bound).mean())
    assert found.outcome == "undecided"
    assert found.value is not None
    assert found.value.mean == pytest.approx(values.mean(), abs=1e-4)
    assert (found.value.low, found.value.high) == pytest.approx(tuple(np.quantile(values, (0.1, 0.9))), abs=1e-4)
    assert found.draws == 16


def test_effects_are_differences_on_equal_draws() -> None:
    test = "{raises: taken, under: {fair: yes}}"
    found = judged(test, "0..4")
    drawn = draws(model(test, "0..4"), 16, process=True)
    effects = [
        reached(draw["preferences.a.have"], 2) - mean(reached(draw["preferences.a.have"], 2), FOUL) for draw in drawn
    ]
    assert found.value is not None
    assert found.value.low == pytest.approx(np.quantile(effects, 0.1), abs=1e-4)
    assert found.value.mean == pytest.approx(np.mean(effects), abs=1e-4)


def test_a_plain_chance_has_a_noise_floor() -> None:
    found = judged("{outcome: taken, chance: at least 0.5}")
    assert found.value is not None
    assert found.value.floor == pytest.approx(1 - math.exp(-2 * TEMPO / 2), abs=1e-4)
    shifted = judged("{raises: taken, under: {fair: yes}}")
    assert shifted.value is not None
    assert shifted.value.floor is None
    assert (found.value.unit, shifted.value.unit) == ("chance", "difference of chances")


def test_without_draws_of_the_process_its_claims_stay_open() -> None:
    found = judged("{outcome: taken, chance: at least 0.5}", process_draws=0)
    assert (found.outcome, found.share) == ("needs the process of moves", None)


def test_what_cannot_be_asked_says_why() -> None:
    found = judged("{outcome: left, needs: not a.x}")
    assert found.outcome == "cannot be asked"
    assert found.reason == "today holds not a.x already, so it cannot be shut out"


def test_circumstances_count() -> None:
    found = judged("{outcome: taken, chance: at least 0}", around="given: {fair: yes}, ")
    assert value(found) == pytest.approx(FAIR, abs=1e-4)
    held = judged("{outcome: taken, chance: at least 0}", around="without: [a.x], ")
    assert value(held) == 0.0


BOTH = """
preferences:
  a:
    - {id: have, wants: a.x, worth: 2, because: seen}
    - {id: proud, wants: a.x, worth: WORTH, because: told}
"""


@pytest.mark.parametrize(("worth", "vacuous"), [(2, True), (-2, False)])
def test_a_claim_that_holds_without_its_evidence_is_vacuous(worth: int, vacuous: bool) -> None:
    test = "{outcome: taken, chance: at least 0.8}" if vacuous else "{outcome: taken, chance: at most 0.89}"
    claim = f"claims: {{c: {{says: so, because: told, test: {test}}}}}\n"
    text = HEAD + SOURCES + BOTH.replace("WORTH", str(worth)) + claim
    found = judge(read(text), 4, workers=1).judgements[0]
    assert (found.outcome, found.vacuous) == ("holds", vacuous)
    assert [each.id for each in found.passages] == ["told"]
    assert judge(read(text), 4, workers=1, vacuity=False).judgements[0].vacuous is None


def test_a_claim_about_nothing_in_the_model_is_not_looked_through() -> None:
    found = judged("{outcome: taken, chance: at least 0.5}")
    assert (found.outcome, found.vacuous) == ("holds", None)
    missing = judged("{no_effect: taken, under: {fair: no}, margin: 0.2}")
    assert (missing.outcome, missing.vacuous) == ("holds", None)


def test_verdicts_are_looked_through_by_evidence() -> None:
    claim = "claims: {c: {says: so, because: seen, test: {prefers: a, better: {a.x: yes}, worse: {a.x: no}}}}\n"
    for worth, vacuous in ((2, True), (0, False)):
        found = judge(read(HEAD + SOURCES + BOTH.replace("WORTH", str(worth)) + claim), 4, workers=1).judgements[0]
        assert (found.outcome, found.vacuous) == ("holds", vacuous)


def test_questions_of_one_table_share_what_is_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    solved: list[int] = []
    real = plan.respond

    def counted(*args: object, **options: object) -> object:
        solved.append(1)
        return real(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(plan, "respond", counted)
    questions = [Question(Circumstances(given=given), Is("a.x", "yes")) for given in ((), (("fair", "yes"),))]
    answers, cut = ask(model("{outcome: taken, chance: at least 0}"), questions, lambda _: [{}])
    assert not cut
    assert len(solved) == 2
    figures = [answers[question] for question in questions]
    assert figures[0] == pytest.approx([WHOLE], abs=1e-4)
    assert figures[1] == pytest.approx([FAIR], abs=1e-4)


def test_an_interrupt_leaves_questions_without_answer() -> None:
    def stop(done: int, whole: int) -> None:
        raise KeyboardInterrupt

    questions = [Question(Circumstances(commit=commit), Is("a.x", "yes")) for commit in ((), (("a.x", "yes"),))]
    answers, cut = ask(model("{outcome: taken, chance: at least 0}"), questions, lambda _: [{}], 1, stop)
    assert cut
    assert list(answers) == questions[:1]


def test_an_interrupt_keeps_the_claims_that_are_done_and_says_so() -> None:
    def stop(done: int, whole: int) -> None:
        raise KeyboardInterrupt

    more = "  d: {says: so, test: {raises: taken, commit: {a.x: yes}}}\n"
    two = model("{outcome: taken, chance: at least 0}")
    first, rest = two.claims[0], read(HEAD + SOURCES + SCENARIO + "claims:\n" + more).claims
    found = judge(replace(two, claims=(first, *rest)), 1, workers=1, progress=stop, vacuity=False)
    assert found.stamp.partial
    assert found["c"].outcome == "holds"
    assert found["d"].outcome == "cannot be asked"
    assert found["d"].reason == "stopped before it was worked out"


@pytest.mark.parametrize("says_what_actors_want", [True, False])
def test_draws_of_what_no_verdict_depends_on_need_not_be_made(
    monkeypatch: pytest.MonkeyPatch, says_what_actors_want: bool
) -> None:
    game = load("prisoners")
    expected = judge(game, 8)
    monkeypatch.setattr(Plan, "moves_verdicts", property(lambda _: says_what_actors_want))
    made = []
    monkeypatch.setattr("detente.forecast.judge.draws", lambda *given: made.append(given) or draws(*given))
    assert judge(game, 8).judgements == expected.judgements
    assert bool(made) == says_what_actors_want
    assert {each.draws for each in expected.judgements} == {8}


def test_a_small_model_imports_no_statistics() -> None:
    asked = "from detente.report.overview import overview; from detente.cases.load import load; import sys; "
    asked += "overview(load('prisoners')); print('scipy.stats' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


def test_a_record_and_a_table() -> None:
    found = judge(model("{outcome: taken, chance: at most 0.5}"), 4, workers=1)
    record = found.as_dict()["claims"][0]
    assert record["contradicts"] == "s"
    assert record["needs"] == "the process of moves"
    assert record["value"]["unit"] == "chance"
    assert found["c"] is found.judgements[0]
    assert list(found.table().index) == ["c"]
