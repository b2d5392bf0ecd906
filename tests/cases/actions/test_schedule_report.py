"""Reports that come again and again: each period once, to whoever may still see it, however late the worker ran."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cases.actions import schedule_report as module
from cases.actions.ask_on_schedule import ask_on_schedule
from cases.actions.make_files import make_one
from cases.actions.schedule_report import delete_schedule, pause_schedule, resume_schedule, schedule_report
from cases.errors import MoveRefused
from cases.models import Notice, PreparedReport, ReportSchedule
from departments.models import Post, User
from departments.roles import Role
from tests.cases.reports.prepared import AT, asked_for, lives, wanted
from tests.cases.test_concurrency import race
from tests.world import World, hanoi

Rhythm = ReportSchedule.Rhythm
MONDAY = hanoi("2026-11-30 06:00")


def scheduled(
    user: User, rhythm: str = "hang-tuan", query: str = "", form: str = "csv", *, at: datetime = AT
) -> ReportSchedule:
    """What the person has had sent since Wednesday, 25 November."""
    return schedule_report(wanted(user, query, form, at=at), Rhythm(rhythm), by=user, at=at)[0]


def run(at: datetime) -> list[str]:
    """The questions of the files that are made when the worker looks at that moment."""
    before = set(PreparedReport.objects.values_list("pk", flat=True))
    while ask_on_schedule(at=at):
        pass
    while make_one(lambda: at):
        pass
    made = PreparedReport.objects.exclude(pk__in=before).order_by("pk")
    assert all(one.state == "ready" for one in made)
    return [one.query for one in made]


def test_a_week_comes_on_the_monday_after_it_once_and_is_told_once(world: World) -> None:
    lives(world)
    schedule = scheduled(world.ha)
    assert schedule.title == (
        "Tình hình, kết quả giải quyết thủ tục hành chính · Phòng Kinh tế, Hạ tầng và Đô thị · theo lĩnh vực"
    )
    assert schedule.next_at == MONDAY
    assert run(MONDAY - timedelta(minutes=1)) == []
    rest = "&dong=linh-vuc&quy-uoc=theo-ngay"
    assert run(MONDAY) == [f"ky=2026-11-23--2026-11-29{rest}"]
    for minutes in (0, 1, 600):
        assert run(MONDAY + timedelta(minutes=minutes)) == []
    made = PreparedReport.objects.get()
    assert (made.schedule, made.asked_at, made.title.split(" · ")[1]) == (
        schedule, MONDAY, "từ ngày 23/11/2026 đến ngày 29/11/2026",
    )  # fmt: skip
    assert Notice.objects.filter(account=world.ha, prepared=made, action="report_ready").count() == 1
    assert run(MONDAY + timedelta(days=7)) == [f"ky=2026-11-30--2026-12-06{rest}"]


def test_a_worker_that_was_away_for_weeks_brings_the_last_one_only(world: World) -> None:
    scheduled(world.ha)
    (only,) = run(MONDAY + timedelta(days=23))
    assert only.startswith("ky=2026-12-14--2026-12-20&")
    assert ReportSchedule.objects.get().next_at == MONDAY + timedelta(days=28)


def test_the_first_one_is_of_the_period_that_ran_when_it_was_set_up(world: World) -> None:
    scheduled(world.ha, "hang-ngay")
    scheduled(world.ha, "hang-thang")
    scheduled(world.ha, "hang-quy")
    assert run(AT) == []
    (first,) = run(AT + timedelta(days=1))
    assert first.startswith("ky=2026-11-25--2026-11-25&")
    assert sorted(one.split("&")[0] for one in run(hanoi("2026-12-15 06:00"))) == [
        "ky=2026-12-14--2026-12-14", "ky=quy-2026-4", "ky=thang-2026-12",
    ]  # fmt: skip


def test_unit_rows_and_filters_stay_what_was_seen(world: World) -> None:
    scheduled(world.son, "hang-ngay", "ky=thang-2026-11&don-vi=H26.105.03&dong=can-bo&quy-uoc=theo-giay&kenh=online")
    (query,) = run(AT + timedelta(days=1))
    assert query == "ky=2026-11-25--2026-11-25&don-vi=H26.105.03&dong=can-bo&quy-uoc=theo-giay&kenh=online"


def test_a_clock_that_was_put_back_sends_nothing_twice(world: World) -> None:
    schedule = scheduled(world.ha)
    assert len(run(MONDAY)) == 1
    ReportSchedule.objects.update(next_at=MONDAY)
    assert run(MONDAY + timedelta(minutes=5)) == []
    made = PreparedReport.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PreparedReport.objects.create(
            account=world.ha, report="ii06a", query=made.query, form="csv", posts=[], title="x", schedule=schedule,
            asked_at=AT, next_at=AT,
        )  # fmt: skip


def test_what_was_asked_by_hand_meanwhile_does_not_keep_it_back(world: World) -> None:
    scheduled(world.ha, "hang-thang")
    at = hanoi("2026-12-15 06:00")
    by_hand = asked_for(world.ha, "ky=thang-2026-12", "csv", at=at)
    assert ask_on_schedule(at=at)
    assert list(PreparedReport.objects.values_list("query", flat=True)) == [by_hand.query] * 2


@pytest.mark.parametrize("change", ["ended", "moved", "locked", "unit"])
def test_it_ends_by_itself_when_its_person_may_not_see_it_any_more(world: World, change: str) -> None:
    who = world.son if change == "unit" else world.ha
    schedule = scheduled(who, "hang-ngay", "don-vi=H26.105.03" if change == "unit" else "")
    if change == "locked":
        User.objects.filter(pk=who.pk).update(is_active=False)
    elif change == "unit":
        world.office.is_desk = True
        world.office.save()
    else:
        Post.objects.filter(user=who).update(until=date(2026, 11, 1))
    if change == "moved":
        Post.objects.create(user=who, role=Role.HEAD, department=world.desk, since=date(2026, 11, 1))
    assert run(AT + timedelta(days=1)) == []
    schedule.refresh_from_db()
    assert (schedule.ended_at, schedule.ended_why) == (
        AT + timedelta(days=1),
        "Bạn không còn giữ vị trí công tác lúc đặt báo cáo này.",
    )
    assert not Notice.objects.filter(account=who).exists()
    assert run(AT + timedelta(days=9)) == []


def test_another_post_beside_the_old_one_ends_nothing(world: World) -> None:
    schedule = scheduled(world.ha, "hang-ngay")
    Post.objects.create(user=world.ha, role=Role.HEAD, department=world.desk, since=date(2026, 11, 1))
    assert len(run(AT + timedelta(days=1))) == 1
    schedule.refresh_from_db()
    assert schedule.ended_at is None


def test_a_pause_sends_nothing_and_what_was_missed_in_it_is_not_sent_later(world: World) -> None:
    schedule = scheduled(world.ha, "hang-ngay")
    pause_schedule(schedule, at=AT)
    assert run(AT + timedelta(days=3)) == []
    resume_schedule(schedule, at=AT + timedelta(days=3))
    assert run(AT + timedelta(days=3)) == []
    (query,) = run(AT + timedelta(days=4))
    assert query.startswith("ky=2026-11-28--2026-11-28&")


def test_deleting_one_leaves_the_files_it_has_brought(world: World) -> None:
    schedule = scheduled(world.ha, "hang-ngay")
    assert len(run(AT + timedelta(days=1))) == 1
    delete_schedule(schedule)
    assert (PreparedReport.objects.get().state, PreparedReport.objects.get().schedule) == ("ready", None)
    assert run(AT + timedelta(days=2)) == []


def test_the_same_is_set_up_once_and_not_more_than_somebody_reads(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = scheduled(world.ha)
    assert schedule_report(wanted(world.ha, form="csv"), Rhythm.WEEKLY, by=world.ha, at=AT) == (first, False)
    monkeypatch.setattr(module, "SCHEDULES_AT_MOST", 2)
    scheduled(world.ha, "hang-ngay")
    with pytest.raises(MoveRefused, match="hãy xóa bớt rồi đặt lại"):
        scheduled(world.ha, "hang-thang")
    assert scheduled(world.son).pk


@pytest.mark.django_db(transaction=True)
def test_of_workers_at_the_same_moment_one_asks(on_postgresql: None, world: World) -> None:
    for rhythm in ("hang-ngay", "hang-tuan"):
        scheduled(world.ha, rhythm)

    def work() -> Any:
        return sum(iter(lambda: ask_on_schedule(at=MONDAY), False))

    assert sum(race(*[work] * 4)) == 2
    assert PreparedReport.objects.count() == 2
