"""A session or a token that ends while somebody types: nothing typed is lost, and nothing foreign is given back."""

import html
import re
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.models import Dossier, Draft
from tests.pictures import png
from tests.world import World, hanoi
from tthc_portal.unsent import MOST_CHARACTERS, Unsent, seal, unseal

WIZARD = "/nop-ho-so/1.013225/to-khai/"
OURS = {"Origin": "http://testserver"}
KEPT = "Những gì bạn vừa nhập vẫn còn đây; đăng nhập để tiếp tục."
NASTY = '"><script>alert(1)</script>\r\nhai dòng'


def hidden(page: str) -> list[tuple[str, str]]:
    """The hidden boxes of the page's own form, without its token."""
    form = page[page.index('<form class="form') :]
    boxes = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    return [(name, html.unescape(value)) for name, value in boxes if name != "csrfmiddlewaretoken"]


def draft(world: World) -> Draft:
    at = hanoi("2026-11-20 09:00")
    offering = world.offerings["1.013225", "H26.105"]
    return Draft.objects.create(account=world.mai, version=world.permit, offering=offering, started_at=at, saved_at=at)


def without_session(client: Client, address: str = WIZARD, sent: Any = None, **more: Any) -> Any:
    return client.post(address, {"subject": "Xây nhà", "go": "next"} if sent is None else sent, headers=OURS, **more)


def sign_in(client: Client, page: str, who: str = "mai", typed: str = "demo") -> Any:
    return client.post("/dang-nhap/", {**dict(hidden(page)), "username": who, "password": typed}, headers=OURS)


def test_what_was_typed_without_a_session_is_kept_through_signing_in(world: World, client: Client) -> None:
    draft(world)
    asked = without_session(client, sent={"subject": NASTY, "go": "exit"})
    assert (asked.status_code, asked["Cache-Control"]) == (403, "no-store, private")
    assert KEPT in asked.content.decode()
    answer = sign_in(client, asked.content.decode())
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<script>alert" not in page
    assert f'action="{WIZARD}"' in page
    assert "Gửi bằng tài khoản: <b>Trần Thị Mai</b>" in page
    assert hidden(page) == [("subject", NASTY), ("go", "exit")]
    assert client.post(WIZARD, dict(hidden(page)), headers=OURS).url == "/ho-so-cua-toi/"
    assert Draft.objects.get().answers["to-khai"]["subject"] == [NASTY]


def test_a_wrong_password_and_the_brake_lose_nothing(world: World, client: Client) -> None:
    page = without_session(client).content.decode()
    for _ in range(10):
        page = sign_in(client, page, typed="sai").content.decode()
        assert KEPT in page
    braked = sign_in(client, page, typed="sai")
    assert braked.status_code == 429
    [(name, sealed)] = re.findall(r'<input type="hidden" name="(unsent)" value="([^"]*)"', braked.content.decode())
    again = client.post("/dang-nhap/", {name: sealed}, headers=OURS)
    assert (again.status_code, KEPT in again.content.decode()) == (403, True)


def test_files_are_named_and_chosen_again(world: World, client: Client) -> None:
    files = [SimpleUploadedFile("sổ đỏ.png", png()), SimpleUploadedFile("<b>.png", png())]
    page = sign_in(client, without_session(client, sent={"file-3": files, "go": "next"}).content.decode())
    text = page.content.decode()
    assert "Chọn lại tệp: sổ đỏ.png, &lt;b&gt;.png" in text
    assert re.search(r'<input id="tep-1" type="file" name="file-3" multiple required', text)
    assert 'enctype="multipart/form-data"' in text


def test_a_clerks_form_is_kept_too_and_the_view_decides_who_may(world: World, client: Client) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    address = f"/xu-ly/{dossier.code}/comment/"
    sent = {"text": "Đã gọi điện cho chị Mai", "revision": dossier.revision}
    asked = without_session(client, address, sent).content.decode()
    page = sign_in(client, asked, "hung").content.decode()
    assert client.post(address, dict(hidden(page))).status_code in (403, 404)
    other = Client()
    page = sign_in(other, asked, "minh").content.decode()
    other.post(address, dict(hidden(page)))
    assert Dossier.objects.get().events.last().note == "Đã gọi điện cho chị Mai"


def test_the_administrators_form_is_kept_but_never_a_password(world: World, client: Client) -> None:
    day_off = without_session(client, "/quan-tri/departments/dayoff/add/", {"name": "Nghỉ bù"})
    assert (day_off.status_code, KEPT in day_off.content.decode()) == (403, True)
    sent = {"username": "moi", "password1": "bi-mat-1", "password2": "bi-mat-1"}
    answer = without_session(client, "/quan-tri/departments/user/add/", sent)
    assert answer.status_code == 302
    for name in ("new_password1", "old-password", "otp", "otp_token", "mat_khau", "PASSWORD"):
        assert without_session(client, sent={name: "x"}).status_code == 302


