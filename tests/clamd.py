"""A real ClamAV daemon with one signature of our own, and a small server that speaks its protocol."""

import shutil
import socketserver
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
# Harmless bytes that both take for a virus.
VIRUS = b"TTHC-HARMLESS-TEST-VIRUS-7f3a91"
NAME = "TTHC.Test"
_PATIENCE = 30  # seconds


@contextmanager
def real_daemon() -> Iterator[str]:
    """The address of a daemon of our own; it downloads nothing."""
    folder = Path(tempfile.mkdtemp(prefix="clamd"))
    (folder / "db").mkdir()
    (folder / "db/test.ndb").write_text(f"{NAME}:0:*:{VIRUS.hex()}\n")
    (folder / "clamd.conf").write_text(f"DatabaseDirectory {folder}/db\nLocalSocket {folder}/s\nForeground yes\n")
    process = subprocess.Popen([str(CLAMD), "-c", f"{folder}/clamd.conf"], stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + _PATIENCE
        while not (folder / "s").exists():
            assert process.poll() is None, "clamd has stopped"
            assert time.monotonic() < end, "clamd does not listen"
            time.sleep(0.05)
        yield f"unix://{folder}/s"
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


class _Handler(socketserver.StreamRequestHandler):
    """One question."""

    def handle(self) -> None:
        verb = b""
        while not verb.endswith(b"\0"):
            verb += self.rfile.read(1)
        if verb == b"zVERSION\0":
            self.wfile.write(b"ClamAV 1.4.3/27000/Wed Nov 25 2026\0")
            return
        content = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        answer = self.server.answer or (b"stream: OK" if VIRUS not in content else f"stream: {NAME} FOUND".encode())  # type: ignore[attr-defined]
        self.wfile.write(answer + b"\0")


@contextmanager
def small_server(answer: bytes = b"") -> Iterator[str]:
    """The address of a server that finds VIRUS, or always gives this answer."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler) as server:
        server.answer = answer  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
