"""Who may come in: each check of the guard, and that the test sees it gone."""

from __future__ import annotations

import asyncio
import inspect
import sys
import types
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from detente.workbench import guard
from detente.workbench.guard import HEADERS, MOST_BODY, Guard

TOKEN = "right-token"
HERE = "127.0.0.1:8000"
COOKIE = ("cookie", f"detente-8000={TOKEN}")
OURS = ("origin", f"http://{HERE}")


@dataclass
class Heard:
    """What came back, and whether the application was reached (and read so many bytes)."""

    messages: list[dict] = field(default_factory=list)
    reached: int = 0
    read: int = 0

    @property
    def status(self) -> int:
        return next((each["status"] for each in self.messages if each["type"] == "http.response.start"), 0)

    @property
    def headers(self) -> dict[str, str]:
        start = next(each for each in self.messages if each["type"] == "http.response.start")
        return {name.decode(): value.decode() for name, value in start["headers"]}


def ask(
    *headers, kind="http", method="GET", path="/", query="", body: Iterable[bytes] = (b"",), host=HERE, by=Guard
) -> Heard:
    """Send one request through the guard."""
    heard = Heard()

    async def app(scope, receive, send):
        heard.reached += 1
        more = True
        while more and kind == "http":
            message = await receive()
            if message["type"] == "http.disconnect":
                break
            heard.read += len(message["body"])
            more = message["more_body"]
        if kind == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})

    parts = list(body)
    incoming = iter(
        [{"type": "http.request", "body": each, "more_body": i < len(parts) - 1} for i, each in enumerate(parts)]
    )

    async def receive():
        return next(incoming)

    async def send(message):
        heard.messages.append(message)

    named = [(name.encode(), value.encode("latin-1")) for name, value in (("host", host), *headers)]
    scope = {"type": kind, "method": method, "path": path, "query_string": query.encode(), "headers": named}
    asyncio.run(by(app, TOKEN, 8000)(scope, receive, send))
    return heard


def test_the_cookie_opens():
    heard = ask(COOKIE)
    assert (heard.reached, heard.status) == (1, 200)
    assert {name.lower(): value for name, value in HEADERS.items()}.items() <= heard.headers.items()


def test_the_token_in_the_address_becomes_a_cookie():
    heard = ask(path="/m/korea", query=f"tab=board&token={TOKEN}")
    assert (heard.reached, heard.status) == (0, 303)
    assert heard.headers["location"] == "/m/korea?tab=board"
    cookie = heard.headers["set-cookie"].lower()
    assert f"detente-8000={TOKEN}" in cookie
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "///evil.example"])
def test_the_entrance_leads_nowhere_else(path):
    assert ask(path=path, query=f"token={TOKEN}").headers["location"].startswith("/evil.example")


def test_a_bearer_opens_for_programs_without_an_origin():
    assert ask(("authorization", f"Bearer {TOKEN}"), method="POST").reached == 1


STRANGE_HOSTS = ("evil.example:8000", "127.0.0.1", "127.0.0.1:8001", "evil.example", "", "127.0.0.1.nip.io:8000")
STRANGE_ORIGINS = (
    "http://evil.example",
    "null",
    "http://127.0.0.1:8001",
    "https://127.0.0.1:8000",
    "http://127.0.0.1",
    "http://127.0.0.1:8000.evil.example",
)


@pytest.mark.parametrize("host", STRANGE_HOSTS)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_another_host_is_refused(host, kind):
    assert ask(COOKIE, OURS, host=host, kind=kind).reached == 0


@pytest.mark.parametrize("host", ["localhost:8000", "LOCALHOST:8000", "[::1]:8000"])
def test_loopback_has_several_names(host):
    assert ask(COOKIE, host=host).reached == 1


@pytest.mark.parametrize("origin", STRANGE_ORIGINS)
@pytest.mark.parametrize(("kind", "method"), [("http", "GET"), ("http", "POST"), ("websocket", "GET")])
def test_a_page_from_elsewhere_is_refused(origin, kind, method):
    for key in (COOKIE, ("authorization", f"Bearer {TOKEN}")):
        assert ask(key, ("origin", origin), kind=kind, method=method).reached == 0


