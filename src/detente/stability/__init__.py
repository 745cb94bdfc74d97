"""Where it rests: solution concepts of the graph model for conflict resolution."""

from .concepts import Concept
from .individual import Verdicts, verdicts
from .settings import CONCEPTS, Countermoves, Sanction, Settings

__all__ = ["CONCEPTS", "Concept", "Countermoves", "Sanction", "Settings", "Verdicts", "verdicts"]
