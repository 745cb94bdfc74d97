"""What must fail against a real server: strangers, other pages, paths out of the folder, floods, and hostile models."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import httpx
import psutil
import pytest
from tests.workbench.conftest import Served, visit
from tests.workbench.hostile import hostile

SOCKET = "/_nicegui_ws/socket.io/?EIO=4&transport="
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def send(server: Served, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, bytes, str]:
    """A request exactly as it is written; status, body, content type."""
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        link.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        sent = {"Host": f"127.0.0.1:{server.port}", **headers}
        if body:
            sent["Content-Length"] = str(len(body))
        for name, value in sent.items():
            link.putheader(name, value)
        link.endheaders(body or None)
        answer = link.getresponse()
        return answer.status, b"" if answer.status == 101 else answer.read(), answer.headers.get("content-type", "")
    finally:
        link.close()


def cookie(server: Served) -> dict[str, str]:
    return {"Cookie": f"detente-{server.port}={server.token}"}


def ours(server: Served) -> dict[str, str]:
    return {"Origin": f"http://127.0.0.1:{server.port}"}


def alive(server: Served) -> bool:
    return send(server, "GET", "/api/v1/models", cookie(server))[0] == 200


DOORS = {
    "page": ("GET", "/models", {}),
    "interface": ("POST", "/api/v1/models/prisoners/undo", {}),
    "polling": ("GET", SOCKET + "polling", {}),
    "polling post": ("POST", SOCKET + "polling", {}),
    "websocket": ("GET", SOCKET + "websocket", UPGRADE),
    "asset": ("GET", "/_nicegui/static/nicegui.js", {}),
    "report": ("GET", "/report/x", {}),
}


@pytest.mark.parametrize("door", DOORS)
def test_every_door_is_shut_to_strangers_and_other_pages(served, door):
    method, path, headers = DOORS[door]
    known = {**headers, **cookie(served)}
    evil = {"Origin": "http://evil.example"}
    rebound = f"evil.example:{served.port}"
    refused = {
        "no token": {**headers, **ours(served)},
        "wrong token": {**headers, **ours(served), "Cookie": f"detente-{served.port}=wrong"},
        "wrong bearer": {**headers, "Authorization": "Bearer wrong"},
        "wrong host": {**known, **ours(served), "Host": rebound},
        "rebound host": {
            **known,
            "Origin": f"http://{rebound}",
            "Host": rebound,
        },
        "other origin": {**known, **evil},
        "other origin with a bearer": {**headers, **evil, "Authorization": f"Bearer {served.token}"},
        "no origin at all": {**known, "Origin": "null"},
    }
    found = {name: send(served, method, path, sent)[0] for name, sent in refused.items()}
    assert {name: status for name, status in found.items() if status not in (400, 401, 403)} == {}


def test_the_doors_are_open_to_the_page_itself(served):
    known = {**cookie(served), **ours(served)}
    found = {
        door: send(served, method, path, {**headers, **known})[0] for door, (method, path, headers) in DOORS.items()
    }
    assert found["websocket"] == 101
    assert found["page"] == found["polling"] == 200
    assert not {401, 403} & set(found.values())


TRAVERSALS = (
    "../secret.yaml",
    "..%2fsecret.yaml",
    "..%252fsecret.yaml",
    "%2e%2e/secret.yaml",
    "%2e%2e%2fsecret.yaml",
    "..%5csecret.yaml",
    "..\\secret.yaml",
    "....//secret.yaml",
    "%2fetc%2fpasswd",
    "%2Fetc%2Fpasswd.yaml",
    "/etc/passwd",
    "link.yaml",
    "secret.yaml%00",
    "mill.yaml%00.yaml",
    "..%c0%afsecret.yaml",
    "C:%5csecret.yaml",
    ".mill.yaml.draft",
)


@pytest.fixture
def secret(served):
    """A file beside the folder that is served, and a link to it in the folder."""
    found = served.folder.parent / "secret.yaml"
    found.write_text("title: the secret of the folder above\nactors: [a]\noptions: {a.x: acts}\n")
    link = served.folder / "link.yaml"
    if not link.is_symlink():
        link.symlink_to(found)
    return found


@pytest.mark.parametrize("before", ["/m/", "/api/v1/models/", "/report/", "/_nicegui/", "/_nicegui/static/", "/"])
def test_no_path_leads_out_of_the_folder(served, secret, before):
    for path in TRAVERSALS:
        status, body, _ = send(served, "GET", before + path, cookie(served))
        assert b"the secret of" not in body, path
        assert b"root:x:0" not in body, path
        assert status < 500, path


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_name_writes_out_of_the_folder(served, secret, path):
    before = sorted(served.folder.parent.iterdir())
    body = json.dumps({"text": "title: evil", "version": ""}).encode()
    headers = {"Authorization": f"Bearer {served.token}", "Content-Type": "application/json"}
    status, _, _ = send(served, "PUT", f"/api/v1/models/{path}", headers, body)
    assert 400 <= status < 500
    send(served, "POST", f"/api/v1/models/{path}/save", headers)
    assert sorted(served.folder.parent.iterdir()) == before
    assert "evil" not in secret.read_text()


def test_a_body_of_100_mb_is_refused_before_it_is_read(served):
    headers = {**cookie(served), **ours(served), "Content-Length": "100000000", "Content-Type": "application/json"}
    assert send(served, "PUT", "/api/v1/models/prisoners", headers)[0] == 413


def test_a_body_of_100_mb_in_pieces_is_cut_off(served):
    memory = psutil.Process(served.process.pid).memory_info().rss
    head = (
        f"PUT /api/v1/models/prisoners HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n"
        f"Authorization: Bearer {served.token}\r\n"
        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    piece = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", served.port), 60) as link:
        link.sendall(head.encode())
        try:
            for _ in range(100):
                link.sendall(piece)
            link.sendall(b"0\r\n\r\n")
            answer = link.recv(100)
        except OSError:
            answer = b""
    assert b" 200 " not in answer
    assert psutil.Process(served.process.pid).memory_info().rss - memory < 60_000_000
    assert alive(served)


def test_a_file_of_100_mb_is_refused_with_a_sentence(served):
    with (served.folder / "huge.yaml").open("wb") as stream:
        stream.truncate(100_000_000)
    status, body, _ = send(served, "GET", "/api/v1/models/huge.yaml", cookie(served))
    assert status == 422
    assert "at most 1,000,000 bytes" in json.loads(body)["error"]
    assert "huge.yaml" in {
        each["name"] for each in json.loads(send(served, "GET", "/api/v1/models", cookie(served))[1])["models"]
    }


def test_50_requests_at_once_are_answered_or_refused_and_pages_still_come(served):
    name = served.model("prisoners")
    headers = {"Authorization": f"Bearer {served.token}"}
    waits: list[float] = []
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            begun = time.monotonic()
            assert send(served, "GET", "/models", cookie(served))[0] == 200
            waits.append(time.monotonic() - begun)

    with httpx.Client(base_url=served.at(), headers=headers, timeout=120, trust_env=False) as client:

        def ask(number: int) -> int:
            verb = "claims" if number % 2 else "stability"
            return client.post(f"/api/v1/models/{name}/{verb}", params={"wait": 60}).status_code

        watcher = threading.Thread(target=watch)
        watcher.start()
        with ThreadPoolExecutor(50) as pool:
            found = list(pool.map(ask, range(50)))
        over.set()
        watcher.join(60)
    assert set(found) <= {200, 202, 429}
    assert 200 in found
    assert len(waits) > 1
    assert alive(served)


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="this system has no broken pipes")
def test_a_reader_that_hangs_up_does_not_end_the_server(served):
    """What the system sends to a program that writes to a connection that was closed at the other end."""
    served.process.send_signal(signal.SIGPIPE)
    assert alive(served)


def test_the_server_talks_to_nobody_but_this_machine(served):
    parent = psutil.Process(served.process.pid)
    for process in (parent, *parent.children(recursive=True)):
        for link in process.net_connections("inet"):
            for end in filter(None, (link.laddr, link.raddr)):
                assert end.ip in ("127.0.0.1", "::1"), link


PWNED = "window.hits = []; window.hit = number => { window.hits.push(number); console.error('hit ' + number); };"
HOVERED = "canvas, .q-expansion-item__toggle-icon, [role=button]:not(header *)"
TABS = ("Answer", "Board", "Knobs", "Offers", "Evidence", "Model")


@pytest.mark.browser
def test_no_script_in_a_model_runs(browser, served):
    name = served.put(hostile(), "hostile")
    with visit(browser, served) as page:
        page.context.add_init_script(PWNED)
        for place in ("/models", *(f"/m/{name}?tab={tab.lower()}" for tab in TABS)):
            page.goto(served.at(place))
            page.wait_for_timeout(2500)
            for target in page.locator(HOVERED).all()[:12]:
                if target.is_visible():
                    target.hover(force=True, timeout=5000)
            page.wait_for_timeout(500)
            assert page.evaluate("window.hits") == [], place
            assert "hit(" in page.content(), place
        assert page.locator("iframe, embed, object").count() == 0


@pytest.mark.browser
def test_the_trap_for_scripts_would_spring(browser, served):
    def walk() -> None:
        with visit(browser, served) as page:
            page.context.add_init_script(PWNED)
            page.goto(served.at("/models"))
            page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x: onerror=hit(7)>')")
            page.wait_for_function("window.hits.length > 0")

    with pytest.raises(AssertionError, match="hit 7"):
        walk()


@pytest.mark.browser
def test_no_script_in_a_name_or_an_answer_runs(browser, served):
    name = served.put(hostile(), "hostile")
    evil = "<img src=x onerror=hit(1)>"
    headers = {"Authorization": f"Bearer {served.token}"}
    with httpx.Client(base_url=served.at("/api/v1"), headers=headers, timeout=120, trust_env=False) as api:
        answers = [
            api.get(f"/models/{name}"),
            api.get(f"/models/{quote(evil)}.yaml"),
            api.post(f"/models/{name}/states", json={"where": evil}),
            api.post(f"/models/{name}/check"),
            api.post(f"/models/{name}/states", content=evil, headers={"Content-Type": "application/json"}),
        ]
    for answer in answers:
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
    with visit(browser, served) as page:
        page.context.add_init_script(PWNED)
        page.goto(served.at(f"/m/{quote(evil)}.yaml"))
        page.get_by_text("This cannot be opened").wait_for()
        page.goto(served.at(f"/api/v1/models/{name}"))
        assert page.evaluate("window.hits") == []


@pytest.mark.browser
def test_no_script_in_a_report_runs(browser, served):
    name = served.put(hostile(), "hostile")
    with visit(browser, served) as page:
        page.context.add_init_script(PWNED)
        page.goto(served.page_of(name, "Evidence"))
        page.get_by_role("button", name="Report", exact=True).click()
        link = page.get_by_role("link", name="Open the report")
        link.wait_for(timeout=180_000)
        address = link.get_attribute("href")
        html = page.request.get(served.at(address)).text()
        assert re.search(r"<script|<iframe|<img|<a [^>]*href=.?javascript:", html, re.IGNORECASE) is None
        page.goto("about:blank")
        page.set_content(html)
        page.wait_for_timeout(500)
        assert page.evaluate("window.hits || []") == []


def test_pages_forbid_frames_and_foreign_sources(served):
    link = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    link.request("GET", "/models", headers=cookie(served))
    headers = {name.lower(): value for name, value in link.getresponse().getheaders()}
    link.close()
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert headers["x-frame-options"] == "DENY"
