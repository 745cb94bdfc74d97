"""Models for tests of the report: hostile, and with this or that missing."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from detente.language import read
from detente.model import Model

SCRIPT = "<script>alert(1)</script>"
IMAGE = "\"><img src=x onerror=alert(1)>'"
STYLE = "</style></title></svg><script>alert(2)</script>"
LATEX = r"\input{/etc/passwd} $x^2$ 100% a_b #1 & ~ \\ }{ \end{tabular}"
FORMULAS = ('=HYPERLINK("http://evil.example","x")', "+1+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(1+1)", "\t=1+1")
HOSTILE = f"{SCRIPT}{IMAGE}{STYLE} {LATEX} {{{{7*7}}}} ${{7*7}} javascript:alert(3) #1f5fa8"

BASE = r"""
title: Title TT
question: Question TT
as_of: 2025-01-01
horizon: 12 months
sources:
  one: {author: Author TT, title: Source TT, date: "2024", file: f.txt, url: "https://evil.example/TT"}
evidence:
  seen: {source: one, paragraph: 1, says: Says TT, quote: Quote TT}
actors:
  a: {name: Actor A TT, aliases: [Alias TT], because: seen}
  b: {name: Actor B TT}
options:
  a.x: {text: Option TT, because: seen}
  a.level: {text: Level TT, choices: [low, high], reversible: no}
  b.y: {text: Other TT}
scenario:
  weather: {text: Weather TT, fair: 0.6, foul: 0.4, because: seen}
rules:
  - {rule: b.y requires a.x, id: first, text: Rule TT, because: seen}
  - {never: a.x and weather == foul and b.y, id: soft, text: Soft TT, costs: 0.5..1, payer: a}
  - {when: not a.x, sets: {b.y: no}, id: falls, text: Falls TT}
preferences:
  a:
    - {id: w1, wants: b.y, worth: 1..2, stake: Stake TT, text: Want TT, because: seen}
    - {id: w2, avoids: a.x and not b.y, worth: 0.2..0.4}
  b:
    - {id: w3, wants: a.level == high and b.y, worth: 1..3}
    - {id: w4, avoids: b.y, worth: 0.2..0.9}
outcomes:
  deal: {when: b.y, text: Outcome TT, base_rate: 0.1, because: seen}
readings:
  glad: {name: Reading TT, says: Reading says TT, preferences: {b: [{id: w4, avoids: b.y, worth: 0..0.1}]}}
  sad: {name: Sad TT, says: Sad says TT, preferences: {b: [{id: w4, avoids: b.y, worth: 3..4}]}}
claims:
  claim-one:
    answers: Leading question TT
    says: Claim TT
    by: one
    because: seen
    reading: glad
    test: {rests: deal, concept: seq}
  claim-two: {says: Second TT, test: {raises: deal, commit: {a.x: yes}}}
notes: [Note TT]
"""


def plain() -> Model:
    """A small model with something in every section."""
    return read(BASE.replace(" TT", ""))


def hostile(mark: str = HOSTILE) -> Model:
    """The same model with ``mark`` in every text that an analyst may write."""
    return poisoned(read(BASE), mark)


def poisoned(value: Any, mark: str) -> Any:
    """A record with ``TT`` replaced by ``mark`` in every text inside."""
    if isinstance(value, str):
        return value.replace("TT", mark)
    if isinstance(value, tuple):
        return tuple(poisoned(each, mark) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: poisoned(getattr(value, each.name), mark) for each in fields(value)})
    return value


GRAPH = """
title: Two roads
actors: [a, b]
graph:
  states: {s1: where it stands, s2: halfway, s3: the end}
  moves: {a: [s1 -> s2, s2 <-> s1], b: [s2 -> s3]}
status_quo: s1
preferences: {a: {ranking: [s3, s2, s1]}, b: {ranking: [s3, [s1, s2]]}}
outcomes: {end: state == s3}
"""

BARE = """
title: Nothing but a game
actors: [a, b]
options: {a.x: takes x, b.y: takes y}
preferences: {a: {priorities: [b.y, not a.x]}}
"""

NOWHERE = """
title: No today
actors: [a, b]
options: {a.x: takes x, b.y: takes y}
rules:
  - at least one of a.x, b.y
preferences: {a: {priorities: [b.y]}, b: {priorities: [a.x]}}
outcomes: {both: a.x and b.y}
"""


def small(text: str) -> Model:
    return read(text)
