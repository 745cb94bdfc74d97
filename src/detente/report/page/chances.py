"""How likely: the chance of each outcome over time, by reading and by scenario."""

from __future__ import annotations

from ..figures.chances import chance_figure
from ..gather import Findings, Missing
from ..tables.chances import chances_table, dates_table, worlds_table
from ..words import horizon
from .section import Filed, Part, Section, Side, absent, folded, say, section

LEAD = (
    "Probabilities come from an explicit process: each party gets to reconsider at random moments and picks the "
    "better move the likelier, the better it is. With noisy moves nearly every state is reached some day, so each "
    "chance stands beside what moves at random would give. A chance counts for something where it lies well above "
    "that, and lasts."
)


def chances_section(found: Findings) -> Section:
    """A figure for each outcome, then the numbers."""
    title = "How likely, and by when"
    if isinstance(found.forecasts, Missing):
        return section("chances", title, absent(f"No chances: {found.forecasts.reason}"))
    lines = [(found.label(reading), forecast) for reading, forecast in found.forecasts]
    outcomes = found.model.outcomes
    first = outcomes[0].id
    figures = [chance_figure(first, lines), chance_figure(first, lines, "holding")]
    figures += [chance_figure(each.id, lines) for each in outcomes[1:]]
    parts: list[Part] = [
        say(LEAD),
        Side(tuple(figures)),
        chances_table(lines, horizon(found.model)),
        dates_table(lines, first),
    ]
    if len(lines[0][1][first].parts) > 1:
        parts.append(folded("By scenario", worlds_table(lines, first)))
        parts += [Filed(worlds_table(lines, each.id)) for each in outcomes[1:]]
    return section("chances", title, parts, _trust(found))


def _trust(found: Findings) -> Part:
    """What the arithmetic says of itself."""
    assert not isinstance(found.forecasts, Missing)
    all_of_them = [forecast.diagnostics for _, forecast in found.forecasts]
    games = sum(each.games for each in all_of_them)
    unsettled = sum(each.unsettled * each.games for each in all_of_them) / max(games, 1)
    several = sum(each.several for each in all_of_them)
    checked = sum(each.checked for each in all_of_them)
    settled = (
        "all of them settled" if unsettled == 0 else f"{100 * unsettled:.1f} % of them did not settle within the limit"
    )
    return say(
        f"{found.draws} draws for each reading; {games:,} games were solved, {settled}. Of {checked} looked at from "
        f"several starts, {several} had more than one equilibrium of play."
    )
