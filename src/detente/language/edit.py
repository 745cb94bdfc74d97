"""Edits that keep a file: one value, key or item changes, and every other line stays as its author wrote it.

A path leads from the document to a value by keys and by places in lists, from 0: ``("preferences", "dprk", 0,
"worth")``. An edit is a patch of the text at the positions of the reader's tree, never a dump of that tree; comments,
blank lines, quoting and order elsewhere stay. In a block (one entry a line) a new entry is a new line with the file's
own indentation and line break; in brackets it stands behind the last one. The text that comes out is read again, and
given back only if it says exactly what was asked for.

Values are plain data: texts, numbers, True (``yes``) and False (``no``), None (``null``), lists and dicts.
Every function raises :class:`ModelError` for a text that is no YAML of a model file (with line and column), a path
that leads nowhere, a value that no file can hold, and an edit that would change anything else.
"""

from __future__ import annotations

from collections.abc import Iterable

from . import edit_block as block
from . import edit_flow as brackets
from .document import Document
from .nodes import Mapping, Sequence, is_null, kind, shown
from .parts import children, end_of, is_block
from .piece import BlockList, key_text
from .plain import Path, Value, checked, data, moved, refused, renamed, same, spelled, with_value, without


def get(text: str, path: Path = ()) -> Value:
    """What stands at a path, as plain data; the whole document without one."""
    found = Document.of(text).at(tuple(path))
    return data(found)


def put(text: str, path: Path, value: Value) -> str:
    """The text with a value set. Keys that are missing come last in their mapping, and missing mappings on the way are
    made, as blocks; what is there is replaced whole. Nothing changes where the value is there already."""
    whole, path = Document.of(text), _real(path)
    value = checked(value, path)
    known, rest = whole.reach(path)
    if not rest:
        if same(data(whole.at(path)), value):
            return text
        edits = whole.tried(lambda each: each.replaced(path, value))
    else:
        edits = whole.tried(lambda each: each.created(known, rest, value))
    return whole.settled(edits, with_value(whole.data, path, value), path)


def rename(text: str, path: Path, key: str) -> str:
    """The text with the last key of a path called ``key``; its place and value stay."""
    whole, path = Document.of(text), _real(path)
    parent, place = whole.parent(path)
    old, _ = children(parent)[place]
    if old is None or not isinstance(parent, Mapping):
        raise refused("what is renamed is a key", f"an item of a list, {spelled(path)}", path=path)
    if key == old.text:
        return text
    if key in parent.entries:
        raise refused(
            "no key stands twice in a mapping", f"`{shown(key)}` already", path=path, node=parent.entries[key][0]
        )
    end = end_of(old)
    edits = [whole.text[: old.start] + key_text(key) + whole.text[end:]]
    return whole.settled(edits, renamed(whole.data, path, key), path)


def add(text: str, path: Path, item: Value) -> str:
    """The text with an item behind the last one of the list at a path; a list that is missing is made."""
    whole, path = Document.of(text), _real(path)
    item = checked(item, path)
    _, rest = whole.reach(path)
    node = None if rest else whole.at(path)
    many = len(path) == 1 or isinstance(item, dict | list)
    if node is None or is_null(node):
        return put(text, path, BlockList([item]) if many else [item])
    if not isinstance(node, Sequence):
        raise refused("an item is added to a list", kind(node), "write `[...]`, or one `- ` a line", path, node)
    listed = [*map(data, node.items), item]
    if not node.items and not whole.in_flow(path):
        edits = whole.tried(lambda each: each.replaced(path, BlockList(listed) if many else listed))
    else:
        edits = whole.tried(lambda each: each.appended(path, None, item))
    return whole.settled(edits, with_value(whole.data, path, listed), path)


def remove(text: str, path: Path) -> str:
    """The text without a key or an item and its own lines: comments directly above it or behind it go with it. A
    mapping or list that this empties becomes ``{}`` or ``[]``."""
    whole, path = Document.of(text), _real(path)
    parent, place = whole.parent(path)
    if is_block(parent):
        edits = block.removed(whole.text, parent, place, whole.anchor(path[:-1]))
    else:
        edits = brackets.removed(whole.text, parent, place)
    return whole.settled(edits, without(whole.data, path), path)


def move(text: str, path: Path, place: int) -> str:
    """The text with a key or an item at another place (from 0) among its siblings, with its own comments. Blank lines,
    and comments that are no entry's own, stay where they are."""
    whole, path = Document.of(text), _real(path)
    parent, old = whole.parent(path)
    size = len(children(parent))
    if not 0 <= place < size:
        raise refused("a place is one of those that there are", f"{place} of {size}", "places count from 0", path)
    if place == old:
        return text
    edits = whole.tried(lambda each: each.moved(path[:-1], old, place))
    return whole.settled(edits, moved(whole.data, path, place), path)


def spliced(text: str, patches: Iterable[tuple[int, int, str]], expected: Value) -> str:
    """The text with stretches replaced (from, to, by), if it then says what is expected."""
    whole = Document.of(text)
    made = whole.text
    for begin, end, words in sorted(set(patches), reverse=True):
        made = made[:begin] + words + made[end:]
    return whole.settled([made], expected, ())


def tree(text: str) -> Mapping:
    """The document of a text, empty where nothing but comments is there. Raises :class:`ModelError`."""
    return Document.of(text).root


def _real(path: Path) -> tuple[str | int, ...]:
    if isinstance(path, str) or not path:
        raise refused("a path is a list of keys and places", f"`{shown(str(path))}`", 'for example ("actors", "usa")')
    return tuple(path)
