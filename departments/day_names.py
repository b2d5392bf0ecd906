"""Days and moments as an explanation names them: short, and with the year only where it is not plain. Pure."""

from datetime import date, datetime

from departments.vietnamese import weekday_name

DAY_MINUTES = 480  # 8 working hours are one working day


def day_name(day: date, beside: date | None = None) -> str:
    """The day with its weekday: "thứ Hai 23/11", and "/2026" too unless `beside` lies in the same year."""
    return f"{weekday_name(day)} {_figures(day, beside)}"


def span_name(first: date, last: date, beside: date | None = None) -> str:
    """Days from the first to the last: "thứ Hai 02/11 đến thứ Sáu 06/11"; one day is named once."""
    if first == last:
        return day_name(first, beside)
    return f"{day_name(first, beside)} đến {day_name(last, beside)}"


def moment_name(moment: datetime, beside: date | None = None) -> str:
    """A local moment with its weekday: "16:40 thứ Sáu 20/11/2026"."""
    return f"{moment:%H:%M} {day_name(moment, beside)}"


def brief_moment(moment: datetime, beside: date | None = None) -> str:
    """A local moment without its weekday: "10:00 04/11"."""
    return f"{moment:%H:%M} {_figures(moment, beside)}"


def duration_name(minutes: int) -> str:
    """Working time in hours and minutes: "1 giờ 40 phút"."""
    hours, rest = divmod(minutes, 60)
    words = [f"{hours} giờ"] if hours else []
    if rest or not hours:
        words.append(f"{rest} phút")
    return " ".join(words)


def sentence(text: str) -> str:
    """The text with a capital letter at its head."""
    return text[:1].upper() + text[1:]


def _figures(day: date, beside: date | None) -> str:
    return f"{day:%d/%m}" if beside is not None and beside.year == day.year else f"{day:%d/%m/%Y}"


def long_time(minutes: int) -> str:
    """A length of working time as people say it: hours and minutes of one day, from then on whole working days."""
    if minutes < DAY_MINUTES:
        return f"{duration_name(minutes)} làm việc"
    return f"{minutes // DAY_MINUTES} ngày làm việc"
