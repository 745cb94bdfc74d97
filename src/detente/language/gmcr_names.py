"""Names of a ``.gmcr`` file, which are free text, as ids of the model language."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from .gmcr_file import File
from .vocabulary import KEYWORDS

_LONGEST = 40
_PLAIN = re.compile(r"[A-Za-z]([A-Za-z0-9 ./-]*[A-Za-z0-9.])?")
_HIDDEN = frozenset({"Cc", "Cs", "Cn", "Co"})
_WORDS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})


@dataclass(frozen=True, slots=True)
class Names:
    """``actors``, ``labels``: ids and names of the DMs, at the end those of the added owner of ``orphans`` (options
    that no DM owns). ``options``, ``texts``: by the option's index in the file. ``order``: these indices, DM by DM."""

    actors: tuple[str, ...]
    labels: tuple[str, ...]
    options: tuple[str, ...]
    texts: tuple[str, ...]
    order: tuple[int, ...]
    orphans: tuple[int, ...]


def named(data: File) -> Names:
    """Ids for everything, unique, as close to the file's names as ids can be."""
    labels = [readable(player.name) or f"DM {number}" for number, player in enumerate(data.players, 1)]
    texts = tuple(readable(option.name) or f"option {number}" for number, option in enumerate(data.options, 1))
    grouped = [player.options for player in data.players]
    owned = {option for group in grouped for option in group}
    orphans = tuple(option for option in range(len(data.options)) if option not in owned)
    if orphans:
        labels.append("nobody")
        grouped.append(orphans)
    actors = unique(labels, "actor")
    ids: dict[int, str] = {}
    for actor, group in zip(actors, grouped, strict=True):
        ids |= {
            option: f"{actor}.{word}"
            for option, word in zip(group, unique([texts[option] for option in group], "option"), strict=True)
        }
    order = tuple(option for group in grouped for option in group)
    options = tuple(ids[option] for option in range(len(data.options)))
    return Names(actors, tuple(labels), options, texts, order, orphans)


def unique(names: Iterable[str], kind: str) -> tuple[str, ...]:
    """An id for each name; where two would be the same, the later ones are numbered. A name without Latin letters and
    digits is called by its place: ``actor_2``."""
    taken: dict[str, None] = {}
    for place, name in enumerate(names, 1):
        word = slug(name) or f"{kind}_{place}"
        number = 2
        fresh = word
        while fresh in taken:
            fresh, number = f"{word}_{number}", number + 1
        taken[fresh] = None
    return tuple(taken)


def slug(name: str) -> str:
    """Lower-case letters, digits and ``_``, not starting with a digit, no word of the condition language; empty where
    the name has no Latin letter or digit."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    word = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST].rstrip("_")
    if word[:1].isdigit():
        word = f"n_{word}"
    return f"{word}_" if word in KEYWORDS else word


def readable(name: str) -> str:
    """A name on one line, without characters that no text may hold."""
    visible = (" " if character.isspace() else character for character in name.replace("\ufeff", ""))
    kept = (character for character in visible if unicodedata.category(character) not in _HIDDEN)
    return " ".join("".join(kept).split())


def quoted(text: str) -> str:
    """A text as YAML: plain where nothing in it could be mistaken, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)
