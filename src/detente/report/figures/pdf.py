"""The same PDF bytes for the same drawing.

The library that writes a PDF page numbers its objects, and lists the names in resource dictionaries, in an order
that changes from run to run. Here the objects are numbered anew as they are met on the way down from the trailer,
names in alphabetical order, and written in that order with a new table of their places (PDF 1.7, section 7.5.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
NAMES = re.compile(rb"<<\n((?:\s+/\w+ \d+ 0 R\n)+)")
PLACE = re.compile(rb"(\d{10}) \d{5} ([nf])")

Objects = dict[int, bytes]


def settled(written: bytes) -> bytes:
    """The PDF with its objects in a fixed order. Raises ValueError where it is not built as expected."""
    table, objects = _taken_apart(written)
    trailer = written[table:]
    trailer = trailer[trailer.index(b"trailer") : trailer.index(b"startxref")]
    order = tuple(dict.fromkeys(_met(trailer, objects, set())))
    numbers = {old: new for new, old in enumerate(order, 1)}
    head = written[: written.index(b" 0 obj")]
    pieces, places = [head[: head.rindex(b"\n") + 1]], []
    for old in order:
        places.append(sum(map(len, pieces)))
        pieces.append(b"%d 0 obj\n" % numbers[old] + _renumbered(objects[old], numbers) + b"endobj\n\n")
    start = sum(map(len, pieces))
    size = len(order) + 1
    pieces.append(b"xref\n0 %d\n0000000000 65535 f\r\n" % size)
    pieces += [b"%010d 00000 n\r\n" % place for place in places]
    pieces.append(re.sub(rb"/Size \d+", b"/Size %d" % size, _renumbered(trailer, numbers)))
    return b"".join(pieces) + b"startxref\n%d\n%%%%EOF" % start


def _taken_apart(written: bytes) -> tuple[int, Objects]:
    """Where the table of places begins, and every object by its number, names in alphabetical order."""
    found = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", written)
    if not found or not written[int(found[1]) :].startswith(b"xref"):
        raise ValueError("a PDF ends with the place of its table; found none")
    table = int(found[1])
    places = {
        number: int(place)
        for number, (place, kind) in enumerate(PLACE.findall(written[table : written.index(b"trailer", table)]))
        if kind == b"n"
    }
    ends = sorted([*places.values(), table])
    objects = {}
    for number, place in places.items():
        whole = written[place : ends[ends.index(place) + 1]]
        body = whole[whole.index(b"obj\n") + 4 : whole.rindex(b"endobj")]
        objects[number] = _sorted(body)
    return table, objects


def _sorted(body: bytes) -> bytes:
    head, mark, stream = body.partition(b"\nstream\n")
    named = NAMES.sub(lambda found: b"<<\n" + b"".join(sorted(found[1].splitlines(keepends=True))), head)
    return named + mark + stream


def _met(body: bytes, objects: Objects, seen: set[int]) -> Iterator[int]:
    """The numbers of the objects that a body refers to, and those that they refer to, each where it is first met."""
    for number in map(int, REFERENCE.findall(body.partition(b"\nstream\n")[0])):
        if number not in seen:
            seen.add(number)
            yield number
            yield from _met(objects[number], objects, seen)


def _renumbered(body: bytes, numbers: dict[int, int]) -> bytes:
    head, mark, stream = body.partition(b"\nstream\n")
    return REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], head) + mark + stream
