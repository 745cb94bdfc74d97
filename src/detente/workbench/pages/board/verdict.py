"""What is known of the state that is put together: can it be, what holds in it, who would leave it and why."""

from __future__ import annotations

from collections.abc import Mapping

from nicegui import ui

from ....report.elements import Content, Element, e
from ....report.words import HEADS, listed, percent, scenario_brief, sentence
from ...boards import Look, Stand
from ..looks import drawn, heading, plain_table
from .spot import Spot


class Verdict:
    """The verdicts of one state."""

    def __init__(self, spot: Spot) -> None:
        self.spot = spot
        heading("What becomes of it")
        self.shown: object = None
        self.place = ui.column().classes("w-full gap-3").props('aria-live="polite" data-testid="board-verdict"')
        with self.place:
            ui.label("working…").classes("soft")
        spot.on_paint(self.paint)

    def paint(self) -> None:
        look, trouble = self.spot.look, self.spot.trouble
        if look is None and not trouble:
            self.place.classes("quiet")
            return
        if (look, trouble) == self.shown:
            self.place.classes(remove="quiet")
            return
        self.shown = look, trouble
        self.place.classes(remove="quiet").clear()
        with self.place:
            if look is None:
                ui.label(trouble).classes("no")
            elif look.broken:
                self._forbidden(look)
            else:
                self._feasible(look)

    def _forbidden(self, look: Look) -> None:
        with ui.column().classes("no gap-1").props('data-testid="board-infeasible"'):
            ui.label("This cannot be: the rules forbid it.").classes("font-semibold")
            for rule in look.broken:
                ui.label(rule)
        if look.follows is not None:
            follows = look.follows
            button = ui.button(
                f"Go where this leads: {follows.name}", on_click=lambda: self.spot.go(dict(follows.values))
            )
            button.props("flat no-caps dense").classes("linkish").props('data-testid="board-follows"')

    def _feasible(self, look: Look) -> None:
        ui.label(sentence(look.phrase)).classes("font-semibold").props('data-testid="board-phrase"')
        ui.label(look.place.name).classes("code").props('data-testid="board-name"')
        self._chips(look)
        ui.label(summary(look)).props('data-testid="board-summary"')
        concepts = dict(self.spot.overview.concepts) if self.spot.overview else {}
        drawn(e("div", marks_table(look, concepts), key_line()), "board-marks")
        drawn(e("div", [part for each in look.stands for part in witness(each)], class_="why"), "board-why")
        self._scenario()

    def _chips(self, look: Look) -> None:
        with ui.row().classes("gap-2"):
            if look.today:
                ui.label("today").classes("chip on").props('data-testid="board-is-today"')
            for said, holds in look.outcomes:
                ui.label(f"✓ {said}" if holds else f"not: {said}").classes("chip on" if holds else "chip quiet")

    def _scenario(self) -> None:
        model, overview = self.spot.model, self.spot.overview
        if model is None or overview is None:
            return
        brief = scenario_brief(model, overview.scenario)
        chance = f" (a scenario with a chance of {percent(overview.chance)})" if overview.chance < 1 else ""
        said = "Verdicts, not chances: whether each actor would rest here, by the middle of its preferences"
        ui.label(f"{said}, when {brief}{chance}." if brief else f"{said}.").classes("soft")


def brief(look: Look) -> str:
    """The least that is to be said, for where there is little room."""
    return f"This cannot be: {look.broken[0]}" if look.broken else summary(look)


def summary(look: Look) -> str:
    """Who stays, in a sentence."""
    if not look.stands:
        return "There is nobody who could move."
    leaving = [each.label for each in look.stands if each.stable("seq") is False]
    rests = listed([HEADS[each] for each in look.rests])
    if not leaving and rests:
        return f"An equilibrium under {rests}: every actor stays."
    said = f"Not an equilibrium under SEQ: {listed(leaving)} would leave." if leaving else "No concept has it rest."
    return f"{said} Under {rests} every actor stays." if rests else said


def marks_table(look: Look, explained: Mapping[str, str]) -> Element:
    """Actors by concepts: stays, leaves, or has no move at all."""
    concepts = tuple(mark.concept for mark in look.stands[0].marks) if look.stands else ()
    heads: list[Content] = ["", *(e("abbr", HEADS[each], title=explained.get(each, each)) for each in concepts)]
    rows: list[list[Content]] = [
        [stand.label, *(_cell(stand, concept) for concept in concepts)] for stand in look.stands
    ]
    return plain_table(heads, rows, "Whether each actor stays, under each concept of stability", "marks")


def _cell(stand: Stand, concept: str) -> Element:
    if stand.kind == "cannot move":
        return _mark("no move", "stuck")
    return _mark("stays", "stays") if stand.stable(concept) else _mark("leaves", "leaves")


def _mark(word: str, kind: str) -> Element:
    """A mark with its word, which narrow screens leave out."""
    return e("span", e("span", word, class_="word"), class_=kind)


def key_line() -> Element:
    """What the marks mean."""
    said = (("stays", "stays"), ("leaves", "leaves"), ("stuck", "has no move: stable only because it cannot move"))
    return e("p", [e("span", e("span", word), class_=f"{kind} key") for kind, word in said])


def witness(stand: Stand) -> list[Element]:
    """The reasons of one actor; concepts with the same reason are said together."""
    if stand.kind == "cannot move":
        return [e("p", e("b", stand.label), " cannot move from here, whatever it prefers.")]
    if stand.kind == "no improvement":
        return [e("p", e("b", stand.label), " stays under every concept: no move is better for it.")]
    groups: dict[tuple[bool, str, tuple[str, ...]], list[str]] = {}
    for mark in stand.marks:
        groups.setdefault((mark.stable, mark.said, mark.lines), []).append(HEADS[mark.concept])
    parts = []
    for (stable, said, lines), concepts in groups.items():
        verdict = "stays" if stable else "leaves"
        parts.append(e("p", e("b", f"{stand.label} {verdict}"), f" under {listed(concepts)}: {said}."))
        if lines:
            parts.append(e("ul", [e("li", f"{line}.") for line in lines]))
    return parts
