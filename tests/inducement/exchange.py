"""Small models for the tests: an exchange of a concession for a reward, and one with rules between options."""

from __future__ import annotations

from detente.language import check
from detente.model import Model

EXCHANGE = """
title: Exchange
horizon: 4 years
actors:
  a: {name: Anna, tempo: 6 per year, precision: 120, foresight: 3 years}
  b: {name: Bert, tempo: 6 per year, precision: 120, foresight: 3 years}
options: {a.gives: makes the concession, b.pays: gives the reward}
status_quo: {a.gives: no, b.pays: no}
preferences:
  a:
    - {id: reward, wants: b.pays, worth: 2}
    - {id: price, avoids: a.gives and b.pays, worth: 0.25}
    - {id: sucker, avoids: a.gives and not b.pays, worth: 0.75}
  b:
    - {id: concession, wants: a.gives, worth: 2}
    - {id: price, avoids: a.gives and b.pays, worth: 0.25}
    - {id: sucker, avoids: b.pays and not a.gives, worth: 0.75}
outcomes: {deal: a.gives and b.pays, given: a.gives}
"""

MARKET = """
title: Market
horizon: 3 years
actors:
  target: {name: Target, tempo: 3 per year, precision: 6, foresight: 2 years}
  rich: {name: Rich, tempo: 2 per year, precision: 6, foresight: 2 years}
  gate: {name: Gate, tempo: 2 per year, precision: 6, foresight: 2 years}
options:
  target.comes: comes
  rich.pays: pays
  rich.waves: waves a flag that nobody cares for
  gate.opens: opens
scenario: {mood: {fair: 0.6, foul: 0.4}}
rules: [rich.pays requires gate.opens]
status_quo: {target.comes: no}
preferences:
  target:
    - {id: paid, wants: target.comes and rich.pays, worth: 1..3}
    - {id: travel, avoids: target.comes, worth: 0.5..1.5}
    - {id: storm, avoids: target.comes and mood == foul, worth: 0.5}
  rich:
    - {id: visit, wants: target.comes, worth: 1..2}
    - {id: bill, avoids: rich.pays, worth: 0.5..1}
  gate:
    - {id: quiet, avoids: gate.opens, worth: 0.3}
outcomes: {visit: target.comes}
"""


def model(text: str) -> Model:
    read, problems = check(text)
    assert read is not None, problems
    return read
