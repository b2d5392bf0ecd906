"""Citizen and office write to each other about a dossier: each sees its own side of it, and nobody else any."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.actions.converse import ask, reply
from cases.errors import NotAllowed
from cases.intake import Person
from cases.models import Delivery, Document, Dossier, Message
from cases.my_data import entries
from tests.pictures import png
from tests.queries import statements
from tests.world import World, hanoi

AT, LATER = hanoi("2026-11-20 09:00"), hanoi("2026-11-20 10:00")


@pytest.fixture
def dossier(world: World) -> Dossier:
    return world.assigned(AT)


@pytest.fixture
def mai(world: World, signed_in: Any) -> Any:
    return signed_in(world.mai)


@pytest.fixture
def minh(world: World, signed_in: Any) -> Any:
    return signed_in(world.minh)


def own(dossier: Dossier) -> str:
    return f"/ho-so-cua-toi/{dossier.code}/hoi-dap/"


def desk(dossier: Dossier) -> str:
    return f"/xu-ly/{dossier.code}/hoi-dap/"


def words(text: str, **more: Any) -> dict[str, Any]:
    """What the form sends, having shown all there is."""
    last = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return {"text": text, "key": uuid.uuid4(), "last": last, **more}


def page(client: Any, address: str) -> str:
    return str(client.get(address).content.decode())


def test_a_question_reaches_the_office_and_the_answer_the_citizen(
    world: World, dossier: Dossier, mai: Any, minh: Any
) -> None:
    assert "Bạn chưa hỏi gì" in page(mai, own(dossier))
    assert mai.post(own(dossier), words("Tôi có cần mang bản chính không?")).url == own(dossier)
    assert "chờ trả lời" in page(mai, own(dossier))
    shown = page(minh, desk(dossier))
    assert "Tôi có cần mang bản chính không?" in shown
    assert "Người nộp, Trần Thị Mai" in shown
    assert "Hỏi đáp (chưa trả lời)" in page(minh, f"/xu-ly/{dossier.code}/")
    assert minh.post(desk(dossier), words("Có, mang cả bản chính.")).url == desk(dossier)
    answer = page(mai, own(dossier))
    assert "Có, mang cả bản chính." in answer
    assert ("Lê Quang Minh" in answer, "UBND phường Cửa Nam" in answer) == (False, True)
    assert "chờ trả lời" not in answer
    assert "Cơ quan trả lời câu hỏi của bạn" in page(mai, "/thong-bao/")
    told = Delivery.objects.get(notice__action="reply")
    assert (told.carrier, "Có, mang" in told.text) == ("sms", False)
    assert "chưa trả lời" not in page(minh, f"/xu-ly/{dossier.code}/")


def test_reading_is_said_and_shown_to_the_other_side(world: World, dossier: Dossier, mai: Any, minh: Any) -> None:
    mai.post(own(dossier), words("Hỏi"))
    minh.post(desk(dossier), words("Đáp"))
    assert Message.objects.get(side="citizen").read_at is not None
    assert Message.objects.get(side="office").read_at is None
    assert "Tôi đã xem" in page(mai, own(dossier))
    mai.post(own(dossier), {"da-xem": "1", "last": Message.objects.latest("pk").pk})
    assert "Tôi đã xem" not in page(mai, own(dossier))
    assert page(minh, desk(dossier)).count("đã xem") == 2


def test_the_same_form_sent_twice_is_one_message(world: World, dossier: Dossier, mai: Any, minh: Any) -> None:
    question = words("Hỏi")
    assert mai.post(own(dossier), question).status_code == mai.post(own(dossier), question).status_code == 302
    answer = words("Đáp")
    assert minh.post(desk(dossier), answer).status_code == minh.post(desk(dossier), answer).status_code == 302
    assert Message.objects.count() == 2
    assert dossier.notices.filter(action="reply").count() == 1


def test_a_key_that_another_message_has_loses_nobodys_words(
    world: World, dossier: Dossier, mai: Any, minh: Any
) -> None:
    said, other = words("Bao giờ xong?"), world.assigned(AT)
    assert mai.post(own(dossier), said).status_code == 302
    assert mai.post(own(other), said).status_code == 302
    assert minh.post(desk(dossier), said).status_code == 302
    assert [(one.dossier, one.author) for one in Message.objects.order_by("pk")] == [
        (dossier, world.mai), (other, world.mai), (dossier, world.minh)
    ]  # fmt: skip


def test_a_question_that_came_while_one_wrote_stays_open(world: World, dossier: Dossier, mai: Any, minh: Any) -> None:
    mai.post(own(dossier), words("Câu một"))
    answer = words("Đáp câu một")
    mai.post(own(dossier), words("Câu hai"))
    minh.post(desk(dossier), answer)
    assert list(Dossier.objects.asked()) == [dossier]
    assert Message.objects.get(settled_at=None, side="citizen").text == "Câu hai"


def test_thanks_need_no_answer(world: World, dossier: Dossier, mai: Any, minh: Any) -> None:
    mai.post(own(dossier), words("Cảm ơn"))
    minh.post(desk(dossier), {"khong-can": "1", "last": Message.objects.get().pk})
    assert not Dossier.objects.asked().exists()
    assert not dossier.notices.filter(action="reply").exists()


def test_files_go_with_words_and_a_refused_one_leaves_nothing_behind(
    world: World, dossier: Dossier, mai: Any, minh: Any
) -> None:
    bad = words("Kèm tệp", attachments=[SimpleUploadedFile("a.png", b"MZ")])
    refused = mai.post(own(dossier), bad)
    assert (refused.status_code, "Kèm tệp" in refused.content.decode()) == (422, True)
    assert not Document.objects.exists()
    mai.post(own(dossier), words("Kèm tệp", attachments=[SimpleUploadedFile("ve.png", png())]))
    file = Document.objects.get()
    assert (file.kind, file.dossier) == ("message", dossier)
    assert "ve.png" in page(minh, desk(dossier))
    assert b"".join(minh.get(f"/tep/{file.pk}/").streaming_content).startswith(b"\x89PNG")


@pytest.mark.parametrize("sent", [{"text": " "}, {"text": "x" * 2001}, {"text": "x", "key": "x"}, {"last": "-1"}])
def test_what_cannot_be_sent_is_said_and_kept(mai: Any, dossier: Dossier, sent: dict[str, str]) -> None:
    assert mai.post(own(dossier), {**words("Hỏi"), **sent}).status_code == 422
    assert not Message.objects.exists()


def test_twenty_messages_an_hour_and_then_a_pause_that_keeps_the_words(dossier: Dossier, mai: Any) -> None:
    for number in range(20):
        assert mai.post(own(dossier), words(f"Câu {number}")).status_code == 302
    stopped = mai.post(own(dossier), words("Câu cuối"))
    assert stopped.status_code == 429
    assert "Câu cuối" in stopped.content.decode()
    assert Message.objects.count() == 20


def test_whoever_only_watches_sees_that_there_is_a_talk_and_not_what_is_said(
    world: World, dossier: Dossier, signed_in: Any
) -> None:
    ask(dossier, by=world.mai, at=AT, text="Chuyện riêng của tôi", key=uuid.uuid4())
    reply(dossier, by=world.minh, at=LATER, text="Lời cho riêng Mai", key=uuid.uuid4(), up_to=10**9)
    thanh = signed_in(world.thanh)
    shown = page(thanh, desk(dossier))
    assert "10:00, thứ Sáu 20/11/2026" in shown
    assert all(name not in shown for name in ("Chuyện riêng", "Lời cho riêng", "Trần Thị Mai", "Gửi cho người nộp"))
    assert thanh.post(desk(dossier), words("Tôi chen vào")).status_code == 403
    assert Message.objects.count() == 2


def test_nobody_writes_into_a_talk_that_is_not_his(world: World, dossier: Dossier, signed_in: Any) -> None:
    assert signed_in(world.hung).post(own(dossier), words("Hỏi")).status_code == 404
    assert signed_in(world.phu).post(desk(dossier), words("Đáp")).status_code == 404
    with pytest.raises(NotAllowed):
        ask(dossier, by=world.hung, at=AT, text="Hỏi", key=uuid.uuid4())
    with pytest.raises(NotAllowed):
        reply(dossier, by=world.phu, at=AT, text="Đáp", key=uuid.uuid4(), up_to=0)
    assert not Message.objects.exists()


def test_who_has_no_account_is_answered_by_mail_where_there_is_an_address(world: World, signed_in: Any) -> None:
    lan = signed_in(world.lan)
    mute = world.taken_in(AT, submitter=Person("Vũ Thị Năm", phone="+84977000111"))
    assert "Hãy gọi điện thoại." in page(lan, desk(mute))
    reached = world.taken_in(AT, submitter=Person("Vũ Thị Năm", email="nam@example.vn"))
    assert "được gửi qua thư điện tử" in page(lan, desk(reached))
    lan.post(desk(reached), words("Mời bà đến nhận."))
    assert Delivery.objects.get(notice__action="reply", carrier="email").text == "Mời bà đến nhận."


def test_open_questions_are_a_list_of_whoever_has_the_dossier(
    world: World, dossier: Dossier, minh: Any, signed_in: Any
) -> None:
    fresh = world.submitted(AT)
    for one in (dossier, fresh):
        ask(one, by=world.mai, at=AT, text="Hỏi", key=uuid.uuid4())
    in_work, at_desk = page(minh, "/xu-ly/?muc=cau-hoi"), page(signed_in(world.lan), "/mot-cua/?muc=cau-hoi")
    assert (dossier.code in in_work, fresh.code in in_work) == (True, False)
    assert (dossier.code in at_desk, fresh.code in at_desk) == (False, True)


def test_both_pages_cost_the_same_for_one_message_and_three(
    world: World, dossier: Dossier, mai: Any, minh: Any
) -> None:
    ask(dossier, by=world.mai, at=AT, text="Hỏi", key=uuid.uuid4())
    minh.get(desk(dossier))  # the first look of a day is noted
    first = [statements(lambda: mai.get(own(dossier))), statements(lambda: minh.get(desk(dossier)))]
    for _ in range(2):
        ask(dossier, by=world.mai, at=AT, text="Hỏi", key=uuid.uuid4())
    assert [statements(lambda: mai.get(own(dossier))), statements(lambda: minh.get(desk(dossier)))] == first
    assert max(first) <= 10


def test_what_was_written_cannot_become_a_script(world: World, dossier: Dossier, minh: Any) -> None:
    ask(dossier, by=world.mai, at=AT, text="<script>alert(1)</script>", key=uuid.uuid4())
    assert "<script>alert" not in page(minh, desk(dossier))


def test_the_office_reading_it_is_noted_and_the_citizen_takes_it_away(
    world: World, dossier: Dossier, minh: Any, mai: Any
) -> None:
    ask(dossier, by=world.mai, at=AT, text="Hỏi cho tôi giữ", key=uuid.uuid4())
    for _ in range(2):
        minh.get(desk(dossier))
    mai.get(own(dossier))
    assert [(one.user, one.what) for one in dossier.openings.all()] == [(world.minh, "page")]
    files = {name: b"".join(content) for name, content in entries(world.mai)}
    assert "Hỏi cho tôi giữ" in files[f"ho-so/{dossier.code}.json"].decode()
    assert '"tin_nhan": true' in files["tai-khoan.json"].decode()
