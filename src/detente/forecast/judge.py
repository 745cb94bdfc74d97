"""What becomes of each claim: those that need verdicts, and those that need the process of moves.

The first are tested over draws of the preferences in every scenario (:mod:`.verdict_bench`), the second over draws of
everything uncertain, scenarios being averaged by their drawn probabilities (:mod:`.process_tests`). A claim holds at a
share of at least 90% of the draws, fails at 10% or less, and is undecided between.

A claim that holds may do so for a reason that has nothing to do with what it speaks about. So it is asked once more, at
the middle of everything uncertain, without the assumptions that share its evidence or (for the process) mention its
subject. If it still holds it is *vacuous*: true in the model, and no test of the argument. (That something has no
effect is not looked through: without its subject it would have none anyway.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import Event

from ..answer.record import stamp, verdict_settings
from ..errors import DetenteError, ModelError, Unanswerable
from ..model import Claim, Draw, Model
from ..model.claims import Shift
from ..stability import Settings
from .draw import DEFAULT_SEED, draws, plan
from .judgement import FIRM, Judgement, Judgements, Outcome, Value, outcome_of
from .process_tests import Inquiry, inquiry
from .questions import Answers, ask, mean_and_band
from .solved import Solved
from .staged import LIMIT, TOLERANCE
from .vacuous import without_subject
from .verdict_bench import Bench
from .workers import Progress, Workers, beside, run_all

__all__ = ["FIRM", "PROCESS_DRAWS", "Judgement", "Judgements", "Outcome", "judge"]

PROCESS_DRAWS = 16
"""Draws for a claim that needs the process of moves, unless the caller says otherwise."""


def judge(
    model: Model,
    count: int = 64,
    seed: int = DEFAULT_SEED,
    settings: Settings | None = None,
    progress: Progress | None = None,
    process_draws: int | None = None,
    vacuity: bool = True,
    workers: Workers = None,
    solved: Solved | None = None,
) -> Judgements:
    """Test every claim of ``model`` over ``count`` draws.

    ``process_draws``: draws for claims that need the process of moves (by default at most ``PROCESS_DRAWS``; 0 leaves
    them untested). ``vacuity``: look whether what holds is vacuous. ``progress`` is told (draws of the process
    done, in all; claims, where none needs it). ``solved``: games solved before. An interrupt while the process of moves
    is worked out leaves unasked the claims whose answers are missing, and says so (``stamp.partial``).
    """
    chosen = settings or Settings()
    process = min(count, PROCESS_DRAWS) if process_draws is None else process_draws
    court = _Court(model, chosen, count, process, seed, workers, progress, solved or Solved())
    with beside(court.by_verdicts) as working:
        try:
            found, cut = court.by_process([claim for claim in model.claims if claim.needs_process])
            found |= working.result()
        except KeyboardInterrupt:
            court.stopped.set()
            raise
    if vacuity:
        held = [each for each in found.values() if each.outcome == "holds"]
        looked, short = run_all(court.looked_through, held, workers if isinstance(workers, int) else None)
        found |= {each.claim.id: each for each in looked.values()}
        cut = cut or short
    recorded = {**verdict_settings(chosen), "draws": count, "process_draws": process}
    recorded |= {"tolerance": TOLERANCE, "evaluations": LIMIT}
    evidence = {each.id: each for each in model.evidence}
    judged = (
        replace(found[claim.id], passages=tuple(evidence[each] for each in claim.because)) for claim in model.claims
    )
    return Judgements(stamp(model, recorded, seed, partial=cut), tuple(judged))


@dataclass(frozen=True)
class _Court:
    """One model under judgement: ``count`` draws for verdicts, ``process`` for the process of moves."""

    model: Model
    settings: Settings
    count: int
    process: int
    seed: int
    workers: Workers
    progress: Progress | None
    solved: Solved
    stopped: Event = field(default_factory=Event)

    def by_verdicts(self) -> dict[str, Judgement]:
        """The claims that need verdicts only, while the others are worked out; fewer once it is ``stopped``."""
        bench, found = Bench(self.model, self.settings, self.solved.fields), {}
        claims = [claim for claim in self.model.claims if not claim.needs_process]
        alone = len(claims) == len(self.model.claims)
        for done, claim in enumerate(claims, 1):
            if self.stopped.is_set():
                break
            found[claim.id] = _tried(bench, claim, self._preferences(claim.circumstances.reading))
            if self.progress and alone:
                self.progress(done, len(claims))
        return found

    def _preferences(self, reading: str) -> Sequence[Draw]:
        """The draws that a claim needing verdicts is tested over; all alike where no preference is uncertain."""
        model = self.model.reading(reading)
        layout = plan(model)
        if layout.dimensions and not layout.moves_verdicts:
            return [{}] * self.count
        return draws(model, self.count, self.seed)

    def by_process(self, claims: Sequence[Claim]) -> tuple[dict[str, Judgement], bool]:
        """All questions of all claims together, so that what they share is solved once; whether it was cut short."""
        if not self.process:
            return {claim.id: Judgement(claim, "needs the process of moves") for claim in claims}, False
        inquiries = {claim.id: inquiry(self.model, claim) for claim in claims}

        def drawn(reading: str) -> Sequence[Draw]:
            return draws(self.model.reading(reading), self.process, self.seed, process=True)

        questions = [question for each in inquiries.values() for question in each.questions]
        answers, cut = ask(self.model, questions, drawn, self.workers, self.progress, self.solved)
        random = [replace(each.questions[0], noise=True) for each in inquiries.values() if each.is_plain]
        floors: Answers = {} if cut else ask(self.model, random, lambda _: [{}], solved=self.solved)[0]
        return {claim.id: _judged(claim, inquiries[claim.id], answers, floors) for claim in claims}, cut

    def looked_through(self, found: Judgement) -> Judgement:
        """The same judgement, with word whether it is vacuous."""
        claim = found.claim
        if isinstance(claim.test, Shift) and claim.test.direction == "no_effect":
            return found
        asked = inquiry(self.model, claim) if claim.needs_process else None
        bare = without_subject(self.model, claim, asked.subject if asked else frozenset())
        if bare is None:
            return found
        plain = replace(claim, circumstances=replace(claim.circumstances, reading=""))
        if asked is None:
            still = _tried(Bench(bare, self.settings, self.solved.fields), plain, [{}])
        else:
            again = inquiry(bare, plain)
            answers, cut = ask(bare, again.questions, lambda _: [{}], 1, None, self.solved)
            if cut:
                return found
            still = _judged(plain, again, answers, {})
        return replace(found, vacuous=still.outcome == "holds")


def _tried(bench: Bench, claim: Claim, drawn: Sequence[Draw]) -> Judgement:
    try:
        return bench.judge(claim, drawn)
    except (Unanswerable, ModelError) as error:
        return Judgement(claim, "cannot be asked", reason=str(error))


def _judged(claim: Claim, asked: Inquiry, answers: Answers, floors: Answers) -> Judgement:
    """What the answers make of a claim."""
    if any(question not in answers for question in asked.questions):
        return Judgement(claim, "cannot be asked", reason="stopped before it was worked out")
    found = [answers[question] for question in asked.questions]
    for each in found:
        if isinstance(each, DetenteError):
            return Judgement(claim, "cannot be asked", reason=str(each))
    values = asked.value([each for each in found if not isinstance(each, DetenteError)])
    share = float(asked.holds(values).mean())
    floor = floors.get(replace(asked.questions[0], noise=True)) if asked.is_plain else None
    random = None if floor is None or isinstance(floor, DetenteError) else float(floor[0])
    value = Value(*mean_and_band(values), asked.unit, random)
    return Judgement(claim, outcome_of(share), share, len(values), value=value)
