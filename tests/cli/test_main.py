"""Every command: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

COMMANDS = ("run", "check", "cases", "new", "states", "stability", "evolve", "claims", "export", "import")
GMCR = Path(__file__).parents[1] / "language" / "gmcr"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(detente, command):
    said = detente(command, "--help")
    assert said.status == 0
    assert "Usage" in said.out
    assert all(len(line) <= 80 for line in said.out.splitlines())


def test_help_lists_every_command(detente):
    said = detente("--help")
    assert all(command in said.out for command in COMMANDS)


def test_version(detente):
    said = detente("--version")
    assert said.out.startswith("detente 0.")


@pytest.mark.parametrize("command", ["run", "states", "stability", "evolve", "claims", "check"])
def test_tables_fit_80_columns_and_talk_stays_off_stdout(detente, command):
    said = detente(command, "elmira")
    assert said.status == 0
    assert said.out
    assert all(len(line) <= 80 for line in said.out.splitlines())
    assert "\x1b" not in said.out


@pytest.mark.parametrize("command", ["run", "states", "stability", "evolve", "claims", "check", "cases"])
def test_json_is_one_document(detente, command):
    arguments = [command] if command == "cases" else [command, "prisoners"]
    said = detente(*arguments, "--json")
    assert said.status == 0
    assert isinstance(json.loads(said.out), dict)


def test_stability_json_has_the_promised_keys(detente):
    record = json.loads(detente("stability", "prisoners", "--json").out)
    assert record["actors"] == ["first", "second"]
    assert record["options"] == ["first.cooperate", "second.cooperate"]
    assert record["states"]["first.cooperate"] == [True, False]
    assert set(record["equilibria"]) == {"nash", "gmr", "smr", "seq", "sseq", "sim"}
    assert record["equilibria"]["nash"] == ["nothing"]
    assert record["stable"]["nash"]["first"] == ["nothing", "second.cooperate"]
    assert record["settings"]["countermoves"] == "legal_sequences"


def test_why_names_the_move_and_the_answer(detente):
    said = detente("stability", "prisoners", "--why", "first.cooperate+second.cooperate", "--actor", "first")
    assert "Nash: unstable" in said.out
    assert "GMR: stable" in said.out
    assert "not first.cooperate, answered by Second suspect: not second.cooperate" in " ".join(said.out.split())


def test_a_coalition_leaves_the_equilibrium_of_elmira(detente):
    record = json.loads(detente("stability", "elmira", "--coalition", "ministry,uniroyal", "--json").out)
    jump = {"from": "uniroyal.delay+local_government.insist",
            "to": "ministry.modify+uniroyal.accept+local_government.insist"}  # fmt: skip
    assert jump in [{key: each[key] for key in ("from", "to")} for each in record["improvements"]]


def test_a_coalition_lists_the_states_where_it_would_rest(detente):
    said = detente("stability", "elmira", "--coalition", "ministry,uniroyal").out
    listed = said.split("States stable for the coalition")[1].split("Equilibria (SEQ)")[0]
    record = json.loads(detente("stability", "elmira", "--coalition", "ministry,uniroyal", "--json").out)
    assert f"Nash {len(record['stable']['nash'])}," in listed
    flat = " ".join(listed.split())
    assert "uniroyal.delay (today) + + + +" in flat
    assert "uniroyal.delay + local_government.insist" not in flat


def test_coalitions_of_a_model_stand_beside_the_verdicts_on_single_actors(detente):
    file = str(GMCR / "elmira-coalition.gmcr")
    left = "uniroyal.delay+local_government.insist"
    record = json.loads(detente("stability", file, "--json").out)
    (group,) = record["coalitions"]
    members = ",".join(group["members"])
    alone = json.loads(detente("stability", file, "--coalition", members, "--json").out)
    assert group["stable"] == alone["stable"]
    assert group["equilibria_left"]["seq"] == alone["equilibria_left"]["seq"] == [left]
    assert left in record["equilibria"]["seq"]
    beside = detente("stability", file).out.split("together")[1]
    assert "uniroyal.delay + local_government.insist   LEAVES   LEAVES" in beside
    assert "the other 7" in beside
    assert json.loads(detente("stability", "syria_iraq", "--json").out)["coalitions"] == []


def test_settings_change_verdicts_and_are_recorded(detente):
    record = json.loads(detente("stability", "elmira", "--sanction", "worse", "--json").out)
    assert record["settings"]["sanction"] == "worse"


@pytest.mark.parametrize(
    ("arguments", "status", "word"),
    [
        (("stability", "korrea"), 1, "did you mean korea"),
        (("stability", "no-such-file.yaml"), 1, "no such file"),
        (("stability", "prisoners", "--why", "frist.cooperate"), 1, "first.cooperate"),
        (("stability", "prisoners", "--countermoves", "any"), 2, "legal_sequences"),
        (("stability", "prisoners", "--given", "weather"), 2, "NAME=VALUE"),
        (("stability", "prisoners", "--given", "weather=rain"), 1, "no scenario variable weather"),
        (("stability", "prisoners", "--reading", "hobbes"), 2, "no reading hobbes"),
        (("stability", "prisoners", "--coalition", "third"), 1, "no actor third"),
        (("states", "prisoners", "--where", "first.coperate"), 1, "first.cooperate"),
        (("evolve", "prisoners", "--to", "not x.y"), 1, "`not x.y`:1:5: a condition speaks of"),
        (("claims", "prisoners", "--draws", "0"), 2, "draws"),
        (("evolve", "prisoners", "--concept", "trembling"), 1, "trembling"),
        (("frobnicate",), 2, "frobnicate"),
    ],
)
def test_mistakes_earn_a_sentence_and_the_right_status(detente, arguments, status, word):
    said = detente(*arguments)
    assert said.status == status
    assert word in said.err
    assert "Traceback" not in said.err


def test_a_fault_of_detente_is_one_sentence_and_shown_in_full_only_on_demand(detente, monkeypatch):
    def breaks(*_: object) -> None:
        raise ZeroDivisionError("the moon is full\nand more")

    monkeypatch.delenv("DETENTE_DEBUG", raising=False)
    monkeypatch.setattr("detente.answer.listing.states", breaks)
    said = detente("states", "prisoners")
    assert said.status == 3
    assert "ZeroDivisionError: the moon is full\n" in said.err
    assert "fault of detente" in said.err
    assert "DETENTE_DEBUG" in said.err
    assert "Traceback" not in said.err
    monkeypatch.setenv("DETENTE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        detente("states", "prisoners")


def test_an_early_interrupt_says_that_it_stopped(detente, monkeypatch):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("detente.answer.listing.states", interrupt)
    said = detente("states", "prisoners")
    assert (said.status, said.out, said.err.strip()) == (130, "", "stopped")


def test_a_broken_file_gets_all_its_problems(detente, tmp_path):
    file = tmp_path / "broken.yaml"
    file.write_text("title: x\nactors: [a]\noptions:\n  b.x: y\nrules: [a.y requires b.x]\nwhatever: 1\n")
    said = detente("check", str(file))
    printed = said.out.replace("\n", "")
    assert said.status == 1
    assert printed.count(f"{file}:") >= 3
    assert "broken.yaml:4:" in printed
    assert detente("run", str(file)).status == 1


SOMETIMES_EMPTY = """
title: x
actors: [a, b]
options: {a.x: y, b.y: z}
scenario: {w: {wet: 0.6, dry: 0.4}}
rules: [{never: w == wet and a.x}, {never: w == wet and not a.x}]
preferences: {a: [{wants: a.x}], b: [{wants: b.y}]}
"""


def test_rules_that_leave_no_state_are_found_by_check_and_said_with_the_scenario(detente, tmp_path):
    file = tmp_path / "empty.yaml"
    file.write_text(SOMETIMES_EMPTY)
    said = "at least one state must be feasible when w = wet; found none: these contradict one another: rules.rule-1"
    checked = detente("check", str(file))
    assert checked.status == 1
    assert said in " ".join(checked.out.split())
    for command in ("stability", "states", "run", "evolve"):
        refused = detente(command, str(file))
        assert refused.status == 1
        assert said in refused.err
    assert detente("stability", str(file), "--given", "w=dry").status == 0
    file.write_text(SOMETIMES_EMPTY.replace("w == wet and ", ""))
    found = " ".join(detente("check", str(file)).out.split())
    assert found.count("at least one state must be feasible") == 1
    assert "when w" not in found


def test_a_model_without_outcomes_names_where_it_can_rest(detente):
    said = detente("run", str(GMCR / "prisoners.gmcr")).out
    names = json.loads(detente("stability", str(GMCR / "prisoners.gmcr"), "--json").out)["equilibria"]["seq"]
    head = said.split("Today")[0]
    assert f"The parties can rest in {len(names)} states of 4" in head
    for name in names:
        assert f"  {name.replace('+', ' + ')}\n" in head


def test_a_table_of_some_concepts(detente):
    said = detente("stability", "elmira", "--concept", "seq", "--concept", "nash").out
    assert re.search(r"^state +Nash +SEQ$", said, re.MULTILINE)
    assert "SIM" not in said
    record = json.loads(detente("stability", "elmira", "--concept", "seq", "--json").out)
    whole = json.loads(detente("stability", "elmira", "--json").out)
    assert record["equilibria"] == {"seq": whole["equilibria"]["seq"]}
    assert record["coalitions"][0]["equilibria_left"] == {"seq": whole["coalitions"][0]["equilibria_left"]["seq"]}
    assert "together" not in detente("stability", "elmira", "--concept", "sim").out
    assert detente("stability", "elmira", "--concept", "sec").status == 1


def test_json_without_the_states_has_the_same_equilibria(detente):
    short = json.loads(detente("stability", "elmira", "--json", "--no-states").out)
    whole = json.loads(detente("stability", "elmira", "--json").out)
    assert set(whole) - set(short) == {"states", "stable", "cannot_move"}
    assert set(whole["coalitions"][0]) - set(short["coalitions"][0]) == {"stable"}
    assert all(short[key] == whole[key] for key in short if key != "coalitions")
    assert short["feasible"] == len(whole["states"])
    assert detente("stability", "elmira", "--no-states").status == 2


def test_one_is_one(detente, tmp_path):
    file = tmp_path / "one.yaml"
    file.write_text("title: x\nactors: [a]\noptions: {a.x: y}\npreferences: {a: [{wants: a.x}]}\n")
    assert "2 feasible states; 1 is an equilibrium" in detente("stability", str(file)).out
    assert "2 feasible states; 1 matches" in detente("states", str(file), "--where", "a.x").out
    file.write_text(file.read_text() + "rules: [{always: a.x}]\nstatus_quo: {a.x: yes}\n")
    assert "1 feasible state;" in detente("stability", str(file)).out


@pytest.mark.parametrize("columns", ["40", "50", "60"])
@pytest.mark.parametrize("command", ["run", "stability", "check", "evolve", "claims"])
def test_no_word_is_broken_on_a_narrow_terminal(detente, monkeypatch, command, columns):
    more = ("--draws", "4") if command in ("run", "claims") else ()
    wide, narrow = (detente(command, "elmira", *more, columns=width).out for width in ("300", columns))
    assert all(len(line) <= int(columns) for line in narrow.splitlines())
    whole, found = ({word for word in re.split(r"[\s;:]+", said) if "─" not in word} for said in (wide, narrow))
    assert found <= whole


def test_new_writes_a_model_that_runs_and_never_overwrites(detente, tmp_path):
    file = tmp_path / "mine.yaml"
    assert detente("new", str(file)).status == 0
    assert detente("check", str(file)).status == 0
    assert detente("run", str(file)).status == 0
    before = file.read_text()
    file.write_text(before + "# mine\n")
    assert detente("new", str(file)).status == 2
    assert file.read_text().endswith("# mine\n")
    assert detente("new", str(file), "--force", "--from", "chicken").status == 0
    assert [each.name for each in tmp_path.iterdir()] == ["mine.yaml"]


def test_import_then_stability_equals_stability_of_the_gmcr_file(detente, tmp_path):
    source = next(GMCR.glob("prisoners*.gmcr"))
    output = tmp_path / "model.yaml"
    assert detente("import", str(source), "-o", str(output)).status == 0
    direct = json.loads(detente("stability", str(source), "--json").out)
    imported = json.loads(detente("stability", str(output), "--json").out)
    assert direct["equilibria"] == imported["equilibria"]
    assert direct["equilibria"]["nash"]


def test_export_schema_and_model(detente, tmp_path):
    schema = json.loads(detente("export", "schema").out)
    assert "actors" in schema["properties"]
    spelled = detente("export", "model", "elmira").out
    file = tmp_path / "spelled.yaml"
    file.write_text(spelled)
    assert detente("export", "model", str(file)).out == spelled


def test_a_model_from_standard_input(detente, monkeypatch, tmp_path):
    text = detente("export", "model", "prisoners").out
    file = tmp_path / "stdin"
    file.write_text(text)
    with file.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        said = detente("stability", "-", "--json")
    assert json.loads(said.out)["equilibria"]["nash"] == ["nothing"]


def test_states_where(detente):
    record = json.loads(detente("states", "elmira", "--where", "uniroyal.accept", "--json").out)
    assert record["feasible"] == 12
    assert len(record["states"]) == 4
