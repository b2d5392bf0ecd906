"""Months of believable dossiers, made by the real actions with a moving moment.

Nothing else may import this, but for `cases.scale`, which borrows the names and words.
"""

from cases.demo.papers import DrawnFiles
from cases.demo.people import PASSWORD, Cast, account_names, load_people
from cases.demo.play import foreign_dossiers, play, played
from cases.demo.setting import Setting, set_up

__all__ = [
    "PASSWORD",
    "Cast",
    "DrawnFiles",
    "Setting",
    "account_names",
    "foreign_dossiers",
    "load_people",
    "play",
    "played",
    "set_up",
]
