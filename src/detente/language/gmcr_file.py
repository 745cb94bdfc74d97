"""A ``.gmcr`` file (GMCR+, gmcr-py) as records, checked.

K options, M decision makers (DMs). An option's index is its place in the file's list. A *conjunction* lists options
with the value that each must have; a *statement* is a disjunction of conjunctions (the file calls one with several
members a compound). States are numbered as in :mod:`.gmcr_states`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .gmcr_json import Checker, is_whole, keys_of, shown, tree
from .gmcr_states import Conjunction, Statement, Tiers

MAX_OPTIONS = 63
MAX_CONDITIONS = 5_000
MAX_PLAYERS = 200

DIRECTIONS = {"both": "both", "fwd": "forward", "back": "backward"}
MANUAL = ("useManualPreferenceRanking", "useManualPreferenceVectors")
"""The key that says whether rankings count, and its older name."""


@dataclass(frozen=True, slots=True)
class FileOption:
    name: str
    direction: str


@dataclass(frozen=True, slots=True)
class Player:
    """One DM. ``statements``: most important first. ``ranking``: numbers of feasible states counted from 0, best first;
    None where the file has none. ``misperceived``: states that match one of these are not seen."""

    name: str
    options: tuple[int, ...] = ()
    statements: tuple[Statement, ...] = ()
    ranking: Tiers | None = None
    misperceived: tuple[Conjunction, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """``manual``: rankings count, not statements. ``coalitions``: groups of DMs (by index), as the file has them."""

    options: tuple[FileOption, ...]
    players: tuple[Player, ...]
    infeasibles: tuple[Conjunction, ...]
    manual: bool
    coalitions: tuple[tuple[int, ...], ...]

    @property
    def is_partition(self) -> bool:
        """Whether every DM is in exactly one group."""
        return sorted(member for group in self.coalitions for member in group) == list(range(len(self.players)))


def read_file(text: str, checker: Checker) -> File:
    """The records of a ``.gmcr`` file. Raises :class:`ModelError` with everything that is wrong in it."""
    data = tree(text, checker)
    manual = _manual(data, checker)
    if checker.needed(data, "", ["decisionMakers", "options", "infeasibles"]) is None:
        checker.stop()
    options = _options(data["options"], checker)
    size = len(options)
    players = tuple(_player(inner, path, size, checker) for path, inner in _people(data["decisionMakers"], checker))
    infeasibles = _infeasibles(data["infeasibles"], size, checker)
    coalitions = _coalitions(data.get("coalitions"), len(players), checker)
    _owners(players, checker)
    conditions = len(infeasibles) + sum(len(each.statements) for each in players)
    if conditions > MAX_CONDITIONS:
        checker.wrong("", f"at most {MAX_CONDITIONS:,} conditions are read", f"{conditions:,}")
    checker.settle()
    return File(options, players, infeasibles, manual, coalitions)


def _manual(data: dict[str, Any], checker: Checker) -> bool:
    key = next((name for name in MANUAL if name in data), None)
    if key is None:
        checker.wrong("", f"the key `{MANUAL[0]}` (in older files `{MANUAL[1]}`) is needed", keys_of(data))
    elif not isinstance(data[key], bool):
        checker.wrong(key, "true or false stands here", shown(data[key]))
    return key is not None and data[key] is True


def _people(value: object, checker: Checker) -> list[tuple[str, Any]]:
    found = checker.each(value, "decisionMakers")
    if value == []:
        checker.wrong("decisionMakers", "there is at least one decision maker", "none")
    if len(found) > MAX_PLAYERS:
        checker.wrong("decisionMakers", f"at most {MAX_PLAYERS} decision makers are read", f"{len(found):,}")
        checker.stop()
    return found


def _options(value: object, checker: Checker) -> tuple[FileOption, ...]:
    """The options in the file's order; too many or none stops here."""
    options = [_option(inner, path, checker) for path, inner in checker.each(value, "options")]
    if value == []:
        checker.wrong("options", "there is at least one option", "none")
    if len(options) > MAX_OPTIONS:
        checker.wrong("options", f"at most {MAX_OPTIONS} options are read", f"{len(options):,}")
    if not 0 < len(options) <= MAX_OPTIONS:
        checker.stop()
    return tuple(options)


def _option(value: object, path: str, checker: Checker) -> FileOption:
    found = checker.needed(value, path, ["name", "permittedDirection"])
    if found is None:
        return FileOption("", "both")
    way = found["permittedDirection"]
    if not isinstance(way, str) or way not in DIRECTIONS:
        rule = 'a direction is "both", "fwd" (only no to yes) or "back" (only yes to no)'
        checker.wrong(f"{path}.permittedDirection", rule, shown(way))
        way = "both"
    return FileOption(checker.text(found["name"], f"{path}.name"), DIRECTIONS[way])


