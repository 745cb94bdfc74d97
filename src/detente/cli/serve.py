"""``detente serve``: the workbench, a page in the browser that only this machine can open."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from ..errors import MissingExtra, Unanswerable
from .check import SourcesOption

if TYPE_CHECKING:
    from ..workbench.address import Address

CaseArgument = Annotated[
    str, typer.Argument(metavar="CASE", help="A built-in case, a model file, or a folder of models; else this folder.")
]
PortOption = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="Port; 0: a free one.")]
NoOpenOption = Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")]
ReadOnlyOption = Annotated[bool, typer.Option("--read-only", help="Change nothing on disk, whatever is asked.")]


def serve(
    case: CaseArgument = "",
    port: PortOption = 0,
    no_open: NoOpenOption = False,
    read_only: ReadOnlyOption = False,
    sources: SourcesOption = None,
) -> None:
    """Open a model in the browser: ask it, turn its knobs, change it, save it. Needs the extra web."""
    if find_spec("nicegui") is None:
        raise MissingExtra('the workbench needs nicegui: pip install "detente[web]"')
    from ..workbench.address import Address, listen

    root, first = _served(case)
    bound = listen(port)
    address = Address(bound.getsockname()[1])
    url = address.url(f"/m/{quote(first)}" if first else "/")
    typer.echo(url)
    typer.echo("detente: only this machine can open that address. Ctrl-C stops.", err=True)
    _forget_command()
    if not no_open:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
    _open(root, first, read_only, sources and sources.resolve(), bound, address)


def _open(
    root: Path, first: str, read_only: bool, sources: Path | None, bound: socket.socket, address: Address
) -> None:
    """Start the workers, then load the server beside them, then serve."""
    from ..workbench.ahead import EarlyDesk
    from ..workbench.lightly import lightly

    desk = EarlyDesk()
    if first:
        desk.start_up()
    else:
        desk.warm()
    from ..workbench.shelf import Shelf

    shelf = Shelf(root, read_only, sources, first)
    if first:
        desk.begin(shelf)
    with lightly():
        from ..workbench.server import run

    run(shelf, desk, bound, address)


def _forget_command() -> None:
    """A worker process loads the program that its parent was started with; nothing in this one is for it, and it takes
    a tenth of a second."""
    program = sys.modules["__main__"]
    if getattr(getattr(program, "main", None), "__module__", "") == f"{__package__}.main":
        program.__dict__.pop("__file__", None)


def _served(case: str) -> tuple[Path, str]:
    """The folder to serve, and the model to show first (none: the list of models)."""
    if not case or Path(case).is_dir():
        return Path(case or ".").resolve(), ""
    from ..cases import names
    from ..workbench.address import is_name

    file = Path(case)
    if not file.is_file():
        if case not in names():
            from ..cases.load import locate

            locate(case)
        return Path.cwd(), case
    if not is_name(file.name):
        raise Unanswerable(f"the workbench opens files called NAME.yaml, NAME.yml or NAME.gmcr; found {file.name}")
    return file.resolve().parent, file.name


def register(app: typer.Typer) -> None:
    app.command()(serve)
