"""Questions about dossiers: who may see which, what waits for whom, what is late. One definition each.

Every moment is passed in (`at`); lists, counters, badges, exports and reports ask here and nowhere else.
"""

from cases.models.dossier_queries.clock import RUNS, is_due_soon, is_due_today, is_overdue, is_step_late
from cases.models.dossier_queries.late import LateQuerySet
from cases.models.dossier_queries.reading import ReadingQuerySet
from cases.models.dossier_queries.rows import RowsQuerySet
from cases.models.dossier_queries.waiting import WaitingQuerySet, holder_works_there

__all__ = ["RUNS", "DossierQuerySet", "holder_works_there", "is_due_soon", "is_due_today", "is_overdue", "is_step_late"]


class DossierQuerySet(ReadingQuerySet, LateQuerySet, RowsQuerySet):
    """Chain them: `Dossier.objects.visible_to(user).overdue(at)`."""
