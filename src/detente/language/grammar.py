"""The grammar of conditions and rules: text to a tree of words that still knows where each word stands.

Precedence, tightest first: comparison, ``not``, ``and``, ``or``, ``implies`` (to the right), ``iff``. The parser is
LALR: linear in the text, without recursion; trees deeper than ``MAX_DEPTH`` are refused, so that whatever walks a
condition later may recurse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import lark
from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from .nodes import shown
from .vocabulary import KEYWORDS

MAX_LENGTH = 10_000
MAX_DEPTH = 40

GRAMMAR = rf"""
condition: iff
?iff: implies | iff "iff" implies
?implies: or_ | or_ "implies" implies
?or_: and_ | and_ ("or" and_)+                      -> or_
?and_: not_ | not_ ("and" not_)+                    -> and_
?not_: "not" not_                                   -> not_
     | atom
?atom: NAME                                         -> name
     | NAME "==" NAME                               -> equal
     | NAME "!=" NAME                               -> unequal
     | NAME "in" "(" NAME ("," NAME)* ")"           -> among
     | "true"                                       -> true
     | "false"                                      -> false
     | "(" iff ")"
     | bounds "of" "(" iff ("," iff)* ")"           -> count
bounds: "at" "least" NUMBER                         -> at_least
     | "at" "most" NUMBER                           -> at_most
     | "exactly" NUMBER                             -> exactly
     | "at" "least" NUMBER "and" "at" "most" NUMBER -> within
rule: iff "requires" iff                            -> requires
     | iff "excludes" iff ("," iff)*                -> excludes
     | one "one" "of" iff ("," iff)*                -> one_of
one: "exactly"                                      -> exactly_one
     | "at" "least"                                 -> at_least_one
     | "at" "most"                                  -> at_most_one
NAME: /(?!(?:{"|".join(KEYWORDS)})(?![\w.]))[^\W\d]\w*(\.[^\W\d]\w*)?/
NUMBER: /\d+/
%ignore /\s+/
"""


@dataclass(frozen=True, slots=True)
class Word:
    """A name or number, and its offset in the text."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Tree:
    """``kind`` is the name of the grammar's alternative."""

    kind: str
    parts: tuple[Tree, ...] = ()
    words: tuple[Word, ...] = ()
    depth: int = 1


class Trouble(Exception):
    """The text is not a condition: at which offset, and why."""

    def __init__(self, at: int, rule: str, found: str = "", hint: str = "") -> None:
        super().__init__(at, rule, found, hint)
        self.at = at
        self.rule = rule
        self.found = found
        self.hint = hint


def _too_deep() -> Trouble:
    return Trouble(0, f"conditions nest at most {MAX_DEPTH} deep", "a deeper one", "name a part as an outcome")


class _Build(Transformer[Token, Tree]):
    """Called by the parser as each alternative is complete."""

    def __default__(self, data: Any, children: list[Any], meta: Any) -> Any:
        if str(data).startswith("_"):  # the parser's own helper for a repetition; it unpacks it again
            return lark.Tree(data, children)
        parts = tuple(child for child in children if isinstance(child, Tree))
        words = tuple(Word(str(child), int(child.start_pos or 0)) for child in children if isinstance(child, Token))
        depth = 1 + max((part.depth for part in parts), default=0)
        if depth > MAX_DEPTH:
            raise _too_deep()
        return Tree(str(data), parts, words, depth)

    def condition(self, children: list[Tree]) -> Tree:
        return children[0]


def _depth(text: str) -> int:
    """How deep the parentheses of a text nest, at most a little over ``MAX_DEPTH``."""
    now = deepest = 0
    for sign in re.findall(r"[()]", text):
        now += 1 if sign == "(" else -1
        deepest = max(deepest, now)
        if deepest > MAX_DEPTH:
            break
    return deepest


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", start=["condition", "rule"], transformer=_Build(), maybe_placeholders=False)


def parse(text: str, start: Literal["condition", "rule"] = "condition") -> Tree:
    """The tree of a condition or rule. Raises :class:`Trouble`."""
    if _depth(text) > MAX_DEPTH:
        raise _too_deep()
    if len(text) > MAX_LENGTH:
        hint = "name a part as an outcome"
        raise Trouble(0, f"a condition has at most {MAX_LENGTH:,} characters", f"{len(text):,}", hint)
    try:
        tree = _parser().parse(text, start=start)
    except UnexpectedInput as error:
        raise _trouble(error, text, start) from None
    return tree  # type: ignore[return-value]


_SAID = {
    "NAME": "a name", "NUMBER": "a number", "LPAR": "`(`", "RPAR": "`)`", "COMMA": "`,`", "$END": "the end",
    "__ANON_0": "`==`", "__ANON_1": "`!=`",
}  # fmt: skip
_SLIPS = {
    "=": "write `==` to compare", "&": "write `and`", "|": "write `or`", "!": "write `not`", "~": "write `not`",
    "<": "write `at least N of (...)`", ">": "write `implies`", "-": "names have no `-` in conditions",
}  # fmt: skip


def _trouble(error: UnexpectedInput, text: str, start: str) -> Trouble:
    """The parser's complaint in words: what stands there, and what could."""
    whole = f"`{shown(text)}`, not clear at " if start == "rule" else ""
    at = error.pos_in_stream if error.pos_in_stream is not None else len(text)
    rule = "a rule says `A requires B`, `A excludes B` or `exactly one of A, B`" if start == "rule" else _EXPECTED
    if isinstance(error, UnexpectedCharacters):
        return Trouble(at, rule, f"{whole}`{text[at]}`", _SLIPS.get(text[at], ""))
    if not isinstance(error, UnexpectedToken):
        return Trouble(len(text), rule, "the end of the text")
    ends = error.token.type == "$END"
    found = whole + ("the end of the text" if ends else f"`{error.token}`")
    accepted = error.accepts or error.expected or set()
    expected = [_SAID.get(each, f"`{each.lower()}`") for each in sorted(accepted)]
    return Trouble(len(text.rstrip()) if ends else at, rule, found, "expected " + ", ".join(expected))


_EXPECTED = "a condition is made of names, `and`, `or`, `not`, `implies`, `iff`, `==` and parentheses"
