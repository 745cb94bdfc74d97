"""What a reader of an imported ``.gmcr`` file should know: what was changed, and what could not be carried over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .gmcr_file import File, Player
from .gmcr_names import Names, slug
from .gmcr_states import MAX_COMPARED, Conjunction, disagreements, distinct, feasible, matched, telling

MAX_COUNTED = 20_000
"""Feasible states up to which those that somebody does not see are counted."""
MAX_LISTED = 8
"""Names that one sentence lists."""
MAX_QUOTED = 4
"""Conditions of unseen states that are quoted."""


def remarks(data: File, names: Names, states: Sequence[int]) -> Iterator[str]:
    """Sentences: what cannot be carried over first, then in the order of the file's sections."""
    yield (
        "The file names no status quo. Where the rules allow it, questions from today start in the state in which no "
        "option is taken; add status_quo to start elsewhere."
    )
    for number in range(len(data.players)):
        yield from _misperceptions(data, names, number)
    yield from _options(data, names)
    yield from _repeated(data)
    for number, player in enumerate(data.players):
        label = names.labels[number]
        yield from _ranking(player, label, states) if data.manual else _statements(player, label)
    yield from _coalitions(data, names)


def _options(data: File, names: Names) -> Iterator[str]:
    if names.orphans:
        listed = ", ".join(names.texts[option] for option in names.orphans)
        yield (
            f"Nobody owns {listed}: {_plural('it was', names.orphans, 'they were')} given to an added actor "
            f"{names.actors[-1]} that cannot change anything. GMCR+ lets nobody move while such an option is taken; "
            "here moves do not depend on it."
        )
    owned = [option for option in names.order if option not in names.orphans]
    if owned != sorted(owned):
        yield "Options are listed decision maker by decision maker, in another order than in the file."
        if data.manual:
            yield (
                "State numbers in the rankings were read in the file's own order of options. GMCR+ reads them after "
                "regrouping the options, and may rank the states of this file otherwise."
            )
    foreign = [label for label in dict.fromkeys((*names.labels, *names.texts)) if not slug(label)]
    if foreign:
        yield (
            f"Ids are made of Latin letters; {_plural('this name has', foreign, 'these names have')} none and "
            f"{_plural('is', foreign, 'are')} called by {_plural('its', foreign, 'their')} place (actor_1, option_1): "
            f"{', '.join(foreign[:MAX_LISTED])}{', ...' if len(foreign) > MAX_LISTED else ''}. The names are kept."
        )
    same = sorted({label for label in names.labels if names.labels.count(label) > 1})
    if same:
        yield f"Several decision makers have the same name ({', '.join(same)}); their ids are numbered."


def _repeated(data: File) -> Iterator[str]:
    spare = len(data.infeasibles) - len(distinct(data.infeasibles))
    if spare:
        yield f"{spare} repeated infeasible {_plural('condition', range(spare))} {_are(spare)} left out."


def _statements(player: Player, label: str) -> Iterator[str]:
    if player.ranking is not None:
        yield f"{label} also has a stored ranking, which the file says not to use."
    always = sum(() in statement for statement in player.statements)
    twice = len(player.statements) - always - len(telling(player.statements))
    if always:
        yield f"{label}: {always} {_plural('statement', range(always))} true in every state {_are(always)} left out."
    if twice:
        yield f"{label}: {twice} repeated {_plural('statement', range(twice))} {_are(twice)} left out."
    if len(player.statements) == always:
        yield f"{label} has no statement that tells states apart and is indifferent between all of them."


def _ranking(player: Player, label: str, states: Sequence[int]) -> Iterator[str]:
    if not player.statements:
        return
    said = f"The manual ranking of {label} overrides its stored statements"
    if len(states) > MAX_COMPARED:
        yield f"{said}; with more than {MAX_COMPARED} states the two were not compared."
        return
    differ = disagreements(states, player.ranking or (), player.statements)
    pairs = len(states) * (len(states) - 1) // 2
    same = ", which give the same order."
    yield said + (f"; they order {differ} of {pairs} pairs of states differently." if differ else same)


def _misperceptions(data: File, names: Names, number: int) -> Iterator[str]:
    """Who does not see which states, and how many: the model language has no place for it."""
    unseen, label = data.players[number].misperceived, names.labels[number]
    if not unseen:
        return
    states = feasible(data.infeasibles, len(data.options), MAX_COUNTED)
    many = f"{matched(states, unseen):,} of {len(states):,}" if states is not None else "some of the"
    said = [_condition(pairs, names) for pairs in unseen[:MAX_QUOTED]]
    if len(unseen) > MAX_QUOTED:
        said.append(f"{len(unseen) - MAX_QUOTED} more conditions")
    yield (
        f"Misperceptions are not carried over: in the file {label} does not see {many} feasible states, those with "
        f"{'; or '.join(said)}. GMCR+ takes its moves into and out of them away. Here {label} sees every state and has "
        "all its moves, so verdicts may differ from those of GMCR+."
    )


def _condition(pairs: Conjunction, names: Names) -> str:
    said = [names.options[option] if taken else f"not {names.options[option]}" for option, taken in pairs]
    return " and ".join(said) or "anything"


def _coalitions(data: File, names: Names) -> Iterator[str]:
    if not data.is_partition:
        yield "The file's coalitions leave some decision maker out; as in GMCR+, everybody then stands alone."
        return
    for group in data.coalitions:
        if len(group) > 1:
            listed = ", ".join(names.labels[member] for member in group)
            yield (
                f"GMCR+ treats the coalition of {listed} as one player. Here verdicts are given for each actor, with "
                "the coalition's verdicts beside them."
            )


def _plural(word: str, things: Sequence[object], more: str = "") -> str:
    return word if len(things) == 1 else more or f"{word}s"


def _are(number: int) -> str:
    return "was" if number == 1 else "were"
