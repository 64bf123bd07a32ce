"""Columns and pages that a converter wrote in the wrong order, put back by the outline's numbers."""

from collections.abc import Sequence

from .layout import Block
from .numbering import faults, marker

_MOST_WORK, _MOST_ROUNDS = 2_000_000, 5


def restore_order(blocks: Sequence[list[Block]]) -> tuple[list[list[Block]], bool]:
    """Blocks in reading order, and whether that differs from the order given.

    A run of blocks is moved only where this leaves fewer numbers without their predecessor than before
    (2. before 1., 二、 before 一、); of equal moves the shortest is taken.
    """
    markers = [[found for piece in block if (found := marker(piece.text)) is not None] for block in blocks]
    order = list(range(len(blocks)))
    if len(blocks) ** 2 * sum(map(len, markers)) > _MOST_WORK:
        return list(blocks), False
    fewest = _faults_in(order, markers)
    for _ in range(_MOST_ROUNDS if fewest and len(blocks) > 1 else 0):
        best = min(_moves(order), key=lambda moved: (_faults_in(moved, markers), _distance(order, moved)))
        if _faults_in(best, markers) >= fewest:
            break
        order, fewest = best, _faults_in(best, markers)
    return [blocks[index] for index in order], order != sorted(order)


def _faults_in(order: list[int], markers: list[list[tuple[int, int]]]) -> int:
    return faults([found for index in order for found in markers[index]])


def _moves(order: list[int]) -> list[list[int]]:
    """Every order in which two neighbouring runs have changed places, one of them a single block."""
    moves = []
    for source in range(len(order)):
        rest = order[:source] + order[source + 1 :]
        moves += [
            [*rest[:target], order[source], *rest[target:]]
            for target in range(len(order))
            if target != source
        ]
    return moves


def _distance(order: list[int], moved: list[int]) -> int:
    return sum(before != after for before, after in zip(order, moved, strict=True))
