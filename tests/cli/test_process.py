"""Commands that need the process of moves, on a small model."""

from __future__ import annotations

import json

import pytest

from detente.cases.load import starter

READINGS = """
readings:
  hard: {name: Hard, says: The firm can wait., preferences: {firm: [{avoids: union.strike, worth: tiny}]}}
  soft: {name: Soft, says: The firm cannot., preferences: {firm: [{avoids: union.strike, worth: huge}]}}
"""


@pytest.fixture
def strike(tmp_path):
    file = tmp_path / "strike.yaml"
    file.write_text(starter() + READINGS)
    return str(file)


def test_forecast_says_chance_band_noise_and_baselines(detente, strike):
    said = detente("forecast", strike, "--draws", "8")
    assert said.status == 0
    assert all(word in said.out for word in ("settled", "noise", "holding", "8 draws", "converged"))
    assert all(len(line) <= 80 for line in said.out.splitlines())


def test_the_same_seed_gives_the_same_bytes_with_one_worker_or_two(detente, strike):
    one, two, again = (detente("forecast", strike, "--draws", "8", "--json", "--workers", count) for count in "121")
    assert one.out == two.out == again.out
    other = detente("forecast", strike, "--draws", "8", "--json", "--seed", "7")
    assert other.out != one.out
    assert json.loads(one.out)["seed"] == 20260101


def test_a_commitment_changes_the_chance(detente, strike):
    plain = json.loads(detente("forecast", strike, "--draws", "4", "--json").out)
    held = json.loads(detente("forecast", strike, "--draws", "4", "--commit", "firm.offer=half", "--json").out)
    last = [record["outcomes"][0]["holding"]["mean"][-1] for record in (plain, held)]
    assert last[1] > last[0] + 0.05
    assert held["settings"]["commit"] == {"firm.offer": "half"}


def interrupt(monkeypatch, module, calls):
    """Make the progress of a command's module raise at its ``calls``-th call."""
    from detente.cli.progress import progress as real

    class Interrupting:
        def __enter__(self):
            self.inner, self.seen = real("x"), 0
            tell = self.inner.__enter__()

            def count(done, whole):
                tell(done, whole)
                self.seen += 1
                if self.seen == calls:
                    raise KeyboardInterrupt

            return count

        def __exit__(self, *about):
            return self.inner.__exit__(*about)

    monkeypatch.setattr(module, "progress", lambda _: Interrupting())


def test_an_interrupt_leaves_a_forecast_that_says_it_is_partial(detente, strike, monkeypatch):
    from detente.cli import forecast

    interrupt(monkeypatch, forecast, 3)
    record = json.loads(detente("forecast", strike, "--draws", "16", "--workers", "1", "--json").out)
    assert record["partial"] is True
    assert record["draws"] == 3


def test_an_interrupt_leaves_readings_or_shares_that_say_they_are_partial(detente, strike, monkeypatch):
    from detente.cli import compare, hinges

    interrupt(monkeypatch, compare, 1)
    interrupt(monkeypatch, hinges, 24)
    record = json.loads(detente("compare", strike, "--draws", "2", "--json").out)
    assert record["partial"] is True
    assert record["cruxes"] == []
    assert detente("compare", strike, "--draws", "2").out.lstrip().startswith("PARTIAL: stopped early")
    record = json.loads(detente("hinges", strike, "settled", "--draws", "32", "--json").out)
    assert (record["partial"], record["draws"]) == (True, 24)
    assert "PARTIAL: stopped after 24 of 32 draws" in detente("hinges", strike, "settled", "--draws", "32").out


def test_compare_names_the_assumption_that_divides_the_readings(detente, strike):
    record = json.loads(detente("compare", strike, "--draws", "4", "--json").out)
    crux = record["cruxes"][0]
    assert (crux["one"], crux["other"]) == ("hard", "soft")
    assert crux["swaps"][0]["paths"] == ["preferences.firm.union.strike"]
    assert crux["swaps"][0]["carried"] == pytest.approx(1)
    said = detente("compare", strike, "--draws", "4")
    assert "The crux about settled: Hard" in said.out
    based = json.loads(detente("compare", strike, "--draws", "4", "--between", "base,soft", "--json").out)["cruxes"][0]
    assert (based["one"], based["other"]) == ("base", "soft")
    assert {"base", "soft"} <= set(record["readings"])


def test_hinges_of_an_outcome(detente, strike):
    record = json.loads(detente("hinges", strike, "settled", "--draws", "32", "--json").out)
    totals = [each["total"] for each in record["hinges"]]
    assert totals == sorted(totals, reverse=True)
    assert record["method"] == "emulator"
    assert record["r2"] is not None
    assert "hinges on" in detente("hinges", strike, "settled", "--draws", "32").out


def test_induce_gives_offers_the_inverse_question_and_the_road(detente, strike):
    record = json.loads(detente("induce", strike, "settled", "--target", "union", "--up-to", "1", "--json").out)
    assert record["packages"]["tried"] > 0
    assert record["inverse"] is not None
    assert record["road"]["says"]
    said = detente("induce", strike, "settled", "--target", "union", "--up-to", "1")
    assert "The road there" in said.out
    assert all(len(line) <= 80 for line in said.out.splitlines())


