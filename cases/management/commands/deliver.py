"""`manage.py deliver`: send the mails and short messages that wait, once or for as long as the portal runs."""

from typing import Any

from django.utils import timezone

from cases.actions.deliver import deliver_some
from departments.commands import WatchingCommand


class Command(WatchingCommand):
    """Any number of these may run at once, on any number of machines."""

    help = "Gửi thư và tin nhắn đang chờ; --watch: gửi mãi đến khi bị dừng."

    def handle(self, *args: Any, **options: Any) -> None:
        self.keep_doing(self._some, options)

    def _some(self) -> bool:
        """Send some; whether there was anything to send."""
        done = deliver_some(at=timezone.now())
        if done.taken:
            self.say(f"Đã gửi {done.sent}, chưa gửi được {done.failed}, thôi gửi {done.given_up}, bỏ {done.dropped}.")
        return bool(done.taken)