@pytest.mark.parametrize("origin", ["https://xau.vn", "null", "http://testserver.xau.vn", "http://testserver:81", ""])
def test_what_a_foreign_page_sent_is_not_given_back(world: World, client: Client, origin: str) -> None:
    answer = client.post(WIZARD, {"subject": "của kẻ khác"}, headers={"Origin": origin})
    assert answer.url.startswith("/dang-nhap/?next=")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.mai)
    refused = strict.post(WIZARD, {"subject": "của kẻ khác"}, headers={"Origin": origin})
    assert refused.status_code == 403
    assert "của kẻ khác" not in refused.content.decode()


def test_without_a_word_about_where_it_comes_from_nothing_is_given_back(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post(WIZARD, {"subject": "không rõ"})
    assert (refused.status_code, "không rõ" in refused.content.decode()) == (403, False)
    told = strict.post(WIZARD, {"subject": "của tôi"}, headers={"Referer": f"http://testserver{WIZARD}"})
    assert (told.status_code, "Gửi lại" in told.content.decode()) == (403, True)


def test_a_rotated_token_is_mended_by_one_button(world: World) -> None:
    draft(world)
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.mai)
    stale = client.post(f"{WIZARD}?sua=1", {"subject": NASTY, "csrfmiddlewaretoken": "x" * 32}, headers=OURS)
    page = stale.content.decode()
    assert stale.status_code == 403
    assert f'action="{WIZARD}?sua=1"' in page
    assert hidden(page) == [("subject", NASTY)]
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[-1]
    sent = {**dict(hidden(page)), "csrfmiddlewaretoken": token}
    assert client.post(f"{WIZARD}?sua=1", sent, headers=OURS).status_code == 302
    assert Draft.objects.get().answers["to-khai"]["subject"] == [NASTY]


def test_whoever_signed_in_meanwhile_in_another_tab_goes_on_at_once(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    sealed = seal(Unsent(WIZARD, (("subject", "Xây nhà"),)))
    asked = client.post("/dang-nhap/", {"unsent": sealed, "username": "mai", "password": "demo"}, headers=OURS)
    assert (asked.status_code, KEPT in asked.content.decode()) == (403, True)
    client.force_login(world.mai)
    page = client.post("/dang-nhap/", {"unsent": sealed, "username": "mai", "password": "demo"}, headers=OURS)
    assert (page.status_code, hidden(page.content.decode())) == (200, [("subject", "Xây nhà")])
    lenient = Client()
    lenient.force_login(world.mai)
    assert hidden(lenient.post("/dang-nhap/", {"unsent": sealed}).content.decode()) == [("subject", "Xây nhà")]


def test_signing_in_and_out_are_never_sent_again(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    for address in ("/dang-nhap/", "/dang-xuat/"):
        refused = client.post(address, {"username": "mai", "password": "bi-mat", "next": "/"}, headers=OURS)
        assert refused.status_code == 403
        assert "bi-mat" not in refused.content.decode()
        assert "Gửi lại" not in refused.content.decode()


@pytest.mark.parametrize(
    "forged",
    [
        "x",
        "",
        "\0",
        signing.dumps(["https://xau.vn/", [["a", "b"]], []]),
        signing.dumps(["https://xau.vn/", [], []], key="khác", salt="tthc_portal.unsent"),
    ],
    ids=["a word", "nothing", "a null", "sealed for another use", "sealed with another key"],  # a seal holds the time
)
def test_a_forged_parcel_leads_nowhere_but_to_ones_own_page(world: World, client: Client, forged: str) -> None:
    answer = client.post("/dang-nhap/", {"unsent": forged, "username": "mai", "password": "demo"})
    assert (answer.status_code, answer.url) == (302, "/ho-so-cua-toi/")


@pytest.mark.parametrize("address", ["//xau.vn/a/", "/\\xau.vn/"])
def test_an_address_that_looks_like_another_host_stays_ours(world: World, address: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(address, {"subject": "a b"}, headers=OURS)
    assert 'action="//' not in answer.content.decode()
    assert answer.status_code == 404


def test_too_much_is_said_and_not_carried(world: World, client: Client) -> None:
    long = "chữ " * (MOST_CHARACTERS // 4 + 1)
    page = without_session(client, sent={"subject": long}).content.decode()
    assert "dài quá, trang này không giữ được" in page
    assert hidden(page) == [("next", "")]
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.mai)
    refused = strict.post(WIZARD, {"subject": long}, headers=OURS).content.decode()
    assert "Nội dung bạn gửi dài quá" in refused
    assert "chữ chữ" not in refused


def test_what_is_sealed_comes_back_whole() -> None:
    unsent = Unsent("/a/?b=1", (("a", "1"), ("a", NASTY)), (("f", ("x.png", "y.png")),))
    assert unseal(seal(unsent)) == unsent
