"""A virus scanner beside the portal, by whichever address the setting `CLAMAV_URL` names: ClamAV's daemon so far.

Every scanner keeps one promise, which `tests/cases/test_antivirus.py` tries on a real daemon and on one that speaks its
protocol: it names what it found in the bytes, or raises `ScannerAway`. It never says "clean" of what it did not read.
"""

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings

_TIMEOUT = 20  # seconds for each answer; a large archive takes a few
_REST = 30.0  # seconds; a daemon that hangs must not hold up each file of a form anew
_PIECE = 256 * 1024
_LONGEST_ANSWER = 4096
_silent_until: dict[str, float] = {}


class ScannerAway(Exception):
    """Nobody could look at the file now; the text is for whoever looks after the portal."""


class ScannerUrlError(ValueError):
    """The setting names no scanner; the message says what it may be."""


class Scanner(Protocol):
    """Looks for harmful content."""

    def found_in(self, content: bytes) -> str:
        """The name of what was found, "" for nothing; raises ScannerAway."""

    def version(self) -> str:
        """What the scanner says of itself and its signatures; raises ScannerAway."""


def scanner() -> Scanner | None:
    """The one of the settings, None where the portal has none."""
    return scanner_at(settings.CLAMAV_URL)


def scanner_at(url: str) -> Scanner | None:
    """The scanner at `unix:///run/clamav/clamd.ctl` or `tcp://host:3310`, None for ""; raises ScannerUrlError."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme == "unix" and parts.path.startswith("/") and not parts.netloc:
        return Clamd(url, socket.AF_UNIX, parts.path)
    if parts.scheme == "tcp" and parts.hostname and not parts.path:
        return Clamd(url, socket.AF_INET, (parts.hostname, parts.port or 3310))
    raise ScannerUrlError("chỉ nhận unix:///đường/dẫn/clamd.ctl hoặc tcp://máy:3310.")


class Clamd:
    """ClamAV's daemon, asked by its own words (`man clamd`): the bytes go over the socket, no file is shared."""

    def __init__(self, url: str, family: socket.AddressFamily, address: str | tuple[str, int]) -> None:
        """Nothing is connected yet."""
        self._url, self._family, self._address = url, family, address

    def found_in(self, content: bytes) -> str:
        """INSTREAM: pieces with their lengths, then a length of zero."""
        with self._talking() as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _PIECE):
                piece = content[start : start + _PIECE]
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            answer = _answer(line).removeprefix("stream: ")
        if answer == "OK":
            return ""
        if answer.endswith(" FOUND"):
            return answer.removesuffix(" FOUND")
        raise ScannerAway(f"Máy quét trả lời: {answer[:200] or 'không có gì'}.")

    def version(self) -> str:
        """The program, the number and the day of its signatures."""
        with self._talking() as line:
            line.sendall(b"zVERSION\0")
            return _answer(line)

    @contextmanager
    def _talking(self) -> Iterator[socket.socket]:
        if time.monotonic() < _silent_until.get(self._url, 0):
            raise ScannerAway("Máy quét vừa không trả lời.")
        try:
            with socket.socket(self._family, socket.SOCK_STREAM) as line:
                line.settimeout(_TIMEOUT)
                line.connect(self._address)
                yield line
        except TimeoutError:
            _silent_until[self._url] = time.monotonic() + _REST
            raise ScannerAway("Máy quét không trả lời.") from None
        except OSError as error:
            raise ScannerAway(f"Không nói chuyện được với máy quét ({type(error).__name__}).") from None


def _answer(line: socket.socket) -> str:
    """All that is said until the NUL."""
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER and (more := line.recv(_LONGEST_ANSWER)):
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace").strip()
