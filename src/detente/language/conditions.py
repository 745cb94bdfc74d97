"""Text to :class:`Condition`: every name is looked up, every unknown one reported at its own column.

``not x`` of a name with the value ``yes`` is the negation of ``x == yes``; outcomes are replaced by their conditions.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..model.conditions import FALSE, TRUE, And, Condition, Count, Iff, Implies, Is, Not, Or
from ..model.conditions import text as said
from .context import Context
from .grammar import MAX_LENGTH, Tree, Trouble, Word, parse
from .nodes import Mapping, Node, Scalar, kind, shown


def condition(node: Node | None, context: Context) -> Condition:
    """The condition that a node holds; ``TRUE`` (and a problem) where it holds none."""
    tree = tree_of(node, context, "condition")
    return TRUE if tree is None or not isinstance(node, Scalar) else resolve(tree, node, context)


def tree_of(node: Node | None, context: Context, start: str) -> Tree | None:
    """The grammar's tree of a condition or rule; None (and a problem) where the text is none."""
    what = "a rule" if start == "rule" else "a condition"
    if not isinstance(node, Scalar) or node.is_null:
        said = "nothing" if node is None else kind(node)
        hint = "a condition with a colon or a brace is quoted" if isinstance(node, Mapping) else ""
        context.report.add(node, f"{what} is a text", said, hint)
        return None
    key = (start, node.text)
    if key not in context.trees:
        try:
            context.trees[key] = parse(node.text, "rule" if start == "rule" else "condition")
        except Trouble as trouble:
            context.report.add(node, trouble.rule, trouble.found, trouble.hint, offset=trouble.at)
            return None
    return context.trees[key]


