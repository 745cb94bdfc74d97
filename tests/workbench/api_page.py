"""The tables of ``docs/reference/api.md``, made from the interface itself.

``python -m tests.workbench.api_page`` writes them anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from detente.workbench.api import ROOT, api
from detente.workbench.api.questions import LONG, SHORT
from detente.workbench.desk import Desk
from detente.workbench.shelf import Shelf

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "api.md"

_PART = re.compile(r"(<!-- from the interface: (?P<name>\w+) -->\n).*?(<!-- /from -->)", re.DOTALL)


def interface() -> dict[str, Any]:
    """The OpenAPI document."""
    app = FastAPI(title="detente")
    api(app, Shelf(Path()), Desk())
    return app.openapi()


def remade(text: str) -> str:
    """The page with its tables made anew."""
    return _PART.sub(lambda found: f"{found[1]}\n" + "\n".join(table(found["name"])) + f"\n\n{found[3]}", text)


def table(name: str) -> Iterator[str]:
    """The table of all routes, or of one question's parameters."""
    if name == "routes":
        yield from _routes()
        return
    kind, _ = {**SHORT, **LONG}[name]
    yield from ("| parameter | meaning | default |", "| --- | --- | --- |")
    for key, each in kind.model_fields.items():
        default = "needed" if each.is_required() else f"`{json.dumps(each.default)}`"
        yield f"| `{key}` | {each.description} | {default} |"


def _routes() -> Iterator[str]:
    yield from ("| request | what it does |", "| --- | --- |")
    for path, ways in interface()["paths"].items():
        for method, way in ways.items():
            yield f"| `{method.upper()} {path.removeprefix(ROOT)}` | {way['summary']} |"


if __name__ == "__main__":
    PAGE.write_text(remade(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
