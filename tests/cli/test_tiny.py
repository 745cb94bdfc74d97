"""Tiny models in a process of their own: their kernels run as plain Python, with the same results."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("detente")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key != "NUMBA_DISABLE_JIT"}
    return subprocess.run(
        [str(PROGRAM), *arguments], capture_output=True, text=True, env={**kept, **environment}, check=False
    )


@pytest.mark.parametrize("case", ["prisoners", "chicken", "syria_iraq", "elmira"])
def test_plain_python_gives_the_same_verdicts_as_compiled_code(case):
    plain = run("stability", case, "--json")
    compiled = run("stability", case, "--json", NUMBA_DISABLE_JIT="0")
    assert plain.returncode == 0, plain.stderr
    assert json.loads(plain.stdout) == json.loads(compiled.stdout)
    assert "Warning" not in plain.stderr


@pytest.mark.parametrize(
    "arguments", [("run", "elmira"), ("evolve", "chicken"), ("forecast", "chicken", "--draws", "4")]
)
def test_commands_run_as_plain_python(arguments):
    said = run(*arguments)
    assert said.returncode == 0, said.stderr
    assert said.stdout
    assert said.stderr == ""


@pytest.mark.parametrize(("case", "compiles"), [("prisoners", False), ("korea", True)])
def test_only_models_worth_compiling_for_load_the_compiler(case, compiles):
    asked = "import contextlib, sys; from detente.cli.main import app\n"
    asked += "with contextlib.suppress(SystemExit): app(sys.argv[1:])\nprint('numba' in sys.modules, file=sys.stderr)"
    kept = {key: value for key, value in os.environ.items() if key != "NUMBA_DISABLE_JIT"}
    command = [sys.executable, "-c", asked, "states", case]
    said = subprocess.run(command, capture_output=True, text=True, env=kept, check=True)
    assert said.stderr.split()[-1] == str(compiles)


def test_a_command_whose_output_nobody_reads_ends_quietly():
    with subprocess.Popen(
        [str(PROGRAM), "states", "elmira", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (1, "")
