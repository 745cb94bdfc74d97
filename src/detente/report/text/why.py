"""The witness of a verdict, in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType

from ...answer.moves import change_words
from ...answer.why import Why
from ...model import Model
from ...stability.why import Reason, Reply
from .stability import HEADS
from .states import scenario_words
from .tables import heading, sentence, state

FEW = 5
"""Improvements that are spelled out per verdict."""


def why_parts(model: Model, found: Why) -> Iterator[RenderableType]:
    """For each actor: where it is stable and why, or which improvement nobody can punish."""
    name = found.game.space.name(found.state)
    where = f" when {scenario_words(found.scenario)}" if found.scenario else ""
    yield heading(f"Why: {state(name)}{where}")
    for actor, reasons in groupby(found.reasons, key=lambda each: each.actor):
        yield heading(model.actor(found.game.actors[actor]).label)
        yield from _actor(model, found, list(reasons))


def _actor(model: Model, found: Why, reasons: list[Reason]) -> Iterator[RenderableType]:
    first = reasons[0]
    if first.kind in ("cannot move", "no improvement"):
        said = "there is no move to make" if first.kind == "cannot move" else "no move is better"
        under = HEADS[first.concept] if len(reasons) == 1 else "every concept"
        yield sentence(f"stable under {under}: {said}.", 2)
        return
    for reason in reasons:
        verdict = "stable" if reason.stable else "unstable"
        yield sentence(f"{HEADS[reason.concept]}: {verdict}; {kind_words(reason)}", 2)
        for reply in reason.replies[:FEW]:
            yield sentence(reply_words(model, found, reason, reply), 4)
        hidden = reason.improvements - min(FEW, len(reason.replies))
        if hidden > 0 and reason.concept != "nash":
            yield sentence(f"... and {hidden} more improvements", 4)


def kind_words(reason: Reason) -> str:
    """How many improvements there are, and how many of them nobody punishes."""
    better = f"{reason.improvements} improvement{'' if reason.improvements == 1 else 's'}"
    if reason.concept == "nash":
        return better
    if reason.stable:
        return f"{better}, every one punished"
    if reason.unpunished == reason.improvements:
        return f"{better}, none punished"
    return f"{better}, {reason.unpunished} of them unpunished"


def reply_words(model: Model, found: Why, reason: Reason, reply: Reply) -> str:
    """One improvement and the answer to it, or that there is none."""
    space = found.game.space
    move = change_words(space, found.state, reply.improvement)
    if reason.concept == "nash":
        return f"{move}; Nash stability looks at no reply"
    if not reply.punished:
        return f"{move}, and no reply of the others takes that gain away"
    steps = "; then ".join(
        f"{model.actor(found.game.actors[step.mover]).label}: {change_words(space, step.source, step.target)}"
        for step in reply.path
    )
    ending = "; no escape from there is better" if reason.concept in ("smr", "sseq") else ""
    return f"{move}, answered by {steps}{ending}"
