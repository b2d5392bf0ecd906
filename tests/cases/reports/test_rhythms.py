"""When the report of which period is sent: moments in, periods and moments out, read off the calendar of 2026."""

from datetime import timedelta
from itertools import pairwise

import pytest

from cases.models import ReportSchedule
from cases.reports.rhythms import beat, sent_at
from departments.calendars import calendar_for
from departments.working_time import WorkingCalendar
from tests.world import World, hanoi

Rhythm = ReportSchedule.Rhythm


@pytest.fixture
def calendar(world: World) -> WorkingCalendar:
    return calendar_for(None)


@pytest.mark.parametrize(
    ("rhythm", "at", "period", "following"),
    [
        # Every day at six of the day before, also on Sundays.
        ("hang-ngay", "2026-11-25 05:59", "2026-11-23--2026-11-23", "2026-11-25 06:00"),
        ("hang-ngay", "2026-11-25 06:00", "2026-11-24--2026-11-24", "2026-11-26 06:00"),
        ("hang-ngay", "2026-11-22 12:00", "2026-11-21--2026-11-21", "2026-11-23 06:00"),
        # Mondays; 23/11/2026 is one.
        ("hang-tuan", "2026-11-23 05:59", "2026-11-09--2026-11-15", "2026-11-23 06:00"),
        ("hang-tuan", "2026-11-23 06:00", "2026-11-16--2026-11-22", "2026-11-30 06:00"),
        ("hang-tuan", "2026-11-29 23:59", "2026-11-16--2026-11-22", "2026-11-30 06:00"),
        # The report's November ends on Saturday the 14th: the first working day after it is Monday the 16th.
        ("hang-thang", "2026-11-15 12:00", "thang-2026-10", "2026-11-16 06:00"),
        ("hang-thang", "2026-11-16 06:00", "thang-2026-11", "2026-12-15 06:00"),
        ("hang-quy", "2026-11-25 09:00", "quy-2026-3", "2026-12-15 06:00"),
        # 1 November 2026 is a Sunday.
        ("thang-duong-lich", "2026-11-01 12:00", "thang-duong-lich-2026-9", "2026-11-02 06:00"),
        ("thang-duong-lich", "2026-11-02 06:00", "thang-duong-lich-2026-10", "2026-12-01 06:00"),
        # New Year 2027 is a Friday.
        ("quy-duong-lich", "2026-10-01 06:00", "quy-duong-lich-2026-3", "2027-01-04 06:00"),
        # The month to 14 February ends on the eve of Tết: sent when offices open again.
        ("hang-thang", "2026-02-20 09:00", "thang-2026-1", "2026-02-23 06:00"),
    ],
)
def test_the_newest_period_that_is_over_is_sent(
    calendar: WorkingCalendar, rhythm: str, at: str, period: str, following: str
) -> None:
    found = beat(Rhythm(rhythm), hanoi(at), calendar)
    assert (found.period.key, found.next_at) == (period, hanoi(following))


@pytest.mark.parametrize("rhythm", Rhythm)
def test_from_beat_to_beat_no_period_is_left_out_and_none_comes_twice(
    calendar: WorkingCalendar, rhythm: ReportSchedule.Rhythm
) -> None:
    at, periods = hanoi("2025-11-03 12:00"), []
    while at < hanoi("2026-12-20 00:00"):
        now = beat(rhythm, at, calendar)
        assert sent_at(rhythm, now.period, calendar) <= at < now.next_at
        periods.append(now.period)
        at = now.next_at
    assert len(periods) > 4
    assert all(later.previous() == earlier for earlier, later in pairwise(periods))


def test_without_a_calendar_of_the_year_it_is_sent_the_day_after(calendar: WorkingCalendar) -> None:
    assert beat(Rhythm.CALENDAR_MONTHLY, hanoi("2050-05-20 09:00"), calendar).next_at == hanoi("2050-06-01 06:00")
    assert hanoi("2050-06-01 06:00") - hanoi("2050-05-31 06:00") == timedelta(days=1)
