"""The parts of the documentation that are made from the code, so that they cannot differ from it.

On a page they stand between ``<!-- made: NAME ARGUMENT -->`` and ``<!-- /made -->``. After a change of the code,
``python -m tests.docs.refresh`` writes them anew.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import typer

import detente
from detente.cases import describe
from detente.cli.main import app
from detente.model.quantities import WORDS
from detente.space.count import amount
from detente.space.enumerate import LIMIT
from detente.space.forced import TRIES
from detente.space.moves import ARC_LIMIT
from detente.space.nodes import NODE_LIMIT
from detente.stability.concepts import CONCEPTS
from detente.stability.simultaneous import BUDGET

LONG = 100
"""Characters from which a signature takes a line for each parameter."""

_MADE = re.compile(r"(<!-- made: (?P<name>\w+) ?(?P<argument>[^>]*?) -->\n)(?P<text>.*?)(<!-- /made -->)", re.DOTALL)


def remade(text: str) -> str:
    """A page with everything that is made from the code made anew."""
    return _MADE.sub(lambda found: found[1] + make(found["name"], found["argument"]) + found[5], text)


def make(name: str, argument: str = "") -> str:
    """One part, with a line break at its end."""
    maker = MAKERS.get(name)
    if maker is None:
        raise AssertionError(f"nothing makes {name}; there are {', '.join(MAKERS)}")
    return "\n".join(maker(*argument.split())) + "\n"


def commands() -> dict[str, Any]:
    """Every command by its words, families (``export``) spelled out: ``export schema``."""
    return dict(_commands(typer.main.get_command(app), ()))


def _commands(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    below = getattr(command, "commands", None)
    if below is None:
        yield " ".join(words), command
        return
    for name, each in below.items():
        yield from _commands(each, (*words, name))


def flags(command: Any) -> tuple[str, ...]:
    """The options of a command: ``--json``, ``-o``."""
    return tuple(flag for each in command.params if each.param_type_name == "option" for flag in each.opts)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table, with a blank line before and after."""
    lines = [head, ["---"] * len(head), *rows]
    return ["", *(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in lines), ""]


def _table_of_commands() -> list[str]:
    rows = [(f"[`detente {name}`](#detente-{name.replace(' ', '-')})", each.help) for name, each in commands().items()]
    return table(("command", "what it does"), rows)


def _options(*words: str) -> list[str]:
    command, rows = commands()[" ".join(words)], []
    for each in command.params:
        if each.param_type_name == "argument":
            rows.append((f"`{each.metavar or each.name}`", each.help or "", "needed" if each.required else ""))
        else:
            shown = ", ".join(f"`{flag}`" for flag in reversed(each.opts))
            metavar = "" if each.is_flag else f" `{each.metavar or 'N'}`"
            rows.append((shown + metavar, each.help or "", _default(each)))
    return table(("argument or option", "meaning", "default"), rows)


def _default(option: Any) -> str:
    value = option.default
    return "" if option.is_flag or value in (None, "", ()) else f"`{value}`"


def _signature(name: str) -> list[str]:
    """A front-door name as it is called, its docstring and, for a class, its members."""
    thing = getattr(detente, name)
    lines = ["", "```text", f"detente.{name}{_call(thing)}", "```", "", *_said(thing)]
    return [*lines, *(_members(thing, fields=False) if inspect.isclass(thing) else [""])]


def _record(path: str) -> list[str]:
    """The fields and methods of an answer record, ``package.module.Class``."""
    module, _, name = path.rpartition(".")
    thing = getattr(import_module(f"detente.{module}"), name)
    return ["", f"**{name}**: {_said(thing)[0]}", *_said(thing)[1:], *_members(thing)]


def _call(thing: Any) -> str:
    if inspect.isclass(thing) and not is_dataclass(thing):
        return ""
    signature = inspect.signature(thing)
    given = "" if inspect.isclass(thing) else f" -> {signature.return_annotation}"
    parts = [_parameter(each) for each in signature.parameters.values()]
    line = f"({', '.join(parts)}){given}"
    return line if len(line) < LONG else "(\n    " + ",\n    ".join(parts) + f",\n){given}"


def _parameter(each: inspect.Parameter) -> str:
    typed = each.name if each.annotation is each.empty else f"{each.name}: {each.annotation}"
    plain = each.default is each.empty or "factory" in repr(each.default)
    return typed if plain else f"{typed} = {each.default!r}"


def _members(thing: type, fields: bool = True) -> list[str]:
    """The fields in one line, methods and properties as a table."""
    own = getattr(thing, "__dataclass_fields__", {})
    said = ", ".join(f"`{name}: {each.type}`" for name, each in own.items())
    rows = [row for name, each in vars(thing).items() if name[0] != "_" and name not in own for row in _row(name, each)]
    lines = ["", f"Fields: {said}.", ""] if own and fields else [""]
    return [*lines[:-1], *table(("member", "meaning"), rows)] if rows else lines


def _row(name: str, each: Any) -> Iterator[tuple[str, str]]:
    if inspect.isfunction(each):
        yield f"`{name}{_call(each)}`".replace("(self, ", "(").replace("(self)", "()"), _first(each)
        return
    got = getattr(each, "fget", None) or getattr(each, "func", None)
    if got is not None:
        yield f"`{name}: {inspect.signature(got).return_annotation}`", _first(got)


def _first(thing: Any) -> str:
    paragraph = (inspect.getdoc(thing) or "").split("\n\n")[0]
    return _plain(" ".join(paragraph.split()))


def _said(thing: Any) -> list[str]:
    """A docstring as Markdown, without literal blocks."""
    said = (inspect.getdoc(thing) or "").split("\n\n::")[0]
    return _plain(said).split("\n")


def _plain(text: str) -> str:
    return re.sub(r":\w+:`~?([^`]+)`", r"`\1`", text).replace("``", "`")


def _concepts() -> list[str]:
    rows = [(f"`{each.id}`", each.name, each.foresight, each.replies, each.escape, each.source) for each in CONCEPTS]
    return table(("id", "name", "what an actor thinks of", "replies that count", "own escape", "source"), rows)


def _words() -> list[str]:
    rows = [(f"`{word}`", f"{low:g} to {high:g}") for word, (low, high) in WORDS.items()]
    return table(("word", "units of worth"), rows)


def _cases() -> list[str]:
    rows = [
        (f"`{each.id}`", each.title, each.question, str(each.actors), str(each.options), str(each.claims))
        for each in describe()
    ]
    return table(("case", "title", "question", "actors", "options", "claims"), rows)


def _limits() -> list[str]:
    bound = [
        ("feasible states that are listed", LIMIT),
        ("decision nodes for counting and listing them", NODE_LIMIT),
        ("listed moves of one actor (explicit graphs, forced consequences)", ARC_LIMIT),
        ("changes tried for one actor under forced consequences", TRIES),
        ("joint replies looked at for SIM", BUDGET),
    ]
    return table(("what", "at most"), [(what, amount(number)) for what, number in bound])


MAKERS: dict[str, Callable[..., list[str]]] = {
    "commands": _table_of_commands,
    "options": _options,
    "signature": _signature,
    "record": _record,
    "concepts": _concepts,
    "words": _words,
    "cases": _cases,
    "limits": _limits,
}


def made_names(page: Path) -> tuple[tuple[str, str], ...]:
    """The parts of a page that are made from the code: name and argument."""
    return tuple((each["name"], each["argument"]) for each in _MADE.finditer(page.read_text(encoding="utf-8")))
