"""Taking a dossier in on one page: what is offered, and what becomes of a complete page."""

from typing import Any

import pytest
from django.utils import timezone

from cases.models import Dossier
from cases.printing.desk_forms import receipt
from cases.status import Status
from tests.cases.views.at_the_counter import address, sent
from tests.world import World, hanoi


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


@pytest.mark.parametrize("words", ["khai si", "KHAI SINH", "dang ky khai", "1.001193"])
def test_a_procedure_is_found_by_a_few_letters(world: World, signed_in: Any, words: str) -> None:
    rows = signed_in(world.lan).get("/mot-cua/tiep-nhan/", {"q": words}).context["rows"]
    assert [row["code"] for row in rows] == ["1.001193"]


def test_a_mistyped_word_is_mended_at_the_counter_too_and_said(world: World, signed_in: Any) -> None:
    page = signed_in(world.lan).get("/mot-cua/tiep-nhan/", {"q": "khai sih"})
    assert [row["code"] for row in page.context["rows"]] == ["1.001193"]
    assert "Có phải <b>khai sinh</b>?" in page.content.decode()


def test_a_desk_offers_only_what_it_takes_in(world: World, signed_in: Any) -> None:
    world.offerings["1.001193", world.other_ward.code].delete()
    client = signed_in(world.oanh)
    assert [row["code"] for row in client.get("/mot-cua/tiep-nhan/").context["rows"]] == ["1.013225", "1.013227"]
    assert client.get(address(world.birth)).status_code == 404
    assert client.post(address(world.birth), {}).status_code == 404


def test_the_page_of_intake_stays_in_its_budget(
    world: World, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(world.lan)
    with django_assert_max_num_queries(10):
        client.get(address(world.permit))
    world.taken_in(hanoi("2026-11-20 09:00"))
    with django_assert_max_num_queries(10):
        client.post(address(world.permit), {"viec": "doc-nop", "nop-number": "001190012345"})


def test_a_complete_page_becomes_a_received_dossier_with_its_promise(world: World, signed_in: Any) -> None:
    client = signed_in(world.lan)
    page = client.post(address(world.permit), sent(world), follow=True)
    dossier = Dossier.objects.get()
    assert dossier.code in page.content.decode()
    assert "17:00, thứ Sáu 04/12/2026" in page.content.decode()
    assert f"/in/{dossier.code}/tiep-nhan.pdf" in page.content.decode()
    assert (dossier.status, dossier.channel, dossier.account, dossier.taken_in_by) == (
        Status.RECEIVED, "in_person", None, world.lan,
    )  # fmt: skip
    assert (dossier.submitter.full_name, dossier.submitter.phone) == ("Trần Thị Mai", "+84912345678")
    assert dossier.owner == dossier.submitter
    assert [(paper.originals, paper.copies) for paper in dossier.papers.all()] == [(1, 0), (0, 2)]
    assert dossier.form_data == {"subject": "Xây nhà"}


def test_the_same_page_sent_twice_is_one_dossier(world: World, signed_in: Any) -> None:
    client, data = signed_in(world.lan), sent(world)
    answers = [client.post(address(world.permit), data) for _ in range(2)]
    assert (answers[0].url, Dossier.objects.count()) == (answers[1].url, 1)


def test_who_files_and_whose_matter_it_is_are_both_kept(world: World, signed_in: Any) -> None:
    owner = {
        "viec-for_another": "on",
        "chu-number": "",
        "chu-kind": "organisation",
        "chu-full_name": "Công ty An Lạc",
        "chu-tax_code": "0100109106",
    }
    client = signed_in(world.lan)
    assert client.post(address(world.permit), sent(world, **owner)).status_code == 302
    dossier = Dossier.objects.get()
    assert (dossier.submitter.full_name, dossier.owner.full_name) == ("Trần Thị Mai", "Công ty An Lạc")
    assert dossier.owner.tax_code == "0100109106"


def test_a_fee_taken_at_once_is_recorded_with_its_taker(world: World, signed_in: Any) -> None:
    client = signed_in(world.lan)
    client.post(address(world.renewal), sent(world, world.renewal, **{"viec-fee_paid": "on"}))
    dossier = Dossier.objects.get()
    assert (dossier.fee_amount, dossier.finance_status) == (75_000, Dossier.Finance.PAID)
    assert dossier.events.order_by("-number").first().by == world.lan


def test_what_comes_by_post_has_its_own_fee_and_limit_and_says_which_letter_it_was(
    world: World, signed_in: Any
) -> None:
    client, copies = signed_in(world.lan), world.priced_by_the_page(by_post=30_000)
    shown = client.get(address(copies)).content.decode()
    assert "Phí, lệ phí (Bưu chính công ích)" in shown
    assert "Phí, lệ phí (Ki-ốt" not in shown  # costs as in person
    for channel, fee, days, note in (
        ("postal", (30_000, Dossier.Finance.OWED), 5, "Mã bưu gửi: EB123456789VN."),
        ("kiosk", (0, Dossier.Finance.UNSETTLED), 3, "Ki-ốt: EB123456789VN."),
    ):
        typed = {"viec-channel": channel, "viec-brought": " EB123456789VN", "viec-confirmed": "on"}
        client.post(address(copies), sent(world, copies, **typed))
        dossier = Dossier.objects.latest("pk")
        assert (dossier.channel, dossier.limit_amount) == (channel, days)
        assert (dossier.fee_amount, dossier.finance_status) == fee
        assert dossier.events.get(action="submit").note == note


def test_a_fee_by_quantity_is_asked_for_and_recorded(world: World, signed_in: Any) -> None:
    copies, client = world.priced_by_the_page(), signed_in(world.lan)
    typed = sent(world, copies, **{"viec-fee_paid": "on"})
    page = client.post(address(copies), typed)
    assert (page.status_code, "hãy ghi số tiền đã thu" in page.content.decode()) == (422, True)
    assert not Dossier.objects.exists()
    client.post(address(copies), {**typed, "viec-fee_amount": "12.000"})
    dossier = Dossier.objects.get()
    assert (dossier.fee_amount, dossier.finance_status) == (12_000, Dossier.Finance.PAID)


def test_a_fee_by_quantity_that_is_not_yet_paid_is_not_called_free(world: World, signed_in: Any) -> None:
    client, copies = signed_in(world.lan), world.priced_by_the_page()
    page = client.post(address(copies), sent(world, copies), follow=True).content.decode()
    code = Dossier.objects.get().code
    assert "chưa xác định số tiền" in page
    page = client.get(f"/xu-ly/{code}/").content.decode()
    assert "Tính theo thực tế" in page
    assert "Không phải nộp" not in page
    move = f"/xu-ly/{code}/collect_fee/"
    assert client.post(move, {"revision": Dossier.objects.get().revision, "amount": "mười"}).status_code == 422
    assert client.post(move, {"revision": Dossier.objects.get().revision, "amount": "8.000"}).status_code == 302
    assert Dossier.objects.get().fee_amount == 8_000


@pytest.mark.parametrize(("typed", "sets"), [({}, 1), ({"viec-sets": "2"}, 2)])
def test_how_many_sets_were_handed_in_stands_on_the_receipt(
    world: World, signed_in: Any, typed: dict[str, str], sets: int
) -> None:
    client = signed_in(world.lan)
    assert client.post(address(world.permit), sent(world, **typed)).status_code == 302
    dossier = Dossier.objects.get()
    assert dossier.sets == sets
    facts = receipt(dossier, "https://example.vn/tra-cuu/")
    assert facts is not None
    assert facts["sets"] == f"0{sets}"
