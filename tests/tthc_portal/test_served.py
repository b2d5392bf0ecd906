"""The real server, started as the README and the demo start it: no header of a visitor moves the portal's addresses."""

import http.client
import os
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from django.conf import settings

from tests.house.layers import ROOT
from tthc_portal.serving import Address, command_for

PATIENCE = 60  # seconds for the server to start on a busy machine


def readme_command(port: int) -> list[str]:
    """The server's line of the README, at a port of our own."""
    [line] = re.findall(r"^ +\.venv/bin/gunicorn (.+)$", (ROOT / "README.md").read_text(), flags=re.MULTILINE)
    words = shlex.split(line)
    words[words.index("--bind") + 1] = f"127.0.0.1:{port}"
    return [sys.executable, "-m", "gunicorn", *words]


def demo_command(port: int) -> list[str]:
    return command_for(Address("127.0.0.1", port))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")


@pytest.fixture(scope="module", params=[readme_command, demo_command], ids=["README", "demo"])
def served(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a running server."""
    port = free_port()
    environment = {**os.environ, "TTHC_VAR_DIR": str(tmp_path_factory.mktemp("portal")), "TTHC_HTTPS": "false"}
    server = subprocess.Popen(request.param(port), cwd=settings.BASE_DIR, env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(PATIENCE)


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "Script-Name", "PATH_INFO"])
def test_a_header_does_not_move_the_portals_addresses(served: int, name: str) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", served, timeout=PATIENCE)) as connection:
        connection.request("GET", "/mot-cua/", headers={name: "/mot-cua"})
        with connection.getresponse() as answer:
            assert (answer.status, answer.headers["Location"]) == (302, "/dang-nhap/?next=/mot-cua/")
