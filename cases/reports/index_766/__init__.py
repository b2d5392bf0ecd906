"""The index for serving citizens and businesses (QĐ 766/QĐ-TTg): six groups, 100 points, every score explained.

`criteria` holds what is asked and for how many points, `scoring` turns numerators and denominators into points,
`lifting` says what would gain most, `published` reads figures as the national portal gives them. All of these are pure.
`counting` counts the figures from the portal's own rows, `sheet` lays the whole out for its pages.
"""

from cases.reports.index_766.criteria import Criterion, Group, Kind, criteria_in_force, groups, rank_of
from cases.reports.index_766.lifting import Lift, lifts
from cases.reports.index_766.published import FiguresRefused, Published, read_figures
from cases.reports.index_766.scoring import (
    Figure,
    GroupScore,
    Index,
    Score,
    satisfied,
    score,
    score_group,
    score_index,
)

__all__ = [
    "Criterion",
    "Figure",
    "FiguresRefused",
    "Group",
    "GroupScore",
    "Index",
    "Kind",
    "Lift",
    "Published",
    "Score",
    "criteria_in_force",
    "groups",
    "lifts",
    "rank_of",
    "read_figures",
    "satisfied",
    "score",
    "score_group",
    "score_index",
]
