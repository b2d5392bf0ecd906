"""One definition: the mark of a dossier says exactly what the lists say."""

from datetime import date

import pytest

from cases.actions.apologise import apologise
from cases.actions.hand_over import hand_over
from cases.actions.refuse import refuse
from cases.actions.supplement import Missing, ask_completion, request_supplement
from cases.actions.suspend import stop, suspend
from cases.actions.withdraw import withdraw
from cases.marks import answer_mark, mark, step_mark
from cases.models import Dossier
from departments.calendars import calendar_for
from procedures.models import Offering, ProcedureVersion
from tests.world import LONG_WAY, SINCE, World, hanoi, version

MOMENTS = [
    "2026-11-09 09:00",
    "2026-11-11 08:00",
    "2026-11-11 16:59",
    "2026-11-11 17:30",
    "2026-11-11 23:59",
    "2026-11-12 00:00",
    "2026-11-14 10:00",
    "2026-11-20 16:40",
    "2026-11-21 10:00",
    "2026-11-23 08:12",
    "2026-11-24 09:00",
    "2026-11-25 16:50",
    "2026-12-01 09:00",
]


def in_hours(world: World, amount: int) -> ProcedureVersion:
    """A procedure of the ward whose limit is in working hours."""
    name = "Cấp bản sao trích lục"
    made = version("1.009999", name, world.field, amount=amount, unit="working_hour", steps=LONG_WAY)
    world.offerings["1.009999", world.ward.code] = Offering.objects.create(
        procedure=made.procedure, department=world.ward, desk=world.desk, division=world.office, valid_from=SINCE
    )
    return made


def a_bit_of_everything(world: World) -> None:
    """Dossiers in every status, received over three weeks."""
    for day in ("02", "03", "09", "11", "12", "13", "16", "17", "19", "20", "23"):
        world.assigned(hanoi(f"2026-11-{day} 09:00"))
    world.submitted(hanoi("2026-11-20 15:20"))
    world.received(hanoi("2026-11-20 08:00"), world.birth)
    missing = [Missing("Bản vẽ")]
    ask_completion(
        world.submitted(hanoi("2026-11-02 09:00")), by=world.lan, at=hanoi("2026-11-02 10:00"), missing=missing
    )
    request_supplement(
        world.assigned(hanoi("2026-11-02 09:00")), by=world.minh, at=hanoi("2026-11-04 09:00"), missing=missing
    )
    refuse(world.submitted(hanoi("2026-11-02 09:00")), by=world.son, at=hanoi("2026-11-02 10:00"), reason="Sai nơi.")
    held = world.assigned(hanoi("2026-11-02 09:00"))
    suspend(held, by=world.son, at=hanoi("2026-11-05 09:00"), reason="Tranh chấp.", legal_basis="QĐ 1")
    stop(world.assigned(hanoi("2026-11-02 09:00")), by=world.son, at=hanoi("2026-11-05 09:00"), reason="Tòa thụ lý.")
    withdraw(world.assigned(hanoi("2026-11-02 09:00")), by=world.mai, at=hanoi("2026-11-05 09:00"), reason="Đổi ý.")
    finished = world.finished(hanoi("2026-11-02 09:00"))
    hand_over(finished, by=world.lan, at=hanoi("2026-11-05 09:00"), received_by="Trần Thị Mai")
    sorry = world.assigned(hanoi("2026-11-16 09:00"))
    apologise(sorry, by=world.son, at=hanoi("2026-11-20 09:00"), reason="Chờ.", new_day=date(2026, 12, 1))
    quick = in_hours(world, 4)
    for moment in ("2026-11-11 14:00", "2026-11-20 15:00", "2026-11-25 15:30"):
        world.assigned(hanoi(moment), quick)


def test_every_dossier_is_marked_as_the_list_it_stands_in(world: World) -> None:
    a_bit_of_everything(world)
    calendar = calendar_for(None)
    seen = set()
    for text in MOMENTS:
        at = hanoi(text)
        lists = {
            "late": Dossier.objects.overdue(at),
            "today": Dossier.objects.due_today(at),
            "soon": Dossier.objects.due_soon(at, calendar),
            "stopped": Dossier.objects.standing(),
        }
        members = {kind: set(rows.values_list("pk", flat=True)) for kind, rows in lists.items()}
        for dossier in Dossier.objects.select_related("current_task__step"):
            kind = mark(dossier, at, calendar).kind
            open_kind = None if dossier.finished_at else kind
            assert {k for k, rows in members.items() if dossier.pk in rows} == ({open_kind} & set(members)), (
                text,
                kind,
            )
            seen.add(kind)
    assert seen >= {"late", "today", "soon", "on", "stopped", "none", "early"}


