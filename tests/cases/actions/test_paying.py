"""Money: begun, confirmed, paid twice, given back; what each does to the dossier, the receipts and the log."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cases.actions._log import first_broken
from cases.actions.payment import collect_fee, confirm_payment, require_payment
from cases.actions.refund import refund
from cases.actions.settle_payment import fail_payment, settle_payment
from cases.actions.start_payment import start_payment
from cases.errors import MoveRefused, NotAllowed
from cases.models import Dossier, Notice, Payment
from tests.world import World, hanoi

AT = hanoi("2026-11-20 10:00")
PAID, OWED, REFUNDED = Dossier.Finance.PAID, Dossier.Finance.OWED, Dossier.Finance.REFUNDED


@pytest.fixture
def owing(world: World) -> Dossier:
    """Mai owes 75.000 đồng."""
    return world.received(hanoi("2026-11-20 09:00"), world.renewal)


def begun(world: World, dossier: Dossier, method: str = "transfer", at: Any = AT) -> Payment:
    return start_payment(dossier, by=world.mai, at=at, method=method)


def test_a_transfer_is_awaited_until_the_clerk_finds_it_and_then_the_fee_is_paid(world: World, owing: Dossier) -> None:
    payment = begun(world, owing)
    assert (payment.amount, payment.state, payment.reference) == (75_000, "started", "H261052611200001P1")
    assert begun(world, owing) == payment
    paid = settle_payment(payment, by=world.lan, at=AT, amount=75_000, outside_reference="FT2632500001")
    owing.refresh_from_db()
    assert (owing.finance_status, paid.receipt_number, paid.surplus) == (PAID, "0000001/2026", False)
    event = owing.events.order_by("-number")[0]
    assert (event.action, event.by, event.data["amount"], event.data["receipt"]) == (
        "pay", world.lan, 75_000, "0000001/2026",
    )  # fmt: skip
    assert (first_broken(owing), owing.events.count()) == (None, owing.revision)
    assert Notice.objects.get(dossier=owing, action="pay").text.startswith("Đã nhận 75.000 đồng.")


def test_the_same_message_again_changes_nothing(world: World, owing: Dossier) -> None:
    payment = begun(world, owing, "gateway")
    first = settle_payment(payment, at=AT, amount=75_000, outside_reference="G1")
    revision = Dossier.objects.get(pk=owing.pk).revision
    assert settle_payment(payment, at=AT, amount=75_000, outside_reference="G1") == first
    assert (Payment.objects.count(), Dossier.objects.get(pk=owing.pk).revision) == (1, revision)


def test_what_is_paid_twice_is_seen_and_given_back(world: World, owing: Dossier) -> None:
    payment = begun(world, owing)
    collect_fee(owing, by=world.lan, at=AT)
    late = settle_payment(payment, by=world.lan, at=AT, amount=75_000, outside_reference="FT2")
    assert (late.surplus, late.receipt_number, list(Payment.objects.to_give_back())) == (True, "0000002/2026", [late])
    again = settle_payment(payment, by=world.lan, at=AT, amount=75_000, outside_reference="FT3")
    assert (again.pk != late.pk, again.surplus, again.reference) == (True, True, "H261052611200001P3")
    refund(late, by=world.lan, at=AT, reason="Nộp hai lần.", reference="HT1")
    late.refresh_from_db()
    owing.refresh_from_db()
    assert (late.state, late.refund_number, owing.finance_status) == ("refunded", "0000001/2026", PAID)
    assert owing.events.order_by("-number")[0].note == "Nộp hai lần."


def test_a_fee_given_back_is_neither_paid_nor_owed_any_more(world: World, owing: Dossier) -> None:
    collect_fee(owing, by=world.lan, at=AT)
    payment = owing.payments.get()
    refund(payment, by=world.lan, at=AT, reason="Thu nhầm.")
    refund(payment, by=world.lan, at=AT, reason="Thu nhầm.")
    owing.refresh_from_db()
    assert (owing.finance_status, owing.owes, owing.events.filter(action="refund").count()) == (REFUNDED, False, 1)


def test_another_sum_another_dossiers_transaction_and_another_desk_are_refused(world: World, owing: Dossier) -> None:
    payment = begun(world, owing)
    other = begun(world, world.received(hanoi("2026-11-20 09:30"), world.renewal))
    settle_payment(other, by=world.lan, at=AT, amount=75_000, outside_reference="FT1")
    with pytest.raises(MoveRefused, match=r"70\.000 đồng"):
        settle_payment(payment, by=world.lan, at=AT, amount=70_000, outside_reference="FT9")
    with pytest.raises(MoveRefused, match="hồ sơ khác"):
        settle_payment(payment, by=world.lan, at=AT, amount=75_000, outside_reference="FT1")
    for stranger in (world.oanh, world.minh, world.mai):
        with pytest.raises(NotAllowed):
            settle_payment(payment, by=stranger, at=AT, amount=75_000, outside_reference="FT9")
        with pytest.raises(NotAllowed):
            refund(other, by=stranger, at=AT, reason="Không có quyền.")
    owing.refresh_from_db()
    assert (owing.finance_status, Payment.objects.get(pk=payment.pk).state) == (OWED, "started")


def test_only_the_applicant_begins_to_pay_and_only_what_is_owed(world: World, owing: Dossier) -> None:
    with pytest.raises(NotAllowed):
        start_payment(owing, by=world.hung, at=AT, method="transfer")
    with pytest.raises(MoveRefused):
        begun(world, owing, "cash")
    collect_fee(owing, by=world.lan, at=AT)
    with pytest.raises(MoveRefused, match="không có khoản"):
        begun(world, owing)


def test_a_page_of_the_gateway_expires_and_its_money_is_still_counted_when_it_comes(
    world: World, owing: Dossier
) -> None:
    first = begun(world, owing, "gateway")
    second = begun(world, owing, "gateway", hanoi("2026-11-20 10:16"))
    first.refresh_from_db()
    assert (first.state, second.pk != first.pk) == ("failed", True)
    settle_payment(first, at=AT, amount=75_000, outside_reference="G1")
    second.refresh_from_db()
    owing.refresh_from_db()
    assert (owing.finance_status, second.state) == (PAID, "failed")


def test_a_failure_never_undoes_a_confirmation(world: World, owing: Dossier) -> None:
    payment = begun(world, owing, "gateway")
    fail_payment(payment)
    assert Payment.objects.get().state == "failed"
    settle_payment(payment, at=AT, amount=75_000, outside_reference="G1")
    fail_payment(payment)
    assert Payment.objects.get().state == "confirmed"


def test_money_for_a_withdrawn_dossier_is_still_a_fee_and_can_be_given_back(world: World, owing: Dossier) -> None:
    from cases.actions.withdraw import withdraw

    payment = begun(world, owing)
    withdraw(owing, by=world.mai, at=AT, reason="Đổi ý.")
    paid = settle_payment(payment, by=world.lan, at=AT, amount=75_000, outside_reference="FT1")
    refund(paid, by=world.lan, at=AT, reason="Đã rút hồ sơ.")
    owing.refresh_from_db()
    assert owing.finance_status == REFUNDED


def test_the_database_itself_lets_no_fee_be_paid_twice(world: World, owing: Dossier) -> None:
    collect_fee(owing, by=world.lan, at=AT)
    second = Payment.objects.get()
    second.pk, second.reference, second.receipt_number = None, "X", ""
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save(force_insert=True)


def test_a_failed_refund_at_the_gateway_leaves_everything_as_it_was(world: World, owing: Dossier) -> None:
    paid = settle_payment(begun(world, owing, "gateway"), at=AT, amount=75_000, outside_reference="G1")

    def broken(_: Payment) -> str:
        raise MoveRefused("Cổng thanh toán không trả lời.")

    with pytest.raises(MoveRefused):
        refund(paid, by=world.lan, at=AT, reason="Nộp nhầm.", send=broken)
    paid.refresh_from_db()
    assert (paid.state, paid.refund_number) == ("confirmed", "")
    refund(paid, by=world.lan, at=AT, reason="Nộp nhầm.", send=lambda row: f"R-{row.reference}")
    paid.refresh_from_db()
    assert (paid.refund_reference, paid.refund_number) == ("R-H261052611200001P1", "0000001/2026")


def test_the_proof_of_a_financial_obligation_is_kept_and_is_no_receipt_of_ours(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    asked = {"reason": "Nộp thuế đất.", "legal_basis": "NĐ 101/2024/NĐ-CP"}
    require_payment(dossier, by=world.minh, at=hanoi("2026-11-03 09:00"), **asked)
    confirm_payment(dossier, by=world.lan, at=AT, amount=12_500_000, document="0012345/KBNN")
    proof = dossier.payments.get()
    assert (proof.purpose, proof.amount, proof.outside_reference, proof.receipt_number) == (
        "obligation", 12_500_000, "0012345/KBNN", "",
    )  # fmt: skip
    assert dossier.events.order_by("-number")[0].data["amount"] == 12_500_000
    assert dossier.finance_status == Dossier.Finance.NOTHING


def test_a_card_at_the_counter_is_kept_with_its_number_once(world: World, owing: Dossier) -> None:
    collect_fee(owing, by=world.lan, at=AT, method="card", outside_reference="POS1")
    other = world.received(hanoi("2026-11-20 09:30"), world.renewal)
    with pytest.raises(MoveRefused, match="đã dùng"):
        collect_fee(other, by=world.lan, at=AT, method="card", outside_reference="POS1")
    other.refresh_from_db()
    assert (other.finance_status, Payment.objects.get().method) == (OWED, "card")