def test_run_answers_first(detente, strike):
    said = detente("run", strike, "--draws", "8")
    assert said.out.index("How likely by") < said.out.index("Where the parties can rest")
    assert "The crux about settled" in said.out


UNDATED = """
title: The hedge
actors: {left: The left, right: The right}
options: {left.cut: cuts the hedge, left.wait: waits, right.pay: pays}
rules: [right.pay requires left.wait]
scenario: {weather: {wet: 0.7, dry: 0.3}}
status_quo: {left.wait: yes}
preferences:
  left: [{avoids: left.cut and weather == wet, worth: huge}, {wants: right.pay and left.cut, worth: small}]
  right: [{wants: left.cut, worth: large}, {avoids: right.pay, worth: tiny}]
outcomes: {cut: left.cut, both: left.cut and right.pay and not left.wait or right.pay and left.cut}
"""


@pytest.mark.parametrize("draws", ["1", "2"])
def test_run_with_hardly_any_draws(detente, strike, draws):
    said = detente("run", strike, "--draws", draws)
    assert (said.status, said.err) == (0, "")
    assert "hinges" not in said.out


@pytest.fixture
def hedge(tmp_path):
    file = tmp_path / "hedge.yaml"
    file.write_text(UNDATED)
    return str(file)


def test_chances_are_told_against_random_moves_before_any_table(detente, hedge):
    said = detente("forecast", hedge, "--draws", "4").out
    assert said.startswith("How likely within 24 months")
    record = json.loads(detente("forecast", hedge, "--draws", "4", "--json").out)["outcomes"][0]
    floor = f"{100 * record['reached']['floor'][-1]:.0f}"
    assert record["reached"]["mean"][-1] < record["reached"]["floor"][-1] - 0.05
    assert f"below the {floor} % of random moves" in " ".join(said.split("In figures")[0].split())
    assert "base rate" not in said.lower()
    assert "below the" in detente("run", hedge, "--draws", "4").out.split("Today")[0]


def test_a_path_that_hardly_anybody_takes_is_not_shown(detente, hedge, monkeypatch):
    monkeypatch.setattr("detente.report.text.forecast.RARE", 0.0)
    assert "The path most taken" in detente("forecast", hedge, "--draws", "2").out
    monkeypatch.setattr("detente.report.text.forecast.RARE", 1.1)
    said = detente("forecast", hedge, "--draws", "2").out
    assert "The path most taken" not in said
    assert "There are many ways there" in said


def test_induce_says_its_scenario_what_differs_from_today_and_why_packages_are_skipped(detente, hedge):
    said = " ".join(detente("induce", hedge, "cut", "--payer", "right", "--up-to", "1").out.split())
    assert "in one scenario, the likeliest that agrees with --given: weather = wet" in said
    assert "The left must come to find today no better than that state." in said
    assert "could not be taken back" in said
    assert "What is given: the options in which the end of the road differs from today." in said
    none = " ".join(detente("induce", hedge, "cut", "--payer", "left", "--up-to", "1").out.split())
    assert "No package" in none


def test_when_no_package_can_be_committed_the_reasons_are_said(detente, tmp_path):
    file = tmp_path / "stuck.yaml"
    file.write_text(
        "title: t\nactors: [a, b]\noptions: {a.go: goes, b.pay: pays, a.ask: asks}\n"
        "rules: [b.pay requires a.ask]\nstatus_quo: {a.ask: no}\n"
        "preferences:\n  a: [{wants: a.go and b.pay, worth: large}, {avoids: a.go, worth: small}]\n"
        "  b: [{wants: a.go, worth: 1}]\noutcomes: {gone: a.go}\n"
    )
    said = " ".join(detente("induce", str(file), "gone", "--payer", "b", "--up-to", "1").out.split())
    assert "skipped because they cannot be committed: it needs a.ask = yes of a" in said
    assert "No package could be worked out." in said


@pytest.mark.parametrize(
    ("arguments", "status", "word"),
    [
        (("hinges", "nobody"), 1, "nobody"),
        (("induce", "nothing.such"), 1, "nothing.such"),
        (("forecast", "--outcome", "setled"), 1, "setled"),
        (("compare", "--between", "hard"), 2, "A,B"),
        (("induce", "settled", "--measure", "ever"), 2, "ever"),
        (("induce", "settled", "--payer", "firn"), 1, "no actor firn"),
        (("forecast", "--commit", "firm.offer=lots"), 1, "lots"),
        (("forecast", "--commit", "firm.ofer=half"), 1, "firm.ofer"),
    ],
)
def test_mistakes_earn_a_sentence(detente, strike, arguments, status, word):
    command, *rest = arguments
    said = detente(command, strike, *rest)
    assert said.status == status
    assert word in said.err
    assert "Traceback" not in said.err
