"""`manage.py remind`: reminders, unanswered requests for papers and the morning's digests, once or again and again."""

from typing import Any

from django.utils import timezone

from cases.actions.lapse import lapse_supplements, remind_applicants
from cases.actions.remind import raise_reminders
from cases.actions.send_digests import send_digests
from cases.actions.work import end_stale_work
from departments.commands import WatchingCommand


class Command(WatchingCommand):
    """Any number of these may run at once, and late ones come to the same result."""

    help = (
        "Nhắc việc sắp đến hạn, đến hạn, quá hạn; nhắc người nộp bổ sung, xử lý hồ sơ hết hạn bổ sung; gửi bản tóm tắt "
        "buổi sáng. --watch: làm mãi đến khi bị dừng."
    )
    every = "300"

    def handle(self, *args: Any, **options: Any) -> None:
        self.keep_doing(self._once, options)

    def _once(self) -> bool:
        """All of it; there is never more to do at once."""
        at = timezone.now()
        raised = raise_reminders(at=at)
        reminded, lapsed = remind_applicants(at=at), lapse_supplements(at=at)
        sent = send_digests(at=at)
        end_stale_work(at=at)
        if raised or reminded or lapsed or sent:
            self.say(
                f"Đã nhắc {raised} việc, nhắc {reminded} người nộp bổ sung, xử lý {lapsed} hồ sơ hết hạn bổ sung, "
                f"gửi {sent} bản tóm tắt."
            )
        return False
