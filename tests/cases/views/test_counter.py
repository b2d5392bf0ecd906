"""The counter: its queue with the clocks of answer and transfer, and taking a dossier in on one page."""

import re
import uuid
from typing import Any

import pytest
from django.utils import timezone

from cases.actions.supplement import Missing, ask_completion
from cases.forms import keystrokes
from cases.forms.counter import CounterForms
from cases.models import Dossier
from cases.status import Status
from procedures.models import ProcedureVersion
from tests.world import World, hanoi

CARD = "001190012345|012345678|Trần Thị Mai|05021990|Nữ|Số 5 Hàng Bài, Cửa Nam, Hà Nội|10052021"


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


def sent(world: World, version: ProcedureVersion | None = None, **more: Any) -> dict[str, Any]:
    """The page filled in rightly."""
    version = version or world.permit
    offering = world.offerings[version.procedure.code, world.ward.code]
    first, second = version.requirements.all()
    return {
        "viec": "nhan",
        "viec-key": str(uuid.uuid4()),
        "viec-channel": "in_person",
        "viec-offering": offering.pk,
        "viec-delivery": "pick_up",
        "nop-number": "001190012345",
        "nop-kind": "person",
        "nop-full_name": "Trần  Thị Mai",
        "nop-birth_date_ngay": "5",
        "nop-birth_date_thang": "2",
        "nop-birth_date_nam": "1990",
        "nop-phone": "0912 345 678",
        "nop-address": "Phường Cửa Nam",
        f"giay-goc_{first.pk}": "1",
        f"giay-sao_{first.pk}": "0",
        f"giay-goc_{second.pk}": "",
        f"giay-sao_{second.pk}": "2",
        "khai-subject": "Xây nhà",
        **more,
    }


def address(version: ProcedureVersion) -> str:
    return f"/mot-cua/tiep-nhan/{version.procedure.code}/"


def some_of_each(world: World) -> None:
    for moment in ("2026-11-20 15:20", "2026-11-24 22:00", "2026-11-25 08:30"):
        world.submitted(hanoi(moment))
    asked = world.submitted(hanoi("2026-11-23 08:30"))
    ask_completion(asked, by=world.lan, at=hanoi("2026-11-23 09:00"), missing=[Missing("Bản vẽ")])
    world.received(hanoi("2026-11-23 15:30"))
    world.finished(hanoi("2026-11-20 09:00"))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("key", "verb", "budget"),
    [
        ("cho-tra-loi", "submitted", 6),
        ("cho-bo-sung", "asked", 7),
        ("can-chuyen", "received", 6),
        ("cho-tra", "finished", 6),
    ],
)
def test_the_queue_costs_as_many_statements_for_three_rows_as_for_one(
    world: World, signed_in: Any, django_assert_num_queries: Any, count: int, key: str, verb: str, budget: int
) -> None:
    for _ in range(count):
        dossier = getattr(world, verb if verb != "asked" else "submitted")(hanoi("2026-11-20 09:00"))
        if verb == "asked":
            ask_completion(dossier, by=world.lan, at=hanoi("2026-11-20 10:00"), missing=[Missing("Bản vẽ")])
    client = signed_in(world.lan)
    with django_assert_num_queries(budget):
        page = client.get(f"/mot-cua/?muc={key}")
    assert len(page.context["rows"]) == count


def test_every_number_is_the_length_of_its_list(world: World, signed_in: Any) -> None:
    some_of_each(world)
    client = signed_in(world.lan)
    tiles = client.get("/mot-cua/").context["tiles"]
    assert [(tile["label"], tile["value"]) for tile in tiles] == [
        ("Chờ trả lời", 3), ("Trả lời muộn", 1), ("Chờ bổ sung", 1), ("Cần chuyển", 1), ("Chờ trả kết quả", 1),
    ]  # fmt: skip
    for tile in tiles:
        assert len(client.get(f"/mot-cua/{tile['url']}").context["rows"]) == tile["value"], tile["label"]


