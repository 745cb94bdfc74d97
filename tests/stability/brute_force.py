"""Small random games, and the solution concepts read off their definitions with sets and recursion."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np

from detente.model import Option
from detente.space.game import Arcs, Game
from detente.space.states import Space

DIRECTIONS = ("both", "both", "both", "forward", "backward", "fixed")


def option_game(rng, actors, choices, feasible=1.0, ties=False, one_way=False, levels=False):
    """A random game: actor k of ``actors`` owns the options whose place in ``choices`` is k modulo ``actors``."""
    options, shifts, widths = [], [], []
    for place, count in enumerate(choices):
        names = ("no", "yes") if count == 2 else tuple(f"c{k}" for k in range(count))
        direction = str(rng.choice(DIRECTIONS)) if one_way else "both"
        options.append(Option(f"a{place % actors}", f"o{place}", choices=names, direction=direction))
        shifts.append(sum(widths))
        widths.append((count - 1).bit_length())
    rows = [row for row in itertools.product(*(range(count) for count in choices)) if rng.random() < feasible]
    rows = rows or [tuple(0 for _ in choices)]
    codes = np.sort(np.array([sum(v << s for v, s in zip(row, shifts, strict=True)) for row in rows], np.uint64))
    space = Space(tuple(options), codes, tuple(shifts), tuple(widths))
    return _ranked(rng, tuple(f"a{k}" for k in range(actors)), space, ties, levels)


def widened(narrow):
    """The same game with five idle options (no state has them) after each option; and where each state has gone."""
    places = range(len(narrow.space.options))
    options = []
    for place, own in enumerate(narrow.space.options):
        options += [own, *(Option(own.owner, f"idle{place}_{k}") for k in range(5))]
    columns = [narrow.space.codes >> np.uint64(place) & np.uint64(1) for place in places]
    codes = sum(column << np.uint64(6 * place) for place, column in zip(places, columns, strict=True))
    order = np.argsort(codes)
    space = Space(tuple(options), codes[order], tuple(range(len(options))), (1,) * len(options))
    return replace(narrow, space=space, ranks=np.ascontiguousarray(narrow.ranks[:, order])), order


def listed_game(rng, actors, states, density, ties=False, levels=False):
    """A random graph whose arcs are neither symmetric nor transitive."""
    space = Space((), np.arange(states, dtype=np.uint64), listed=tuple(f"s{k}" for k in range(states)))
    game = _ranked(rng, tuple(f"a{k}" for k in range(actors)), space, ties, levels)
    arcs = []
    for _ in range(actors):
        matrix = (rng.random((states, states)) < density) & ~np.eye(states, dtype=bool)
        starts = np.concatenate([[0], np.cumsum(matrix.sum(axis=1))]).astype(np.int64)
        arcs.append(Arcs(starts, np.nonzero(matrix)[1].astype(np.int32)))
    return replace(game, arcs=tuple(arcs))


def _ranked(rng, actors, space, ties, levels):
    ranks = np.empty((len(actors), space.size), np.int32)
    for k in range(len(actors)):
        raw = rng.integers(0, max(2, space.size // 3), space.size) if ties else rng.permutation(space.size)
        ranks[k] = np.unique(raw, return_inverse=True)[1]
    return Game(actors, space, ranks, levels=(ranks // 2).astype(np.int32) if levels else None)


def vectors(game):
    return [
        tuple(int(code) >> s & (1 << w) - 1 for s, w in zip(game.space.shifts, game.space.widths, strict=True))
        for code in game.space.codes
    ]


def moves(game):
    """``moves[i][s]``: the set of states that actor i can move to from s."""
    size = game.size
    if game.arcs is not None:
        return [[set(arcs.of(s).tolist()) for s in range(size)] for arcs in game.arcs]
    rows = vectors(game)

    def can(actor, s, t):
        for option, before, after in zip(game.space.options, rows[s], rows[t], strict=True):
            if before == after:
                continue
            if option.owner != actor or option.direction == "fixed":
                return False
            if (option.direction == "forward") != (after > before) and option.direction != "both":
                return False
        return True

    return [[{t for t in range(size) if t != s and can(a, s, t)} for s in range(size)] for a in game.actors]


def replies(others, moves, s1, countermoves):
    """The ends of the sequences of at least one move from s1."""
    found = set()
    if countermoves == "one_move":
        return set().union(*(moves[j][s1] for j in others))
    seen = set()

    def go(state, moved):
        for j in others:
            barred = j in moved if countermoves == "each_opponent_once" else j in moved[-1:]
            if barred:
                continue
            for t in moves[j][state]:
                then = (*moved, j) if countermoves == "each_opponent_once" else (j,)
                key = (t, frozenset(then))
                if key not in seen:
                    seen.add(key)
                    found.add(t)
                    go(t, then)

    go(s1, ())
    return found


def brute_force(game, settings, concept, strong=False):
    """bool [A, S]"""
    every, ranks = moves(game), game.ranks
    actors, size = range(len(game.actors)), game.size
    better = [[{t for t in every[i][s] if ranks[i, t] > ranks[i, s]} for s in range(size)] for i in actors]
    yard = game.levels if strong else ranks
    strict = strong or settings.sanction == "worse"
    lists = better if concept in ("seq", "sseq") else every
    stable = np.zeros((len(game.actors), size), bool)

    def deters(i, s, t):
        return yard[i, t] < yard[i, s] if strict else yard[i, t] <= yard[i, s]

    for i in actors:
        others = [j for j in actors if j != i]
        after = dict.fromkeys(set().union(*better[i]))
        if concept not in ("nash", "sim"):
            after = {s1: replies(others, lists, s1, settings.countermoves) for s1 in after}
        for s in range(size):
            if concept == "nash":
                stable[i, s] = not better[i][s]
            elif concept == "sim":
                stable[i, s] = all(at_once(game, better, i, s, s1, deters) for s1 in better[i][s])
            else:
                look = concept in ("smr", "sseq")
                stable[i, s] = all(
                    any(
                        deters(i, s, s2) and (not look or all(deters(i, s, s3) for s3 in every[i][s2]))
                        for s2 in after[s1]
                    )
                    for s1 in better[i][s]
                )
    return stable


def at_once(game, better, i, s, s1, deters):
    rows = vectors(game)
    index = {row: place for place, row in enumerate(rows)}
    others = [j for j in range(len(game.actors)) if j != i]
    for chosen in itertools.product(*([s, *better[j][s]] for j in others)):
        row = list(rows[s])
        for mover, target in ((i, s1), *zip(others, chosen, strict=True)):
            for place in game.own(mover):
                row[place] = rows[target][place]
        t = index.get(tuple(row))
        if any(target != s for target in chosen) and t is not None and deters(i, s, t):
            return True
    return False
