"""What forms change: names everywhere, fields in either form, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.language.yaml_texts import reading

from detente.errors import ModelError
from detente.language import edit, forms, read, write
from detente.language.elements import Element, where
from detente.language.evidence import fingerprint, paragraphs
from detente.model import Priorities, Wants

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "tests" / "spec" / "valid").glob("*.yaml"))
CASES = sorted((ROOT / "src" / "detente" / "cases").glob("*/model.yaml"))
TEXTS = {path.stem if path.stem != "model" else path.parent.name: path.read_text(encoding="utf-8")
         for path in [*FILES, *CASES]}  # fmt: skip
SMALL = {name: text for name, text in TEXTS.items() if name != "korea"}
KOREA = TEXTS["korea"]
NAMED = ("actor", "option", "outcome", "scenario", "choice", "evidence", "source", "reading", "claim")
STRIKE = """\
# A strike.
title: A strike
as_of: 2026-01-15
actors:
  - union  # of the plant
  - firm
options:
  union.strike: keeps the plant closed  # since May
  firm.offer: {text: pay offer, choices: [none, half, full]}
  firm.sue:
    text: goes to court
    reversible: no
scenario:
  court: {given: mood, calm: {yes: 0.2, no: rest}, angry: {yes: 0.4, no: rest}}
  mood: {until: 2026-03-01, is: calm, then: {calm: 0.5, angry: 0.5}}
rules:
  - union.strike excludes firm.sue   # by law
  - never: firm.offer == full and not union.strike
  - {rule: firm.sue requires court, id: court-first}
status_quo: {union.strike: yes, firm.offer: none}
preferences:
  union:
    # what it is about
    - wants: "firm.offer == full and
              not union.strike"
      worth: large
    - {avoids: union.strike and settled, worth: small}
    - {id: "pay", wants: "firm.offer in (half, full)", worth: tiny}
  firm: {priorities: [not union.strike, firm.offer == none, 'firm.sue']}
outcomes:
  settled: not union.strike
readings:
  hard:
    preferences:
      union:
        - {id: pay, wants: firm.offer == full, worth: huge}
        - {id: union.strike and settled, drop: yes}
    rules: [{id: rule-2, drop: yes}, {id: court-first, drop: yes}]
    status_quo: {firm.offer: half}
claims:
  it-ends:
    says: The union.strike ends.
    hold: {firm.offer: half}
    test: {outcome: settled, chance: at least 0.5}
  firm-first:
    says: The firm would rather give in.
    reading: hard
    test: {prefers: firm, better: {firm.offer: full}, worse: {union.strike: yes}}
