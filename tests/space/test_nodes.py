from __future__ import annotations

import random

import pytest

from detente.space import nodes as module
from detente.space.nodes import FALSE, TRUE, Full, Nodes


def evaluate(nodes: Nodes, node: int, bits: int) -> bool:
    while node > TRUE:
        node = int(nodes.high[node] if bits >> int(nodes.levels[node]) & 1 else nodes.low[node])
    return node == TRUE


@pytest.mark.parametrize("seed", range(20))
def test_operations_equal_truth_tables(seed: int) -> None:
    rng, nodes, depth = random.Random(seed), Nodes(5), 5
    tables = {nodes.bit(level, True): sum(1 << b for b in range(32) if b >> level & 1) for level in range(depth)}
    for _ in range(60):
        left, right = rng.choice(list(tables)), rng.choice(list(tables))
        a, b = tables[left], tables[right]
        tables[nodes.both(left, right)] = a & b
        tables[nodes.either(left, right)] = a | b
        tables[nodes.differ(left, right)] = a ^ b
        tables[nodes.negation(left)] = a ^ (2**32 - 1)
    for node, table in tables.items():
        assert [evaluate(nodes, node, bits) for bits in range(32)] == [bool(table >> bits & 1) for bits in range(32)]
        assert nodes.count(node) == table.bit_count()


def test_equal_functions_are_equal_numbers() -> None:
    nodes = Nodes(3)
    x, y = nodes.bit(0, True), nodes.bit(2, True)
    assert nodes.negation(nodes.both(x, y)) == nodes.either(nodes.negation(x), nodes.bit(2, False))
    assert nodes.differ(x, x) == FALSE
    assert nodes.either(x, nodes.bit(0, False)) == TRUE


def test_a_full_store_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "NODE_LIMIT", 4)
    nodes = Nodes(3)
    x, y = nodes.bit(0, True), nodes.bit(1, True)
    with pytest.raises(Full):
        nodes.either(x, y)
