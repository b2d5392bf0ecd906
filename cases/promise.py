"""The promise as a page shows it first: the moment that holds now, the first one, and why."""

from datetime import datetime
from typing import Any

from cases.clock import Ledger, Reading, read
from cases.marks import Mark
from cases.models import Dossier
from cases.status import Status
from departments.vietnamese import short_moment
from departments.working_time import CalendarError, WorkingCalendar
from procedures.models import ProcedureCase, ProcedureVersion
from procedures.terms import limit_for


def promise_of(dossier: Dossier, due: Mark, reading: Reading | None) -> dict[str, Any]:
    """What components/promise.html takes: before receipt the moment of the answer, then that of the result."""
    shown: dict[str, Any] = {"title": "Hẹn trả kết quả", "due_kind": due.kind, "due_text": due.text, "lines": ()}
    if reading is None:
        return {**shown, **_before_receipt(dossier)}
    shown["lines"] = reading.lines
    if dossier.due_at is None:
        return {**shown, "moment": "Không có ngày hẹn"}
    shown["moment"] = short_moment(dossier.due_at)
    if dossier.is_reappointed:
        return {
            **shown,
            "title": "Hẹn lại trả kết quả",
            "moment": short_moment(dossier.promised_at or dossier.due_at),
            "original": short_moment(dossier.due_at),
            "note": "Cơ quan đã xin lỗi và hẹn lại; trễ bao lâu vẫn tính từ ngày hẹn trước đó.",
        }
    if dossier.due_original is not None and dossier.due_original != dossier.due_at:
        shown["original"] = short_moment(dossier.due_original)
    return shown


def promised_if_received(
    version: ProcedureVersion, *, channel: str, case: ProcedureCase | None, at: datetime, calendar: WorkingCalendar
) -> dict[str, Any]:
    """What components/promise.html takes for the moment that would be promised if it were received at `at`."""
    row = limit_for(version, channel=channel, case=case)
    shown: dict[str, Any] = {"title": "Tiếp nhận bây giờ thì hẹn trả"}
    try:
        found = read(Ledger(at, row.time_limit() if row else None), calendar)
    except CalendarError as error:
        return {**shown, "moment": "Chưa tính được", "note": str(error)}
    due = found.due_at
    return {**shown, "moment": short_moment(due) if due else "Không có ngày hẹn", "lines": found.lines}


def _before_receipt(dossier: Dossier) -> dict[str, str]:
    if dossier.status == Status.NEW and dossier.answer_due_at is not None:
        return {
            "title": "Phải trả lời người nộp trước",
            "moment": short_moment(dossier.answer_due_at),
            "note": "Trong 8 giờ làm việc kể từ khi hệ thống nhận hồ sơ: tiếp nhận, yêu cầu bổ sung hoặc từ chối.",
        }
    if dossier.finished_at is not None:
        return {"title": "Thời hạn giải quyết", "moment": "Không tính", "note": "Hồ sơ kết thúc trước khi tiếp nhận."}
    return {
        "title": "Thời hạn giải quyết",
        "moment": "Chưa bắt đầu",
        "note": "Thời hạn chỉ tính từ khi hồ sơ đầy đủ, chính xác và được tiếp nhận.",
    }
