"""The machine form: a model as a plain tree in which everything is spelled out."""

from __future__ import annotations

from ..model import (
    Actor,
    Consequence,
    Evidence,
    Graph,
    Model,
    Option,
    Outcome,
    Preference,
    Priorities,
    Quantity,
    Ranking,
    Rule,
    SoftRule,
    Source,
    Statement,
    Variable,
    Want,
    Wants,
)
from ..model.actors import YES_NO
from ..model.conditions import And, Condition, Is, text
from ..model.model import STATE, Values
from .emit import Plain, Tree
from .machine_claims import claim_tree
from .numbers import quantity_text, written

Fields = dict[str, Tree]


def machine(model: Model) -> Fields:
    """Everything in a model but its readings."""
    return _filled(
        title=model.title,
        question=model.question,
        as_of=Plain(model.as_of) if model.as_of else None,
        horizon=_years(model.horizon),
        sources={each.id: _source(each) for each in model.sources},
        evidence={each.id: _evidence(each) for each in model.evidence},
        actors={each.id: _actor(each) for each in model.actors},
        options={each.id: _option(each) for each in model.options},
        graph=_graph(model.graph),
        scenario={each.id: _variable(each) for each in model.scenario},
        rules=_rules(model),
        status_quo=_status_quo(model),
        preferences={actor: preference_tree(each, model) for actor, each in model.preferences},
        outcomes={each.id: _outcome(each) for each in model.outcomes},
        claims={each.id: claim_tree(each) for each in model.claims},
        coalitions=[_list(group) for group in model.coalitions],
        notes=_list(model.notes),
    )


def _filled(**fields: Tree) -> Fields:
    """The fields that say something."""
    return {key: value for key, value in fields.items() if value not in (None, "", [], {})}


def _list(words: tuple[str, ...]) -> list[Tree]:
    return list(words)


def pairs(values: Values) -> Fields:
    return dict(values)


def quantity(value: Quantity | None) -> Plain | None:
    return None if value is None else Plain(quantity_text(value))


def _years(value: float) -> Plain:
    return Plain(f"{written(value)} years")


def _source(source: Source) -> Fields:
    date = Plain(source.date) if source.date[4:5] == "-" else source.date
    return _filled(author=source.author, title=source.title, date=date, file=source.file, url=source.url)


def _evidence(evidence: Evidence) -> Fields:
    paragraphs: list[Tree] = [Plain(number) for number in evidence.paragraphs]
    return _filled(
        source=evidence.source,
        paragraph=paragraphs,
        quote=evidence.quote,
        says=evidence.says,
        fingerprint=evidence.fingerprint,
    )


def _actor(actor: Actor) -> Fields:
    return _filled(
        name=actor.name,
        aliases=_list(actor.aliases),
        tempo=Plain(f"{quantity_text(actor.tempo)} per year"),
        precision=quantity(actor.precision),
        foresight=Plain(f"{quantity_text(actor.foresight)} years"),
        move_cost=quantity(actor.move_cost),
        because=_list(actor.because),
    )


def _option(option: Option) -> Fields:
    choices = [] if option.choices == YES_NO else _list(option.choices)
    return _filled(text=option.text, choices=choices, direction=option.direction, because=_list(option.because))


def _graph(graph: Graph | None) -> Fields | None:
    if graph is None:
        return None
    moves: dict[str, Tree] = {}
    for actor in dict.fromkeys(actor for actor, _, _ in graph.arcs):
        moves[actor] = [f"{start} -> {end}" for owner, start, end in graph.arcs if owner == actor]
    plain = not any(said for _, said in graph.states)
    states: Tree = [state for state, _ in graph.states] if plain else dict(graph.states)
    return {"states": states, "moves": moves}


def _variable(variable: Variable) -> Fields:
    phases: list[Tree] = []
    for phase in variable.phases:
        rows: list[Tree] = [
            _filled(when=_list(row.when), chances=[quantity(chance) for chance in row.chances]) for row in phase.rows
        ]
        phases.append(_filled(until=Plain(phase.until) if phase.until else None, rows=rows))
    return _filled(
        text=variable.text,
        given=_list(variable.given),
        values=_list(variable.values),
        phases=phases,
        because=_list(variable.because),
    )


