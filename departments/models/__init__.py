"""Units, people, posts and the calendar."""

from departments.models.bank_account import BankAccount, account_of
from departments.models.calendar import CalendarDay, CalendarYear, OfficeHours, Weekday
from departments.models.department import AGENCY_LEVELS, Department, Level
from departments.models.outside_identity import OutsideIdentity
from departments.models.post import Post
from departments.models.rate_limit import RateLimit
from departments.models.session import Session
from departments.models.user import User

__all__ = [
    "AGENCY_LEVELS",
    "BankAccount",
    "CalendarDay",
    "CalendarYear",
    "Department",
    "Level",
    "OfficeHours",
    "OutsideIdentity",
    "Post",
    "RateLimit",
    "Session",
    "User",
    "Weekday",
    "account_of",
]
