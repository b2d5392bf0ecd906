"""Signing in: guessing is braked however the name is spelt, and nobody is sent in circles or elsewhere."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from departments.models import User
from tests.world import World
from tthc_portal.sign_in import (
    ACCOUNT_WINDOW,
    ATTEMPTS_PER_ACCOUNT,
    ATTEMPTS_PER_ACCOUNT_AND_ADDRESS,
    ATTEMPTS_PER_ADDRESS,
    WINDOW,
    attempt,
)

SIGN_IN = "/dang-nhap/"
NINE = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def try_once(client: Client, name: str, address: str = "10.0.0.1", **headers: str) -> int:
    sent = {"username": name, "password": "sai"}
    return client.post(SIGN_IN, sent, REMOTE_ADDR=address, headers=headers).status_code


@pytest.mark.parametrize("spelt", ["mai", "MAI", " mai ", "ｍai", "ＭＡＩ", "ｍａｉ"])
def test_one_account_has_one_brake_however_its_name_is_spelt(world: World, client: Client, spelt: str) -> None:
    assert {try_once(client, "mai") for _ in range(ATTEMPTS_PER_ACCOUNT_AND_ADDRESS)} == {200}
    assert try_once(client, spelt) == 429
    assert try_once(client, "lan") == 200


def test_a_stranger_who_knows_the_name_does_not_lock_the_owner_out(world: World, client: Client) -> None:
    assert {try_once(client, "mai", "10.6.6.6") for _ in range(ATTEMPTS_PER_ADDRESS + 1)} == {200, 429}
    sent = {"username": "mai", "password": "demo"}
    assert client.post(SIGN_IN, sent, REMOTE_ADDR="10.0.0.1").url == "/ho-so-cua-toi/"


@pytest.mark.django_db
def test_not_even_a_day_of_posts_from_one_place_uses_the_account_up() -> None:
    allowed = [bool(attempt("mai", "10.6.6.6", at=NINE + timedelta(minutes=n))) for n in range(300)]
    assert sum(allowed) == ATTEMPTS_PER_ACCOUNT_AND_ADDRESS * 300 // 15
    assert attempt("mai", "10.0.0.1", at=NINE + timedelta(minutes=300))


@pytest.mark.django_db
def test_guessing_at_one_account_from_many_places_is_braked_by_the_hour() -> None:
    places = ATTEMPTS_PER_ACCOUNT // ATTEMPTS_PER_ACCOUNT_AND_ADDRESS
    for place in range(places):
        for _ in range(ATTEMPTS_PER_ACCOUNT_AND_ADDRESS):
            assert attempt("mai", f"10.1.0.{place}", at=NINE)
    assert not attempt("Mai", "10.1.1.1", at=NINE + WINDOW)
    assert attempt("lan", "10.1.1.1", at=NINE + WINDOW)
    assert attempt("mai", "10.1.1.2", at=NINE + ACCOUNT_WINDOW)


def test_one_client_is_braked_over_all_accounts_and_cannot_say_it_is_another(world: World, client: Client) -> None:
    for number in range(ATTEMPTS_PER_ADDRESS):
        assert try_once(client, f"nguoi{number}", **{"X-Forwarded-For": f"10.1.0.{number}"}) == 200
    assert try_once(client, "mai", **{"X-Forwarded-For": "10.2.0.1"}) == 429


def test_a_client_with_a_whole_network_of_addresses_is_one(world: World, client: Client) -> None:
    for number in range(ATTEMPTS_PER_ADDRESS):
        assert try_once(client, f"nguoi{number}", f"2001:db8::{number:x}") == 200
    assert try_once(client, "mai", "2001:db8::ffff:1") == 429
    assert try_once(client, "mai", "2001:db8:0:1::1") == 200


@pytest.mark.parametrize("wanted", [SIGN_IN, f"{SIGN_IN}?next={SIGN_IN}", "//x.vn", "https://x.vn", "/\\x.vn"])
def test_who_is_in_goes_to_his_own_page_not_in_circles_nor_elsewhere(world: World, signed_in: Any, wanted: str) -> None:
    answer = signed_in(world.mai).get(SIGN_IN, {"next": wanted})
    assert (answer.status_code, answer.url) == (302, "/ho-so-cua-toi/")


def test_a_wrong_password_is_told_in_plain_words_and_with_a_way_on(world: World, client: Client) -> None:
    page = client.post(SIGN_IN, {"username": "mai", "password": "sai"}).content.decode()
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in page
    assert 'href="/quen-mat-khau/"' in page
    assert "Mang thẻ căn cước đến Bộ phận Một cửa" in page


def test_the_language_of_the_browser_goes_with_the_account_until_its_holder_chooses_again(world: World) -> None:
    def told_in() -> str:
        return User.objects.get(pk=world.mai.pk).language

    plain, english = Client(), Client()
    plain.post("/dang-nhap/", {"username": "mai", "password": "demo"})
    assert told_in() == ""
    english.cookies["django_language"] = "en"
    english.post("/dang-nhap/", {"username": "mai", "password": "demo"})
    assert told_in() == "en"
    for chosen, kept in (("xx", "en"), ("vi", "vi")):
        plain.post("/ngon-ngu/", {"language": chosen})
        assert told_in() == kept
    assert Client().post("/ngon-ngu/", {"language": "en"}).status_code == 302
    english.post("/dang-nhap/", {"username": "mai", "password": "demo"})
    assert told_in() == "vi"
    english.post("/quen-mat-khau/", {"name": "nobody@example.vn"})
    assert mail.outbox[0].subject.startswith("No account yet – ")
