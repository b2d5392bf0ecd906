"""What I can change of my account, and what it needs: my password, and a code to the new contact."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from departments.models import Session, User
from tests.world import World, hanoi


@pytest.fixture
def mai(world: World) -> Client:
    """Mai, signed in by the door."""
    client = Client()
    client.post("/dang-nhap/", {"username": "mai", "password": "demo"})
    return client


def code() -> str:
    found = re.search(r"\b\d{6}\b", mail.outbox[-1].body)
    assert found is not None
    return found.group()


def test_the_account_says_what_is_proved(world: World, mai: Client) -> None:
    page = mai.get("/tai-khoan/").content.decode()
    assert "001190012345" in page
    assert "Do bạn khai, chưa định danh" in page
    assert "0912 345 678" in page
    assert "Chưa xác nhận" in page


def test_a_new_contact_needs_the_password_and_its_code(world: World, mai: Client) -> None:
    assert mai.post("/tai-khoan/lien-he/", {"contact": "mai@nha.vn", "current_password": "sai"}).status_code == 422
    assert mail.outbox == []
    assert (
        mai.post("/tai-khoan/lien-he/", {"contact": "mai@nha.vn", "current_password": "demo"}).url
        == "/tai-khoan/lien-he/ma/"
    )
    assert User.objects.get(pk=world.mai.pk).email == ""
    assert mai.post("/tai-khoan/lien-he/ma/", {"code": "12"}).status_code == 422
    assert mai.post("/tai-khoan/lien-he/ma/", {"code": code()}).url == "/tai-khoan/"
    changed = User.objects.get(pk=world.mai.pk)
    assert (changed.email, changed.email_verified_at is not None) == ("mai@nha.vn", True)
    assert mai.get("/tai-khoan/lien-he/ma/").url == "/tai-khoan/lien-he/"


def test_the_old_contact_is_told_when_it_is_replaced(world: World, mai: Client) -> None:
    User.objects.filter(pk=world.mai.pk).update(email="cu@nha.vn", email_verified_at=hanoi("2026-11-01 09:00"))
    mai.post("/tai-khoan/lien-he/", {"contact": "moi@nha.vn", "current_password": "demo"})
    mai.post("/tai-khoan/lien-he/ma/", {"code": code()})
    assert {message.to[0] for message in mail.outbox if "vừa được đổi" in message.body} == {"cu@nha.vn", "moi@nha.vn"}


def test_a_contact_of_another_account_is_never_taken_over(world: World, mai: Client, monkeypatch: Any) -> None:
    User.objects.filter(pk=world.hung.pk).update(email="hung@nha.vn", email_verified_at=hanoi("2026-11-01 09:00"))
    monkeypatch.setattr("tthc_portal.accounts.codes.secrets.randbelow", lambda top: 123456)
    mai.post("/tai-khoan/lien-he/", {"contact": "hung@nha.vn", "current_password": "demo"})
    assert "đã có tài khoản" in mail.outbox[-1].body
    assert mai.post("/tai-khoan/lien-he/ma/", {"code": "123456"}).status_code == 422
    assert User.objects.get(pk=world.mai.pk).email == ""


def test_who_proves_the_same_contact_a_moment_later_is_refused(world: World, mai: Client) -> None:
    mai.post("/tai-khoan/lien-he/", {"contact": "chung@nha.vn", "current_password": "demo"})
    User.objects.filter(pk=world.hung.pk).update(email="chung@nha.vn", email_verified_at=hanoi("2026-11-01 09:00"))
    assert mai.post("/tai-khoan/lien-he/ma/", {"code": code()}).url == "/tai-khoan/lien-he/"
    assert User.objects.get(pk=world.mai.pk).email == ""


def test_a_new_password_signs_every_other_browser_out(world: World, mai: Client) -> None:
    elsewhere = Client()
    elsewhere.post("/dang-nhap/", {"username": "mai", "password": "demo"})
    sent = {"current_password": "demo", "password": "sau-con-ca-chep"}
    assert mai.post("/tai-khoan/mat-khau/", {**sent, "current_password": "sai"}).status_code == 422
    assert mai.post("/tai-khoan/mat-khau/", sent).url == "/tai-khoan/"
    assert mai.get("/tai-khoan/").status_code == 200
    assert elsewhere.get("/tai-khoan/").status_code == 302
    assert Session.objects.filter(account=world.mai).count() == 1


def test_nobody_guesses_the_password_at_an_open_browser(world: World, mai: Client) -> None:
    sent = {"contact": "mai@nha.vn", "current_password": "sai"}
    answers = [mai.post("/tai-khoan/lien-he/", sent).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_the_profile_fills_in_new_dossiers_but_not_who_was_identified(world: World, mai: Client) -> None:
    sent = {"full_name": "Trần Thị  Mai", "personal_id": "001190012345", "address": "12 Lý Thường Kiệt"}
    assert mai.post("/tai-khoan/thong-tin/", sent).url == "/tai-khoan/"
    assert User.objects.get(pk=world.mai.pk).address == "12 Lý Thường Kiệt"
    User.objects.filter(pk=world.mai.pk).update(identified_at=hanoi("2026-11-01 09:00"), identified_by="VNeID")
    mai.post("/tai-khoan/thong-tin/", {**sent, "full_name": "Người Khác", "personal_id": "001190099999"})
    kept = User.objects.get(pk=world.mai.pk)
    assert (kept.full_name, kept.personal_id) == ("Trần Thị Mai", "001190012345")
