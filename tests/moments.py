"""The calendar as shipped, moments in it, and the questions that property tests draw."""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from departments.shipped_calendar import shipped_calendar
from departments.working_time import HANOI
from procedures.time_limits import LimitUnit, TimeLimit

CALENDAR = shipped_calendar()

# From here every limit drawn below, with stops, ends before the calendar does.
days = st.dates(date(2019, 1, 2), date(2026, 6, 30))
moments = st.datetimes(datetime(2019, 1, 2), datetime(2026, 6, 30), timezones=st.just(HANOI))  # noqa: DTZ001 - made aware
units = st.sampled_from(LimitUnit)
limits = st.builds(TimeLimit, st.integers(1, 60), st.sampled_from([u for u in LimitUnit if u != LimitUnit.MONTH])) | (
    st.builds(TimeLimit, st.integers(1, 6), st.just(LimitUnit.MONTH))
)


def at(text: str) -> datetime:
    """The moment in Hà Nội: "2026-11-20 16:40", or a day at midnight."""
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HANOI)


def later(moment: datetime, **by: float) -> datetime:
    return moment + timedelta(**by)
