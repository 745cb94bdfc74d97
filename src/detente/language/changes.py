"""Which assumptions divide two models: their paths, as in :mod:`detente.model.assumptions`."""

from __future__ import annotations

from difflib import SequenceMatcher

from ..model import Model, Priorities, Ranking, Wants
from ..model.assumptions import HABITS


def changes(base: Model, other: Model) -> tuple[str, ...]:
    """The paths of the assumptions that only one of the models has, or that differ, in the order of the file."""
    old, new = _by_path(base), _by_path(other)
    differing = [path for path in dict.fromkeys([*new, *old]) if old.get(path) != new.get(path)]
    return tuple(dict.fromkeys([*differing, *_moved(base, other)]))


def _by_path(model: Model) -> dict[str, object]:
    found: dict[str, object] = {}
    for actor in model.actors:
        found |= {f"actors.{actor.id}.{habit}": getattr(actor, habit) for habit in HABITS}
    for variable in model.scenario:
        for number, phase in enumerate(variable.phases):
            for row in phase.rows:
                for value, chance in zip(variable.values, row.chances, strict=True):
                    path = ".".join(["scenario", variable.id, str(number), *row.when, value])
                    found[path] = (phase.until, chance)
    found |= {f"rules.{rule.id}": rule for rule in model.rules}
    found |= {f"rules.{soft.id}": soft for soft in model.soft_rules}
    found |= {f"consequences.{each.id}": each for each in model.consequences}
    for actor_id, preference in model.preferences:
        path = f"preferences.{actor_id}"
        match preference:
            case Wants(wants):
                found |= {f"{path}.{want.id}": want for want in wants}
            case Priorities(statements):
                found |= {f"{path}.{each.id}": each for each in statements}
            case Ranking():
                found[path] = preference
    return found


def _moved(base: Model, other: Model) -> list[str]:
    """Where only the order counts: what both models have, but at another place."""
    old, new = _orders(base), _orders(other)
    moved = []
    for actor in old.keys() & new.keys():
        common = [name for name in new[actor] if name in old[actor]]
        before = [name for name in old[actor] if name in new[actor]]
        matcher = SequenceMatcher(None, before, common, autojunk=False)
        kept = {before[k] for block in matcher.get_matching_blocks() for k in range(block.a, block.a + block.size)}
        moved += [f"preferences.{actor}.{name}" for name in common if name not in kept]
    return sorted(moved)


def _orders(model: Model) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for actor, preference in model.preferences:
        match preference:
            case Priorities(statements):
                found[actor] = [each.id for each in statements]
            case Wants(wants) if preference.is_ordinal:
                found[actor] = [each.id for each in wants]
            case _:
                pass
    return found
