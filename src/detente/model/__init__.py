"""What is claimed: frozen records in plain Python, standard library only.

A model says who can do what, what they want, what nobody decides, and which passage says so.
"""

from .actors import Actor, Option
from .assumptions import Assumption, Draw, assumptions, uncertain
from .claims import Claim
from .conditions import Condition
from .evidence import Evidence, Source
from .model import STATE, Graph, Model, Outcome, Reading
from .preferences import Preference, Priorities, Ranking, Statement, Want, Wants
from .quantities import Quantity
from .rules import Consequence, Rule, SoftRule
from .scenario import Assignment, Phase, Row, Variable

__all__ = [
    "STATE", "Actor", "Assignment", "Assumption", "Claim", "Condition", "Consequence", "Draw", "Evidence", "Graph",
    "Model", "Option", "Outcome", "Phase", "Preference", "Priorities", "Quantity", "Ranking", "Reading", "Row",
    "Rule", "SoftRule", "Source", "Statement", "Variable", "Want", "Wants", "assumptions", "uncertain",
]  # fmt: skip
