"""The demo says at once when it cannot be served where it was asked to."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tthc_portal.serving import Address, AddressRefused, read_address, require_free, serve

EVERYWHERE = "0.0.0.0"  # noqa: S104  # named, never bound to


@pytest.mark.parametrize(
    ("text", "address", "url"),
    [
        ("127.0.0.1:8000", Address("127.0.0.1", 8000), "http://127.0.0.1:8000/"),
        ("[::1]:8080", Address("::1", 8080), "http://[::1]:8080/"),
        (f"{EVERYWHERE}:80", Address(EVERYWHERE, 80), "http://127.0.0.1:80/"),
        (" may-toi:9000 ", Address("may-toi", 9000), "http://may-toi:9000/"),
    ],
)
def test_an_address_is_a_host_and_a_port(text: str, address: Address, url: str) -> None:
    assert read_address(text) == address
    assert read_address(text).url == url


@pytest.mark.parametrize("text", ["", "8000", ":8000", "máy", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "a:8e3"])
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(AddressRefused, match=r"ví dụ 127\.0\.0\.1:8000"):
        read_address(text)


def test_a_port_in_use_is_said_before_the_long_work() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(AddressRefused, match="đang có chương trình khác dùng"):
            require_free(Address("127.0.0.1", taken.getsockname()[1]))


def test_a_host_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(AddressRefused, match=r"khong-co\.invalid"):
        require_free(Address("khong-co.invalid", 8000))


@pytest.mark.parametrize(
    ("host", "allowed"),
    [("127.0.0.1", None), ("192.0.2.7", "localhost,127.0.0.1,[::1],192.0.2.7"), (EVERYWHERE, "*")],
)
def test_the_server_answers_to_the_name_it_is_bound_to_and_over_plain_http(
    monkeypatch: Any, settings: Any, host: str, allowed: str | None
) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    monkeypatch.delenv("TTHC_ALLOWED_HOSTS", raising=False)
    started: list[Any] = []
    monkeypatch.setattr(os, "execve", lambda *call: started.append(call))
    beside: list[Any] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **more: beside.append((command, more["env"])))
    become_the_server: Callable[[Address], None] = serve
    become_the_server(Address(host, 8000))
    [(program, command, environment)] = started
    assert program == sys.executable
    assert command[command.index("--bind") + 1] == f"{host}:8000"
    assert environment.get("TTHC_ALLOWED_HOSTS") == allowed
    assert (environment["TTHC_HTTPS"], environment["TTHC_DEBUG"]) == ("false", "false")
    assert environment["SMS_URL"].startswith("file:///")
    assert [(words[2:], given) for words, given in beside] == [
        ([name, "--watch", "--with-parent"], environment) for name in ("deliver", "remind", "prepare")
    ]
