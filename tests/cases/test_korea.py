"""The Korean case carries every system of both commentaries, anchored to their paragraphs."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from pathlib import Path

import pytest

from detente.cases import path
from detente.language.read import read
from detente.model import Claim, Evidence, Model, assumptions
from detente.model.scenario import joint
from detente.space import build

ROWS: dict[str, tuple[str, frozenset[int]]] = {
    "L1": ("lin", frozenset({4, 5, 6})),
    "L2": ("lin", frozenset({7, 10})),
    "L3": ("lin", frozenset({8, 11})),
    "L4": ("lin", frozenset({9})),
    "L5": ("lin", frozenset({10})),
    "L6": ("lin", frozenset({11, 12})),
    "L7": ("lin", frozenset({13})),
    "L8": ("lin", frozenset({1, 8, 13})),
    "C1": ("choi", frozenset({2, 3, 4, 5})),
    "C2": ("choi", frozenset({6, 7})),
    "C3": ("choi", frozenset({8})),
    "C4": ("choi", frozenset({9, 10})),
    "C5": ("choi", frozenset({11, 14, 16})),
    "C6": ("choi", frozenset({12, 13, 14, 15})),
    "C7": ("choi", frozenset({18, 19})),
    "C8": ("choi", frozenset({1, 17, 20})),
}
"""The source and the paragraphs of each system; paragraph 1 is the title."""

SHARED_WORDS = 8
"""So many words in a row would be a copied sentence."""

TEXT = path("korea").read_text(encoding="utf-8")
EXPLAINED = Path(__file__).parents[2] / "docs" / "explanation" / "korea.md"
SOURCES = os.environ.get("DETENTE_SOURCES", "")
needs_sources = pytest.mark.skipif(not SOURCES, reason="DETENTE_SOURCES names no folder with the two source texts")


@pytest.fixture(scope="module")
def korea() -> Model:
    return read(TEXT, "korea")


def of_row(model: Model, row: str) -> list[Evidence]:
    source, paragraphs = ROWS[row]
    return [each for each in model.evidence if each.source == source and paragraphs & set(each.paragraphs)]


def section(row: str) -> str:
    """The claims under a row's heading in the file."""
    return TEXT.split(f"  # {row}: ")[1].split("\n  # ")[0]


def claims_of(model: Model, row: str) -> list[Claim]:
    named = set(re.findall(r"^  ([\w-]+):$", section(row), re.MULTILINE))
    return [claim for claim in model.claims if claim.id in named]


@pytest.mark.parametrize("row", ROWS)
def test_every_paragraph_of_a_row_is_anchored(korea: Model, row: str) -> None:
    found = {number for each in of_row(korea, row) for number in each.paragraphs}
    assert ROWS[row][1] <= found


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_assumed_and_claimed(korea: Model, row: str) -> None:
    ids = {each.id for each in of_row(korea, row)}
    everywhere = [each for _, variant in korea.variants() for each in assumptions(variant)]
    assert [each.path for each in everywhere if ids & set(each.because)]
    claims = claims_of(korea, row)
    assert claims
    assert all(ids & set(claim.because) for claim in claims)


@pytest.mark.parametrize("row", ROWS)
def test_what_the_author_claims_is_said_to_be_his(korea: Model, row: str) -> None:
    own = [claim for claim in claims_of(korea, row) if claim.claimed_by]
    assert all(claim.claimed_by == ROWS[row][0] for claim in own)
    assert own or row == "L7"


def test_every_claim_stands_under_one_row(korea: Model) -> None:
    found = [claim.id for row in ROWS for claim in claims_of(korea, row)]
    assert sorted(found) == sorted(claim.id for claim in korea.claims)


def test_two_readings_of_one_evidence_base(korea: Model) -> None:
    assert [reading.id for reading in korea.readings] == ["lin", "choi"]
    for reading in korea.readings:
        assert reading.model.evidence == korea.evidence
        assert reading.model.as_of == korea.as_of
        assert reading.changes


