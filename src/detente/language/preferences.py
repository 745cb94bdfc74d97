"""What each actor wants: wants and avoids that add up, priorities, or a ranking of states."""

from __future__ import annotations

from itertools import count

from ..model import Priorities, Ranking, Statement, Want, Wants
from ..model.conditions import Condition
from ..model.preferences import Preference
from . import numbers
from .conditions import condition
from .context import Context
from .fields import bad_id, because, each, items, known, text
from .grammar import MAX_LENGTH, Trouble, parse
from .nodes import Mapping, Node, Scalar, Sequence, kind, shown
from .states import state

GAP = ">>"


def preferences(node: Node | None, context: Context) -> tuple[tuple[str, Preference], ...]:
    """``preferences: {actor: ...}``."""

    def read(key: str, place: Scalar, value: Node) -> tuple[str, Preference]:
        context.place(f"preferences.{key}", place)
        return key, _preference(key, place, value, context)

    return each(node, context.report, "`preferences`", read)


def _preference(actor: str, place: Scalar, node: Node, context: Context) -> Preference:
    if isinstance(node, Sequence):
        return Wants(tuple(_want(item, actor, context) for item in node.items))
    if not isinstance(node, Mapping):
        hint = "wants are a list: `- wants: ...`" if isinstance(node, Scalar) and not node.is_null else ""
        context.report.add(place, "a preference is a list of wants, `priorities` or `ranking`", kind(node), hint)
        return Wants(())
    fields = known(node, context.report, "a preference", "preference")
    forms = [form for form in ("priorities", "ranking") if form in fields.entries]
    if len(forms) != 1:
        found = "both" if forms else "neither"
        hint = "" if forms else "wants and avoids are a list: `- wants: ...`"
        context.report.add(node, "a preference has one of `priorities` and `ranking`", found, hint)
        return Wants(())
    reasons = because(fields, context, f"preferences.{actor}")
    listed = items(fields.get(forms[0]), context.report, f"`{forms[0]}`")
    if forms[0] == "ranking":
        return _ranking(listed, actor, reasons, context)
    return Priorities(tuple(_statement(item, actor, reasons, context) for item in told_apart(listed)))


def told_apart(listed: tuple[Node, ...]) -> tuple[Node, ...]:
    """Priorities with an id each: one that repeats the words of one above it, and states no id, gets a numbered one."""
    taken = {_id_or_words(item) for item in listed}
    seen: set[str] = set()
    apart = []
    for place, item in enumerate(listed, 1):
        name = _id_or_words(item)
        if name in seen and name and not (isinstance(item, Mapping) and item.get("id") is not None):
            number = next(each for each in count(place) if f"priority-{each}" not in taken)
            item = _as_mapping(item).having(id=f"priority-{number}")
            taken.add(f"priority-{number}")
        seen.add(name)
        apart.append(item)
    return tuple(apart)


def _as_mapping(item: Node) -> Mapping:
    """A priority: a condition, or ``{when: condition, because: ...}``."""
    if isinstance(item, Mapping):
        return item
    return Mapping({"when": (Scalar("when"), item)}, item.line, item.column, item.path)


def _id_or_words(item: Node) -> str:
    node = _as_mapping(item)
    source = node.get("when")
    return named(node, source.text) if isinstance(source, Scalar) else ""


def named(node: Mapping, condition_text: str) -> str:
    """A want's or statement's id: the stated one, or its condition as written."""
    stated = node.get("id")
    return stated.text if isinstance(stated, Scalar) else shown(condition_text, MAX_LENGTH)


def _check_id(node: Mapping, name: str, texts: tuple[str, ...], what: str, context: Context) -> None:
    """An id follows the rule for ids, or is the text of a condition, which is what it defaults to."""
    stated = node.get("id")
    trouble = bad_id(name, dashed=True)
    if stated is None or not trouble or name in [shown(each, MAX_LENGTH) for each in texts]:
        return
    try:
        parse(name)
    except Trouble:
        context.report.add(stated, f"{what} id: {trouble}", f"`{shown(name)}`")


def _want(item: Node, actor: str, context: Context) -> Want:
    report = context.report
    node = known(item, report, "a want", "want")
    forms = [form for form in ("wants", "avoids") if form in node.entries]
    if isinstance(item, Mapping) and len(forms) != 1:
        words = ("want", "avoid", "worth")
        hint = context.report.meant(next(iter(node.entries), ""), words) and "`wants: ...` or `avoids: ...`"
        report.add(item, "a want has one of `wants` and `avoids`", "both" if forms else "neither", hint)
    elif not isinstance(item, Mapping):
        report.add(item, "a want is a mapping", kind(item), "write `wants: ...`")
    if not forms:
        return Want(condition(Scalar("true"), context))
    source = node.get(forms[0])
    written = shown(source.text, MAX_LENGTH) if isinstance(source, Scalar) else ""
    stated = node.get("text")
    said = written if stated is None else text(stated, report, "`text`")
    if "drop" in node.entries:
        report.add(node.entries["drop"][0], "`drop` stands in a reading", "it in the base model")
    name = named(node, written)
    _check_id(node, name, (written, said), "a want's", context)
    path = f"preferences.{actor}.{name}"
    context.place(path, item)
    worth = node.get("worth")
    return Want(
        condition(source or item, context),
        None if worth is None else numbers.worth(worth, report),
        forms[0] == "avoids",
        text(node.get("stake"), report, "`stake`"),
        name,
        said,
        because(node, context, path),
    )


def _statement(item: Node, actor: str, reasons: tuple[str, ...], context: Context) -> Statement:
    node = _as_mapping(item)
    known(node, context.report, "a priority", "statement")
    source = node.get("when")
    written = shown(source.text, MAX_LENGTH) if isinstance(source, Scalar) else ""
    stated = node.get("text")
    said = written if stated is None else text(stated, context.report, "`text`")
    name = named(node, written)
    _check_id(node, name, (written, said), "a priority's", context)
    path = f"preferences.{actor}.{name}"
    context.place(path, item)
    return Statement(condition(source or item, context), name, said, because(node, context, path) or reasons)


def _ranking(listed: tuple[Node, ...], actor: str, reasons: tuple[str, ...], context: Context) -> Ranking:
    """States from best to worst; ``>>`` between two tiers is a strong gap."""
    tiers: list[tuple[Condition, ...]] = []
    gaps: set[int] = set()
    after_gap = True
    for place, item in enumerate(listed):
        if isinstance(item, Scalar) and item.text == GAP:
            if after_gap or place == len(listed) - 1:
                context.report.add(item, '">>" stands between two states', "nothing on one side of it")
            else:
                gaps.add(len(tiers) - 1)
            after_gap = True
            continue
        after_gap = False
        context.place(f"preferences.{actor}.{len(tiers)}", item)
        tied = item.items if isinstance(item, Sequence) else (item,)
        if not tied:
            context.report.add(item, "a tie has states in it", "an empty one")
        tiers.append(tuple(state(each, context) for each in tied))
    return Ranking(tuple(tiers), frozenset(gaps), reasons)
