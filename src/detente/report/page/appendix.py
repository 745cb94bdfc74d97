"""What a paper in this field prints: options, rules, states, preferences, stability, moves, evolution."""

from __future__ import annotations

from ...evolution import Path
from ..figures.moves import moves_figure
from ..gather import Findings, Missing
from ..shown import Shown
from ..tables.evolution import evolution_table, reach_table, roads_table
from ..tables.options import options_table, rules_table
from ..tables.preferences import preferences_table
from ..tables.stability import outlook_table, scenarios_table, stability_table
from ..tables.states import all_states_table, states_table
from ..words import count, scenario_brief
from .section import Filed, Part, Section, absent, folded, say, section

ROADS = 3
"""Roads that are spelled out option by option."""


def options_section(found: Findings) -> Section:
    return section("options", "Actors and options", options_table(found.model))


def rules_section(found: Findings) -> Section:
    """Rules and how many states they leave."""
    model = found.model
    title = "Rules and feasible states"
    rules: list[Part] = []
    if model.rules or model.soft_rules or model.consequences:
        rules.append(rules_table(model, found.counts))
    else:
        rules.append(say("The model has no rules: every combination of choices is feasible."))
    if isinstance(found.rest, Missing) or found.shown is None:
        return section("states", title, rules, absent(f"States are not listed: {_reason(found.rest)}"))
    tables: list[Part] = [states_table(model, found.rest, found.shown), Filed(all_states_table(found.rest))]
    return section("states", title, rules, tables)


def preferences_section(found: Findings) -> Section:
    return section("preferences", "Preferences", preferences_table(found.model, found.shown))


def stability_section(found: Findings) -> Section:
    """Verdicts: over scenarios and readings first, then state by state."""
    title = "Where the parties can rest"
    if isinstance(found.outlooks, Missing) or isinstance(found.rest, Missing) or found.shown is None:
        return section("stability", title, absent(f"No verdicts: {_reason(found.outlooks) or _reason(found.rest)}"))
    labelled = [(found.label(reading), outlook) for reading, outlook in found.outlooks]
    base = found.outlooks[0][1]
    scenarios = scenarios_table(base) if len(base.worlds) > 1 else None
    where = found.rest.scenario
    lead = (
        say(f"The states below are those of the likeliest scenario: {scenario_brief(found.model, where)}.")
        if where
        else None
    )
    return section(
        "stability",
        title,
        say(MEANING),
        outlook_table(found.model, labelled),
        folded("Every scenario", scenarios) if scenarios else None,
        lead,
        stability_table(found.model, found.rest, found.shown),
        short="Stability",
    )


MEANING = (
    "A state is stable for an actor if no move of its own is worth making once the others may reply: never mind "
    "replies (Nash), any reply counts (GMR), also after it has reacted to the reply (SMR), only replies that pay "
    "the replier (SEQ, with reaction SSEQ), or replies by all at once (SIM). Where it is stable for all, the "
    "parties can rest."
)


def moves_section(found: Findings) -> Section:
    title = "The graph of moves"
    if isinstance(found.rest, Missing) or found.shown is None:
        return section("moves", title, absent(f"No graph: {_reason(found.rest)}"))
    seen = found.shown
    said = "Each actor has a colour and a dash." if seen.whole else f"Each actor has a colour and a dash. {seen.said()}"
    figure = moves_figure(found.model, found.rest.game, seen.states, seen.resting, dict(seen.labels), said)
    return section("moves", title, figure)


def evolution_section(found: Findings) -> Section:
    """Status-quo analysis and the shortest roads to where the parties can rest."""
    title = "From today to where the parties can rest"
    evolution, seen = found.evolution, found.shown
    if isinstance(evolution, Missing) or seen is None:
        return section("evolution", title, absent(f"No roads: {_reason(evolution)}"), short="Evolution")
    by_improvements, by_moves = int(evolution.improvements.reached.sum()), int(evolution.moves.reached.sum())
    lead = say(
        f"Of {count(evolution.game.size, 'feasible state')} today leads to {by_improvements:,} by improvements "
        f"alone (today included) and to {by_moves:,} by any moves."
    )
    return section(
        "evolution",
        title,
        lead,
        reach_table(found.model, evolution, seen),
        roads_table(found.model, evolution, seen) if evolution.paths else say("No equilibrium can be reached."),
        [evolution_table(found.model, evolution, path, seen) for path in _spelled(evolution.paths, seen)],
        short="Evolution",
    )


def _spelled(paths: tuple[Path, ...], seen: Shown) -> list[Path]:
    """The roads worth a table: those that take a step, where states have options."""
    if seen.game.space.listed:
        return []
    return [path for path in paths if path.moves][:ROADS]


def _reason(answer: object) -> str:
    return answer.reason if isinstance(answer, Missing) else ""
