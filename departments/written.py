"""Moments, days, amounts and sizes as the language of the page writes them.

For pages, and for what goes out to whoever chose English; what is stored or printed is written by
`departments.vietnamese`.
"""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext

from departments import vietnamese
from departments.day_names import DAY_MINUTES, duration_name, long_time
from departments.identity import IdentityError
from departments.working_days import CalendarError, CalendarTooShort

_HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def in_english() -> bool:
    """Whether the page being made speaks English."""
    return get_language() == "en"


def as_vietnamese(text: str) -> str:
    """A name inside a sentence: on an English page marked, so that it is read aloud as what it is."""
    return format_html('<span lang="vi">{}</span>', text) if text and in_english() else text


def filled(text: str, /, *parts: object, **named: object) -> str:
    """The sentence with its places filled in; on an English page as markup, for a marked name is markup."""
    return format_html(text, *parts, **named) if in_english() else text.format(*parts, **named)


def joined(joint: str, parts: Iterable[str]) -> str:
    """The parts one after the other, marked names among them."""
    return format_html_join(joint, "{}", ((part,) for part in parts)) if in_english() else joint.join(parts)


def moment(value: datetime) -> str:
    """With the weekday: "17:00, thứ Năm 26/11/2026", "17:00, Thursday 26 November 2026"."""
    if not in_english():
        return vietnamese.short_moment(value)
    local = _in_hanoi(value)
    return f"{local:%H:%M}, {_WEEKDAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"


def short(value: datetime | None) -> str:
    """In a narrow place: "17:00 26/11/2026", "17:00, 26 Nov 2026"; empty for none."""
    if value is None or not in_english():
        return vietnamese.plain_moment(value)
    local = _in_hanoi(value)
    return f"{local:%H:%M}, {day(local)}"


def day(value: date | None) -> str:
    """The day: "26/11/2026", "26 Nov 2026"; empty for none."""
    if value is None:
        return ""
    return f"{value.day} {_MONTHS[value.month - 1][:3]} {value.year}" if in_english() else vietnamese.short_date(value)


def weekday(value: date) -> str:
    """The day of the week inside a sentence: "thứ Năm", "Thursday"."""
    return _WEEKDAYS[value.weekday()] if in_english() else vietnamese.weekday_name(value)


def weekday_named(number: int) -> str:
    """The day of the week by its number from Monday, 0."""
    return weekday(date(2026, 11, 23 + number))


def duration(minutes: int) -> str:
    """Working time in hours and minutes: "1 giờ 40 phút", "1 hour 40 minutes"."""
    if not in_english():
        return duration_name(minutes)
    hours, rest = divmod(minutes, 60)
    words = [_counted(hours, "hour")] if hours else []
    return " ".join([*words, _counted(rest, "minute")] if rest or not hours else words)


def working_time(minutes: int) -> str:
    """Hours and minutes of one day, from then on whole days: "3 ngày làm việc", "3 working days"."""
    if not in_english():
        return long_time(minutes)
    if minutes < DAY_MINUTES:
        return f"{duration(minutes)} of working time"
    return _counted(minutes // DAY_MINUTES, "working day")


def percent(tenths: int) -> str:
    """A share given in tenths of a percent: "99,9 %", "99.9%"."""
    if in_english():
        return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"
    return f"{tenths // 10},{tenths % 10} %" if tenths % 10 else f"{tenths // 10} %"


def problem(error: CalendarError) -> str:
    """Why the calendar cannot answer."""
    if not in_english():
        return str(error)
    if isinstance(error, CalendarTooShort):
        return f"The days off of {error.year} are not known yet, so no date can be counted."
    return "The office hours of these days are not known yet, so no date can be counted."


def refusal(error: IdentityError) -> str:
    """Why a number or a contact cannot be what it should be."""
    return gettext(error.text).format(**error.filled)


def grouped(number: int) -> str:
    """A number: "1.234.567", "1,234,567"."""
    return f"{number:,}" if in_english() else vietnamese.grouped(number)


def money(amount: int) -> str:
    """An amount: "1.234.567 đồng", "1,234,567 VND"."""
    return f"{amount:,} VND" if in_english() else vietnamese.money(amount)


def file_size(size: int) -> str:
    """So many bytes: "12,5 MB", "12.5 MB"."""
    text = vietnamese.file_size(size)
    return text.replace(",", ".") if in_english() else text


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _in_hanoi(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be shown.")
    return value.astimezone(_HANOI)
