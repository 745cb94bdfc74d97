"""Colours and dashes. A figure is drawn in the light colours; in the page they become variables that follow the
reader's light or dark setting. Hues are told apart by the colour-blind (after Okabe & Ito 2008), and never by hue
alone.
"""

from __future__ import annotations

INK = "#1c2330"
SOFT = "#5b6472"
RULE = "#d5d9e0"
PAPER = "#ffffff"
WASH = "#eef1f5"

SERIES = ("#1f5fa8", "#b3541e", "#1b7f5f", "#8a3f8f", "#7a6a12", "#a3263f", "#2f7f99", "#5d5d5d")
"""Colours of readings and actors, in order."""

DASHES = ("", "7 4", "2 3", "9 3 2 3", "12 4", "4 2 1 2 1 2", "1 2", "14 3 3 3")
"""Dashes that go with them."""

VARIABLES = {
    INK: "--ink",
    SOFT: "--soft",
    RULE: "--rule",
    PAPER: "--paper",
    WASH: "--wash",
    **{colour: f"--series-{place}" for place, colour in enumerate(SERIES)},
}
"""The style sheet's variable for each colour."""


def colour(place: int) -> str:
    return SERIES[place % len(SERIES)]


def dash(place: int) -> str:
    return DASHES[place % len(DASHES)]
