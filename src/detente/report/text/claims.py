"""The board of claims for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from ...forecast.judgement import Judgement, Judgements, Value
from ...model import Model
from .chances import against
from .tables import heading, percent, sentence, simple


def claims_parts(model: Model, found: Judgements) -> Iterator[RenderableType]:
    """One row per claim: what it says, who says it, what became of it, the passages it rests on."""
    if not found.judgements:
        yield sentence("The model makes no claims.")
        return
    if found.stamp.partial:
        yield sentence("PARTIAL: stopped early; some claims were not worked out.")
    yield heading("Claims")
    rows = [(each.claim.says, verdict(each), passages_behind(model, each.claim.because)) for each in found.judgements]
    yield simple("", ("claim", "result", "passages"), rows)
    yield from _note(found)


def board_parts(model: Model, found: Judgements) -> Iterator[RenderableType]:
    """What became of each claim, under whoever makes it."""
    yield heading("Claims")
    makers = dict.fromkeys(each.claim.claimed_by for each in found.judgements)
    sources = {source.id: source.author or source.id for source in model.sources}
    rows = []
    for maker in makers:
        if any(makers):
            rows.append(("", "", "", sources.get(maker, maker).upper() if maker else "NOBODY IN PARTICULAR"))
        rows += [
            _row(model, each, "  " if any(makers) else "")
            for each in found.judgements
            if each.claim.claimed_by == maker
        ]
    heads = ("result", "of the draws", "of the preferences", "claim and passages")
    yield simple("", heads, rows, right=(1, 2), spare=(1, 2))
    yield from _note(found)
    yield sentence("`detente claims` says each claim in full.")


def _row(model: Model, each: Judgement, indent: str) -> tuple[str, str, str, str]:
    """Result, the share of the draws or of the preferences under which it holds, the claim and its passages."""
    share = "" if each.share is None or each.draws <= 1 else percent(each.share)
    of_draws, of_preferences = (share, "") if each.claim.needs_process else ("", share)
    behind = passages_behind(model, each.claim.because)
    return _short(each), of_draws, of_preferences, f"{indent}{each.claim.id}" + (f": {behind}" if behind else "")


def _short(each: Judgement) -> str:
    return "vacuous" if each.vacuous else each.outcome


def _note(found: Judgements) -> Iterator[RenderableType]:
    settings = found.stamp.settings
    kinds = {each.claim.needs_process for each in found.judgements if each.share is not None and each.draws > 1}
    if True in kinds:
        yield sentence(
            f"Of the draws (claims about chances): the share of {settings['process_draws']} draws of everything "
            "uncertain in which the claim holds."
        )
    if False in kinds:
        yield sentence(
            f"Of the preferences considered (claims about verdicts): the share of {settings['draws']} draws of what "
            f"the actors want under which the claim holds (seed {found.stamp.seed})."
        )
    if kinds:
        yield sentence("Holds: in at least 90 %. Fails: in at most 10 %. Undecided: between.")
    if any(each.contradicts for each in found.judgements):
        yield sentence("A claim that fails under somebody's name: the model contradicts that author.")
    if any(each.vacuous for each in found.judgements):
        yield sentence("Vacuous: it holds even without the assumptions that it speaks about.")


def verdict(each: Judgement) -> str:
    """What became of a claim, in a few words."""
    if each.outcome == "cannot be asked":
        return f"cannot be asked: {each.reason}"
    parts = [each.outcome + _worlds(each)]
    if each.share is not None and each.draws > 1:
        parts.append(
            f"{percent(each.share)} of the {'draws' if each.claim.needs_process else 'preferences considered'}"
        )
    if each.value:
        parts.append(figure(each.value))
    if each.vacuous:
        parts.append("vacuous")
    if each.contradicts:
        parts.append(f"contradicts {each.contradicts}")
    return "; ".join(parts)


def figure(value: Value) -> str:
    """The mean of a figure, its band, and what it would be at random."""
    if value.unit == "worth":
        return f"{value.mean:+.2f} units of worth ({value.low:+.2f} to {value.high:+.2f})"
    said = f"{percent(value.mean)} ({percent(value.low)} to {percent(value.high)})"
    return said + (f", {against(value.mean, value.floor)}" if value.floor is not None else "")


def _worlds(each: Judgement) -> str:
    held = sum(holds for _, holds in each.worlds)
    return f", in {held} of {len(each.worlds)} scenarios" if 0 < held < len(each.worlds) else ""


def passages_behind(model: Model, reasons: tuple[str, ...]) -> str:
    """``lin ¶4-6, 11; choi ¶7``: the passages behind a list of evidence ids, source by source."""
    found: dict[str, set[int]] = {}
    for each in model.evidence:
        if each.id in reasons:
            found.setdefault(each.source, set()).update(each.paragraphs)
    return "; ".join(f"{source} {places(tuple(numbers))}".strip() for source, numbers in found.items())


def places(paragraphs: tuple[int, ...]) -> str:
    """``¶7`` or ``¶4-6, 9``."""
    runs: list[list[int]] = []
    for number in sorted(paragraphs):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"¶{said}" if said else ""
