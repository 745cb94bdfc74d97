"""Hinges: indices against formulas, flip points, and how honest the stand-in is about itself."""

from __future__ import annotations

import numpy as np
import pytest
from tests.forecast.models import HEAD, reached

from detente.errors import Unanswerable
from detente.forecast.emulator import columns, stand_in
from detente.forecast.hinges import hinges
from detente.forecast.points import points
from detente.forecast.predict import predict
from detente.language import read
from detente.model import Model


def one(cloud: np.ndarray) -> np.ndarray:
    return np.ones((len(cloud), 1))


def ishigami(cloud: np.ndarray) -> np.ndarray:
    """A bent, interacting function of the first two of many inputs."""
    x, y = 2 * cloud[:, 0] - 1, 2 * cloud[:, 1] - 1
    return 0.5 + 0.2 * x + 0.1 * (3 * y**2 - 1) + 0.15 * x * y


def test_a_polynomial_within_reach_is_found() -> None:
    cloud = points(10, 128, 1)
    found = stand_in(cloud, ishigami(cloud)[:, None], one, odds=False)
    fresh = np.random.default_rng(8).uniform(size=(256, 10))
    assert found.r2 > 0.9
    assert 1 - ((found(fresh) - ishigami(fresh)) ** 2).mean() / ishigami(fresh).var() > 0.9


def test_noise_is_not_mistaken_for_knowledge() -> None:
    cloud = points(30, 64, 3)
    noise = np.random.default_rng(5).uniform(size=(64, 1))
    assert stand_in(cloud, noise, one, odds=False).r2 < 0.15


def test_terms_are_orthonormal() -> None:
    cloud = points(3, 4096, 4)
    table = columns(cloud, ((), ((0, 1),), ((0, 2),), ((1, 1),), ((0, 1), (1, 1))))
    np.testing.assert_allclose(table.T @ table / 4096, np.eye(5), atol=0.01)


def test_known_weights_are_not_fitted() -> None:
    cloud = points(4, 64, 6)

    def weights(u: np.ndarray) -> np.ndarray:
        return np.stack((np.sin(9 * u[:, 3]) ** 2, np.cos(9 * u[:, 3]) ** 2), axis=1)

    values = np.stack((0.2 + 0.1 * cloud[:, 0], np.full(64, 0.9)), axis=1)
    found = stand_in(cloud, values, weights, odds=True)
    assert found.r2 > 0.999
    fresh = points(4, 64, 7)
    truth = (weights(fresh) * np.stack((0.2 + 0.1 * fresh[:, 0], np.full(64, 0.9)), axis=1)).sum(axis=1)
    np.testing.assert_allclose(found(fresh), truth, atol=0.005)


MODEL = (
    HEAD
    + """
scenario: {fair: {yes: 0.2..0.8, no: rest}}
preferences:
  a:
    - {id: have, wants: a.x and fair, worth: 0..4}
    - {id: shy, avoids: a.x and not fair, worth: 1..1.2}
claims:
  likely: {says: so, test: {outcome: taken, chance: at least 0.85}}
  fine: {says: so, test: {prefers: a, better: {a.x: yes}, worse: {a.x: no}}, given: {fair: yes}}
"""
)


def model() -> Model:
    return read(MODEL)


def chance(have: float, fair: float, shy: float = 1.1) -> float:
    return fair * reached(have, 2) + (1 - fair) * reached(-shy, 2)


def total_order() -> dict[str, float]:
    """By brute force over a grid: E Var[. | all but one] / Var."""
    have, fair, shy = np.meshgrid(
        (np.arange(40) + 0.5) / 10, 0.2 + (np.arange(40) + 0.5) * 0.015, 1 + (np.arange(10) + 0.5) * 0.02, indexing="ij"
    )
    figures = np.vectorize(chance)(have, fair, shy)
    shares = [figures.var(axis=axis).mean() / figures.var() for axis in range(3)]
    return dict(zip(("preferences.a.have", "scenario.fair.0.yes", "preferences.a.shy"), shares, strict=True))


@pytest.mark.parametrize("exact", [False, True])
def test_indices_are_those_of_the_model(exact: bool) -> None:
    found = hinges(model(), "taken", draws=256 if exact else 128, exact=exact, turns=0, workers=1)
    assert found.method == ("model" if exact else "emulator")
    assert {each.path: each.total for each in found.hinges} == pytest.approx(total_order(), abs=0.05)
    assert [each.total for each in found.hinges] == sorted((each.total for each in found.hinges), reverse=True)
    assert found.r2_fresh is None
    assert found.r2 is None if exact else found.r2 is not None and found.r2 > 0.98
    assert found.middle == pytest.approx(chance(2.0, 0.5), abs=1e-4)


