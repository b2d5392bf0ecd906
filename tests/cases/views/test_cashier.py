"""The fee clerk: awaited transfers one by one or from a statement, refunds, lists that add up, files."""

from typing import Any

import pytest
from django.test import Client

from cases.actions.payment import collect_fee
from cases.actions.settle_payment import settle_payment
from cases.actions.start_payment import start_payment
from cases.gateways.gateway import gateway
from cases.gateways.messages import Order, Result
from cases.gateways.trial import TrialGateway
from cases.models import Dossier, Payment
from tests.queries import statements
from tests.world import World, hanoi

AT = hanoi("2026-11-20 10:00")


@pytest.fixture
def lan(world: World, signed_in: Any) -> Client:
    client: Client = signed_in(world.lan)
    return client


def transfer(world: World) -> Payment:
    dossier = world.received(hanoi("2026-11-20 09:00"), world.renewal)
    return start_payment(dossier, by=world.mai, at=AT, method="transfer")


def finance(payment: Payment) -> str:
    return Dossier.objects.get(pk=payment.dossier_id).finance_status


def test_an_awaited_transfer_is_confirmed_with_the_banks_number(world: World, lan: Client) -> None:
    payment = transfer(world)
    address = f"/thu-phi/{payment.pk}/xac-nhan/"
    page = lan.get("/thu-phi/").content.decode()
    assert (payment.reference in page, address in page, "1 khoản, 75.000 đồng" in page) == (True, True, True)
    empty = lan.post(address, {"outside_reference": "", "amount": "75.000"})
    assert (empty.status_code, "Hãy ghi mã giao dịch" in empty.content.decode()) == (422, True)
    other = lan.post(address, {"outside_reference": "FT1", "amount": "70.000"})
    assert (other.status_code, "70.000 đồng" in other.content.decode(), "FT1" in other.content.decode()) == (
        422, True, True,
    )  # fmt: skip
    assert finance(payment) == "owed"
    for _ in range(2):
        assert lan.post(address, {"outside_reference": "FT1", "amount": "75.000"}).status_code == 302
    assert (finance(payment), Payment.objects.count()) == ("paid", 1)
    assert "0000001/2026" in lan.get("/thu-phi/?muc=da-thu").content.decode()


def test_a_statement_confirms_what_it_names_and_tells_of_the_rest(world: World, lan: Client) -> None:
    first, second = transfer(world), transfer(world)
    lines = [f"FT0001;75.000;{first.reference}", f"FT0002;70.000;{second.reference}", "FT0003;1.000;hoc phi", "x 9"]
    page = lan.post("/thu-phi/sao-ke/", {"text": "\n".join(lines)}).content.decode()
    for told in ("phiếu thu số 0000001/2026", "Số tiền nhận được là 70.000 đồng", "không có mã", "Không đọc được"):
        assert told in page
    assert (finance(first), finance(second)) == ("paid", "owed")
    assert "Đã ghi nhận từ trước" in lan.post("/thu-phi/sao-ke/", {"text": lines[0]}).content.decode()
    again = lan.post("/thu-phi/sao-ke/", {"text": f"FT0009;75.000;{first.reference}"}).content.decode()
    assert "Nộp thừa" in again
    assert "Nộp thừa, phải hoàn" in lan.get("/thu-phi/?muc=phai-hoan").content.decode()
    assert lan.post("/thu-phi/sao-ke/", {"text": " "}).status_code == 422


def test_money_is_given_back_with_its_reason_once(world: World, lan: Client) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"), world.renewal)
    collect_fee(dossier, by=world.lan, at=AT)
    address = f"/thu-phi/{dossier.payments.get().pk}/hoan/"
    assert lan.post(address, {"reason": ""}).status_code == 422
    for _ in range(2):
        assert lan.post(address, {"reason": "Thu nhầm mức."}).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.finance_status, dossier.events.filter(action="refund").count()) == ("refunded", 1)
    assert "Thu nhầm mức." in b"".join(lan.get("/thu-phi/?muc=da-hoan&dang=csv")).decode()


