"""`manage.py recount_statistics`: prove or repair the counters behind the dashboards."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from cases.actions.recount_statistics import counted_anew, recount_statistics, standing
from departments.commands import PortalCommand


class Command(PortalCommand):
    """With --check it only looks, and fails where a number is wrong."""

    help = "Đếm lại từ hồ sơ các số đếm của trang điều hành; với --check chỉ so, không sửa."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Chỉ so số đếm với hồ sơ, báo lỗi nếu lệch.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            said, true = standing(), counted_anew(self._tell)
            wrong = sum(1 for key in said.keys() | true.keys() if said[key] != true[key])
            if wrong:
                raise CommandError(f"{wrong} số đếm không khớp với hồ sơ; chạy lại không có --check để sửa.")
            self.say("Mọi số đếm khớp với hồ sơ.")
            return
        wrong = recount_statistics(self._tell)
        self.say(f"Đã đếm lại; {wrong} số đếm được sửa." if wrong else "Đã đếm lại; mọi số đếm vốn đã đúng.")

    def _tell(self, done: int) -> None:
        self.say(f"  đã đọc {done} hồ sơ")
