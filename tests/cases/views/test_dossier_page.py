"""One dossier for staff: what each sees, what each may do, and what becomes of two who act at once."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cases.actions.assign import assign
from cases.actions.supplement import Missing, accept_supplement, answer, request_supplement
from cases.models import Applicant, Dossier
from cases.status import Status
from tests.cases.uploads import a_pdf
from tests.world import World, hanoi

MISSING = [Missing("Bản vẽ")]


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


def page_of(dossier: Dossier, action: str = "") -> str:
    return f"/xu-ly/{dossier.code}/{action}{'/' if action else ''}"


def send(client: Client, dossier: Dossier, action: str, **data: Any) -> Any:
    return client.post(page_of(dossier, action), {"revision": dossier.revision, **data})


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("part", "budget"), [("", 9), ("?phan=ho-so", 9), ("?phan=nhat-ky", 4)])
def test_a_dossier_costs_as_many_statements_after_three_requests_as_after_one(
    world: World, signed_in: Any, django_assert_num_queries: Any, count: int, part: str, budget: int
) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    for number in range(count):
        more = {"ignored_guidance": "Nộp lại bản cũ."} if number > 1 else {}
        request_supplement(dossier, by=world.son, at=hanoi(f"2026-11-0{number + 3} 09:00"), missing=MISSING, **more)
        accept_supplement(dossier, by=world.minh, at=hanoi(f"2026-11-0{number + 3} 10:00"))
    client = signed_in(world.minh)
    # The first look of a day costs one more, to note it.
    for costs in (budget + 1, budget):
        with django_assert_num_queries(costs):
            page = client.get(f"{page_of(dossier)}{part}")
        assert page.status_code == 200


@pytest.mark.parametrize("name", ["oanh", "phu", "tam"])
def test_the_people_of_another_ward_do_not_learn_that_it_exists(world: World, signed_in: Any, name: str) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    client = signed_in(getattr(world, name))
    assert [client.get(page_of(dossier, action)).status_code for action in ("", "assign")] == [404, 404]
    assert client.post(page_of(dossier, "assign")).status_code == 404


def test_the_inspector_sees_everything_but_buttons_and_personal_data(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    Applicant.objects.update(email="mai@example.vn", address="Ngõ 7 Hàng Bông", birth_date="1990-01-02")
    client = signed_in(world.thanh)
    page = client.get(page_of(dossier))
    assert (page.context["moves"], page.context["next"]["url"]) == ([], "")
    assert b"001190012345" not in page.content
    papers = client.get(f"{page_of(dossier)}?phan=ho-so")
    assert b"001190012345" not in papers.content
    assert papers.context["answers"] is None
    assert (page.context["forms"], [paper["files"] for paper in papers.context["checklist"]]) == ([], [[], []])
    personal = ("Trần Thị Mai", "mai@example.vn", "Ngõ 7 Hàng Bông")
    assert [word for word in personal for one in (page, papers) if word in one.content.decode()] == []
    assert client.get(page_of(dossier, "assign")).status_code == 403
    assert send(client, dossier, "comment", text="Nhanh lên.").status_code == 403


def test_those_who_act_see_who_it_is(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    page = signed_in(world.minh).get(f"{page_of(dossier)}?phan=ho-so")
    assert b"001190012345" in page.content
    assert page.context["answers"][0]["rows"][0] == {"label": "Nội dung đề nghị", "value": "Xác nhận"}


@pytest.mark.parametrize(
    ("verb", "name", "label"),
    [
        ("submitted", "lan", "Kiểm tra giấy tờ"),
        ("received", "lan", "Chuyển xử lý"),
        ("transferred", "ha", "Phân công"),
        ("assigned", "minh", "Trình kết quả"),
        ("proposed", "ha", "Duyệt, trình ký"),
        ("for_signature", "son", "Ký duyệt"),
        ("finished", "lan", "Trả kết quả"),
    ],
)
def test_the_likeliest_move_is_the_button(world: World, signed_in: Any, verb: str, name: str, label: str) -> None:
    dossier = getattr(world, verb)(hanoi("2026-11-24 09:00"))
    page = signed_in(getattr(world, name)).get(page_of(dossier))
    assert page.context["next"]["label"] == label


@pytest.mark.parametrize(("name", "label"), [("ha", "Giao người khác"), ("son", "Xin lỗi và hẹn lại"), ("thanh", "")])
def test_an_overdue_dossier_asks_its_head_and_its_leader_to_act(
    world: World, signed_in: Any, name: str, label: str
) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    assert signed_in(getattr(world, name)).get(page_of(dossier)).context["next"]["label"] == label


def test_the_whole_way_by_its_buttons(world: World, signed_in: Any) -> None:
    dossier = world.submitted(hanoi("2026-11-24 09:00"), world.renewal)
    way: list[tuple[str, str, dict[str, Any]]] = [
        ("lan", "receive", {}),
        ("lan", "transfer", {"note": "Hồ sơ đủ."}),
        ("ha", "assign", {"officer": world.minh.pk}),
        ("minh", "propose", {"outcome": "granted", "text": "Đủ điều kiện."}),
        ("ha", "approve", {}),
        ("son", "sign", {}),
        ("lan", "set_fee", {"amount": "60.000", "reason": "Giảm theo diện."}),
        ("lan", "collect_fee", {}),
        ("lan", "hand_over", {"taker": "submitter"}),
    ]
    for name, action, data in way:
        client = signed_in(getattr(world, name))
        assert client.get(page_of(dossier, action)).status_code == 200
        answered = send(client, dossier, action, **data)
        assert answered.status_code == 302, (action, answered.content.decode())
        assert dossier.code in client.get(answered.url).content.decode()
        dossier.refresh_from_db()
    assert dossier.status == Status.RETURNED


def test_the_desk_takes_a_supplement_and_does_not_send_it(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-20 10:00"), missing=MISSING)
    lan = signed_in(world.lan)
    for page in (page_of(dossier), page_of(dossier, "answer_supplement")):
        words = lan.get(page).content.decode()
        assert "Nhận phần bổ sung" in words
        assert "Gửi bổ sung" not in words


def test_the_other_ways_by_their_buttons(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    paper = world.permit.requirements.all()[0]
    way: list[tuple[str, str, dict[str, Any]]] = [
        ("minh", "request_supplement", {"papers": [paper.pk], "lines": "Bản vẽ\n\n Sổ đỏ", "reason": "Thiếu."}),
        ("lan", "answer_supplement", {"text": "Nộp tại quầy."}),
        ("minh", "accept_supplement", {}),
        ("minh", "require_payment", {"reason": "Nộp thuế.", "legal_basis": "NĐ 101/2024"}),
        ("lan", "confirm_payment", {}),
        ("son", "suspend", {"reason": "Tranh chấp.", "legal_basis": "QĐ 1"}),
        ("son", "resume", {}),
        (
            "son",
            "apologise",
            {"reason": "Chậm.", "new_day_ngay": 15, "new_day_thang": 12, "new_day_nam": 2026, "exception": "Ốm."},
        ),
        ("minh", "comment", {"text": "Đã gọi điện."}),
        ("lan", "withdraw", {"reason": "Người nộp đề nghị."}),
    ]
    for name, action, data in way:
        answered = send(signed_in(getattr(world, name)), dossier, action, **data)
        assert answered.status_code == 302, (action, answered.content.decode())
        dossier.refresh_from_db()
    assert dossier.status == Status.WITHDRAWN
    assert [item.text for item in dossier.supplements.get().items.all()] == ["Tờ khai", "Bản vẽ", "Sổ đỏ"]


@pytest.mark.parametrize(
    ("verb", "name", "action", "data", "sentence"),
    [
        ("transferred", "ha", "assign", {}, "Hãy chọn một mục"),
        ("transferred", "ha", "assign", {"officer": "9999999"}, "Hãy chọn một lựa chọn hợp lệ"),
        ("assigned", "minh", "propose", {"text": "x"}, "Hãy chọn một mục"),
        ("assigned", "minh", "request_supplement", {"reason": "Thiếu."}, "Hãy đánh dấu giấy tờ còn thiếu"),
        ("assigned", "minh", "request_supplement", {"lines": "Bản vẽ"}, "Hãy điền mục này"),
        ("assigned", "son", "apologise", {"reason": "Chậm."}, "Hãy điền mục này"),
        (
            "assigned",
            "son",
            "apologise",
            {"reason": "Chậm.", "new_day_ngay": 31, "new_day_thang": 2, "new_day_nam": 2027},
            "Không có ngày 31/2/2027",
        ),
        (
            "assigned",
            "son",
            "apologise",
            {"reason": "Chậm.", "new_day_ngay": 28, "new_day_thang": 11, "new_day_nam": 2026},
            "không phải ngày làm việc",
        ),
        ("assigned", "son", "suspend", {"legal_basis": "QĐ 1"}, "Hãy điền mục này"),
        ("assigned", "son", "stop", {}, "Hãy điền mục này"),
        ("proposed", "ha", "return_to", {"reason": "  "}, "Hãy điền mục này"),
        ("assigned", "minh", "comment", {}, "Hãy điền mục này"),
        ("finished", "lan", "hand_over", {"taker": ""}, "Hãy "),
        ("finished", "lan", "hand_over", {"taker": "other", "other_name": "Lê Tư"}, "giấy tờ cho phép người này"),
        ("finished", "son", "recall", {}, "Hãy điền mục này"),
    ],
)
def test_wrong_input_gets_a_sentence_and_changes_nothing(
    world: World, signed_in: Any, verb: str, name: str, action: str, data: dict[str, Any], sentence: str
) -> None:
    dossier = getattr(world, verb)(hanoi("2026-11-24 09:00"))
    answered = send(signed_in(getattr(world, name)), dossier, action, **data)
    assert answered.status_code == 422
    assert sentence.lower() in answered.content.decode().lower()
    before = dossier.revision
    dossier.refresh_from_db()
    assert dossier.revision == before


def test_a_rule_that_refuses_stands_beside_the_form_with_what_was_typed(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-23 09:00"), missing=MISSING)
    accept_supplement(dossier, by=world.minh, at=hanoi("2026-11-23 10:00"))
    client = signed_in(world.minh)
    answered = send(client, dossier, "request_supplement", lines="Sổ đỏ", reason="Còn thiếu.")
    assert answered.status_code == 409
    text = answered.content.decode()
    assert "phải trình lãnh đạo duyệt" in text
    assert "Sổ đỏ" in text
    page = client.get(page_of(dossier, "propose_supplement")).content.decode()
    assert "2 lần cho một việc" in " ".join(page.split())


def test_the_leader_finds_what_was_proposed_and_sends_or_declines_it(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-23 09:00"), missing=MISSING)
    accept_supplement(dossier, by=world.minh, at=hanoi("2026-11-23 10:00"))
    paper = dossier.version.requirements.all()[0]
    typed = {"papers": [paper.pk], "lines": "Sổ đỏ", "reason": "Còn thiếu."}
    assert send(signed_in(world.minh), dossier, "propose_supplement", **typed).status_code == 302
    leader = signed_in(world.son)
    (row,) = leader.get("/xu-ly/?muc=cho-y-kien").context["rows"]
    assert [move["label"] for move in row.moves] == ["Xem, duyệt yêu cầu bổ sung", "Không duyệt"]
    form = leader.get(page_of(dossier, "request_supplement"))
    assert (form.context["form"]["lines"].value(), form.context["form"]["papers"].value()) == ("Sổ đỏ", [paper.pk])
    assert "Lê Quang Minh trình lúc" in form.content.decode()
    dossier.refresh_from_db()
    assert send(leader, dossier, "decline", reason="Tự đối chiếu với cơ sở dữ liệu.").status_code == 302
    page = signed_in(world.minh).get(page_of(dossier)).content.decode()
    assert "Tự đối chiếu với cơ sở dữ liệu." in page
    assert "Lãnh đạo không duyệt" in page


def test_the_third_request_asks_for_the_leaders_record(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    for day in ("03", "04"):
        request_supplement(dossier, by=world.son, at=hanoi(f"2026-11-{day} 09:00"), missing=MISSING)
        accept_supplement(dossier, by=world.minh, at=hanoi(f"2026-11-{day} 10:00"))
    client = signed_in(world.son)
    refused = send(client, dossier, "request_supplement", lines="Sổ đỏ", reason="Còn thiếu.")
    assert refused.status_code == 422
    told = send(client, dossier, "request_supplement", lines="Sổ", reason="Thiếu.", ignored_guidance="Nộp lại bản cũ.")
    assert told.status_code == 302


def test_who_was_slower_gets_a_page_that_keeps_what_he_wrote(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    seen = dossier.revision
    assign(dossier, by=world.ha, at=hanoi("2026-11-24 09:00"), officer=world.minh)
    answered = signed_in(world.minh).post(
        page_of(dossier, "propose"), {"revision": seen, "outcome": "granted", "text": "Hồ sơ <b>đủ</b> điều kiện."}
    )
    assert answered.status_code == 409
    text = answered.content.decode()
    assert "Nguyễn Thu Hà đã “Phân công”" in text
    assert "Hồ sơ &lt;b&gt;đủ&lt;/b&gt; điều kiện." in text
    assert not hasattr(Dossier.objects.get(pk=dossier.pk), "result")


def test_a_move_that_is_over_says_so_instead_of_showing_its_form(world: World, signed_in: Any) -> None:
    dossier = world.proposed(hanoi("2026-11-24 09:00"))
    answered = signed_in(world.ha).get(page_of(dossier, "assign"))
    assert answered.status_code == 409
    assert "Lê Quang Minh đã “Trình kết quả”" in answered.content.decode()


def test_the_same_form_sent_twice_changes_nothing_the_second_time(world: World, signed_in: Any) -> None:
    dossier = world.transferred(hanoi("2026-11-24 09:00"))
    client = signed_in(world.ha)
    answers = [send(client, dossier, "assign", officer=world.minh.pk).status_code for _ in range(2)]
    dossier.refresh_from_db()
    assert (answers, dossier.events.filter(action="assign").count()) == ([302, 302], 1)


def test_another_answer_from_another_window_is_not_the_same_form_sent_twice(world: World, signed_in: Any) -> None:
    dossier = world.transferred(hanoi("2026-11-24 09:00"))
    client = signed_in(world.ha)
    assert send(client, dossier, "assign", officer=world.minh.pk).status_code == 302
    second = send(client, dossier, "assign", officer=world.binh.pk, note="Ưu tiên hồ sơ này.")
    assert second.status_code == 409
    assert "Giao cho: Phạm Văn Bình" in second.content.decode()
    assert "Lời nhắn: Ưu tiên hồ sơ này." in second.content.decode()


@pytest.mark.parametrize(
    ("verb", "name", "action", "data"),
    [
        ("submitted", "lan", "receive", {}),
        ("assigned", "minh", "propose", {"outcome": "granted", "text": "Đủ\r\nđiều kiện."}),
        ("assigned", "minh", "request_supplement", {"lines": "Bản vẽ\r\nSổ đỏ", "reason": "Thiếu."}),
        ("finished", "lan", "hand_over", {"taker": "submitter"}),
        ("for_signature", "son", "sign", {"note": ""}),
    ],
)
def test_every_kind_of_form_sent_twice_is_recognised(
    world: World, signed_in: Any, verb: str, name: str, action: str, data: dict[str, Any]
) -> None:
    dossier = getattr(world, verb)(hanoi("2026-11-24 09:00"))
    client = signed_in(getattr(world, name))
    assert [send(client, dossier, action, **data).status_code for _ in range(2)] == [302, 302]
    assert dossier.events.filter(action=action).count() == 1


def test_a_file_that_is_not_what_it_says_is_refused_by_name_and_nothing_is_kept(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-24 09:00"))
    client = signed_in(world.minh)
    bad = SimpleUploadedFile("ketqua.pdf", b"MZ not a pdf")
    answered = send(client, dossier, "propose", outcome="granted", text="Đủ.", document=bad)
    assert answered.status_code == 422
    assert "ketqua.pdf" in answered.content.decode()
    assert dossier.documents.count() == 0
    good = SimpleUploadedFile("ketqua.pdf", a_pdf())
    assert send(client, dossier, "propose", outcome="granted", text="Đủ.", document=good).status_code == 302
    assert Dossier.objects.get(pk=dossier.pk).result.document.name == "ketqua.pdf"


def test_a_file_goes_when_its_move_is_refused(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-24 09:00"))
    seen = dossier.revision
    assign(dossier, by=world.ha, at=hanoi("2026-11-24 10:00"), officer=world.minh)
    sent = {"revision": seen, "outcome": "granted", "text": "Đủ.", "document": SimpleUploadedFile("kq.pdf", a_pdf())}
    assert signed_in(world.minh).post(page_of(dossier, "propose"), sent).status_code == 409
    assert dossier.documents.count() == 0


def test_an_answer_that_was_sent_is_the_officers_next_work(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-23 09:00"), missing=MISSING)
    client = signed_in(world.minh)
    assert client.get(page_of(dossier)).context["next"]["quiet"]
    answer(dossier, by=world.mai, at=hanoi("2026-11-24 20:00"), text="Đây ạ.")
    assert client.get(page_of(dossier)).context["next"]["label"] == "Nhận bổ sung, xử lý tiếp"


@pytest.mark.parametrize("action", ["fly", "submit", "recount"])
def test_an_unknown_move_has_no_page(world: World, signed_in: Any, action: str) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    assert signed_in(world.minh).get(page_of(dossier, action)).status_code == 404


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999", None])
def test_a_made_up_revision_is_no_server_error(world: World, signed_in: Any, revision: str | None) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    data = {"text": "Ghi chú"} | ({} if revision is None else {"revision": revision})
    assert signed_in(world.minh).post(page_of(dossier, "comment"), data).status_code in (409, 422)


def test_a_typed_or_scanned_code_opens_the_dossier(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    client = signed_in(world.minh)
    for typed in (dossier.code, f" {dossier.code.lower()} ", f"https://x/tra-cuu/?ma={dossier.code}"):
        assert client.get("/mo-ho-so/", {"ma": typed}).url == page_of(dossier)


@pytest.mark.parametrize("name", ["phu", "minh"])
def test_a_code_that_is_not_ones_business_is_as_unknown_as_a_made_up_one(
    world: World, signed_in: Any, name: str
) -> None:
    code = world.assigned(hanoi("2026-11-20 09:00")).code if name == "phu" else "H26.105-261120-9999"
    page = signed_in(getattr(world, name)).get("/mo-ho-so/", {"ma": code}, follow=True)
    assert f"Không có hồ sơ mang mã “{code}”" in page.content.decode()


def test_hostile_text_is_text_everywhere(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    hostile = "<img src=x onerror=alert(1)>"
    client = signed_in(world.minh)
    send(client, dossier, "comment", text=hostile)
    dossier.refresh_from_db()
    send(client, dossier, "request_supplement", lines=hostile, reason=hostile)
    for part in ("", "?phan=ho-so", "?phan=nhat-ky"):
        assert b"<img src=x" not in client.get(f"{page_of(dossier)}{part}").content
    assert b"&lt;img src=x" in client.get(page_of(dossier)).content