def test_the_readings_differ_on_what_divides_the_authors(korea: Model) -> None:
    lin, choi = ({each.path: each.quantity for each in assumptions(r.model)} for r in korea.readings)
    for want in ("rapport", "recognised-beside-pact", "new-chapter", "less-need-of-america"):
        path = f"preferences.dprk.{want}"
        assert lin[path] != choi[path], path


def test_the_clock_stands_107_days_before_the_election(korea: Model) -> None:
    days = dt.date(2024, 11, 5) - dt.date.fromisoformat(korea.as_of)
    assert days.days == 107


def test_the_presidency_changes_on_a_date(korea: Model) -> None:
    today = {dict(world)["president"] for world, _ in joint(korea.scenario, korea.as_of)}
    later = {dict(world)["president"] for world, _ in joint(korea.scenario)}
    assert today == {"biden"}
    assert later == {"trump", "harris"}


def test_the_games_are_small(korea: Model) -> None:
    sizes = [build(korea, world).size for world, _ in joint(korea.scenario)]
    assert len(korea.options) <= 12
    assert min(sizes) >= 200
    assert max(sizes) <= 1_000
    assert len(sizes) <= 16


def test_a_soft_rule_and_a_forced_consequence_are_there(korea: Model) -> None:
    assert {rule.id for rule in korea.soft_rules} == {"over-their-heads", "no-pay-for-tests"}
    assert "expelled-by-seoul" in {consequence.id for consequence in korea.consequences}


def test_shutting_the_zone_expels_the_firms(korea: Model) -> None:
    world = next(world for world, _ in joint(korea.scenario) if dict(world)["seoul"] == "progressive")
    game = build(korea, world)
    running = next(s for s in range(game.size) if value(game.space.values(s), korea)["firms.operate"] == "yes")
    assert game.arcs is not None
    ends = [value(game.space.values(int(t)), korea) for t in game.arcs[game.actors.index("rok")].of(running)]
    assert ends
    assert all(end["firms.operate"] == "no" and end["dprk.zone"] == "no" for end in ends)


def value(values: tuple[str, ...], model: Model) -> dict[str, str]:
    return dict(zip((option.id for option in model.options), values, strict=True))


@needs_sources
def test_fingerprints_are_those_of_the_passages(korea: Model) -> None:
    files = {source.id: source.file for source in korea.sources if source.file}
    for each in korea.evidence:
        if each.source in files:
            blocks = paragraphs(Path(SOURCES) / files[each.source])
            passage = " ".join(blocks[number - 1] for number in each.paragraphs)
            assert each.fingerprint == hashlib.sha256(passage.encode()).hexdigest()[:16], each.id


@needs_sources
@pytest.mark.parametrize("ours", [path("korea"), EXPLAINED], ids=["model", "explanation"])
def test_nothing_is_copied_from_the_sources(korea: Model, ours: Path) -> None:
    said = ours.read_text(encoding="utf-8")
    for source in korea.sources:
        said = said.replace(source.title, "")
    for source in korea.sources:
        if source.file:
            theirs = (Path(SOURCES) / source.file).read_text(encoding="utf-8")
            assert runs(said) & runs(theirs) == set()


def test_a_copied_sentence_would_be_noticed() -> None:
    theirs = "Mr. X said, on that day, that nobody would come to the table."
    assert runs("We hear that nobody would come to the table again") & runs(theirs) == set()
    assert runs("(on that day that nobody would come to the) hall") & runs(theirs)


def paragraphs(file: Path) -> list[str]:
    blocks = re.split(r"\n\s*\n", file.read_text(encoding="utf-8"))
    return [" ".join(block.split()) for block in blocks if block.strip()]


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[k : k + SHARED_WORDS]) for k in range(len(words) - SHARED_WORDS + 1)}
