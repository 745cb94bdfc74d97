"""A workbench that really runs, and a browser that really looks at it.

* ``served``: one ``detente serve`` for the whole run, on a folder of its own. Tests share it: take a model of your own
  with ``served.model("prisoners")``.
* ``serve``: starts further servers (other arguments, servers to be killed).
* ``page``: a page of Chromium that was let in. Requests beyond the server, errors in its console and exceptions in its
  scripts fail the test.
* ``look(name)``: keeps a screenshot of the page.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from detente.cases import path as case_path

pytest.importorskip("nicegui")

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 400, "height": 800}
HOW = "the browser tests need Chromium (Debian: apt-get install chromium), or CHROMIUM=/path/to/it; DETENTE_NO_BROWSER=1 leaves them out"  # noqa: E501
PATIENCE = 30_000
"""Milliseconds after which something that should be on a page is missed; a loaded machine is slow."""

QUIET = ("favicon",)
"""Words in a message of the console that are no error of ours."""


@dataclass
class Served:
    """A running ``detente serve``. ``folder``: what it serves; ``port``, ``token``: of its address."""

    process: subprocess.Popen[str]
    folder: Path
    port: int
    token: str
    said: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def at(self, path: str = "/") -> str:
        """The address of a page, without the token."""
        return f"http://127.0.0.1:{self.port}{path}"

    def entrance(self, path: str = "/") -> str:
        """The address of a page, with the token."""
        return f"{self.at(path)}{'&' if '?' in path else '?'}token={self.token}"

    def put(self, text: str, stem: str = "model") -> str:
        """Write a model of one's own into the folder; its name there."""
        name = f"{stem}-{next(self._numbers)}.yaml"
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def model(self, case: str) -> str:
        """Put a copy of a built-in case into the folder; its name there."""
        return self.put(case_path(case).read_text(encoding="utf-8"), case)

    def page_of(self, name: str, tab: str = "") -> str:
        """The address of a model's page, at a tab."""
        return self.at(f"/m/{quote(name)}" + (f"?tab={tab.lower()}" if tab else ""))

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send a signal and wait for the end; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


Serve = Callable[..., Served]


def start(folder: Path, *arguments: str) -> Served:
    """Run ``detente serve`` in a folder and wait for its address."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "NICEGUI_"))}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("detente")), "serve", *arguments, "--no-open"],
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline().strip()
    if not line:
        raise AssertionError(f"detente serve printed no address: {process.stderr.read()}")
    address = urlsplit(line)
    found = Served(process, folder, int(address.port or 0), parse_qs(address.query)["token"][0])
    threading.Thread(target=_listen, args=(process.stderr, found.said), daemon=True).start()
    return found


def _listen(stream: object, said: list[str]) -> None:
    with contextlib.suppress(ValueError):
        said.extend(line.rstrip("\n") for line in stream)  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all tests that need none of their own."""
    found = start(tmp_path_factory.mktemp("served"))
    yield found
    ended = found.process.poll()
    found.stop()
    _close(found)
    assert ended is None, f"the server ended by itself, with {ended}: {found.said[-20:]}"
    faults = [place for place, line in enumerate(found.said) if "Traceback" in line]
    assert not faults, "the server reported faults:\n" + "\n".join(found.said[faults[0] : faults[0] + 60])


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start servers: ``serve("--read-only", folder=...)``; they are stopped after the test."""
    begun: list[Served] = []

    def begin(*arguments: str, folder: Path = tmp_path) -> Served:
        begun.append(start(folder, *arguments))
        return begun[-1]

    yield begin
    for each in begun:
        each.stop(signal.SIGKILL)
        _close(each)


def _close(server: Served) -> None:
    for stream in (server.process.stdout, server.process.stderr):
        if stream is not None:
            stream.close()


def browser_path() -> str:
    """Where Chromium is; skips or fails where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        if os.environ.get("DETENTE_NO_BROWSER") == "1":
            pytest.skip("DETENTE_NO_BROWSER=1: no browser is asked for")
        pytest.fail(HOW)
    return str(found)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Chromium, for the tests of one module. (Playwright keeps an event loop in this thread as long as it runs.)"""
    program = browser_path()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, served: Served) -> Iterator[object]:
    """A page that was let in by ``served`` and shows its list of models."""
    with visit(browser, served) as found:
        yield found


@pytest.fixture(scope="session", autouse=True)
def aimed() -> Iterator[None]:
    """Clicks are aimed, as a person's are, at what has stood still for a moment: where something above grows between
    pressing and letting go, a browser counts no click."""
    try:
        from playwright.sync_api import Locator
    except ImportError:
        yield
        return
    click = Locator.click

    def steady(self: object, **options: object) -> None:
        _stand_still(self)
        click(self, **options)  # type: ignore[arg-type]

    Locator.click = steady  # type: ignore[method-assign]
    yield
    Locator.click = click  # type: ignore[method-assign]


def _stand_still(locator: object) -> None:
    """Wait until something has been in one place for 150 ms, 3 s at most; what is wrong with it, the click will say."""
    from playwright.sync_api import Error

    before, same = None, 0
    with contextlib.suppress(Error):
        for _ in range(60):
            box = locator.bounding_box()  # type: ignore[attr-defined]
            same = same + 1 if box == before else 0
            if same >= 3:
                return
            before = box
            locator.page.wait_for_timeout(50)  # type: ignore[attr-defined]


@contextlib.contextmanager
def visit(browser, server: Served, path: str = "/", **options: object) -> Iterator[object]:
    """A page of its own that was let in by a server; fails where something went wrong in it or it asked elsewhere.

    It asks for less motion: a click while things move may miss what it was meant for, where a person would click again.
    """
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **options})
    context.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    home = f"http://127.0.0.1:{server.port}/"

    def watch(route: object) -> None:
        address = route.request.url  # type: ignore[attr-defined]
        if address.startswith((home, "data:", "blob:")):
            route.continue_()  # type: ignore[attr-defined]
        else:
            wrong.append(f"asked for {address}")
            route.abort()  # type: ignore[attr-defined]

    def hear(message: object) -> None:
        if message.type == "error" and not any(word in message.text for word in QUIET):  # type: ignore[attr-defined]
            wrong.append(f"console: {message.text} {message.location}")  # type: ignore[attr-defined]

    def hear_sockets(page: object) -> None:
        page.on("websocket", lambda socket: wrong.append(f"socket to {socket.url}")  # type: ignore[attr-defined]
                if not socket.url.startswith(home.replace("http", "ws")) else None)  # fmt: skip
        page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))  # type: ignore[attr-defined]

    context.route("**/*", watch)
    context.on("console", hear)
    context.on("weberror", lambda error: wrong.append(f"exception: {error.error}"))
    context.on("page", hear_sockets)
    found = context.new_page()
    try:
        found.goto(server.entrance(path))
        yield found
    finally:
        context.close()
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def look(page) -> Callable[..., Path]:
    """Keep a screenshot: ``look("board")``, ``look("board", narrow=True, dark=True)``; returns its file."""
    folder = Path(os.environ.get("DETENTE_SHOTS") or Path(__file__).parents[2] / ".setup" / "shots")
    folder.mkdir(parents=True, exist_ok=True)

    def shoot(name: str, narrow: bool = False, dark: bool = False, whole: bool = False) -> Path:
        page.set_viewport_size(NARROW if narrow else WIDE)
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.wait_for_timeout(400)
        file = folder / f"{name}{'-narrow' if narrow else ''}{'-dark' if dark else ''}.png"
        page.screenshot(path=str(file), full_page=whole)
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light")
        return file

    return shoot
