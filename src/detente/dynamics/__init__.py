"""How play moves: quantal response in continuous time, dated changes, and the chain that follows from them.

``respond`` solves one game; ``solve_backwards`` a succession of phases; ``follow`` and ``branches`` say what becomes of
today; ``likeliest_path`` shows the path most taken.
"""

from .blocks import Blocks, blocks
from .chain import Passage, follow
from .course import Course
from .habits import Habits, habits
from .plan import Branch, PhaseGame, Plan, branches, mix, solve_backwards
from .response import Response, equilibria, respond, scattered
from .route import Route, likeliest_path
from .simulate import simulate

__all__ = [
    "Blocks", "Branch", "Course", "Habits", "Passage", "PhaseGame", "Plan", "Response", "Route", "blocks", "branches",
    "equilibria", "follow", "habits", "likeliest_path", "mix", "respond", "scattered", "simulate", "solve_backwards",
]  # fmt: skip