def resolve(tree: Tree, node: Scalar, context: Context) -> Condition:
    """A tree with its names looked up."""
    resolver = Resolver(node, context)
    made = resolver.build(tree)
    if resolver.failed:
        return TRUE
    if (len(node.text) > MAX_LENGTH // 10 or context.aliases) and _length(made, MAX_LENGTH) > MAX_LENGTH:
        rule = f"a condition has at most {MAX_LENGTH:,} characters once its outcomes are spelled out"
        context.report.add(node, rule, "a longer one", "shorten it")
        return TRUE
    return made


def _length(made: Condition, limit: int) -> int:
    """The length of a condition's text, counted no further than a little over ``limit`` (an outcome of outcomes of
    outcomes can grow without bound)."""
    total, depth, waiting = 0, 0, [(made, 1)]
    while waiting and total <= limit:
        part, level = waiting.pop()
        depth = max(depth, level)
        match part:
            case Is(name, value):
                total += len(name) + (0 if value == "yes" else len(value) + 4) + 2
            case Not(inner):
                total += 6
                waiting.append((inner, level + 1))
            case And(parts) | Or(parts) | Count(parts=parts):
                total += 6 * len(parts)
                waiting.extend((each, level + 1) for each in parts)
            case Implies(left, right) | Iff(left, right):
                total += 11
                waiting.extend(((left, level + 1), (right, level + 1)))
            case _:
                total += 5
        if depth > 40:
            return limit + 1
    return total if total < limit // 2 else len(said(made)) if total <= limit else total


class Resolver:
    """Builds the condition of one text."""

    def __init__(self, node: Scalar, context: Context) -> None:
        self.node = node
        self.context = context
        self.failed = False

    def build(self, tree: Tree) -> Condition:
        match tree.kind:
            case "true":
                return TRUE
            case "false":
                return FALSE
            case "name":
                return self.alone(tree.words[0])
            case "equal" | "unequal":
                same = self.equal(*tree.words)
                return same if tree.kind == "equal" else Not(same)
            case "among":
                return self.among(tree.words[0], tree.words[1:])
            case "not_":
                return Not(self.build(tree.parts[0]))
            case "and_":
                return And(self.all(tree.parts))
            case "or_":
                return Or(self.all(tree.parts))
            case "implies":
                return Implies(*self.all(tree.parts))
            case "iff":
                return Iff(*self.all(tree.parts))
            case _:
                return self.count(tree)

    def all(self, trees: Iterable[Tree]) -> tuple[Condition, ...]:
        return tuple(self.build(tree) for tree in trees)

    def count(self, tree: Tree) -> Condition:
        """``at least``, ``at most``, ``exactly`` N of a list."""
        bounds, parts = tree.parts[0], self.all(tree.parts[1:])
        numbers = [self.number(word, len(parts)) for word in bounds.words]
        low = 0 if bounds.kind == "at_most" else numbers[0]
        high = len(parts) if bounds.kind == "at_least" else numbers[-1]
        if low > high:
            self.say(bounds.words[0], "the lower bound is at most the upper", f"{low} and {high}")
        return Count(low, high, parts)

    def number(self, word: Word, size: int) -> int:
        number = int(word.text) if len(word.text) < 9 else size + 1
        if number > size:
            self.say(word, "N is between 0 and the length of the list", f"{word.text} of {size}")
        return min(number, size)

    def alone(self, word: Word) -> Condition:
        """A name that stands by itself: an outcome, or something that can be ``yes``."""
        if word.text in self.context.aliases:
            self.context.used.add(word.text)
            return self.context.aliases[word.text]
        values = self.values(word)
        if values is None:
            return TRUE
        if "yes" not in values:
            hint = f"write `{word.text} == {values[-1]}`; its values are {listed(values)}"
            self.say(word, "only a yes/no name stands alone", f"`{word.text}`", hint)
        return Is(word.text, "yes")

    def equal(self, left: Word, right: Word) -> Condition:
        """``name == value``, or two yes/no names with the same value."""
        values = self.values(left)
        if values is None:
            return TRUE
        if right.text in values:
            return Is(left.text, right.text)
        other = self.context.values.get(right.text)
        if other is not None and "yes" in values and "yes" in other:
            self.context.used.add(right.text)
            return Iff(Is(left.text, "yes"), Is(right.text, "yes"))
        self.bad_value(left, right, values)
        return TRUE

    def among(self, name: Word, choices: tuple[Word, ...]) -> Condition:
        values = self.values(name)
        if values is None:
            return TRUE
        for choice in choices:
            if choice.text not in values:
                self.bad_value(name, choice, values)
        parts = tuple(Is(name.text, choice.text) for choice in choices)
        return parts[0] if len(parts) == 1 else Or(parts)

    def bad_value(self, name: Word, value: Word, values: tuple[str, ...]) -> None:
        if name.text in self.context.broken:
            return
        hint = self.context.report.meant(value.text, values) or f"its values are {listed(values)}"
        self.say(value, f"`{name.text}` is compared with one of its values", f"`{value.text}`", hint)

    def values(self, word: Word) -> tuple[str, ...] | None:
        """The values of a name; None (and a problem) if nothing has that name."""
        self.context.used.add(word.text)
        values = self.context.values.get(word.text)
        if values is None and word.text not in self.context.broken:
            known = [*self.context.values, *self.context.aliases]
            rule = "a condition speaks of options, scenario variables and outcomes"
            if word.text in self.context.aliases:
                self.say(word, "an outcome stands alone", f"`{word.text}` compared")
            else:
                self.say(
                    word, rule, f"`{shown(word.text)}`, which is none of them", _close(word.text, known, self.context)
                )
        return values

    def say(self, word: Word, rule: str, found: str, hint: str = "") -> None:
        self.failed = True
        self.context.report.add(self.node, rule, found, hint, offset=word.at)


def _close(word: str, known: list[str], context: Context) -> str:
    """A known name that was probably meant; an option whose owner was left out counts."""
    owned = [name for name in known if name.partition(".")[2] == word]
    return f"did you mean {owned[0]}?" if owned else context.report.meant(word, known)


def listed(values: Iterable[str], limit: int = 8) -> str:
    """Values in a sentence."""
    every = [f"`{value}`" for value in values]
    return ", ".join(every[:limit]) + (", ..." if len(every) > limit else "")
