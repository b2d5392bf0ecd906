"""What citizens have been told and how they want to be told: their own and nobody else's."""

from typing import Any

import pytest

from cases.actions.sign import sign
from cases.models import Delivery, Notice, NoticePreference
from tests.queries import statements
from tests.world import World, hanoi

AT = hanoi("2026-11-20 09:00")


@pytest.fixture
def mai(world: World, signed_in: Any) -> Any:
    return signed_in(world.mai)


def page(client: Any, address: str = "/thong-bao/") -> str:
    return str(client.get(address).content.decode())


def test_news_are_counted_in_the_head_of_every_page_until_they_are_read(world: World, mai: Any) -> None:
    assert "chưa đọc" not in page(mai, "/thu-tuc/")
    world.received(AT)
    sign(world.for_signature(AT), by=world.son, at=AT)
    assert '<span class="count">3<span class="visually-hidden"> chưa đọc' in page(mai, "/thu-tuc/")
    shown = page(mai)
    assert "3 thông báo chưa đọc" in shown
    newest = Notice.objects.filter(account=world.mai).latest("pk")
    assert mai.post("/thong-bao/doc/", {"den": newest.pk}).url == "/thong-bao/"
    assert "Bạn đã đọc tất cả" in page(mai)


def test_what_came_while_one_read_is_not_marked_as_read(world: World, mai: Any) -> None:
    world.received(AT)
    shown = Notice.objects.latest("pk").pk
    world.received(AT)
    mai.post("/thong-bao/doc/", {"den": shown})
    assert Notice.objects.unread_by(world.mai).count() == 1


def test_opening_one_marks_that_one(world: World, mai: Any) -> None:
    dossier, _ = world.received(AT), world.received(AT)
    notice = dossier.notices.get(action="receive")
    assert mai.post("/thong-bao/doc/", {"thong-bao": notice.pk}).url == f"/ho-so-cua-toi/{dossier.code}/"
    first = Notice.objects.get(pk=notice.pk).read_at
    assert Notice.objects.unread_by(world.mai).count() == 1
    mai.post("/thong-bao/doc/", {"thong-bao": notice.pk})
    assert Notice.objects.get(pk=notice.pk).read_at == first


def test_nobody_reads_or_marks_what_somebody_else_was_told(world: World, signed_in: Any) -> None:
    dossier = world.received(AT)
    hung = signed_in(world.hung)
    assert dossier.code not in page(hung)
    assert hung.post("/thong-bao/doc/", {"thong-bao": dossier.notices.get(action="receive").pk}).status_code == 404
    hung.post("/thong-bao/doc/", {"den": 10**9})
    assert Notice.objects.unread_by(world.mai).count() == 1


@pytest.mark.parametrize("sent", [{}, {"thong-bao": "x"}, {"den": "9" * 30}, {"thong-bao": "-1"}])
def test_a_mark_that_makes_no_sense_is_not_found(world: World, mai: Any, sent: dict[str, str]) -> None:
    assert mai.post("/thong-bao/doc/", sent).status_code == 404


def test_the_list_goes_on_over_pages_is_a_file_and_costs_the_same_for_one_and_three(world: World, mai: Any) -> None:
    world.received(AT)
    one = statements(lambda: mai.get("/thong-bao/"))
    for _ in range(11):
        world.received(AT)
    assert (statements(lambda: mai.get("/thong-bao/")), one) == (one, 5)
    shown = mai.get("/thong-bao/")
    assert len(shown.context["rows"]) == 20
    older = mai.get(f"/thong-bao/{shown.context['older_url']}")
    assert len(older.context["rows"]) == 4
    rows = b"".join(mai.get("/thong-bao/?dang=csv").streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 25
    assert "Hồ sơ đã được tiếp nhận" in rows[1]


def test_a_citizen_chooses_and_is_told_so_from_then_on(world: World, mai: Any) -> None:
    address = "/tai-khoan/thong-bao/"
    assert page(mai, address).count(" checked") == 2
    assert "0912 345 678" in page(mai, address)
    assert mai.post(address, {"email": "on"}).url == address
    chosen = NoticePreference.objects.get(account=world.mai)
    assert (chosen.email, chosen.sms) == (True, False)
    assert "Đã lưu" in page(mai, address)
    world.mai.refresh_from_db()
    world.submitted(AT)
    assert not Delivery.objects.exists()
    mai.post(address, {})
    assert NoticePreference.objects.filter(account=world.mai, email=False, sms=False).count() == 1
    assert page(mai, address).count(" checked") == 0
    mai.post(address, {"sms": "on"})
    world.mai.refresh_from_db()
    world.submitted(AT)
    assert Delivery.objects.get().carrier == "sms"
