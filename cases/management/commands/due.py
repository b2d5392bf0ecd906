"""`manage.py due`: when a limit ends, and why; for one case or for a file of them."""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, connection

from cases.clock import Ledger, Policy, Stop, read
from departments.calendars import calendar_for
from departments.commands import PortalCommand, json_of
from departments.models import CalendarYear, Department
from departments.shipped_calendar import shipped_calendar
from departments.working_time import HANOI, CalendarError, WorkingCalendar, local
from procedures.time_limits import LimitUnit, TimeLimit

# The general rule of the one-stop mechanism, unless a procedure's text says that the time is not counted.
_DEFAULT_POLICY = Policy.RESET
_STOP_BASIS = "theo yêu cầu tính"
_WHOLE = re.compile(r"-?[0-9]{1,18}\Z")


class Command(PortalCommand):
    """Counts with the calendar of the database, or with the shipped one where the database has none yet."""

    help = "Tính thời điểm đến hạn và giải thích từng dòng."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        # Everything is taken as text and read below, so that every refusal is a Vietnamese sentence.
        parser.add_argument("--at", metavar="ISO", help="Lúc nhận đủ hồ sơ, giờ Hà Nội, ví dụ 2026-11-20T16:40.")
        parser.add_argument("--limit", metavar="N", help="Thời hạn, một số nguyên; không cần với same_day.")
        parser.add_argument("--unit", metavar="U", help=f"Đơn vị tính: {', '.join(LimitUnit.values)}.")
        parser.add_argument(
            "--stop",
            metavar=("START", "END"),
            nargs="+",
            action="append",
            help="Một lần tạm dừng, từ lúc nào đến lúc nào; dùng được nhiều lần.",
        )
        parser.add_argument(
            "--policy",
            metavar="PAUSE|RESET",
            help="PAUSE: không tính thời gian tạm dừng; RESET (mặc định): tính lại từ đầu.",
        )
        parser.add_argument("--department", metavar="CODE", help="Mã đơn vị, để tính theo giờ làm việc của đơn vị.")
        parser.add_argument("--batch", metavar="FILE.json", help="Tính cả danh sách trong tệp và in ra JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        given = [name for name in ("at", "limit", "unit", "stop", "policy") if options[name] is not None]
        if options["batch"] is None:
            self._one(options)
        elif given:
            raise CommandError(f"--batch đọc mọi thứ từ tệp nên không dùng cùng --{given[0]}.")
        else:
            self._batch(Path(options["batch"]), options["department"])

    def _one(self, options: dict[str, Any]) -> None:
        for name in ("at", "unit"):
            if options[name] is None:
                raise CommandError(f"Thiếu --{name}. Cần --at, --limit và --unit, hoặc --batch.")
        try:
            ledger = _ledger(options["at"], options["limit"], options["unit"], options["stop"], options["policy"])
            reading = read(ledger, self._calendar(options["department"]))
        except (ValueError, CalendarError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Hạn ban đầu: {reading.due_original:%H:%M %d/%m/%Y}")
        self.stdout.write(f"Đến hạn: {reading.due_at:%H:%M %d/%m/%Y}")
        for line in reading.lines:
            self.stdout.write(f"- {line}")

    def _batch(self, path: Path, department: str | None) -> None:
        items = _items(path)
        calendar = self._calendar(department)
        answers = [_answer(item, place, calendar) for place, item in enumerate(items, 1)]
        text = json.dumps(answers, ensure_ascii=False, indent=1)
        # Half a surrogate pair, which JSON can name and UTF-8 cannot write, stays an escape.
        self.stdout.write(text.encode("utf-8", "backslashreplace").decode())

    def _calendar(self, code: str | None) -> WorkingCalendar:
        try:
            tables = connection.introspection.table_names()
            migrated = {Department._meta.db_table, CalendarYear._meta.db_table} <= set(tables)
            department = Department.objects.filter(code=code).first() if code and migrated else None
            if code and department is None:
                raise CommandError(f"Không có đơn vị nào mang mã “{code}”.")
            if migrated and CalendarYear.objects.exists():
                return calendar_for(department)
        except DatabaseError as error:
            if code:
                raise CommandError(f"Không đọc được cơ sở dữ liệu để tìm đơn vị “{code}”.") from error
        self.stderr.write("Cơ sở dữ liệu chưa có lịch: tính theo lịch chính thức đi kèm, giờ 08:00–12:00, 13:00–17:00.")
        return shipped_calendar()


def _items(path: Path) -> list[Any]:
    """The list in the file."""
    content = json_of(path)
    if not isinstance(content, list):
        raise CommandError(f"Tệp “{path}” phải chứa một danh sách.")
    return content


def _answer(item: Any, place: int, calendar: WorkingCalendar) -> dict[str, Any]:
    """The item with what the engine found."""
    if not isinstance(item, dict):
        raise CommandError(f"Mục thứ {place} phải là một đối tượng JSON.")
    fields = ("accepted_at", "limit_value", "limit_unit", "stops", "policy")
    try:
        reading = read(_ledger(*(item.get(field) for field in fields)), calendar)
    except (CommandError, ValueError, CalendarError) as error:
        raise CommandError(f"Mục thứ {place}, id “{item.get('id', '')}”: {error}") from error
    return {
        **item,
        "due_original": _written(reading.due_original),
        "due_current": _written(reading.due_at),
        "explanation": list(reading.lines),
    }


def _ledger(at: object, amount: object, unit: object, stops: object, policy: object) -> Ledger:
    """What the words mean; raises CommandError with a sentence that says which cannot be read."""
    received_at = _moment(at, "Lúc nhận hồ sơ")
    if policy is not None and policy not in Policy.values:
        raise CommandError(f"Không có cách tính “{policy}”; chọn PAUSE hoặc RESET.")
    if not isinstance(stops, list | None):
        raise CommandError("Các lần tạm dừng phải là một danh sách.")
    chosen = _DEFAULT_POLICY if policy is None else Policy(policy)
    return Ledger(received_at, _limit(amount, unit), tuple(_stop(stop, chosen) for stop in stops or ()))


def _limit(amount: object, unit: object) -> TimeLimit | None:
    if amount is None and unit is None:
        return None
    if unit not in LimitUnit.values:
        raise CommandError(f"Không có đơn vị tính “{unit}”; chọn một trong: {', '.join(LimitUnit.values)}.")
    if amount is None and unit == LimitUnit.SAME_DAY:
        return TimeLimit(0, LimitUnit.SAME_DAY)
    if amount is None:
        raise CommandError("Thiếu thời hạn: cần một số nguyên.")
    # A JSON number with a fraction, or true, is no count of days.
    if not isinstance(amount, int | str) or isinstance(amount, bool) or not _WHOLE.match(str(amount)):
        raise CommandError(f"Thời hạn “{str(amount)[:20]}” không phải số nguyên.")
    return TimeLimit(int(amount), LimitUnit(unit))


def _stop(stop: object, policy: Policy) -> Stop:
    """A pair of moments; an end that is null is a stop that still lasts."""
    if not isinstance(stop, Sequence) or isinstance(stop, str) or len(stop) != 2:
        raise CommandError("Mỗi lần tạm dừng cần đúng hai thời điểm: bắt đầu và kết thúc.")
    since = _moment(stop[0], "Lúc bắt đầu tạm dừng")
    until = None if stop[1] is None else _moment(stop[1], "Lúc hết tạm dừng")
    return Stop(since, until, policy, reason="", legal_basis=_STOP_BASIS)


def _moment(text: object, name: str) -> datetime:
    """The moment; without an offset it is Hà Nội's time."""
    refusal = CommandError(f"{name} “{text}” không đọc được; hãy viết như 2026-11-20T16:40.")
    if not isinstance(text, str) or len(text) <= len("2026-11-20"):
        raise refusal
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=HANOI) if moment.tzinfo is None else local(moment)
    except (ValueError, OverflowError):
        raise refusal from None


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%dT%H:%M}"
