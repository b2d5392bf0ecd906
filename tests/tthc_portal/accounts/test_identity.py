"""Coming in with an electronic identity, tried against a real provider in a process of its own."""

from dataclasses import replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import time_machine
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from departments.models import OutsideIdentity, User
from tests.identity_provider import allow, deny
from tests.world import World, hanoi
from tthc_portal.environment import IdentityProvider
from tthc_portal.environment import identity_provider as read_settings

pytestmark = pytest.mark.usefixtures("provider")
START, FIRST, TIED = "/dang-nhap/dinh-danh/", "/dang-nhap/dinh-danh/lan-dau/", "/tai-khoan/dinh-danh/"


def come(client: Client, who: str, wanted: str = "") -> Any:
    """From the portal to the provider and back, as `who`."""
    there = client.get(START, {"next": wanted})
    assert there.status_code == 302, there.status_code
    return client.get(allow(there.url, who))


def signed_in(name: str) -> Client:
    client = Client()
    client.post("/dang-nhap/", {"username": name, "password": "demo"})
    return client


def told(client: Client, address: str = "/dang-nhap/") -> str:
    return client.get(address).content.decode()


def test_the_browser_is_sent_with_state_nonce_and_a_challenge(world: World, client: Client) -> None:
    asked = parse_qs(urlsplit(client.get(START).url).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert asked["redirect_uri"] == ["http://testserver/dang-nhap/dinh-danh/ve/"]


def test_without_the_proof_of_who_began_nobody_gets_a_token(
    world: World, client: Client, provider: IdentityProvider
) -> None:
    there = client.get(START).url
    asked = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
    plain = {**asked, "code_challenge_method": "plain"}
    without = {name: value for name, value in asked.items() if not name.startswith("code_challenge")}
    for refused in (plain, without):
        answer = requests.get(there.split("?")[0], params=refused, allow_redirects=False, timeout=10)
        assert "error=invalid_request" in answer.headers["Location"]
    code = parse_qs(urlsplit(allow(there, "vneid-hoa")).query)["code"][0]
    wanted = {"grant_type": "authorization_code", "code": code, "redirect_uri": asked["redirect_uri"]}
    for guessed, problem in (({}, "Missing 'code_verifier'"), ({"code_verifier": "x" * 48}, "Code challenge failed.")):
        answer = requests.post(
            f"{provider.issuer}/oauth2/token", {**wanted, **guessed}, auth=("portal", "secret"), timeout=10
        )
        assert (answer.status_code, answer.json()["error_description"]) == (400, problem)


def test_a_browser_with_the_wrong_proof_or_nonce_does_not_come_in(world: World, client: Client) -> None:
    back = allow(client.get(START).url, "vneid-hoa")
    session = client.session
    [state] = [name for name, _ in session.items() if name.startswith("_state_identity_")]
    session[state]["data"]["code_verifier"] = "x" * 48
    session.save()
    assert client.get(back).url == "/dang-nhap/"
    assert "Chưa đăng nhập được" in told(client)
    assert come(client, "vneid-other-nonce").url == "/dang-nhap/"
    assert "Chưa đăng nhập được" in told(client)


def test_the_first_time_opens_an_account_only_when_asked(world: World, client: Client) -> None:
    before = User.objects.count()
    assert come(client, "vneid-hoa", "/nop-ho-so/1.013225/").url == FIRST
    assert "Lê Thị Hoa" in told(client, FIRST)
    assert User.objects.count() == before
    assert client.post(FIRST).url == "/nop-ho-so/1.013225/"
    hoa = User.objects.get(personal_id="001185099999")
    assert (hoa.full_name, hoa.identified_by, hoa.has_usable_password()) == ("Lê Thị Hoa", "VNeID", False)
    assert hoa.identified_at is not None
    assert not hoa.is_staff
    assert client.get("/ho-so-cua-toi/").status_code == 200


def test_the_second_time_leads_straight_in(world: World) -> None:
    one = Client()
    come(one, "vneid-hoa")
    one.post(FIRST)
    two = Client()
    assert come(two, "vneid-hoa", "//elsewhere.vn/").url == "/dang-nhap/"
    assert two.get("/dang-nhap/").url == "/ho-so-cua-toi/"
    assert User.objects.filter(personal_id="001185099999").count() == 1
    assert "thiết bị này" in told(two, "/tai-khoan/phien/")


def test_a_matching_number_phone_or_address_leads_into_no_account(world: World, client: Client) -> None:
    User.objects.filter(pk=world.lan.pk).update(email="lan@nha.vn", email_verified_at=hanoi("2026-11-01 09:00"))
    User.objects.filter(pk=world.lan.pk).update(personal_id="001185099999")
    come(client, "vneid-hoa")
    client.post(FIRST)
    opened = User.objects.exclude(identified_at=None).get()
    assert opened not in (world.lan, world.mai)
    assert not opened.posts.exists()
    come(Client(), "vneid-mai")
    assert User.objects.get(pk=world.mai.pk).identified_at is None


def test_mai_ties_her_identity_to_the_account_she_has_and_must_know_its_password(world: World) -> None:
    mai = signed_in("mai")
    assert come(mai, "vneid-mai").url == TIED
    assert "0011****2345" in told(mai, TIED)
    assert mai.post(TIED, {"current_password": "sai"}).status_code == 422
    assert not OutsideIdentity.objects.exists()
    assert mai.post(TIED, {"current_password": "demo"}).url == "/tai-khoan/"
    known = User.objects.get(pk=world.mai.pk)
    assert (known.full_name, known.personal_id, known.birth_date) == ("Trần Thị Mai", "001190012345", date(1990, 3, 4))
    assert known.identified_at is not None
    assert "Đã định danh bằng VNeID" in told(mai, "/tai-khoan/")
    elsewhere = Client()
    come(elsewhere, "vneid-mai")
    assert elsewhere.get("/tai-khoan/").context["user"] == world.mai


def test_an_identity_belongs_to_one_account_and_a_person_too(world: World) -> None:
    mai, hung = signed_in("mai"), signed_in("hung")
    come(mai, "vneid-mai")
    mai.post(TIED, {"current_password": "demo"})
    assert come(hung, "vneid-mai").url == TIED
    assert "đã liên kết với một tài khoản khác" in told(hung, TIED)
    come(hung, "vneid-mai-2")
    answer = hung.post(TIED, {"current_password": "demo"})
    assert (answer.status_code, "đã thuộc một tài khoản khác" in answer.content.decode()) == (422, True)
    assert User.objects.get(pk=world.hung.pk).identified_at is None
    stranger = Client()
    come(stranger, "vneid-mai-2")
    before = User.objects.count()
    assert stranger.post(FIRST).url == "/dang-nhap/"
    assert User.objects.count() == before


def test_an_account_identified_as_one_person_is_never_tied_to_another(world: World) -> None:
    mai = signed_in("mai")
    come(mai, "vneid-mai")
    mai.post(TIED, {"current_password": "demo"})
    OutsideIdentity.objects.all().delete()
    come(mai, "vneid-hoa")
    answer = mai.post(TIED, {"current_password": "demo"})
    assert "được định danh là người khác" in answer.content.decode()
    assert User.objects.get(pk=world.mai.pk).personal_id == "001190012345"


def test_untying_needs_another_way_in(world: World, client: Client) -> None:
    come(client, "vneid-hoa")
    client.post(FIRST)
    answer = client.post(TIED)
    assert (answer.status_code, "để còn cách đăng nhập" in answer.content.decode()) == (422, True)
    mai = signed_in("mai")
    come(mai, "vneid-mai")
    mai.post(TIED, {"current_password": "demo"})
    assert mai.post(TIED, {"current_password": "sai"}).status_code == 422
    assert mai.post(TIED, {"current_password": "demo"}).url == "/tai-khoan/"
    assert not OutsideIdentity.objects.filter(user=world.mai).exists()
    assert User.objects.get(pk=world.mai.pk).identified_at is not None
    assert come(Client(), "vneid-mai").url == FIRST


def test_the_holder_is_told_of_both(world: World) -> None:
    User.objects.filter(pk=world.mai.pk).update(email="mai@nha.vn", email_verified_at=hanoi("2026-11-01 09:00"))
    mai = signed_in("mai")
    come(mai, "vneid-mai")
    mai.post(TIED, {"current_password": "demo"})
    mai.post(TIED, {"current_password": "demo"})
    assert [one.subject.split(" –")[0] for one in mail.outbox] == ["Đã liên kết định danh", "Đã bỏ liên kết định danh"]


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("vneid-no-number", "không cho biết số định danh"),
        ("vneid-bad-number", "không cho biết số định danh"),
        ("vneid-no-name", "không cho biết họ tên"),
    ],
)
def test_who_is_not_vouched_for_does_not_come_in(world: World, client: Client, who: str, sentence: str) -> None:
    assert come(client, who).url == "/dang-nhap/"
    assert sentence in told(client)


