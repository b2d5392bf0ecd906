"""The working calendar counts as the State works, and refuses where it does not know."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.working_time import (
    CalendarTooShort,
    CoveredYear,
    DayOff,
    MakeUpDay,
    NoOfficeHours,
    OfficeHour,
    WorkingCalendar,
)
from tests import day_by_day
from tests.moments import CALENDAR, at, days, moments

EVER = date(2000, 1, 1)
EIGHT_TO_FIVE = tuple(
    OfficeHour(weekday, time(opens), time(closes), EVER)
    for weekday in range(5)
    for opens, closes in ((8, 12), (13, 17))
)


def calendar_of(*years: int, hours: tuple[tuple[OfficeHour, ...], ...] = (EIGHT_TO_FIVE,)) -> WorkingCalendar:
    return WorkingCalendar(tuple(CoveredYear(year) for year in years), hours=hours)


@pytest.mark.parametrize(
    ("year", "count"),
    [
        (2019, 252),
        (2020, 252),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 250),
        (2026, 249),
        (2027, 249),
    ],
)
def test_each_official_year_has_its_number_of_working_days(year, count):
    first, last = date(year, 1, 1), date(year, 12, 31)  # 1 January is always off
    assert CALENDAR.working_days_between(first, last) == count


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 23), None),
        (date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
        (date(2026, 11, 28), "Thứ Bảy"),
        (date(2026, 11, 29), "Chủ nhật"),
        (date(2026, 1, 10), None),
        (date(2026, 8, 31), "Nghỉ hoán đổi với thứ Bảy 22/8"),
    ],
)
def test_a_day_off_says_why_and_a_working_day_does_not(day, why):
    assert CALENDAR.why_off(day) == why
    assert CALENDAR.is_working_day(day) == (why is None)


def test_the_day_of_the_event_is_day_zero():
    assert CALENDAR.add_days(date(2026, 11, 2), 3) == date(2026, 11, 5)


def test_counting_from_a_day_off_starts_with_the_next_working_day():
    assert CALENDAR.add_days(date(2026, 11, 14), 1) == date(2026, 11, 16)


def test_an_end_on_a_day_off_rolls_on_and_one_on_a_working_day_stays():
    assert CALENDAR.next_working_day(date(2026, 9, 1)) == date(2026, 9, 3)
    assert CALENDAR.next_working_day(date(2026, 9, 3)) == date(2026, 9, 3)


def test_no_days_are_no_question():
    with pytest.raises(ValueError, match="từ 1 trở lên"):
        CALENDAR.add_days(date(2026, 11, 2), 0)
    with pytest.raises(ValueError, match="từ 1 trở lên"):
        CALENDAR.add_minutes(at("2026-11-02 09:00"), 0)


@given(days, st.integers(1, 300))
def test_days_agree_with_a_counter_that_walks(day, count):
    found = CALENDAR.add_days(day, count)
    assert found == day_by_day.after_working_days(day, count)
    assert CALENDAR.working_days_between(day, found) == count
    assert CALENDAR.working_days_between(found, day) == -count
    assert CALENDAR.next_working_day(day) == day_by_day.rolled(day)


@given(moments, st.integers(1, 3000))
def test_minutes_agree_with_a_counter_that_walks(moment, count):
    moment = moment.replace(second=0, microsecond=0)
    found = CALENDAR.add_minutes(moment, count)
    assert found == day_by_day.after_working_minutes(moment, count)
    assert CALENDAR.minutes_between(moment, found) == count
    assert CALENDAR.minutes_between(found, moment) == -count


@given(moments)
def test_the_next_opening_is_the_first_worked_minute(moment):
    walked = moment.replace(second=0, microsecond=0)
    while not day_by_day.is_open(walked):
        walked += timedelta(minutes=1)
    assert CALENDAR.next_opening(moment) == walked


@given(days, st.integers(0, 400))
def test_stretches_tell_every_working_day_once_and_in_order(day, length):
    until = day + timedelta(days=length)
    told = list(CALENDAR.stretches(day, until))
    assert sum(stretch.working_days for stretch in told) == day_by_day.working_days_in(day, until)
    firsts = [stretch.first for stretch in told]
    assert firsts == sorted(firsts)
    assert all(day < stretch.first <= stretch.last for stretch in told)


def test_a_make_up_saturday_has_the_hours_of_the_day_it_stands_for():
    shorter_friday = (OfficeHour(4, time(8), time(11, 30), EVER),)
    calendar = WorkingCalendar(
        (CoveredYear(2026),), make_up_days=(MakeUpDay(date(2026, 1, 10), 4),), hours=(shorter_friday, EIGHT_TO_FIVE)
    )
    assert calendar.closing(date(2026, 1, 10)) == at("2026-01-10 11:30")


def test_saturday_reception_hours_do_not_make_a_working_day_or_minute():
    saturday = (OfficeHour(5, time(8), time(11, 30), EVER),)
    calendar = calendar_of(2026, hours=((*EIGHT_TO_FIVE, *saturday),))
    assert not calendar.is_working_day(date(2026, 11, 14))
    assert calendar.add_days(date(2026, 11, 13), 1) == date(2026, 11, 16)
    assert calendar.add_minutes(at("2026-11-14 09:00"), 60) == at("2026-11-16 09:00")


def test_a_weekday_without_hours_of_its_own_follows_the_unit_above():
    own = (OfficeHour(0, time(7, 30), time(11, 30), EVER),)
    calendar = calendar_of(2026, hours=(own, EIGHT_TO_FIVE))
    assert calendar.opening(date(2026, 11, 2)) == at("2026-11-02 07:30")
    assert calendar.opening(date(2026, 11, 3)) == at("2026-11-03 08:00")


def test_hours_change_on_the_day_they_are_valid_from():
    hours = (
        OfficeHour(0, time(8), time(17), EVER, date(2026, 11, 9)),
        OfficeHour(0, time(7), time(16), date(2026, 11, 9)),
    )
    calendar = calendar_of(2026, hours=(hours,))
    assert calendar.closing(date(2026, 11, 2)) == at("2026-11-02 17:00")
    assert calendar.closing(date(2026, 11, 9)) == at("2026-11-09 16:00")


def test_overlapping_sessions_count_a_minute_once():
    hours = (OfficeHour(0, time(8), time(12), EVER), OfficeHour(0, time(8, 30), time(13), EVER))
    calendar = calendar_of(2026, hours=(hours,))
    assert calendar.minutes_between(at("2026-11-02 07:00"), at("2026-11-02 19:00")) == 5 * 60


def test_a_working_day_without_any_hours_is_refused_not_skipped():
    monday_only = (OfficeHour(0, time(8), time(17), EVER),)
    calendar = calendar_of(2026, hours=(monday_only,))
    with pytest.raises(NoOfficeHours, match="thứ Ba 03/11/2026"):
        calendar.closing(date(2026, 11, 3))
    with pytest.raises(NoOfficeHours, match="thứ Ba 03/11/2026"):
        calendar.add_minutes(at("2026-11-02 16:00"), 120)
    with pytest.raises(NoOfficeHours):
        calendar.minutes_between(at("2026-11-02 16:00"), at("2026-11-09 09:00"))


def test_only_a_working_day_has_an_opening():
    with pytest.raises(ValueError, match="24/11/2026 không phải ngày làm việc"):
        CALENDAR.opening(date(2026, 11, 24))


def test_the_end_of_the_calendar_raises_and_names_the_missing_year():
    late = date(2027, 12, 30)
    questions = [
        lambda: CALENDAR.add_days(late, 2),
        lambda: CALENDAR.later_day(late, 2),
        lambda: CALENDAR.later_month(late, 1),
        lambda: CALENDAR.later_day(late, 10**18),
        lambda: CALENDAR.later_month(late, 10**18),
        lambda: CALENDAR.add_minutes(at("2027-12-31 16:00"), 61),
        lambda: CALENDAR.next_opening(at("2027-12-31 17:00")),
        lambda: CALENDAR.working_days_between(late, date(2028, 1, 3)),
        lambda: CALENDAR.is_working_day(date(2028, 1, 3)),
    ]
    for ask in questions:
        with pytest.raises(CalendarTooShort, match="năm 2028") as refused:
            ask()
        assert refused.value.year == 2028
    assert CALENDAR.add_minutes(at("2027-12-31 16:00"), 60) == at("2027-12-31 17:00")


def test_before_the_first_year_and_in_a_gap_the_calendar_refuses_too():
    with pytest.raises(CalendarTooShort, match="năm 2018"):
        CALENDAR.add_days(date(2018, 12, 28), 1)
    gap = calendar_of(2024, 2026)
    with pytest.raises(CalendarTooShort, match="năm 2025"):
        gap.add_days(date(2024, 12, 31), 1)
    with pytest.raises(CalendarTooShort, match="năm 2025"):
        gap.add_minutes(at("2024-12-31 16:59"), 2)
    with pytest.raises(CalendarTooShort, match="năm 2025"):
        gap.working_days_between(date(2026, 1, 5), date(2024, 12, 31))


def test_a_calendar_without_years_refuses_every_question():
    empty = WorkingCalendar(())
    with pytest.raises(CalendarTooShort, match="năm 2026"):
        empty.add_days(date(2026, 11, 2), 1)
    with pytest.raises(CalendarTooShort, match="năm 2026"):
        empty.next_opening(at("2026-11-02 09:00"))


def test_projected_years_are_known():
    assert CALENDAR.projected_years(date(2026, 12, 1), date(2027, 1, 5)) == (2027,)
    assert CALENDAR.projected_years(date(2026, 1, 1), date(2026, 12, 31)) == ()


def test_a_moment_in_another_zone_is_read_in_hanoi_and_one_without_zone_is_refused():
    assert CALENDAR.next_opening(datetime(2026, 11, 2, 2, tzinfo=UTC)) == at("2026-11-02 09:00")
    with pytest.raises(ValueError, match="múi giờ"):
        CALENDAR.next_opening(datetime(2026, 11, 2, 9))  # noqa: DTZ001 - the point of the test


def test_a_holiday_around_a_weekend_is_told_as_one_break():
    told = [stretch for stretch in CALENDAR.stretches(date(2020, 1, 20), date(2020, 2, 3)) if stretch.note]
    assert [(stretch.first, stretch.last, stretch.note) for stretch in told] == [
        (date(2020, 1, 23), date(2020, 1, 29), "nghỉ: Tết Nguyên đán Canh Tý")
    ]


def test_a_day_off_entered_for_a_weekend_is_no_break():
    calendar = WorkingCalendar((CoveredYear(2026),), (DayOff(date(2026, 11, 14), "Lễ"),), hours=(EIGHT_TO_FIVE,))
    assert [stretch.note for stretch in calendar.stretches(date(2026, 11, 13), date(2026, 11, 16))] == [""]
