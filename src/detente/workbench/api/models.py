"""Models by name: list, text, change, save, undo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from ...errors import CaseNotFound
from ...language.load import MAX_BYTES
from ..difference import unified
from ..document import Conflict, Document
from ..files import fingerprint
from ..shelf import Shelf
from .failures import Failure

NameOf = Annotated[str, Path(description="A file of the folder, or a built-in case.", max_length=100)]


class Change(BaseModel):
    """A new text. ``version``: of the text that it takes the place of (or the header If-Match); empty: a new model."""

    model_config = ConfigDict(extra="forbid", strict=True)
    text: Annotated[str, Field(max_length=MAX_BYTES)]
    version: Annotated[str, Field(max_length=64)] | None = None


class Save(BaseModel):
    """``over``: the version on disk that is to be written over, where somebody else changed the file."""

    model_config = ConfigDict(extra="forbid", strict=True)
    over: Annotated[str, Field(max_length=64)] | None = None


def version_of(text: str) -> str:
    """What names a text: the same for the same text, whatever happened in between."""
    return fingerprint(text)[:16]


async def record_of(document: Document) -> dict[str, Any]:
    """A model with its text and what is wrong in it. ``fingerprint``: the model's, null where the text reads not."""
    await document.settled()
    model = document.model if document.reads else None
    return {
        "name": document.name,
        "file": document.path.name,
        "version": version_of(document.text),
        "saved": not document.is_dirty,
        "read_only": document.read_only,
        "reads": model is not None,
        "fingerprint": await asyncio.to_thread(getattr, model, "fingerprint", None),
        "title": model.title if model is not None else "",
        "problems": [asdict(each) for each in document.problems],
        "text": document.text,
    }


def models(shelf: Shelf) -> APIRouter:
    """The routes."""
    router = APIRouter(tags=["models"])
    _reads(router, shelf)
    _writes(router, shelf)
    return router


def _reads(router: APIRouter, shelf: Shelf) -> None:
    @router.get("/models", summary="List the models of the folder and the built-in cases")
    async def list_models() -> dict[str, Any]:
        opened = {each.name: each for each in shelf.opened()}
        entries = [("file", name) for name in shelf.files()] + [("case", name) for name in shelf.cases()]
        entries += [("new", name) for name in opened if name not in {each for _, each in entries}]
        return {
            "models": [
                {"name": name, "kind": kind, "saved": not opened[name].is_dirty if name in opened else kind == "file"}
                for kind, name in entries
            ]
        }

    @router.get("/models/{name}", summary="The text of a model, and what is wrong in it")
    async def read_model(name: NameOf, response: Response) -> dict[str, Any]:
        found = await record_of(shelf.document(name))
        response.headers["ETag"] = f'"{found["version"]}"'
        return found


def _writes(router: APIRouter, shelf: Shelf) -> None:
    @router.put("/models/{name}", summary="Change the text of a model, or begin a new one")
    async def change_model(
        name: NameOf, change: Change, if_match: Annotated[str | None, Header(max_length=80)] = None
    ) -> dict[str, Any]:
        version = change.version if change.version is not None else if_match and if_match.strip().strip('"')
        if version is None:
            raise Failure(428, "say which version the text takes the place of: version, or the header If-Match")
        document = _begun(shelf, name) if version == "" else shelf.document(name)
        if version and version != version_of(document.text):
            difference = await asyncio.to_thread(unified, document.text, change.text, "here", "yours")
            now: dict[str, Any] = {"version": version_of(document.text), "difference": difference}
            raise Failure(409, "the text was changed in the meantime", **now)
        document.edit(change.text)
        return await record_of(document)

    @router.post("/models/{name}/save", summary="Write a model to its file")
    async def save_model(name: NameOf, asked: Save | None = None) -> dict[str, Any]:
        document = shelf.document(name)
        found = document.conflict()
        over = asked.over if asked is not None else None
        seen = found.theirs if found is not None and over == version_of(found.theirs) else None
        return await _unless(document, document.save(seen))

    for word, summary, step in (
        ("undo", "Go back one text", Document.undo),
        ("redo", "Take an undone text again", Document.redo),
        ("reload", "Take the text on disk", Document.reload),
    ):
        router.add_api_route(
            f"/models/{{name}}/{word}", _stepping(shelf, step), methods=["POST"], summary=summary, name=f"{word}_model"
        )


def _stepping(shelf: Shelf, step: Callable[[Document], Any]) -> Callable[..., Any]:
    async def take(name: NameOf) -> dict[str, Any]:
        document = shelf.document(name)
        if step(document) is False:
            raise Failure(409, "there is no such text to go to")
        return await record_of(document)

    return take


async def _unless(document: Document, conflict: Conflict | None) -> dict[str, Any]:
    if conflict is None:
        return await record_of(document)
    now: dict[str, Any] = {"version": version_of(conflict.theirs), "difference": conflict.difference}
    raise Failure(
        409, "the file was changed on disk by another program; say `over` its version to write over it", **now
    )


def _begun(shelf: Shelf, name: str) -> Document:
    try:
        shelf.document(name)
    except CaseNotFound:
        return shelf.new(name)
    raise Failure(409, f"there is a {name} already; say which version the text takes the place of")
