"""How stops move the promised moment: a ledger in; a due moment and its explanation, line by line, out.

Pure: no database, no clock. `due_at` is always computed from what is stored, so that it can be computed again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import TextChoices

from cases.lateness import late_from
from departments.day_names import brief_moment, day_name, duration_name, moment_name
from departments.working_time import WorkingCalendar, local, local_minute
from procedures.time_limits import CUT_OFF, RECEIPT, Due, LimitUnit, TimeLimit, Trigger, day_end

# The answer to an online dossier: NĐ 45/2020 Đ11 and the one-stop decree.
ANSWER_LIMIT = TimeLimit(8, LimitUnit.WORKING_HOUR)
SUBMISSION = Trigger("Hệ thống nhận hồ sơ", "ngày nhận")
STEP_OPENING = Trigger("Bắt đầu bước", "ngày bắt đầu")
RESUMPTION = Trigger("Tính lại thời hạn từ đầu", "ngày này")
NO_LIMIT = "Thủ tục không quy định thời hạn giải quyết nên không có ngày hẹn trả"


class Policy(TextChoices):
    """What a stop does to the limit; both effects exist in law."""

    PAUSE = "PAUSE", "Không tính thời gian tạm dừng"
    RESET = "RESET", "Tính lại từ đầu"


@dataclass(frozen=True)
class Stop:
    """A time in which the clock stands; without `until` it still does. Without a legal basis it moves nothing."""

    since: datetime
    until: datetime | None
    policy: Policy
    reason: str
    legal_basis: str

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError("Thời điểm hết tạm dừng phải sau thời điểm bắt đầu tạm dừng.")


@dataclass(frozen=True)
class Ledger:
    """All that decides when a dossier is due."""

    received_at: datetime
    limit: TimeLimit | None
    stops: tuple[Stop, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What the ledger says: the first promise, the promise as it stands, whether the clock stands now, and why."""

    due_original: datetime | None
    due_at: datetime | None
    standing: bool
    lines: tuple[str, ...]


def read(ledger: Ledger, calendar: WorkingCalendar, trigger: Trigger = RECEIPT) -> Reading:
    """The due moment, recomputed from the ledger alone.

    Overlapping stops count once. A stop that begins when the due moment as it then stood was missed does not move it:
    what was late stays late, and a limit in days is not late before its day is over (BLDS Đ148.6). While a stop is open
    the due moment stays as the closed ones made it. Raises `CalendarError` when the calendar cannot answer.
    """
    open_stops = [stop for stop in ledger.stops if stop.until is None and stop.legal_basis]
    if ledger.limit is None:
        told = (NO_LIMIT, *(_standing_line(stop) for stop in open_stops))
        return Reading(None, None, bool(open_stops), told)
    due = original = ledger.limit.count_from(ledger.received_at, calendar, trigger)
    lines = [*due.lines, *(_baseless_line(stop) for stop in ledger.stops if not stop.legal_basis)]
    for since, until, stop in merged(ledger.stops, ledger.received_at):
        due, moved = _moved(due, ledger.limit, since, until, stop, calendar)
        lines += moved
    in_time = [stop for stop in open_stops if not _too_late(stop.since, due, ledger.limit)]
    lines += [_standing_line(stop) if stop in in_time else _too_late_line(stop.since, due) for stop in open_stops]
    lines += ledger.limit.closing_lines(ledger.received_at, due.moment, calendar)
    return Reading(original.moment, due.moment, bool(in_time), tuple(lines))


def merged(stops: Iterable[Stop], received_at: datetime) -> list[tuple[datetime, datetime, Stop]]:
    """Closed stops with a legal basis, in order, as (since, until, stop); overlapping ones made one.

    What lies before receipt counts for nothing, for no clock ran. Where a RESET overlaps a PAUSE the count starts anew,
    when the last of them ends.
    """
    found: list[tuple[datetime, datetime, Stop]] = []
    for stop in sorted(stops, key=lambda stop: stop.since):
        if stop.until is None or not stop.legal_basis or stop.until <= received_at:
            continue
        if found and stop.since <= found[-1][1]:
            since, until, before = found[-1]
            found[-1] = (since, max(until, stop.until), _joined(before, stop))
        else:
            found.append((max(stop.since, received_at), stop.until, stop))
    return found


def answer_due(submitted_at: datetime, calendar: WorkingCalendar) -> Due:
    """When the one-stop desk must have answered an online dossier: 8 working hours after the system took it in."""
    return ANSWER_LIMIT.due_from(submitted_at, calendar, SUBMISSION)


