"""How long procedures usually take: recounted from the log by a second counter, and said only where enough is known."""

import io
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from cases.actions.count_usual_times import count_usual_times
from cases.actions.propose import approve, propose
from cases.actions.receive import receive
from cases.actions.sign import recall, sign
from cases.actions.submit import submit
from cases.actions.supplement import Missing, accept_supplement, request_supplement
from cases.actions.suspend import resume, stop, suspend
from cases.actions.transfer import transfer
from cases.actions.withdraw import withdraw
from cases.models import Dossier, Event
from cases.reports.usual_times import within
from procedures.models import ProcedureVersion, UsualTime
from procedures.usual import share
from tests.day_by_day import working_days_in
from tests.queries import statements
from tests.world import SINCE, World, hanoi

NOW = hanoi("2026-11-25 18:00")
_STOPPING = {"request_supplement", "require_payment", "suspend"}
_RESUMING = {"accept_supplement", "confirm_payment", "resume"}


def finish(world: World, dossier: Dossier, at: datetime) -> Dossier:
    """Minh, Hà and Sơn bring what Minh holds to its end in one go."""
    propose(dossier, by=world.minh, at=at, outcome="granted", text="Đủ điều kiện.")
    return sign(approve(dossier, by=world.ha, at=at), by=world.son, at=at)


def took(world: World, days: int, start: str = "2026-10-05 09:00", version: ProcedureVersion | None = None) -> Dossier:
    """A dossier signed so many calendar days after it was received."""
    at = hanoi(start)
    return finish(world, world.assigned(at, version), at + timedelta(days=days))


def recounted(at: datetime) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """From the log alone: (count, on time, half within, most within) of each procedure and place."""
    since = at - timedelta(days=365)
    found: dict[tuple[str, str], list[tuple[int, bool]]] = defaultdict(list)
    for dossier in Dossier.objects.select_related("version__procedure", "department"):
        events = list(Event.objects.filter(dossier=dossier).order_by("number"))
        story = [(event.action, timezone.localtime(event.at), event.due_at) for event in events if event.at <= at]
        ends = [row for row in story if row[0] in {"sign", "recall", "stop", "withdraw", "refuse"}]
        if not ends or ends[-1][0] != "sign" or ends[-1][1] <= since:
            continue
        received = next(moment for action, moment, _ in story if action in {"receive", "take_in"})
        finished, due = ends[-1][1], ends[-1][2]
        days, stood_since = working_days_in(received.date(), finished.date()), None
        for action, moment, _ in story:
            if action in _STOPPING:
                stood_since = moment
            elif action in _RESUMING and stood_since is not None:
                days -= working_days_in(stood_since.date(), moment.date())
                stood_since = None
        row = (days, due is None or finished.date() <= timezone.localtime(due).date())
        code = dossier.version.procedure.code
        found[code, ""].append(row)
        found[code, dossier.department.code].append(row)
    return {place: _figures(rows) for place, rows in found.items()}


def _figures(rows: list[tuple[int, bool]]) -> tuple[int, int, int, int]:
    days, count = sorted(row[0] for row in rows), len(rows)
    half, most = (next(d for d in days if sum(x <= d for x in days) >= share * count) for share in (0.5, 0.9))
    return count, sum(row[1] for row in rows), half, most


def stored() -> dict[tuple[str, str], tuple[int, int, int, int]]:
    return {
        (row.procedure.code, row.department.code if row.department else ""): (
            row.count,
            row.on_time,
            row.half_within,
            row.most_within,
        )
        for row in UsualTime.objects.select_related("procedure", "department")
    }


@pytest.fixture
def busy(world: World) -> World:
    """Dossiers of many kinds: quick, late, with stops, recalled, withdrawn, stopped, old, unfinished."""
    for days in (0, 1, 2, 2, 3, 9, 14):
        took(world, days)
    took(world, 1, "2026-02-10 16:30")  # over Tết
    took(world, 2, "2025-11-20 09:00")  # longer ago than a year
    waited = world.assigned(hanoi("2026-11-02 09:00"))
    request_supplement(waited, by=world.minh, at=hanoi("2026-11-03 10:00"), missing=[Missing("Bản vẽ")])
    accept_supplement(waited, by=world.minh, at=hanoi("2026-11-10 14:00"))
    finish(world, waited, hanoi("2026-11-12 10:00"))
    anew = world.assigned(hanoi("2026-11-02 09:00"), world.renewal)
    request_supplement(anew, by=world.minh, at=hanoi("2026-11-03 10:00"), missing=[Missing("Bản vẽ")])
    accept_supplement(anew, by=world.minh, at=hanoi("2026-11-05 14:00"))
    finish(world, anew, hanoi("2026-11-09 10:00"))
    rested = world.assigned(hanoi("2026-11-02 09:00"))
    suspend(rested, by=world.son, at=hanoi("2026-11-04 09:00"), reason="Chờ kết luận", legal_basis="Luật Xây dựng")
    resume(rested, by=world.son, at=hanoi("2026-11-16 09:00"))
    finish(world, rested, hanoi("2026-11-17 10:00"))
    recall(took(world, 4), by=world.son, at=hanoi("2026-11-20 09:00"), reason="Sai tên")
    withdraw(world.assigned(hanoi("2026-11-02 09:00")), by=world.mai, at=hanoi("2026-11-03 09:00"), reason="Thôi")
    stop(world.assigned(hanoi("2026-11-02 09:00")), by=world.son, at=hanoi("2026-11-03 09:00"), reason="Trùng")
    world.assigned(hanoi("2026-11-20 09:00"))
    there = submit(world.intake(ward=world.other_ward), by=world.mai, at=hanoi("2026-11-02 09:00"))
    receive(there, by=world.oanh, at=hanoi("2026-11-02 09:00"))
    transfer(there, by=world.oanh, at=hanoi("2026-11-02 09:00"))
    return world


