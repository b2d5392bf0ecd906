"""The administrator sees what did not arrive and why, sends it again, and writes the office's own words."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from cases.models import Delivery, MessageText
from tests.queries import statements
from tests.world import World, hanoi, person

AT = hanoi("2026-11-20 09:00")
OUTBOX, TEXTS = "/quan-tri/cases/delivery/", "/quan-tri/cases/messagetext/"


@pytest.fixture
def quan(world: World, signed_in: Any) -> Client:
    client: Client = signed_in(world.quan)
    return client


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def failed(world: World, count: int) -> list[Delivery]:
    for _ in range(count):
        world.submitted(AT)
    Delivery.objects.update(state="given_up", attempts=7, last_error="Cổng nhắn tin không nhận tin (HTTP 422).")
    return list(Delivery.objects.order_by("pk"))


def test_what_did_not_arrive_is_shown_first_with_the_reason_and_whom_it_concerns_is_masked(
    world: World, quan: Client
) -> None:
    [one] = failed(world, 1)
    sent = world.submitted(AT)
    Delivery.objects.filter(notice__dossier=sent).update(state="sent", sent_at=AT)
    shown = page(quan, OUTBOX)
    assert "Cổng nhắn tin không nhận tin (HTTP 422)." in shown
    assert "*** *** 678" in shown
    assert "912345678" not in shown + page(quan, f"{OUTBOX}{one.pk}/change/")
    assert sent.code not in shown
    assert sent.code in page(quan, f"{OUTBOX}?xem=tat-ca")
    assert sent.code in page(quan, f"{OUTBOX}?xem=sent")


def test_many_are_sent_again_at_once_and_what_was_sent_never(world: World, quan: Client) -> None:
    rows = failed(world, 3)
    Delivery.objects.filter(pk=rows[0].pk).update(state="sent", sent_at=AT)
    chosen = {"action": "again", "_selected_action": [row.pk for row in rows]}
    told = quan.post(f"{OUTBOX}?xem=tat-ca", chosen, follow=True).content.decode()
    assert "Đã xếp 2 tin để gửi lại." in told
    assert "1 tin không gửi lại" in told
    states = Delivery.objects.order_by("pk").values_list("state", "attempts")
    assert list(states) == [("sent", 7), ("queued", 0), ("queued", 0)]


def test_who_may_only_look_sends_nothing(world: World, signed_in: Any) -> None:
    [row] = failed(world, 1)
    looker = person("nhin", "Người Xem", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_delivery"))
    signed_in(looker).post(OUTBOX, {"action": "again", "_selected_action": [row.pk]})
    assert Delivery.objects.get().state == "given_up"


def test_the_outbox_costs_the_same_for_one_and_three(world: World, quan: Client) -> None:
    failed(world, 1)
    one = statements(lambda: quan.get(OUTBOX))
    failed(world, 2)
    assert (statements(lambda: quan.get(OUTBOX)), one <= 10) == (one, True)


def test_the_shipped_words_lead_to_a_form_that_begins_with_them(world: World, quan: Client) -> None:
    shown = quan.get(TEXTS)
    rows = shown.context["shipped"]
    assert {"Trên cổng", "Tin nhắn"} == {row["carrier"] for row in rows}
    [receive, english] = [
        row for row in rows if row["label"] == "Hồ sơ đã được tiếp nhận" and row["carrier"] == "Tin nhắn"
    ]
    assert english["text"] == "Application {ma_ho_so} was received. Result date: {hen_tra}."
    form = quan.get(receive["url"])
    assert form.context["adminform"].form.initial["text"] == receive["text"]
    assert "Dài nhất" in form.content.decode()


def test_a_preview_keeps_nothing_and_shows_what_people_will_read(world: World, quan: Client) -> None:
    sent = {"action": "receive", "carrier": "sms", "language": "vi", "subject": ""}
    sent["text"] = "Hẹn trả hồ sơ {ma_ho_so}: {hen_tra}"
    shown = quan.post(f"{TEXTS}add/", {**sent, "_preview": "1"}).content.decode()
    assert "Hen tra ho so H26.105.03-261125-0001: 16:40 20/11/2026" in shown
    assert "tính tiền 1 tin" in shown
    assert "chưa lưu" in shown
    assert not MessageText.objects.exists()
    marked = quan.post(f"{TEXTS}add/", {**sent, "with_marks": "on", "_preview": "1"}).content.decode()
    assert "Hẹn trả hồ sơ H26.105.03-261125-0001" in marked
    assert quan.post(f"{TEXTS}add/", sent).status_code == 302
    assert MessageText.objects.get().text == sent["text"]
    twice = quan.post(f"{TEXTS}add/", sent).content.decode()
    assert "Thao tác này đã có lời riêng cho kênh này" in twice
    ours = {**sent, "language": "en", "text": "{ma_ho_so}: ready {hen_tra}"}
    assert (
        "H26.105.03-261125-0001: ready 16:40, 20 Nov 2026"
        in quan.post(f"{TEXTS}add/", {**ours, "_preview": "1"}).content.decode()
    )
    assert quan.post(f"{TEXTS}add/", ours).status_code == 302


def test_words_with_a_name_that_means_nothing_are_refused_with_the_names_that_do(world: World, quan: Client) -> None:
    sent = {"action": "receive", "carrier": "portal", "language": "vi", "subject": "Tin", "text": "Hẹn {ngay_tra}"}
    refused = quan.post(f"{TEXTS}add/", sent).content.decode()
    assert "Ở đây không dùng được {ngay_tra}." in refused
    assert "{hen_tra}" in refused
    assert not MessageText.objects.exists()
