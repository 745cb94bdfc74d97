"""A small model with everything that the tabs Answer and Knobs show: sources, readings, claims, a scenario."""

from __future__ import annotations

TRIBUTE = """\
title: A tribute
question: Will the North pay and the South guard?
as_of: 2025-01-01
horizon: 18 months

sources:
  chronicle: {author: The Chronicler, title: Of tribute, date: 1401}
evidence:
  hunger: {source: chronicle, paragraph: 3, says: The South needs silver more than rest.}
  fear: {source: chronicle, paragraph: 5..6, says: "In tense years the North pays <b>gladly</b>."}

actors:
  north: {name: North, tempo: 2..4 per year, precision: 4..8}
  south: {name: South, tempo: 3 per year, precision: 6, foresight: 1..2 years}
options:
  north.pays: pays tribute
  south.guards: guards the pass
scenario:
  mood: {calm: 0.5..0.9, tense: rest, because: fear}
rules:
  - {rule: north.pays requires south.guards, id: trust, costs: 0.5..1, payer: [north]}
status_quo: {}

preferences:   # what each wants
  north:
    - {id: peace, wants: south.guards, worth: 2..4}
    - {id: purse, avoids: north.pays, worth: 0.5..1.5}
    - {id: fear, wants: north.pays and mood == tense, worth: 1..2, because: fear}
  south:
    - {id: silver, wants: north.pays, worth: 1..3, because: hunger}   # the lever
    - {id: toil, avoids: south.guards, worth: 0.5..1.5}

outcomes:
  bargain: {when: north.pays and south.guards, text: tribute for protection}
  peril: {when: not south.guards, text: the pass lies open}

readings:
  merchant:
    name: The Merchant
    says: Silver decides.
    preferences:
      south:
        - {id: silver, wants: north.pays, worth: 3..5, because: hunger}

claims:
  rare:
    says: The bargain is rare.
    by: chronicle
    because: [hunger, fear]
    answers: Will there be a bargain?
    test: {outcome: bargain, chance: at most 0.9}
  silver-first:
    says: The South would rather have the silver.
    by: chronicle
    because: hunger
    test: {prefers: south, better: {north.pays: yes}, worse: {north.pays: no}}
"""
