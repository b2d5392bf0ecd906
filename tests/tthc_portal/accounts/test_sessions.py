"""Where I am signed in: told with device and place, ended from afar, and at no cost to other pages."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from departments.models import Session
from tests.queries import statements
from tests.world import World, hanoi
from tthc_portal.accounts.devices import device_of, rough_place

PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/129.0 Mobile Safari/537.36"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0"
PAGE = "/tai-khoan/phien/"


def come(name: str, agent: str = PHONE, address: str = "113.160.5.77") -> Client:
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    assert client.post("/dang-nhap/", {"username": name, "password": "demo"}).status_code == 302
    return client


def test_each_browser_is_told_with_device_place_and_moments(world: World) -> None:
    with time_machine.travel(hanoi("2026-11-25 09:00"), tick=False) as clock:
        phone = come("mai")
        clock.shift(timedelta(minutes=30))
        come("mai", WINDOWS, "10.0.0.9")
        phone.get("/ho-so-cua-toi/")
        page = phone.get(PAGE).content.decode()
    for words in (
        "Chrome trên điện thoại hoặc máy tính bảng Android",
        "Đăng nhập 09:00 25/11/2026 từ mạng 113.160.5.x. Dùng lần cuối 09:30 25/11/2026.",
        "Firefox trên máy tính Windows",
        "thiết bị này",
    ):
        assert words in page
    assert not any(key in page for key in Session.objects.values_list("session_key", flat=True))


def test_one_browser_is_signed_out_from_afar(world: World) -> None:
    phone, office, other = come("mai"), come("mai", WINDOWS), come("mai")
    page = phone.get(PAGE).content.decode()
    name = page.split('name="phien" value="')[1].split('"')[0]
    before = Session.objects.count()
    assert phone.post(PAGE, {"phien": name}).url == PAGE
    assert Session.objects.count() == before - 1
    assert sorted(one.get("/tai-khoan/").status_code for one in (phone, office, other)) == [200, 200, 302]
    assert phone.post(PAGE, {"phien": name}).url == PAGE, "pressed twice"


def test_all_others_are_signed_out_at_once_and_nobody_elses(world: World) -> None:
    phone, office, hung = come("mai"), come("mai", WINDOWS), come("hung")
    assert phone.post(PAGE, {"khac": "1"}).url == PAGE
    assert [one.get("/tai-khoan/").status_code for one in (phone, office, hung)] == [200, 302, 200]
    page = hung.get(PAGE).content.decode()
    assert (page.count('class="file"'), "thiết bị này" in page) == (1, True)


def test_nobody_ends_a_session_of_somebody_else(world: World) -> None:
    phone = come("mai")
    come("mai", WINDOWS)
    name = phone.get(PAGE).content.decode().split('name="phien" value="')[1].split('"')[0]
    before = Session.objects.count()
    come("hung").post(PAGE, {"phien": name})
    assert Session.objects.count() == before + 1


def test_what_ran_out_is_not_told(world: World) -> None:
    with time_machine.travel(hanoi("2026-11-24 09:00"), tick=False):
        come("mai", WINDOWS)
    assert "Firefox" not in come("mai").get(PAGE).content.decode()


def test_a_session_is_written_again_every_ten_minutes_at_most(world: World) -> None:
    with time_machine.travel(hanoi("2026-11-25 09:00"), tick=False) as clock:
        mai = come("mai")
        first = statements(lambda: mai.get("/tai-khoan/"))
        clock.shift(timedelta(minutes=9))
        assert statements(lambda: mai.get("/tai-khoan/")) == first
        clock.shift(timedelta(minutes=1))
        assert statements(lambda: mai.get("/tai-khoan/")) > first
        assert Session.objects.get(account=world.mai).seen_at == hanoi("2026-11-25 09:10")


def test_the_page_costs_the_same_for_one_and_for_three(world: World) -> None:
    mai = come("mai")
    one = statements(lambda: mai.get(PAGE))
    come("mai")
    come("mai", WINDOWS)
    assert statements(lambda: mai.get(PAGE)) == one <= 10


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("", "Thiết bị không rõ"),
        ("curl/8.5", "Thiết bị không rõ"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari/604.1",
            "Safari trên iPhone",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Chrome/129 Edg/129.0",
            "Edge trên máy tính Mac",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/130.0 Chrome/124",
            "Cốc Cốc trên máy tính Windows",
        ),
    ],
)
def test_a_device_is_named_in_words(agent: str, words: str) -> None:
    assert device_of(agent) == words


@pytest.mark.parametrize(
    ("address", "rough"),
    [("113.160.5.77", "113.160.5.x"), ("2001:db8:1:2::/64", "2001:db8:1::x"), ("", ""), ("unknown", "")],
)
def test_a_place_is_told_roughly(address: str, rough: str) -> None:
    assert rough_place(address) == rough
