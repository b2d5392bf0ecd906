"""Paying in a real browser: at the gateway, given up and done; by VietQR, confirmed by the clerk; at the counter."""

from datetime import date
from typing import Any

import pytest

from cases.gateways.viet_qr import Beneficiary, viet_qr
from cases.models import Dossier, Payment
from departments.models import BankAccount
from tests.journeys.conftest import PHONE
from tests.qr_codes import codes_in
from tests.world import World, hanoi

pytestmark = pytest.mark.browser


@pytest.fixture
def codes(world: World, settings: Any) -> list[str]:
    """Three dossiers of Mai, each with 75.000 đồng to pay."""
    settings.PAYMENT_GATEWAY = "test"
    values = {
        "bank_bin": "970415",
        "bank_name": "VietinBank",
        "number": "113366668888",
        "holder": "UBND PHUONG CUA NAM",
    }
    BankAccount.objects.create(department=world.ward, valid_from=date(2026, 1, 1), **values)
    dossiers = [world.finished(hanoi("2026-11-20 09:00"), world.renewal) for _ in range(3)]
    return [dossier.code or "" for dossier in dossiers]


def to_pay(code: str) -> str:
    """The text of the code by which the dossier's fee is transferred."""
    reference = Payment.objects.awaited().get(dossier__code=code).reference
    return viet_qr(Beneficiary("970415", "113366668888"), amount=75_000, text=reference)


def test_without_an_account_a_fee_is_paid_by_the_code_of_the_look_up(
    world: World, visitor: Any, codes: list[str]
) -> None:
    code = world.taken_in(hanoi("2026-11-20 09:00"), world.renewal).code or ""
    stranger = visitor("khong-tai-khoan", PHONE)
    stranger.go(f"/tra-cuu/?ma={code}")
    stranger.write("4 số cuối", "2345")
    stranger.press("Tra cứu")
    stranger.sees("Phải nộp 75.000 đồng")
    stranger.press("Nộp bằng mã VietQR")
    stranger.sees("113366668888")
    assert codes_in(stranger.page.locator(".pay-qr").screenshot()) == [to_pay(code)]


def test_a_fee_is_paid_in_each_way(world: World, visitor: Any, codes: list[str]) -> None:
    online, transfer, counter = codes
    mai = visitor("mai-nop-phi", PHONE)
    mai.sign_in("mai")
    mai.go("/ho-so-cua-toi/")
    mai.sees("Nộp 75.000 đồng phí, lệ phí")
    mai.go(f"/ho-so-cua-toi/{online}/")
    mai.press("Nộp phí, lệ phí")
    mai.press("Nộp qua cổng thanh toán")
    mai.sees("Cổng thanh toán thử nghiệm")
    mai.press("Hủy giao dịch")
    mai.sees("Bạn chưa nộp")
    mai.press("Nộp qua cổng thanh toán")
    mai.press("Trả tiền, cổng báo sau")
    mai.sees("Đã nộp xong")
    mai.sees("phiếu thu số 0000001/2026")

    mai.go(f"/ho-so-cua-toi/{transfer}/nop-phi/")
    mai.press("Chuyển khoản bằng mã VietQR")
    mai.sees("113366668888")
    mai.sees("Đang chờ xác nhận")
    assert codes_in(mai.page.locator(".pay-qr").screenshot()) == [to_pay(transfer)]

    lan = visitor("lan-thu-phi")
    lan.sign_in("lan")
    lan.press("Thu phí")
    lan.press(f"Xác nhận {Payment.objects.awaited().get().reference}")
    lan.write("Mã giao dịch của ngân hàng", "FT26325000123")
    lan.press("Xác nhận đã nhận tiền")
    lan.sees("phiếu thu số 0000002/2026")
    mai.press("Xem lại tình trạng")
    mai.sees("phiếu thu số 0000002/2026")

    lan.go(f"/xu-ly/{counter}/")
    lan.press("Thu phí, lệ phí")
    lan.choose("Cách nộp", "Quẹt thẻ tại quầy")
    lan.write("Mã giao dịch", "POS-0001")
    lan.press("Thu phí, lệ phí")
    lan.go("/thu-phi/?muc=da-thu")
    lan.sees("225.000 đồng")
    assert set(Dossier.objects.values_list("finance_status", flat=True)) == {Dossier.Finance.PAID}
    assert sorted(Payment.objects.taken().values_list("method", flat=True)) == ["card", "gateway", "transfer"]


def test_paying_needs_no_javascript(world: World, visitor: Any, codes: list[str]) -> None:
    mai = visitor("mai-nop-phi-khong-js", javascript=False)
    mai.check = lambda: None  # axe itself is JavaScript
    mai.sign_in("mai")
    mai.go(f"/ho-so-cua-toi/{codes[0]}/nop-phi/")
    mai.press("Nộp qua cổng thanh toán")
    mai.press("Trả tiền")
    mai.sees("Đã nộp xong")
