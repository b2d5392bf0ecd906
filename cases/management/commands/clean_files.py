"""`manage.py clean_files`: delete stored files that belong to nothing, half sent ones, and reports kept long enough."""

from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import CommandParser
from django.utils import timezone

from cases.actions.ask_for_file import forget_expired
from cases.storage.orphans import forget_stale, orphans
from cases.storage.pieces import PATIENCE
from departments.commands import PortalCommand

# A file is there a moment before its row is final; a day is long enough for any request.
_GRACE = timedelta(days=1)


class Command(PortalCommand):
    """Meant for a nightly job; nothing depends on it but disk space."""

    help = (
        f"Xóa tệp trong kho không thuộc hồ sơ hay bản nháp nào, tệp gửi dở hoặc chờ biểu mẫu quá {PATIENCE} ngày, "
        "tệp báo cáo hết hạn giữ."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Chỉ liệt kê, không xóa.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if not options["dry_run"]:
            forget_stale(before=now - timedelta(days=PATIENCE))
            forget_expired(at=now)
        names = list(orphans(before=now - _GRACE))
        for name in names:
            self.stdout.write(name)
            if not options["dry_run"]:
                default_storage.delete(name)
        self.stdout.write(f"{'Sẽ xóa' if options['dry_run'] else 'Đã xóa'} {len(names)} tệp.")
