"""How long the workbench takes, in a browser: ``python -m benchmarks.workbench [CASE]``.

A ``detente serve`` of its own and a headless Chromium that is open already.

* From the command to the first page: to its question, to the first headline (a quick estimate: one run at the middle of
  what is uncertain), and to the mean over draws.
* From a turned knob to the new headline: a slider is moved by its keys, each time to another value; the time runs from
  the key to the new quick estimate on the page.

What else the machine does at the time is in the figures, so the load is printed too, and processor times.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

GOAL = 0.25
"""Seconds from a turned knob to the new headline."""

FIRST_GOAL = 3.0
"""Seconds from the command to the first page, and to a first headline."""

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

WATCH = """slider => new Promise(done => {
  const line = [...document.querySelectorAll('[data-turn]')][0], before = line.dataset.turn;
  let start;
  const seen = new MutationObserver(() => {
    if (line.dataset.turn !== before) { seen.disconnect(); done(performance.now() - start); }
  });
  seen.observe(line, {attributes: true, characterData: true, childList: true, subtree: true});
  const thumb = slider.querySelector('[tabindex]') || slider;
  start = performance.now();
  const press = {key: 'ArrowRight', keyCode: 39, which: 39, bubbles: true};
  thumb.dispatchEvent(new KeyboardEvent('keydown', press));
  thumb.dispatchEvent(new KeyboardEvent('keyup', press));
})"""


def main() -> int:
    parser = argparse.ArgumentParser(description="From the command to a headline, and from a turned knob to a new one.")
    parser.add_argument("case", nargs="?", default="korea")
    parser.add_argument("--turns", type=int, default=20, help="0: the first page only")
    parser.add_argument("--pause", type=float, default=1.2, help="seconds between two turns")
    parser.add_argument("--settle", action="store_true", help="first let the tab Answer finish its work")
    parser.add_argument("--knob", default="North Korea: avoids dprk.talks")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        program = [str(Path(sys.executable).with_name("detente")), "serve", asked.case, "--no-open"]
        found = in_browser(program, folder, asked)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name in ("question", "headline", "mean"):
        wall, processor = found[name]
        met = "" if name == "mean" else f" (goal {FIRST_GOAL:.0f} s: {'met' if wall <= FIRST_GOAL else 'missed'})"
        print(
            f"from the command to the {name}: {wall:.2f} s{met}; processor time of server and workers {processor:.2f} s"
        )
    for name in ("turns", "drag") if asked.turns else ():
        times = sorted(found[name])
        met = "met" if median(times) <= GOAL else "missed"
        print(f"{name}: median {median(times):.3f} s, worst {times[-1]:.3f} s of {len(times)} (goal {GOAL} s: {met})")
    if asked.turns:
        print(f"processor time of server and workers for one turn of the drag: {found['cost']:.3f} s")
    return 0


def spent(process: int) -> float:
    """Processor time of a process and of those that it started, in seconds (Linux)."""
    parents, times = {}, {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = each.read_text().rpartition(") ")
        except OSError:
            continue
        fields, number = rest.split(), int(name.split(" ")[0])
        parents[number], times[number] = int(fields[1]), int(fields[11]) + int(fields[12])
    family = {process}
    while more := {number for number, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(times.get(number, 0) for number in family) / os.sysconf("SC_CLK_TCK")


def in_browser(program: list[str], folder: str, asked: argparse.Namespace) -> dict[str, Any]:
    """Times in seconds."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        page = playwright.chromium.launch(executable_path=path, args=FLAGS).new_page()
        page.goto("about:blank")
        begun = time.perf_counter()
        server = subprocess.Popen(program, cwd=folder, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            page.goto(server.stdout.readline().strip(), wait_until="commit")
            found: dict[str, Any] = first_page(page, begun, server.pid)
            return {**found, **(turned(page, asked, server.pid) if asked.turns else {})}
        finally:
            server.terminate()
            server.wait(10)


def first_page(page: Any, begun: float, server: int) -> dict[str, tuple[float, float]]:
    """Wall time and processor time to the question, the first headline, and the mean over draws."""
    words = {
        "question": page.locator(".dt-question"),
        "headline": page.get_by_text(re.compile("the chance that this comes about")).first,
        "mean": page.get_by_text(re.compile(r"the chance that this comes about within .*80% band")).first,
    }
    found = {}
    for name, place in words.items():
        place.wait_for(timeout=60_000)
        found[name] = time.perf_counter() - begun, spent(server)
    return found


def turned(page: Any, asked: argparse.Namespace, server: int) -> dict[str, Any]:
    """From keys to headlines: with pauses, and one after the other."""
    page.get_by_role("tab", name="Knobs").click()
    page.get_by_label("Search knobs").fill(asked.knob.partition(": ")[2])
    page.locator("[data-turn]").wait_for(timeout=60_000)
    slider = page.get_by_label(asked.knob, exact=True).first
    slider.wait_for()
    if asked.settle:
        page.get_by_role("tab", name="Answer").click()
        idle = 0
        while idle < 6:  # between two pieces of work there is a short pause
            page.wait_for_timeout(500)
            idle = 0 if page.get_by_test_id("work").is_visible() else idle + 1
        page.get_by_role("tab", name="Knobs").click()
        slider.wait_for()
    page.wait_for_timeout(3000)
    turns = []
    for _ in range(asked.turns):
        turns.append(slider.evaluate(WATCH) / 1000)
        page.wait_for_timeout(1000 * asked.pause)
    before = spent(server)
    drag = [slider.evaluate(WATCH) / 1000 for _ in range(asked.turns)]
    return {"turns": turns, "drag": drag, "cost": (spent(server) - before) / asked.turns}


if __name__ == "__main__":
    sys.exit(main())
