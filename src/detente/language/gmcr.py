"""Import of ``.gmcr`` files: a complete model file in the human form, and remarks on what changed on the way.

Options are listed decision maker by decision maker. Infeasible conditions become ``never`` rules, preference statements
become priorities, and a manual ranking becomes a ranking by patterns (one letter for each option). What the model
language cannot carry, or carries differently, is said in a remark; the remarks are also the model's notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from .gmcr_file import File, read_file
from .gmcr_json import Checker
from .gmcr_names import Names, named, quoted, readable
from .gmcr_remarks import remarks
from .gmcr_states import Conjunction, Statement, Tiers, distinct, ranked, some_state, telling
from .load import MAX_BYTES

_WIDTH = 110


@dataclass(frozen=True, slots=True)
class Imported:
    """``text``: a model file. ``remarks``: sentences on what was changed or could not be carried over."""

    text: str
    remarks: tuple[str, ...]


def read_gmcr(text: str, file: str = "") -> Imported:
    """A ``.gmcr`` file as a model file. Raises :class:`ModelError` with everything that is wrong in it."""
    checker = Checker(file)
    data = read_file(text, checker)
    states = _states(data, checker)
    names = named(data)
    said = tuple(remarks(data, names, states))
    written = "\n".join(_lines(data, names, states, said, file)) + "\n"
    if len(written.encode()) > MAX_BYTES:
        checker.wrong("", f"a model file has at most {MAX_BYTES:,} bytes", f"{len(written):,} characters once imported")
        checker.stop()
    return Imported(written, said)


def _states(data: File, checker: Checker) -> tuple[int, ...]:
    """The feasible states where rankings refer to them; none where they need not be listed."""
    some_state(data.infeasibles, len(data.options), checker)
    if not data.manual:
        return ()
    for number, player in enumerate(data.players):
        if player.ranking is None:
            rule = "with manual rankings the key `preferenceRanking` is needed"
            checker.wrong(f"decisionMakers.{number}", rule, "neither it nor the older `preferenceVector`")
    checker.settle()
    rankings = [player.ranking or () for player in data.players]
    return ranked(data.infeasibles, len(data.options), rankings, checker)


def _lines(data: File, names: Names, states: Sequence[int], said: Sequence[str], file: str) -> Iterator[str]:
    stem = readable(PurePath(file).stem) or "imported conflict"
    yield f"# Imported from {readable(PurePath(file).name) or 'a .gmcr file'}; what changed on the way is in the notes."
    yield f"title: {quoted(stem)}"
    yield from ("", "actors:")
    yield from (f"  {actor}: {quoted(label)}" for actor, label in zip(names.actors, names.labels, strict=True))
    yield from ("", "options:")
    yield from (_option(data, names, option) for option in names.order)
    if data.infeasibles:
        yield from ("", "rules:")
        yield from (f"  - never: {both(pairs, names)}" for pairs in distinct(data.infeasibles))
    yield from _preferences(data, names, states)
    groups = [group for group in data.coalitions if len(group) > 1] if data.is_partition else []
    if groups:
        yield from ("", "coalitions:")
        yield from (f"  - [{', '.join(names.actors[member] for member in group)}]" for group in groups)
    if said:
        yield from ("", "notes:")
        yield from (f"  - {quoted(remark)}" for remark in said)


def _option(data: File, names: Names, option: int) -> str:
    way = "fixed" if option in names.orphans else data.options[option].direction
    text = quoted(names.texts[option])
    said = text if way == "both" else f"{{text: {text}, direction: {way}}}"
    return f"  {names.options[option]}: {said}"


def _preferences(data: File, names: Names, states: Sequence[int]) -> Iterator[str]:
    blocks = [list(_preference(data, names, states, number)) for number in range(len(data.players))]
    if any(blocks):
        yield from ("", "preferences:")
    for actor, block in zip(names.actors, blocks, strict=False):
        if block:
            yield f"  {actor}:"
            yield from block


def _preference(data: File, names: Names, states: Sequence[int], number: int) -> Iterator[str]:
    player = data.players[number]
    kept = telling(player.statements)
    if not data.manual:
        if kept:
            yield "    priorities:  # most important first"
            yield from (f"      - {either(statement, names)}" for statement in kept)
        return
    yield from _ranking(player.ranking or (), names, states)
    if kept:
        yield "    # the file's preference statements, which its manual ranking overrides:"
        yield from (f"    #   {either(statement, names)}" for statement in kept)


def _ranking(ranking: Tiers, names: Names, states: Sequence[int]) -> Iterator[str]:
    """Best first, ties in brackets; one letter for each option, in the order in which options are written."""
    tiers = [[_pattern(states[state], names) for state in tier] for tier in ranking]
    items = [tier[0] if len(tier) == 1 else f"[{', '.join(tier)}]" for tier in tiers]
    yield "    ranking: [  # best first, ties in brackets"
    line = ""
    for item in items:
        if line and len(line) + len(item) > _WIDTH - 10:
            yield f"      {line}"
            line = ""
        line += f"{item}, "
    yield f"      {line.rstrip(', ')}]"


def _pattern(state: int, names: Names) -> str:
    return "".join("Y" if state >> option & 1 else "N" for option in names.order)


def both(pairs: Conjunction, names: Names) -> str:
    """A conjunction in the model language."""
    return " and ".join(literal(option, taken, names) for option, taken in pairs)


def either(statement: Statement, names: Names) -> str:
    """A statement in the model language; ``implies`` and ``iff`` where its members spell these out."""
    table = _table(statement)
    if table is not None:
        one, other = (option for option, _ in statement[0])
        if table == {(True, True), (False, False)}:
            return f"{literal(one, True, names)} iff {literal(other, True, names)}"
        if len(table) == 3:
            left, right = next((a, b) for a in (True, False) for b in (True, False) if (a, b) not in table)
            return f"{literal(one, left, names)} implies {literal(other, not right, names)}"
    if len(statement) == 1:
        return both(statement[0], names)
    return " or ".join(f"({both(each, names)})" if len(each) > 1 else both(each, names) for each in statement)


def _table(statement: Statement) -> set[tuple[bool, bool]] | None:
    """The rows of a truth table over two options, where every member settles the same two."""
    places = [dict(member) for member in statement]
    if len(statement) < 2 or any(len(place) != 2 or set(place) != set(places[0]) for place in places):
        return None
    one, other = (option for option, _ in statement[0])
    return {(place[one], place[other]) for place in places}


def literal(option: int, taken: bool, names: Names) -> str:
    return names.options[option] if taken else f"not {names.options[option]}"
