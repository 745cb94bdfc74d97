"""The claims board: what each author asserts and what became of it; each opens to its test, hinges and passages."""

from __future__ import annotations

from functools import partial
from weakref import WeakKeyDictionary

from nicegui import Client, ui

from ....model import Model
from ....report.words import count
from ...inquiry import HINGE_DRAWS, Inquiry
from ...sheet import Sheet
from ...told import ClaimTold
from ..looks import heading
from ..tags import tag
from .hinges import listed
from .parts import passages, waiting

OPEN: WeakKeyDictionary[Client, set[str]] = WeakKeyDictionary()
"""The claims that are open in each browser tab."""

LEAD = (
    "Each claim is put to a test. It holds if it does so in nine tenths of the draws, fails if in at most one tenth, "
    "and is undecided between. It is vacuous if it would hold as well without what it speaks about."
)


def show(sheet: Sheet, asked: Inquiry) -> None:
    """The board, maker by maker. What somebody opened stays open when better answers come."""
    opened = OPEN.setdefault(sheet.client, set())
    model, stage = sheet.document.model, asked.stages["claims"]
    if model is None:
        return
    if not model.claims:
        heading("Claims", "The model makes no claims.")
        return
    heading("Claims", LEAD)
    if not waiting(stage, f"Testing {count(len(model.claims), 'claim')}…"):
        return
    told: tuple[ClaimTold, ...] = stage.answer
    settled = stage.refined or stage.is_old or stage.status == "cancelled"
    more = "" if settled else " A quick look; more draws follow."
    tag(ui.label(_basis(told) + more).classes("aside"), "claims-basis")
    for maker in dict.fromkeys(each.by for each in told):
        mine = [each for each in told if each.by == maker]
        held = sum(each.result == "holds" for each in mine)
        said = f"{held} of {count(len(mine), 'claim')} {'holds' if len(mine) == 1 else 'hold'}"
        ui.label(f"{maker or 'The authors of the model'}: {said}").classes("dt-by")
        with ui.column().classes("w-full gap-0"):
            for each in mine:
                _claim(sheet, asked, model, each, opened)


def _basis(told: tuple[ClaimTold, ...]) -> str:
    verdicts = max((each.draws for each in told if not each.process), default=0)
    chances = max((each.draws for each in told if each.process), default=0)
    parts = [f"{verdicts} draws of the preferences considered for verdicts" if verdicts else ""]
    parts.append(f"{chances} draws of everything uncertain for chances" if chances else "")
    return "From " + ", ".join(part for part in parts if part) + "." if any(parts) else ""


def _claim(sheet: Sheet, asked: Inquiry, model: Model, each: ClaimTold, opened: set[str]) -> None:
    with tag(ui.expansion().classes("dt-claim w-full"), f"claim-{each.id}") as box:
        with box.add_slot("header"), ui.row().classes("dt-settled w-full items-baseline gap-3 no-wrap"):
            ui.label(f"{each.mark} {each.result}").classes(f"dt-result {each.kind}")
            ui.label(each.says).classes("grow")
            ui.label(each.share).classes("aside dt-share")
        built: list[bool] = []

        def turned() -> None:
            (opened.add if box.value else opened.discard)(each.id)
            if box.value and not built:
                built.append(True)
                with inside:
                    _details(sheet, asked, model, each)

        inside = ui.column().classes("w-full gap-2")
        box.on_value_change(turned)
        if each.id in opened:
            box.open()


def _details(sheet: Sheet, asked: Inquiry, model: Model, each: ClaimTold) -> None:
    with ui.element("dl").classes("dt-details"):
        for term, said in each.details:
            with ui.element("dt"):
                ui.label(term)
            with ui.element("dd"):
                ui.label(said)
    ui.label("Rests on").classes("dt-small")
    passages(sheet, model, each.because)
    if each.process:
        _hinges(sheet, asked, each)


def _hinges(sheet: Sheet, asked: Inquiry, each: ClaimTold) -> None:
    """A button that looks for the claim's hinges, which takes a while."""
    place = ui.column().classes("w-full gap-1")

    async def look() -> None:
        button.disable()
        button.set_text("Looking what it hinges on…")
        job = sheet.desk.start("turning", asked.parcel, each.id, HINGE_DRAWS // 2, 3)
        await job.wait()
        if place.is_deleted:
            return
        button.delete()
        with place:
            if job.status == "done":
                listed(sheet, *job.answer)
            else:
                ui.label(job.error).classes("soft")

    with place:
        button = ui.button("What does it hinge on?", on_click=partial(look)).props("flat dense no-caps")
