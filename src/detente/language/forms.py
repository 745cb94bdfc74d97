"""What a form changes in a model's text: actors, options, wants, rules, claims and the like, in the model's own words.

Every function takes a text and gives the new text; comments, order and quoting elsewhere stay (see ``edit``). Elements
are named as in ``elements``: ``("option", "usa.summit")``, ``("want", "dprk", "jobs")``, or, in a reading,
``("reading", "lin", "want", "dprk", "jobs")``. Fields are those of the language. A shorthand stays one as long as it
can say what is asked: ``usa.summit: offers talks`` becomes ``{text: offers talks, choices: ...}`` only when something
other than its text is set.

Every function raises :class:`ModelError` where the text is no YAML, the element is not there (or there already), an id
is none, or something else in the model would lose what it speaks of; then every such place is a problem of its own.
"""

from __future__ import annotations

from collections.abc import Mapping as Fields
from collections.abc import Sequence as Several

from ..errors import ModelError
from . import edit
from .context import Context
from .elements import KEYED, Element, Steps, spots
from .evidence import fingerprint, paragraphs, plain_words
from .form_fields import set_fields, short_or_long, spelled_out_actors
from .form_removal import remove
from .form_rules import at_place, by_id, must_be_id, must_be_new, numbered, split, spot_of, still_used
from .mentions import mentions
from .nodes import Mapping, Scalar, Sequence
from .plain import Value, data, refused
from .renaming import Swap, swapped
from .report import Report
from .sources import paragraphs as numbers_of

__all__ = ["add", "anchored", "change", "move", "remove", "rename", "set_chance", "set_today"]

HEAD = ("title", "question", "as_of", "horizon")
"""Fields of the model itself, which are elements too."""


def add(text: str, element: Element, fields: Fields[str, Value] | None = None) -> str:
    """The text with a new element behind the others of its kind. ``("want", actor)``, ``("priority", actor)`` and
    ``("rule",)`` need no id; given one, it is written."""
    above, what, names = split(element)
    given: dict[str, Value] = {key: value for key, value in (fields or {}).items() if value is not None}
    if what in ("want", "priority", "rule", "choice"):
        return _add_item(text, element, given)
    if what not in KEYED or what == "status_quo" or len(names) != 1:
        raise refused("a form adds an element of a known kind", f"`{' '.join(element)}`")
    must_be_id(what, names[0])
    must_be_new(text, element)
    section: Steps = (*above, KEYED[what])
    if above:
        spot_of(text, element[:2])
    if isinstance(at_place(text, section), Sequence):
        if not given:
            return edit.add(text, section, names[0])
        text = spelled_out_actors(text, section)
    return edit.put(text, (*section, names[0]), short_or_long(what, given))


def _add_item(text: str, element: Element, given: dict[str, Value]) -> str:
    above, what, names = split(element)
    if what == "choice":
        must_be_id(what, names[1])
        must_be_new(text, element)
        option = spot_of(text, (*element[: len(element) - 3], "option", names[0]))
        return edit.add(text, (*option.path, "choices"), names[1])
    if above:
        spot_of(text, element[:2])
    if what != "rule":
        spot_of(text, ("actor", names[0]))
    place: Steps = (*above, "rules") if what == "rule" else (*above, "preferences", names[0])
    stated = names[1:] if what != "rule" else names
    if stated:
        must_be_id(what, stated[0])
        must_be_new(text, element)
        given = {"id": stated[0], **given}
    if what == "priority":
        place = (*place, "priorities")
    elif isinstance(at_place(text, place), Mapping):
        rule = "wants stand in a list of wants"
        raise refused(rule, "`priorities` or a `ranking`", "an actor has one form of preference", place)
    return edit.add(text, place, short_or_long(what, given))


