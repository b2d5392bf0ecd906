"""What each move asks for, and how its answers are handed to the action: one table, written by where a move is made."""

from cases.forms.moves.asking import Asking
from cases.forms.moves.beside import BESIDE_THE_WORK
from cases.forms.moves.decisions import DECISIONS
from cases.forms.moves.desk import AT_THE_DESK
from cases.forms.moves.division import IN_THE_DIVISION

ASKED: dict[str, Asking] = {**AT_THE_DESK, **IN_THE_DIVISION, **DECISIONS, **BESIDE_THE_WORK}

__all__ = ["ASKED", "Asking"]
