"""What is told of each dossier beside its own columns, as annotations; logs and entries they read are elsewhere."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Exists, F, Model, OuterRef, Q, QuerySet, Subquery, When

from cases.models.dossier_queries.people import holder_works_there
from cases.status import Status
from departments.models import User

if TYPE_CHECKING:
    from cases.models.dossier import Dossier
    from cases.models.message import Message

# What a version says at length.
LONG_TEXTS = ("search_text", "synopsis", "agency", "audience", "procedure_text", "conditions", "legal_basis")


def deletion(model: "type[Dossier]") -> dict[str, Case]:
    """`deleted_by` and `deleted_why`, from the log; None for what is not deleted."""
    last = _rows(model, "events").filter(dossier=OuterRef("pk"), action="delete").order_by("-number")
    is_deleted = Q(deleted_at__isnull=False)
    return {
        "deleted_by": Case(When(is_deleted, then=Subquery(last.values("by_name")[:1]))),
        "deleted_why": Case(When(is_deleted, then=Subquery(last.values("note")[:1]))),
    }


def opening(model: "type[Dossier]", user: User | AnonymousUser, day: date, what: str) -> Exists:
    """Whether it is noted already that the user opened this of it on that day."""
    return Exists(_rows(model, "openings").filter(dossier=OuterRef("pk"), user=user.pk, day=day, what=what))


def broken_step() -> dict[str, Subquery]:
    """The step at hand when the promise broke and who held it then; and the last reason that was given."""
    from cases.models.review import ReviewEntry
    from cases.models.task import Task

    at_hand = Task.objects.filter(dossier=OuterRef("pk"), opened_at__lte=OuterRef("late_from"))
    last = at_hand.order_by("-opened_at", "-pk")
    said = ReviewEntry.objects.filter(dossier=OuterRef("pk"), kind=ReviewEntry.Kind.EXPLAIN).order_by("-at", "-pk")
    return {
        "broken_step": Subquery(last.values("step__kind")[:1]),
        "broken_holder": Subquery(last.values("assignee")[:1]),
        "broken_holder_name": Subquery(last.values("assignee__full_name")[:1]),
        "given_reason": Subquery(said.values("reason")[:1]),
        "given_reason_name": Subquery(said.values("reason__name")[:1]),
    }


def completed_at() -> Case:
    """When the applicant sent what the desk had asked for and now looks at again; only of what is to be answered."""
    from cases.models.supplement import SupplementRequest

    asked = SupplementRequest.objects.filter(dossier=OuterRef("pk"), before_receipt=True).order_by("-ordinal")
    return Case(When(status=Status.NEW, then=Subquery(asked.values("answered_at")[:1])))


def unanswered() -> "QuerySet[Message]":
    """What applicants have asked and nobody has answered."""
    from cases.models.message import Message

    return Message.objects.filter(side=Message.Side.CITIZEN, settled_at=None)


def gone_holder() -> Case:
    """Who is named as its holder and does not work there any more."""
    return Case(When(~holder_works_there(), then=F("current_task__assignee")), default=None)


def _rows(model: "type[Dossier]", name: str) -> Any:
    related: type[Model] = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return related._default_manager