def _player(value: object, path: str, size: int, checker: Checker) -> Player:
    found = checker.needed(value, path, ["name", "options", "preferences"])
    if found is None:
        return Player("")
    listed = checker.each(found["options"], f"{path}.options")
    own = [checker.index(inner, place, size, "an option") for place, inner in listed]
    stated = checker.each(found["preferences"], f"{path}.preferences")
    unseen = checker.each(found.get("misperceptions", []), f"{path}.misperceptions")
    key = next((key for key in ("preferenceRanking", "preferenceVector") if key in found), None)
    return Player(
        checker.text(found["name"], f"{path}.name"),
        tuple(each for each in own if each is not None),
        tuple(_statement(inner, place, size, checker) for place, inner in stated),
        None if key is None else _tiers(found[key], f"{path}.{key}", checker),
        tuple(_conjunction(inner, place, size, checker) for place, inner in unseen),
    )


def _conjunction(value: object, path: str, size: int, checker: Checker) -> Conjunction:
    """An array of pairs ``[option index, "Y" or "N"]``, each option at most once."""
    if isinstance(value, dict):
        checker.wrong(path, "only a preference may be a compound; an array of pairs stands here", shown(value))
        return ()
    pairs: dict[int, bool] = {}
    for place, inner in checker.each(value, path):
        if not isinstance(inner, list) or len(inner) != 2:
            checker.wrong(place, 'a condition is made of pairs [option index, "Y" or "N"]', shown(inner))
            continue
        option = checker.index(inner[0], place, size, "an option")
        if inner[1] not in ("Y", "N"):
            checker.wrong(place, 'the value of an option is "Y" or "N"', shown(inner[1]))
        elif option in pairs:
            checker.wrong(place, "a condition names an option once", f"option {option} again")
        elif option is not None:
            pairs[option] = inner[1] == "Y"
    return tuple(pairs.items())


def _statement(value: object, path: str, size: int, checker: Checker) -> Statement:
    """A simple condition, or a compound: an object whose members are conditions."""
    if not isinstance(value, dict):
        return (_conjunction(value, path, size, checker),)
    if checker.needed(value, path, ["members"]) is None:
        return ()
    members = checker.each(value["members"], f"{path}.members")
    if value["members"] == []:
        checker.wrong(f"{path}.members", "a compound has at least one member", "none")
    return tuple(_conjunction(inner, place, size, checker) for place, inner in members)


def _tiers(value: object, path: str, checker: Checker) -> Tiers:
    """State numbers, here counted from 0, best first."""
    tiers: list[tuple[int, ...]] = []
    for place, inner in checker.each(value, path):
        group = inner if isinstance(inner, list) else [inner]
        if not group:
            checker.wrong(place, "a set of equally preferred states holds at least one", "none")
        for each in group:
            if not is_whole(each):
                checker.wrong(place, "a state is a whole number, counted from 1", shown(each))
        tiers.append(tuple(each - 1 for each in group if is_whole(each)))
    return tuple(tiers)


def _infeasibles(value: object, size: int, checker: Checker) -> tuple[Conjunction, ...]:
    found = []
    for path, inner in checker.each(value, "infeasibles"):
        if inner == []:
            rule = "an infeasible condition names at least one option"
            checker.wrong(path, rule, "[], which is true in every state and leaves none")
        found.append(_conjunction(inner, path, size, checker))
    return tuple(found)


def _coalitions(value: object, players: int, checker: Checker) -> tuple[tuple[int, ...], ...]:
    if value is None:
        return tuple((each,) for each in range(players))
    groups: list[tuple[int, ...]] = []
    for path, inner in checker.each(value, "coalitions"):
        members = checker.each(inner, path) if isinstance(inner, list) else [(path, inner)]
        if not members:
            checker.wrong(path, "a coalition has at least one member", "none")
        found = [checker.index(member, place, players, "a decision maker") for place, member in members]
        groups.append(tuple(each for each in found if each is not None))
    for member, times in Counter(member for group in groups for member in group).items():
        if times > 1:
            checker.wrong("coalitions", "a decision maker is in one coalition", f"index {member} {times} times")
    return tuple(groups)


def _owners(players: Sequence[Player], checker: Checker) -> None:
    owner: dict[int, int] = {}
    for number, player in enumerate(players):
        for option in player.options:
            if option in owner:
                found = f"option {option}, already listed in decisionMakers.{owner[option]}.options"
                checker.wrong(f"decisionMakers.{number}.options", "an option has one owner", found)
            owner.setdefault(option, number)
