"""Questions about dossiers: who may see which, what waits for whom, what is late. One definition each.

Every moment is passed in (`at`); lists, counters, badges, exports and reports ask here and nowhere else.
"""

from cases.models.dossier_queries.clock import RUNS, is_due_soon, is_due_today, is_overdue, is_step_late
from cases.models.dossier_queries.people import holder_works_there
from cases.models.dossier_queries.questions import DossierQuerySet, LivingDossiers

__all__ = [
    "RUNS",
    "DossierQuerySet",
    "LivingDossiers",
    "holder_works_there",
    "is_due_soon",
    "is_due_today",
    "is_overdue",
    "is_step_late",
]
