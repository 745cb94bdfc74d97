"""What cannot be, what costs, and what follows by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..model import Consequence, Rule, SoftRule
from ..model.conditions import TRUE, And, Condition, Count, Implies, Not, names
from . import numbers
from .conditions import Resolver, condition, tree_of
from .context import Context
from .fields import because, identifier, items, known, text, texts
from .grammar import Tree
from .nodes import Mapping, Node, Scalar, kind, shown
from .states import values

_FORMS = ("rule", "never", "always", "when")
_QUOTED = re.compile(r"\s*(never|always|when)\s*:\s*(.*?)\s*", re.DOTALL)


@dataclass(slots=True)
class Rulebook:
    """The three kinds of rules, each in file order."""

    hard: list[Rule] = field(default_factory=list)
    soft: list[SoftRule] = field(default_factory=list)
    consequences: list[Consequence] = field(default_factory=list)


def rules(node: Node | None, context: Context) -> Rulebook:
    """The list of rules; every item is a mapping with an id (a patch gives ids to items without one)."""
    book = Rulebook()
    for item in items(node, context.report, "`rules`"):
        if isinstance(item, Mapping):
            _rule(item, book, context)
        else:
            context.report.add(item, "a rule is a text or a mapping", kind(item))
    return book


def _rule(node: Mapping, book: Rulebook, context: Context) -> None:
    known(node, context.report, "a rule", "rule")
    forms = [form for form in _FORMS if form in node.entries]
    if len(forms) != 1:
        found = "none of them" if not forms else " and ".join(f"`{form}`" for form in forms)
        context.report.add(node, "a rule has one of `rule`, `never`, `always` or `when`", found)
        return
    named = node.get("id")
    rule_id = identifier(named, context.report, "a rule's id", dashed=True) if named is not None else ""
    if "drop" in node.entries:
        context.report.add(node.entries["drop"][0], "`drop` stands in a reading", "it in the base model")
    kind_of = "consequences" if forms[0] == "when" else "rules"
    context.place(f"{kind_of}.{rule_id}", node)
    reasons = because(node, context, f"{kind_of}.{rule_id}")
    stated = node.get("text")
    said = _said(node, forms[0]) if stated is None else text(stated, context.report, "`text`")
    if forms[0] == "when":
        book.consequences.append(_consequence(node, rule_id, said, reasons, context))
        return
    made, left = _condition(node, forms[0], context)
    _stray(node, ("sets",), "`sets` goes with `when`", context)
    if node.get("costs") is None:
        _stray(node, ("payer",), "`payer` goes with `costs`", context)
        book.hard.append(Rule(rule_id, made, said, reasons))
        return
    cost = numbers.worth(node.get("costs"), context.report, "`costs`")
    book.soft.append(SoftRule(rule_id, made, cost, _payers(node, left, rule_id, context), said, reasons))


def _stray(node: Mapping, keys: tuple[str, ...], rule: str, context: Context) -> None:
    for key in keys:
        if key in node.entries:
            context.report.add(node.entries[key][0], rule, f"`{key}` alone")


def _said(node: Mapping, form: str) -> str:
    """The rule as it is written."""
    value = node.get(form)
    words = shown(value.text, 10_000) if isinstance(value, Scalar) else ""
    if form == "when":
        sets = node.get("sets")
        pairs = sets.entries.items() if isinstance(sets, Mapping) else ()
        changed = ", ".join(f"{key} = {value.text}" for key, (_, value) in pairs if isinstance(value, Scalar))
        return f"when {words}: {changed}"
    return words if form == "rule" else f"{form}: {words}"


def _condition(node: Mapping, form: str, context: Context) -> tuple[Condition, Condition]:
    """What must hold in every state, and the part whose owners pay if it is soft and names no payer."""
    value = node.get(form)
    if form != "rule":
        made = condition(value, context)
        return (Not(made) if form == "never" else made), made
    if _is_quoted_key(value, context):
        return TRUE, TRUE
    tree = tree_of(value, context, "rule")
    if tree is None or not isinstance(value, Scalar):
        return TRUE, TRUE
    return sentence(tree, value, context)


def _is_quoted_key(value: Node | None, context: Context) -> bool:
    """Whether a text holds what ought to be a key and its value, such as ``"never: a.x"``; that is then reported."""
    found = _QUOTED.fullmatch(value.text) if isinstance(value, Scalar) else None
    if found is None:
        return False
    key, rest = found.groups()
    hint = f"write `- {key}: {rest}`, without quotation marks around the key"
    if key == "when":
        hint = "write `- {when: CONDITION, sets: {owner.option: value}}`, without quotation marks around it"
    if not rest:
        hint = f"write `- {key}: CONDITION`"
    context.report.add(value, f"`{key}` is a key of its own, not part of a text", kind(value or Scalar("")), hint)
    return True


def sentence(tree: Tree, node: Scalar, context: Context) -> tuple[Condition, Condition]:
    """``requires``: left implies right. ``excludes``: left with none of the right. ``... one of``: a count."""
    build = Resolver(node, context)
    if tree.kind == "one_of":
        parts = build.all(tree.parts[1:])
        low, high = {"exactly_one": (1, 1), "at_least_one": (1, len(parts)), "at_most_one": (0, 1)}[tree.parts[0].kind]
        counted = Count(low, high, parts)
        return counted, counted
    left, *right = build.all(tree.parts)
    if tree.kind == "requires":
        return Implies(left, right[0]), left
    pairs = tuple(Not(And((left, other))) for other in right)
    return (pairs[0] if len(pairs) == 1 else And(pairs)), left


def _payers(node: Mapping, left: Condition, rule_id: str, context: Context) -> tuple[str, ...]:
    stated = node.get("payer")
    if stated is not None:
        context.place(f"rules.{rule_id}.payer", stated)
        return texts(stated, context.report, "`payer`")
    owners = [option.owner for option in context.options if option.id in names(left)]
    if not owners:
        context.report.add(node, "somebody pays the cost of a rule", "no option of anybody in it", "say `payer: ACTOR`")
    return tuple(dict.fromkeys(owners))


def _consequence(node: Mapping, rule_id: str, said: str, reasons: tuple[str, ...], context: Context) -> Consequence:
    _stray(node, ("costs", "payer"), "a forced consequence has no cost", context)
    when = condition(node.get("when"), context)
    sets = values(node.get("sets"), context, "`sets`")
    if node.get("sets") is None:
        context.report.add(node, "a rule with `when` has `sets`", "none", "sets: {owner.option: value}")
    return Consequence(rule_id, when, sets, said, reasons)
