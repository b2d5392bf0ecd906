"""People read when an office is open, reception on Saturdays included."""

from datetime import date, time

from departments.opening_hours import opening_hours
from departments.working_time import CoveredYear, OfficeHour, WorkingCalendar

EVER, TODAY = date(2000, 1, 1), date(2026, 11, 25)
WEEK = tuple(
    OfficeHour(weekday, time(opens), time(closes), EVER)
    for weekday in range(5)
    for opens, closes in ((13, 17), (8, 12))
)
SATURDAY = OfficeHour(5, time(7, 30), time(11), EVER)


def hours(*layers: tuple[OfficeHour, ...]) -> str:
    return opening_hours(WorkingCalendar((CoveredYear(2026),), hours=layers), TODAY)


def test_days_with_the_same_hours_are_named_together():
    assert hours(WEEK) == "thứ Hai – thứ Sáu 8:00–12:00, 13:00–17:00"


def test_a_desk_that_receives_on_saturdays_says_so_and_follows_the_units_above_on_other_days():
    assert hours((SATURDAY,), WEEK) == "thứ Hai – thứ Sáu 8:00–12:00, 13:00–17:00; thứ Bảy 7:30–11:00"


def test_hours_that_have_ended_are_not_told():
    ended = OfficeHour(5, time(8), time(12), EVER, valid_until=date(2026, 11, 1))
    assert hours((ended,), WEEK) == "thứ Hai – thứ Sáu 8:00–12:00, 13:00–17:00"


def test_nothing_is_said_where_nothing_is_known():
    assert hours() == ""