def test_whoever_refuses_at_the_provider_is_back_where_he_was(world: World, client: Client) -> None:
    assert client.get(deny(client.get(START).url)).url == "/dang-nhap/"
    assert "Bạn đã hủy" in told(client)


def test_an_answer_is_for_the_browser_that_asked_and_for_once(world: World, client: Client) -> None:
    back = allow(client.get(START).url, "vneid-hoa")
    thief = Client()
    assert thief.get(back).url == "/dang-nhap/"
    assert "Chưa đăng nhập được" in told(thief)
    assert client.get(back).url == FIRST
    assert client.get(back).url == "/dang-nhap/"


@pytest.mark.parametrize("query", ["", "code=x", "code=x&state=y", "state=y", "error=server_error"])
def test_an_answer_that_makes_no_sense_is_a_sentence(world: World, client: Client, query: str) -> None:
    assert client.get(f"/dang-nhap/dinh-danh/ve/?{query}").url == "/dang-nhap/"


def test_a_locked_account_is_locked_this_way_too(world: World) -> None:
    mai = signed_in("mai")
    come(mai, "vneid-mai")
    mai.post(TIED, {"current_password": "demo"})
    User.objects.filter(pk=world.mai.pk).update(is_active=False)
    somewhere = Client()
    assert come(somewhere, "vneid-mai").url == "/dang-nhap/"
    assert "đang bị khóa" in told(somewhere)


