"""Periods of NĐ 09/2019/NĐ-CP Đ12 and of the calendar, by their days."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.reports.periods import CALENDAR, LEGAL, Kind, Period, containing, free, latest, period, read
from departments.working_time import HANOI
from tests.moments import at

days = st.dates(date(2001, 1, 1), date(2090, 12, 31))
kinds = st.sampled_from(Kind)


@pytest.mark.parametrize(
    ("kind", "year", "number", "first", "last", "name"),
    [
        (Kind.MONTH, 2026, 11, "2026-10-15", "2026-11-14", "Tháng 11/2026"),
        (Kind.MONTH, 2026, 1, "2025-12-15", "2026-01-14", "Tháng 1/2026"),
        (Kind.QUARTER, 2026, 1, "2025-12-15", "2026-03-14", "Quý I/2026"),
        (Kind.QUARTER, 2026, 2, "2026-03-15", "2026-06-14", "Quý II/2026"),
        (Kind.QUARTER, 2026, 3, "2026-06-15", "2026-09-14", "Quý III/2026"),
        (Kind.QUARTER, 2026, 4, "2026-09-15", "2026-12-14", "Quý IV/2026"),
        (Kind.HALF, 2026, 1, "2025-12-15", "2026-06-14", "6 tháng đầu năm 2026"),
        (Kind.HALF, 2026, 2, "2026-06-15", "2026-12-14", "6 tháng cuối năm 2026"),
        (Kind.YEAR, 2026, 1, "2025-12-15", "2026-12-14", "Năm 2026"),
        (Kind.CALENDAR_MONTH, 2028, 2, "2028-02-01", "2028-02-29", "Tháng 2/2028 (dương lịch)"),
        (Kind.CALENDAR_QUARTER, 2026, 4, "2026-10-01", "2026-12-31", "Quý IV/2026 (dương lịch)"),
        (Kind.CALENDAR_YEAR, 2026, 1, "2026-01-01", "2026-12-31", "Năm 2026 (dương lịch)"),
    ],
)
def test_a_period_has_the_days_the_law_gives_it(
    kind: Kind, year: int, number: int, first: str, last: str, name: str
) -> None:
    made = period(kind, year, number)
    assert (str(made.first), str(made.last), made.name) == (first, last, name)


def test_a_period_says_its_days_in_words() -> None:
    assert period(Kind.MONTH, 2026, 11).label == "Tháng 11/2026, từ ngày 15/10/2026 đến ngày 14/11/2026"
    assert free(date(2026, 11, 1), date(2026, 11, 20)).label == "từ ngày 01/11/2026 đến ngày 20/11/2026"
    assert free(date(2026, 11, 1), date(2026, 11, 1)).label == "ngày 01/11/2026"


@given(kinds, days)
def test_every_day_lies_in_one_period_of_a_kind_and_periods_touch(kind: Kind, day: date) -> None:
    found = containing(kind, day)
    assert found.first <= day <= found.last
    before = found.previous()
    assert (before.last + timedelta(days=1), before.kind) == (found.first, kind)
    assert before.end == found.before
    assert containing(kind, found.last) == found


@given(kinds, days)
def test_the_parts_of_a_legal_year_are_the_year(kind: Kind, day: date) -> None:
    year = containing(Kind.YEAR if kind in LEGAL else Kind.CALENDAR_YEAR, day)
    part = containing(kind, day)
    assert year.first <= part.first
    assert part.last <= year.last
    assert part.year == year.year


@given(kinds, days, st.integers(0, 400))
def test_a_key_names_its_period(kind: Kind, day: date, length: int) -> None:
    for made in (containing(kind, day), free(day, day + timedelta(days=length))):
        assert read(made.key) == made


@pytest.mark.parametrize(
    "key",
    [
        "", "thang", "thang-2026", "thang-2026-13", "thang-2026-0", "thang-2026-011", "quy-2026-5", "nam-2026-2",
        "nam-1", "tuan-2026-1",
        "2026-11-20--2026-11-01", "2026-02-30--2026-03-01", "1999-01-01--2026-01-01", "thang-9999-1",
    ],
)  # fmt: skip
def test_a_key_that_names_nothing_is_nothing(key: str) -> None:
    assert read(key) is None


def test_a_period_holds_its_first_and_its_last_instant() -> None:
    november = period(Kind.MONTH, 2026, 11)
    assert november.start == at("2026-10-15")
    assert november.end == datetime(2026, 11, 14, 23, 59, 59, 999_999, HANOI)
    assert november.before < november.start


def test_a_running_period_is_reported_as_of_now_and_a_closed_one_as_of_its_end() -> None:
    december = period(Kind.MONTH, 2026, 12)
    now = at("2026-11-25 09:00")
    assert (december.has_begun(now), december.is_over(now), december.as_of(now)) == (True, False, now)
    november = december.previous()
    assert (november.is_over(now), november.as_of(now)) == (True, november.end)
    assert not period(Kind.MONTH, 2027, 1).has_begun(now)


def test_the_latest_periods_begin_with_the_one_that_is_running() -> None:
    names = [one.name for one in latest(Kind.MONTH, at("2026-11-25 09:00"), 3)]
    assert names == ["Tháng 12/2026", "Tháng 11/2026", "Tháng 10/2026"]


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="Ngày cuối kỳ"):
        Period(date(2026, 11, 2), date(2026, 11, 1))


def test_every_kind_is_of_the_law_or_of_the_calendar() -> None:
    assert {*LEGAL, *CALENDAR} == set(Kind)
