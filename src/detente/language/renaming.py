"""Names exchanged inside a text: only the letters of the name change, in keys, values and conditions alike."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from .document import BOM
from .edit import spliced, tree
from .mentions import Mention
from .nodes import Mapping, Node, Scalar, Sequence
from .piece import text as one_line
from .plain import Value, data

Swap = tuple[Mention, str]
"""A mention, and the word that takes its place."""


def swapped(text: str, swaps: Iterable[Swap]) -> str:
    """The text with the words of mentions (of its :func:`tree`) exchanged. Raises :class:`ModelError` where anything
    else would change with them."""
    by_node: dict[int, list[Swap]] = {}
    for mention, word in swaps:
        by_node.setdefault(mention.node.start, []).append((mention, word))
    body, said, patches = text.removeprefix(BOM), {}, []
    for start, listed in by_node.items():
        node = listed[0][0].node
        said[start] = _exchanged(node.text, [(each.at, each.word, word) for each, word in listed])
        patches += _patches(body, node, listed, said[start])
    return spliced(text, patches, _expected(tree(text), said))


def _exchanged(text: str, words: Iterable[tuple[int, str, str]]) -> str:
    """A text with words (offset, old, new) exchanged."""
    for at, old, new in sorted(set(words), reverse=True):
        text = text[:at] + new + text[at + len(old) :]
    return text


def _patches(body: str, node: Scalar, swaps: list[Swap], said: str) -> list[tuple[int, int, str]]:
    """Where the words stand in the file; the whole text of the node where quoting hides them."""
    found = []
    for mention, word in swaps:
        at = offset(node, mention.at)
        if body[at : at + len(mention.word)] != mention.word:
            return [(node.start, node.start + len(node.raw), one_line(said, flow=True))]
        found.append((at, at + len(mention.word), word))
    return found


def offset(node: Scalar, at: int) -> int:
    """The offset in the file of a character of a node's text that is no white space: the one with as many visible
    characters before it. In a text with escapes it may be another."""
    lead = 0 if node.plain else 1
    if node.raw[:1] in ("|", ">") and not node.plain:
        lead = node.raw.find("\n") + 1
    before = sum(not character.isspace() for character in node.text[:at])
    visible = (place for place, character in enumerate(node.raw) if place >= lead and not character.isspace())
    return node.start + next(islice(visible, before, None), len(node.raw))


def _expected(node: Node, said: dict[int, str]) -> Value:
    """The data of a document in which some scalars, known by where they start, say something else."""
    if isinstance(node, Mapping):
        return {_word(key, said): _expected(value, said) for key, value in node.entries.values()}
    if isinstance(node, Sequence):
        return [_expected(item, said) for item in node.items]
    return said[node.start] if node.raw and node.start in said else data(node)


def _word(key: Scalar, said: dict[int, str]) -> str:
    return said.get(key.start, key.text)
