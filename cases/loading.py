"""Dossiers with what a page of theirs shows, one statement each part; what a reader may not see does not exist."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, JSONField, OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.http import Http404

from cases.at_work import open_work
from cases.codes import tidy
from cases.models import Document, Dossier, Event, Opinion, ReviewEntry, SupplementItem, SupplementRequest, Task, Watch
from cases.models.dossier_queries import DossierQuerySet
from departments.models import User

_ALONE = (
    "version__procedure",
    "case",
    "department",
    "desk",
    "origin_desk",
    "application",
    "waits_for",
    "division",
    "paper_unit",
    "submitter",
    "owner",
    "current_task__step",
    "current_task__assignee",
    "current_task__handed_by",
    "result__document",
    "result__proposed_by",
    "result__signed_by",
    "proposal__proposed_by",
    "proposal__decided_by",
    "rating",
)


def dossier_for(user: User | AnonymousUser, code: str, *, deleted: bool = False) -> Dossier:
    """The dossier with all that the rules of its moves look at, by a code as people type it; `deleted`: also that one.

    Raises Http404 for one that is not there or that the user's posts do not let him see; costs 3 statements.
    """
    rows = Dossier.everything.all() if deleted else Dossier.objects.all()
    return _one(rows.readable_by(user).prefetch_related("version__steps", "supplements"), code)


def dossier_with_story(user: User | AnonymousUser, code: str, day: date) -> Dossier:
    """As `dossier_for`, with its steps so far, stops and requests; 6 statements.

    `harmful`: is a file infected; `watched`: does the person follow it; `reminder`: what this person was urged or
    asked last and has not answered, as {kind, text, by, seen}, said at `reminded_at`; `explanation`: the last
    reason given, as {reason, text, by}.

    This and the two below say as `opened` whether it is noted that the user opened the dossier's page on the day.
    """
    tasks = Task.objects.select_related("step", "assignee", "department")
    items: QuerySet[SupplementItem] = SupplementItem.objects.order_by("position")
    requests = SupplementRequest.objects.select_related("asked_by", "approved_by").prefetch_related(
        Prefetch("items", items)
    )
    visible = Dossier.objects.readable_by(user).with_opening(user, day)
    infected = Document.objects.filter(dossier=OuterRef("pk"), scan=Document.Scan.INFECTED)
    watched = Watch.objects.filter(dossier=OuterRef("pk"), user=user.pk)
    return _one(
        visible.annotate(harmful=Exists(infected), watched=Exists(watched), **_said_of_it(user)).prefetch_related(
            "version__steps",
            Prefetch("tasks", tasks),
            "stops",
            Prefetch("supplements", requests),
        ),
        code,
    )


def _said_of_it(user: User | AnonymousUser) -> dict[str, Subquery]:
    entries, name = ReviewEntry.objects.filter(dossier=OuterRef("pk")).order_by("-at", "-pk"), F("by__full_name")
    to_me, given = entries.open().filter(to=user.pk), entries.filter(kind=ReviewEntry.Kind.EXPLAIN)
    reminder = JSONObject(kind="kind", text="text", by=name, seen=F("seen_at"))
    reason = JSONObject(reason="reason__name", text="text", by=name)
    return {
        "reminder": Subquery(to_me.values(said=reminder)[:1], output_field=JSONField()),
        "reminded_at": Subquery(to_me.values("at")[:1]),
        "explanation": Subquery(given.values(said=reason)[:1], output_field=JSONField()),
        "explained_at": Subquery(given.values("at")[:1]),
    }


def dossier_with_papers(user: User | AnonymousUser, code: str, day: date) -> Dossier:
    """The dossier with its checklist, files and the questions of its form; 5 statements."""
    return _one(
        Dossier.objects.readable_by(user)
        .with_opening(user, day)
        .prefetch_related("papers", "documents", "version__requirements", "version__form_fields"),
        code,
    )


def dossier_alone(user: User | AnonymousUser, code: str, day: date) -> Dossier:
    """The dossier and nothing around it; 1 statement."""
    return _one(Dossier.objects.readable_by(user).with_opening(user, day), code)


def events_of(dossier: Dossier) -> QuerySet[Event]:
    """The log, the newest entry first."""
    return dossier.events.select_related("department").order_by("-number")


def _one(rows: DossierQuerySet, code: str) -> Dossier:
    asked = Exists(Opinion.objects.filter(dossier=OuterRef("pk")))
    known = rows.with_is_asked().with_holder().annotate(has_opinions=asked, **open_work())
    found = known.filter(code=tidy(code)).select_related(*_ALONE).first()
    if found is None:
        raise Http404
    if found.has_opinions:  # type: ignore[attr-defined]  # annotated above
        # A statement more, for those few about which another unit was asked.
        people = Opinion.objects.select_related("department", "asked_by", "answered_by", "stop")
        prefetch_related_objects([found], Prefetch("opinions", people))
    return found
