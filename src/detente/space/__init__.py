"""What can happen: every feasible state, every move between them, and what each actor thinks of the states."""

from .build import build, game_from_ranks
from .count import count
from .draws import ORDINAL_TOTAL, ordered_weights
from .enumerate import enumerate_states
from .game import Arcs, Game
from .states import NOTHING, Space

__all__ = [
    "NOTHING", "ORDINAL_TOTAL", "Arcs", "Game", "Space", "build", "count", "enumerate_states", "game_from_ranks",
    "ordered_weights",
]  # fmt: skip
