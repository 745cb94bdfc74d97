"""Every key of the language, by the kind of mapping it stands in, with what it means.

The reader refuses keys that are not here, and the JSON Schema takes its descriptions from here.
"""

from __future__ import annotations

KEYWORDS = ("and", "or", "not", "implies", "iff", "true", "false", "at", "least", "most", "exactly", "of", "in")
"""Words of the condition language; none of them is an id."""

_BECAUSE = "the evidence it rests on: an id or a list of ids"
_MEASURE = "reached by the date (default), holding at the date, or in_place: the share of the time until then"
_WITHIN = "by when, a duration from `as_of`; default the horizon"
_COMMIT = "option values held fixed from today on"
_MARGIN = "how large the difference must be to count; default 0.02"
_OUTCOME = "the id of an outcome, or a condition"

KEYS: dict[str, dict[str, str]] = {
    "model": {
        "title": "a short name",
        "question": "the question asked, a sentence",
        "as_of": "date of today, YYYY-MM-DD",
        "horizon": "how far ahead: 24 months, 2 years, 90 days, 6 weeks; default 24 months",
        "sources": "the texts that are cited, by id",
        "evidence": "what a passage of a source says, by id",
        "actors": "who takes part: by id, or a list of ids",
        "options": "what each actor alone decides: owner.option",
        "scenario": "what no actor decides: variables with probabilities",
        "rules": "what cannot be, what costs, and what follows by itself",
        "status_quo": "today's value of each option; options not named have their first choice",
        "preferences": "what each actor wants",
        "outcomes": "named sets of states, by id",
        "readings": "rival readings of the same evidence, by id: patches on this model",
        "claims": "assertions by id, each with a test that could fail",
        "coalitions": "lists of actors to be analysed jointly",
        "graph": "states and moves listed one by one, instead of options",
        "notes": "free sentences, carried along",
    },
    "source": {
        "author": "who wrote it",
        "title": "its title",
        "date": "YYYY, YYYY-MM or YYYY-MM-DD",
        "file": "the name of its text in the folder of sources",
        "url": "where it is published",
    },
    "evidence": {
        "source": "the id of the source",
        "paragraph": "a number, a range 4..6 or a list; blocks between blank lines, from 1",
        "quote": "words that occur in the passage",
        "says": "what the passage says, in the analyst's words",
        "fingerprint": "first 16 hexadecimal digits of the SHA-256 of the passage, white space collapsed",
    },
    "actor": {
        "name": "the full name",
        "aliases": "other names",
        "tempo": "how often it gets to reconsider: 4 per year, 1..2 per month; default 4 per year",
        "precision": "logit precision per unit of worth; default 1",
        "foresight": "how far it looks ahead: a duration or a range of durations; default 1..4 years",
        "move_cost": "worth lost by any move; default 0",
        "because": _BECAUSE,
    },
    "option": {
        "text": "what choosing it means",
        "choices": "at least two names, the first the default; without them: no and yes",
        "reversible": "yes (default), or no: only to a later choice",
        "direction": "both (default), forward (only to a later choice), backward, or fixed",
        "because": _BECAUSE,
    },
    "variable": {
        "text": "what it is about",
        "because": _BECAUSE,
        "given": "the variable or variables on which the probabilities depend",
        "until": "the date on which it changes",
        "is": "its value until that date",
        "then": "the probabilities after that date, or a further dated change",
        "values": "all its values, in order",
        "phases": "the machine form: a list of phases, each until a date, with rows",
    },
    "phase": {
        "until": "the date on which the phase ends",
        "rows": "a row for every combination of the parents' values",
    },
    "row": {
        "when": "the parents' values, in the order of `given`",
        "chances": "a probability for every value, in order",
    },
    "rule": {
        "rule": "A requires B; A excludes B, C; exactly (at least, at most) one of A, B",
        "never": "a condition that holds in no state",
        "always": "a condition that holds in every state",
        "id": "a name for the rule; default rule-N",
        "text": "the rule in words",
        "because": _BECAUSE,
        "costs": "a worth: the rule may be broken, at this cost",
        "payer": "who pays the cost: an actor or a list; default the owners of the options mentioned first",
        "when": "a condition with a forced consequence",
        "sets": "the values that options take as soon as it holds",
        "drop": "yes: in a reading, the rule with this id does not apply",
    },
    "preference": {
        "priorities": "conditions, most important first; no numbers",
        "ranking": 'states from best to worst; ties in brackets, ">>" for a strong gap',
        "because": _BECAUSE,
    },
    "want": {
        "wants": "a condition that has worth for the actor",
        "avoids": "a condition that the actor would rather not have",
        "worth": "a number, 2..5, normal(3, 1), or tiny, small, moderate, large, huge",
        "stake": "what is at stake, a word: wants with the same stake are reported together",
        "id": "a name; default the condition as written",
        "text": "the want in words",
        "because": _BECAUSE,
        "drop": "yes: in a reading, the want with this id does not apply",
    },
    "statement": {
        "when": "a condition",
        "id": "a name; default the condition as written",
        "text": "the priority in words",
        "because": _BECAUSE,
    },
    "outcome": {
        "when": "the condition that defines it",
        "text": "what it means",
        "base_rate": "how often such a thing happened before, in [0, 1]",
        "because": _BECAUSE,
    },
    "reading": {
        "name": "its name",
        "says": "what it holds, a sentence",
        "because": _BECAUSE,
    },
    "claim": {
        "says": "what is asserted, a sentence",
        "by": "the id of the source that claims it",
        "answers": "the question that the claim settles; such claims lead in `detente run`",
        "because": _BECAUSE,
        "given": "scenario values taken for certain",
        "reading": "the id of the reading in which it is tested; default the base model",
        "hold": "option values held fixed",
        "without": "options off the menu, held as they are today",
        "test": "what must come out",
    },
    "graph": {
        "states": "a list of ids, or id: what it means",
        "moves": "by actor, a list of moves: s1 -> s2, s1 <-> s2",
    },
}

