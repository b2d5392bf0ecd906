"""The dashboard as its page shows it: tiles, charts, ranking, breakdowns and alarms, each number with its list."""

from typing import Any

from django.urls import reverse

from cases.lists import DUE_SOON, DUE_TODAY, OVERDUE, STANDING, STEP_LATE
from cases.reports import charts
from cases.reports.alarms import Alarm, intake_turned, share_turned, silent
from cases.reports.dashboard import Dashboard, Sums
from cases.reports.frame.definition import TOTAL
from cases.reports.periods import Kind, Period, latest
from cases.reports.scope import Scope
from departments.models import Department
from departments.vietnamese import fold
from departments.working_time import local
from procedures.channels import Channel

PERIODS = ((Kind.MONTH, "Tháng này"), (Kind.QUARTER, "Quý này"), (Kind.YEAR, "Năm nay"))
CSV_HEADINGS = (
    "Đơn vị", "Mã đơn vị", "Tiếp nhận", "Đã giải quyết", "Trước hạn", "Đúng hạn", "Quá hạn", "Rút, dừng",
    "Tỷ lệ đúng hạn", "Đang giải quyết", "Đang quá hạn", "Đến hạn hôm nay",
)  # fmt: skip
_TWELVE = 12


def sheet(board: Dashboard, scope: Scope, unit: str) -> dict[str, Any]:
    """What the page needs beside its filters; `unit` is the code the scope is narrowed to."""
    total = board.total
    months = list(latest(Kind.MONTH, board.at, 2 * _TWELVE + 1))[::-1]
    rows = ranking(board, scope) if len(scope.units) > 1 else []
    return {
        "at": board.at,
        "now_tiles": _now_tiles(total, scope, board.period, unit),
        "total": total,
        "today": board.today,
        "period_numbers": _period_numbers(total, board.period, unit),
        "alarms": _alarms(board, scope, months),
        "bars": _bars(board, months[-_TWELVE - 1 :]),
        "lines": _lines(board, months),
        "months": [_month_row(board, month) for month in months[-_TWELVE - 1 :]][::-1],
        "ranking": [row for row in rows if not _idle(row["sums"])],
        "idle": [row["unit"] for row in rows if _idle(row["sums"])],
        "fields": _parts(board.fields.items(), total),
        "channels": _parts(((Channel(code).label, sums) for code, sums in board.channels.items()), total),
    }


def ranking(board: Dashboard, scope: Scope) -> list[dict[str, Any]]:
    """One row a unit, the surely best first: by the lower end of its interval; those with few at the end."""
    rows: list[dict[str, Any]] = [
        {
            "unit": one,
            "sums": board.units[one.pk],
            "share": board.units[one.pk].share,
            "open_url": _form_list(board.period, "11", one.code),
        }
        for one in scope.units
        if _shown(board, one)
    ]
    rows.sort(
        key=lambda row: (
            not row["share"].comparable,
            -row["share"].bounds[0] if row["share"].comparable else 0,
            row["unit"].path,
        )
    )
    for place, row in enumerate(rows, 1):
        row["place"] = place if row["share"].comparable else None
    return rows


def _shown(board: Dashboard, unit: Department) -> bool:
    """A unit that exists now, or one that has left something behind."""
    sums, day = board.units[unit.pk], local(board.at).date()
    return not _idle(sums) or unit.valid_until is None or unit.valid_until > day


def _idle(sums: Sums) -> bool:
    return not (sums.received or sums.closed or sums.unfinished)


def csv_rows(board: Dashboard, scope: Scope) -> list[tuple[object, ...]]:
    """The units in a file, under `CSV_HEADINGS`."""
    found = []
    for row in ranking(board, scope):
        sums: Sums = row["sums"]
        counted = (sums.counted[name] for name in ("early", "on_time", "late", "ended"))
        found.append(
            (
                *(row["unit"].name, row["unit"].code, sums.received, sums.closed, *counted, row["share"].text),
                *(sums.unfinished, sums.open["overdue"], sums.open["due_today"]),
            )
        )
    return found


