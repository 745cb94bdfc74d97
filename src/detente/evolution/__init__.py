"""How it gets there: what can be reached from today, by whom, and by which path."""

from .reachable import By, Reach, reach
from .roads import Interest, Move, Path, Roads, path, road_to

__all__ = ["By", "Interest", "Move", "Path", "Reach", "Roads", "path", "reach", "road_to"]
