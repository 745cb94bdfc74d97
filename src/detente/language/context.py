"""What is known while one document is resolved: the report, the names for conditions, and where things stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..errors import Problem
from ..model import Actor, Graph, Option, Variable
from ..model.conditions import Condition
from .grammar import Tree
from .nodes import Node
from .report import Report


@dataclass(slots=True)
class Context:
    """``values``: the values of every name a condition may use. ``aliases``: outcomes, by the id that stands for them.
    ``places``: the node of every path of the machine form, so that problems found there are reported in the file.
    ``trees``: conditions parsed so far (shared by all readings). ``broken``: names whose own definition has problems,
    which excuses what refers to them."""

    report: Report
    trees: dict[tuple[str, str], Tree] = field(default_factory=dict)
    actors: tuple[Actor, ...] = ()
    options: tuple[Option, ...] = ()
    graph: Graph | None = None
    variables: tuple[Variable, ...] = ()
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: dict[str, Condition] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    places: dict[str, Node] = field(default_factory=dict)
    as_of: str = ""

    def place(self, path: str, node: Node) -> None:
        """Remember where a part of the model stands; a second one with the same path gets ``#2`` behind it."""
        first = self.places.setdefault(path, node)
        if first is not node:
            self.places.setdefault(f"{path}#2", node)

    def locate(self, problem: Problem) -> Problem:
        """A problem of the machine form, at the place in the file from which its part was read."""
        path = problem.path
        while path and path not in self.places:
            path = path.removesuffix("#2") if path.endswith("#2") else path.rpartition(".")[0]
        node = self.places.get(path)
        line, column, where = (node.line, node.column, node.path) if node is not None else (1, 1, "")
        return Problem(
            line, column, where or problem.path, problem.rule, problem.found, problem.hint, problem.severity,
            self.report.file,
        )  # fmt: skip

    @property
    def actor_ids(self) -> tuple[str, ...]:
        return tuple(actor.id for actor in self.actors)
