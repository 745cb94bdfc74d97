"""What can happen: every feasible state, every move between them, and what each actor thinks of the states.

``groups`` stays in :mod:`detente.space.moves`, because a module has the same name.
"""

from .appraise import Appraiser, prepare
from .build import build, frame, game_from_ranks, revalued
from .count import count
from .draws import ORDINAL_TOTAL, ordered_weights
from .enumerate import enumerate_states
from .find import find
from .game import Arcs, Game
from .moves import Groups, arcs, improvements, targets
from .ranks import Valuation, value_states
from .states import NOTHING, Space

__all__ = [
    "NOTHING", "ORDINAL_TOTAL", "Appraiser", "Arcs", "Game", "Groups", "Space", "Valuation", "arcs", "build", "count",
    "enumerate_states", "find", "frame", "game_from_ranks", "improvements", "ordered_weights", "prepare", "revalued",
    "targets", "value_states",
]  # fmt: skip
