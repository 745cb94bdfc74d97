"""The claims board: what each author asserts and what became of it; each claim opens to its test and its passages."""

from __future__ import annotations

from collections.abc import Iterator

from ...forecast.judgement import Judgement
from ...model import Model
from ..elements import Content, Element, e
from ..gather import Findings
from ..tables.claims import claims_table, of_draws, result, value_words
from ..tables.evidence import source_words
from ..words import count, paragraphs, passages, percent, scenario_words
from ..words import value_words as values
from .section import Filed, Part, Section, say, section

MARKS = {
    "holds": ("✓", "holds"),
    "vacuous": ("○", "vacuous"),
    "fails": ("✗", "fails"),
    "undecided": ("~", "undecided"),
}
ASKED = ("·", "open")


def claims_section(found: Findings) -> Section:
    """The board, maker by maker."""
    judged = found.judgements.judgements
    if not judged:
        return section("claims", "Claims", say("The model makes no claims."))
    makers = dict.fromkeys(each.claim.claimed_by for each in judged)
    boards: list[Part] = []
    for place, maker in enumerate(makers, 1):
        mine = [each for each in judged if each.claim.claimed_by == maker]
        boards.append(_board(found.model, maker, mine, place, len(makers)))
    return section("claims", "Claims", say(*_lead()), boards, Filed(claims_table(found.model, found.judgements)))


def _lead() -> Iterator[Content]:
    yield "Each claim is put to a test. It "
    yield e("b", "holds")
    yield " if it does so in nine tenths of the draws, "
    yield e("b", "fails")
    yield " if it does so in at most one tenth, and is "
    yield e("b", "undecided")
    yield " between. It is "
    yield e("b", "vacuous")
    yield " if it would hold as well without the assumptions that it speaks about."
    yield e("span", " Open a claim to see what it rests on.", class_="screen")


def _board(model: Model, maker: str, judged: list[Judgement], place: int, makers: int) -> Part:
    board = e("div", [_claim(model, each) for each in judged], class_="board")
    if makers == 1 and not maker:
        return board
    name = next((each.author or each.id for each in model.sources if each.id == maker), maker)
    title = name or "Claims of the model's authors"
    held = sum(result(each) == "holds" for each in judged)
    return section(f"claims-{place}", f"{title}: {held} of {count(len(judged), 'claim')} hold", board)


def _claim(model: Model, each: Judgement) -> Element:
    said = result(each)
    mark, kind = MARKS.get(said, ASKED)
    badge = e("span", e("span", mark, aria_hidden="true"), f" {said}", class_=f"badge {kind}")
    share = e("span", percent(each.share), class_="share") if each.share is not None and each.draws > 1 else None
    behind = e("span", passages(model, each.claim.because), class_="behind")
    summary = e("summary", badge, " ", e("span", each.claim.says, class_="says"), " ", behind, " ", share)
    return e(
        "details",
        summary,
        e("dl", [(e("dt", term), e("dd", said)) for term, said in details(model, each)]),
        id=f"claim-{each.claim.id}",
        class_="claim",
    )


def details(model: Model, each: Judgement) -> Iterator[tuple[str, Content]]:
    """What is known of a claim: terms, and what is said of each."""
    yield "claim", e("code", each.claim.id)
    yield "tested", _circumstances(model, each)
    if each.reason:
        yield "why", each.reason
    if each.share is not None and each.draws > 1:
        yield "share", f"holds in {of_draws(each)} ({each.draws} draws)"
    if each.value is not None:
        floor = f"; if all moved at random {percent(each.value.floor)}" if each.value.floor is not None else ""
        yield "figure", value_words(each.value) + floor
    held = sum(holds for _, holds in each.worlds)
    if 0 < held < len(each.worlds):
        fails = "; ".join(scenario_words(world) for world, holds in each.worlds if not holds)
        yield "scenarios", f"holds in {held} of {len(each.worlds)}; not when {fails}"
    if each.vacuous:
        yield "vacuous", "It would hold as well without the assumptions that it speaks about."
    yield "rests on", _passages(model, each)


def _circumstances(model: Model, each: Judgement) -> str:
    around = each.claim.circumstances
    said = [f"in the reading {around.reading}" if around.reading else "in the base model" if model.readings else ""]
    said.append(f"given {values(around.given)}" if around.given else "")
    said.append(f"holding {values(around.commit)}" if around.commit else "")
    said.append(f"without {', '.join(around.without)}" if around.without else "")
    said.append("by the process of moves" if each.claim.needs_process else "by verdicts")
    return ", ".join(part for part in said if part)


def _passages(model: Model, each: Judgement) -> Content:
    cited = [item for item in model.evidence if item.id in each.claim.because]
    if not cited:
        return "no passage"
    return e(
        "ul",
        [
            e(
                "li",
                item.says,
                " ",
                e("cite", f"{source_words(model, item.source)} {paragraphs(item.paragraphs)}".strip()),
                " ",
                e("a", "in the register", href="#evidence"),
            )
            for item in cited
        ],
    )