def transfer_due(received_at: datetime, calendar: WorkingCalendar) -> Due:
    """When a paper dossier must have left the desk (NĐ 309/2026 Đ18.2).

    The closing of the same working day; received after 15:00 or on a day off, the start of the next working day, read
    as the moment the office opens.
    """
    received = local(received_at)
    today = received.date()
    began = f"Nhận hồ sơ lúc {moment_name(received)}"
    if calendar.is_working_day(today) and received.time() <= CUT_OFF:
        moment, rule = calendar.closing(today), "Chuyển hồ sơ trong ngày làm việc"
    else:
        moment, rule = calendar.opening(calendar.add_days(today, 1)), "Chuyển hồ sơ đầu giờ ngày làm việc tiếp theo"
    basis = "Theo khoản 2 Điều 18 Nghị định 118/2025/NĐ-CP, sửa đổi bởi Nghị định 309/2026/NĐ-CP"
    return Due(moment, (began, f"{rule}: {moment_name(moment, received)}", basis), moment.date())


def step_due(opened_at: datetime, limit: TimeLimit | None, stops: Iterable[Stop], calendar: WorkingCalendar) -> Reading:
    """When a step with a limit of its own is due; the stops of its dossier move it as they move the dossier."""
    return read(Ledger(opened_at, limit, tuple(stops)), calendar, STEP_OPENING)


def _moved(
    due: Due, limit: TimeLimit, since: datetime, until: datetime, stop: Stop, calendar: WorkingCalendar
) -> tuple[Due, list[str]]:
    """The due moment after one closed stop, with the lines that say so."""
    if _too_late(since, due, limit):
        return due, [_too_late_line(since, due)]
    span = f"Tạm dừng từ {_brief(since, due)} đến {_brief(until, due)}"
    because = f" ({stop.reason})" if stop.reason else ""
    if stop.policy == Policy.RESET:
        anew = limit.count_from(until, calendar, RESUMPTION)
        return anew, [f"{span}{because}: thời hạn tính lại từ đầu", *anew.lines]
    moved, shift = _paused(due, limit, since, until, calendar)
    new = f"Hạn mới: {moment_name(moved.moment)}{_rolled(moved)}" if moved.moment != due.moment else "Hạn không đổi"
    return moved, [f"{span} = {shift}{because}", new]


def _paused(due: Due, limit: TimeLimit, since: datetime, until: datetime, calendar: WorkingCalendar) -> tuple[Due, str]:
    """The due moment moved by the time that stood still, in the unit of the limit, and that time in words."""
    first, last = local(since).date(), local(until).date()
    if limit.unit == LimitUnit.WORKING_HOUR:
        minutes = calendar.minutes_between(since, until)
        moment = calendar.add_minutes(due.moment, minutes) if minutes else due.moment
        return replace(due, moment=moment, last_day=moment.date()), f"{duration_name(minutes)} làm việc"
    if limit.unit in {LimitUnit.CALENDAR_DAY, LimitUnit.MONTH}:
        # The raw end moves; only then, once, does an end on a day off roll on.
        day = calendar.later_day(due.last_day, (last - first).days)
        return replace(due, moment=day_end(day, calendar), last_day=day), f"{(last - first).days} ngày"
    days = calendar.working_days_between(first, last)
    day = calendar.add_days(due.last_day, days) if days else due.last_day
    return replace(due, moment=day_end(day, calendar), last_day=day), f"{days} ngày làm việc"


def _too_late(since: datetime, due: Due, limit: TimeLimit) -> bool:
    """Whether the promise was already broken then."""
    return local_minute(since) >= late_from(due.moment, LimitUnit(limit.unit))


def _rolled(due: Due) -> str:
    """Why the end is not the day the count came to, where that day is off (Đ148.5)."""
    if due.last_day == due.moment.date():
        return ""
    return f", vì {day_name(due.last_day, due.moment)} là ngày nghỉ"


def _joined(one: Stop, other: Stop) -> Stop:
    policy = Policy.RESET if Policy.RESET in (one.policy, other.policy) else Policy.PAUSE
    reasons = [one.reason, *([other.reason] if other.reason not in one.reason else [])]
    return replace(one, policy=policy, reason="; ".join(reasons))


def _brief(moment: datetime, due: Due) -> str:
    return brief_moment(local_minute(moment), due.moment)


def _standing_line(stop: Stop) -> str:
    because = f" ({stop.reason})" if stop.reason else ""
    return f"Đang tạm dừng từ {moment_name(local(stop.since))}{because}; ngày hẹn trả được tính lại khi hết tạm dừng"


def _baseless_line(stop: Stop) -> str:
    until = f" đến {moment_name(local(stop.until))}" if stop.until else ""
    return f"Tạm dừng từ {moment_name(local(stop.since))}{until} không có căn cứ pháp lý nên không làm đổi ngày hẹn trả"


def _too_late_line(since: datetime, due: Due) -> str:
    return (
        f"Tạm dừng từ {moment_name(local(since))} bắt đầu sau khi đã hết hạn ({moment_name(due.moment)}) "
        "nên không làm đổi ngày hẹn trả"
    )
