"""One promise of every gateway for short messages, tried on files and on real HTTP servers."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from departments.sms import SmsFailed, SmsUrlError, gateway_at, send_sms
from tthc_portal.environment import sms_url

MAI, TEXT = "+84912345678", "Mã đăng nhập của bạn: 123 456"


@dataclass
class Gateway:
    """A gateway on this machine: what it was sent, and what it answers next."""

    server: ThreadingHTTPServer
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    status: int = 200
    answer: bytes = b'{"error": 0, "message": "Success"}'
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.server.server_port}"


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            here.asked.append((self.path, dict(self.headers), body))
            self.send_response(here.status)
            for name, value in here.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(here.answer)

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here = Gateway(server)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield here
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(params=["file", "http", "zns"])
def place(request: Any, gateway: Gateway, tmp_path: Path) -> tuple[str, Any]:
    """The setting for one gateway, and a question for what arrived there."""
    match request.param:
        case "file":
            file = tmp_path / "deep" / "sms.jsonl"

            def in_file() -> list[tuple[str, str]]:
                lines = file.read_text(encoding="utf-8").splitlines()
                return [(line["to"], line["text"]) for line in map(json.loads, lines)]

            return f"file://{file}", in_file
        case "http":
            url = f"http://:s%2Fecret@{gateway.address}/v1/sms?from=MOTCUA"
            return url, lambda: [(body["to"], body["text"]) for _, _, body in gateway.asked]
    url = f"zns+http://:secret@{gateway.address}/message/template?template=77"
    return url, lambda: [(f"+{b['phone']}", b["template_data"]["noi_dung"]) for _, _, b in gateway.asked]


def test_a_message_that_was_sent_arrived_once_and_word_for_word(place: Any, settings: Any) -> None:
    settings.SMS_URL, arrived = place
    send_sms(MAI, TEXT)
    send_sms("+842438253536", "Hai dòng\nvà “ngoặc”")
    assert arrived() == [(MAI, TEXT), ("+842438253536", "Hai dòng\nvà “ngoặc”")]


@pytest.mark.parametrize("number", ["0912345678", "84912345678", "", "+84 912 345 678", "+84912345678\n", "mai"])
def test_a_number_that_is_none_is_refused_for_good_before_anything_is_sent(
    number: str, place: Any, gateway: Gateway, settings: Any
) -> None:
    settings.SMS_URL, _ = place
    with pytest.raises(SmsFailed, match="Số điện thoại") as refused:
        send_sms(number, TEXT)
    assert refused.value.for_good
    assert gateway.asked == []


def test_a_place_that_cannot_take_it_is_told_in_a_sentence_without_number_text_or_token(
    place: Any, gateway: Gateway, settings: Any, tmp_path: Path
) -> None:
    settings.SMS_URL, _ = place
    (tmp_path / "deep").write_text("a file where the folder should be")
    gateway.status, gateway.answer = 503, b"123456"
    with pytest.raises(SmsFailed) as failed:
        send_sms(MAI, TEXT)
    assert not failed.value.for_good
    said = str(failed.value)
    assert said.endswith(".")
    assert all(secret not in said for secret in (MAI, "912345678", "123 456", "secret", "123456"))


def test_the_gateway_reads_the_token_the_sender_and_letters_with_marks(gateway: Gateway, settings: Any) -> None:
    settings.SMS_URL = f"http://:s%2Fecret@{gateway.address}/v1/sms?from=MOTCUA"
    send_sms(MAI, TEXT)
    [(path, headers, body)] = gateway.asked
    assert (path, headers["Authorization"]) == ("/v1/sms", "Bearer s/ecret")
    assert body == {"from": "MOTCUA", "to": MAI, "text": TEXT}


@pytest.mark.parametrize(
    ("status", "for_good"), [(400, True), (422, True), (401, False), (408, False), (429, False), (500, False)]
)
def test_what_is_refused_for_good_differs_from_what_may_go_through_later(
    status: int, for_good: bool, gateway: Gateway, settings: Any
) -> None:
    settings.SMS_URL = f"http://{gateway.address}/"
    gateway.status = status
    with pytest.raises(SmsFailed, match=f"HTTP {status}") as failed:
        send_sms(MAI, TEXT)
    assert failed.value.for_good == for_good


def test_a_gateway_that_is_not_there_is_a_failure_that_may_pass(gateway: Gateway, settings: Any) -> None:
    settings.SMS_URL = "http://127.0.0.1:1/"
    with pytest.raises(SmsFailed, match="Không kết nối được") as failed:
        send_sms(MAI, TEXT)
    assert not failed.value.for_good


def test_a_message_follows_no_redirect(gateway: Gateway, settings: Any) -> None:
    settings.SMS_URL = f"http://:secret@{gateway.address}/"
    gateway.status, gateway.headers = 302, {"Location": f"http://{gateway.address}/elsewhere"}
    with pytest.raises(SmsFailed, match="HTTP 302"):
        send_sms(MAI, TEXT)
    assert [path for path, _, _ in gateway.asked] == ["/"]


@pytest.mark.parametrize("answer", [b'{"error": -124, "message": "Access token invalid"}', b"[]", b"<html>", b"{}"])
def test_zalo_answers_200_also_when_it_refuses(answer: bytes, gateway: Gateway, settings: Any) -> None:
    settings.SMS_URL = f"zns+http://:secret@{gateway.address}/message/template?template=77"
    gateway.answer = answer
    with pytest.raises(SmsFailed, match="Cổng nhắn tin"):
        send_sms(MAI, TEXT)


def test_the_console_writes_the_message_where_the_server_writes(settings: Any, capsys: Any) -> None:
    settings.SMS_URL = "console://"
    send_sms(MAI, TEXT)
    assert capsys.readouterr().out == f"SMS {MAI}: {TEXT}\n"


@pytest.mark.parametrize(
    "url", ["", "console", "ftp://sms.example/", "file://", "file:///", "https://", "zns+https://zalo.example/x"]
)
def test_a_setting_that_names_no_gateway_stops_the_start(url: str) -> None:
    with pytest.raises(SmsUrlError):
        gateway_at(url)
    with pytest.raises(ImproperlyConfigured, match="SMS_URL"):
        sms_url(url)


def test_the_token_is_in_no_message_of_a_setting_that_cannot_be_read() -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        sms_url("https://:geheim@[sms.example/")
    assert "geheim" not in str(refused.value)
