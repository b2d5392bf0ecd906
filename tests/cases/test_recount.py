"""A change of the calendar moves every open promise and none that is over, without a restart of anything."""

from datetime import date, datetime, time

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions._log import first_broken
from cases.actions.propose import propose
from cases.actions.recount import Change, preview, recount
from cases.actions.sign import sign
from cases.actions.supplement import request_supplement
from cases.errors import Changed
from cases.models import Dossier, Notice
from departments.models import CalendarDay, CalendarYear, OfficeHours
from tests.world import World, hanoi

RECEIVED = hanoi("2026-11-25 09:00")
LATER = hanoi("2026-11-26 08:00")
DUE = hanoi("2026-12-04 17:00")  # seven working days
MOVED = hanoi("2026-12-07 17:00")  # the Friday before is off now: over the weekend to Monday


def day_off(day: date = date(2026, 11, 30)) -> CalendarDay:
    return CalendarDay.objects.create(date=day, kind="off", name="Ngày nghỉ bù", legal_basis="Thông báo thử")


def moments(dossier: Dossier) -> tuple[datetime | None, ...]:
    dossier.refresh_from_db()
    return (dossier.due_original, dossier.due_at, dossier.late_from)


def test_a_new_day_off_moves_an_open_promise_and_the_log_says_so(world: World):
    dossier = world.received(RECEIVED)
    assert moments(dossier)[1] == DUE
    day_off()
    assert recount(at=LATER, by=world.quan) == [Change(str(dossier.code), DUE, MOVED)]
    assert moments(dossier) == (MOVED, MOVED, hanoi("2026-12-08 00:00"))
    event = dossier.events.order_by("-number")[0]
    assert (event.action, event.by, event.at, event.due_at) == ("recount", world.quan, LATER, MOVED)
    assert (event.number, first_broken(dossier)) == (dossier.revision, None)
    assert event.data == {"due_before": DUE.isoformat(), "due_after": MOVED.isoformat()}


def test_a_day_off_that_is_taken_back_gives_the_old_promise_again(world: World):
    dossier = world.received(RECEIVED)
    day = day_off()
    recount(at=LATER)
    day.delete()
    recount(at=LATER)
    assert moments(dossier)[1] == DUE


def test_counting_again_changes_nothing_more(world: World):
    dossier = world.received(RECEIVED)
    day_off()
    recount(at=LATER)
    dossier.refresh_from_db()
    assert recount(at=LATER) == []
    assert dossier.revision == Dossier.objects.get(pk=dossier.pk).revision


def test_what_is_finished_keeps_the_promise_it_was_measured_by(world: World):
    finished = world.finished(RECEIVED)
    before = moments(finished)
    day_off()
    assert recount(at=LATER) == []
    assert moments(finished) == before


def test_what_is_not_received_yet_has_nothing_to_count(world: World):
    world.submitted(RECEIVED)
    day_off()
    assert recount(at=LATER) == []


def test_the_step_at_hand_moves_even_where_the_promise_does_not(world: World):
    dossier = world.assigned(hanoi("2026-11-27 09:00"))
    task = dossier.current_task
    assert task is not None
    assert task.due_at == hanoi("2026-12-01 17:00")
    day_off(date(2026, 11, 30))
    (change,) = recount(at=LATER)
    task.refresh_from_db()
    assert (change.step_before, change.step_after) == (hanoi("2026-12-01 17:00"), hanoi("2026-12-02 17:00"))
    assert task.due_at == hanoi("2026-12-02 17:00")


def test_a_dossier_that_waits_is_counted_with_its_stops(world: World):
    dossier = world.assigned(RECEIVED)
    request_supplement(dossier, by=world.minh, at=LATER, missing=[], reason="Thiếu bản vẽ.", ignored_guidance="")
    day_off()
    recount(at=LATER)
    assert moments(dossier)[1] == MOVED
    assert not dossier.clock_running


def test_longer_office_hours_move_a_limit_in_hours(world: World):
    dossier = world.assigned(RECEIVED, world.birth)
    before = dossier.current_task
    assert before is not None
    OfficeHours.objects.create(
        department=world.ward, weekday=2, opens=time(8), closes=time(18), valid_from=date(2025, 7, 1)
    )
    recount(at=LATER)
    before.refresh_from_db()
    assert before.due_at == hanoi("2026-11-25 13:00")


def test_the_applicant_is_told_the_new_moment_once(world: World):
    dossier = world.received(RECEIVED)
    day_off()
    recount(at=LATER)
    recount(at=LATER)
    notice = Notice.objects.get(dossier=dossier, action="recount")
    assert "17:00, thứ Hai 07/12/2026" in notice.text


def test_a_page_opened_before_is_told_what_happened(world: World):
    dossier = world.assigned(RECEIVED)
    seen = dossier.revision
    day_off()
    recount(at=LATER)
    with pytest.raises(Changed, match="Hệ thống đã “tính lại ngày hẹn”"):
        propose(dossier, by=world.minh, at=LATER, outcome="granted", text="Đủ.", revision=seen)


def test_work_goes_on_after_the_recount(world: World):
    dossier = world.for_signature(RECEIVED)
    day_off()
    recount(at=LATER)
    sign(dossier, by=world.son, at=LATER)
    assert moments(dossier)[1] == MOVED


def test_a_calendar_that_ends_too_soon_leaves_the_promise_and_names_the_dossier(world: World):
    dossier = world.received(hanoi("2026-12-29 09:00"))
    before = moments(dossier)
    CalendarYear.objects.filter(year__gte=2027).delete()
    (change,) = recount(at=LATER)
    assert (change.code, change.after) == (dossier.code, None)
    assert change.problem
    assert moments(dossier) == before


def test_the_preview_shows_the_same_and_changes_nothing(world: World):
    dossier = world.received(RECEIVED)
    day_off()
    assert preview() == preview(limit=10) == [Change(str(dossier.code), DUE, MOVED)]
    assert preview(limit=0) == []
    assert moments(dossier)[1] == DUE
    assert dossier.events.count() == 2


def test_the_cost_does_not_grow_with_what_does_not_change(world: World):
    costs = []
    for number in (1, 2):
        for _ in range(number):
            world.received(RECEIVED)
        with CaptureQueriesContext(connection) as statements:
            recount(at=LATER)
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_the_command_previews_and_then_applies(world: World, capsys):
    dossier = world.assigned(hanoi("2026-11-27 09:00"))
    day_off()
    call_command("recount", "--dry-run")
    preview_text = capsys.readouterr().out
    assert f"{dossier.code}" in preview_text
    assert "hạn của bước: 17:00 01/12/2026 → 17:00 02/12/2026" in preview_text
    assert preview_text.endswith("Sẽ thay đổi 1 hồ sơ; không tính được 0 hồ sơ.\n")
    call_command("recount")
    assert capsys.readouterr().out.endswith("Đã thay đổi 1 hồ sơ; không tính được 0 hồ sơ.\n")
    call_command("recount")
    assert capsys.readouterr().out == "Đã thay đổi 0 hồ sơ; không tính được 0 hồ sơ.\n"
