"""Write what following the procedure takes, before and after (standard cost model)."""

from collections.abc import Iterable

from django.db import transaction

from procedures.actions.propose_change import open_review
from procedures.models import CostLine, ProcedureReview


@transaction.atomic
def set_costs(review: ProcedureReview, *, lines: Iterable[CostLine], times_a_year: int) -> None:
    """Keep the lines, new ones too, and the dossiers of a year. Raises ValidationError after the decision."""
    locked = open_review(review)
    for line in lines:
        line.review = locked
        line.save()
    locked.times_a_year = times_a_year
    locked.save(update_fields=["times_a_year"])
