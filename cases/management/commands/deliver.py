"""`manage.py deliver`: send the mails and short messages that wait, once or for as long as the portal runs."""

import logging
import os
import re
import signal
from threading import Event
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from cases.actions.deliver import deliver_some
from departments.commands import PortalCommand

_logger = logging.getLogger(__name__)


class Command(PortalCommand):
    """Any number of these may run at once, on any number of machines."""

    help = "Gửi thư và tin nhắn đang chờ; --watch: gửi mãi đến khi bị dừng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--watch", action="store_true", help="Ở lại và gửi tin mới khi có.")
        parser.add_argument("--every", metavar="GIÂY", default="3", help="Cách bao lâu xem lại một lần, mặc định 3.")
        parser.add_argument("--with-parent", action="store_true", help="Dừng khi tiến trình đã gọi lệnh này dừng.")

    def handle(self, *args: Any, **options: Any) -> None:
        every = options["every"]
        if not re.fullmatch(r"[1-9][0-9]{0,3}", every, re.ASCII):
            raise CommandError(f"--every {every!r}: cần số giây từ 1 đến 9999.")
        stopped = _stopped_by_signals() if options["watch"] else Event()
        parent = os.getppid() if options["with_parent"] else None
        while not stopped.is_set():
            self._empty(stopped, watching=options["watch"])
            if not options["watch"] or (parent is not None and os.getppid() != parent):
                return
            stopped.wait(int(every))

    def _empty(self, stopped: Event, *, watching: bool) -> None:
        """Send until nothing is due. A database that is away ends the command, unless it watches: then it waits."""
        try:
            while not stopped.is_set():
                done = deliver_some(at=timezone.now())
                if not done.taken:
                    return
                self.stdout.write(
                    f"Đã gửi {done.sent}, chưa gửi được {done.failed}, thôi gửi {done.given_up}, bỏ {done.dropped}."
                )
                self.stdout.flush()
        except DatabaseError:
            if not watching:
                raise
            _logger.exception("The outbox cannot be read now.")
            close_old_connections()


def _stopped_by_signals() -> Event:
    """Set when somebody asks the process to stop; what is being sent is finished first."""
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    return stopped