"""


def lines(old: str, new: str) -> list[str]:
    """The lines of the new text that are not in the old one."""
    return [row for row in new.split("\n") if row not in old.split("\n")]


def elements(text: str, *kinds: str) -> list[Element]:
    return [
        element for element in where(text) if element[0] in kinds and not (element[0] == "reading" and len(element) > 2)
    ]


def another(element: Element) -> str:
    return element[-1].partition(".")[0] + ".zz_new" if element[0] == "option" else "zz_new"


def test_the_example_is_sound() -> None:
    read(STRIKE)


@pytest.mark.parametrize("name", SMALL)
def test_rename_everything_and_back(name: str) -> None:
    """Every name of every file: the model is the same but for the name, other lines stay, and the way back is exact."""
    text = SMALL[name]
    for number, element in enumerate(elements(text, *NAMED)):
        if element[0] == "choice" and element[-1] in ("yes", "no"):
            continue  # then the option is a yes/no option no more
        new = forms.rename(text, element, another(element))
        assert forms.rename(new, (*element[:-1], another(element)), element[-1]) == text
        if number % 3 == 0 or element[0] == "actor":
            same_but_for(text, new, element)
        for before, after in zip(text.split("\n"), new.split("\n"), strict=True):
            assert before == after or element[-1] in before


def same_but_for(text: str, new: str, element: Element) -> None:
    """The machine forms of two texts differ by one name. Words in free texts, and choices that are called like an
    actor, are not names."""
    old, word = element[-1], another(element)
    pattern = re.compile(rf"(?<![\w.-]){re.escape(old)}(?![\w-])")
    before, after = reading(write(read(text))), reading(write(read(new)))
    assert changed(after, pattern, word) == changed(before, pattern, word)
    if element[0] == "option":
        assert after == changed(before, pattern, word)
    if element[0] == "actor":
        assert f"{old}." not in re.sub(r"(text|says|title|question): .*", "", write(read(new)))


def changed(value: Any, pattern: re.Pattern[str], word: str) -> Any:
    """Data with a word exchanged in every key and text."""
    if isinstance(value, dict):
        return {re.sub(pattern, word, key): changed(inner, pattern, word) for key, inner in value.items()}
    if isinstance(value, list):
        return [changed(item, pattern, word) for item in value]
    return re.sub(pattern, word, value) if isinstance(value, str) else value


@pytest.mark.parametrize(
    ("element", "name"),
    [
        (("actor", "dprk"), "north"), (("option", "usa.status"), "usa.recognition"), (("outcome", "talks"), "table"),
        (("choice", "usa.status", "denies"), "rejects"), (("evidence", "pact"), "pact-of-2024"),
        (("scenario", "pact"), "treaty"), (("source", "choi"), "choi-2025"), (("reading", "lin"), "first"),
    ],
)  # fmt: skip
def test_rename_in_korea(element: Element, name: str) -> None:
    new = forms.rename(KOREA, element, name)
    old, made = read(KOREA), read(new)
    assert len(made.claims) == len(old.claims)
    assert [len(each.changes) for each in made.readings] == [len(each.changes) for each in old.readings]
    assert (*element[:-1], name) in where(new)
    assert element not in where(new)
    assert forms.rename(new, (*element[:-1], name), element[-1]) == KOREA
    assert re.findall(r"^\s*#.*", KOREA, re.M) == re.findall(r"^\s*#.*", new, re.M)


def test_rename_an_option_in_every_kind_of_place() -> None:
    new = forms.rename(STRIKE, ("option", "union.strike"), "union.stop")
    assert new == STRIKE.replace("union.strike", "union.stop").replace("The union.stop ends", "The union.strike ends")
    read(new)


def test_rename_an_actor_takes_its_options_along() -> None:
    new = forms.rename(STRIKE, ("actor", "firm"), "plant")
    expected = STRIKE.replace("firm.", "plant.").replace("- firm\n", "- plant\n").replace("  firm: {", "  plant: {")
    assert new == expected.replace("prefers: firm,", "prefers: plant,")
    read(new)


def test_rename_a_choice() -> None:
    new = forms.rename(STRIKE, ("choice", "firm.offer", "half"), "part")
    assert new == STRIKE.replace("half", "part")


def test_rename_where_quotes_hide_the_words() -> None:
    text = STRIKE.replace("'firm.sue'", '"firm.\\u0073ue"')
    assert '"firm.\\u0073ue"' in text
    new = forms.rename(text, ("option", "firm.sue"), "firm.go")
    assert "firm.offer == none, firm.go]" in new
    read(new)


def test_rename_a_want_and_a_rule_in_their_readings() -> None:
    new = forms.rename(STRIKE, ("want", "union", "pay"), "money")
    assert lines(STRIKE, new) == [
        '    - {id: money, wants: "firm.offer in (half, full)", worth: tiny}',
        "        - {id: money, wants: firm.offer == full, worth: huge}",
    ]
    assert lines(STRIKE, forms.rename(STRIKE, ("rule", "rule-2"), "no-gift")) == [
        "    id: no-gift", "    rules: [{id: no-gift, drop: yes}, {id: court-first, drop: yes}]"]  # fmt: skip


@pytest.mark.parametrize(
    ("element", "fields", "rows"),
    [
        (("actor", "firm"), {"name": "The firm"}, ["  union: {}  # of the plant", "  firm: {name: The firm}"]),
        (("option", "union.strike"), {"text": "stops"}, ["  union.strike: stops  # since May"]),
        (("option", "union.strike"), {"reversible": False},
         ["  union.strike: {text: keeps the plant closed, reversible: no}  # since May"]),
        (("option", "firm.sue"), {"direction": "fixed", "text": None}, ["    direction: fixed"]),
        (("option", "firm.offer"), {"choices": ["none", "some: all"]},
         ['  firm.offer: {text: pay offer, choices: [none, "some: all"]}']),
        (("outcome", "settled"), {"text": "work goes on"}, ["  settled: {when: not union.strike, text: work goes on}"]),
        (("rule", "rule-1"), {"costs": "2..4"}, ["  - {rule: union.strike excludes firm.sue, costs: 2..4}   # by law"]),
        (("rule", "rule-2"), {"always": "union.strike"}, ["  - always: union.strike"]),
        (("rule", "rule-1"), {"never": "firm.sue"}, ["  - {never: firm.sue}   # by law"]),
        (("want", "union", "pay"), {"avoids": "firm.sue", "worth": 3},
         ['    - {id: "pay", avoids: firm.sue, worth: 3}']),
        (("want", "union", "union.strike and settled"), {"avoids": "union.strike"},
         ["    - {avoids: union.strike, worth: small, id: union.strike and settled}"]),
        (("want", "union", "pay"), {"because": ["a", "b"]},
         ['    - {id: "pay", wants: "firm.offer in (half, full)", worth: tiny, because: [a, b]}']),
        (("priority", "firm", "not union.strike"), {"text": "peace"}, [
            "  firm: {priorities: [{when: not union.strike, text: peace}, firm.offer == none, 'firm.sue']}"]),
        (("claim", "it-ends"), {"says": "It ends."}, ["    says: It ends."]),
        (("reading", "hard", "want", "union", "pay"), {"worth": "2..3"},
         ["        - {id: pay, wants: firm.offer == full, worth: 2..3}"]),
        (("reading", "hard"), {"name": "Hard"}, ["    name: Hard"]),
        (("scenario", "mood"), {"text": "the mood"}, [
            "  mood: {until: 2026-03-01, is: calm, then: {calm: 0.5, angry: 0.5}, text: the mood}"]),
        (("title",), {"": "A strike, again"}, ["title: A strike, again"]),
        (("status_quo", "firm.offer"), {"": "half"}, ["status_quo: {union.strike: yes, firm.offer: half}"]),
    ],
)  # fmt: skip
def test_change_a_shorthand_or_a_mapping(element: Element, fields: dict[str, edit.Value], rows: list[str]) -> None:
    new = forms.change(STRIKE, element, fields)
    assert [row for row in lines(STRIKE, new) if row.strip() != "firm: {}"] == rows
    notes = re.findall(r"#.*", STRIKE)
    assert re.findall(r"#.*", new) == notes


@pytest.mark.parametrize(
    ("element", "fields", "rows"),
    [
        (("actor", "bank"), {}, ["  - bank"]),
        (("option", "firm.wait"), {"text": "waits"}, ["  firm.wait: waits"]),
        (("option", "firm.wait"), {"text": "waits", "direction": "forward"}, [
            "  firm.wait: {text: waits, direction: forward}"]),
        (("choice", "firm.offer", "double"), {}, [
            "  firm.offer: {text: pay offer, choices: [none, half, full, double]}"]),
        (("outcome", "peace"), {"when": "not firm.sue"}, ["  peace: not firm.sue"]),
        (("want", "union"), {"wants": "firm.sue", "worth": 2}, ["    - {wants: firm.sue, worth: 2}"]),
        (("want", "union", "court"), {"avoids": "firm.sue", "worth": 2}, [
            "    - {id: court, avoids: firm.sue, worth: 2}"]),
        (("reading", "hard", "want", "union", "new"), {"wants": "firm.sue", "worth": 2}, [
            "        - {id: new, wants: firm.sue, worth: 2}"]),
        (("priority", "firm"), {"when": "settled"}, [
            "  firm: {priorities: [not union.strike, firm.offer == none, 'firm.sue', settled]}"]),
        (("rule",), {"rule": "firm.sue excludes union.strike"}, ["  - firm.sue excludes union.strike"]),
        (("rule", "end"), {"never": "firm.sue"}, ["  - {id: end, never: firm.sue}"]),
        (("claim", "rests"), {"says": "It rests.", "because": ["a"], "test": {"rests": "settled"}}, [
            "  rests:", "    says: It rests.", "    because: [a]", "    test: {rests: settled}"]),
        (("source", "notes"), {"author": "me"}, ["sources:", "  notes: {author: me}"]),
        (("evidence", "e-1"), {"source": "notes", "paragraph": 3, "says": "So."}, [
            "evidence:", "  e-1: {source: notes, paragraph: 3, says: So.}"]),
        (("scenario", "rain"), {"yes": 0.2, "no": "rest"}, ["  rain: {yes: 0.2, no: rest}"]),
        (("reading", "soft"), {"says": "It is soft."}, ["  soft:", "    says: It is soft."]),
    ],
)  # fmt: skip
def test_add_and_take_away_again(element: Element, fields: dict[str, edit.Value], rows: list[str]) -> None:
    new = forms.add(STRIKE, element, fields)
    assert lines(STRIKE, new) == rows
    made = next(each for each in where(new) if each not in where(STRIKE) and each[0] not in ("preference",))
    back = forms.remove(new, made)
    assert back == STRIKE or back == STRIKE + rows[0] + " {}\n"


def test_remove_an_actor_with_its_options_and_preferences() -> None:
    text = forms.add(STRIKE, ("actor", "bank"))
    text = forms.add(text, ("option", "bank.lend"), {"text": "lends"})
    text = forms.set_today(text, "bank.lend", True)
    text = forms.add(text, ("want", "bank"), {"avoids": "bank.lend", "worth": 1})
    assert read(text).actors[-1].id == "bank"
    assert forms.remove(text, ("actor", "bank")) == STRIKE
    with pytest.raises(ModelError) as caught:
        forms.remove(STRIKE, ("actor", "firm"))
    places = {(problem.line, problem.found) for problem in caught.value.problems}
    assert (17, "`firm.sue`") in places
    assert (45, "`firm`") not in places
    assert len(places) >= 8


def test_what_is_spoken_of_is_not_removed() -> None:
    used: list[Element] = [
        ("option", "firm.sue"), ("outcome", "settled"), ("scenario", "court"), ("choice", "firm.offer", "half"),
        ("want", "union", "pay"), ("rule", "court-first"), ("reading", "hard"), ("evidence", "pact"),
    ]  # fmt: skip
    for element in used:
        text = KOREA if element[0] == "evidence" else STRIKE
        with pytest.raises(ModelError) as caught:
            forms.remove(text, element)
        assert all(problem.line and problem.hint for problem in caught.value.problems)


def test_rules_known_by_number_keep_what_readings_say_of_them() -> None:
    new = forms.remove(STRIKE, ("rule", "rule-1"))
    assert "rules: [{id: rule-1, drop: yes}, {id: court-first, drop: yes}]" in new
    assert [len(each.model.rules) for each in read(new).readings] == [0]
    new = forms.move(STRIKE, ("rule", "rule-2"), 0)
    assert "rules: [{id: rule-1, drop: yes}, {id: court-first, drop: yes}]" in new
    assert read(new).readings[0].model.rules[0].text == "union.strike excludes firm.sue"
    with pytest.raises(ModelError, match="changed by no reading"):
        forms.remove(STRIKE, ("rule", "rule-2"))


def test_a_priority_moves() -> None:
    new = forms.move(STRIKE, ("priority", "firm", "firm.sue"), 0)
    assert "  firm: {priorities: ['firm.sue', not union.strike, firm.offer == none]}" in new
    preference = dict(read(new).preferences)["firm"]
    assert isinstance(preference, Priorities)
    assert [each.id for each in preference.statements] == ["firm.sue", "not union.strike", "firm.offer == none"]


def test_options_of_patterns_do_not_move() -> None:
    with pytest.raises(ModelError, match="one letter per option"):
        forms.move(TEXTS["elmira"], ("option", "uniroyal.delay"), 0)
    assert read(forms.move(KOREA, ("option", "dprk.test"), 0)).options[0].id == "dprk.test"


def test_values_of_today() -> None:
    new = forms.set_today(STRIKE, "firm.sue", True)
    assert lines(STRIKE, new) == ["status_quo: {union.strike: yes, firm.offer: none, firm.sue: yes}"]
    assert forms.set_today(new, "firm.sue", None) == STRIKE
    assert lines(STRIKE, forms.set_today(STRIKE, "firm.offer", "full", "hard")) == [
        "    status_quo: {firm.offer: full}"
    ]
    text = "options: {a.x: x}\nstatus_quo: none\n"
    assert "status_quo: {a.x: yes}" in forms.set_today(text, "a.x", True)
    assert forms.set_today("status_quo: s1\n", "state", "s2") == "status_quo: s2\n"


def test_chances() -> None:
    new = forms.set_chance(STRIKE, "court", "yes", 0.3, when=["angry"])
    assert lines(STRIKE, new) == ["  court: {given: mood, calm: {yes: 0.2, no: rest}, angry: {yes: 0.3, no: rest}}"]
    new = forms.set_chance(STRIKE, "mood", "calm", "0.4..0.6", phase=1)
    assert lines(STRIKE, new) == ["  mood: {until: 2026-03-01, is: calm, then: {calm: 0.4..0.6, angry: 0.5}}"]
    with pytest.raises(ModelError, match="no such row"):
        forms.set_chance(STRIKE, "court", "yes", 0.3, when=["sad"])
    machine = TEXTS["scenario_machine_form"]
    variable = next(each for each in read(machine).scenario if each.given)
    row = variable.phases[0].rows[-1]
    new = forms.set_chance(machine, variable.id, variable.values[0], 0.25, when=row.when)
    new = forms.set_chance(new, variable.id, variable.values[1], 0.75, when=row.when)
    made = next(each for each in read(new).scenario if each.id == variable.id)
    assert [chance.middle for chance in made.phases[0].rows[-1].chances[:2]] == [0.25, 0.75]
    assert len(lines(machine, new)) <= 2


def test_a_passage_gets_its_fingerprint() -> None:
    source = "One.\n\nTwo words\nhere.\n\nThree.\n"
    fields = forms.anchored({"source": "s", "paragraph": "2..3", "quote": "words here"}, source)
    assert fields["fingerprint"] == fingerprint("\n\n".join(paragraphs(source)[1:]))
    text = forms.add("title: T\n", ("evidence", "two"), fields)
    assert f"fingerprint: {fields['fingerprint']}" in text.replace('"', "")
    with pytest.raises(ModelError, match="paragraph 4 of 3"):
        forms.anchored({"paragraph": [1, 4]}, source)
    with pytest.raises(ModelError, match="a quotation occurs in its passage"):
        forms.anchored({"paragraph": 1, "quote": "Two words"}, source)
    with pytest.raises(ModelError, match="a number from 1 on"):
        forms.anchored({"paragraph": "first"}, source)


def test_korea_is_changed_as_an_analyst_would() -> None:
    """Every kind of form once: the model says so, and all comments are still there."""
    text = forms.change(KOREA, ("actor", "dprk"), {"tempo": "3 per year", "foresight": None})
    text = forms.change(text, ("want", "dprk", "wages"), {"worth": "large", "stake": None})
    text = forms.add(text, ("evidence", "new"), {"source": "choi", "paragraph": 9, "says": "Poverty: it grows."})
    text = forms.change(text, ("claim", "package-suffices"), {"because": ["asked-by-choi", "new"]})
    text = forms.set_chance(text, "president", "trump", "0.4..0.5", when=["withdrawal"], phase=1)
    text = forms.set_today(text, "usa.offer", True)
    text = forms.add(text, ("rule",), {"never": "usa.drills and usa.offer"}) if "usa.drills" in text else text
    model = read(text)
    dprk = next(each for each in model.actors if each.id == "dprk")
    assert (dprk.tempo.low, dprk.tempo.high) == (3, 3)
    wants = dict(model.preferences)["dprk"]
    assert isinstance(wants, Wants)
    wages = next(each for each in wants.wants if each.id == "wages")
    assert (wages.worth.word, wages.stake) == ("large", "") if wages.worth else False
    assert next(each for each in model.claims if each.id == "package-suffices").because == ("asked-by-choi", "new")
    assert re.findall(r"^\s*#.*", KOREA, re.M) == re.findall(r"^\s*#.*", text, re.M)
    assert len(lines(KOREA, text)) == 6


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (lambda: forms.change(STRIKE, ("option", "union.strik"), {"text": "x"}), "did you mean option union.strike?"),
        (lambda: forms.add(STRIKE, ("option", "strike"), {}), "there is no point in it"),
        (lambda: forms.add(STRIKE, ("option", "union.strike"), {}), "8:3: options.union.strike: an id is used once"),
        (lambda: forms.add(STRIKE, ("outcome", "and"), {"when": "firm.sue"}), "a word of the condition language"),
        (lambda: forms.add(STRIKE, ("want", "firm"), {"wants": "firm.sue"}), "wants stand in a list of wants"),
        (lambda: forms.add(STRIKE, ("thing", "x"), {}), "a form adds an element of a known kind"),
        (lambda: forms.rename(STRIKE, ("actor", "firm"), "union"), "5:5: actors.0: an id is used once"),
        (lambda: forms.rename(STRIKE, ("outcome", "settled"), "work-on"), "has no `-` in its id"),
        (lambda: forms.rename(STRIKE + "notes: [a\n", ("actor", "firm"), "f"), "the file is YAML 1.2"),
        (lambda: forms.rename(STRIKE.replace("requires court", "requires"), ("option", "firm.sue"), "firm.go"),
         "rules.2.rule: a name is changed in conditions that can be read"),
        (lambda: forms.set_today(STRIKE, "firm.su", True), "did you mean option firm.sue?"),
        (lambda: forms.set_today(STRIKE, "firm.sue", True, "soft"), "no reading soft"),
        (lambda: forms.set_chance(STRIKE, "mood", "calm", 0.5), "a value until a date is certain"),
        (lambda: forms.set_chance(STRIKE, "court", "yes", 0.5), "no such row"),
        (lambda: forms.add(STRIKE, ("want", "bank"), {"wants": "firm.sue"}), "no actor bank"),
        (lambda: forms.add(STRIKE, ("reading", "x", "rule"), {"never": "firm.sue"}), "no reading x"),
        (lambda: forms.rename(TEXTS["options_with_choices"], ("choice", "a.plain", "yes"), "ja"), "stands alone"),
    ],
)  # fmt: skip
def test_what_forms_refuse(form: object, said: str) -> None:
    assert callable(form)
    with pytest.raises(ModelError) as caught:
        form()
    assert said in str(caught.value)


def test_a_planted_error_in_the_mentions_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rename that forgets the claims leaves a text that no longer reads."""
    from detente.language import mentions

    kept = {key: value for key, value in mentions._SECTIONS.items() if key != "claims"}
    monkeypatch.setattr(mentions, "_SECTIONS", kept)
    with pytest.raises(ModelError, match=r"claims\."):
        read(forms.rename(STRIKE, ("option", "union.strike"), "union.stop"))
