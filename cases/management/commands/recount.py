"""`manage.py recount`: count the promises of all open dossiers anew after a change of the calendar."""

from datetime import datetime
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from cases.actions.recount import Change, preview, recount
from departments.commands import PortalCommand
from departments.vietnamese import plain_moment

_ROW = "{:<28} {:<18} {:<18} {}"


class Command(PortalCommand):
    """Shows each dossier with its old and its new moment."""

    help = "Tính lại ngày hẹn của mọi hồ sơ đang giải quyết sau khi đổi lịch nghỉ hoặc giờ làm việc."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Chỉ xem trước, không thay đổi gì.")

    def handle(self, *args: Any, **options: Any) -> None:
        changes = preview() if options["dry_run"] else recount(at=timezone.now())
        if changes:
            self.stdout.write(_ROW.format("Mã hồ sơ", "Hẹn cũ", "Hẹn mới", "Ghi chú").rstrip())
        for change in changes:
            row = _ROW.format(change.code, _shown(change.before), _shown(change.after), _note(change))
            self.stdout.write(row.rstrip())
        failed = sum(1 for change in changes if change.problem)
        verb = "Sẽ thay đổi" if options["dry_run"] else "Đã thay đổi"
        self.stdout.write(f"{verb} {len(changes) - failed} hồ sơ; không tính được {failed} hồ sơ.")


def _note(change: Change) -> str:
    if change.problem:
        return change.problem
    if change.step_before != change.step_after:
        return f"hạn của bước: {_shown(change.step_before)} → {_shown(change.step_after)}"
    return ""


def _shown(moment: datetime | None) -> str:
    return plain_moment(moment) or "không có"
