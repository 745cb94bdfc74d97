"""Set detente up on a machine that has only Python 3.11 or later, then run it or test it.

    python3 bootstrap.py run korea     installs into .venv, then runs `detente run korea`
    python3 bootstrap.py test          installs into .setup/test, then runs every check of the project

The tests drive the workbench in Chromium: CHROMIUM names it, else it is looked for, else installed (Debian, as root).
DETENTE_NO_BROWSER=1 leaves these tests out. Screenshots go to .setup/shots, or to DETENTE_SHOTS.

Anything but `test` is passed on to `detente`. Needs the Python package index once; later runs need no network.
Standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
UV = "uv==0.13.9"
WINDOWS = os.name == "nt"
BIN = "Scripts" if WINDOWS else "bin"

EXTRAS = {
    "serve": ["--extra", "web", "--extra", "report"],
    "report": ["--extra", "report"],
}
"""What a command needs beyond the core."""

CHECKS = (
    ("style", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "."]),
    ("types", ["mypy"]),
    ("layers", ["lint-imports"]),
    ("tests", ["pytest", "-n", "2", "--dist", "worksteal"]),
)


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036
        print(f"detente needs Python 3.11 or later; this is {sys.version.split()[0]}", file=sys.stderr)
        return 1
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.chdir(ROOT)
    if arguments == ["test"]:
        return test(Path(os.environ.get("DETENTE_TEST_ENV", ROOT / ".setup" / "test")))
    home = ROOT / ".venv"
    sync(home, ["--no-dev", "--inexact", *EXTRAS.get(arguments[0] if arguments else "", [])])
    program = home / BIN / "detente"
    talk(f"ready: {program.relative_to(ROOT)}")
    return subprocess.call([str(program), *(arguments or ["--help"])])


def test(home: Path) -> int:
    """Run all checks against the installed wheel, not the source folder; report each with its time."""
    sync(home, ["--all-extras", "--group", "dev", "--group", "docs", "--no-editable", "--reinstall-package", "detente"])
    browser()
    path = str(home / BIN) + os.pathsep + os.environ.get("PATH", "")
    failed = []
    for name, command in CHECKS:
        talk(f"{name}: {' '.join(command)}")
        start = time.monotonic()
        if subprocess.call([str(home / BIN / command[0]), *command[1:]], env={**os.environ, "PATH": path}):
            failed.append(name)
        talk(f"{name}: {'FAILED' if name in failed else 'passed'} in {time.monotonic() - start:.0f} s")
    talk("failed: " + ", ".join(failed) if failed else "every check passed")
    return 1 if failed else 0


def sync(home: Path, options: list[str]) -> None:
    """Install the locked dependencies and the project into ``home``; stop with a sentence if that fails."""
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(home), "UV_PYTHON": sys.executable}
    environment.pop("VIRTUAL_ENV", None)
    command = [str(installer()), "sync", "--quiet", "--frozen", "--compile-bytecode", *options]
    if subprocess.call(command, env=environment):
        raise SystemExit("installing failed; the lines above say why. Is the Python package index reachable?")


def installer() -> Path:
    """The uv program, installed once into .setup/uv."""
    home = ROOT / ".setup" / "uv"
    program = home / BIN / ("uv.exe" if WINDOWS else "uv")
    stamp = home / "version"
    if stamp.is_file() and stamp.read_text() == UV and program.exists():
        return program
    talk("setting up (once)")
    shutil.rmtree(home, ignore_errors=True)
    if subprocess.call([sys.executable, "-m", "venv", str(home)], stdout=subprocess.DEVNULL):
        debian_venv()
        subprocess.check_call([sys.executable, "-m", "venv", "--clear", str(home)])
    subprocess.check_call([str(home / BIN / "python"), "-m", "pip", "install", "--quiet", UV])
    stamp.write_text(UV)
    return program


def browser() -> None:
    """Chromium for the tests of the workbench: found, or installed, or left out on purpose; else stop and say how."""
    if os.environ.get("DETENTE_NO_BROWSER") == "1":
        talk("DETENTE_NO_BROWSER=1: the workbench is not driven in a browser")
        return
    names = ("chromium", "chromium-browser", "google-chrome")
    if os.environ.get("CHROMIUM") or any(map(shutil.which, names)):
        return
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise SystemExit(
            "the tests of the workbench need Chromium: install it (Debian: apt-get install chromium), name it in "
            "CHROMIUM, or set DETENTE_NO_BROWSER=1 to leave them out"
        )
    debian("chromium", "fonts-liberation")


def debian_venv() -> None:
    """Debian splits `venv` off its Python: install it, or say how."""
    package = f"python3.{sys.version_info.minor}-venv"
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise SystemExit(
            f"this Python has no working venv module; install it first (Debian: apt-get install {package})"
        )
    debian(package)


def debian(*packages: str) -> None:
    """Install packages of the system, as root."""
    talk(f"installing {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.check_call(["apt-get", "update", "-qq"], env=environment)
    subprocess.check_call(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], env=environment)


def talk(sentence: str) -> None:
    print(f"[detente] {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