def test_the_figures_are_those_of_the_log(busy: World) -> None:
    count_usual_times(at=NOW)
    assert stored() == recounted(NOW)
    assert stored()["1.013225", ""] == (10, 9, 2, 7)
    assert stored()["1.013227", "H26.105"] == (1, 1, 3, 3)


def test_a_second_count_replaces_the_first(busy: World) -> None:
    assert count_usual_times(at=NOW) == count_usual_times(at=NOW) == UsualTime.objects.count()
    later = hanoi("2027-10-10 18:00")
    count_usual_times(at=later)
    assert stored() == recounted(later) != {}


def test_the_command_counts_and_says_how_many(busy: World) -> None:
    told = io.StringIO()
    call_command("usual_times", stdout=told)
    assert told.getvalue().startswith("Đã tính")


def test_a_count_costs_as_many_statements_for_many_as_for_few(world: World) -> None:
    took(world, 1)
    few = statements(lambda: count_usual_times(at=NOW))
    for days in (1, 2, 3):
        took(world, days)
    assert statements(lambda: count_usual_times(at=NOW)) == few


@pytest.mark.parametrize(
    ("days", "half", "most"),
    [
        ([3], 3, 3),
        ([1, 2], 1, 2),
        ([1, 2, 3], 2, 3),
        ([0] * 9 + [40], 0, 0),
        ([0] * 8 + [40] * 2, 0, 40),
        (list(range(1, 101)), 50, 90),
    ],
)
def test_half_and_nine_tenths_are_the_fewest_days_that_hold_them(days: list[int], half: int, most: int) -> None:
    assert (within(Counter(days), 0.5), within(Counter(days), 0.9)) == (half, most)


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(30, 30, "100 %"), (9999, 10000, "99,9 %"), (0, 40, "0 %"), (29, 30, "96,6 %")]
)
def test_a_share_is_never_rounded_up(part: int, whole: int, text: str) -> None:
    assert share(part, whole) == text


# What the page says.


def _row(world: World, count: int, place: Any = None, half: int = 3) -> None:
    UsualTime.objects.create(
        procedure=world.permit.procedure,
        department=place,
        count=count,
        on_time=count - 1,
        half_within=half,
        most_within=half + 2,
        since=SINCE,
        counted_at=hanoi("2026-11-25 02:00"),
    )


def _page(client: Any, **query: str) -> str:
    return str(client.get("/thu-tuc/1.013225/", query).content.decode())


def test_below_thirty_dossiers_nothing_is_said(world: World, client: Any) -> None:
    _row(world, 29)
    page = _page(client)
    assert "Chưa đủ 30 hồ sơ đã xong để nói thường mất bao lâu." in page
    assert "trong 3 ngày làm việc" not in page


def test_the_page_says_half_most_on_time_how_many_and_when(world: World, client: Any) -> None:
    _row(world, 1234)
    page = _page(client)
    for words in ("trong 3 ngày làm việc", "trong 5 ngày làm việc", "99,9 %", "1.234 hồ sơ", "02:00 25/11/2026"):
        assert words in page
    assert "ở mọi nơi" in page


def test_the_place_chosen_speaks_for_itself_where_it_can(world: World, client: Any) -> None:
    _row(world, 100)
    _row(world, 40, world.ward, half=8)
    _row(world, 29, world.other_ward, half=9)
    assert "trong 8 ngày làm việc" in _page(client, noi="H26.105")
    assert "UBND phường Cửa Nam" in _page(client, noi="H26.105")
    elsewhere = _page(client, noi="H26.104")
    assert "Nơi bạn chọn chưa đủ 30 hồ sơ để nói" in elsewhere
    assert "trong 3 ngày làm việc" in elsewhere


def test_what_is_done_at_once_is_said_so_and_an_ended_procedure_says_nothing(world: World, client: Any) -> None:
    _row(world, 50, half=0)
    assert "ngay trong ngày" in _page(client)
    ProcedureVersion.objects.filter(pk=world.permit.pk).update(status="ended", valid_until=date(2026, 1, 1))
    assert "Thực tế 12 tháng qua" not in _page(client)
