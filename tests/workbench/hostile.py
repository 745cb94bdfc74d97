"""A model that tries to run script from every text it has."""

from __future__ import annotations

import itertools
import json

_NUMBERS = itertools.count(1)

KINDS = (
    "<script>hit({n})</script>",
    "<img src=x onerror=hit({n})>",
    "<svg/onload=hit({n})>",
    "\"><img src=x onerror='hit({n})'>",
    "'-hit({n})-'",
    "{{{{constructor.constructor('hit({n})')()}}}}",
    "${{hit({n})}}",
    "</textarea><script>hit({n})</script>",
    "</script><script>hit({n})</script>",
    "[x](javascript:hit({n}))",
    "`${{hit({n})}}`",
    "<a href=javascript:hit({n})>x</a><iframe srcdoc='<script>parent.hit({n})</script>'>",
)


def bad() -> str:
    """A text that would call ``hit``, quoted for YAML; each kind in turn."""
    number = next(_NUMBERS)
    return json.dumps(KINDS[number % len(KINDS)].format(n=number))


def hostile() -> str:
    """The model's text. Every kind of attack stands in every kind of place over some repetitions."""
    actors = "\n".join(f"  a{n}: {{name: {bad()}, tempo: 4 per year, aliases: [{bad()}]}}" for n in range(4))
    options = "\n".join(f"  a{n}.x: {{text: {bad()}}}" for n in range(4))
    sources = "\n".join(
        f"  s{n}: {{author: {bad()}, title: {bad()}, date: 2025-02, url: {json.dumps(f'javascript:hit({900 + n})')}}}"
        for n in range(12)
    )
    evidence = "\n".join(f"  e{n}: {{source: s{n}, paragraph: 1, says: {bad()}}}" for n in range(12))
    wants = "\n".join(
        f"  a{n}: [{{wants: a{(n + 1) % 4}.x, worth: 1..3, stake: {bad()}, because: [e{n}, e{n + 4}, e{n + 8}]}}, "
        f"{{avoids: a{n}.x, worth: 1}}]"
        for n in range(4)
    )
    claims = "\n".join(
        f"  c{n}: {{says: {bad()}, by: s{n}, because: [e{n}], test: {{outcome: o{n % 4}, chance: at most 0.9}}}}"
        for n in range(12)
    )
    outcomes = "\n".join(f"  o{n}: {{text: {bad()}, when: a{n}.x}}" for n in range(4))
    readings = "\n".join(
        f"  r{n}: {{name: {bad()}, says: {bad()}, preferences: {{a0: [{{wants: a1.x, worth: {n + 1}}}]}}}}"
        for n in range(3)
    )
    return (
        f"title: {bad()}\nquestion: {bad()}\nas_of: 2025-02-01\nhorizon: 12 months\nnotes: {bad()}\n"
        f"sources:\n{sources}\nevidence:\n{evidence}\nactors:\n{actors}\noptions:\n{options}\nstatus_quo: {{}}\n"
        f"preferences:\n{wants}\noutcomes:\n{outcomes}\nreadings:\n{readings}\nclaims:\n{claims}\n"
    )
