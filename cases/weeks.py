"""Weeks, from Monday on, as those who lead speak of them. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from departments.working_time import HANOI

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Week:
    """Monday to Sunday in Hà Nội."""

    first: date

    @classmethod
    def of(cls, day: date) -> Self:
        """The one in which the day lies."""
        return cls(day - timedelta(days=day.weekday()))

    @property
    def start(self) -> datetime:
        """Monday, 00:00."""
        return datetime.combine(self.first, time(), HANOI)

    @property
    def end(self) -> datetime:
        """The Monday after, 00:00: no longer part of it."""
        return datetime.combine(self.first + _WEEK, time(), HANOI)

    @property
    def name(self) -> str:
        """`từ 23/11 đến 29/11/2026`."""
        return f"từ {self.first:%d/%m} đến {self.first + timedelta(days=6):%d/%m/%Y}"

    @property
    def before(self) -> Self:
        """The one before."""
        return type(self)(self.first - _WEEK)

    @property
    def after(self) -> Self:
        """The next one."""
        return type(self)(self.first + _WEEK)