def test_the_most_urgent_answer_comes_first_with_its_clock(world: World, signed_in: Any) -> None:
    some_of_each(world)
    rows = signed_in(world.lan).get("/mot-cua/").context["rows"]
    assert [row["mark"].text for row in rows] == [
        "Trả lời muộn 2 giờ 40 phút làm việc", "Còn 7 giờ làm việc", "Còn 7 giờ 30 phút làm việc",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("received", "text"),
    [
        ("2026-11-25 08:30", "Chuyển trước 17:00 hôm nay"),
        ("2026-11-23 15:00", "Chuyển muộn 1 giờ làm việc"),
        ("2026-11-23 15:01", "Chuyển muộn 1 giờ làm việc"),
    ],
)
def test_a_dossier_received_after_three_leaves_the_desk_at_the_next_opening(
    world: World, signed_in: Any, received: str, text: str
) -> None:
    world.received(hanoi(received))
    (row,) = signed_in(world.lan).get("/mot-cua/?muc=can-chuyen").context["rows"]
    assert row["mark"].text == text


@pytest.mark.parametrize("words", ["tran thi", "TRẦN THỊ MAI", "h26.105-261120-0001", "261120"])
def test_a_result_is_found_by_name_or_code(world: World, signed_in: Any, words: str) -> None:
    world.finished(hanoi("2026-11-20 09:00"))
    client = signed_in(world.lan)
    assert len(client.get("/mot-cua/", {"muc": "cho-tra", "q": words}).context["rows"]) == 1
    assert client.get("/mot-cua/", {"muc": "cho-tra", "q": "Nguyễn"}).context["rows"] == []


def test_a_fee_that_is_owed_is_offered_before_the_result(world: World, signed_in: Any) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"), world.renewal)
    client = signed_in(world.lan)
    for owed, offered in ((Dossier.Finance.OWED, ["collect_fee"]), (Dossier.Finance.PAID, ["hand_over"])):
        Dossier.objects.filter(pk=dossier.pk).update(finance_status=owed)
        (row,) = client.get("/mot-cua/?muc=cho-tra").context["rows"]
        assert [move["name"] for move in row["row"].moves] == offered


@pytest.mark.parametrize("action", ["propose_refusal", "ask_completion"])
def test_the_cursor_waits_in_the_box_a_move_asks_for(world: World, signed_in: Any, action: str) -> None:
    dossier = world.submitted(hanoi("2026-11-24 15:20"))
    page = signed_in(world.lan).get(f"{dossier.get_absolute_url()}{action}/").content.decode()
    assert page.count("autofocus") == 1
    assert re.search(r"<textarea[^>]*autofocus", page)


def test_another_wards_clerk_sees_nothing_of_it(world: World, signed_in: Any) -> None:
    some_of_each(world)
    tiles = signed_in(world.oanh).get("/mot-cua/").context["tiles"]
    assert [tile["value"] for tile in tiles] == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("name", ["mai", "minh", "ha", "son", "thanh", "quan"])
@pytest.mark.parametrize("path", ["/mot-cua/", "/mot-cua/tiep-nhan/", "/mot-cua/tiep-nhan/1.013225/"])
def test_the_counter_is_for_its_clerks(world: World, signed_in: Any, name: str, path: str) -> None:
    assert signed_in(getattr(world, name)).get(path).status_code == 403


@pytest.mark.parametrize("words", ["khai si", "KHAI SINH", "dang ky khai", "1.001193"])
def test_a_procedure_is_found_by_a_few_letters(world: World, signed_in: Any, words: str) -> None:
    rows = signed_in(world.lan).get("/mot-cua/tiep-nhan/", {"q": words}).context["rows"]
    assert [row["code"] for row in rows] == ["1.001193"]


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
    monkeypatch.setattr(keystrokes, "_ABOUT_OWNER", {"subject": "full_name", "since": "birth_date"})
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
