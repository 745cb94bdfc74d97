"""Random YAML texts of every style, and an independent reading of a text, for the tests of edits."""

from __future__ import annotations

from functools import cache, lru_cache
from random import Random
from typing import Any

from ruamel.yaml import YAML

WORDS = (
    "plain", "two words", "yes", "no", "null", "1", "0.5", "1e5", "true", "a: b", "a #b", "# x", " lead", "trail ", "",
    "it's", 'say "so"', "- x", "a, b", "normal(3, 1)", "(open", "[x]", "{x}", "12:30", "x:", "?", "? x", "-", "|", "&a",
    "*a", "!t", "%d", "@x", "`x`", "한국", "été", "\U0001f600", "back\\slash", "two\nlines", "three\nlines\nhere\n",
    "gap\n\nbelow", "end\n\n", "\ttab", "in\ttab", "2025-01-01", "a.x and not b.y", "~", "...", "---", "<<", "=",
    "line\u2028separator", "next\x85line", "x" * 90, "  two\n  deep", "#", "a#b", "'", '"', ":", "::", "a:b", "\r\n",
)  # fmt: skip
KEYS = ("a", "b", "c", "usa.summit", "yes", "1", "two words", "it's", "a: b", "key-1", "한국", "# k", "null", "x:y")


@lru_cache(maxsize=16)
def reading(text: str) -> Any:
    """What another reader of YAML 1.2 makes of a text; a date stays a text."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda constructor, node: node.value)
    return _texts(yaml.load(text))


def _texts(value: Any) -> Any:
    """The same with every key a text (the model language has no other keys)."""
    if isinstance(value, dict):
        return {_key(key): _texts(inner) for key, inner in value.items()}
    return [_texts(item) for item in value] if isinstance(value, list) else value


def _key(key: Any) -> str:
    return key if isinstance(key, str) else "null" if key is None else str(key)


def ordered(value: Any) -> Any:
    """A form in which the order of keys counts, and 1 is not True."""
    if isinstance(value, dict):
        return ("mapping", [(key, ordered(inner)) for key, inner in value.items()])
    return [ordered(item) for item in value] if isinstance(value, list) else (type(value).__name__, value)


def random_value(random: Random, depth: int = 0) -> Any:
    kind = random.random()
    if depth < 3 and kind < 0.2:
        return [random_value(random, depth + 1) for _ in range(random.randrange(4))]
    if depth < 3 and kind < 0.5:
        return {key: random_value(random, depth + 1) for key in random.sample(KEYS, random.randrange(4))}
    if kind < 0.6:
        return random.choice([0, 1, -3, 2.5, 0.25, 12345])
    return random.choice(WORDS) if kind < 0.97 else None


def random_text(random: Random) -> str:
    """A mapping written in a random style: indentation, brackets, quotes, comments, blank lines, line breaks."""
    writer = _Writer(random)
    tree = {key: random_value(random, 1) for key in random.sample(KEYS, random.randrange(1, 6))}
    if random.random() < 0.05:
        return random.choice(["", "{}", "{}\n", "# only a comment\n", "---\n", "\n", "---\n{}\n", "# c\n{} # d\n"])
    if random.random() < 0.08:
        return writer.flow(tree, 0) + "\n"
    lines = list(writer.block(tree, 0))
    text = "\n".join(["# the file", *lines] if random.random() < 0.3 else lines)
    text += "\n" if random.random() < 0.8 else ""
    return text.replace("\n", "\r\n") if random.random() < 0.2 else text


class _Writer:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.step = random.choice([2, 2, 2, 1, 4])
        self.dash = random.choice([2, 2, 0, 4])
        self.noise = random.choice([0.0, 0.15, 0.4])
        self.count = 0

    def comment(self) -> str:
        self.count += 1
        return f"# note{self.count}."

    def behind(self) -> str:
        return f"  {self.comment()}" if self.random.random() < self.noise else ""

    def between(self, pad: int) -> list[str]:
        found = []
        if self.random.random() < self.noise:
            found.append(" " * self.random.choice([pad, pad, pad + 3, 0]) + self.comment())
        if self.random.random() < self.noise / 2:
            found.insert(self.random.randrange(len(found) + 1), "")
        return found

    def scalar(self, value: Any, flow: bool = False) -> str:
        if value is None:
            return "" if not flow and self.random.random() < 0.5 else self.random.choice(["null", "~"])
        if not isinstance(value, str):
            return str(value)
        for form in self.random.sample(["plain", "single", "double"], 3):
            made = self.quoted(value, form)
            if made is not None and _reads(made, value, flow):
                return made
        return self.quoted(value, "double") or ""

    def quoted(self, value: str, form: str) -> str | None:
        if form == "plain":
            return value
        if form == "single":
            return "'" + value.replace("'", "''") + "'" if value.isprintable() else None
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        return '"' + escaped.replace("\r", "\\r").replace("\x85", "\\N").replace("\u2028", "\\L") + '"'

    def flow(self, value: Any, pad: int) -> str:
        if not isinstance(value, dict | list):
            return self.scalar(value, flow=True)
        if isinstance(value, dict):
            parts = [f"{self.scalar(key, flow=True)}: {self.flow(inner, pad)}" for key, inner in value.items()]
        else:
            parts = [self.flow(item, pad) for item in value]
        left, right = "{}" if isinstance(value, dict) else "[]"
        made = left + self.random.choice(["", "", " "])
        for place, part in enumerate(parts):
            end = "," if place + 1 < len(parts) else self.random.choice(["", "", ","])
            broken = self.random.random() < self.noise
            rest = f"{self.behind()}\n{' ' * (pad + 1)}" if broken else " " if end and place + 1 < len(parts) else ""
            made += part + end + rest
        return made + right

    def block(self, tree: dict[str, Any], pad: int) -> list[str]:
        lines: list[str] = []
        for key, value in tree.items():
            head = f"{' ' * pad}{self.scalar(key, flow=True)}:"
            lines += [*(self.between(pad) if lines else []), *self.below(head, value, pad, self.step, self.dash)]
        return lines

    def below(self, head: str, value: Any, pad: int, step: int, dash: int) -> list[str]:
        inner = pad + step
        if isinstance(value, str) and _literal(value) and self.random.random() < 0.7:
            sign = {0: "|-", 1: "|"}.get(len(value) - len(value.rstrip("\n")), "|+")
            rows = value.rstrip("\n").split("\n") + [""] * (max(1, len(value) - len(value.rstrip("\n"))) - 1)
            return [f"{head} {sign}{self.behind()}", *(" " * max(inner, pad + 1) + row if row else "" for row in rows)]
        if isinstance(value, dict | list) and value and self.random.random() < 0.65:
            if isinstance(value, dict):
                return [head + self.behind(), *self.between(inner), *self.block(value, inner)]
            return [head + self.behind(), *self.between(pad + dash), *self.items(value, pad + dash)]
        if isinstance(value, dict | list):
            return (head + " " + self.flow(value, pad + step + 1) + self.behind()).split("\n")
        said = self.scalar(value)
        return [(f"{head} {said}" if said else head) + self.behind()]

    def items(self, values: list[Any], pad: int) -> list[str]:
        lines: list[str] = []
        for value in values:
            lines += self.between(pad) if lines else []
            if isinstance(value, dict) and value and self.random.random() < 0.7:
                first, *rest = self.block(value, pad + 2)
                lines += [f"{' ' * pad}- {first[pad + 2 :]}", *rest]
            elif isinstance(value, list) and value and self.random.random() < 0.3:
                first, *rest = self.items(value, pad + 2)
                lines += [f"{' ' * pad}- {first[pad + 2 :]}", *rest]
            else:
                lines += self.below(f"{' ' * pad}-", value, pad, 2, 2)
        return lines


def _literal(value: str) -> bool:
    return "\n" in value.rstrip("\n") and value.isascii() and not value.startswith(" ") and "\r" not in value


@cache
def _reads(made: str, value: str, flow: bool) -> bool:
    """Whether a way to write a text reads back as that text."""
    if flow and made == value and (value in "-?" or value.endswith(":") or value.count("(") > value.count(")")):
        return False  # a reader may stumble over it; the model language takes it for a text cut at a comma
    try:
        return bool(
            reading(f"[{made}, z, {made}]") == [value, "z", value] and reading(f"{{{made}: 1}}") == {value: 1}
            if flow
            else reading(f"k: {made}\nz: 1") == {"k": value, "z": 1}
        )
    except Exception:  # noqa: BLE001 - whatever the reader says, this is no way to write it
        return False
