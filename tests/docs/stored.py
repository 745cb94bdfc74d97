"""Outputs of commands that take too long to be run with every test: kept in a file, beside what they are of.

``stored: NAME`` above a console block says that its one command's output is ``tests/docs/stored/NAME``. The output
holds the fingerprint of the model that it is of, so a change of the model is noticed at once; a change of the code is
not.
``python -m tests.docs.refresh --stored`` runs these commands and writes their outputs anew.
"""

from __future__ import annotations

from pathlib import Path

from tests.docs.shell import Said, perform

import detente

FOLDER = Path(__file__).parent / "stored"


def recalled(name: str, command: str, folder: Path = FOLDER) -> Said:
    """What a command printed when it was last run, if it was of the model as it is now."""
    place = folder / name
    assert place.is_file(), f"{name} is not stored; run: python -m tests.docs.refresh --stored"
    text = place.read_text(encoding="utf-8")
    stale = detente.load(command.split()[2]).fingerprint not in text
    assert not stale, f"{name} is of another version of the model; run: python -m tests.docs.refresh --stored"
    return Said(0, text, text)


def keep(name: str, command: str, folder: Path = FOLDER) -> Said:
    """Run a command and store what it prints on standard output."""
    said = perform(command)
    assert said.status == 0, said.screen
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(said.out, encoding="utf-8")
    return Said(0, said.out, said.out)
