"""When an open dossier will be done if the rest goes as it usually does, what that rests on, and when nothing is said.

Pure but for `usual_rests_of`, which reads the rows of a page in one statement. Below 30 finished dossiers of the same
procedure there is no forecast: so few say more about themselves than about this one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cases.clock import merged
from cases.deadlines import stops_of
from cases.models import Dossier, Task
from departments.day_names import day_name
from departments.working_time import CalendarError, WorkingCalendar, local
from procedures.models import UsualRest
from procedures.steps import StepKind
from procedures.usual import ENOUGH

Rests = Mapping[tuple[int, int | None, str], UsualRest]


@dataclass(frozen=True)
class Forecast:
    """`kind` is late, maybe, in_time or unknown; `basis` says what the sentence rests on."""

    kind: str
    text: str
    basis: str = ""


def usual_rests_of(dossiers: Iterable[Dossier]) -> Rests:
    """The usual times that these dossiers are compared with; one statement, none for no dossier."""
    procedures = {dossier.version.procedure_id for dossier in dossiers}
    rows = UsualRest.objects.filter(procedure__in=procedures) if procedures else []
    return {(row.procedure_id, row.department_id, row.kind): row for row in rows}


def forecast(dossier: Dossier, at: datetime, calendar: WorkingCalendar, rests: Rests) -> Forecast:
    """What to expect of a dossier whose clock runs; needs its version, step at hand and stops."""
    task = dossier.current_task
    if task is None or dossier.due_at is None:
        return Forecast("unknown", "Không có thời hạn nên không dự báo.")
    places = (dossier.department_id, None)
    known = [rests.get((dossier.version.procedure_id, place, task.step.kind)) for place in places]
    rest = next((row for row in known if row is not None and row.count >= ENOUGH), None)
    if rest is None:
        seen = max((row.count for row in known if row is not None), default=0)
        return Forecast("unknown", f"Chưa dự báo được: mới có {seen} hồ sơ cùng thủ tục đã xong, cần ít nhất {ENOUGH}.")
    try:
        half, most = (_after(dossier, task, days, at, calendar) for days in (rest.half_within, rest.most_within))
    except CalendarError:
        return Forecast("unknown", "Chưa dự báo được: chưa có lịch làm việc của năm ấy.")
    return Forecast(*_said(local(dossier.due_at).date(), local(at).date(), half, most), _basis(rest))


def _said(due: date, today: date, half: date, most: date) -> tuple[str, str]:
    if most < today:
        return (
            "late" if due <= today else "maybe",
            "Đã lâu hơn chín phần mười hồ sơ cùng loại, không đoán được ngày xong.",
        )
    about = f"thường xong khoảng {day_name(half)}" if half >= today else f"chín phần mười xong trước {day_name(most)}"
    if due < today:
        return "late", f"Giữ tốc độ thường lệ thì {about}."
    if max(half, today) > due:
        return "late", f"Sẽ trễ: {about}, hẹn {day_name(due)}."
    if most > due:
        return "maybe", f"Có thể trễ: {about}, chín phần mười trước {day_name(most)}."
    return "in_time", f"Kịp nếu giữ tốc độ thường lệ: {about}."


def _after(dossier: Dossier, task: Task, days: int, at: datetime, calendar: WorkingCalendar) -> date:
    """So many working days after the step at hand began, and later by the days in which the clock has stood since."""
    stood = sum(
        max(calendar.working_days_between(local(since).date(), local(min(until, at)).date()), 0)
        for since, until, _ in merged(stops_of(dossier), task.opened_at)
    )
    return calendar.add_days(local(task.opened_at).date(), days + stood)


def _basis(rest: UsualRest) -> str:
    where = "tại đơn vị này" if rest.department_id else "ở mọi nơi, vì tại đơn vị này chưa đủ"
    return (
        f"Theo {rest.count} hồ sơ cùng thủ tục xong trong một năm {where}: từ bước “{StepKind(rest.kind).label}”, "
        f"một nửa xong trong {rest.half_within} ngày làm việc, chín phần mười trong {rest.most_within}."
    )
