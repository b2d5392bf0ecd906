"""A mail server on this machine that keeps what it is sent: enough of RFC 5321 for Django's SMTP backend."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event, Thread
from typing import cast


@dataclass
class MailServer:
    """What arrived, in order, and what is answered to each command instead of yes."""

    port: int = 0
    arrived: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    connections: int = 0
    silent: Event = field(default_factory=Event)

    def subjects(self) -> list[str]:
        """The subjects of what arrived, as people read them."""
        # Before a first word that is too long for its line stands the space of the fold.
        return [str(mail["Subject"]).strip() for mail in self.arrived]


class _Handler(socketserver.StreamRequestHandler):
    """One conversation."""

    def handle(self) -> None:
        here = self.here
        here.connections += 1
        self._say("220 here")
        while line := self.rfile.readline():
            verb = line.decode("utf-8", "replace").strip().upper().partition(" ")[0]
            if here.silent.is_set():
                continue
            if verb in here.answers:
                self._say(here.answers[verb])
            elif verb == "DATA":
                self._say("354 go on")
                self._take()
            else:
                self._say("221 bye" if verb == "QUIT" else "250 yes")

    @property
    def here(self) -> MailServer:
        """The server's memory."""
        return cast("_Server", self.server).here

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if "." in self.here.answers:
            return self._say(self.here.answers["."])
        self.here.arrived.append(cast("EmailMessage", message_from_bytes(b"".join(lines), policy=policy.default)))
        return self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    here: MailServer


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A running server; it is gone afterwards."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.here = MailServer(port=server.server_address[1])
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.here
        finally:
            server.shutdown()
            thread.join()
