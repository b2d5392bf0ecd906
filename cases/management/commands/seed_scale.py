"""`manage.py seed_scale`: very many believable dossiers, for measuring on PostgreSQL."""

import time
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, connection
from django.utils import timezone

from cases.scale import NothingToDo, Progress, seed
from departments.commands import PortalCommand, whole_number
from departments.working_time import CalendarError

_MOST = 50_000_000


class Command(PortalCommand):
    """Adds the dossiers in one transaction: all of them or none."""

    requires_system_checks = ()
    help = "Thêm rất nhiều hồ sơ giống thật vào PostgreSQL để đo tốc độ; không dùng cho cơ sở dữ liệu đang vận hành."

    def add_arguments(self, parser: CommandParser) -> None:
        # Taken as text and read below, so that every refusal is a Vietnamese sentence.
        parser.add_argument("--dossiers", metavar="N", required=True, help="Số hồ sơ thêm vào.")
        parser.add_argument("--seed", metavar="S", default="1", help="Số khởi đầu: cùng số thì cùng hồ sơ.")

    def handle(self, *args: Any, **options: Any) -> None:
        count = whole_number("--dossiers", options["dossiers"], most=_MOST)
        number = whole_number("--seed", options["seed"], most=10**9)
        if connection.vendor != "postgresql":
            raise CommandError("Lệnh này chỉ chạy trên PostgreSQL: hãy đặt DATABASE_URL=postgres://…")
        began = time.monotonic()
        try:
            seed(count, at=timezone.now().replace(microsecond=0), number=number, told=self._tell)
        except (NothingToDo, CalendarError) as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"Không ghi được vào cơ sở dữ liệu, chưa có hồ sơ nào được thêm: {error}") from error
        took = time.monotonic() - began
        self.say(f"Đã thêm {count} hồ sơ trong {took:.0f} giây ({count / took * 60:.0f} hồ sơ một phút).")
        self._tidy()

    def _tell(self, progress: Progress) -> None:
        self.say_progress("Hồ sơ", progress.done, progress.total, each=20_000)

    def _tidy(self) -> None:
        """The planner knows nothing of what was just copied, and index-only scans need the visibility map."""
        if connection.in_atomic_block:
            return
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        self.say("Đã cập nhật thống kê của cơ sở dữ liệu (VACUUM ANALYZE).")
