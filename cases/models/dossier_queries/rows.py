"""What a row of a list shows, asked for at once."""

from typing import Self

from django.db.models import Case, F, FilteredRelation, OuterRef, Q, Subquery, When

from cases.models.dossier_queries.waiting import WaitingQuerySet
from cases.status import Status

# What a version says at length.
_LONG_TEXTS = ("search_text", "synopsis", "agency", "audience", "procedure_text", "conditions", "legal_basis")


def _completed_at() -> Case:
    """When the applicant sent what the desk had asked for and now looks at again; only of what is to be answered."""
    from cases.models.supplement import SupplementRequest

    asked = SupplementRequest.objects.filter(dossier=OuterRef("pk"), before_receipt=True).order_by("-ordinal")
    return Case(When(status=Status.NEW, then=Subquery(asked.values("answered_at")[:1])))


class RowsQuerySet(WaitingQuerySet):
    """Each dossier with what its row says."""

    def with_list_details(self) -> Self:
        """What a row of any list shows, in one statement; not the long texts, which no row shows."""
        details = self.with_holder().select_related(
            "version__procedure",
            "owner",
            "current_task__step",
            "current_task__assignee",
            "current_task__handed_by",
            "division",
            "paper_unit",
            "proposal__proposed_by",
        )
        # At most one request is open, so that the join adds no rows.
        is_open = Q(supplements__accepted_at=None, supplements__dropped_at=None)
        asked = details.annotate(
            open_request=FilteredRelation("supplements", condition=is_open),
            answered_at=F("open_request__answered_at"),
            asked_at=F("open_request__asked_at"),
            respond_by=F("open_request__respond_by"),
            completed_at=_completed_at(),
        )
        return asked.defer("form_data", *(f"version__{name}" for name in _LONG_TEXTS))
