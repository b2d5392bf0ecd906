"""The promise as a page shows it first: the moment that holds now, the first one, and why."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.clock import Ledger, Reading, read
from cases.marks import Mark
from cases.models import Dossier
from cases.status import Status
from departments.working_time import CalendarError, WorkingCalendar
from departments.written import moment, problem
from procedures.models import ProcedureCase, ProcedureVersion
from procedures.terms import limit_for


def promise_of(dossier: Dossier, due: Mark, reading: Reading | None) -> dict[str, Any]:
    """What components/promise.html takes: before receipt the moment of the answer, then that of the result."""
    shown: dict[str, Any] = {"title": _("Hẹn trả kết quả"), "due_kind": due.kind, "due_text": due.text, "lines": ()}
    if reading is None:
        return {**shown, **_before_receipt(dossier)}
    shown["lines"] = reading.lines
    if dossier.due_at is None:
        return {**shown, "moment": _("Không có ngày hẹn")}
    shown["moment"] = moment(dossier.due_at)
    if dossier.is_reappointed:
        return {
            **shown,
            "title": _("Hẹn lại trả kết quả"),
            "moment": moment(dossier.promised_at or dossier.due_at),
            "original": moment(dossier.due_at),
            "note": _("Cơ quan đã xin lỗi và hẹn lại; trễ bao lâu vẫn tính từ ngày hẹn trước đó."),
        }
    if dossier.due_original is not None and dossier.due_original != dossier.due_at:
        shown["original"] = moment(dossier.due_original)
    return shown


def promised_if_received(
    version: ProcedureVersion, *, channel: str, case: ProcedureCase | None, at: datetime, calendar: WorkingCalendar
) -> dict[str, Any]:
    """What components/promise.html takes for the moment that would be promised if it were received at `at`."""
    row = limit_for(version, channel=channel, case=case)
    shown: dict[str, Any] = {"title": _("Tiếp nhận bây giờ thì hẹn trả")}
    try:
        found = read(Ledger(at, row.time_limit() if row else None), calendar)
    except CalendarError as error:
        return {**shown, "moment": _("Chưa tính được"), "note": problem(error)}
    due = found.due_at
    return {**shown, "moment": moment(due) if due else _("Không có ngày hẹn"), "lines": found.lines}


def _before_receipt(dossier: Dossier) -> dict[str, str]:
    if dossier.status == Status.NEW and dossier.answer_due_at is not None:
        return {
            "title": _("Phải trả lời người nộp trước"),
            "moment": moment(dossier.answer_due_at),
            "note": _("Trong 8 giờ làm việc kể từ khi hệ thống nhận hồ sơ: tiếp nhận, yêu cầu bổ sung hoặc từ chối."),
        }
    if dossier.finished_at is not None:
        return {
            "title": _("Thời hạn giải quyết"),
            "moment": _("Không tính"),
            "note": _("Hồ sơ kết thúc trước khi tiếp nhận."),
        }
    return {
        "title": _("Thời hạn giải quyết"),
        "moment": _("Chưa bắt đầu"),
        "note": _("Thời hạn chỉ tính từ khi hồ sơ đầy đủ, chính xác và được tiếp nhận."),
    }
