"""Serving the portal with gunicorn from a command: the address is checked, then this process becomes the server."""

import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

from django.conf import settings
from gunicorn.config import make_settings  # type: ignore[import-untyped]  # it ships no types

_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104  # recognised, not chosen
_WORKERS, _THREADS = 2, 4


class AddressRefused(Exception):
    """The portal cannot be served at that address; the text says why and what to do."""


@dataclass(frozen=True)
class Address:
    """A host and a port to serve at."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """What people open in a browser on this machine."""
        host = "127.0.0.1" if self.host in _EVERYWHERE else self.host
        return f"http://{Address(host, self.port)}/"


def read_address(text: str) -> Address:
    """`127.0.0.1:8000`, `[::1]:8000` or `may-cua-toi:8000`; raises AddressRefused for anything else."""
    host, separator, port = text.strip().rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not (separator and host and port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        raise AddressRefused(f"--bind {text!r}: cần dạng ĐỊA-CHỈ:CỔNG, cổng từ 1 đến 65535, ví dụ 127.0.0.1:8000.")
    return Address(host, int(port))


def require_free(address: Address) -> None:
    """Raise AddressRefused when nobody could serve there now."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            # As the server itself does: an address that was in use a moment ago is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except socket.gaierror as error:
        raise AddressRefused(f"Không có địa chỉ nào tên {address.host}; hãy dùng ví dụ 127.0.0.1:8000.") from error
    except PermissionError as error:
        raise AddressRefused(f"Không được phép mở cổng {address.port}; hãy dùng cổng từ 1024 trở lên.") from error
    except OSError as error:
        raise AddressRefused(
            f"Không mở được {address}: đang có chương trình khác dùng, hoặc máy không có địa chỉ này. "
            "Hãy dừng chương trình đó, hoặc chọn cổng khác, ví dụ --bind 127.0.0.1:8001."
        ) from error


def trial_outbox() -> Path:
    """Where a trial keeps the mails and short messages it would send."""
    return Path(settings.VAR_DIR) / "outbox"


def serve(address: Address) -> NoReturn:
    """Replace this process by gunicorn, with what sends, what reminds and what prepares files beside it.

    Settings that would keep people out of a trial over plain HTTP give way; what would be sent is written to files,
    unless the settings name a server for it.
    """
    outbox = trial_outbox()
    environment = {
        "EMAIL_URL": f"filemail:///{outbox}/mail",
        "SMS_URL": f"file://{quote(str(outbox))}/sms.jsonl",
        "TTHC_PUBLIC_URL": address.url,
        "TTHC_PAYMENT_GATEWAY": "test",
        **os.environ,
        "TTHC_DEBUG": "false",
        "TTHC_HTTPS": "false",
    }
    if address.host not in settings.ALLOWED_HOSTS:
        hosts = ["*"] if address.host in _EVERYWHERE else [*settings.ALLOWED_HOSTS, address.host]
        environment["TTHC_ALLOWED_HOSTS"] = ",".join(hosts)
    sys.stdout.flush()
    _start_beside(environment, "deliver")
    _start_beside(environment, "remind")
    _start_beside(environment, "prepare")
    os.execve(sys.executable, command_for(address), environment)  # noqa: S606  # our own interpreter, no shell


def _start_beside(environment: dict[str, str], name: str) -> None:
    """A process of its own that stops when this one does, which goes on as the server under the same number."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), name, "--watch", "--with-parent"]
    subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603


def command_for(address: Address) -> list[str]:
    """The words that start gunicorn there."""
    # Newer gunicorns open a socket for their own administration tool, which nobody asked for here.
    extra = ["--no-control-socket"] if "control_socket_disable" in make_settings() else []
    return [
        *(sys.executable, "-m", "gunicorn", "tthc_portal.wsgi:application"),
        *("--bind", str(address), "--chdir", str(settings.BASE_DIR)),
        *("--worker-class", "gthread", "--workers", str(_WORKERS), "--threads", str(_THREADS)),
        # A header must not say under which address the portal lies: gunicorn would put it before every link.
        *("--forwarder-headers", "", "--log-level", "warning", *extra),
    ]
