"""The list of drafts that are laid before a leader (danh sách trình ký), as his queue shows them or of one day."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cases.models import Task
from cases.printing.facts import Facts, agency_heading, place_of, unit_heading
from cases.printing.wording import wording
from departments.models import Department, Post
from departments.roles import Role
from departments.vietnamese import long_date, long_moment, plain_moment
from departments.working_time import local
from procedures.models import StepKind

MOST = 500


def laid_before(posts: Iterable[Post], day: date | None) -> QuerySet[Task]:
    """Steps of signing that concern these posts: those open now, those due first on top, or those begun on the day.

    A leader sees what he is to sign, a head what his division has proposed, a records clerk that of the agency.
    """
    ours = Q(pk__in=[])
    for post in posts:
        place = "dossier__division" if post.role == Role.HEAD else "department"
        ours |= Q(**{place: post.department_id})
    parts = ("dossier__version", "dossier__owner", "dossier__result__proposed_by")
    found = Task.objects.filter(ours, step__kind=StepKind.SIGN, dossier__deleted_at=None).select_related(*parts)
    found = found.defer("dossier__form_data", "dossier__version__search_text")
    if day is None:
        return found.filter(closed_at=None, dossier__current_task=F("pk")).order_by("dossier__due_at", "dossier")
    start, end = (timezone.make_aware(datetime.combine(one, time.min)) for one in (day, day + timedelta(days=1)))
    return found.filter(opened_at__gte=start, opened_at__lt=end).order_by("opened_at", "dossier")


def signature_list(tasks: QuerySet[Task], unit: Department, *, day: date | None, at: datetime) -> Facts:
    """The paper, with at most `MOST` rows."""
    form, agency = wording("trinh-ky"), unit.agency()
    rows = [_row(number, task) for number, task in enumerate(tasks[:MOST], start=1)]
    said = form["sentences"]["of_day" if day else "waiting"]
    words = {"day": long_date(day) if day else "", "moment": long_moment(at), "count": f"{len(rows):02d}"}
    return {
        "form": form,
        "heading": agency_heading(agency) if unit == agency else unit_heading(unit, agency),
        "place_date": f"{place_of(agency)}, {long_date(day or local(at).date())}",
        "timestamp": int(at.timestamp()),
        "code": "",
        "unit": unit.name,
        "period": said.format(**words),
        "rows": rows,
        "none": form["sentences"]["none"],
    }


def _row(number: int, task: Task) -> list[str]:
    dossier = task.dossier
    result = getattr(dossier, "result", None)
    return [
        str(number),
        dossier.code or "",
        dossier.version.name,
        dossier.owner.full_name,
        f"{result.proposed_by.get_full_name()}, {plain_moment(task.opened_at)}" if result else "",
        plain_moment(dossier.due_at),
        result.get_outcome_display() if result else "",
        _became(task),
    ]


def _became(task: Task) -> str:
    """What the leader did with it; empty while it waits, to be filled by hand."""
    if task.closed_at is None:
        return ""
    result = getattr(task.dossier, "result", None)
    signed = result is not None and result.signed_at == task.closed_at
    return f"{'Đã ký' if signed else 'Không ký, đã chuyển bước'} {plain_moment(task.closed_at)}"
