"""Phản ánh, kiến nghị on the pages: sent without an account, found again, answered by the office, read by everybody."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cases.actions import follow_feedback, handle_feedback
from cases.feedback_status import FeedbackStatus
from cases.models import Feedback
from cases.my_data import entries
from tests.pictures import png
from tests.queries import statements
from tests.world import World, hanoi

AT = hanoi("2026-11-19 09:00")


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT)


def typed(**more: str) -> dict[str, Any]:
    return {
        "key": str(uuid.uuid4()),
        "kind": "late",
        "agency": "H26.105",
        "subject": "Chậm trả kết quả",
        "text": "Quá hẹn năm ngày.",
        "sender_name": "Trần Thị Mai",
        "phone": "0912 345 678",
        **more,
    }


def test_a_stranger_sends_follows_supplements_and_rates_without_an_account(world: World, client: Client) -> None:
    picture = SimpleUploadedFile("giay-hen.png", png(), "image/png")
    form = typed() | {"attachments": picture}
    sent = client.post("/phan-anh/gui/", form)
    feedback = Feedback.objects.get()
    assert sent.url == f"/phan-anh/{feedback.code}/"  # type: ignore[attr-defined]
    assert (feedback.account, feedback.unit, feedback.documents.count()) == (None, world.desk, 1)
    page = client.get(sent.url).content.decode()  # type: ignore[attr-defined]
    assert "17:00, thứ Sáu 11/12/2026" in page
    assert "Vì sao là ngày này?" in page
    assert "giay-hen.png" in page
    handle_feedback.ask(feedback, by=world.lan, at=AT, question="Hồ sơ nào ạ?")
    later = Client()
    found = later.post("/phan-anh/tra-cuu/", {"code": feedback.code.lower(), "proof": "5678"})  # type: ignore[union-attr]
    assert found.url == f"/phan-anh/{feedback.code}/"  # type: ignore[attr-defined]
    assert "Hồ sơ nào ạ?" in later.get(f"/phan-anh/{feedback.code}/bo-sung/").content.decode()
    later.post(f"/phan-anh/{feedback.code}/bo-sung/", {"text": "Hồ sơ khai sinh", "revision": feedback.revision})
    handle_feedback.accept(feedback, by=world.lan, at=AT)
    handle_feedback.answer(feedback, by=world.son, at=AT, answer="Mời bà đến nhận ngày 20/11.")
    assert "Mời bà đến nhận" in later.get(f"/phan-anh/{feedback.code}/danh-gia/").content.decode()
    later.post(f"/phan-anh/{feedback.code}/danh-gia/", {"satisfied": "1", "revision": feedback.revision})
    feedback.refresh_from_db()
    assert feedback.satisfied is True


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"phone": ""}, "phone", "số điện thoại hoặc thư điện tử"),
        ({"sender_name": "0912"}, "sender_name", "họ tên thật"),
        ({"sender_name": ""}, "sender_name", "không rõ người gửi"),
        ({"agency": "H26.999"}, "agency", "chọn cơ quan trong danh sách"),
        ({"kind": ""}, "kind", "Hãy chọn một việc"),
        ({"text": ""}, "text", "Hãy viết nội dung"),
    ],
    ids=["no contact", "digits for a name", "no name", "no such agency", "no kind", "no text"],
)
def test_what_cannot_be_taken_is_said_beside_the_field_and_nothing_typed_is_lost(
    changes: dict[str, str], field: str, words: str, world: World, client: Client
) -> None:
    answer = client.post("/phan-anh/gui/", typed(**changes))
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    assert "Chậm trả kết quả" in answer.content.decode()
    assert not Feedback.objects.exists()


def test_a_place_sends_so_many_an_hour_and_keeps_what_it_wrote(world: World, client: Client) -> None:
    codes = [client.post("/phan-anh/gui/", typed()).status_code for _ in range(6)]
    assert codes == [302] * 5 + [429]
    refused = client.post("/phan-anh/gui/", typed(text="Lời thứ bảy"))
    assert "Lời thứ bảy" in refused.content.decode()


def test_a_form_left_behind_by_somebody_else_opens_nothing_of_his(world: World, signed_in: Any, client: Client) -> None:
    form = typed()
    signed_in(world.mai).post("/phan-anh/gui/", form)
    his = Feedback.objects.get()
    # The next one at the same computer goes back to the page and presses the button.
    sent = client.post("/phan-anh/gui/", form | {"text": "Việc của tôi."})
    own = Feedback.objects.exclude(pk=his.pk).get()
    assert (sent.url, own.account) == (f"/phan-anh/{own.code}/", None)  # type: ignore[attr-defined]
    assert client.get(f"/phan-anh/{his.code}/").status_code == 404
    assert signed_in(world.hung).post("/phan-anh/gui/", form).status_code == 302
    assert Feedback.objects.filter(account=world.hung).count() == 1


def test_the_dossier_of_the_account_says_who_answers(world: World, signed_in: Any) -> None:
    dossier = world.received(AT)
    mai = signed_in(world.mai)
    assert dossier.code in mai.get(f"/phan-anh/gui/?ho-so={dossier.code}").content.decode()
    form = {name: value for name, value in typed().items() if name != "agency"}
    mai.post("/phan-anh/gui/", form | {"ho-so": dossier.code})
    assert (Feedback.objects.get().dossier, Feedback.objects.get().account) == (dossier, world.mai)
    # Of somebody else's dossier a page learns nothing: its code is only what the sender said.
    signed_in(world.hung).post("/phan-anh/gui/", typed(dossier_said=dossier.code or "") | {"ho-so": dossier.code})
    foreign = Feedback.objects.latest("pk")
    assert (foreign.dossier, foreign.dossier_said) == (None, dossier.code)


def test_nobody_else_learns_that_there_is_one(world: World, client: Client) -> None:
    code = world.complained(AT).code
    assert client.get(f"/phan-anh/{code}/").status_code == client.get("/phan-anh/PA-261119-9999/").status_code == 404
    wrong = client.post("/phan-anh/tra-cuu/", {"code": code, "proof": "0000"})
    none = client.post("/phan-anh/tra-cuu/", {"code": "PA-261119-9999", "proof": "0000"})
    assert (wrong.status_code, none.status_code) == (404, 404)
    assert wrong.context["form"].non_field_errors() == none.context["form"].non_field_errors()


def test_a_published_answer_names_nobody_and_is_found_without_accents(world: World, client: Client) -> None:
    feedback = handle_feedback.accept(world.complained(AT), by=world.lan, at=AT)
    handle_feedback.answer(feedback, by=world.son, at=AT, answer="Đã gửi bà Mai.")
    handle_feedback.publish(
        feedback, by=world.son, at=AT, question="Kết quả chậm năm ngày.", answer="Đã trả và xin lỗi."
    )
    for address in ("/phan-anh/?q=xin+loi", f"/phan-anh/{feedback.code}/", "/phan-anh/?dang=csv"):
        answer = client.get(address)
        page = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()  # type: ignore[attr-defined]
        assert "Đã trả và xin lỗi." in page, address
        assert "Trần Thị Mai" not in page, address
        assert "Đã gửi bà Mai." not in page, address
    assert "Đã trả và xin lỗi." not in client.get("/phan-anh/?q=dat+dai").content.decode()


def test_the_office_works_it_through_page_by_page(world: World, signed_in: Any) -> None:
    feedback = world.complained(AT)
    lan, son = signed_in(world.lan), signed_in(world.son)

    def send(who: Client, action: str, **more: str) -> None:
        feedback.refresh_from_db()
        address = f"/xu-ly-phan-anh/{feedback.code}/{action}/"
        assert who.get(address).status_code == 200, action
        assert who.post(address, {"revision": feedback.revision, **more}).status_code == 302, action

    send(lan, "accept")
    send(lan, "draft", answer="Đã trả.")
    send(son, "return_draft", reason="Ghi ngày")
    send(son, "answer", answer="Đã trả ngày 20/11.")
    address = f"/xu-ly-phan-anh/{feedback.code}/publish/"
    named = son.post(address, {"revision": feedback.revision + 1, "question": "Bà Trần Thị Mai", "answer": "Đã trả."})
    assert named.status_code == 422
    send(son, "publish", question="Chậm", answer="Đã trả ngày 20/11.")
    feedback.refresh_from_db()
    assert feedback.status == FeedbackStatus.PUBLISHED
    # The same form once more is no conflict; another one tells who was faster and keeps the words.
    again = {"revision": feedback.revision - 1, "question": "Chậm", "answer": "Đã trả ngày 20/11."}
    assert son.post(address, again).status_code == 302
    late = signed_in(world.dung).post(address, again | {"question": "Lời của Dung"})
    assert late.status_code == 409
    assert "Lời của Dung" in late.content.decode()
    assert "Đỗ Hải Sơn" in late.content.decode()


def test_an_inspector_sees_moments_and_units_but_no_words_and_no_names(world: World, signed_in: Any) -> None:
    feedback = world.complained(AT, text="Gọi tôi số 0912 345 678", subject="Bà Trần Thị Mai bị chậm")
    follow_feedback.withdraw(feedback, by=world.mai, at=AT, reason="Trần Thị Mai rút")
    thanh = signed_in(world.thanh)
    for address in ("", "?muc=da-xong", "?muc=da-xong&dang=csv", f"{feedback.code}/", "?muc=da-xong&q=tran"):
        answer = thanh.get(f"/xu-ly-phan-anh/{address}")
        page = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert "Trần Thị Mai" not in page, address
        assert "345 678" not in page, address
    assert feedback.code in thanh.get("/xu-ly-phan-anh/?muc=da-xong").content.decode()
    assert feedback.code not in thanh.get("/xu-ly-phan-anh/?muc=da-xong&q=tran").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_as_much_for_three_as_for_one(count: int, world: World, signed_in: Any) -> None:
    for _ in range(count):
        world.complained(AT)
    son, mai = signed_in(world.son), signed_in(world.mai)
    assert statements(lambda: son.get("/xu-ly-phan-anh/")) == 6
    assert statements(lambda: mai.get("/phan-anh/cua-toi/")) == 5
    code = Feedback.objects.latest("pk").code
    assert statements(lambda: son.get(f"/xu-ly-phan-anh/{code}/")) <= 10


def test_a_sender_takes_his_feedback_away_with_his_data(world: World) -> None:
    feedback = world.complained(AT)
    files = {name: b"".join(pieces).decode() for name, pieces in entries(world.mai)}
    assert "Quá hẹn năm ngày" in files[f"phan-anh/{feedback.code}.json"]
