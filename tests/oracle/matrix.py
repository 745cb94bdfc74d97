"""The same verdicts by 0/1 matrices, a second independent twin (Xu, Hipel & Kilgour 2009, IEEE SMC-A 39).

Over m states: J_i[s, q] = 1 where i can move from s to q; P_i[s, q] = 1 where i prefers q to s; J_i+ = J_i o P_i;
E all ones; N_i = E - I - P_i ("not better", s itself left out). With sign taken entry by entry,

    M_j(1) = J_j,   M_j(t) = sign(J_j . OR_{k in H, k != j} M_k(t - 1)),   M_H = OR_t OR_j M_j(t), diagonal set to 0

and M_H+ likewise from J_j+. State s is stable for i where the diagonal entry (s, s) is 0 in

    Nash  J_i+ . E                       GMR  J_i+ . [E - sign(M_H . N_i')]        SEQ  as GMR with M_H+
    SMR   J_i+ . [E - sign(M_H . (N_i' o (E - sign(J_i . P_i'))))]                  SSEQ as SMR with M_H+

Because N_i leaves s itself out, a reply that leads back to s does not deter here, while by sets it does: the one
documented difference. ``counting_return`` puts I back and removes it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .conflict import Conflict

Matrix = npt.NDArray[np.int64]


def moves_matrix(conflict: Conflict, actor: str) -> Matrix:
    rows = [[int(q in conflict.moves[actor][s]) for q in conflict.states] for s in conflict.states]
    return np.array(rows, dtype=np.int64).reshape(len(conflict.states), len(conflict.states))


def better_matrix(conflict: Conflict, actor: str) -> Matrix:
    rank = np.array([conflict.rank[actor][s] for s in conflict.states])
    return np.asarray(rank[None, :] > rank[:, None], dtype=np.int64)


def joint_matrix(parts: list[Matrix], size: int) -> Matrix:
    """M_H from the members' matrices. Row j of ``led`` joins all sequences so far that j begins."""
    led = parts
    while True:
        grown = [np.sign(mine + mine @ begun_by_others(led, j, size)) for j, mine in enumerate(parts)]
        if all((new == old).all() for new, old in zip(grown, led, strict=True)):
            break
        led = grown
    ends = np.sign(sum(led, np.zeros((size, size), dtype=np.int64)))
    np.fill_diagonal(ends, 0)
    return ends


def begun_by_others(led: list[Matrix], member: int, size: int) -> Matrix:
    return sum((each for k, each in enumerate(led) if k != member), np.zeros((size, size), dtype=np.int64))


def stability_matrix(conflict: Conflict, concept: str, actor: str, counting_return: bool = False) -> Matrix:
    """The concept's matrix for an actor; only its diagonal matters."""
    size = len(conflict.states)
    ones, unit = np.ones((size, size), dtype=np.int64), np.eye(size, dtype=np.int64)
    arcs, better = moves_matrix(conflict, actor), better_matrix(conflict, actor)
    gains, not_better = arcs * better, ones - better - (0 if counting_return else unit)
    if concept == "nash":
        return gains @ ones
    parts = []
    for other in conflict.actors:
        if other != actor:
            move = moves_matrix(conflict, other)
            parts.append(move * better_matrix(conflict, other) if concept in ("seq", "sseq") else move)
    deterring = not_better.T
    if concept in ("smr", "sseq"):
        deterring = deterring * (ones - np.sign(arcs @ better.T))
    return gains @ (ones - np.sign(joint_matrix(parts, size) @ deterring))


def matrix_stable(conflict: Conflict, concept: str, actor: str, counting_return: bool = False) -> list[bool]:
    """Whether each state is stable for the actor, in the order of ``conflict.states``."""
    diagonal = np.diag(stability_matrix(conflict, concept, actor, counting_return))
    return [int(entry) == 0 for entry in diagonal]
