"""Paying from home: each way, in any order of messages; what is forged, foreign, late or twice changes nothing."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import segno
from django.test import Client
from django.utils import timezone

from cases.actions.payment import collect_fee
from cases.gateways.gateway import gateway
from cases.gateways.messages import Result
from cases.gateways.trial import TrialGateway
from cases.gateways.viet_qr import Beneficiary, viet_qr
from cases.models import Dossier, Payment
from departments.models import BankAccount
from tests.queries import statements
from tests.world import World, hanoi

CALLBACK = "/thanh-toan/ket-qua/"
PAID, OWED = Dossier.Finance.PAID, Dossier.Finance.OWED


@pytest.fixture
def owing(world: World, settings: Any) -> Dossier:
    """Mai owes 75.000 đồng to a ward with an account, at a portal with a gateway for trying out."""
    settings.PAYMENT_GATEWAY = "test"
    BankAccount.objects.create(
        department=world.ward,
        bank_bin="970415",
        bank_name="VietinBank",
        number="113366668888",
        holder="UBND PHUONG CUA NAM",
        valid_from=date(2026, 1, 1),
    )
    return world.received(hanoi("2026-11-20 09:00"), world.renewal)


@pytest.fixture
def mai(world: World, signed_in: Any) -> Client:
    client: Client = signed_in(world.mai)
    return client


def bank() -> TrialGateway:
    found = gateway()
    assert isinstance(found, TrialGateway)
    return found


def address(dossier: Dossier) -> str:
    return f"/ho-so-cua-toi/{dossier.code}/nop-phi/"


def begin(client: Client, dossier: Dossier) -> str:
    """Mai goes to the gateway; its page."""
    answer = client.post(address(dossier), {"cach": "gateway"})
    assert answer.status_code == 302
    return answer["Location"]


def report(reference: str, **changed: Any) -> Any:
    """The gateway reports; `changed` spoils headers."""
    body, headers = bank().report(reference, at=changed.pop("at", timezone.now()))
    sent = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in {**headers, **changed}.items()}
    return Client(enforce_csrf_checks=True).post(CALLBACK, body, content_type="application/json", **sent)


def state(dossier: Dossier) -> tuple[str, list[tuple[str, bool]]]:
    dossier.refresh_from_db()
    rows = Payment.objects.filter(dossier=dossier).order_by("pk").values_list("state", "surplus")
    return dossier.finance_status, list(rows)


def test_what_is_to_pay_stands_first_among_my_dossiers_and_leads_to_the_page(mai: Client, owing: Dossier) -> None:
    page = mai.get("/ho-so-cua-toi/").content.decode()
    assert (address(owing) in page, "Nộp 75.000 đồng phí, lệ phí" in page) == (True, True)
    assert address(owing) in mai.get(f"/ho-so-cua-toi/{owing.code}/").content.decode()


def test_a_transfer_is_shown_as_a_code_and_in_words(mai: Client, owing: Dossier) -> None:
    assert mai.post(address(owing), {"cach": "transfer"}).status_code == 302
    assert mai.post(address(owing), {"cach": "transfer"}).status_code == 302
    page = mai.get(address(owing))
    text = page.content.decode()
    for words in ("113366668888", "VietinBank", "UBND PHUONG CUA NAM", "75.000 đồng", "H261052611200001P1", "Đang chờ"):
        assert words in text
    transfer = page.context["transfer"]
    assert transfer.code == viet_qr(Beneficiary("970415", "113366668888"), amount=75_000, text="H261052611200001P1")
    # The picture is the code of that very text: what a reader would see, module for module.
    assert transfer.picture == segno.make(transfer.code, error="m", micro=False).svg_data_uri(
        scale=6, border=2, light="#fff"
    )
    assert state(owing) == (OWED, [("started", False)])


def test_paying_at_the_gateway_gives_a_receipt_at_once(mai: Client, owing: Dossier) -> None:
    page = begin(mai, owing)
    assert "Không có tiền thật" in mai.get(page).content.decode()
    back = mai.post(page, {"viec": "tra"})
    assert urlsplit(back["Location"]).path == address(owing)
    assert state(owing) == (PAID, [("confirmed", False)])
    shown = mai.get(back["Location"], follow=True).content.decode()
    assert ("Đã nộp xong" in shown, "0000001/2026" in shown) == (True, True)
    slip = mai.get(f"/in/{owing.code}/phieu-thu.pdf?lan=1")
    assert (slip.status_code, slip["Content-Type"]) == (200, "application/pdf")


def test_who_comes_back_before_the_gateway_reports_is_believed_by_asking_it(mai: Client, owing: Dossier) -> None:
    back = mai.post(begin(mai, owing), {"viec": "tra-bao-sau"})["Location"]
    assert state(owing) == (OWED, [("started", False)])
    mai.get(back)
    assert state(owing) == (PAID, [("confirmed", False)])
    for _ in range(2):
        assert report("H261052611200001P1").status_code == 200
    assert state(owing) == (PAID, [("confirmed", False)])
    assert owing.events.filter(action="pay").count() == 1


def test_who_gives_up_has_not_paid_and_may_try_again(mai: Client, owing: Dossier) -> None:
    back = mai.post(begin(mai, owing), {"viec": "huy"})["Location"]
    assert "Bạn chưa nộp" in mai.get(back, follow=True).content.decode()
    assert state(owing) == (OWED, [("failed", False)])
    mai.post(begin(mai, owing), {"viec": "tra"})
    assert state(owing) == (PAID, [("failed", False), ("confirmed", False)])


def test_waiting_for_the_gateway_is_said_and_can_be_looked_at_again(mai: Client, owing: Dossier) -> None:
    begin(mai, owing)
    page = mai.get(address(owing)).content.decode()
    assert ("Đang chờ cổng thanh toán" in page, "?tu-cong=H261052611200001P1" in page) == (True, True)
    mai.get(f"{address(owing)}?tu-cong=H261052611200001P1")
    assert state(owing) == (OWED, [("started", False)])


@pytest.mark.parametrize("spoilt", [{"X-Signature": "0" * 64}, {"X-Timestamp": "1"}, {"X-Signature": "chữ ký"}, {}])
def test_a_forged_or_old_report_is_refused_and_changes_nothing(
    mai: Client, owing: Dossier, spoilt: dict[str, str]
) -> None:
    begin(mai, owing)
    bank().decide("H261052611200001P1", Result.PAID)
    old = {} if spoilt else {"at": timezone.now() - timedelta(minutes=11)}
    assert report("H261052611200001P1", **old, **spoilt).status_code == 400
    assert state(owing) == (OWED, [("started", False)])


def test_a_report_of_another_sum_or_of_nothing_we_know_is_refused(mai: Client, owing: Dossier) -> None:
    begin(mai, owing)
    bank().decide("H261052611200001P1", Result.PAID)
    Payment.objects.update(reference="KHAC")
    assert report("H261052611200001P1").status_code == 404
    Payment.objects.update(reference="H261052611200001P1", amount=76_000)
    assert report("H261052611200001P1").status_code == 409
    assert state(owing) == (OWED, [("started", False)])


def test_paying_at_the_counter_and_then_at_the_gateway_shows_what_is_to_be_given_back(
    world: World, mai: Client, owing: Dossier
) -> None:
    page = begin(mai, owing)
    collect_fee(owing, by=world.lan, at=hanoi("2026-11-20 10:00"))
    mai.post(page, {"viec": "tra"})
    assert state(owing) == (PAID, [("confirmed", True), ("confirmed", False)])
    assert "Nộp thừa, đang chờ hoàn" in mai.get(address(owing)).content.decode()


def test_an_unknown_way_is_refused_with_a_sentence_and_a_paid_fee_cannot_be_begun(
    world: World, mai: Client, owing: Dossier
) -> None:
    refused = mai.post(address(owing), {"cach": "vang"})
    assert (refused.status_code, "Hãy chọn một trong các cách" in refused.content.decode()) == (422, True)
    collect_fee(owing, by=world.lan, at=hanoi("2026-11-20 10:00"))
    again = mai.post(address(owing), {"cach": "transfer"}, follow=True)
    assert "không có khoản phí" in again.content.decode()
    assert Payment.objects.count() == 1


def test_without_account_and_gateway_the_page_says_where_to_pay(world: World, mai: Client, settings: Any) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"), world.renewal)
    assert "Nơi này chưa nhận nộp trực tuyến" in mai.get(address(dossier)).content.decode()
    assert Client().post(CALLBACK, b"{}", content_type="application/json").status_code == 404


def test_the_page_for_trying_out_is_not_there_in_production(mai: Client, owing: Dossier, settings: Any) -> None:
    page = begin(mai, owing)
    settings.HTTPS = True
    assert (mai.get(page).status_code, mai.post(page, {"viec": "tra"}).status_code) == (404, 404)
    settings.HTTPS, settings.PAYMENT_GATEWAY = False, ""
    assert mai.get(page).status_code == 404


def test_a_foreign_payment_is_not_asked_about(world: World, mai: Client, owing: Dossier, signed_in: Any) -> None:
    begin(mai, owing)
    assert mai.get(f"{address(owing)}?tu-cong=H261052611200099P1").status_code == 404
    assert signed_in(world.hung).get(address(owing)).status_code == 404


def test_the_page_costs_the_same_for_one_payment_and_for_three(world: World, mai: Client, owing: Dossier) -> None:
    mai.post(begin(mai, owing), {"viec": "huy"})
    one = statements(lambda: mai.get(address(owing)))
    for _ in range(2):
        mai.post(begin(mai, owing), {"viec": "huy"})
    assert (statements(lambda: mai.get(address(owing))), one <= 10) == (one, True)


def test_whoever_looked_it_up_pays_by_transfer_and_nobody_else_begins_one(
    world: World, owing: Dossier, client: Client
) -> None:
    found = client.post("/tra-cuu/", {"code": owing.code, "digits": "2345"})
    assert "Nộp bằng mã VietQR" in found.content.decode()
    paid = client.post("/tra-cuu/nop-phi/", {"pass": found.context["matter_pass"]})
    assert owing.payments.get().reference in paid.content.decode()
    client.post("/tra-cuu/nop-phi/", {"pass": found.context["matter_pass"]})
    assert owing.payments.count() == 1
    assert client.post("/tra-cuu/nop-phi/", {"pass": "gia"}).status_code == 302


def test_a_clerk_prints_the_slip_with_the_code_at_his_own_desk_alone(
    world: World, owing: Dossier, signed_in: Any
) -> None:
    address = f"/thu-phi/giay-bao/{owing.code}/"
    assert signed_in(world.oanh).post(address).status_code == 404
    lan = signed_in(world.lan)
    answer = lan.post(address)
    assert answer.url == f"/in/{owing.code}/phieu-nop.pdf"
    assert lan.get(answer.url).content[:5] == b"%PDF-"
    collect_fee(owing, by=world.lan, at=hanoi("2026-11-20 10:00"))
    assert lan.post(address).url == owing.get_absolute_url()


def test_a_place_without_an_account_says_so(world: World, owing: Dossier, client: Client) -> None:
    BankAccount.objects.all().delete()
    page = client.post("/tra-cuu/", {"code": owing.code, "digits": "2345"}).content.decode()
    assert "Nộp tại Bộ phận Một cửa khi đến nhận kết quả" in page
