"""Write anew what the pages show of the code and of the commands: ``python -m tests.docs.refresh [--stored] [PAGE]``.

Parts made from the code are replaced, and so is the output shown below a command. Where that has gaps (``...``), each
line shown becomes the line printed that is most like it; where there is none, the place is named and left to a person.
With ``--stored`` long commands whose output is stored are run again too.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from tests.docs.made import remade
from tests.docs.pages import Block, blocks, pages, shown
from tests.docs.run import heard, lay
from tests.docs.shell import GAP, PROMPT, fits, steps

ALIKE = 0.6
"""From this likeness on (0 to 1), a line printed may replace a line shown."""


def main(names: list[str]) -> int:
    stale, anew = [], "--stored" in names
    for page in [Path(name).resolve() for name in names if name != "--stored"] or pages():
        before = page.read_text(encoding="utf-8")
        made = remade(before)
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            after, misfits = _shown_anew(page, made, anew)
        stale += misfits
        if after != before:
            page.write_text(after, encoding="utf-8")
            print(f"{shown(page)}: written anew")  # noqa: T201
    for place in stale:
        print(f"{place}: the lines shown no longer fit; choose others")  # noqa: T201
    return 1 if stale else 0


def _shown_anew(page: Path, text: str, anew: bool) -> tuple[str, list[str]]:
    misfits: list[str] = []
    lines, shift = text.split("\n"), 0
    for block in blocks(page, text):
        lay(block)
        if block.language != "console":
            continue
        fresh: list[str] = []
        for command, expected in _outputs(block, misfits, anew):
            fresh += [PROMPT + command, *expected]
        start = block.line + shift
        old = block.text.split("\n")
        lines[start : start + len(old)] = fresh
        shift += len(fresh) - len(old)
    return "\n".join(lines), misfits


def _outputs(block: Block, misfits: list[str], anew: bool) -> Iterator[tuple[str, list[str]]]:
    for step in steps(block):
        said = heard(block, step, anew)
        if not step.expected or fits(step.expected, said.screen):
            yield step.command, list(step.expected)
        elif GAP in (line.strip() for line in step.expected):
            nearest = _nearest(step.expected, said.screen)
            if not fits(nearest, said.screen):
                misfits.append(block.place)
            yield step.command, list(nearest if fits(nearest, said.screen) else step.expected)
        else:
            yield step.command, said.screen.rstrip("\n").split("\n")


def _nearest(expected: tuple[str, ...], screen: str) -> tuple[str, ...]:
    """Each line shown, replaced by the line printed, further on, that is most like it; gaps stay."""
    printed, place, found = screen.split("\n"), 0, []
    for line in expected:
        close = get_close_matches(line, printed[place:], 1, ALIKE) if line.strip() and line.strip() != GAP else []
        place = printed.index(close[0], place) + 1 if close else place
        found.append(close[0] if close else line)
    return tuple(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