def test_fresh_draws_are_the_better_judge() -> None:
    found = hinges(model(), "taken", draws=64, turns=0, fresh=32, workers=1)
    assert found.r2_fresh is not None
    assert found.r2_fresh > 0.95


def test_a_forecast_made_before_is_used_again() -> None:
    forecast = predict(model(), draws=64, workers=1)
    again = hinges(model(), "taken", forecast=forecast, turns=0, workers=1)
    anew = hinges(model(), "taken", draws=64, turns=0, workers=1)
    assert [each.path for each in again.hinges] == [each.path for each in anew.hinges]
    assert [each.total for each in again.hinges] == pytest.approx([each.total for each in anew.hinges], abs=1e-4)
    with pytest.raises(Unanswerable, match="not one of left"):
        hinges(model(), "left", forecast=predict(model(), "taken", draws=4, workers=1))
    with pytest.raises(Unanswerable, match="not one of taken"):
        hinges(model(), "taken", given={"fair": "yes"}, forecast=forecast)


def test_a_claim_turns_where_its_formula_does() -> None:
    found = {each.path: each for each in hinges(model(), "likely", draws=32, turns=3, workers=1).hinges}
    assert chance(2.0, 0.5) < 0.85 < chance(2.0, 0.8)
    fair = found["scenario.fair.0.yes"]
    assert fair.turns
    assert fair.flip is not None
    assert chance(2.0, fair.flip) == pytest.approx(0.85, abs=1e-3)
    assert found["preferences.a.shy"].turns is False
    assert found["preferences.a.shy"].flip is None


def test_a_verdict_turns_where_a_worth_changes_its_sign() -> None:
    text = MODEL.replace("worth: 0..4", "worth: -1..4")
    found = {each.path: each for each in hinges(read(text), "fine", draws=64, turns=3, workers=1).hinges}
    have = found["preferences.a.have"]
    assert have.flip == pytest.approx(0.0, abs=0.01)
    assert have.total == max(each.total for each in found.values())


def test_what_has_no_hinges_says_why() -> None:
    with pytest.raises(Unanswerable, match="there is no outcome or claim lost; there are taken, left, likely, fine"):
        hinges(model(), "lost")
    certain = HEAD + "preferences: {a: [{id: have, wants: a.x, worth: 1}]}\n"
    with pytest.raises(Unanswerable, match="nothing in this model is uncertain"):
        hinges(read(certain), "taken")
    with pytest.raises(Unanswerable, match="circumstances of its own"):
        hinges(model(), "likely", given={"fair": "yes"})


def test_a_table() -> None:
    found = hinges(model(), "taken", draws=16, turns=1, workers=1)
    assert set(found.table().index) == set(total_order())
    assert sum(each.turns is not None for each in found.hinges) == 1


def stop_after(draws: int):
    def tell(done: int, whole: int) -> None:
        if done == draws:
            raise KeyboardInterrupt

    return tell


@pytest.mark.parametrize("target", ["taken", "likely"])
def test_an_interrupt_leaves_what_the_draws_so_far_say(target: str) -> None:
    whole = hinges(model(), target, draws=64, turns=0, workers=1)
    found = hinges(model(), target, draws=64, turns=2, workers=1, progress=stop_after(48))
    assert found.stamp.partial
    assert found.draws == 48
    assert not whole.stamp.partial
    assert all(each.turns is None for each in found.hinges)
    totals = [{each.path: each.total for each in answer.hinges} for answer in (whole, found)]
    assert totals[1] == pytest.approx(totals[0], abs=0.2)


def test_one_draw_has_no_spread() -> None:
    with pytest.raises(Unanswerable, match="at least 2 are needed; found 1"):
        hinges(model(), "taken", forecast=predict(model(), "taken", draws=1, workers=1))
    with pytest.raises(KeyboardInterrupt):
        hinges(model(), "taken", draws=64, workers=1, progress=stop_after(1))


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize(("wants", "share"), [("a.x", 1.0), ("a.x and not a.x", 0.0)])
def test_a_single_uncertain_number_carries_the_whole_spread_or_nothing(wants: str, share: float, exact: bool) -> None:
    model = read(HEAD + f"preferences: {{a: [{{avoids: a.x, worth: 2}}, {{id: only, wants: {wants}, worth: 0..4}}]}}\n")
    found = hinges(model, "taken", draws=32, exact=exact, workers=1)
    assert [(each.path, each.total, each.first) for each in found.hinges] == [("preferences.a.only", share, share)]
