"""What changes at a dossier on its way: how the result comes, that an apology was received; and all papers at once."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cases.actions.apologise import apologise
from cases.actions.hand_over import hand_over
from cases.models import Document, Dossier
from cases.storage import accept_upload
from tests.cases.uploads import a_pdf, upload
from tests.world import World, hanoi

AT = hanoi("2026-11-20 09:00")


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT)


def sorry(world: World) -> Dossier:
    """Late, and Sơn has apologised."""
    dossier = world.assigned(AT)
    return apologise(dossier, by=world.son, at=AT, reason="Cán bộ ốm.", new_day=date(2026, 12, 9))


def test_the_applicant_reads_the_apology_and_says_once_that_it_came(world: World, signed_in: Any) -> None:
    dossier, mai, minh = sorry(world), signed_in(world.mai), signed_in(world.minh)
    page = mai.get(f"/ho-so-cua-toi/{dossier.code}/").content.decode()
    assert "Cán bộ ốm." in page
    assert f"/in/{dossier.code}/xin-loi.pdf?lan=1" in page
    assert "Người nộp chưa xác nhận" in minh.get(dossier.get_absolute_url()).content.decode()
    for _ in range(2):
        assert mai.post(f"/ho-so-cua-toi/{dossier.code}/xin-loi/").status_code == 302
    assert dossier.events.filter(action="confirm_apology").count() == 1
    assert "Bạn đã xác nhận nhận được" in mai.get(f"/ho-so-cua-toi/{dossier.code}/").content.decode()
    assert "Người nộp đã xác nhận" in minh.get(dossier.get_absolute_url()).content.decode()


def test_nobody_else_confirms_it_but_the_desk(world: World, signed_in: Any) -> None:
    dossier = sorry(world)
    assert signed_in(world.hung).post(f"/ho-so-cua-toi/{dossier.code}/xin-loi/").status_code == 404
    dossier.refresh_from_db()
    form = {"revision": dossier.revision, "note": "Bà Mai nhận bản giấy"}
    assert signed_in(world.minh).post(f"/xu-ly/{dossier.code}/confirm_apology/", form).status_code == 403
    assert signed_in(world.lan).post(f"/xu-ly/{dossier.code}/confirm_apology/", form).status_code == 302
    assert dossier.apologies.get().confirmed_at == AT


@pytest.mark.parametrize(
    ("typed", "status", "kept"),
    [
        ({"delivery": "electronic"}, 302, ("electronic", "")),
        ({"delivery": "post", "delivery_address": "12 Ngõ Nhỏ"}, 302, ("post", "12 Ngõ Nhỏ")),
        ({"delivery": "post"}, 422, ("pick_up", "")),
        ({"delivery": "pigeon"}, 422, ("pick_up", "")),
        ({"delivery": "pick_up", "delivery_address": "12 Ngõ Nhỏ"}, 302, ("pick_up", "")),
    ],
    ids=["electronic", "post", "post without address", "no such way", "as before"],
)
def test_the_way_of_delivery_is_changed_until_the_result_is_handed_over(
    typed: dict[str, str], status: int, kept: tuple[str, str], world: World, signed_in: Any
) -> None:
    dossier, mai = world.finished(AT), signed_in(world.mai)
    address = f"/ho-so-cua-toi/{dossier.code}/cach-nhan/"
    assert "Cước bưu điện do bưu điện thu" in mai.get(address).content.decode()
    assert mai.post(address, typed).status_code == status
    dossier.refresh_from_db()
    assert (dossier.delivery, dossier.delivery_address) == kept
    logged = dossier.events.filter(action="change_delivery")
    assert [event.data for event in logged] == ([{"from": "pick_up", "to": kept[0]}] if kept[0] != "pick_up" else [])
    hand_over(dossier, by=world.lan, at=AT, received_by="Trần Thị Mai")
    assert mai.post(address, {"delivery": "electronic"}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.delivery == kept[0]


def test_the_clerk_sees_the_way_where_the_result_is_handed_over_and_changes_it(world: World, signed_in: Any) -> None:
    dossier, lan = world.finished(AT), signed_in(world.lan)
    form = {"revision": dossier.revision, "delivery": "post", "delivery_address": "12 Ngõ Nhỏ"}
    assert lan.post(f"/xu-ly/{dossier.code}/change_delivery/", form).status_code == 302
    page = lan.get(f"/xu-ly/{dossier.code}/hand_over/").content.decode()
    assert "Nhận qua bưu chính công ích" in page
    assert "12 Ngõ Nhỏ" in page


def names_in(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    packed = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_all_papers_come_as_one_archive_the_draft_of_a_result_only_to_the_office(world: World, signed_in: Any) -> None:
    dossier = world.assigned(AT)
    accept_upload(upload(a_pdf(), "Bản vẽ: tầng 1.pdf"), at=AT, by=world.mai, dossier=dossier)
    draft = upload(a_pdf(), "du-thao.pdf")
    accept_upload(draft, at=AT, by=world.minh, dossier=dossier, kind=Document.Kind.RESULT)
    own = names_in(signed_in(world.mai), f"/ho-so-cua-toi/{dossier.code}/giay-to.zip")
    assert own == [
        "1 Giấy tờ đã nộp/01-Bản vẽ_ tầng 1.pdf",
        "4 Giấy tờ của cơ quan/01-Xác nhận đã nộp hồ sơ trực tuyến.pdf",
        "4 Giấy tờ của cơ quan/02-Giấy tiếp nhận hồ sơ và hẹn trả kết quả.pdf",
    ]
    office = names_in(signed_in(world.minh), f"/in/{dossier.code}/giay-to.zip")
    assert set(own) < set(office)
    assert "5 Kết quả/01-du-thao.pdf" in office
    assert any("kiểm soát" in name for name in office)
