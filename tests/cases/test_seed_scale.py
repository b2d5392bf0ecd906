"""Dossiers made by the thousand are as the real actions would have left them (PostgreSQL only)."""

from collections import defaultdict
from datetime import date
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cases.actions._log import first_broken
from cases.clock import answer_due, step_due
from cases.codes import dossier_code
from cases.deadlines import late_moment, reading, stops_of
from cases.models import Dossier, Event, Payment, Result, Sequence, Task
from cases.scale import seed
from cases.status import MOVES, STANDING, TERMINAL, Status
from departments.calendars import calendar_for
from departments.models import Post
from departments.vietnamese import fold
from departments.working_time import local
from procedures.channels import Channel
from procedures.models import Offering
from tests.cases.played_again import played_again, told
from tests.world import World, hanoi

NOW = hanoi("2026-11-25 14:30")
NUMBER = 300


@pytest.fixture
def scaled(on_postgresql: None, world: World) -> list[Dossier]:
    """The small city with many dossiers."""
    seed(NUMBER, at=NOW, number=7)
    related = ("submitter", "owner", "current_task__step", "department", "desk", "version")
    return list(Dossier.objects.select_related(*related).prefetch_related("stops", "tasks__step", "supplements"))


def _codes_are_consecutive() -> None:
    found: defaultdict[tuple[str, date], list[str]] = defaultdict(list)
    for dossier in Dossier.objects.select_related("department").order_by("submitted_at", "pk"):
        found[dossier.department.code, local(dossier.submitted_at).date()].append(dossier.code or "")
    for (unit, day), codes in found.items():
        assert sorted(codes) == [dossier_code(unit, day, number) for number in range(1, len(codes) + 1)]
    counters = Sequence.objects.exclude(scope__contains="/")
    assert {(row.scope, row.day): row.last for row in counters} == {key: len(codes) for key, codes in found.items()}


def test_codes_are_consecutive_for_each_unit_and_day_as_the_counters_say(scaled: list[Dossier]) -> None:
    assert len(scaled) == NUMBER
    _codes_are_consecutive()


def test_receipts_are_numbered_without_gap_in_the_order_of_payment(scaled: list[Dossier]) -> None:
    given = defaultdict(list)
    for payment in Payment.objects.select_related("desk").order_by("confirmed_at", "dossier"):
        assert payment.confirmed_at is not None
        given[payment.desk.code, local(payment.confirmed_at).year].append(payment.receipt_number)
    assert given
    for (code, year), numbers in given.items():
        assert numbers == [f"{number:07d}/{year}" for number in range(1, len(numbers) + 1)]
        assert Sequence.objects.get(scope=f"{code}/BL", day=date(year, 1, 1)).last == len(numbers)


def test_numbers_of_results_are_consecutive_in_each_year_in_the_order_of_signing(scaled: list[Dossier]) -> None:
    given = defaultdict(list)
    for event in Event.objects.filter(action="sign").select_related("dossier__department").order_by("at", "dossier"):
        given[event.dossier.department.code, local(event.at).year].append(event.data["number"])
    for (_, year), numbers in given.items():
        assert numbers == [f"{number}/KQ-{year}" for number in range(1, len(numbers) + 1)]
    counters = Sequence.objects.filter(scope__endswith="/KQ")
    expected = {(f"{unit}/KQ", year): len(numbers) for (unit, year), numbers in given.items()}
    assert {(row.scope, row.day.year): row.last for row in counters} == expected
    for result in Result.objects.select_related("dossier"):
        last = result.dossier.events.filter(action__in=["sign", "recall"]).order_by("number").last()
        signed = last is not None and last.action == "sign"
        assert result.number == (last.data["number"] if signed and last else "")
        assert (result.signed_at is not None) == signed


def test_every_due_moment_is_what_the_clock_counts_from_what_is_stored(scaled: list[Dossier]) -> None:
    calendar = calendar_for(None)
    received = [dossier for dossier in scaled if dossier.received_at]
    assert len(received) > NUMBER * 0.9
    for dossier in received:
        # A stop that was ended by stopping the dossier itself no longer moved its promise.
        ended = [stop for stop in dossier.stops.all() if stop.until and stop.until == dossier.finished_at]
        dossier._prefetched_objects_cache["stops"] = [stop for stop in dossier.stops.all() if stop not in ended]  # type: ignore[attr-defined]
        found = reading(dossier, calendar)
        assert found is not None
        assert (dossier.due_original, dossier.due_at) == (found.due_original, found.due_at)
        assert dossier.late_from == late_moment(dossier.due_at, dossier.time_limit())
        assert dossier.clock_running == (dossier.finished_at is None and not found.standing)
        for task in dossier.tasks.all():
            stops = [stop for stop in stops_of(dossier) if task.closed_at is None or stop.since <= task.closed_at]
            limit = task.step.time_limit()
            due = step_due(task.opened_at, limit, stops, calendar).due_at
            assert (task.due_at, task.late_from) == (due, late_moment(due, limit))


def test_what_was_not_received_has_no_promise_and_only_online_an_answer_is_due(scaled: list[Dossier]) -> None:
    calendar = calendar_for(None)
    for dossier in scaled:
        if dossier.received_at is None:
            assert (dossier.due_at, dossier.late_from, dossier.clock_running) == (None, None, False)
        if dossier.channel != Channel.ONLINE:
            assert dossier.answer_due_at is None
            continue
        answers = dossier.events.filter(action__in=["submit", "answer_completion"]).order_by("-number")
        assert dossier.answer_due_at == answer_due(answers[0].at, calendar).moment


