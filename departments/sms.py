"""Short messages to phones, by whichever gateway the setting `SMS_URL` names.

Every gateway keeps one promise, which `tests/departments/test_sms.py` tries on all of them: when `send` returns, the
gateway has taken the message over, once; else it raises `SmsFailed` with a sentence that names no number and no text.
"""

import fcntl
import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any, Protocol
from urllib.error import HTTPError
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

_TIMEOUT = 10  # seconds; whoever waits for a code at the sign-in waits as long
_LONGEST_ANSWER = 64 * 1024
_E164 = re.compile(r"\+[1-9][0-9]{7,14}")
# A gateway that answers so has read the message and will never take it: trying again changes nothing.
_REFUSED_FOR_GOOD = {400, 413, 422}


class SmsFailed(Exception):
    """The message was not taken over. `for_good`: the message itself was refused, so trying again is of no use."""

    def __init__(self, sentence: str, *, for_good: bool = False) -> None:
        """The sentence is for people and goes into lists of what failed."""
        super().__init__(sentence)
        self.for_good = for_good


class SmsUrlError(ValueError):
    """The setting names no gateway; the message says what it may be."""


class SmsGateway(Protocol):
    """Takes a message over or raises SmsFailed."""

    def send(self, to: str, text: str, reference: str) -> None:
        """Hand the text over for the number `to` (E.164)."""


def send_sms(to: str, text: str, *, reference: str = "") -> None:
    """Send the text to the number (E.164: "+84912345678"); raises SmsFailed with a sentence for people.

    Whoever may have to send the same message again gives it a `reference`, by which a gateway knows a repetition.
    """
    if not _E164.fullmatch(to):
        raise SmsFailed("Số điện thoại không ở dạng quốc tế nên không gửi được tin nhắn.", for_good=True)
    if not text.strip():
        raise SmsFailed("Tin nhắn không có nội dung.", for_good=True)
    gateway_at(settings.SMS_URL).send(to, text, reference)


def gateway_at(url: str) -> SmsGateway:
    """The gateway that the setting means; SmsUrlError when it means none."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    match parts.scheme:
        case "console":
            return _Console()
        case "file" if parts.path not in ("", "/"):
            return _File(Path(unquote(parts.path)))
        case "https" | "http" if parts.hostname:
            return _HttpGateway(_without_secret(url), _token(url), sender=options.get("from", ""))
        case "zns+https" | "zns+http" if parts.hostname and options.get("template"):
            return _ZaloNotice(_without_secret(url).removeprefix("zns+"), _token(url), options["template"])
    raise SmsUrlError(
        "chỉ nhận console://, file:///đường/dẫn, https://:token@máy/đường-dẫn?from=TÊN "
        "hoặc zns+https://:token@máy/đường-dẫn?template=MÃ-MẪU."
    )


@dataclass(frozen=True)
class _Console:
    """For trying out: the message is written where the server writes."""

    def send(self, to: str, text: str, reference: str) -> None:
        sys.stdout.write(f"SMS {to}: {text}\n")
        sys.stdout.flush()


@dataclass(frozen=True)
class _File:
    """For trying out and for tests: one line of JSON a message, whole lines also when several processes write."""

    path: Path

    def send(self, to: str, text: str, reference: str) -> None:
        line = json.dumps({"to": to, "text": text}, ensure_ascii=False)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                file.write(f"{line}\n")
        except OSError as error:
            raise SmsFailed(f"Không ghi được tin nhắn vào tệp ({type(error).__name__}).") from error


@dataclass(frozen=True)
class _HttpGateway:
    """A gateway that takes JSON: `{"from": …, "to": "+84…", "text": …}` with a bearer token; any 2xx takes it over."""

    url: str
    token: str
    sender: str

    def send(self, to: str, text: str, reference: str) -> None:
        body = {"from": self.sender, "to": to, "text": text} if self.sender else {"to": to, "text": text}
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        _post(self.url, body, {**headers, "Idempotency-Key": reference} if reference else headers)


@dataclass(frozen=True)
class _ZaloNotice:
    """Zalo's notification service: a template approved beforehand, whose one parameter `noi_dung` is our text.

    It answers 200 also when it refuses; the refusal is an `error` other than 0 inside the answer.
    """

    url: str
    token: str
    template: str

    def send(self, to: str, text: str, reference: str) -> None:
        body = {"phone": to.removeprefix("+"), "template_id": self.template, "template_data": {"noi_dung": text}}
        more = {"tracking_id": reference} if reference else {}
        answer = _post(self.url, {**body, **more}, {"access_token": self.token})
        try:
            error = json.loads(answer).get("error")
        except (ValueError, AttributeError) as unreadable:
            raise SmsFailed("Cổng nhắn tin trả lời không đọc được.") from unreadable
        if error != 0:
            raise SmsFailed(f"Cổng nhắn tin từ chối tin (mã lỗi {str(error)[:20]}).")


class _NoRedirect(HTTPRedirectHandler):
    """A message and its token go to the address in the settings and to no other."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        return None


def _post(url: str, body: Mapping[str, Any], headers: Mapping[str, str]) -> bytes:
    """Post the body as JSON and return the answer; SmsFailed for anything but a 2xx."""
    request = Request(  # noqa: S310  # the scheme was checked by `gateway_at`
        url,
        data=json.dumps(body, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", **headers},
        method="POST",
    )
    try:
        with build_opener(_NoRedirect).open(request, timeout=_TIMEOUT) as answer:
            content: bytes = answer.read(_LONGEST_ANSWER)
            return content
    except HTTPError as error:
        error.close()
        raise SmsFailed(
            f"Cổng nhắn tin không nhận tin (HTTP {error.code}).", for_good=error.code in _REFUSED_FOR_GOOD
        ) from None
    except (OSError, HTTPException) as error:
        raise SmsFailed(f"Không kết nối được cổng nhắn tin ({type(error).__name__}).") from error


def _token(url: str) -> str:
    parts = urlsplit(url)
    return unquote(parts.password or parts.username or "")


def _without_secret(url: str) -> str:
    """The address to post to: without the token and without our own options."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
