"""Sources, and the passages that assumptions rest on."""

from __future__ import annotations

import re

from ..model import Evidence, Source
from .context import Context
from .fields import each, identifier, is_date, items, known, text
from .nodes import Mapping, Node, Scalar, kind

MAX_PARAGRAPH = 100_000
_RANGE = re.compile(r"(\d{1,6})\s*\.\.\s*(\d{1,6})")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


def sources(node: Node | None, context: Context) -> tuple[Source, ...]:
    """``sources: {id: {author, title, date, file, url}}``."""

    def read(key: str, place: Scalar, value: Node) -> Source:
        context.place(f"sources.{key}", place)
        identifier(place, context.report, "a source's name", dashed=True)
        fields = known(value, context.report, "a source", "source")
        keys = ("author", "title", "file", "url")
        said = {name: text(fields.get(name), context.report, f"`{name}`") for name in keys}
        return Source(key, date=_date(fields, context), **said)

    return each(node, context.report, "`sources`", read)


def _date(fields: Mapping, context: Context) -> str:
    node = fields.get("date")
    said = node.text if isinstance(node, Scalar) else text(node, context.report, "`date`")
    if node is not None and said and not is_date(said, partial=True):
        context.report.add(node, "a source's date is YYYY, YYYY-MM or YYYY-MM-DD", kind(node))
    return said


def evidence(node: Node | None, context: Context) -> tuple[Evidence, ...]:
    """``evidence: {id: {source, paragraph, quote, says, fingerprint}}``."""

    def read(key: str, place: Scalar, value: Node) -> Evidence:
        context.place(f"evidence.{key}", place)
        identifier(place, context.report, "the name of evidence", dashed=True)
        fields = known(value, context.report, "evidence", "evidence")
        source = fields.get("source")
        context.place(f"evidence.{key}.source", source or place)
        says, quote = (text(fields.get(name), context.report, f"`{name}`") for name in ("says", "quote"))
        if not says and not quote:
            context.report.add(place, "evidence says or quotes something", f"neither in `{key}`", "add `says: ...`")
        return Evidence(
            key,
            text(source, context.report, "`source`"),
            says,
            paragraphs(fields.get("paragraph"), context),
            quote,
            _fingerprint(fields.get("fingerprint"), context),
        )

    return each(node, context.report, "`evidence`", read)


def _fingerprint(node: Node | None, context: Context) -> str:
    said = node.text if isinstance(node, Scalar) else text(node, context.report, "a fingerprint")
    if said and not _FINGERPRINT.fullmatch(said):
        context.report.add(node, "a fingerprint is 16 hexadecimal digits", kind(node) if node else "")
    return said


def paragraphs(node: Node | None, context: Context) -> tuple[int, ...]:
    """``7``, ``4..6`` or a list of those."""
    if node is None:
        return ()
    parts = (node,) if isinstance(node, Scalar) else items(node, context.report, "`paragraph`")
    return tuple(number for part in parts for number in _numbers(part, context))


def _numbers(node: Node, context: Context) -> tuple[int, ...]:
    said = node.text.strip() if isinstance(node, Scalar) else ""
    if said.isascii() and said.isdigit() and 0 < int(said[:7]) <= MAX_PARAGRAPH:
        return (int(said[:7]),)
    found = _RANGE.fullmatch(said)
    if found and 0 < int(found[1]) <= int(found[2]) <= min(MAX_PARAGRAPH, int(found[1]) + 999):
        return tuple(range(int(found[1]), int(found[2]) + 1))
    rule = "`paragraph` is a number from 1 on, a range `4..6` or a list of those"
    context.report.add(node, rule, kind(node))
    return ()
