"""Numbers, states and scenarios in words, as every table and section says them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..model import Assignment, Condition, Model, Option, conditions
from ..model.model import STATE, Values
from ..model.scenario import joint

if TYPE_CHECKING:
    from ..space import Space

HEADS = {"nash": "Nash", "gmr": "GMR", "smr": "SMR", "seq": "SEQ", "sseq": "SSEQ", "sim": "SIM"}

MEASURES = {"reached": "being reached", "holding": "holding on the last day", "in_place": "being in place"}
"""What a chance is the chance of."""

DASH = "–"
"""Stands where there is nothing to say."""

THIN = "\u202f"
"""A narrow blank that does not break: between a number and its unit."""


def percent(share: float | None) -> str:
    """A share with as many digits as it deserves: 0 %, <1 %, 37 %, >99 %, 100 %."""
    if share is None or math.isnan(share):
        return DASH
    if 0 < share < 0.005:
        return f"<1{THIN}%"
    if 0.995 < share < 1:
        return f">99{THIN}%"
    return f"{100 * share:.0f}{THIN}%"


def band(low: float, high: float) -> str:
    """``12–60 %``."""
    if math.isnan(low) or math.isnan(high):
        return DASH
    first, last = percent(low), percent(high)
    return first if first == last else f"{first.removesuffix(THIN + '%')}{DASH}{last}"


def number(value: float | None) -> str:
    """Three significant digits, a true minus sign."""
    if value is None or math.isnan(value):
        return DASH
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    said = f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return ("0" if said in ("-0", "0") else said).replace("-", "−")


def carried(value: float) -> str:
    """A share of a difference, which may be below 0 or above 1."""
    return f"−{percent(-value)}" if value < -0.005 else percent(max(value, 0.0))


def points(difference: float) -> str:
    """A difference of two chances in percentage points: ``+12``, ``−3``, ``0``."""
    said = f"{100 * difference:+.0f}" if abs(difference) >= 0.0095 else f"{100 * difference:+.1f}"
    return "0" if said in ("+0.0", "-0.0") else said.replace("-", "−")


def count(amount: int, noun: str, plural: str = "") -> str:
    """``1 state``, ``756 states``."""
    return f"{amount:,} {noun if amount == 1 else plural or noun + 's'}"


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def horizon(model: Model) -> str:
    """``30 months``."""
    return (
        count(round(model.horizon * 12), "month")
        if model.horizon >= 0.125
        else count(round(model.horizon * 365), "day")
    )


def sentence(text: str) -> str:
    """Capital letter first, full stop last."""
    said = text.strip()
    if not said:
        return ""
    return said[0].upper() + said[1:] + ("" if said[-1] in ".?!" else ".")


def scenario_words(scenario: Assignment) -> str:
    """``president = trump, process = top_down``."""
    return ", ".join(f"{name} = {value}" for name, value in scenario)


def scenario_brief(model: Model, scenario: Assignment) -> str:
    """The values of the variables that could have come out otherwise: ``president = trump, pact = yes``."""
    possible: dict[str, set[str]] = {}
    for world, _ in joint(model.scenario):
        for name, value in world:
            possible.setdefault(name, set()).add(value)
    return ", ".join(f"{name} = {value}" for name, value in scenario if len(possible.get(name, ())) > 1)


def value_words(values: Values) -> str:
    """``usa.offer, not dprk.test, usa.status = tolerates``."""
    return ", ".join(
        name if value == "yes" else f"not {name}" if value == "no" else f"{name} = {value}" for name, value in values
    )


def condition_words(condition: Condition) -> str:
    return conditions.text(condition)


def state_words(name: str) -> str:
    """A state's name, with room to break between its parts."""
    return name.replace("+", " + ")


def today_words(model: Model) -> str:
    """What is taken up today, in the words of the options where they have any."""
    if model.status_quo is None:
        return ""
    if model.graph is not None:
        return dict(model.status_quo)[STATE]
    return taken_words(model, [each for each in model.status_quo if each[1] != model.option(each[0]).choices[0]])


def taken_words(model: Model, values: Sequence[tuple[str, str]]) -> str:
    """Options in the model's own words: ``“work in the zone” (South Korean firms) and ...``."""
    return listed([_quoted(model, model.option(name), value) for name, value in values])


def _quoted(model: Model, option: Option, value: str) -> str:
    said = option.text or option.name
    words = {"yes": f"“{said}”", "no": f"not “{said}”"}.get(value, f"“{said}”: {value}")
    return f"{words} ({model.actor(option.owner).label})"


def state_phrase(model: Model, space: Space, state: int) -> str:
    """A state by what is taken up in it, in the model's own words."""
    if space.listed:
        return state_text(model, space, state) or space.name(state)
    pairs = zip(space.options, space.values(state), strict=True)
    taken = [(option.id, value) for option, value in pairs if value != option.choices[0]]
    return taken_words(model, taken) or "nothing taken up"


def reading_words(model: Model, reading: str) -> str:
    """``in Lin Haidong's reading``; the base model lies between its readings."""
    if not reading:
        return "between the readings" if model.readings else ""
    return f"in the reading of {next((each.name or each.id for each in model.readings if each.id == reading), reading)}"


def letter(option: Option, choice: int) -> str:
    """A choice in a table of states: Y and N, or the choice's own name."""
    return "NY"[choice] if option.is_yes_no else option.choices[choice]


def state_text(model: Model, space: Space, state: int) -> str:
    """What an explicit state means, if the model says so."""
    texts = dict(model.graph.states) if model.graph else {}
    return texts.get(space.name(state), "")


def passages(model: Model, reasons: Sequence[str]) -> str:
    """``Lin ¶4–6, 11; Choi ¶7``: the passages behind a list of evidence ids, source by source."""
    found: dict[str, set[int]] = {}
    for each in model.evidence:
        if each.id in reasons:
            found.setdefault(each.source, set()).update(each.paragraphs)
    return "; ".join(f"{source} {paragraphs(sorted(numbers))}".strip() for source, numbers in found.items())


def paragraphs(numbers: Sequence[int]) -> str:
    """``¶7`` or ``¶4–6, 9``."""
    runs: list[list[int]] = []
    for each in sorted(numbers):
        if runs and each == runs[-1][-1] + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    said = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}{DASH}{run[-1]}" for run in runs)
    return f"¶{said}" if said else ""