def change(text: str, element: Element, fields: Fields[str, Value]) -> str:
    """The text with some fields of an element set; a field set to None goes. A want that is known by its condition
    keeps that as its id if a reading changes it. The value of a model's own field or of ``("status_quo", option)`` is
    given as ``{"": value}``."""
    above, what, _ = split(element)
    spot = spot_of(text, element)
    if what in HEAD or what == "status_quo":
        return edit.put(text, spot.path, next(iter(fields.values()), None))
    wanted = dict(fields)
    name = wanted.get("id")
    if isinstance(name, str) and name != element[-1]:
        text, element = rename(text, element, name), (*element[:-1], name)
    elif what == "want" and not above and by_id(text, element):
        wanted["id"] = element[-1]
    if isinstance(spot.path[-1], int) and what == "actor":
        text = spelled_out_actors(text, spot.path[:-1])
    return set_fields(text, what, spot_of(text, element), wanted)


def rename(text: str, element: Element, name: str) -> str:
    """The text with an element called otherwise, and every mention of it with it: in conditions, rules, the status quo,
    preferences, readings and claims. An actor's options follow (``usa.summit`` becomes ``us.summit``)."""
    _, what, names = split(element)
    spot = spot_of(text, element)
    if name == element[-1]:
        return text
    must_be_id(what, name)
    renamed = (*element[:-1], name)
    must_be_new(text, renamed)
    if what in ("want", "priority", "rule"):
        for each in [element, *(by_id(text, element) if element[0] != "reading" else [])]:
            text = set_fields(text, what, spot_of(text, each), {"id": name})
        return text
    if what == "claim" or (element[0] == "reading" and len(element) > 2 and split(element)[1:] in _base(text)):
        return edit.rename(text, spot.path, name)
    return swapped(text, _swaps(text, what, names, name))


def _base(text: str) -> set[tuple[str, tuple[str, ...]]]:
    """Kinds and names of the base model's elements."""
    return {split(element)[1:] for element in spots(edit.tree(text)) if element[0] != "reading"}


def _swaps(text: str, what: str, names: tuple[str, ...], name: str) -> list[Swap]:
    """Every mention of an element, with its new word."""
    found = mentions(edit.tree(text))
    hidden = found.hidden(what, names[0])
    if hidden:
        raise still_used(hidden, "a name is changed in conditions that can be read", "mend this condition first")
    about = found.of(what, names[0])
    if what == "choice":
        alone = [each for each in found.of("option", names[0]) if each.role == "alone" and names[1] == "yes"]
        if alone:
            rule = "a choice `yes` keeps its name where its option stands alone"
            raise still_used(alone, rule, "write `== yes` here")
        return [(each, name) for each in about if each.word == names[1]]
    uses = [each for each in about if not each.serves]
    if what == "outcome" and "-" in name and uses:
        raise still_used(uses, "an outcome that conditions speak of has no `-` in its id", "write `_`")
    owned = found.owned(names[0]) if what == "actor" else []
    return [*((each, name) for each in about), *((each, f"{name}.{each.name.partition('.')[2]}") for each in owned)]


def move(text: str, element: Element, place: int) -> str:
    """The text with an element at another place (from 0) among those of its kind: a priority counts the more the
    earlier it stands. Rules known by their number keep what readings say of them."""
    _, what, _ = split(element)
    spot = spot_of(text, element)
    if what == "option" and _pattern(edit.tree(text)):
        rule = "options keep their order where states are written as one letter per option"
        raise refused(rule, "such a ranking", "write the states by name first", spot.path, spot.place)
    made = edit.move(text, spot.path, place)
    old = spot.path[-1]
    if what != "rule" or element[0] == "reading" or not isinstance(old, int):
        return made
    return numbered(text, made, lambda places: [*(rest := [p for p in places if p != old])[:place], old, *rest[place:]])


def _pattern(document: Mapping) -> bool:
    """Whether a ranking has a state of letters only, ``YNN``."""
    found = [element for element in spots(document) if element[-2:-1] == ("preference",)]
    texts = str([data(spots(document)[element].value) for element in found])
    size = sum(element[0] == "option" for element in spots(document))
    return any(set(word) <= {"Y", "N"} and len(word) == size for word in texts.replace("'", " ").split())


