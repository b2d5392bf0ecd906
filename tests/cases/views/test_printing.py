"""The official forms: who may print which, what stands on them, and nothing that is not there."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from cases.actions.apologise import apologise
from cases.actions.refuse import refuse
from cases.actions.supplement import Missing, ask_completion
from cases.models import Dossier
from tests.world import World, hanoi


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


def one_of_each(world: World) -> dict[str, Dossier]:
    """A dossier for each form."""
    asked = world.submitted(hanoi("2026-11-20 09:00"))
    ask_completion(
        asked, by=world.lan, at=hanoi("2026-11-20 10:00"), missing=[Missing("Bản vẽ")], reason="Thiếu kích thước."
    )
    refused = world.submitted(hanoi("2026-11-20 09:00"))
    refuse(refused, by=world.lan, at=hanoi("2026-11-20 10:00"), reason="Không thuộc thẩm quyền.")
    sorry = world.assigned(hanoi("2026-11-16 09:00"))
    apologise(sorry, by=world.son, at=hanoi("2026-11-20 09:00"), reason="Chờ xác minh.", new_day=date(2026, 12, 1))
    received = world.received(hanoi("2026-11-20 16:40"))
    finished = world.finished(hanoi("2026-11-20 09:00"))
    return {"tiep-nhan": received, "bo-sung": asked, "tu-choi": refused, "xin-loi": sorry, "kiem-soat": finished}


SAID = {
    "tiep-nhan": ["Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Mẫu số 01 – TT 03/2025/TT-VPCP", "07 ngày làm việc"],
    "bo-sung": ["Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Mẫu số 02", "Bản vẽ", "Thiếu kích thước."],
    "tu-choi": ["Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Mẫu số 03", "Không thuộc thẩm quyền."],
    "xin-loi": ["Văn bản xin lỗi", "Mẫu số 04", "Chờ xác minh.", "17 giờ 00 phút, ngày 01 tháng 12 năm 2026"],
    "kiem-soat": ["Phiếu kiểm soát", "Mẫu số 06", "Lê Quang Minh", "Đỗ Hải Sơn"],
}


@pytest.mark.parametrize("form", SAID)
def test_each_form_says_what_it_has_to_say(world: World, signed_in: Any, form: str) -> None:
    dossier = one_of_each(world)[form]
    page = signed_in(world.lan).get(f"/in/{dossier.code}/{form}/")
    text = page.content.decode()
    assert [sentence for sentence in [dossier.code, *SAID[form]] if sentence not in text] == []


@pytest.mark.parametrize("form", SAID)
def test_a_form_stays_in_its_budget(
    world: World, signed_in: Any, django_assert_max_num_queries: Any, form: str
) -> None:
    dossier = one_of_each(world)[form]
    client = signed_in(world.lan)
    with django_assert_max_num_queries(10):
        client.get(f"/in/{dossier.code}/{form}/")


def test_the_receipt_promises_the_moment_with_its_reasons_and_leads_to_the_look_up(
    world: World, signed_in: Any
) -> None:
    dossier = world.received(hanoi("2026-11-20 16:40"))
    text = signed_in(world.lan).get(f"/in/{dossier.code}/tiep-nhan/").content.decode()
    assert "16 giờ 40 phút, ngày 20 tháng 11 năm 2026" in text
    assert "17 giờ 00 phút, ngày 02 tháng 12 năm 2026" in text
    assert "Thứ Ba 24/11 nghỉ: Ngày Văn hóa Việt Nam" in text
    assert f"http://testserver/tra-cuu/?ma={dossier.code}" in text
    assert 'src="data:image/svg+xml' in text
    assert "Nguyễn Thị Lan" in text


def test_the_applicant_has_his_own_forms_and_not_the_offices(world: World, signed_in: Any) -> None:
    dossiers = one_of_each(world)
    client = signed_in(world.mai)
    status = {form: client.get(f"/in/{dossier.code}/{form}/").status_code for form, dossier in dossiers.items()}
    assert status == {"tiep-nhan": 200, "bo-sung": 200, "tu-choi": 200, "xin-loi": 200, "kiem-soat": 404}


@pytest.mark.parametrize("name", ["hung", "oanh", "phu", "tam", "quan"])
def test_nobody_else_learns_that_it_exists(world: World, signed_in: Any, name: str) -> None:
    for form, dossier in one_of_each(world).items():
        assert signed_in(getattr(world, name)).get(f"/in/{dossier.code}/{form}/").status_code == 404


def test_a_form_that_does_not_exist_yet_is_not_printed(world: World, signed_in: Any) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    client = signed_in(world.lan)
    for form in (*SAID, "mau-99"):
        assert client.get(f"/in/{dossier.code}/{form}/").status_code == 404


def test_an_earlier_request_can_be_printed_again(world: World, signed_in: Any) -> None:
    dossier = one_of_each(world)["bo-sung"]
    client = signed_in(world.lan)
    for ordinal in ("1", "7", "x"):
        assert "(Lần thứ 1)" in client.get(f"/in/{dossier.code}/bo-sung/?lan={ordinal}").content.decode()


def test_hostile_text_is_printed_as_text(world: World, signed_in: Any) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    refuse(dossier, by=world.lan, at=hanoi("2026-11-20 10:00"), reason="<script>alert(1)</script>")
    page = signed_in(world.lan).get(f"/in/{dossier.code}/tu-choi/")
    assert b"<script>alert" not in page.content
    assert b"&lt;script&gt;alert" in page.content


def test_a_stranger_is_asked_to_sign_in(world: World, client: Any) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"))
    assert client.get(f"/in/{dossier.code}/tiep-nhan/").status_code == 302
