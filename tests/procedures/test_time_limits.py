"""A limit ends when the Civil Code says, and explains itself line by line."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from departments.working_time import CalendarTooShort
from procedures.time_limits import LimitUnit, TimeLimit
from tests import day_by_day
from tests.moments import CALENDAR, at, limits, moments, units

WORKING, CALENDAR_DAYS = LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY
HOURS, MONTHS, SAME_DAY = LimitUnit.WORKING_HOUR, LimitUnit.MONTH, LimitUnit.SAME_DAY


def due(start: str, amount: int, unit: LimitUnit) -> str:
    return f"{TimeLimit(amount, unit).due_from(at(start), CALENDAR).moment:%Y-%m-%d %H:%M}"


def lines(start: str, amount: int, unit: LimitUnit) -> list[str]:
    return list(TimeLimit(amount, unit).due_from(at(start), CALENDAR).lines)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        pytest.param("2026-11-02 09:15", 3, WORKING, "2026-11-05 17:00", id="E1 a plain week"),
        pytest.param("2026-11-20 16:40", 3, WORKING, "2026-11-26 17:00", id="E2 over 24 November"),
        pytest.param("2026-02-12 10:00", 5, WORKING, "2026-02-26 17:00", id="E3 over Tết"),
        pytest.param("2026-01-08 14:00", 3, WORKING, "2026-01-12 17:00", id="E4 a make-up Saturday counts"),
        pytest.param("2026-08-12 09:00", 20, CALENDAR_DAYS, "2026-09-03 17:00", id="E6 ends on a holiday"),
        pytest.param("2026-11-20 15:20", 8, HOURS, "2026-11-23 15:20", id="E8 hours over a weekend"),
        pytest.param("2026-11-20 21:45", 8, HOURS, "2026-11-23 17:00", id="E9 hours from the next opening"),
        pytest.param("2026-11-19 11:30", 2, HOURS, "2026-11-19 14:30", id="E11 hours over lunch"),
        pytest.param("2026-11-23 14:59", 0, SAME_DAY, "2026-11-23 17:00", id="E12a before 15:00"),
        pytest.param("2026-11-23 15:00", 0, SAME_DAY, "2026-11-23 17:00", id="E12b at 15:00"),
        pytest.param("2026-11-23 15:01", 0, SAME_DAY, "2026-11-25 17:00", id="E12c after 15:00"),
        pytest.param("2026-09-25 10:00", 2, MONTHS, "2026-11-25 17:00", id="E19 months"),
        pytest.param("2026-11-14 10:00", 7, WORKING, "2026-11-25 17:00", id="E21 Saturday reception"),
        pytest.param("2026-11-16 09:00", 7, WORKING, "2026-11-26 17:00", id="E23 the original promise"),
        pytest.param("2026-11-23 08:30", 1, WORKING, "2026-11-25 17:00", id="E24 the eve of a holiday"),
        pytest.param("2027-02-02 10:00", 5, WORKING, "2027-02-16 17:00", id="E28 a projected Tết"),
    ],
)
def test_the_worked_examples(start, amount, unit, expected):
    assert due(start, amount, unit) == expected


def test_after_fifteen_is_strictly_later_to_the_second():
    limit = TimeLimit(0, SAME_DAY)
    assert limit.due_from(at("2026-11-23 15:00:00"), CALENDAR).moment == at("2026-11-23 17:00")
    assert limit.due_from(at("2026-11-23 15:00:01"), CALENDAR).moment == at("2026-11-25 17:00")


def test_same_day_on_a_day_off_is_the_next_working_day_at_any_hour():
    assert due("2026-11-14 09:00", 0, SAME_DAY) == "2026-11-16 17:00"
    assert due("2026-11-14 16:00", 0, SAME_DAY) == "2026-11-16 17:00"


def test_a_month_without_the_date_ends_on_its_last_day():
    assert due("2025-01-31 09:00", 1, MONTHS) == "2025-02-28 17:00"
    assert due("2024-01-31 09:00", 1, MONTHS) == "2024-02-29 17:00"
    assert due("2025-12-31 09:00", 2, MONTHS) == "2026-03-02 17:00"  # 28 February 2026 is a Saturday


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        (3, WORKING, "03 ngày làm việc"),
        (20, CALENDAR_DAYS, "20 ngày"),
        (8, HOURS, "08 giờ làm việc"),
        (2, MONTHS, "02 tháng"),
        (0, SAME_DAY, "trong ngày làm việc"),
    ],
)
def test_a_limit_reads_as_the_law_writes_it(amount, unit, text):
    assert TimeLimit(amount, unit).text() == text


@given(st.integers(-5, 0), units)
def test_a_limit_of_nothing_is_refused_except_within_the_day(amount, unit):
    if amount == 0 and unit == SAME_DAY:
        assert TimeLimit(amount, unit).amount == 0
    else:
        with pytest.raises(ValueError, match="từ 1 trở lên"):
            TimeLimit(amount, unit)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="múi giờ"):
        TimeLimit(1, WORKING).due_from(datetime(2026, 11, 2, 9), CALENDAR)  # noqa: DTZ001 - the point of the test


def test_short_limits_are_explained_day_by_day():
    assert lines("2026-11-20 16:40", 3, WORKING) == [
        "Nhận đủ hồ sơ lúc 16:40 thứ Sáu 20/11/2026, ngày nhận không tính",
        "Ngày 1: thứ Hai 23/11",
        "Thứ Ba 24/11 nghỉ: Ngày Văn hóa Việt Nam",
        "Ngày 2: thứ Tư 25/11",
        "Ngày 3: thứ Năm 26/11, hết giờ làm việc 17:00",
        "Thời hạn 03 ngày làm việc; cách tính theo Điều 147, 148 Bộ luật Dân sự",
    ]


def test_a_make_up_day_is_shown_where_it_counts():
    assert lines("2026-01-08 14:00", 3, WORKING)[1:5] == [
        "Ngày 1: thứ Sáu 09/01",
        "Thứ Bảy 10/01 là ngày làm bù",
        "Ngày 2: thứ Bảy 10/01",
        "Ngày 3: thứ Hai 12/01, hết giờ làm việc 17:00",
    ]


def test_long_limits_are_explained_in_runs_and_a_new_year_is_named():
    assert lines("2026-11-02 10:00", 60, WORKING) == [
        "Nhận đủ hồ sơ lúc 10:00 thứ Hai 02/11/2026, ngày nhận không tính",
        "Ngày 1–15: thứ Ba 03/11 đến thứ Hai 23/11",
        "Thứ Ba 24/11 nghỉ: Ngày Văn hóa Việt Nam",
        "Ngày 16–42: thứ Tư 25/11 đến thứ Năm 31/12",
        "Thứ Sáu 01/01/2027 nghỉ: Tết Dương lịch",
        "Ngày 43–59: thứ Hai 04/01/2027 đến thứ Ba 26/01/2027",
        "Ngày 60: thứ Tư 27/01/2027, hết giờ làm việc 17:00",
        "Lịch nghỉ năm 2027 là dự kiến, chưa có thông báo chính thức",
        "Thời hạn 60 ngày làm việc; cách tính theo Điều 147, 148 Bộ luật Dân sự",
    ]


def test_a_limit_that_ends_on_a_day_off_says_why_it_rolls_on():
    assert lines("2026-08-12 09:00", 20, CALENDAR_DAYS)[1:4] == [
        "Ngày 1–19: thứ Năm 13/08 đến thứ Hai 31/08",
        "Ngày 20: thứ Ba 01/09 nghỉ: Quốc khánh (ngày liền kề 02/9)",
        "Thời hạn kết thúc vào ngày làm việc tiếp theo: thứ Năm 03/09, hết giờ làm việc 17:00",
    ]
    assert lines("2026-11-06 09:00", 1, CALENDAR_DAYS)[1:3] == [
        "Ngày 1: thứ Bảy 07/11 là ngày nghỉ hằng tuần",
        "Thời hạn kết thúc vào ngày làm việc tiếp theo: thứ Hai 09/11, hết giờ làm việc 17:00",
    ]


def test_hours_are_explained_by_the_day():
    assert lines("2026-11-20 15:20", 8, HOURS) == [
        "Nhận đủ hồ sơ lúc 15:20 thứ Sáu 20/11/2026",
        "Thứ Sáu 20/11 từ 15:20 đến 17:00 = 1 giờ 40 phút làm việc",
        "Thứ Hai 23/11 từ 08:00 đến 15:20 = 6 giờ 20 phút làm việc",
        "Đủ 08 giờ làm việc lúc 15:20 thứ Hai 23/11",
        "Thời hạn 08 giờ làm việc; cách tính theo Điều 147, 148 Bộ luật Dân sự",
    ]


def test_same_day_after_fifteen_says_so():
    assert lines("2026-11-23 15:01", 0, SAME_DAY)[1:4] == [
        "Nhận sau 15 giờ: trả trong ngày làm việc tiếp theo",
        "Thứ Ba 24/11 nghỉ: Ngày Văn hóa Việt Nam",
        "Trả kết quả: thứ Tư 25/11, hết giờ làm việc 17:00",
    ]


def test_the_explanation_of_a_long_limit_does_not_grow_with_its_days():
    assert len(lines("2019-01-02 09:00", 2000, WORKING)) < 120
    assert len(lines("2019-01-02 09:00", 2500, CALENDAR_DAYS)) == 4
    assert len(lines("2019-01-02 09:00", 16000, HOURS)) < 120


@given(moments, limits)
@settings(deadline=None)
def test_every_unit_agrees_with_a_counter_that_walks(start, limit):
    start = start.replace(second=0, microsecond=0)
    day = start.date()
    if limit.unit == WORKING:
        expected = day_by_day.at_five(day_by_day.after_working_days(day, limit.amount))
    elif limit.unit == CALENDAR_DAYS:
        expected = day_by_day.at_five(day_by_day.rolled(day + day_by_day.ONE_DAY * limit.amount))
    elif limit.unit == MONTHS:
        expected = day_by_day.at_five(day_by_day.rolled(day_by_day.months_later(day, limit.amount)))
    elif limit.unit == HOURS:
        expected = day_by_day.after_working_minutes(start, limit.amount * 60)
    elif day_by_day.works(day) and (start.hour, start.minute) > (15, 0):
        expected = day_by_day.at_five(day_by_day.after_working_days(day, 1))
    else:
        expected = day_by_day.at_five(day_by_day.rolled(day))
    assert limit.due_from(start, CALENDAR).moment == expected


@given(moments, moments, limits)
def test_who_comes_later_is_never_due_earlier(one, other, limit):
    first, second = sorted([one, other])
    assert limit.due_from(first, CALENDAR).moment <= limit.due_from(second, CALENDAR).moment


@given(moments, limits)
def test_a_longer_limit_never_ends_earlier(start, limit):
    longer = TimeLimit(limit.amount + 1, limit.unit)
    assert limit.due_from(start, CALENDAR).moment <= longer.due_from(start, CALENDAR).moment


@given(moments, limits)
def test_a_limit_is_never_due_before_it_starts_and_its_explanation_names_the_hour(start, limit):
    due = limit.due_from(start, CALENDAR)
    assert due.moment >= start.replace(second=0, microsecond=0)
    assert any(f"{due.moment:%H:%M}" in line for line in due.lines[1:])
    assert due == limit.due_from(start, CALENDAR)


@pytest.mark.parametrize(("amount", "unit"), [(300, WORKING), (500, CALENDAR_DAYS), (14, MONTHS), (3000, HOURS)])
def test_a_limit_beyond_the_calendar_is_refused_not_guessed(amount, unit):
    with pytest.raises(CalendarTooShort, match="năm 2028"):
        TimeLimit(amount, unit).due_from(at("2026-11-20 16:40"), CALENDAR)


def test_ten_days_are_listed_one_by_one_and_eleven_in_runs():
    assert sum(line.startswith("Ngày ") for line in lines("2026-11-02 10:00", 10, WORKING)) == 10
    assert lines("2026-11-02 10:00", 11, WORKING)[1:3] == [
        "Ngày 1–10: thứ Ba 03/11 đến thứ Hai 16/11",
        "Ngày 11: thứ Ba 17/11, hết giờ làm việc 17:00",
    ]
