"""Handing a dossier on and taking it back, on the pages."""

from typing import Any

import pytest
from django.utils import timezone

from cases.actions.assign import pass_on
from cases.actions.propose import approve, propose
from tests.world import World, hanoi


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


def test_the_page_offers_the_colleagues_wants_a_reason_and_keeps_what_was_chosen(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-24 09:00"))
    address, client = f"/xu-ly/{dossier.code}/pass_on/", signed_in(world.minh)
    assert [str(one) for _, one in client.get(address).context["form"].fields["officer"].choices] == [
        "Chọn chuyên viên", "Phạm Văn Bình",
    ]  # fmt: skip
    sent = {"revision": dossier.revision, "officer": world.binh.pk, "reason": ""}
    refused = client.post(address, sent)
    assert (refused.status_code, refused.context["form"]["officer"].value()) == (422, str(world.binh.pk))
    assert client.post(address, {**sent, "reason": "Tôi đi tập huấn."}).status_code == 302
    page = client.get(f"/xu-ly/{dossier.code}/").content.decode()
    assert "Lê Quang Minh chuyển cho Phạm Văn Bình lúc" in page
    assert "Tôi đi tập huấn." in page


def test_the_head_finds_what_changed_hands_in_a_list(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-24 09:00"))
    world.assigned(hanoi("2026-11-24 09:00"))
    pass_on(dossier, by=world.minh, at=hanoi("2026-11-24 10:00"), officer=world.binh, reason="Nghỉ phép.")
    page = signed_in(world.ha).get("/xu-ly/?muc=vua-doi-nguoi")
    assert [row.dossier for row in page.context["rows"]] == [dossier]
    assert "Lê Quang Minh chuyển 24/11" in page.context["rows"][0].holder_sub


def test_who_comes_too_late_to_take_back_reads_who_was_faster(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-24 09:00"))
    propose(dossier, by=world.minh, at=hanoi("2026-11-24 10:00"), outcome="granted", text="Đủ.")
    shown = dossier.revision
    approve(dossier, by=world.ha, at=hanoi("2026-11-24 11:00"))
    answer = signed_in(world.minh).post(f"/xu-ly/{dossier.code}/take_back/", {"revision": shown})
    assert answer.status_code == 409
    assert "Nguyễn Thu Hà đã “Duyệt, trình ký”" in answer.content.decode()
