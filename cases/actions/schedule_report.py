"""A person has a report sent to himself again and again, pauses it, goes on, and ends it."""

from datetime import datetime

from django.db import transaction

from cases.errors import MoveRefused
from cases.models import ReportSchedule
from cases.reports.files import Wanted
from cases.reports.rhythms import beat
from cases.reports.scope import reporting_posts
from departments.calendars import calendar_for
from departments.models import User

# More than anybody reads in a week; each is made and told again and again.
SCHEDULES_AT_MOST = 20


def schedule_report(
    wanted: Wanted, rhythm: ReportSchedule.Rhythm, *, by: User, at: datetime
) -> tuple[ReportSchedule, bool]:
    """The schedule, first sent when the period that runs now is over; and whether it is new.

    Raises MoveRefused for one too many.
    """
    question = wanted.question
    asked = {
        "report": wanted.definition.key,
        "query": wanted.asked.address(ky="").removeprefix("?"),
        "form": wanted.form,
        "rhythm": rhythm,
    }
    parts = (
        wanted.definition.title,
        question.scope.title,
        question.narrowed_to,
        f"theo {question.by.label.lower()}",
    )
    with transaction.atomic():
        # Two windows at once: the second waits here and finds what the first set up.
        User.objects.select_for_update().get(pk=by.pk)
        mine = ReportSchedule.objects.of(by).filter(ended_at=None)
        if (earlier := mine.filter(**asked).first()) is not None:
            return earlier, False
        if mine.count() >= SCHEDULES_AT_MOST:
            raise MoveRefused(f"Bạn đã đặt {SCHEDULES_AT_MOST} báo cáo gửi định kỳ; hãy xóa bớt rồi đặt lại.")
        made = ReportSchedule.objects.create(
            account=by,
            posts=reporting_posts(by),
            title=" · ".join(part for part in parts if part)[:300],
            created_at=at,
            next_at=beat(rhythm, at, calendar_for(None)).next_at,
            **asked,
        )
    return made, True


def pause_schedule(schedule: ReportSchedule, *, at: datetime) -> None:
    """Nothing is sent until its person goes on."""
    ReportSchedule.objects.running().filter(pk=schedule.pk).update(paused_at=at)


def resume_schedule(schedule: ReportSchedule, *, at: datetime) -> None:
    """From the period on that runs now: what was missed in the pause was not wanted."""
    following = beat(ReportSchedule.Rhythm(schedule.rhythm), at, calendar_for(None)).next_at
    paused = ReportSchedule.objects.filter(pk=schedule.pk, ended_at=None, paused_at__isnull=False)
    paused.update(paused_at=None, next_at=following)


def delete_schedule(schedule: ReportSchedule) -> None:
    """It is no more; the files it has brought stay for their days."""
    schedule.delete()