def test_a_step_is_slow_exactly_when_its_dossier_is_in_the_list_of_late_steps(world: World) -> None:
    a_bit_of_everything(world)
    calendar = calendar_for(None)
    for text in MOMENTS:
        at = hanoi(text)
        slow = set(Dossier.objects.step_late(at).values_list("pk", flat=True))
        for dossier in Dossier.objects.running().select_related("current_task__step"):
            is_slow = step_mark(dossier.current_task, dossier, at, calendar).kind == "slow"
            promised = mark(dossier, at, calendar).kind != "late"
            assert (dossier.pk in slow) == (is_slow and promised)


@pytest.mark.parametrize(
    ("at", "kind", "text"),
    [
        ("2026-11-20 09:00", "on", "Còn 3 ngày làm việc"),
        ("2026-11-23 09:00", "on", "Còn 2 ngày làm việc"),
        ("2026-11-25 09:00", "soon", "Còn 1 ngày làm việc"),
        ("2026-11-26 17:30", "today", "Đến hạn hôm nay"),
        ("2026-11-27 08:00", "late", "Quá 1 ngày làm việc"),
        ("2026-11-28 08:00", "late", "Quá 1 ngày làm việc"),
        ("2026-12-01 08:00", "late", "Quá 3 ngày làm việc"),
    ],
)
def test_the_mark_counts_working_days_to_and_from_the_promise(world: World, at: str, kind: str, text: str) -> None:
    dossier = world.assigned(hanoi("2026-11-16 09:00"))
    found = mark(dossier, hanoi(at), calendar_for(None))
    assert (found.kind, found.text) == (kind, text)


def test_a_limit_in_hours_is_marked_to_the_minute(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-20 08:00"), in_hours(world, 4))
    calendar = calendar_for(None)
    texts = [mark(dossier, hanoi(f"2026-11-20 {at}"), calendar).text for at in ("11:00", "12:00", "13:30")]
    assert texts == ["Đến hạn 12:00 hôm nay", "Đến hạn 12:00 hôm nay", "Quá 30 phút làm việc"]


def test_finished_work_is_early_on_time_or_late_for_good(world: World) -> None:
    calendar, at = calendar_for(None), hanoi("2026-12-20 09:00")
    dossier = world.finished(hanoi("2026-11-16 09:00"))
    kinds = []
    for finished_at in ("2026-11-24 09:00", "2026-11-26 17:20", "2026-11-30 08:00"):
        dossier.finished_at = hanoi(finished_at)
        kinds.append((mark(dossier, at, calendar).kind, mark(dossier, at, calendar).text))
    assert kinds == [
        ("early", "Trước hạn 2 ngày làm việc"),
        ("done", "Đúng hạn"),
        ("late", "Xong muộn 2 ngày làm việc"),
    ]


@pytest.mark.parametrize(
    ("at", "kind", "text"),
    [
        ("2026-11-20 15:20", "on", "Còn 8 giờ làm việc"),
        ("2026-11-23 08:00", "soon", "Còn 6 giờ 20 phút làm việc"),
        ("2026-11-23 14:00", "today", "Còn 1 giờ 20 phút làm việc"),
        ("2026-11-23 15:20", "today", "Còn 0 phút làm việc"),
        ("2026-11-23 16:00", "late", "Trả lời muộn 40 phút làm việc"),
    ],
)
def test_the_answer_clock_shows_what_is_left_of_eight_working_hours(
    world: World, at: str, kind: str, text: str
) -> None:
    dossier = world.submitted(hanoi("2026-11-20 15:20"))
    found = answer_mark(dossier, hanoi(at), calendar_for(None))
    assert (found.kind, found.text) == (kind, text)
    assert Dossier.objects.answer_late(hanoi(at)).exists() == (kind == "late")
    assert mark(dossier, hanoi(at), calendar_for(None)).text == "Trả lời trước 15:20 23/11"
