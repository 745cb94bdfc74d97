"""Answers as the records that ``--json`` prints. A question has the parameters of the command of its name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ... import language
from ...errors import Unanswerable
from ...model import Condition, Model
from ..worker import Tell

Asked = Mapping[str, Any]
"""Parameters by name, checked before; see :mod:`detente.workbench.api.parameters`."""


def record(tell: Tell, verb: str, model: Model, asked: Asked) -> str:
    """The answer to a question about a model, as JSON. Raises what the question raises."""
    reading = asked.get("reading", "")
    if reading and reading not in {each.id for each in model.readings}:
        have = ", ".join(each.id for each in model.readings) or "none"
        raise Unanswerable(f"the model has no reading {reading}; it has: {have}")
    found = VERBS[verb](tell, model.reading(reading), asked)
    return _written(
        found.as_dict(states=False)
        if asked.get("no_states") and not asked["why"] and not asked["coalition"]
        else found.as_dict()
    )


def check_record(_: Tell, text: str, file: str, sources: Path | None) -> str:
    """What ``check`` says of a text, as JSON."""
    from ...answer.coverage import coverage
    from ...answer.feasible import feasible
    from ...answer.record import SCHEMA

    model, problems = language.check(text, file)
    ok = model is not None and not any(each.severity == "error" for each in problems)
    if model is not None and ok:
        problems += feasible(model)
        problems += language.passages(model, sources).problems if sources is not None else ()
        ok = not any(each.severity == "error" for each in problems)
    more = {"coverage": coverage(model).as_dict()} if model is not None and ok else {}
    return _written({"schema": SCHEMA, "ok": ok, "problems": [asdict(each) for each in problems], **more})


def _written(found: Mapping[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, allow_nan=False)


def _settings(asked: Asked) -> Any:
    from ...stability.settings import Settings

    return Settings(asked["countermoves"], asked["sanction"])


def _condition(text: str, model: Model) -> Condition | None:
    return language.parse_condition(text, model) if text else None


def _states(_: Tell, model: Model, asked: Asked) -> Any:
    from ...answer.listing import states

    return states(model, asked["given"], _condition(asked["where"], model))


def _stability(_: Tell, model: Model, asked: Asked) -> Any:
    settings, given = _settings(asked), asked["given"]
    if asked["why"]:
        from ...answer.why import why

        return why(model, asked["why"], given, asked["actor"], asked["concept"], settings)
    if asked["coalition"]:
        from ...answer.coalition import together

        return together(model, asked["coalition"], given, settings)
    from ...answer.solve import solve
    from ...stability.settings import CONCEPTS

    return solve(model, given, settings, concepts=asked["concept"] or CONCEPTS)


def _evolve(_: Tell, model: Model, asked: Asked) -> Any:
    from ...answer.evolve import evolve

    return evolve(model, asked["given"], _condition(asked["to"], model), asked["concept"], _settings(asked))


def _forecast(tell: Tell, model: Model, asked: Asked) -> Any:
    from ...forecast.predict import predict

    given, commit = asked["given"], asked["commit"]
    return predict(
        model, asked["outcome"] or None, asked["draws"], asked["seed"], given=given, commit=commit, progress=tell
    )


def _compare(tell: Tell, model: Model, asked: Asked) -> Any:
    from ...forecast.compare import compare

    names = ["" if each == "base" else each for each in asked["between"]]
    two = (names[0], names[1]) if names else None
    outcome, measure = asked["outcome"] or None, asked["measure"]
    return compare(model, outcome, two, measure, asked["given"], asked["draws"], seed=asked["seed"], progress=tell)


def _hinges(tell: Tell, model: Model, asked: Asked) -> Any:
    from ...forecast.hinges import hinges

    draws, seed = asked["draws"], asked["seed"]
    return hinges(model, asked["target"], draws, seed, asked["given"], exact=asked["exact"], progress=tell)


def _induce(tell: Tell, model: Model, asked: Asked) -> Any:
    from ...inducement.induce import induce

    outcome = asked["outcome"]
    known = outcome in {each.id for each in model.outcomes}
    return induce(
        model,
        outcome if known else language.parse_condition(outcome, model),
        payers=asked["payer"] or None,
        up_to=asked["up_to"],
        given=asked["given"],
        target=asked["target"] or None,
        measure=asked["measure"],
        concept=asked["concept"],
        lift=asked["lift"] or None,
        progress=lambda part, done, whole: tell(done, whole, part),
    )


def _claims(tell: Tell, model: Model, asked: Asked) -> Any:
    from ...forecast.judge import judge

    return judge(model, asked["draws"], asked["seed"], _settings(asked), tell)


def _run(tell: Tell, model: Model, asked: Asked) -> Any:
    from ...report.overview import overview

    return overview(model, asked["draws"], asked["seed"], _settings(asked), tell)


VERBS: Mapping[str, Callable[[Tell, Model, Asked], Any]] = {
    "states": _states,
    "stability": _stability,
    "evolve": _evolve,
    "forecast": _forecast,
    "compare": _compare,
    "hinges": _hinges,
    "induce": _induce,
    "claims": _claims,
    "run": _run,
}
"""How each question is asked."""
