"""`manage.py prepare`: make the files of reports that people asked for, also those that they want again and again."""

from typing import Any

from django.utils import timezone

from cases.actions.ask_on_schedule import ask_on_schedule
from cases.actions.make_files import make_one
from cases.models import PreparedReport
from departments.commands import WatchingCommand


class Command(WatchingCommand):
    """Any number of these may run at once, on any number of machines with the same storage."""

    help = "Làm các tệp báo cáo đang chờ và báo cáo gửi định kỳ đến lúc; --watch: làm mãi đến khi bị dừng."

    def handle(self, *args: Any, **options: Any) -> None:
        self.keep_doing(self._one, options)

    def _one(self) -> bool:
        """Make one file; whether there was one."""
        while ask_on_schedule(at=timezone.now()):
            pass
        made = make_one(timezone.now)
        if made is None:
            return False
        became = made.error if made.state == PreparedReport.State.FAILED else f"{made.size} byte"
        self.say(f"Tệp {made.pk}: {made.get_state_display().lower()}, {became}")
        return True
