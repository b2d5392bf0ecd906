"""What goes out by mail and short message: to whom, in which words, once, and what happens when it does not go."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cases.actions.ask_leader import propose_refusal
from cases.actions.deliver import PAUSES, deliver_some
from cases.actions.refuse import refuse
from cases.actions.send_again import send_again
from cases.actions.sign import sign
from cases.intake import Person
from cases.models import Delivery, MessageText, Notice, NoticePreference
from tests.mail_server import MailServer, mail_server
from tests.world import World, hanoi

AT = hanoi("2026-11-20 09:00")
OWNER = Person(full_name="Lê Văn Tư", personal_id="001090000001", phone="+84987654321", email="tu@example.vn")


@pytest.fixture
def mail(settings: Any) -> Iterator[MailServer]:
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield server


@pytest.fixture
def phones(settings: Any, tmp_path: Path) -> Any:
    """`phones()` is what reached phones so far, as (number, text)."""
    file = tmp_path / "sms.jsonl"
    settings.SMS_URL = f"file://{file}"

    def reached() -> list[tuple[str, str]]:
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return [(line["to"], line["text"]) for line in map(json.loads, lines)]

    return reached


def by_mail(world: World, **more: Any) -> Any:
    """Mai's intake with her address of mail."""
    person = Person("Trần Thị Mai", personal_id="001190012345", phone="+84912345678", email="mai@example.vn")
    return world.submitted(AT, submitter=person, **more)


def states() -> list[tuple[str, str, int]]:
    return list(Delivery.objects.order_by("pk").values_list("carrier", "state", "attempts"))