def set_today(text: str, option: str, value: Value, reading: str = "") -> str:
    """The text with an option's value today (in graph form: of ``state``); None takes it out of the status quo."""
    path: Steps = ("status_quo",)
    if reading:
        path = (*spot_of(text, ("reading", reading)).path, *path)
    if option == "state":
        return edit.put(text, path, value)
    spot_of(text, ("option", option))
    node = at_place(text, path)
    if value is not None:
        whole = isinstance(node, Scalar)  # a status quo of `none`
        return edit.put(text, path, {option: value}) if whole else edit.put(text, (*path, option), value)
    there = isinstance(node, Mapping) and option in node.entries
    return edit.remove(text, (*path, option)) if there else text


def set_chance(
    text: str,
    variable: str,
    value: str,
    chance: Value,
    *,
    when: Several[str] = (),
    phase: int = 0,
    reading: str = "",
) -> str:
    """The text with the probability of a scenario variable's value. ``when``: the parents' values, in the order of
    ``given``. ``phase``: how many dated changes lie before it. ``chance``: a number, a range ``0.2..0.4``, ``rest``."""
    element = ("reading", reading, "scenario", variable) if reading else ("scenario", variable)
    spot = spot_of(text, element)
    if isinstance(spot.value, Mapping) and "phases" in spot.value.entries:
        return edit.put(text, _machine_chance(spot.value, spot.path, value, when, phase), chance)
    path = (*spot.path, *["then"] * phase, *when)
    row = at_place(text, path)
    parents = at_place(text, (*spot.path, "given"))
    depth = len(parents.items) if isinstance(parents, Sequence) else 1 if parents is not None else 0
    if not isinstance(row, Mapping) or "until" in row.entries or len(when) != depth:
        rule, hint = "probabilities stand in a row `value: probability`", "a value until a date is certain"
        raise refused(rule, "no such row", hint, path, spot.place)
    return edit.put(text, (*path, value), chance)


def _machine_chance(node: Mapping, path: Steps, value: str, when: Several[str], phase: int) -> Steps:
    """The path of a probability in the machine form."""
    whole = data(node)
    phases = whole["phases"] if isinstance(whole, dict) else None
    values = whole.get("values") if isinstance(whole, dict) else None
    inside = phases[phase] if isinstance(phases, list) and phase < len(phases) else None
    rows = inside.get("rows") if isinstance(inside, dict) else None
    for place, row in enumerate(rows if isinstance(rows, list) else ()):
        fits = isinstance(row, dict) and (row.get("when") or []) == list(when)
        if fits and isinstance(values, list) and value in values:
            return (*path, "phases", phase, "rows", place, "chances", values.index(value))
    found = f"none for {', '.join([value, *when])}"
    raise refused("probabilities stand in a row of a phase", found, path=path, node=node)


def anchored(fields: Fields[str, Value], source: str) -> dict[str, Value]:
    """The fields of evidence with the fingerprint of its passage in the text of its source. Raises
    :class:`ModelError` where the source has no such paragraph, or the quotation is not in the passage."""
    blocks = paragraphs(source)
    numbers = _paragraphs(fields.get("paragraph"))
    absent = [number for number in numbers if not 0 < number <= len(blocks)]
    if absent:
        rule, hint = "an evidence's paragraphs are in its source", "blocks between blank lines count from 1"
        raise refused(rule, f"paragraph {absent[0]} of {len(blocks)}", hint)
    passage = "\n\n".join(blocks[number - 1] for number in numbers) if numbers else "\n\n".join(blocks)
    quote = fields.get("quote")
    if isinstance(quote, str) and plain_words(quote) not in plain_words(passage):
        raise refused("a quotation occurs in its passage", "other words there", "white space may differ, words may not")
    return {**fields, "fingerprint": fingerprint(passage)}


def _paragraphs(value: Value) -> tuple[int, ...]:
    """``7``, ``4..6`` or a list of those, read by the reader of the language."""
    if value is None:
        return ()
    listed = value if isinstance(value, list) else [value]
    report = Report()
    nodes = Sequence(tuple(Scalar(str(each), raw=str(each)) for each in listed))
    found = numbers_of(nodes, Context(report))
    if report.has_errors:
        raise ModelError(report.problems())
    return found
