"""The only place where a status changes: the table of moves, reports, verification and roll-up."""

from .moves import MOVES, REOPENING, Facts, Move, MoveRequest, Requirement, allowed, find_move, tests
from .moving import check_role, facts_of, transition, transition_many, unmet
from .rollup import roll_up, rolled_up_write
from .verifying import DECISIONS, decide, holds, weigh

__all__ = [
    "DECISIONS", "MOVES", "REOPENING", "Facts", "Move", "MoveRequest", "Requirement", "allowed", "check_role", "decide",
    "facts_of", "find_move", "holds", "roll_up", "rolled_up_write", "tests", "transition", "transition_many", "unmet", "weigh",
]  # fmt: skip
