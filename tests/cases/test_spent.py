"""Where the time went: segments in working time, and the sentence that names the step which ate it."""

import pytest

from cases.actions.supplement import Missing, accept_supplement, request_supplement
from cases.models import Dossier
from cases.spent import spent
from departments.calendars import calendar_for
from tests.world import World, hanoi

MISSING = [Missing("Bản vẽ")]


def kinds(dossier: Dossier, at: str) -> list[str]:
    found = spent(dossier, hanoi(at), calendar_for(None))
    assert found is not None
    return [segment.kind for segment in found.segments]


def text(dossier: Dossier, at: str) -> str:
    found = spent(dossier, hanoi(at), calendar_for(None))
    assert found is not None
    return found.text


def test_before_receipt_no_time_was_spent(world: World) -> None:
    dossier = world.submitted(hanoi("2026-11-02 09:00"))
    assert spent(dossier, hanoi("2026-11-04 09:00"), calendar_for(None)) is None


def test_the_step_that_ate_the_time_is_named_with_its_limit(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    assert text(dossier, "2026-11-13 09:00") == "Thẩm định hồ sơ mất 9 ngày làm việc, định mức 2 ngày"
    assert kinds(dossier, "2026-11-13 09:00") == ["now", "over"]


def test_what_lies_over_the_promise_is_apart_and_the_whole_bar_is_a_hundred_percent(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    found = spent(dossier, hanoi("2026-11-13 17:00"), calendar_for(None))
    assert found is not None
    now, over = found.segments
    # Received at 09:00: 7 days and 7 hours until the promise, then two whole days.
    assert over.title == "Quá ngày hẹn 2 ngày"
    assert now.width + over.width == pytest.approx(100, abs=0.1)
    assert over.width == pytest.approx(100 * 16 / (7 + 7 * 8 + 16), abs=0.1)


def test_the_time_still_to_come_is_left_empty(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-02 08:00"))
    found = spent(dossier, hanoi("2026-11-05 17:00"), calendar_for(None))
    assert found is not None
    (now,) = found.segments
    assert (now.kind, now.x, now.width) == ("now", 0, 50)


def test_a_stop_is_its_own_segment_and_is_not_counted_as_the_steps_time(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"))
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-04 10:00"), missing=MISSING)
    assert text(dossier, "2026-11-06 10:00") == "Đồng hồ dừng từ 10:00 04/11: chờ bổ sung hồ sơ"
    accept_supplement(dossier, by=world.minh, at=hanoi("2026-11-10 10:00"))
    assert kinds(dossier, "2026-11-12 10:00") == ["now", "stop", "now"]
    assert text(dossier, "2026-11-13 10:00") == (
        "Thẩm định hồ sơ mất 5 ngày làm việc, định mức 2 ngày; đã trừ 4 ngày tạm dừng"
    )


def test_finished_work_stands_still_whenever_one_looks(world: World) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"))
    calendar = calendar_for(None)
    assert spent(dossier, hanoi("2026-11-23 09:00"), calendar) == spent(dossier, hanoi("2026-12-23 09:00"), calendar)


def test_a_step_without_work_in_it_takes_no_room(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-20 18:00"))
    assert kinds(dossier, "2026-11-22 10:00") == []