TESTS: dict[str, dict[str, str]] = {
    "rests": {
        "rests": "a condition: some state with it is stable",
        "concept": "nash, gmr, smr, seq (default), sseq or sim",
        "actor": "stable for this actor; default for all",
        "every": "yes: each state with the condition is stable",
    },
    "does_not_rest": {
        "does_not_rest": "a condition: no state with it is stable",
        "concept": "nash, gmr, smr, seq (default), sseq or sim",
        "actor": "stable for this actor; default for all",
    },
    "reaches": {
        "reaches": "a condition: play from today can get there",
        "through": "improvements (default) or moves",
    },
    "cannot_reach": {
        "cannot_reach": "a condition: play from today cannot get there",
        "through": "improvements (default) or moves",
    },
    "prefers": {
        "prefers": "an actor",
        "better": "option values: today changed by them is preferred",
        "worse": "option values: to today changed by these",
    },
    "chance": {
        "outcome": _OUTCOME,
        "chance": "at least 0.5, at most 0.2, or between 0.2 and 0.4",
        "commit": _COMMIT,
        "within": _WITHIN,
        "measure": _MEASURE,
    },
    "raises": {},
    "lowers": {},
    "no_effect": {},
    "needs": {
        "outcome": _OUTCOME,
        "needs": "a condition: without it the outcome hardly comes about",
        "at_most": "the chance of the outcome with the condition shut out; default 0.05",
        "within": _WITHIN,
        "measure": _MEASURE,
    },
    "suffices": {
        "outcome": _OUTCOME,
        "suffices": _COMMIT,
        "at_least": "the chance that the outcome then reaches; default 0.5",
        "within": _WITHIN,
        "measure": _MEASURE,
    },
    "not_enough": {
        "outcome": _OUTCOME,
        "not_enough": _COMMIT,
        "at_least": "the chance that the outcome does not reach; default 0.5",
        "within": _WITHIN,
        "measure": _MEASURE,
    },
    "rather": {
        "actor": "who expects more",
        "rather": "scenario values under which it expects more",
        "than": "scenario values under which it expects less",
    },
    "less_while": {},
    "more_while": {},
}
"""The keys of a claim's test, by the key that tells which test it is."""

for _direction in ("raises", "lowers", "no_effect"):
    TESTS[_direction] = {
        _direction: _OUTCOME,
        "commit": _COMMIT,
        "under": "scenario values that are shifted instead of an option",
        "margin": _MARGIN,
        "within": _WITHIN,
        "measure": _MEASURE,
    }
for _direction, _effect in (("less", "smaller"), ("more", "larger")):
    TESTS[f"{_direction}_while"] = {
        "outcome": _OUTCOME,
        "commit": _COMMIT,
        f"{_direction}_while": f"the values under which the effect is {_effect}",
        "than_while": "the values it is compared with",
        "margin": _MARGIN,
        "within": _WITHIN,
        "measure": _MEASURE,
    }
KEYS["reading"] |= {key: said for key, said in KEYS["model"].items() if key not in ("readings", "claims", "sources")}
