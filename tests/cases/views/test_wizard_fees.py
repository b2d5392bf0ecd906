"""What the fee depends on is asked before submitting, counted line by line, and kept with the dossier."""

from typing import Any

import pytest
from django.test import Client

from cases.actions.receive import receive
from cases.actions.set_fee import set_fee
from cases.actions.start_payment import start_payment
from cases.models import Dossier, Draft
from procedures.models import FeeItem, FeeRelief, ProcedureVersion
from tests.queries import statements
from tests.world import World, hanoi

CODE = "2.000815"
HERE = f"/nop-ho-so/{CODE}/"
AT = hanoi("2026-11-20 10:00")


@pytest.fixture
def copies(world: World) -> ProcedureVersion:
    """2.000 đồng a page; the poor pay half."""
    return world.priced_by_the_page(relief=50)


@pytest.fixture
def mai(world: World, copies: ProcedureVersion, signed_in: Any) -> Client:
    """At the last page but one."""
    client: Client = signed_in(world.mai)
    client.post(HERE, {"offering": world.offerings[CODE, "H26.105"].pk, "for_whom": "self"})
    who = {"full_name": "Trần Thị Mai", "personal_id": "001190012345", "phone": "0912345678", "address": "Cửa Nam"}
    client.post(f"{HERE}nguoi-nop/", {**who, "go": "next"})
    client.post(f"{HERE}to-khai/", {"subject": "Bằng đại học", "go": "next"})
    client.post(f"{HERE}giay-to/", {"go": "next"})
    return client


def say(mai: Client, number: str, relief: str = "-") -> Any:
    page = FeeItem.objects.get(per="trang")
    boxes = {f"fee-number_{page.pk}": number, "fee-relief": relief}
    return mai.post(f"{HERE}nhan-ket-qua/", {"delivery": "pick_up", "go": "next", **boxes})


def submitted(mai: Client) -> Dossier:
    mai.post(f"{HERE}kiem-tra/", {"declared": "yes", "key": Draft.objects.get().key})
    return Dossier.objects.get()


def test_the_number_is_asked_and_never_guessed(mai: Client) -> None:
    page = mai.get(f"{HERE}nhan-ket-qua/").content.decode()
    assert ("Số trang" in page, "Người thuộc hộ nghèo: giảm 50%" in page) == (True, True)
    for wrong, sentence in (("", "Hãy ghi số trang."), ("0", "Ít nhất là 1."), ("ba", "Hãy ghi bằng chữ số")):
        answer = say(mai, wrong)
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert "2.000 đồng/trang" in mai.get(f"{HERE}kiem-tra/").content.decode()


def test_the_bill_is_counted_before_submitting_and_kept_at_receipt(world: World, mai: Client) -> None:
    assert say(mai, "12", str(FeeRelief.objects.get().pk)).status_code == 302
    page = mai.get(f"{HERE}kiem-tra/").content.decode()
    for words in ("2.000 đồng × 12 trang", "giảm 50%: Người thuộc hộ nghèo", "TT 64/2025/TT-BTC", "12.000 đồng"):
        assert words in page
    dossier = receive(submitted(mai), by=world.lan, at=AT)
    assert (dossier.fee_amount, dossier.finance_status) == (12_000, Dossier.Finance.OWED)
    paying = mai.get(f"/ho-so-cua-toi/{dossier.code}/nop-phi/").content.decode()
    assert ("2.000 đồng × 12 trang" in paying, "12.000 đồng" in paying) == (True, True)


def test_the_desk_corrects_the_bill_and_the_applicant_is_told(world: World, mai: Client) -> None:
    say(mai, "12", str(FeeRelief.objects.get().pk))
    dossier = receive(submitted(mai), by=world.lan, at=AT)
    begun = start_payment(dossier, by=world.mai, at=AT, method="transfer")
    set_fee(dossier, by=world.lan, at=AT, amount=24_000, reason="12 trang × 2.000 đồng, không thuộc diện giảm.")
    begun.refresh_from_db()
    assert (dossier.fee_amount, dossier.finance_status, begun.state) == (24_000, Dossier.Finance.OWED, "failed")
    notice = dossier.notices.get(action="set_fee")
    assert ("24.000 đồng" in notice.text, "không thuộc diện giảm" in notice.text) == (True, True)
    assert start_payment(dossier, by=world.mai, at=AT, method="transfer").amount == 24_000
    set_fee(dossier, by=world.lan, at=AT, amount=0, reason="Miễn.")
    assert (dossier.finance_status, dossier.payments.filter(state="started").count()) == (
        Dossier.Finance.NOTHING, 0,
    )  # fmt: skip


def test_a_relief_of_another_procedure_is_none_of_ours(world: World, mai: Client) -> None:
    assert say(mai, "12", "999999").status_code == 422


def test_the_page_that_asks_keeps_the_budget(mai: Client) -> None:
    say(mai, "12")
    for page in ("nhan-ket-qua", "kiem-tra"):
        assert statements(lambda page=page: mai.get(f"{HERE}{page}/")) <= 10, page  # type: ignore[misc]