def test_what_came_through_the_gateway_goes_back_through_it_or_not_at_all(
    world: World, lan: Client, settings: Any
) -> None:
    settings.PAYMENT_GATEWAY = "test"
    dossier = world.received(hanoi("2026-11-20 09:00"), world.renewal)
    payment = start_payment(dossier, by=world.mai, at=AT, method="gateway")
    settle_payment(payment, at=AT, amount=75_000, outside_reference="G1")
    address = f"/thu-phi/{payment.pk}/hoan/"
    unknown = lan.post(address, {"reason": "Nộp nhầm."})
    assert (unknown.status_code, "không biết khoản này" in unknown.content.decode()) == (422, True)
    assert finance(payment) == "paid"
    bank = gateway()
    assert isinstance(bank, TrialGateway)
    bank.start(Order(payment.reference, 75_000, "", "", ""), at=AT)
    bank.decide(payment.reference, Result.PAID)
    assert lan.post(address, {"reason": "Nộp nhầm."}).status_code == 302
    payment.refresh_from_db()
    assert (payment.state, payment.refund_reference) == ("refunded", f"HOAN-TN{payment.reference}")


def test_every_tile_counts_its_list_and_the_file_holds_the_same(world: World, lan: Client) -> None:
    awaited, paid = transfer(world), transfer(world)
    settle_payment(paid, by=world.lan, at=AT, amount=75_000, outside_reference="FT1")
    settle_payment(paid, by=world.lan, at=AT, amount=75_000, outside_reference="FT2")
    for key, number in (("doi-chieu", 1), ("phai-hoan", 1), ("da-thu", 2), ("da-hoan", 0), ("khong-thanh", 0)):
        page = lan.get(f"/thu-phi/?muc={key}")
        tile = next(one for one in page.context["tiles"] if one["current"])
        lines = b"".join(lan.get(f"/thu-phi/?muc={key}&dang=csv")).decode().splitlines()
        assert (tile["value"], len(page.context["rows"]), len(lines) - 1) == (number, number, number), key
    assert lan.get("/thu-phi/?muc=da-thu").context["amount"] == 150_000
    for text in (paid.dossier.code, paid.reference, "0000001/2026", "FT1"):
        assert [one.pk for one in lan.get("/thu-phi/", {"muc": "da-thu", "q": text}).context["rows"]][-1:] == [paid.pk]
    for text in (awaited.dossier.code, "x\0", "'"):
        assert lan.get("/thu-phi/", {"muc": "da-thu", "q": text}).status_code == 200
    assert len(lan.get("/thu-phi/?muc=da-thu&tu=2026-11-20&den=2026-11-20").context["rows"]) == 2
    assert len(lan.get("/thu-phi/?muc=da-thu&tu=2026-11-21&den=vo-nghia").context["rows"]) == 0


def test_another_desk_sees_and_confirms_nothing_of_it(world: World, signed_in: Any) -> None:
    payment = transfer(world)
    oanh = signed_in(world.oanh)
    assert payment.reference not in oanh.get("/thu-phi/").content.decode()
    sent = {"outside_reference": "FT1", "amount": "75.000"}
    assert oanh.post(f"/thu-phi/{payment.pk}/xac-nhan/", sent).status_code == 404
    line = f"FT0001;75.000;{payment.reference}"
    assert "không có mã" in oanh.post("/thu-phi/sao-ke/", {"text": line}).content.decode()
    assert finance(payment) == "owed"


def test_the_list_costs_as_much_for_three_payments_as_for_one(world: World, lan: Client) -> None:
    transfer(world)
    one = statements(lambda: lan.get("/thu-phi/"))
    transfer(world), transfer(world)
    assert (statements(lambda: lan.get("/thu-phi/")), one <= 10) == (one, True)


def test_a_card_at_the_counter_needs_its_number(world: World, lan: Client) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"), world.renewal)
    sent = {"revision": dossier.revision, "method": "card", "outside_reference": "", "note": ""}
    refused = lan.post(f"/xu-ly/{dossier.code}/collect_fee/", sent)
    assert (refused.status_code, "Hãy ghi mã giao dịch" in refused.content.decode()) == (422, True)
    assert lan.post(f"/xu-ly/{dossier.code}/collect_fee/", {**sent, "outside_reference": "POS1"}).status_code == 302
    assert dossier.payments.get().outside_reference == "POS1"