def _now_tiles(total: Sums, scope: Scope, period: Period, unit: str) -> list[dict[str, Any]]:
    """The lists behind these are of the same dossiers and the same moment."""
    lists = reverse("cases:overdue") + "?pham-vi=bao-cao"
    if unit:
        lists += f"&don-vi={scope.units[0].pk}"
    tiles = [
        {"url": _form_list(period, "11", unit), "value": total.unfinished, "label": "Đang giải quyết"},
        {"url": f"{lists}&muc={OVERDUE.key}", "value": total.open["overdue"], "label": "Đang quá hạn", "late": True},
    ]
    for one, name in (
        (DUE_TODAY, "due_today"),
        (DUE_SOON, "due_soon"),
        (STEP_LATE, "step_late"),
        (STANDING, "standing"),
    ):
        tiles.append({"url": f"{lists}&muc={one.key}", "value": total.open[name], "label": one.label})
    return tiles


def _period_numbers(total: Sums, period: Period, unit: str) -> list[dict[str, Any]]:
    """Early, on time and late add up to what ended; as in biểu II.06a, what was withdrawn or stopped is on time."""
    ended = total.counted["ended"]
    kept = f"Đúng hạn, kể cả {ended} rút, dừng" if ended else "Đúng hạn"
    return [
        {"label": "Tiếp nhận", "value": total.received, "url": _form(period, unit)},
        {"label": "Đã giải quyết", "value": total.closed, "url": _form_list(period, "7", unit)},
        {"label": "Trước hạn", "value": total.counted["early"], "url": _form_list(period, "8", unit)},
        {"label": kept, "value": total.counted["on_time"] + ended, "url": _form_list(period, "9", unit)},
        {"label": "Quá hạn", "value": total.counted["late"], "url": _form_list(period, "10", unit), "late": True},
    ]


def _form(period: Period, unit: str) -> str:
    return f"{reverse('cases:report', args=['ii06a'])}?ky={period.key}" + (f"&don-vi={unit}" if unit else "")


def _form_list(period: Period, column: str, unit: str) -> str:
    address = f"{reverse('cases:report_list', args=['ii06a'])}?ky={period.key}&hang={TOTAL}&cot={column}"
    return address + (f"&don-vi={unit}" if unit else "")


def _alarms(board: Dashboard, scope: Scope, months: list[Period]) -> list[Alarm]:
    found = [share_turned([board.month(month.first).share for month in months])]
    if board.working_days:
        day = f"Ngày {board.working_days[-1]:%d/%m}"
        found.append(intake_turned(board.last_days(), day))
        if len(scope.units) > 1:
            names = {unit.pk: unit.name for unit in scope.units}
            found += silent({pk: board.last_days(pk) for pk in names}, names, f"ngày {board.working_days[-1]:%d/%m}")
    return [alarm for alarm in found if alarm is not None]


def _bars(board: Dashboard, months: list[Period]) -> charts.Bars:
    pairs = [(board.month(month.first).received, board.month(month.first).closed) for month in months]
    return charts.bars(pairs, [_short(month) for month in months], ("in", "out"))


def _lines(board: Dashboard, months: list[Period]) -> charts.Lines:
    """The last twelve months with the same months a year before."""
    shares = [board.month(month.first).share for month in months]
    tenths = [share.tenths if share.of else None for share in shares]
    names = [_short(month) for month in months[-_TWELVE - 1 :]]
    return charts.lines(tenths[-_TWELVE - 1 :], tenths[: _TWELVE + 1], names)


def _month_row(board: Dashboard, month: Period) -> dict[str, Any]:
    a_year_ago = next(one for number, one in enumerate(_back(month)) if number == _TWELVE)
    return {
        "name": month.name,
        "key": month.key,
        "sums": board.month(month.first),
        "before": board.month(a_year_ago.first).share,
    }


def _back(month: Period) -> Any:
    while True:
        yield month
        month = month.previous()


def _short(month: Period) -> str:
    return f"{month.number}/{month.year % 100:02}"


def _parts(found: Any, total: Sums) -> list[dict[str, Any]]:
    """The parts of the whole, the greatest first; `percent` of what came in."""
    rows = [
        {"label": label, "sums": sums, "percent": sums.received * 100 // total.received if total.received else 0}
        for label, sums in found
        if sums.received or sums.closed
    ]
    return sorted(rows, key=lambda row: (-row["sums"].received, fold(row["label"])))
