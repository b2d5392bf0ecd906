"""Ask for the files of schedules that are due: each period once, however often and however late this runs."""

from datetime import datetime

from django.db import transaction
from django.http import QueryDict

from cases.models import PreparedReport, ReportSchedule
from cases.reports.asking import read
from cases.reports.catalogue import REPORTS
from cases.reports.files import Wanted
from cases.reports.rhythms import beat
from cases.reports.scope import reporting_posts, scope_of
from departments.calendars import calendar_for

_NOT_ANY_MORE = "Bạn không còn giữ vị trí công tác lúc đặt báo cáo này."


def ask_on_schedule(*, at: datetime) -> bool:
    """Ask for the file of one schedule that is due, or end it with its reason; whether there was one.

    The row is locked from the look to the next moment, so that of several workers one does it.
    """
    with transaction.atomic():
        due = ReportSchedule.objects.due(at).order_by("next_at", "pk")
        schedule = due.select_for_update(skip_locked=True, of=("self",)).select_related("account").first()
        if schedule is None:
            return False
        now = beat(ReportSchedule.Rhythm(schedule.rhythm), at, calendar_for(None))
        schedule.next_at = now.next_at
        wanted = _wanted(schedule, now.period.key, at)
        if wanted is None:
            schedule.ended_at, schedule.ended_why = at, _NOT_ANY_MORE
        else:
            _ask(schedule, wanted, at)
        schedule.save(update_fields=["next_at", "ended_at", "ended_why"])
    return True


def _wanted(schedule: ReportSchedule, period: str, at: datetime) -> Wanted | None:
    """The question about the period; None where its person may not ask it any more."""
    definition, posts = REPORTS.get(schedule.report), reporting_posts(schedule.account)
    if definition is None or not set(schedule.posts) <= set(posts):
        return None
    query = QueryDict(schedule.query, mutable=True)
    query["ky"] = period
    asked = read(query, scope_of(schedule.account), at, definition.bys)
    # A unit that is no longer below his would silently become all of them.
    if asked.problem or asked.unit != query.get("don-vi", ""):
        return None
    return Wanted(definition, asked, PreparedReport.Form(schedule.form))


def _ask(schedule: ReportSchedule, wanted: Wanted, at: datetime) -> None:
    """One file a period: the database keeps a second one out, also where the clock was put back."""
    asked = {"schedule": schedule, "query": wanted.query}
    if PreparedReport.objects.filter(**asked).exists():
        return
    PreparedReport.objects.create(
        account=schedule.account,
        report=schedule.report,
        form=schedule.form,
        posts=reporting_posts(schedule.account),
        title=wanted.title,
        name=wanted.name[:200],
        asked_at=at,
        next_at=at,
        **asked,
    )