def test_what_was_vouched_for_holds_ten_minutes(world: World, client: Client) -> None:
    come(client, "vneid-hoa")
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert client.get(FIRST).url == "/dang-nhap/"


def test_a_provider_that_answers_under_another_name_is_not_believed(
    world: World, client: Client, provider: IdentityProvider, settings: Any
) -> None:
    metadata = requests.get(f"{provider.issuer}/.well-known/openid-configuration", timeout=10).content

    class Copy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(metadata)

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Copy) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.IDENTITY_PROVIDER = replace(provider, issuer=f"http://127.0.0.1:{server.server_port}")
        assert client.get(START).url == "/dang-nhap/"
        server.shutdown()
        thread.join()
    assert "dưới một tên khác" in told(client)


def test_a_provider_out_of_reach_is_a_sentence(world: World, client: Client, settings: Any, provider: Any) -> None:
    settings.IDENTITY_PROVIDER = replace(provider, issuer="http://127.0.0.1:1")
    assert client.get(START).url == "/dang-nhap/"
    assert "chưa kết nối được với VNeID" in told(client)


def test_without_a_provider_there_is_no_button_and_no_page(world: World, client: Client, settings: Any) -> None:
    assert "Đăng nhập bằng VNeID" in told(client)
    settings.IDENTITY_PROVIDER = None
    assert "VNeID" not in told(client)
    for address in (START, FIRST, f"{START}ve/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"TTHC_OIDC_ISSUER": "https://sso.vn"}, "đủ cả ba"),
        (
            {"TTHC_OIDC_ISSUER": "http://sso.vn", "TTHC_OIDC_CLIENT_ID": "a", "TTHC_OIDC_CLIENT_SECRET": "b"},
            "https://",
        ),
    ],
)
def test_half_a_provider_or_one_without_tls_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], sentence: str
) -> None:
    import environ

    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=sentence):
        read_settings(environ.Env())
