"""A real provider of electronic identities on this machine, in a process of its own: tests/proving_provider.py."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests

from tthc_portal.environment import IdentityProvider

# What the provider knows; `sub` is what a person types there to sign in.
PEOPLE: list[dict[str, Any]] = [
    {
        "sub": "vneid-mai",
        "personal_id": "001190012345",
        "name": "Trần Thị  Mai",
        "birthdate": "1990-03-04",
        "phone_number": "0912345678",
    },
    {"sub": "vneid-mai-2", "personal_id": "001190012345", "name": "Trần Thị Mai"},
    {"sub": "vneid-hoa", "personal_id": "001185099999", "name": "Lê Thị Hoa", "email": "lan@nha.vn"},
    {"sub": "vneid-no-number", "name": "Người Lạ"},
    {"sub": "vneid-bad-number", "personal_id": "12345", "name": "Người Lạ"},
    {"sub": "vneid-no-name", "personal_id": "001185088888"},
    {"sub": "vneid-other-nonce", "personal_id": "001185077777", "name": "Lê Thị Hoa"},
]


@contextmanager
def running() -> Iterator[IdentityProvider]:
    """Start the provider, wait until it answers, and end it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.proving_provider", "--port", str(port), "--require-nonce", "true"]
    for one in PEOPLE:
        command += ["--user-claims", json.dumps(one)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    issuer = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{issuer}/.well-known/openid-configuration")
        yield IdentityProvider(
            issuer,
            "portal",
            "secret",
            "VNeID",
            "openid profile phone",
            "personal_id",
            "name",
            "birthdate",
            "phone_number",
        )
    finally:
        process.terminate()
        process.wait(10)


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            if requests.get(address, timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise TimeoutError(address)


def allow(address: str, who: str) -> str:
    """Sign in at the provider as `who` and allow; the path and query by which the browser comes back."""
    answer = requests.post(address, data={"sub": who}, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def deny(address: str) -> str:
    """Refuse at the provider; the path and query by which the browser comes back."""
    answer = requests.post(address, data={"action": "deny"}, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"
