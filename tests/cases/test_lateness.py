"""Early, on time, late: one definition everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.lateness import (
    Lateness,
    Timeliness,
    Urgency,
    by_second,
    classify,
    late_from,
    lateness,
    remaining_days,
    urgency,
)
from procedures.time_limits import LimitUnit
from tests.moments import CALENDAR, at, later, moments, units

DAYS, HOURS = LimitUnit.WORKING_DAY, LimitUnit.WORKING_HOUR
THURSDAY_FIVE = at("2026-11-05 17:00")


@pytest.mark.parametrize(
    ("finished", "by_date", "exact"),
    [
        ("2026-11-04 10:00", "early", "early"),
        ("2026-11-05 16:00", "on_time", "early"),
        ("2026-11-05 17:20", "on_time", "late"),
        ("2026-11-06 08:30", "late", "late"),
    ],
)
def test_a_limit_in_days_is_judged_by_the_date_and_the_index_to_the_second(finished, by_date, exact):  # E1
    assert classify(at(finished), THURSDAY_FIVE, DAYS) == by_date
    assert by_second(at(finished), THURSDAY_FIVE) == exact


@pytest.mark.parametrize(
    ("finished", "timeliness"),
    [
        ("2026-11-05 16:59:59", "early"),
        ("2026-11-05 17:00:00", "on_time"),
        ("2026-11-05 17:00:59", "on_time"),
        ("2026-11-05 17:01:00", "late"),
    ],
)
def test_a_limit_in_hours_is_judged_to_the_minute(finished, timeliness):
    assert classify(at(finished), THURSDAY_FIVE, HOURS) == timeliness


def test_an_apology_does_not_erase_lateness():  # E23
    assert classify(at("2026-11-30 09:00"), at("2026-11-26 17:00"), DAYS) == Timeliness.LATE


def test_without_a_limit_everything_is_on_time():
    assert classify(at("2026-11-30 09:00"), None, DAYS) == Timeliness.ON_TIME
    assert by_second(at("2026-11-30 09:00"), None) == Timeliness.ON_TIME


@given(moments, st.integers(-60 * 24 * 30, 60 * 24 * 30), units)
def test_list_badge_and_report_agree_on_what_is_late(at_moment, minutes, unit):
    due = later(at_moment, minutes=minutes)
    listed = late_from(due, unit) <= at_moment
    assert listed == (classify(at_moment, due, unit) == Timeliness.LATE)
    assert listed == (urgency(due, at_moment, unit, CALENDAR) == Urgency.OVERDUE)


@pytest.mark.parametrize("days", range(61))
def test_every_number_of_remaining_days_has_exactly_one_band(days):
    today = at("2026-11-02 09:00")
    due = CALENDAR.closing(CALENDAR.add_days(today.date(), days) if days else today.date())
    expected = {0: Urgency.DUE_TODAY, 1: Urgency.DUE_SOON}.get(days, Urgency.ON_TRACK)
    assert remaining_days(due, today, CALENDAR) == days
    assert urgency(due, today, DAYS, CALENDAR) == expected


def test_lateness_counts_working_time_only():
    friday = at("2026-11-20 17:00")
    assert lateness(friday, at("2026-11-22 12:00"), CALENDAR) == Lateness(0, 0)
    assert lateness(friday, at("2026-11-25 09:00"), CALENDAR) == Lateness(2, 8 * 60 + 60)
    assert lateness(friday, at("2026-11-20 16:00"), CALENDAR) == Lateness(0, 0)
    assert remaining_days(friday, at("2026-11-25 09:00"), CALENDAR) == -2


def test_a_day_off_before_the_due_date_is_due_soon():
    assert urgency(at("2026-11-25 17:00"), at("2026-11-24 09:00"), DAYS, CALENDAR) == Urgency.DUE_SOON
