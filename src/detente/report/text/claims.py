"""The board of claims for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from ...forecast.judge import Judgement, Judgements
from ...model import Model
from .tables import heading, percent, sentence, simple


def claims_parts(model: Model, found: Judgements) -> Iterator[RenderableType]:
    """One row per claim: what it says, who says it, what became of it, the passages it rests on."""
    if not found.judgements:
        yield sentence("The model makes no claims.")
        return
    yield heading("Claims")
    passages = {each.id: each for each in model.evidence}
    rows = []
    for each in found.judgements:
        behind = "; ".join(
            f"{passages[reason].source} {places(passages[reason].paragraphs)}" for reason in each.claim.because
        )
        rows.append((each.claim.says, verdict(each), behind))
    yield simple("", ("claim", "result", "passages"), rows)
    tested = [each for each in found.judgements if each.share is not None]
    if any(each.draws > 1 for each in tested):
        drawn = max(each.draws for each in tested)
        yield sentence(f"Shares are of the preferences considered ({drawn} draws, seed {found.stamp.seed}).")


def verdict(each: Judgement) -> str:
    """What became of a claim, in a few words."""
    if each.outcome == "cannot be asked":
        return f"cannot be asked: {each.reason}"
    if each.share is None or each.draws <= 1:
        return each.outcome + _worlds(each)
    return f"{each.outcome} ({percent(each.share)} of the preferences considered)" + _worlds(each)


def _worlds(each: Judgement) -> str:
    held = sum(holds for _, holds in each.worlds)
    return f", in {held} of {len(each.worlds)} scenarios" if 0 < held < len(each.worlds) else ""


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