def test_a_submission_is_told_by_mail_and_phone_in_words_with_the_code(
    world: World, mail: MailServer, phones: Any, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://mot-cua.example"
    dossier = by_mail(world)
    assert (mail.arrived, phones()) == ([], [])
    done = deliver_some(at=AT)
    assert (done.sent, done.taken) == (2, 2)
    [letter] = mail.arrived
    assert mail.subjects() == [f"Hệ thống đã nhận được hồ sơ của bạn – hồ sơ {dossier.code}"]
    assert (letter["To"], letter["From"]) == ("mai@example.vn", "mot-cua@localhost")
    body = letter.get_content()
    assert "Kính gửi Trần Thị Mai," in body
    assert "Hạn trả lời bạn: 09:00, thứ Hai 23/11/2026." in body
    assert f"https://mot-cua.example/ho-so-cua-toi/{dossier.code}/" in body
    assert phones() == [
        (
            "+84912345678",
            f"Da nhan ho so {dossier.code}. Han co quan tra loi: 09:00 23/11/2026. Dung ma nay de tra cuu.",
        )
    ]
    assert {one.sent_at for one in Delivery.objects.all()} == {AT}


def test_however_often_it_is_run_everything_goes_out_once(world: World, mail: MailServer, phones: Any) -> None:
    for _ in range(12):
        by_mail(world)
    for minute in range(8):
        deliver_some(at=AT + timedelta(minutes=minute * 30))
    assert (len(mail.arrived), len(phones())) == (12, 12)
    assert len({letter["Message-ID"] for letter in mail.arrived}) == 12
    assert {state for _, state, _ in states()} == {"sent"}


def test_a_move_that_is_rolled_back_tells_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from cases.actions import submit as module

    def broken_line(dossier: Any, *, at: Any) -> None:
        raise RuntimeError("đứt kết nối")

    monkeypatch.setattr(module, "give_code", broken_line)
    with pytest.raises(RuntimeError):
        by_mail(world)
    assert not Notice.objects.exists()
    assert not Delivery.objects.exists()


def test_whoever_has_no_account_is_told_at_the_address_on_the_paper(
    world: World, mail: MailServer, phones: Any, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://mot-cua.example"
    person = Person("Vũ Thị Năm", personal_id="001160000001", phone="+84977000111", email="nam@example.vn")
    dossier = world.taken_in(AT, submitter=person)
    deliver_some(at=AT)
    assert dossier.account_id is None
    assert [number for number, _ in phones()] == ["+84977000111"]
    body = mail.arrived[0].get_content()
    assert "https://mot-cua.example/tra-cuu/" in body
    assert "tài khoản" not in body


def refused(world: World, owner: Person) -> None:
    """The desk proposes to refuse what Mai submitted, and the leader does."""
    dossier = world.submitted(AT, owner=owner)
    propose_refusal(dossier, by=world.lan, at=AT, reason="Không thuộc thẩm quyền.")
    refuse(dossier, by=world.son, at=AT, reason="Không thuộc thẩm quyền.")


def test_the_owner_is_told_what_decides_and_nobody_twice_at_one_address(world: World, phones: Any) -> None:
    refused(world, owner=OWNER)
    told = list(Delivery.objects.order_by("pk").values_list("notice__action", "audience", "carrier"))
    assert told == [
        ("submit", "submitter", "sms"),
        ("refuse", "submitter", "sms"),
        ("refuse", "owner", "email"),
        ("refuse", "owner", "sms"),
    ]
    at_mais = Person(full_name="Trần Bé Na", phone="+84912345678")
    refused(world, owner=at_mais)
    assert Delivery.objects.filter(audience="owner").count() == 2


@pytest.mark.parametrize("phone", ["", "+842438253536"])
def test_a_number_that_takes_no_messages_gets_none(world: World, phone: str) -> None:
    world.taken_in(AT, submitter=Person("Vũ Thị Năm", phone=phone))
    assert not Delivery.objects.exists()


def test_what_a_person_has_switched_off_is_not_queued_and_the_portal_still_tells(world: World, phones: Any) -> None:
    NoticePreference.objects.create(account=world.mai, sms=False)
    dossier = by_mail(world)
    assert [carrier for carrier, _, _ in states()] == ["email"]
    sign(world.for_signature(AT), by=world.son, at=AT)
    assert not Delivery.objects.filter(carrier="sms").exists()
    assert dossier.notices.count() == 1


def test_who_chose_english_is_told_in_english_and_everybody_else_in_vietnamese(
    world: World, mail: MailServer, phones: Any, signed_in: Any
) -> None:
    mai = signed_in(world.mai)
    mai.post("/tai-khoan/thong-bao/", {"email": "on", "sms": "on", "language": "en"})
    world.mai.refresh_from_db()
    MessageText.objects.create(
        action="sign", carrier="portal", language="en", subject="It is here", text="Collect it: {cach_nhan}."
    )
    dossier = world.for_signature(AT, submitter=Person("Trần Thị Mai", email="mai@example.vn"), owner=OWNER)
    sign(dossier, by=world.son, at=AT)
    deliver_some(at=AT + timedelta(days=9))
    subjects: dict[str, list[str]] = {"mai@example.vn": [], "tu@example.vn": []}
    for letter in mail.arrived:
        subjects[letter["To"]].append(" ".join(letter["Subject"].split()).removesuffix(dossier.code or ""))
    assert subjects == {
        "mai@example.vn": [
            "Your application has arrived – application ",
            "The application was received – application ",
            "It is here – application ",
        ],
        "tu@example.vn": ["Hồ sơ đã được tiếp nhận – hồ sơ ", "Đã có kết quả – hồ sơ "],
    }
    assert "Dear Trần Thị Mai," in mail.arrived[0].get_content()
    sms = {number: text.split()[0] for number, text in phones()}
    assert sms == {OWNER.phone: "Ho", "+84912345678": "The"}
    told = Notice.objects.get(action="receive")
    assert told.text == "Hồ sơ đã đầy đủ, hợp lệ. Hẹn trả kết quả: 17:00, thứ Tư 02/12/2026."
    assert told.english_text == (
        "The application is complete and valid. Result date: 17:00, Wednesday 2 December 2026."
    )
    mai.cookies["django_language"] = "en"
    page = mai.get("/thong-bao/").content.decode()
    assert "<b>It is here</b>" in page
    assert "Collect it: Collect at the one-stop desk." in page


def test_what_is_switched_off_while_it_waits_is_dropped(world: World, mail: MailServer, phones: Any) -> None:
    by_mail(world)
    NoticePreference.objects.create(account=world.mai, email=False)
    assert deliver_some(at=AT).dropped == 1
    assert mail.arrived == []
    assert {(carrier, state) for carrier, state, _ in states()} == {("email", "dropped"), ("sms", "sent")}


def test_a_mail_that_is_not_taken_is_tried_again_after_growing_pauses_and_then_given_up(
    world: World, mail: MailServer, settings: Any
) -> None:
    NoticePreference.objects.create(account=world.mai, sms=False)
    by_mail(world)
    mail.answers["MAIL"] = "451 later"
    at, tried = AT, []
    while Delivery.objects.waiting().exists():
        assert deliver_some(at=at - timedelta(seconds=1)).taken == 0
        deliver_some(at=at)
        tried.append(at - AT)
        at = Delivery.objects.get().next_at
    assert tried == [sum(PAUSES[:count], timedelta()) for count in range(len(PAUSES) + 1)]
    found = Delivery.objects.get()
    assert (found.state, found.attempts, found.sent_at) == ("given_up", 7, None)
    assert found.last_error == "Máy chủ thư từ chối thư (451)."


@pytest.mark.parametrize(
    ("answers", "state", "reason"),
    [
        ({"RCPT": "550 no such user"}, "given_up", "Máy chủ thư không nhận địa chỉ này (550)."),
        ({"RCPT": "450 mailbox busy"}, "failed", "Máy chủ thư không nhận địa chỉ này (450)."),
        ({".": "554 rejected"}, "given_up", "Máy chủ thư từ chối thư (554)."),
        ({"EHLO": "421 closing", "HELO": "421 closing"}, "failed", "Máy chủ thư từ chối thư (421)."),
    ],
)
def test_what_is_refused_for_good_is_not_tried_again(
    world: World, mail: MailServer, answers: dict[str, str], state: str, reason: str
) -> None:
    NoticePreference.objects.create(account=world.mai, sms=False)
    by_mail(world)
    mail.answers.update(answers)
    deliver_some(at=AT)
    found = Delivery.objects.get()
    assert (found.state, found.last_error) == (state, reason)
    assert "mai@example.vn" not in found.last_error


def test_a_server_that_is_not_there_holds_up_nobody_else(world: World, phones: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    by_mail(world)
    done = deliver_some(at=AT)
    assert (done.sent, done.failed) == (1, 1)
    assert "Không kết nối được máy chủ thư" in Delivery.objects.get(carrier="email").last_error
    assert len(phones()) == 1


def test_one_row_that_nobody_foresaw_keeps_no_other_from_going_out(
    world: World, mail: MailServer, phones: Any, caplog: Any
) -> None:
    by_mail(world)
    Delivery.objects.filter(carrier="email").update(address="mai@example.vn\nBcc: all@example.vn")
    done = deliver_some(at=AT)
    assert (done.sent, done.failed, mail.arrived) == (1, 1, [])
    assert "mai@example.vn" not in Delivery.objects.get(carrier="email").last_error


def test_what_a_killed_worker_held_comes_up_again_by_itself(
    world: World, mail: MailServer, phones: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_mail(world)

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cases.carriers.Carriers.send", killed)
    with pytest.raises(KeyboardInterrupt):
        deliver_some(at=AT)
    monkeypatch.undo()
    assert deliver_some(at=AT + timedelta(minutes=14)).taken == 0
    assert deliver_some(at=AT + timedelta(minutes=15)).sent == 2
    assert (len(mail.arrived), len(phones())) == (1, 1)


def test_an_administrators_word_sends_again_what_failed_and_nothing_that_was_sent_or_is_being_sent(
    world: World, mail: MailServer, phones: Any
) -> None:
    by_mail(world)
    mail.answers["RCPT"] = "550 no such user"
    deliver_some(at=AT)
    by_mail(world)
    Delivery.objects.filter(state="queued", carrier="email").update(state="sending", attempts=1)
    mail.answers.clear()
    later = AT + timedelta(hours=1)
    assert send_again(Delivery.objects.all(), at=later) == 1
    assert send_again(Delivery.objects.all(), at=later) == 0
    deliver_some(at=later)
    assert (len(mail.arrived), len(phones())) == (2, 2)
    assert send_again(Delivery.objects.all(), at=later) == 0


def test_the_offices_own_words_stand_in_portal_mail_and_phone(world: World, mail: MailServer, phones: Any) -> None:
    MessageText.objects.create(action="submit", carrier="portal", subject="Xin chào", text="Nộp {nop_luc}.")
    MessageText.objects.create(action="submit", carrier="sms", text="Mã {ma_ho_so}", with_marks=True)
    dossier = by_mail(world)
    deliver_some(at=AT)
    assert (dossier.notices.get().subject, dossier.notices.get().text) == (
        "Xin chào",
        "Nộp 09:00, thứ Sáu 20/11/2026.",
    )
    assert mail.subjects() == [f"Xin chào – hồ sơ {dossier.code}"]
    assert [text for _, text in phones()] == [f"Mã {dossier.code}"]
    MessageText.objects.create(action="submit", carrier="email", subject="Thư", text="Chỉ trong thư {ma_ho_so}.")
    second = by_mail(world)
    deliver_some(at=AT)
    assert f"Chỉ trong thư {second.code}." in mail.arrived[-1].get_content()
