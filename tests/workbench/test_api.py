"""The JSON interface: the records of ``--json``, changes without losses, jobs, and refusals that say why."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Iterator
from typing import get_args

import httpx
import pytest

from detente.cli.main import main
from detente.stability import settings
from detente.workbench.api import parameters

SMALL = """
title: Mill and town
horizon: 12 months
actors: {mill: {tempo: 4 per year}, town: {tempo: 4 per year}}
options: {mill.clean: cleans its water, town.pay: pays for it}
status_quo: {}
preferences:
  mill: [{wants: town.pay, worth: 1..3}, {avoids: mill.clean and not town.pay, worth: 2}, {wants: mill.clean and town.pay, worth: 1}]
  town: [{wants: mill.clean, worth: 1..4}, {avoids: town.pay, worth: 1}]
outcomes: {clean: mill.clean}
readings:
  hopeful: {preferences: {town: [{wants: mill.clean, worth: 5}, {avoids: town.pay, worth: 0.5}]}}
claims:
  rests: {says: It can rest clean., test: {rests: mill.clean}}
"""  # noqa: E501


@pytest.fixture(scope="module")
def api(served) -> Iterator[httpx.Client]:
    """A program that knows the token."""
    headers = {"Authorization": f"Bearer {served.token}"}
    with httpx.Client(base_url=served.at("/api/v1"), headers=headers, timeout=120, trust_env=False) as client:
        yield client


@pytest.fixture
def name(served) -> str:
    return served.put(SMALL, "mill")


def printed(served, monkeypatch, *arguments: str) -> dict:
    """What the command prints with --json."""
    monkeypatch.chdir(served.folder)
    monkeypatch.setattr(sys, "argv", ["detente", *arguments, "--json"])
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        main()
    return json.loads(out.getvalue())


@pytest.mark.parametrize(
    ("verb", "asked", "options"),
    [
        ("check", {}, []),
        ("states", {"where": "mill.clean"}, ["--where", "mill.clean"]),
        ("states", {"reading": "hopeful"}, ["--reading", "hopeful"]),
        ("stability", {"sanction": "worse"}, ["--sanction", "worse"]),
        ("stability", {"concept": ["seq"], "no_states": True}, ["--concept", "seq", "--no-states"]),
        ("stability", {"why": "today", "actor": ["mill"], "concept": ["seq"]},
         ["--why", "today", "--actor", "mill", "--concept", "seq"]),
        ("stability", {"coalition": ["mill", "town"]}, ["--coalition", "mill,town"]),
        ("evolve", {"to": "mill.clean"}, ["--to", "mill.clean"]),
        ("forecast", {"draws": 4, "commit": {"town.pay": "yes"}}, ["--draws", "4", "--commit", "town.pay=yes"]),
        ("compare", {"draws": 2, "between": ["base", "hopeful"]}, ["--draws", "2", "--between", "base,hopeful"]),
        ("hinges", {"target": "clean", "draws": 8}, ["clean", "--draws", "8"]),
        ("induce", {"outcome": "mill.clean", "up_to": 1}, ["mill.clean", "--up-to", "1"]),
        ("claims", {"draws": 4}, ["--draws", "4"]),
        ("run", {"draws": 4}, ["--draws", "4"]),
    ],
)  # fmt: skip
def test_a_question_has_the_record_of_its_command(api, served, name, monkeypatch, verb, asked, options):
    answer = api.post(f"/models/{name}/{verb}", params={"wait": 60}, json=asked)
    assert answer.status_code == 200, answer.text
    assert answer.json() == printed(served, monkeypatch, verb, name, *options)


def test_the_words_for_settings_are_those_of_the_library():
    assert get_args(parameters.Countermoves) == get_args(settings.Countermoves)
    assert get_args(parameters.Sanction) == get_args(settings.Sanction)


def test_models_are_listed(api, name):
    listed = {each["name"]: each for each in api.get("/models").json()["models"]}
    assert listed[name] == {"name": name, "kind": "file", "saved": True}
    assert listed["korea"]["kind"] == "case"


def test_a_text_is_changed_undone_and_saved(api, served, name):
    before = api.get(f"/models/{name}")
    record = before.json()
    assert record["reads"]
    assert before.headers["etag"] == f'"{record["version"]}"'
    changed = SMALL.replace("Mill and town", "Changed")
    after = api.put(f"/models/{name}", json={"text": changed}, headers={"If-Match": before.headers["etag"]}).json()
    assert (after["title"], after["saved"]) == ("Changed", False)
    assert after["fingerprint"] != record["fingerprint"]
    assert (served.folder / name).read_text() == SMALL
    assert api.post(f"/models/{name}/undo").json() == record
    assert api.post(f"/models/{name}/redo").json() == after
    assert api.post(f"/models/{name}/redo").status_code == 409
    assert api.post(f"/models/{name}/save").json()["saved"]
    assert (served.folder / name).read_text() == changed


def test_a_change_of_another_version_is_refused_with_the_difference(api, name):
    version = api.get(f"/models/{name}").json()["version"]
    api.put(f"/models/{name}", json={"text": SMALL + "# one\n", "version": version})
    late = api.put(f"/models/{name}", json={"text": SMALL + "# two\n", "version": version})
    assert late.status_code == 409
    assert "-# one" in late.json()["difference"]
    assert "+# two" in late.json()["difference"]
    again = api.put(f"/models/{name}", json={"text": SMALL + "# two\n", "version": late.json()["version"]})
    assert again.status_code == 200
    assert api.put(f"/models/{name}", json={"text": SMALL}).status_code == 428


def test_a_file_changed_by_another_program_is_not_overwritten(api, served, name):
    version = api.get(f"/models/{name}").json()["version"]
    api.put(f"/models/{name}", json={"text": SMALL + "# mine\n", "version": version})
    (served.folder / name).write_text(SMALL + "# theirs\n")
    refused = api.post(f"/models/{name}/save")
    assert refused.status_code == 409
    assert "-# theirs" in refused.json()["difference"]
    assert api.post(f"/models/{name}/save", json={"over": "0" * 16}).status_code == 409
    assert (served.folder / name).read_text() == SMALL + "# theirs\n"
    assert api.post(f"/models/{name}/save", json={"over": refused.json()["version"]}).status_code == 200
    assert (served.folder / name).read_text() == SMALL + "# mine\n"


def test_a_new_model_is_begun_and_not_twice(api, served):
    made = api.put("/models/begun", json={"text": SMALL, "version": ""})
    assert made.status_code == 200, made.text
    assert made.json()["name"] == "begun.yaml"
    assert not (served.folder / "begun.yaml").exists()
    assert api.put("/models/begun.yaml", json={"text": SMALL, "version": ""}).status_code == 409
    api.post("/models/begun.yaml/save")
    assert (served.folder / "begun.yaml").read_text() == SMALL


def test_a_text_that_does_not_read_says_why(api, served):
    name = served.put("title: x\nactors: [a]\nrules: [foo]\n")
    record = api.get(f"/models/{name}").json()
    assert not record["reads"]
    assert record["fingerprint"] is None
    refused = api.post(f"/models/{name}/run")
    assert refused.status_code == 422
    assert refused.json()["problems"][0]["line"] == 3
    assert api.post(f"/models/{name}/check").json()["ok"] is False


@pytest.mark.parametrize(
    ("verb", "asked", "word"),
    [
        ("states", {"where": "nobody.nothing"}, "nobody"),
        ("states", {"reading": "nobodys"}, "hopeful"),
        ("stability", {"why": "x", "coalition": ["a"]}, "not for both"),
        ("stability", {"sanction": "any"}, "not_better"),
        ("evolve", {"colour": "red"}, "colour"),
        ("forecast", {"draws": 65537}, "65536"),
        ("forecast", {"draws": "8"}, "integer"),
        ("forecast", {"seed": -1}, "seed"),
        ("compare", {"between": ["hopeful"]}, "two readings"),
        ("hinges", {}, "target"),
        ("hinges", {"target": "clean", "draws": 12, "exact": True}, "power of 2"),
        ("induce", {"outcome": "clean", "up_to": 5}, "up_to"),
        ("induce", {"outcome": "clean", "lift": 2}, "lift"),
    ],
)
def test_a_question_out_of_range_is_refused_with_a_sentence(api, name, verb, asked, word):
    answer = api.post(f"/models/{name}/{verb}", params={"wait": 60}, json=asked)
    assert answer.status_code == 422
    assert word in answer.json()["error"]
    assert isinstance(answer.json()["problems"], list)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/models/nowhere.yaml", 404),
        ("POST", "/models/nowhere.yaml/run", 404),
        ("GET", "/jobs/nothing", 404),
        ("DELETE", "/jobs/nothing", 404),
        ("GET", "/elsewhere", 404),
        ("POST", "/models/prisoners/dance", 404),
        ("PATCH", "/models/prisoners", 405),
    ],
)
def test_what_is_not_there_is_said_as_json(api, method, path, status):
    answer = api.request(method, path)
    assert answer.status_code in (status, 404)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["error"]


@pytest.mark.parametrize("body", [b"{", b"[" * 100_000, b'{"a":' * 50_000, b"\xff", b"nul", b"[]", b'"x"'])
def test_a_body_that_is_no_question_is_refused(api, name, body):
    answer = api.post(f"/models/{name}/states", content=body, headers={"Content-Type": "application/json"})
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]


def test_long_work_is_a_job_that_can_be_followed_and_stopped(api, name):
    begun = api.post(f"/models/{name}/forecast", json={"draws": 16384})
    assert begun.status_code == 202
    job = begun.json()
    assert job["answer"] is None
    seen = api.get(f"/jobs/{job['id']}", params={"wait": 0.5}).json()
    assert seen["status"] in ("waiting", "running")
    while api.get(f"/jobs/{job['id']}", params={"wait": 0.2}).json()["done"] < 1:
        pass
    assert api.delete(f"/jobs/{job['id']}").status_code == 202
    ended = api.get(f"/jobs/{job['id']}", params={"wait": 60}).json()
    assert ended["stopped"] is True
    assert (ended["status"], ended["answer"]["partial"]) == ("done", True)
    assert job["id"] in {each["id"] for each in api.get("/jobs").json()["jobs"]}


def test_a_read_only_server_changes_nothing(serve, tmp_path):
    (tmp_path / "mill.yaml").write_text(SMALL)
    server = serve("--read-only")
    headers = {"Authorization": f"Bearer {server.token}"}
    with httpx.Client(base_url=server.at("/api/v1"), headers=headers, timeout=60, trust_env=False) as api:
        version = api.get("/models/mill.yaml").json()["version"]
        refused = [
            api.put("/models/mill.yaml", json={"text": "x", "version": version}),
            api.put("/models/new", json={"text": "x", "version": ""}),
            api.post("/models/mill.yaml/save"),
            api.post("/models/mill.yaml/undo"),
            api.post("/models/prisoners/save"),
        ]
        answered = api.post("/models/mill.yaml/stability")
    assert [each.status_code for each in refused] == [403] * 5
    assert answered.status_code == 200
    assert [each.name for each in tmp_path.iterdir()] == ["mill.yaml"]
    assert (tmp_path / "mill.yaml").read_text() == SMALL
