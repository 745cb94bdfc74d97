"""A page run from top to bottom in an empty folder, as a reader would."""

from __future__ import annotations

import contextlib
import doctest
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.docs.models import FRAGMENTS, mapping, whole
from tests.docs.pages import ROOT, Block, blocks
from tests.docs.shell import Said, Step, fits, perform, steps
from tests.docs.stored import keep, recalled

from detente import language

SET_UP = ("python3 bootstrap.py", "python -m")
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass
class Reader:
    """What a reader of a page has at hand so far: Python names (and files, in the current folder)."""

    names: dict[str, Any] = field(default_factory=dict)

    def read(self, page: Path, text: str | None = None) -> int:
        """Run every block of a page; how many were run."""
        found = blocks(page, text)
        for block in found:
            READERS[block.language](self, block)
        return len(found)

    def console(self, block: Block) -> None:
        wanted = int(block.directives.get("status", "0"))
        for step in steps(block):
            said = heard(block, step)
            assert said.status == wanted, f"{block.place}: `{step.command}` ends with {said.status}\n{said.screen}"
            shown = not step.expected or fits(step.expected, said.screen)
            assert shown, f"{block.place}: `{step.command}` prints something else:\n{said.screen}"

    def yaml(self, block: Block) -> None:
        if block.page in FRAGMENTS:
            strangers = set(mapping(block.text)) - set(language.schema()["properties"])
            assert not strangers, f"{block.place}: no such section: {', '.join(sorted(strangers))}"
            return
        text = lay(block)
        model, problems = language.check(text, block.place)
        errors = [each.sentence() for each in problems if each.severity == "error"]
        assert ("broken" in block.directives.get("file", "")) == bool(errors), "\n".join([block.place, *errors])
        assert errors or model is not None

    def python(self, block: Block) -> None:
        if not block.text.lstrip().startswith(">>>"):
            exec(compile(block.text, block.place, "exec"), self.names)
            return
        parsed = doctest.DocTestParser().get_doctest(block.text + "\n", self.names, block.place, None, block.line)
        parsed.globs = self.names
        runner, said = doctest.DocTestRunner(optionflags=_FLAGS), io.StringIO()
        with contextlib.redirect_stdout(io.StringIO()):
            runner.run(parsed, out=said.write, clear_globs=False)
        assert runner.failures == 0, f"{block.place}:\n{said.getvalue()}"

    def sh(self, block: Block) -> None:
        """Set-up commands are not run, but what they name exists."""
        for line in block.text.split("\n"):
            start = next((each for each in SET_UP if line.startswith(each)), None)
            assert start, f"{block.place}: not a set-up command: {line}"
            words = line.removeprefix(start).split()
            if start.endswith("-m"):
                home = ROOT.joinpath(*words[0].split("."))
                assert home.with_suffix(".py").is_file() or (home / "__main__.py").is_file(), f"{block.place}: {line}"

    def plain(self, block: Block) -> None:
        lay(block)


def lay(block: Block) -> str:
    """The text that a block stands for; if it is a file, it is written into the current folder."""
    fragment = block.page in FRAGMENTS or block.language != "yaml"
    text = block.text + "\n" if fragment else whole(block)
    name = block.directives.get("file", "")
    if name:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    return text


def heard(block: Block, step: Step, anew: bool = False) -> Said:
    """What a step's command prints; for a stored output (unless it is wanted ``anew``) what it printed then."""
    stored = block.directives.get("stored")
    if stored:
        return (keep if anew else recalled)(stored, step.command)
    return perform(block.directives.get("run as", step.command))


READERS = {
    "console": Reader.console, "yaml": Reader.yaml, "python": Reader.python, "sh": Reader.sh,
    "json": Reader.plain, "text": Reader.plain, "{toctree}": Reader.plain,
}  # fmt: skip
