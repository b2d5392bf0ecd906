"""Moments found backwards lead forward to where they were looked for."""

from datetime import date
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cases.demo.moments import before, office_minute, receipt_due_on, working_day
from procedures.time_limits import LimitUnit, TimeLimit
from tests.moments import CALENDAR, moments
from tests.world import hanoi


@given(moments.filter(lambda moment: moment.year > 2019), st.integers(1, 5000))
def test_so_many_working_minutes_lie_before_a_moment(moment, minutes):
    began = before(moment, minutes, CALENDAR)
    assert CALENDAR.minutes_between(began, moment) == minutes


@pytest.mark.parametrize(
    ("distance", "day"),
    [
        (0, date(2026, 11, 23)),
        (1, date(2026, 11, 25)),  # 24/11 is a day off
        (-1, date(2026, 11, 20)),
        (-5, date(2026, 11, 16)),
    ],
)
def test_working_days_are_counted_from_today(distance, day):
    assert working_day(date(2026, 11, 23), distance, CALENDAR) == day


def test_on_a_day_off_today_is_the_next_working_day():
    assert working_day(date(2026, 11, 22), 0, CALENDAR) == date(2026, 11, 23)
    assert working_day(date(2026, 11, 22), -1, CALENDAR) == date(2026, 11, 20)


@settings(max_examples=40)
@given(st.sampled_from(list(LimitUnit)), st.integers(1, 25), st.integers(-4, 3), st.integers(0, 10**6))
def test_a_receipt_is_found_whose_promise_ends_on_the_day(unit, amount, ahead, seed):
    until = hanoi("2026-11-25 16:00")
    limit = TimeLimit(1 if unit in (LimitUnit.MONTH, LimitUnit.SAME_DAY) else amount, unit)
    day = working_day(until.date(), ahead, CALENDAR)
    moment = receipt_due_on(day, limit, until=until, rng=Random(seed), calendar=CALENDAR)
    if moment is not None:
        assert moment <= until
        assert limit.due_from(moment, CALENDAR).moment.date() == day


@given(st.integers(0, 10**6))
@example(50_000)  # used up at 12:00, when the morning ends
def test_an_office_minute_lies_in_office_hours(seed):
    moment = office_minute(date(2026, 11, 25), Random(seed), CALENDAR)
    assert CALENDAR.next_opening(moment) == moment