def _rules(model: Model) -> list[Tree]:
    return [*map(_hard, model.rules), *map(_soft, model.soft_rules), *map(_consequence, model.consequences)]


def _hard(rule: Rule) -> Fields:
    fields: Fields = {"id": rule.id, "always": text(rule.condition), "text": rule.text}
    return fields | _because(rule.because)


def _soft(rule: SoftRule) -> Fields:
    fields: Fields = {"id": rule.id, "always": text(rule.condition), "text": rule.text}
    return fields | {"costs": quantity(rule.cost), "payer": _list(rule.payers)} | _because(rule.because)


def _consequence(rule: Consequence) -> Fields:
    fields: Fields = {"id": rule.id, "when": text(rule.when), "sets": pairs(rule.sets), "text": rule.text}
    return fields | _because(rule.because)


def _because(reasons: tuple[str, ...]) -> Fields:
    return {"because": _list(reasons)} if reasons else {}


def _status_quo(model: Model) -> Tree:
    if model.status_quo is None:
        return None if model.graph is not None else "none"
    return model.status_quo[0][1] if model.graph is not None else pairs(model.status_quo)


def _outcome(outcome: Outcome) -> Fields:
    rate = None if outcome.base_rate is None else Plain(written(outcome.base_rate))
    when = text(outcome.condition)
    return _filled(when=when, text=outcome.text, base_rate=rate, because=_list(outcome.because))


def preference_tree(preference: Preference, model: Model) -> Tree:
    """A preference in its own form."""
    match preference:
        case Wants(wants):
            return [_want(want) for want in wants]
        case Priorities(statements):
            return {"priorities": [_statement(each) for each in statements]}
        case Ranking():
            return {"ranking": _ranking(preference, model)} | _because(preference.because)


def _statement(statement: Statement) -> Fields:
    fields: Fields = {"when": text(statement.condition), "id": statement.id, "text": statement.text}
    return fields | _because(statement.because)


def _want(want: Want) -> Fields:
    fields: Fields = {"avoids" if want.avoids else "wants": text(want.condition), "id": want.id, "text": want.text}
    fields |= _filled(worth=quantity(want.worth), stake=want.stake)
    return fields | _because(want.because)


def _ranking(ranking: Ranking, model: Model) -> list[Tree]:
    listed: list[Tree] = []
    for number, tier in enumerate(ranking.tiers):
        states = [_state(state, model) for state in tier]
        listed.append(states[0] if len(states) == 1 else states)
        if number in ranking.strong_gaps:
            listed.append(">>")
    return listed


def _state(state: Condition, model: Model) -> Tree:
    """A state by name where its condition gives every option its value, in order; otherwise as a condition."""
    parts = state.parts if isinstance(state, And) else (state,)
    values = {part.name: part.value for part in parts if isinstance(part, Is)}
    if model.graph is not None and list(values) == [STATE]:
        return values[STATE]
    if len(values) < len(parts) or list(values) != [option.id for option in model.options]:
        return {"when": text(state)}
    said = [
        option.id if option.is_yes_no else f"{option.id}={values[option.id]}"
        for option in model.options
        if values[option.id] != option.choices[0]
    ]
    return "+".join(said) or "nothing"


def lighter(preferences: Tree) -> Tree:
    """Preferences without the ids and texts that repeat a condition, which is what they default to."""
    if isinstance(preferences, dict):
        return {key: lighter(value) for key, value in preferences.items()}
    return [_lighter(item) for item in preferences] if isinstance(preferences, list) else preferences


def _lighter(item: Tree) -> Tree:
    if not isinstance(item, dict):
        return item
    said = item.get("wants") or item.get("avoids") or item.get("when")
    kept = {key: value for key, value in item.items() if key not in ("id", "text") or value != said}
    return said if list(kept) == ["when"] and isinstance(said, str) and "id" in item else kept
