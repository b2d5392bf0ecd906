"""What was typed and sent without a session is still there after coming in with an electronic identity."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cases.models import Draft
from departments.models import OutsideIdentity
from tests.identity_provider import allow, deny
from tests.world import World, hanoi
from tthc_portal.unsent import unseal

pytestmark = pytest.mark.usefixtures("provider")
START, FIRST, TIED = "/dang-nhap/dinh-danh/", "/dang-nhap/dinh-danh/lan-dau/", "/tai-khoan/dinh-danh/"
RESUME, WIZARD = "/dang-nhap/dinh-danh/tiep/", "/nop-ho-so/1.013225/to-khai/"
OURS = {"Origin": "http://testserver"}
KEPT, GO_ON = "Những gì bạn vừa nhập vẫn còn đây", "Những gì bạn nhập vẫn còn đây"
TYPED = "Xây nhà ở\r\nhai tầng, không có tầng hầm"


def boxes(page: str, start: str) -> dict[str, str]:
    """The hidden boxes of a page from `start` on, without its token."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page[page.index(start) :])
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def sent_away(client: Client) -> str:
    """Mai's form without a session, then the way to the provider that the sign-in page offers."""
    asked = client.post(WIZARD, {"subject": TYPED, "go": "exit"}, headers=OURS).content.decode()
    page = client.post(START, boxes(asked, f'action="{START}"'), headers=OURS)
    assert page.status_code == 200
    assert page["Refresh"].startswith("0; url=http://127.0.0.1")
    return html.unescape(re.findall(r'class="btn btn-primary" href="(http[^"]+)"', page.content.decode())[0])


def tied(world: World) -> None:
    mai = Client()
    mai.force_login(world.mai)
    mai.get(allow(mai.get(START).url, "vneid-mai"))
    mai.post(TIED, {"current_password": "demo"})
    assert OutsideIdentity.objects.get().user == world.mai


def sends_on(client: Client, world: World) -> None:
    """The one button of the page after coming in: all arrives, and waits no longer."""
    at = hanoi("2026-11-20 09:00")
    offering = world.offerings["1.013225", "H26.105"]
    account = client.get(RESUME).context["user"]
    Draft.objects.create(account=account, version=world.permit, offering=offering, started_at=at, saved_at=at)
    page = client.get(RESUME).content.decode()
    assert GO_ON in page
    assert client.post(WIZARD, boxes(page, f'action="{WIZARD}"'), headers=OURS).url == "/ho-so-cua-toi/"
    assert Draft.objects.get().answers["to-khai"]["subject"] == [TYPED]
    assert client.get(RESUME).url == "/dang-nhap/"


def test_a_known_identity_brings_it_back(world: World, client: Client) -> None:
    tied(world)
    assert client.get(allow(sent_away(client), "vneid-mai")).url == RESUME
    sends_on(client, world)


def test_a_first_identity_brings_it_into_the_new_account(world: World, client: Client) -> None:
    assert client.get(allow(sent_away(client), "vneid-hoa")).url == FIRST
    assert KEPT in client.get(FIRST).content.decode()
    assert client.post(FIRST).url == RESUME
    sends_on(client, world)


def test_tying_to_the_account_there_is_brings_it_back(world: World, client: Client) -> None:
    client.get(allow(sent_away(client), "vneid-mai"))
    client.post("/dang-nhap/", {"username": "mai", "password": "demo", "next": TIED})
    assert f'href="{RESUME}"' in client.get(TIED).content.decode()  # for whoever does not tie after all
    assert client.post(TIED, {"current_password": "demo"}).url == RESUME
    sends_on(client, world)


def test_who_cancels_there_finds_it_on_the_sign_in_page_and_nobody_after_him(world: World, client: Client) -> None:
    page = client.get(deny(sent_away(client)))
    assert (page.status_code, "Bạn đã hủy" in page.content.decode()) == (403, True)
    sent = {**boxes(page.content.decode(), '<form class="form'), "username": "mai", "password": "demo"}
    assert GO_ON in client.post("/dang-nhap/", sent, headers=OURS).content.decode()
    assert client.get(RESUME).url == "/dang-nhap/"
    other = Client()
    tied(world)
    sent_away(other)  # left there; then somebody else comes to this browser
    assert other.get(allow(other.get(START).url, "vneid-mai")).url == "/dang-nhap/"


def test_it_waits_half_an_hour_and_is_braked(world: World, client: Client) -> None:
    tied(world)
    back = allow(sent_away(client), "vneid-mai")
    client.get(back)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert client.get(RESUME).url == "/dang-nhap/"
    strict = Client(enforce_csrf_checks=True)
    stranger = Client()
    parcel = boxes(stranger.post(WIZARD, {"subject": TYPED}, headers=OURS).content.decode(), f'action="{START}"')
    # A token that does not fit any more asks again, and loses nothing.
    assert KEPT in strict.post(START, parcel, headers=OURS).content.decode()
    answers = [stranger.post(START, parcel, headers=OURS) for _ in range(20)]
    assert [answer.status_code for answer in answers[-2:]] == [200, 429]
    carried = boxes(answers[-1].content.decode(), 'action="/dang-nhap/"')["unsent"]
    assert unseal(carried) == unseal(parcel["unsent"])
