"""Joining and getting back in: a code proves the contact, and no answer tells who has an account."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from departments.models import Session, User
from tests.world import World, hanoi
from tthc_portal.accounts import codes

PASSWORD = "ba-con-meo-tam-the"
NEW = {"full_name": "Lê  Thị Hoa", "contact": "Hoa@Nha.vn", "personal_id": "001 185 012 345", "password": PASSWORD}


@pytest.fixture(autouse=True)
def sms(settings: Any, tmp_path: Path) -> Path:
    """Where short messages go."""
    file = tmp_path / "sms.jsonl"
    settings.SMS_URL = f"file://{file}"
    return file


def code_in(text: str) -> str:
    found = re.search(r"\b\d{6}\b", text)
    assert found is not None, text
    return found.group()


def join(client: Client, **changed: str) -> Any:
    client.post("/dang-ky/", {**NEW, **changed})
    return client.post("/dang-ky/ma/", {"code": code_in(mail.outbox[-1].body)})


def test_who_proves_her_mail_address_has_an_account_and_is_in(world: World, client: Client) -> None:
    sent = client.post("/dang-ky/", {**NEW, "next": "/nop-ho-so/1.013225/"})
    assert (sent.status_code, sent.url, User.objects.filter(email="hoa@nha.vn").count()) == (302, "/dang-ky/ma/", 0)
    assert mail.outbox[0].to == ["hoa@nha.vn"]
    code = code_in(mail.outbox[0].body)
    answer = client.post("/dang-ky/ma/", {"code": f"{code[:3]} {code[3:]}"})
    assert answer.url == "/nop-ho-so/1.013225/"
    hoa = User.objects.get(email="hoa@nha.vn")
    assert (hoa.full_name, hoa.personal_id) == ("Lê Thị Hoa", "001185012345")
    assert hoa.email_verified_at is not None
    assert hoa.identified_at is None
    assert client.get("/ho-so-cua-toi/").status_code == 200
    assert PASSWORD not in json.dumps(dict(client.session))


def test_who_proves_her_phone_has_an_account_too(world: World, client: Client, sms: Path) -> None:
    client.post("/dang-ky/", {**NEW, "contact": "0987 654 321"})
    message = json.loads(sms.read_text())
    assert message["to"] == "+84987654321"
    assert client.post("/dang-ky/ma/", {"code": code_in(message["text"])}).url == "/ho-so-cua-toi/"
    assert User.objects.get(phone="+84987654321").phone_verified_at is not None


@pytest.mark.parametrize("name", ["hoa@nha.vn", " HOA@nha.vn "])
def test_she_signs_in_by_what_she_has_proved(world: World, client: Client, name: str) -> None:
    join(client)
    somewhere = Client()
    assert somewhere.post("/dang-nhap/", {"username": name, "password": PASSWORD}).url == "/ho-so-cua-toi/"


def test_what_was_only_typed_into_an_account_opens_nothing(world: World, client: Client) -> None:
    assert client.post("/dang-nhap/", {"username": "0912345678", "password": "demo"}).status_code == 200
    world.mai.phone_verified_at = hanoi("2026-11-20 09:00")
    world.mai.save()
    assert client.post("/dang-nhap/", {"username": "0912345678", "password": "demo"}).status_code == 302


def test_all_names_of_an_account_share_its_brake(world: World, client: Client) -> None:
    world.mai.phone_verified_at = hanoi("2026-11-20 09:00")
    world.mai.save()
    names = ["mai", "0912345678", "+84 912 345 678"] * 4
    answers = [client.post("/dang-nhap/", {"username": name, "password": "sai"}).status_code for name in names]
    assert answers == [200] * 10 + [429] * 2


def test_a_known_address_is_answered_as_an_unknown_one_and_its_owner_is_told(world: World, client: Client) -> None:
    join(client)
    stranger = Client()
    sent = stranger.post("/dang-ky/", {**NEW, "full_name": "Kẻ Gian", "password": "mat-khau-cua-ke-gian"})
    assert (sent.status_code, sent.url) == (302, "/dang-ky/ma/")
    assert "đã có tài khoản" in mail.outbox[-1].body
    assert not re.search(r"\d{6}", mail.outbox[-1].body)
    known, unknown = stranger.get("/dang-ky/ma/").content.decode(), Client()
    unknown.post("/dang-ky/", {**NEW, "contact": "moi@nha.vn"})
    strip = re.compile(r"(hoa|moi)@nha\.vn|csrfmiddlewaretoken\" value=\"\w+")
    assert strip.sub("", unknown.get("/dang-ky/ma/").content.decode()) == strip.sub("", known)
    assert User.objects.get(email="hoa@nha.vn").full_name == "Lê Thị Hoa"


def test_no_code_opens_a_decoy(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    join(client)
    monkeypatch.setattr(codes.secrets, "randbelow", lambda top: 123456)
    stranger = Client()
    stranger.post("/dang-ky/", {**NEW, "full_name": "Kẻ Gian"})
    assert stranger.post("/dang-ky/ma/", {"code": "123456"}).status_code == 422


def test_a_code_holds_ten_minutes_and_five_tries(world: World, client: Client) -> None:
    with time_machine.travel(hanoi("2026-11-20 09:00"), tick=False) as clock:
        client.post("/dang-ky/", NEW)
        code = code_in(mail.outbox[-1].body)
        clock.shift(timedelta(minutes=10))
        assert client.post("/dang-ky/ma/", {"code": code}).status_code == 422
        client.post("/dang-ky/ma/", {"again": "1"})
        assert client.post("/dang-ky/ma/", {"code": code}).status_code == 422, "the earlier code is void"
        code = code_in(mail.outbox[-1].body)
        wrong = f"{(int(code) + 1) % 10**6:06d}"
        for _ in range(codes.TRIES - 1):
            assert client.post("/dang-ky/ma/", {"code": wrong}).status_code == 422
        assert client.post("/dang-ky/ma/", {"code": code}).status_code == 422
    assert User.objects.filter(email="hoa@nha.vn").count() == 0


def test_codes_are_sent_a_few_times_only(world: World, client: Client) -> None:
    answers = [client.post("/dang-ky/", NEW).status_code for _ in range(codes.SENT_PER_CONTACT_AND_ADDRESS + 1)]
    assert answers == [302] * codes.SENT_PER_CONTACT_AND_ADDRESS + [429]
    assert Client(REMOTE_ADDR="10.9.9.9").post("/dang-ky/", NEW).status_code == 302


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"full_name": ""}, "Hãy điền mục này."),
        ({"contact": "hoa@"}, "Địa chỉ thư điện tử chưa đúng"),
        ({"contact": "12345"}, "Số điện thoại không hợp lệ"),
        ({"contact": "hoa"}, "Hãy nhập số điện thoại, ví dụ"),
        ({"personal_id": "123"}, "gồm đúng 12 chữ số"),
        ({"password": "ngan"}, "Mật khẩu quá ngắn: cần ít nhất 8 ký tự."),
        ({"password": "password1"}, "quá phổ biến"),
        ({"password": "hoa@nha.vn"}, "quá giống"),
    ],
)
def test_what_cannot_be_is_said_beside_its_box(
    world: World, client: Client, changed: dict[str, str], sentence: str
) -> None:
    answer = client.post("/dang-ky/", {**NEW, **changed})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert mail.outbox == []


def test_a_gateway_that_fails_is_told_and_nothing_typed_is_lost(world: World, client: Client, settings: Any) -> None:
    settings.SMS_URL = "https://127.0.0.1:1/"
    answer = client.post("/dang-ky/", {**NEW, "contact": "0987654321"})
    assert answer.status_code == 422
    assert "chưa gửi được tin" in answer.content.decode()
    assert "Lê  Thị Hoa" in answer.content.decode()


def test_two_browsers_that_join_with_one_address_make_one_account(world: World, client: Client) -> None:
    other = Client()
    client.post("/dang-ky/", NEW)
    first = code_in(mail.outbox[-1].body)
    other.post("/dang-ky/", NEW)
    assert other.post("/dang-ky/ma/", {"code": code_in(mail.outbox[-1].body)}).url == "/ho-so-cua-toi/"
    assert client.post("/dang-ky/ma/", {"code": first}).url == "/dang-nhap/"
    assert User.objects.filter(email="hoa@nha.vn").count() == 1
    assert client.get("/ho-so-cua-toi/").status_code == 302


@pytest.mark.parametrize("wanted", ["//x.vn/", "https://x.vn/", "/\\x.vn"])
def test_joining_leads_nowhere_else(world: World, client: Client, wanted: str) -> None:
    assert join(client, next=wanted).url == "/ho-so-cua-toi/"


def test_a_forgotten_password_is_replaced_and_every_session_ends(world: World, client: Client) -> None:
    join(client)
    lost = Client()
    assert lost.post("/quen-mat-khau/", {"name": "hoa@nha.vn"}).url == "/quen-mat-khau/ma/"
    assert lost.post("/quen-mat-khau/ma/", {"code": code_in(mail.outbox[-1].body)}).url == "/quen-mat-khau/moi/"
    assert lost.post("/quen-mat-khau/moi/", {"password": "ngan"}).status_code == 422
    assert lost.post("/quen-mat-khau/moi/", {"password": "nam-con-vit-bau"}).url == "/dang-nhap/"
    assert lost.get("/quen-mat-khau/moi/").url == "/quen-mat-khau/"
    assert client.get("/ho-so-cua-toi/").status_code == 302
    assert not Session.objects.filter(account__email="hoa@nha.vn").exists()
    assert "vừa được đặt lại" in mail.outbox[-1].body
    assert lost.post("/dang-nhap/", {"username": "hoa@nha.vn", "password": PASSWORD}).status_code == 200
    assert lost.post("/dang-nhap/", {"username": "hoa@nha.vn", "password": "nam-con-vit-bau"}).status_code == 302


@pytest.mark.parametrize("name", ["khong-co", "la@nha.vn", "mai", "lan"])
def test_nobody_learns_by_forgetting_whether_an_account_exists(world: World, client: Client, name: str) -> None:
    assert client.post("/quen-mat-khau/", {"name": name}).url == "/quen-mat-khau/ma/"
    page = client.get("/quen-mat-khau/ma/").content.decode()
    assert f"Nếu “{name}” có tài khoản" in page
    assert client.post("/quen-mat-khau/ma/", {"code": "123456"}).status_code == 422
    assert client.get("/quen-mat-khau/moi/").url == "/quen-mat-khau/"
    assert [message.subject.split(" –")[0] for message in mail.outbox] == (["Chưa có tài khoản"] if "@" in name else [])


def test_a_locked_account_is_not_entered_by_forgetting(world: World, client: Client) -> None:
    join(client)
    User.objects.filter(email="hoa@nha.vn").update(is_active=False)
    Client().post("/quen-mat-khau/", {"name": "hoa@nha.vn"})
    assert "chưa có tài khoản nào" in mail.outbox[-1].body
