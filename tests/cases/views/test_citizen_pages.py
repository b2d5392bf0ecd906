"""The citizen's own pages: everything of one's own, nothing of anybody else's."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.actions.supplement import Missing, ask_completion, request_supplement
from cases.models import Document, Draft
from cases.status import Status
from tests.pictures import png
from tests.queries import statements
from tests.world import World, hanoi


@pytest.fixture
def mai(world: World, signed_in: Any) -> Client:
    client: Client = signed_in(world.mai)
    return client


def test_my_dossier_shows_the_promise_the_way_and_my_answers(world: World, mai: Client) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    page = mai.get(f"/ho-so-cua-toi/{dossier.code}/").content.decode()
    assert "17:00, thứ Tư 02/12/2026" in page
    assert "Thứ Ba 24/11 nghỉ: Ngày Văn hóa Việt Nam" in page
    assert "Thẩm định hồ sơ" in page
    assert "001190012345" in page
    assert "Hồ sơ đã được tiếp nhận" in page


@pytest.mark.parametrize("part", ["", "bo-sung/", "rut/"])
def test_somebody_elses_dossier_does_not_exist(world: World, signed_in: Any, part: str) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    hung = signed_in(world.hung)
    assert hung.get(f"/ho-so-cua-toi/{dossier.code}/{part}").status_code == 404
    assert dossier.code not in hung.get("/ho-so-cua-toi/").content.decode()


def test_a_supplement_is_answered_with_words_and_files(world: World, mai: Client) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    ask_completion(dossier, by=world.lan, at=hanoi("2026-11-20 10:00"), missing=[Missing("Bản vẽ tầng 2")])
    assert "Bạn cần bổ sung hồ sơ" in mai.get("/ho-so-cua-toi/").content.decode()
    address = f"/ho-so-cua-toi/{dossier.code}/bo-sung/"
    assert "Bản vẽ tầng 2" in mai.get(address).content.decode()
    empty = mai.post(address, {"text": " "})
    assert (empty.status_code, "ít nhất một tệp" in empty.content.decode()) == (422, True)
    fake = mai.post(address, {"text": "Xin gửi", "attached": SimpleUploadedFile("ve.png", b"", "image/png")})
    assert fake.status_code == 422
    assert "Xin gửi" in fake.content.decode()
    sent = mai.post(address, {"text": "Xin gửi", "attached": SimpleUploadedFile("ve.png", png(), "image/png")})
    assert sent.status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == Status.NEW
    assert [document.kind for document in Document.objects.all()] == ["supplement"]


def test_the_dossier_is_withdrawn_with_a_reason(world: World, mai: Client) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"))
    address = f"/ho-so-cua-toi/{dossier.code}/rut/"
    assert mai.post(address, {"reason": ""}).status_code == 422
    assert mai.post(address, {"reason": "Tôi đổi ý."}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == Status.WITHDRAWN


def test_a_result_is_shown_when_it_is_signed_and_not_before(world: World, mai: Client) -> None:
    dossier = world.for_signature(hanoi("2026-11-20 09:00"))
    assert "Đủ điều kiện." not in mai.get(f"/ho-so-cua-toi/{dossier.code}/").content.decode()
    from cases.actions.sign import sign

    sign(dossier, by=world.son, at=hanoi("2026-11-20 10:00"))
    assert "Đủ điều kiện." in mai.get(f"/ho-so-cua-toi/{dossier.code}/").content.decode()


def test_my_list_exports_and_costs_the_same_for_one_and_three(world: World, mai: Client) -> None:
    world.received(hanoi("2026-11-20 09:00"))
    one = statements(lambda: mai.get("/ho-so-cua-toi/"))
    world.received(hanoi("2026-11-20 09:10"))
    world.assigned(hanoi("2026-11-20 09:20"))
    assert statements(lambda: mai.get("/ho-so-cua-toi/")) == one
    assert one <= 10
    rows = b"".join(mai.get("/ho-so-cua-toi/?dang=csv").streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 4
    assert "H26.105-261120-0001" in rows[3]


def test_a_draft_is_deleted_after_one_more_question(world: World, mai: Client, signed_in: Any) -> None:
    draft = Draft.objects.create(
        account=world.mai,
        version=world.permit,
        started_at=hanoi("2026-11-20 09:00"),
        saved_at=hanoi("2026-11-20 09:00"),
    )
    address = f"/ho-so-cua-toi/nhap/{draft.key}/xoa/"
    assert signed_in(world.hung).post(address).status_code == 404
    assert mai.get(address).status_code == 200
    assert Draft.objects.exists()
    assert mai.post(address).status_code == 302
    assert not Draft.objects.exists()


def test_while_the_clock_stands_the_page_says_so(world: World, mai: Client) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-23 09:00"), missing=[Missing("Bản vẽ")])
    page = mai.get(f"/ho-so-cua-toi/{dossier.code}/").content.decode()
    assert "Tạm dừng" in page
    assert "Xem và bổ sung" in page
