"""The way of a dossier: what was done when, what is done now, what comes and when it is planned."""

from typing import Any

from cases.actions.supplement import Missing, accept_supplement, answer, request_supplement
from cases.actions.withdraw import withdraw
from cases.models import Dossier, Task
from cases.timeline import timeline
from departments.calendars import calendar_for
from tests.world import World, hanoi

MORNING = hanoi("2026-11-20 09:00")


def told(dossier: Dossier, at: str, **more: Any) -> list[tuple[str, str, str]]:
    """State, title and moments of each line."""
    fresh = Dossier.objects.prefetch_related("version__steps", "tasks__step", "supplements", "stops", "notices")
    items = timeline(fresh.get(pk=dossier.pk), hanoi(at), calendar_for(None), **more)
    return [(item["state"], item["title"], item["sub"]) for item in items]


def test_planned_moments_stand_beside_the_actual_ones(world: World) -> None:
    assert told(world.assigned(MORNING), "2026-11-20 10:00", in_full=False) == [
        ("done", "Nộp hồ sơ", "09:00 20/11/2026, trực tuyến"),
        ("done", "Tiếp nhận hồ sơ, hẹn ngày trả", "09:00 20/11/2026"),
        ("done", "Tiếp nhận, chuyển hồ sơ", "xong 09:00 20/11/2026"),
        ("done", "Phân công thụ lý", "xong 09:00 20/11/2026"),
        ("now", "Thẩm định hồ sơ", "dự kiến xong 17:00 25/11/2026"),
        ("next", "Kiểm tra dự thảo, trình ký", "dự kiến 12:00 26/11/2026"),
        ("next", "Ký kết quả", "dự kiến 17:00 26/11/2026"),
        ("next", "Trả kết quả", "hẹn 17:00 02/12/2026"),
    ]


def test_before_receipt_nothing_is_planned_but_the_answer(world: World) -> None:
    lines = told(world.submitted(MORNING), "2026-11-20 10:00")
    assert lines[1:3] == [
        ("now", "Bộ phận Một cửa kiểm tra hồ sơ", "trả lời chậm nhất 09:00 23/11/2026"),
        ("next", "Tiếp nhận hồ sơ, hẹn ngày trả", ""),
    ]
    assert lines[-1] == ("next", "Trả kết quả", "")


def test_a_supplement_is_told_with_its_words_only_to_those_it_concerns(world: World) -> None:
    dossier = world.assigned(MORNING)
    request_supplement(dossier, by=world.minh, at=hanoi("2026-11-23 09:00"), missing=[Missing("Bản vẽ tầng 2")])
    waiting = told(dossier, "2026-11-23 10:00")
    assert ("now", "Chờ người nộp bổ sung hồ sơ", "thời hạn đang tạm dừng") in waiting
    assert waiting[-1] == ("next", "Trả kết quả", "")
    answer(dossier, by=world.mai, at=hanoi("2026-11-25 08:00"), text="Tôi gửi lại.")
    assert ("now", "Cơ quan kiểm tra phần bổ sung", "thời hạn đang tạm dừng") in told(dossier, "2026-11-25 09:00")
    accept_supplement(dossier, by=world.minh, at=hanoi("2026-11-25 10:00"))
    full, public = told(dossier, "2026-11-25 11:00"), told(dossier, "2026-11-25 11:00", in_full=False)
    assert "Bản vẽ tầng 2" in str(full)
    assert "Tôi gửi lại." in str(full)
    assert "Bản vẽ tầng 2" not in str(public)
    assert ("done", "Người nộp gửi bổ sung", "08:00 25/11/2026") in public


def test_a_withdrawn_dossier_has_no_future_and_the_broken_off_step_was_not_done(world: World) -> None:
    dossier = world.assigned(MORNING)
    withdraw(dossier, by=world.mai, at=hanoi("2026-11-23 09:00"), reason="Đổi ý.")
    lines = told(dossier, "2026-11-23 10:00")
    assert [state for state, _, _ in lines] == ["done"] * 5
    assert lines[-1][1] == "Rút hồ sơ"
    assert "Thẩm định hồ sơ" not in [title for _, title, _ in lines]


def test_a_finished_dossier_waits_for_its_owner_and_nothing_else_comes(world: World) -> None:
    lines = told(world.finished(MORNING), "2026-11-20 10:00")
    assert lines[-2:] == [
        ("done", "Ký kết quả", "xong 09:00 20/11/2026"),
        ("now", "Đã có kết quả, chờ trả", "Đến lấy tại Bộ phận Một cửa"),
    ]


def test_a_plan_beyond_the_promise_is_told_as_a_length_and_not_as_a_moment(world: World) -> None:
    dossier = world.assigned(MORNING)
    Task.objects.filter(dossier=dossier, closed_at=None).update(due_at=hanoi("2026-12-20 17:00"))
    assert ("next", "Ký kết quả", "trong 04 giờ làm việc") in told(dossier, "2026-11-20 10:00")
