"""The expressions of the reports say what the definitions of the pages say."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import F

from cases.lateness import Timeliness, by_second, classify
from cases.models import Dossier
from cases.reports.outcomes import closed_by_date, closed_by_second
from procedures.time_limits import LimitUnit
from tests.world import World, hanoi

DUE = hanoi("2026-11-20 17:00")
STEPS = [
    timedelta(days=-1), timedelta(hours=-17),
    timedelta(hours=-16, minutes=-59), timedelta(minutes=-1), timedelta(seconds=-1),
    timedelta(microseconds=-1), timedelta(), timedelta(microseconds=1), timedelta(seconds=1), timedelta(seconds=59),
    timedelta(minutes=1), timedelta(hours=6, minutes=59, seconds=59), timedelta(hours=7), timedelta(days=1),
]  # fmt: skip


@pytest.mark.parametrize("unit", LimitUnit)
def test_early_on_time_and_late_are_the_same_in_the_database(world: World, unit: LimitUnit) -> None:
    dossier = world.finished(hanoi("2026-11-12 09:00"))
    for finished in (DUE + step for step in STEPS):
        assert _compared(dossier, finished, DUE, unit) == (classify(finished, DUE, unit), by_second(finished, DUE))


def test_without_a_promise_everything_is_on_time(world: World) -> None:
    dossier = world.finished(hanoi("2026-11-12 09:00"))
    assert _compared(dossier, DUE, None, "") == (Timeliness.ON_TIME, Timeliness.ON_TIME)


def _compared(dossier: Dossier, finished: datetime, due: datetime | None, unit: str) -> tuple[Any, ...]:
    rows = Dossier.objects.filter(pk=dossier.pk)
    rows.update(finished_at=finished, due_at=due, limit_unit=unit)
    by_date = closed_by_date(F("finished_at"), F("due_at"), F("limit_unit"))
    found: tuple[Any, ...] = rows.values_list(by_date, closed_by_second(F("finished_at"), F("due_at")))[0]
    return found
