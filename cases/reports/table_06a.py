"""Biểu II.06a as its page shows it: headings, cells that open their lists, the notes under the table."""

from typing import Any
from urllib.parse import urlencode

from cases.reports.asking import Asked
from cases.reports.form_06a import COLUMNS, GROUPS, HEADINGS, NOTES, TOTAL, Line
from cases.reports.outcomes import Convention
from cases.reports.periods import Kind, latest
from cases.reports.question import By
from cases.reports.report_06a import Report

_LATE = ("10", "13", "rut-muon", "chua-ro")
# The columns that begin a group: sums of the ones after them.
_SUMS = tuple(first for _, first, _ in GROUPS)
_EXPLAINED = {
    Convention.BY_DATE: (
        "Trước hạn, đúng hạn, quá hạn so theo ngày: xong trong ngày hẹn là đúng hạn (BLDS Đ148.6); "
        "thời hạn tính bằng giờ so đến phút.",
        "Cột 9 gồm cả hồ sơ người dân rút và hồ sơ dừng giải quyết. Cột 12 gồm hồ sơ đang tạm dừng đúng căn cứ; "
        "yêu cầu bổ sung sau khi đã quá hẹn không làm hết quá hạn nên vẫn ở cột 13.",
    ),
    Convention.BY_SECOND: (
        "So đến giây như Bộ chỉ số QĐ 766/QĐ-TTg: xong sau giờ hẹn là quá hạn dù còn trong ngày; "
        "bổ sung quá một lần là quá hạn; hồ sơ chờ bổ sung tính đến lần yêu cầu đầu tiên.",
        "Số liệu theo cách này không thay biểu II.06a, chỉ để đối chiếu với cổng quốc gia.",
    ),
}
_ALWAYS = (
    "Hồ sơ thuộc kỳ theo ngày tiếp nhận (cột 4, 5), chuyển từ kỳ trước (cột 6) và ngày xử lý xong (cột 7 đến 10); "
    "chưa tiếp nhận hoặc không được tiếp nhận thì không tính.",
    "Mọi số lấy từ nhật ký tại thời điểm chốt: kỳ đã qua luôn cho cùng một số, thay đổi về sau không sửa số cũ. "
    "Kết quả bị thu hồi ở kỳ sau được tính lại ở cột 6 của kỳ đó.",
    "Trên từng dòng: cột 3 = 4 + 5 + 6 = 7 + 11; 7 = 8 + 9 + 10; 11 = 12 + 13; "
    "cột 6 bằng cột 11 của kỳ liền trước cộng số giải quyết lại.",
)


def table_06a(report: Report, asked: Asked) -> dict[str, Any]:
    """What the page of the form needs beside its filters."""
    total = report.total
    return {
        "groups": [{"label": label, "span": int(last) - int(first) + 1} for label, first, last in GROUPS],
        "headings": [_heading(column.key, label) for column, label in zip(COLUMNS, HEADINGS, strict=True)],
        "lines": _numbered(report, asked),
        "total": _line(total, asked, ""),
        "notes": [
            {"label": note.label, "value": total[note.key], "url": list_url(asked, TOTAL, note.key)}
            for note in NOTES
            if total[note.key]
        ],
        "violations": [f"{label}: {broken}" for label, broken in report.violations],
        "on_time_share": _share(total),
        "explained": (*_ALWAYS, *_EXPLAINED[report.question.convention]),
        "fingerprint": report.fingerprint,
        "first_heading": report.question.by.label,
        "xlsx_url": asked.address(dang="xlsx"),
        "csv_url": asked.address(dang="csv"),
        "previous_url": asked.address(ky=report.question.period.previous().key),
    }


def ready(asked: Asked) -> list[dict[str, str]]:
    """The form as it is asked for most often: {title, text, query}."""
    month = next(latest(Kind.MONTH, asked.question.at, 1))
    quarter, year = (next(latest(kind, asked.question.at, 1)) for kind in (Kind.QUARTER, Kind.YEAR))
    wanted = (
        (month.previous(), By.FIELD),
        (month, By.FIELD),
        (month, By.UNIT),
        (month, By.PROCEDURE),
        (quarter, By.UNIT),
        (year, By.FIELD),
    )
    return [
        {
            "title": f"{period.name}, theo {by.label.lower()}",
            "text": period.days.capitalize() + ("" if period.is_over(asked.question.at) else " (đang diễn ra)"),
            "query": asked.address(ky=period.key, dong=by),
        }
        for period, by in wanted
    ]


def list_url(asked: Asked, row: str, column: str) -> str:
    """The address of the list behind a number, from the form's own page."""
    return f"ho-so/{asked.address()}&{urlencode({'hang': row, 'cot': column})}"


def _numbered(report: Report, asked: Asked) -> list[dict[str, Any]]:
    lines, number = [], 0
    for line in report.lines:
        number += not line.child
        lines.append(_line(line, asked, "" if line.child else str(number)))
    return lines


def _line(line: Line, asked: Asked, number: str) -> dict[str, Any]:
    cells = [
        {
            **_heading(column.key, ""),
            "label": column.label,
            "short": column.label if column.key in _SUMS else heading,
            "value": line[column.key],
            "url": list_url(asked, line.key, column.key) if line[column.key] else "",
            "late": column.key in _LATE and line[column.key] > 0,
        }
        for column, heading in zip(COLUMNS, HEADINGS, strict=True)
    ]
    return {"number": number, "label": line.label, "sub": line.sub, "child": line.child, "cells": cells}


def _heading(key: str, label: str) -> dict[str, Any]:
    """A column that begins a group is the sum of the ones after it."""
    return {"key": key, "label": label, "first": key in _SUMS}


def _share(total: Line) -> dict[str, Any] | None:
    """Early and on time of all that came to a result; what was withdrawn or stopped is in neither number."""
    ended = total["rut"]
    of, good = total["7"] - ended, total["8"] + total["9"] - ended
    if not of:
        return None
    # Rounded down, so that 100 % is said only where nothing was late.
    tenths = good * 1000 // of
    return {"percent": f"{tenths // 10},{tenths % 10}", "good": good, "of": of}
