"""Where the states of a graph of moves stand on paper.

Kamada and Kawai (1989): distances on paper follow the lengths of shortest paths, here between states joined by any
move. Parts of the graph that are not joined are put a little further apart than the longest path. The start is a
circle in the order of the states, so the same graph always gets the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Points = dict[int, tuple[int, int]]


def positions(states: Sequence[int], pairs: Sequence[tuple[int, int]], width: int, height: int, margin: int) -> Points:
    """Whole pixels for each state within ``width`` x ``height``, ``margin`` from the edge."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(states)
    graph.add_edges_from(pairs)
    if len(states) == 1:
        return {states[0]: (width // 2, height // 2)}
    found = nx.kamada_kawai_layout(graph, dist=_distances(nx, graph), pos=nx.circular_layout(graph))
    return _fitted({state: (float(x), float(y)) for state, (x, y) in found.items()}, width, height, margin)


def _distances(nx: Any, graph: Any) -> dict[int, dict[int, float]]:
    known = {source: dict(lengths) for source, lengths in nx.all_pairs_shortest_path_length(graph)}
    apart = 1.5 + max(length for lengths in known.values() for length in lengths.values())
    return {source: {target: float(known[source].get(target, apart)) for target in graph} for source in graph}


def _fitted(points: dict[int, tuple[float, float]], width: int, height: int, margin: int) -> Points:
    columns, rows = ([point[axis] for point in points.values()] for axis in (0, 1))

    def place(value: float, values: list[float], size: int) -> int:
        least, most = min(values), max(values)
        share = (value - least) / (most - least) if most - least > 1e-9 else 0.5
        return round(margin + share * (size - 2 * margin))

    return {state: (place(x, columns, width), place(y, rows, height)) for state, (x, y) in points.items()}
