"""Games that are solved already, by what they are made of.

The equation of a game is who can move where, how the actors act, and what the states are worth to them. Games that
agree on all of that, to the last bit, have the same solution to the last bit, since every one is solved from the same
start (:func:`detente.dynamics.respond`): whether it is solved again or looked up makes no difference to any answer.
"""

from __future__ import annotations

from hashlib import blake2b

from ..dynamics import Habits, Response
from ..space import Game
from .fields import Fields

ROOM = 1 << 27
"""Bytes of solutions that are kept to be shared between questions; what comes later is not kept."""


class Solved:
    """Solutions by key (:func:`key`). ``older``: others, that are looked at but not added to. ``fields``: states and
    moves that variants of a model have in common."""

    def __init__(self, older: Solved | None = None, room: float = ROOM) -> None:
        self.older, self.left = older, room
        self.fields: Fields = Fields() if older is None else older.fields
        self.found: dict[bytes, Response] = {}

    def get(self, name: bytes) -> Response | None:
        mine = self.found.get(name)
        return mine if mine is not None or self.older is None else self.older.get(name)

    def put(self, name: bytes, response: Response) -> None:
        size = 2 * response.values.nbytes
        if name not in self.found and size <= self.left:
            self.found[name] = response
            self.left -= size


def key(moves: bytes, game: Game, habits: Habits, tolerance: float, limit: int) -> bytes:
    """What a game is made of: ``moves`` is the mark of who can move where."""
    assert game.worths is not None
    found = blake2b(moves, digest_size=16)
    for part in (game.worths, habits.tempo, habits.precision, habits.foresight, habits.move_cost):
        found.update(part.tobytes())
    found.update(f"{tolerance!r} {limit}".encode())
    return found.digest()
