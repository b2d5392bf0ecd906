"""What the intake page refuses, warns of, and shows to nobody else."""

from typing import Any

import pytest
from django.utils import timezone

from cases.models import Dossier
from tests.cases.views.at_the_counter import address, sent
from tests.world import World, hanoi


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


@pytest.mark.parametrize("name", ["mai", "minh", "ha", "son", "thanh", "quan"])
@pytest.mark.parametrize("path", ["/mot-cua/", "/mot-cua/tiep-nhan/", "/mot-cua/tiep-nhan/1.013225/"])
def test_the_counter_is_for_its_clerks(world: World, signed_in: Any, name: str, path: str) -> None:
    assert signed_in(getattr(world, name)).get(path).status_code == 403


def test_an_owner_typed_without_saying_so_is_a_warning_and_no_dossier_of_the_wrong_person(
    world: World, signed_in: Any
) -> None:
    client, typed = signed_in(world.lan), sent(world, **{"chu-full_name": "Lê Văn Tư", "chu-kind": "person"})
    page = client.post(address(world.permit), typed)
    assert page.status_code == 422
    assert "chưa đánh dấu “Nộp thay" in page.content.decode()
    assert Dossier.objects.count() == 0
    client.post(address(world.permit), {**typed, "viec-for_another": "on"})
    assert Dossier.objects.get().owner.full_name == "Lê Văn Tư"


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"nop-number": "999190012345"}, "không phải mã tỉnh nào"),
        ({"nop-birth_date_nam": "1991"}, "cho biết năm sinh 1990"),
    ],
)
def test_an_unlikely_number_is_a_warning_to_confirm_and_never_a_refusal(
    world: World, signed_in: Any, change: dict[str, str], warning: str
) -> None:
    client, data = signed_in(world.lan), sent(world, **change)
    page = client.post(address(world.permit), data)
    assert page.status_code == 422
    assert warning in page.content.decode()
    assert Dossier.objects.count() == 0
    assert client.post(address(world.permit), {**data, "viec-confirmed": "on"}).status_code == 302


def test_a_missing_paper_is_a_warning_to_confirm(world: World, signed_in: Any) -> None:
    paper = world.permit.requirements.all()[0]
    page = signed_in(world.lan).post(address(world.permit), sent(world, **{f"giay-goc_{paper.pk}": "0"}))
    assert page.status_code == 422
    assert "Chưa nhận giấy tờ bắt buộc: Tờ khai" in page.content.decode()


def test_an_open_dossier_of_the_same_person_and_procedure_is_shown_first(world: World, signed_in: Any) -> None:
    earlier = world.taken_in(hanoi("2026-11-20 09:00"))
    client, data = signed_in(world.lan), sent(world)
    page = client.post(address(world.permit), data)
    assert page.status_code == 422
    assert earlier.code in page.content.decode()
    assert client.post(address(world.permit), {**data, "viec-confirmed": "on"}).status_code == 302
    assert client.post(address(world.birth), sent(world, world.birth)).status_code == 302


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"nop-full_name": ""}, "Hãy điền mục này"),
        ({"nop-number": "12"}, "12 chữ số"),
        ({"nop-number": "", "nop-phone": ""}, "Hãy nhập số điện thoại"),
        ({"nop-phone": "12"}, "Số điện thoại không hợp lệ"),
        ({"nop-tax_code": "0100233489"}, "chữ số kiểm tra"),
        ({"nop-birth_date_thang": "13"}, "Không có ngày"),
        ({"khai-subject": ""}, "Hãy điền mục này"),
        ({"viec-delivery": "post"}, "Hãy nhập địa chỉ"),
        ({"viec-channel": "online"}, "lựa chọn hợp lệ"),
        ({"viec-key": "x"}, "UUID"),
        ({"viec-offering": "999999"}, "lựa chọn hợp lệ"),
    ],
)
def test_wrong_input_gets_a_sentence_and_keeps_the_rest(
    world: World, signed_in: Any, change: dict[str, str], sentence: str
) -> None:
    page = signed_in(world.lan).post(address(world.permit), sent(world, **change))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "Phường Cửa Nam" in page.content.decode()
    assert Dossier.objects.count() == 0


@pytest.mark.parametrize("count", ["-1", "1000", "x"])
def test_a_number_of_papers_that_cannot_be_is_refused(world: World, signed_in: Any, count: str) -> None:
    paper = world.permit.requirements.all()[0]
    page = signed_in(world.lan).post(address(world.permit), sent(world, **{f"giay-goc_{paper.pk}": count}))
    assert (page.status_code, Dossier.objects.count()) == (422, 0)


def test_hostile_text_is_shown_as_text(world: World, signed_in: Any) -> None:
    data = sent(world, **{"nop-full_name": "<script>alert(1)</script>"})
    page = signed_in(world.lan).post(address(world.permit), data, follow=True)
    assert b"<script>alert" not in page.content
    assert b"&lt;script&gt;alert" in page.content


def test_nobody_elses_success_page_is_shown(world: World, signed_in: Any) -> None:
    code = world.taken_in(hanoi("2026-11-20 09:00")).code
    page = signed_in(world.oanh).get(address(world.permit), {"xong": code})
    assert page.status_code == 404
