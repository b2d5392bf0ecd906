"""Reminders come before, at and after a due moment, climb from the officer to the leader, and come once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command

from cases.actions.assign import assign
from cases.actions.choose_carriers import choose_carriers
from cases.actions.lapse import lapse_supplements, remind_applicants
from cases.actions.propose import approve, propose
from cases.actions.remind import raise_reminders
from cases.actions.send_digests import send_digests
from cases.actions.supplement import Missing, answer, ask_completion, request_supplement
from cases.models import Delivery, Dossier, Notice, Reminder, ReminderReader
from cases.status import Status
from departments.languages import Language
from departments.models import User
from procedures.models import Offering, ProcedureVersion
from tests.world import LONG_WAY, SINCE, World, hanoi, version

MISSING = [Missing("Bản vẽ thiết kế")]


def raised(person: User | None = None) -> list[tuple[str, str]]:
    rows = ReminderReader.objects.order_by("reminder__due_at", "pk")
    rows = rows.filter(person=person) if person else rows
    return list(rows.values_list("reminder__of", "reminder__level"))


def test_a_step_and_a_dossier_are_told_before_at_and_after_and_climb_to_the_leader(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))  # the step until Wed 04, the dossier until Wed 11, 17:00
    seen: dict[str, list[tuple[str, str]]] = {}
    for moment in (
        "2026-11-04 11:59", "2026-11-04 13:00", "2026-11-04 17:00", "2026-11-05 08:00", "2026-11-06 08:00",
        "2026-11-10 17:00", "2026-11-11 17:00", "2026-11-12 08:00", "2026-11-18 08:00",
    ):  # fmt: skip
        raise_reminders(at=hanoi(moment))
        for name in ("minh", "ha", "son"):
            new = raised(world.people[name])[len(seen.setdefault(name, [])) :]
            seen[name] += [(f"{moment[8:]}", *one) for one in new]  # type: ignore[misc]
    assert seen == {
        "minh": [
            ("04 13:00", "step", "soon"), ("04 17:00", "step", "due"), ("05 08:00", "step", "late"),
            ("10 17:00", "dossier", "soon"), ("11 17:00", "dossier", "due"), ("12 08:00", "dossier", "late"),
        ],
        "ha": [
            ("05 08:00", "step", "late"), ("06 08:00", "step", "very_late"),
            ("11 17:00", "dossier", "due"), ("12 08:00", "dossier", "late"), ("18 08:00", "dossier", "very_late"),
        ],
        "son": [
            ("06 08:00", "step", "very_late"), ("12 08:00", "dossier", "late"), ("18 08:00", "dossier", "very_late"),
        ],
    }  # fmt: skip
    assert Dossier.objects.get(pk=dossier.pk).reminders.count() == 8


def test_a_job_that_slept_for_days_and_ran_thrice_comes_to_the_same_rows(world: World) -> None:
    for _ in range(3):
        world.assigned(hanoi("2026-11-02 09:00"))
    late = hanoi("2026-11-18 08:00")
    assert [raise_reminders(at=late + timedelta(minutes=five)) for five in (0, 5, 10)] == [3 * 8, 0, 0]
    assert Reminder.objects.count() == 24
    # One line a dossier, the gravest: that is what the bell counts and the page shows.
    assert User.objects.get(pk=world.minh.pk).reminders_unseen == 3
    assert {row.reminder.level for row in ReminderReader.objects.of(world.son)} == {"very_late"}


def test_what_is_finished_handed_on_or_waits_for_the_applicant_reminds_nobody(world: World) -> None:
    done, given, asked = (world.assigned(hanoi("2026-11-02 09:00")) for _ in range(3))
    raise_reminders(at=hanoi("2026-11-04 13:00"))
    assert User.objects.get(pk=world.minh.pk).reminders_unseen == 3
    at = hanoi("2026-11-04 14:00")
    propose(done, by=world.minh, at=at, outcome="granted", text="Đủ.")
    assign(given, by=world.ha, at=at, officer=world.binh)
    request_supplement(asked, by=world.minh, at=at, missing=MISSING)
    assert not ReminderReader.objects.of(world.minh).exists()
    raise_reminders(at=at)
    assert User.objects.get(pk=world.minh.pk).reminders_unseen == 0


def test_a_step_that_is_over_does_not_hide_that_its_dossier_is_due(world: World) -> None:
    dossier = world.proposed(hanoi("2026-11-02 09:00"))
    raise_reminders(at=hanoi("2026-11-11 17:00"))
    assert ReminderReader.objects.of(world.ha).get().reminder.of == "step"
    approve(dossier, by=world.ha, at=hanoi("2026-11-11 17:10"))
    assert ReminderReader.objects.of(world.ha).get().reminder.words == "Hồ sơ đến hạn"


def test_the_desk_and_its_leader_hear_of_an_online_dossier_two_hours_before_its_answer_is_due(world: World) -> None:
    world.submitted(hanoi("2026-11-02 09:00"))  # to be answered by 09:00 on Tuesday
    raise_reminders(at=hanoi("2026-11-02 15:59"))
    assert raised() == []
    raise_reminders(at=hanoi("2026-11-02 16:00"))
    # The centre has no head of its own here, so the next rank up is told.
    assert raised(world.lan) == raised(world.son) == [("answer", "soon")]


def test_the_morning_digest_is_one_mail_a_person_on_working_days_with_everything_since_the_last(
    world: World, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://mot-cua.example"
    User.objects.filter(pk__in=[world.minh.pk, world.ha.pk]).update(email="mot@cua.example")
    first, second = (world.assigned(hanoi("2026-11-02 09:00")) for _ in range(2))
    raise_reminders(at=hanoi("2026-11-06 16:00"))
    assert [send_digests(at=hanoi(moment)) for moment in ("2026-11-07 08:00", "2026-11-09 06:59")] == [0, 0]
    assert send_digests(at=hanoi("2026-11-09 07:10")) == 4  # Minh, Hà and the two leaders
    assert send_digests(at=hanoi("2026-11-09 11:00")) == 0
    assert sorted(Delivery.objects.filter(audience="staff").values_list("name", flat=True)) == [
        "Lê Quang Minh",
        "Nguyễn Thu Hà",
    ]
    told = Notice.objects.get(account=world.minh, digest_day="2026-11-09")
    assert told.subject == "Việc cần chú ý hôm nay: 2 chậm bước"
    for dossier in (first, second):
        assert told.text.count(f"https://mot-cua.example/xu-ly/{dossier.code}/") == 1
    raise_reminders(at=hanoi("2026-11-09 12:00"))
    assert send_digests(at=hanoi("2026-11-10 08:00")) == 0


def test_who_wants_no_mail_gets_no_digest_by_mail(world: World) -> None:
    User.objects.filter(pk=world.minh.pk).update(email="minh@cua.example")
    choose_carriers(world.minh, email=False, sms=True, language=Language.VIETNAMESE)
    world.assigned(hanoi("2026-11-02 09:00"))
    raise_reminders(at=hanoi("2026-11-04 17:00"))
    send_digests(at=hanoi("2026-11-05 08:00"))
    assert (Notice.objects.filter(account=world.minh).count(), Delivery.objects.filter(audience="staff").count()) == (
        1,
        0,
    )


def offered(world: World, expiry: str) -> ProcedureVersion:
    """A procedure whose version says what becomes of unanswered requests."""
    made = version("2.000001", "Xác nhận", world.field, amount=7, unit="working_day", steps=LONG_WAY, expiry=expiry)
    world.offerings[made.procedure.code, world.ward.code] = Offering.objects.create(
        procedure=made.procedure, department=world.ward, desk=world.desk, division=world.office, valid_from=SINCE
    )
    return made


def test_an_applicant_is_reminded_once_before_the_last_day(world: World) -> None:
    dossier = world.submitted(hanoi("2026-11-02 09:00"))
    ask_completion(dossier, by=world.lan, at=hanoi("2026-11-02 10:00"), missing=MISSING)  # until Thu 12
    told = [remind_applicants(at=hanoi(f"2026-11-{day} 09:00")) for day in ("08", "09", "10", "11")]
    assert told == [0, 1, 0, 0]
    text = dossier.notices.get(action="remind_supplement").text
    assert text == "Cơ quan vẫn đang chờ bạn bổ sung: Bản vẽ thiết kế. Hạn bổ sung: 12/11/2026."


@pytest.mark.parametrize(
    ("expiry", "words"), [("close", "Hồ sơ được đóng."), ("refuse", "Hồ sơ bị từ chối giải quyết.")]
)
def test_at_the_end_the_version_says_what_becomes_of_it(world: World, expiry: str, words: str) -> None:
    made = offered(world, expiry)
    before = world.submitted(hanoi("2026-11-03 09:00"), made)
    ask_completion(before, by=world.lan, at=hanoi("2026-11-05 10:00"), missing=MISSING)  # until Sunday 15: Monday
    within = world.assigned(hanoi("2026-11-03 09:00"), made)
    request_supplement(within, by=world.minh, at=hanoi("2026-11-05 10:00"), missing=MISSING)
    sent = world.assigned(hanoi("2026-11-03 09:00"), made)
    request_supplement(sent, by=world.minh, at=hanoi("2026-11-05 10:00"), missing=MISSING)
    answer(sent, by=world.mai, at=hanoi("2026-11-16 16:00"), text="Tôi gửi.")
    assert [lapse_supplements(at=hanoi(f"2026-11-{day} 06:00")) for day in ("16", "17", "18")] == [0, 2, 0]
    for dossier, status in ((before, Status.REFUSED), (within, Status.STOPPED), (sent, Status.WAITING)):
        dossier.refresh_from_db()
        assert dossier.status == status
    event = within.events.order_by("-number")[0]
    assert (event.action, event.by_name) == ("stop", "Hệ thống")
    assert event.note == (
        f"{words} Hết thời hạn bổ sung (16/11/2026) mà người nộp không bổ sung; căn cứ: Luật Hộ tịch."
    )
    assert (within.finished_at, within.clock_running) == (hanoi("2026-11-17 06:00"), False)


def test_where_the_version_names_no_consequence_whoever_asked_is_reminded(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-02 10:00"), missing=MISSING)
    assert [lapse_supplements(at=hanoi(f"2026-11-{day} 06:00")) for day in ("12", "13", "14")] == [0, 1, 0]
    assert raised() == raised(world.minh) == [("supplement", "late")]
    dossier.refresh_from_db()
    assert dossier.status == Status.WAITING


def test_one_command_does_all_of_it(world: World, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    world.assigned(hanoi("2026-11-02 09:00"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: hanoi("2026-11-04 17:00"))
    call_command("remind")
    call_command("remind")
    said = "Đã nhắc 2 việc, nhắc 0 người nộp bổ sung, xử lý 0 hồ sơ hết hạn bổ sung, gửi 1 bản tóm tắt.\n"
    assert capsys.readouterr().out == said


@pytest.mark.parametrize(("day", "said"), [("06", False), ("12", True)])
def test_a_reminder_of_a_step_says_when_the_promise_is_broken_by_now(
    world: World, signed_in: Any, monkeypatch: pytest.MonkeyPatch, day: str, said: bool
) -> None:
    world.assigned(hanoi("2026-11-02 09:00"))
    raise_reminders(at=hanoi("2026-11-06 08:00"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: hanoi(f"2026-11-{day} 09:00"))
    page = signed_in(world.ha).get("/nhac-viec/").content.decode()
    assert ("Hồ sơ nay đã quá hạn" in page, 'class="row-late"' in page) == (said, said)


def test_the_page_shows_what_stands_and_is_marked_as_seen(world: World, signed_in: Any) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    raise_reminders(at=hanoi("2026-11-12 08:00"))
    client = signed_in(world.minh)
    page = client.get("/nhac-viec/").content.decode()
    assert dossier.code in page
    assert "Hồ sơ quá hạn" in page
    assert '<span class="count">1<' in page
    assert dossier.code in b"".join(client.get("/nhac-viec/?dang=csv").streaming_content).decode()
    newest = ReminderReader.objects.of(world.minh).get().pk
    assert client.post("/nhac-viec/", {"den": newest}).status_code == 302
    assert (
        '<span class="count">'
        not in client.get("/nhac-viec/").content.decode().split("</header>")[0].split("bell")[1][:300]
    )
    assert client.post("/nhac-viec/", {"den": "x"}).status_code == 404
