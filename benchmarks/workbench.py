"""How long a turned knob takes to change the headline, in a browser: ``python -m benchmarks.workbench [CASE]``.

A ``detente serve`` of its own and a headless Chromium. A slider is moved by its keys, each time to another value; the
time runs from the key to the new headline of the quick estimate on the page. What else the machine does at the time is
in the figures, so the load is printed too.
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
"""Seconds."""

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
    parser = argparse.ArgumentParser(description="From a turned knob to the new headline.")
    parser.add_argument("case", nargs="?", default="korea")
    parser.add_argument("--turns", type=int, default=20)
    parser.add_argument("--pause", type=float, default=1.2, help="seconds between two turns")
    parser.add_argument("--settle", action="store_true", help="first let the tab Answer finish its work")
    parser.add_argument("--knob", default="North Korea: avoids dprk.talks")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        program = [str(Path(sys.executable).with_name("detente")), "serve", asked.case, "--no-open"]
        begun = time.perf_counter()
        server = subprocess.Popen(program, cwd=folder, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            found = in_browser(server.stdout.readline().strip(), begun, asked, server.pid)
        finally:
            server.terminate()
            server.wait(10)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"from the command to the page: {found['first']:.2f} s, to a headline: {found['headline']:.2f} s")
    for name in ("turns", "drag"):
        times = sorted(found[name])
        met = "met" if median(times) <= GOAL else "missed"
        print(f"{name}: median {median(times):.3f} s, worst {times[-1]:.3f} s of {len(times)} (goal {GOAL} s: {met})")
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


def in_browser(address: str, begun: float, asked: argparse.Namespace, server: int) -> dict[str, Any]:
    """Times in seconds."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        page = playwright.chromium.launch(executable_path=path, args=FLAGS).new_page()
        page.goto(address)
        page.get_by_role("tab", name="Knobs").wait_for()
        first = time.perf_counter() - begun
        page.get_by_text(re.compile("the chance that this comes about")).first.wait_for(timeout=120_000)
        headline = time.perf_counter() - begun
        page.get_by_role("tab", name="Knobs").click()
        page.get_by_label("Search knobs").fill(asked.knob.partition(": ")[2])
        page.locator("[data-turn]").wait_for(timeout=120_000)
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
        cost = (spent(server) - before) / asked.turns
        return {"first": first, "headline": headline, "turns": turns, "drag": drag, "cost": cost}


if __name__ == "__main__":
    sys.exit(main())