def test_exactly_one_task_is_open_while_the_dossier_is_in_the_office(scaled: list[Dossier]) -> None:
    for dossier in scaled:
        open_ones = [task for task in dossier.tasks.all() if task.closed_at is None]
        over = dossier.status in TERMINAL or dossier.received_at is None
        over = over or (dossier.status == Status.STOPPED and dossier.finished_at is not None)
        assert open_ones == ([] if over else [dossier.current_task]), dossier.status
        assert (dossier.current_task is None) == over
        standing = [stop for stop in dossier.stops.all() if stop.until is None]
        assert bool(standing) == (not over and dossier.status in STANDING)


def test_every_log_is_whole_and_agrees_with_the_dossier(scaled: list[Dossier]) -> None:
    for dossier in scaled:
        events = list(dossier.events.order_by("number"))
        assert first_broken(dossier) is None
        assert [event.at for event in events] == sorted(event.at for event in events)
        assert (events[0].action, events[0].at) == ("submit", dossier.submitted_at)
        assert (events[-1].to_status, events[-1].due_at) == (dossier.status, dossier.due_at)
        assert dossier.revision == len(events)
        assert all(event.at <= NOW for event in events)
        for before, event in pairwise(events):
            move = MOVES[event.action]
            assert event.from_status == before.to_status
            assert event.from_status in move.sources
            assert event.to_status == (before.to_status if move.to is None else move.to)


def test_names_are_folded_and_nobody_signs_what_he_proposed(scaled: list[Dossier]) -> None:
    for dossier in scaled:
        for person in (dossier.submitter, dossier.owner):
            assert person.name_folded == fold(person.full_name)
    results = list(Result.objects.all())
    assert len(results) > NUMBER * 0.8
    assert all(result.text and result.signed_by_id != result.proposed_by_id for result in results)


def test_the_dossiers_are_of_many_kinds_and_few_are_open(scaled: list[Dossier]) -> None:
    open_ones = [dossier for dossier in scaled if dossier.finished_at is None]
    assert 0 < len(open_ones) < NUMBER * 0.1
    assert {dossier.channel for dossier in scaled} == set(Channel)
    assert {Status.RETURNED, Status.REFUSED} < {dossier.status for dossier in scaled}
    months = {local(dossier.submitted_at).strftime("%Y-%m") for dossier in scaled}
    assert len(months) == 17  # since the communes began to work, July 2025


def test_the_real_actions_leave_the_same_dossier(scaled: list[Dossier]) -> None:
    sample: list[Dossier] = []
    seen: set[str] = set()
    for dossier in scaled:
        # Whatever happened to none before, and some of the ordinary ones.
        actions = set(dossier.events.values_list("action", flat=True))
        if actions - seen or len(sample) < 12:
            sample.append(Dossier.objects.get(pk=dossier.pk))
            seen |= actions
    assert {"request_supplement", "assign", "claim", "approve", "hand_over", "answer_completion"} <= seen
    for old in sample:
        assert told(played_again(old)) == told(old)


def test_a_second_run_goes_on_where_the_first_one_ended(scaled: list[Dossier]) -> None:
    posts = Post.objects.count()
    seed(NUMBER, at=NOW, number=7)
    assert Dossier.objects.count() == 2 * NUMBER
    assert Post.objects.count() == posts
    _codes_are_consecutive()
    assert all(first_broken(dossier) is None for dossier in Dossier.objects.order_by("-pk")[:20])
    assert not Task.objects.filter(closed_at=None).exclude(dossier__current_task__isnull=False).exists()


def test_real_dossiers_keep_their_codes_and_the_numbers_go_on_behind_them(on_postgresql: None, world: World) -> None:
    real = world.finished(hanoi("2026-11-23 09:00"))
    seed(60, at=NOW)
    real.refresh_from_db()
    assert (real.code, real.result.number) == ("H26.105-261123-0001", "1/KQ-2026")
    _codes_are_consecutive()


def test_without_procedures_the_command_says_what_is_missing(on_postgresql: None, db: Any) -> None:
    with pytest.raises(CommandError, match="hãy nạp tổ chức và danh mục thủ tục trước"):
        call_command("seed_scale", dossiers="5")


def test_nothing_is_left_when_the_run_is_broken_off(
    on_postgresql: None, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("cases.scale.seeding.Books.close", broken)
    with pytest.raises(RuntimeError):
        seed(20, at=NOW)
    assert not Dossier.objects.exists()
    assert not Post.objects.filter(user__username__startswith="scale.").exists()


def test_the_command_says_how_far_it_is(on_postgresql: None, world: World) -> None:
    said = StringIO()
    call_command("seed_scale", dossiers="30", stdout=said)
    assert "Hồ sơ: 30/30" in said.getvalue()
    assert "Đã thêm 30 hồ sơ" in said.getvalue()
    assert Dossier.objects.count() == 30


@pytest.mark.parametrize("number", ["0", "-3", "mười", "1.5", "99999999999"])
def test_a_wrong_number_is_refused_in_words(number: str) -> None:
    with pytest.raises(CommandError, match="cần một số nguyên từ 1 đến"):
        call_command("seed_scale", dossiers=number)


def test_the_embedded_database_is_refused_in_words(db: Any) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("chỉ với SQLite")
    with pytest.raises(CommandError, match="chỉ chạy trên PostgreSQL"):
        call_command("seed_scale", dossiers="5")


def test_an_offering_that_has_ended_gets_no_dossiers_after_its_end(on_postgresql: None, world: World) -> None:
    end = hanoi("2026-03-02 00:00")
    Offering.objects.filter(department=world.other_ward).update(valid_until=end.date())
    seed(120, at=NOW)
    there = Dossier.objects.filter(department=world.other_ward)
    assert there.exists()
    assert not there.filter(submitted_at__gte=end).exists()
