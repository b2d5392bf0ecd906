"""`manage.py scan_files`: look for viruses in files that came in while the scanner was away."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from cases.actions.scan_files import Scanned, scan_some
from cases.antivirus import Scanner, ScannerAway, scanner
from departments.commands import WatchingCommand


class Command(WatchingCommand):
    """Beside the portal as a service, or from time to time; several at once do no harm."""

    help = "Quét mã độc những tệp chưa quét; --watch: làm mãi đến khi bị dừng."
    every = "60"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--all", action="store_true", help="Cả những tệp nhận khi cổng chưa có máy quét.")

    def handle(self, *args: Any, **options: Any) -> None:
        here = scanner()
        if here is None:
            raise CommandError("Chưa cấu hình máy quét: đặt CLAMAV_URL (xem .env.example).")
        self.keep_doing(lambda: self._scan(here, all_too=options["all"], watching=options["watch"]), options)

    def _scan(self, here: Scanner, *, all_too: bool, watching: bool) -> bool:
        total, after = Scanned(), 0
        try:
            while (done := scan_some(here, at=timezone.now(), after=after, never_scanned_too=all_too)).last is not None:
                after = done.last
                total.clean, total.infected = total.clean + done.clean, total.infected + done.infected
                total.missing += done.missing
                if self.stopped.is_set():
                    break
        except ScannerAway as away:
            if not watching:
                raise CommandError(str(away)) from away
            self.say(str(away))
        if total.clean or total.infected or total.missing:
            self.say(f"Sạch {total.clean}, có mã độc {total.infected}, không còn trong kho {total.missing}.")
        return False
