"""The card at the counter: read, filled in, carried over, and never lost."""

import re
from typing import Any

import pytest
from django.utils import timezone

from cases.forms import keystrokes
from cases.forms.counter import CounterForms
from cases.models import Dossier
from tests.cases.views.at_the_counter import CARD, address, sent
from tests.world import World, hanoi


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


def test_a_scanned_card_fills_the_page_and_keeps_what_was_typed(world: World, signed_in: Any) -> None:
    typed = sent(world, **{"viec": "doc-nop", "nop-number": CARD, "nop-full_name": "", "khai-subject": "Xây nhà"})
    page = signed_in(world.lan).post(address(world.permit), typed)
    assert page.status_code == 200
    forms: CounterForms = page.context["forms"]
    assert (forms.submitter["number"].value(), forms.submitter["full_name"].value()) == (
        "001190012345", "Trần Thị Mai",
    )  # fmt: skip
    text = page.content.decode()
    assert "Số 5 Hàng Bài, Cửa Nam, Hà Nội" in text
    assert 'value="1990"' in text
    assert 'value="Xây nhà"' in text
    assert "Có chỗ cần sửa lại" not in text
    assert Dossier.objects.count() == 0


def test_the_cursor_waits_where_the_card_is_scanned(world: World, signed_in: Any) -> None:
    page = signed_in(world.lan).get(address(world.permit)).content.decode()
    assert page.count("autofocus") == 1
    assert re.search(r'name="nop-number"[^>]*autofocus', page)


def test_after_the_card_the_cursor_waits_at_what_it_does_not_say(world: World, signed_in: Any) -> None:
    typed = {"viec": "doc-nop", "nop-number": CARD}
    page = signed_in(world.lan).post(address(world.permit), typed).content.decode()
    assert re.search(r'name="nop-phone"[^>]*autofocus', page)


def test_the_owners_card_is_read_although_enter_presses_the_first_button(world: World, signed_in: Any) -> None:
    typed = sent(world, **{"viec": "doc-nop", "nop-number": "001085012345", "chu-number": CARD})
    forms: CounterForms = signed_in(world.lan).post(address(world.permit), typed).context["forms"]
    assert forms.owner["full_name"].value() == "Trần Thị Mai"
    assert forms.submitter["number"].value() == "001085012345"
    assert forms.matter["for_another"].value() is True


@pytest.mark.parametrize(
    ("more", "answers"),
    [
        ({}, ("Trần  Thị Mai", ["5", "2", "1990"])),
        ({"viec-for_another": "on", "chu-full_name": "Lê Văn Tư"}, ("Lê Văn Tư", [None, None, None])),
        ({"khai-subject": "Đã gõ"}, ("Đã gõ", ["5", "2", "1990"])),
    ],
)
def test_what_is_known_of_the_owner_is_not_typed_again_and_overwrites_nothing(
    world: World, signed_in: Any, monkeypatch: pytest.MonkeyPatch, more: dict[str, str], answers: tuple[Any, ...]
) -> None:
    monkeypatch.setattr(keystrokes, "_repeated", lambda page: {"subject": "full_name", "since": "birth_date"})
    typed = sent(world, **{"viec": "chep", "khai-subject": "", **more})
    page = signed_in(world.lan).post(address(world.permit), typed)
    forms: CounterForms = page.context["forms"]
    assert (forms.answers["subject"].value(), forms.answers["since"].value()) == answers
    assert "Điền theo chủ hồ sơ" in page.content.decode()
    assert Dossier.objects.count() == 0


def test_a_known_number_offers_what_was_stated_the_last_time(world: World, signed_in: Any) -> None:
    world.taken_in(hanoi("2026-11-20 09:00"), world.birth)
    page = signed_in(world.lan).post(address(world.permit), {"viec": "doc-nop", "nop-number": "001190012345"})
    assert page.context["forms"].submitter["phone"].value() == "0912 345 678"
    assert "20/11/2026" in page.context["told"]


def test_what_another_ward_knows_of_a_person_stays_there(world: World, signed_in: Any) -> None:
    world.submitted(hanoi("2026-11-20 09:00"), ward=world.other_ward)
    page = signed_in(world.lan).post(address(world.permit), {"viec": "doc-nop", "nop-number": "001190012345"})
    assert "Chưa có dữ liệu" in page.context["told"]


@pytest.mark.parametrize("typed", ["123", "a|b", "001190012345|x||05021990|Nữ|HN|10052021", "<b>|"])
def test_a_line_that_is_no_card_gets_a_sentence_and_loses_nothing(world: World, signed_in: Any, typed: str) -> None:
    data = sent(world, **{"viec": "doc-nop", "nop-number": typed})
    page = signed_in(world.lan).post(address(world.permit), data)
    assert page.status_code == 422
    assert "Chưa đọc được" in page.content.decode()
    assert 'value="Xây nhà"' in page.content.decode()


@pytest.mark.parametrize("typed", [{"nop-number": CARD}, {"nop-number": "001190012345"}])
def test_enter_behind_a_card_or_a_number_alone_reads_it(world: World, signed_in: Any, typed: dict[str, str]) -> None:
    page = signed_in(world.lan).post(address(world.permit), {"viec": "nhan", **typed})
    assert (page.status_code, page.context["invalid"]) == (200, False)
    assert page.context["told"]


def test_enter_in_a_later_box_presses_the_main_button(world: World, signed_in: Any) -> None:
    page = signed_in(world.lan).get(address(world.permit)).content.decode()
    form = page[page.index('class="counter-form"') :]
    assert re.search(r"<button[^>]*>", form).group().count('value="nhan"') == 1  # type: ignore[union-attr]