@pytest.mark.parametrize(
    ("kind", "method"), [("http", "POST"), ("http", "PUT"), ("http", "DELETE"), ("websocket", "GET")]
)
def test_a_change_with_the_cookie_says_its_origin(kind, method):
    assert ask(COOKIE, kind=kind, method=method).reached == 0
    assert ask(COOKIE, OURS, kind=kind, method=method).reached == 1


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (("cookie", "detente-8000=wrong"),),
        (("cookie", f"detente-8001={TOKEN}"),),
        (("cookie", f"detente={TOKEN}"),),
        (("cookie", "detente-8000="),),
        (("cookie", "\x00;=;;"),),
        (("authorization", "Bearer "),),
        (("authorization", f"Basic {TOKEN}"),),
        (("authorization", f"Bearer {TOKEN} "),),
        (("authorization", "Bearer \xff\xfe"),),
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_without_the_token_nobody_comes_in(headers, kind):
    heard = ask(*headers, OURS, kind=kind)
    assert heard.reached == 0
    assert kind == "websocket" or heard.status == 401


@pytest.mark.parametrize("query", ["token=", "token=wrong", "token", f"Token={TOKEN}"])
def test_a_wrong_token_in_the_address_is_refused(query):
    assert ask(query=query).status == 401


def test_a_token_in_the_address_does_not_open_sockets_or_changes():
    assert ask(query=f"token={TOKEN}", kind="websocket").reached == 0
    assert ask(OURS, query=f"token={TOKEN}", method="POST").reached == 0


@pytest.mark.parametrize("length", [str(MOST_BODY + 1), "100000000", "-1", "many", ""])
def test_a_body_that_says_it_is_too_long_is_refused(length):
    assert ask(COOKIE, OURS, ("content-length", length), method="POST").status == 413


def test_a_body_that_grows_too_long_is_cut_off():
    heard = ask(COOKIE, OURS, method="POST", body=[b"x" * 1_000_000] * 100)
    assert heard.read <= MOST_BODY


PLANTED = {
    "any host": (
        'headers.get("host", "").lower() not in hosts',
        "False",
        {"host": "evil.example", "headers": [COOKIE]},
    ),
    "any origin": (
        "origin is not None and origin.lower() not in",
        "False and origin not in",
        {"headers": [COOKIE, ("origin", "http://evil.example")], "method": "POST"},
    ),
    "any cookie": (
        "if not self._is_token(_cookie(headers, self.cookie))",
        "if False",
        {"headers": [OURS], "kind": "websocket"},
    ),
    "cookie of any port": (
        'f"detente-{self.port}"',
        '"detente-8001"',
        {"headers": [("cookie", f"detente-8001={TOKEN}")]},
    ),
    "changes without an origin": ("origin is None and not reads", "False", {"headers": [COOKIE], "method": "POST"}),
    "sockets without an origin": (
        'reads = scope["type"] == "http" and',
        'reads = scope["type"] == "websocket" or',
        {"headers": [COOKIE], "kind": "websocket"},
    ),
    "bodies that say they are long": (
        "_size(headers) > MOST_BODY",
        "False",
        {"headers": [COOKIE, OURS, ("content-length", "100000000")], "method": "POST"},
    ),
}
"""Errors planted in the guard: what is replaced by what, and the request that then comes in."""


@pytest.mark.parametrize("name", PLANTED)
def test_an_error_planted_in_the_guard_lets_its_attack_in(name):
    right, wrong, attack = PLANTED[name]
    attack = dict(attack)
    headers = attack.pop("headers")
    assert ask(*headers, **attack).reached == 0
    source = inspect.getsource(guard)
    assert source.count(right) == 1
    planted = types.ModuleType("detente.workbench.planted")
    sys.modules[planted.__name__] = planted
    exec(compile(source.replace(right, wrong), "planted", "exec"), planted.__dict__)
    assert ask(*headers, **attack, by=planted.Guard).reached == 1


def test_a_body_that_is_not_counted_would_be_read_whole(monkeypatch):
    monkeypatch.setattr(guard, "MOST_BODY", 10**9)
    assert ask(COOKIE, OURS, method="POST", body=[b"x" * 1_000_000] * 10).read == 10_000_000


@pytest.mark.parametrize(
    ("left", "fault"),
    [(True, "No response returned."), (False, "No response returned."), (True, "another fault")],
)
def test_only_who_is_still_there_is_told_that_a_page_gave_no_answer(left, fault):
    async def app(scope, receive, send):
        await receive()
        raise RuntimeError(fault)

    async def receive():
        return {"type": "http.disconnect"} if left else {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        raise AssertionError(message)

    headers = [(name.encode(), value.encode()) for name, value in (("host", HERE), COOKIE)]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers}
    asked = Guard(app, TOKEN, 8000)(scope, receive, send)
    if left and fault == guard.UNANSWERED:
        asyncio.run(asked)
    else:
        with pytest.raises(RuntimeError, match=fault):
            asyncio.run(asked)
