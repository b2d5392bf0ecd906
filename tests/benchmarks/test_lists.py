"""What the lists and pages cost with little and with much history; prints, never judges.

Needs PostgreSQL, and some minutes to fill it with the real organisation, the catalogue of the demo and the dossiers:

    DATABASE_URL=postgres://… .venv/bin/python -m pytest -m benchmark tests/benchmarks -s

`BENCHMARK_SIZES=2000,20000` measures with other numbers of dossiers than 2,000 and 200,000; `BENCHMARK_ROUNDS` asks
each page another number of times than 15. All figures are medians in milliseconds: `sql` is the time of all statements
of a page, `slowest` that of its longest one, `server` the whole request in one process, without the network. A list is
good when its figures do not grow with history, only with what is open: `rows` is what the page shows.
"""

import os
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from cases.lists import COUNTER_LISTS, DESK_LISTS, OVERDUE_LISTS
from cases.models import Dossier
from cases.scale import seed
from departments.actions.load_calendar import load_calendar
from departments.actions.load_organisation import load_organisation
from departments.models import Department, Post, User
from departments.roles import Role
from procedures.actions.load_catalogue import load_catalogue
from tests.standing_city import StandingCity

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

SIZES = sorted(int(size) for size in os.environ.get("BENCHMARK_SIZES", "2000,200000").split(","))
ROUNDS = int(os.environ.get("BENCHMARK_ROUNDS", "15"))
SINCE = date(2025, 7, 1)


@dataclass
class Stopwatch:
    """Wraps each statement of a page."""

    times: list[float] = field(default_factory=list)

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        """Execute and note how long it took."""
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.times.append((time.perf_counter() - began) * 1000)


@pytest.fixture(scope="module", params=SIZES)
def size(request: pytest.FixtureRequest, standing_city: StandingCity, django_db_blocker: Any) -> Iterator[int]:
    """Hà Nội with so many dossiers."""
    yield from city_of(request.param, standing_city, django_db_blocker)


def city_of(count: int, standing_city: StandingCity, blocker: Any) -> Iterator[int]:
    """Hà Nội with so many dossiers, stored and tidied as a database in use is; the small city is back afterwards."""
    with blocker.unblock():
        if connection.vendor != "postgresql":
            pytest.skip("cần PostgreSQL: đặt DATABASE_URL")
        standing_city.cleared()
        load_calendar()
        load_organisation(settings.BASE_DIR / "departments" / "data" / "hanoi.json")
        keeper = User.objects.create(username="keeper")
        inspector = User.objects.create(username="inspector", full_name="Hoàng Đức Thắng")
        Post.objects.create(user=inspector, role=Role.INSPECTOR, department=_root(), since=SINCE)
        load_catalogue(settings.BASE_DIR / "procedures" / "data" / "demo_procedures.json", by=keeper, since=SINCE)
        _fill(count)
    yield count
    with blocker.unblock():
        standing_city.restore()


def _fill(count: int) -> None:
    began = time.perf_counter()
    seed(count, at=timezone.now().replace(microsecond=0))
    took = time.perf_counter() - began
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say(f"\n{count:,} dossiers in {took:.0f} s ({count / took * 60:,.0f} a minute)")


def test_the_lists(size: int) -> None:
    assert Dossier.objects.count() == size
    say(f"{'who':10}{'page':44}{'rows':>6}{'statements':>11}{'sql':>9}{'slowest':>9}{'server':>9}")
    people = busiest_people()
    for who, address in addresses(people):
        measure(who, people[who], address)


def busiest_people() -> dict[str, User]:
    """Those of the unit with the most dossiers who have the most to do, the citizen with the most, the inspector."""
    dossiers = Dossier.objects.order_by()
    unit = _most(dossiers, "department")
    ours = dossiers.filter(department=unit)
    desk, division = _most(ours, "desk"), _most(ours, "division")
    handled = ours.filter(division=division, tasks__assignee__posts__role=Role.OFFICER)
    return {
        "receiver": _holder(desk, Role.RECEIVER),
        "officer": User.objects.get(pk=_most(handled, "tasks__assignee")),
        "head": _holder(division, Role.HEAD),
        "leader": _holder(unit, Role.LEADER),
        "inspector": User.objects.get(username="inspector"),
        "citizen": User.objects.get(pk=_most(dossiers, "account")),
    }


def addresses(people: dict[str, User]) -> Iterator[tuple[str, str]]:
    """Every list of everyone who has it, and the pages around them."""
    for one in COUNTER_LISTS:
        yield "receiver", f"/mot-cua/?muc={one.key}"
    for who in ("officer", "head", "leader"):
        for one in DESK_LISTS:
            if not one.roles or Role(who) in one.roles:
                yield who, f"/xu-ly/?muc={one.key}"
    for who in ("receiver", "head", "leader", "inspector"):
        for one in OVERDUE_LISTS:
            yield who, f"/qua-han/?muc={one.key}"
    code = Dossier.objects.visible_to(people["head"]).latest("pk").code
    yield "head", f"/xu-ly/{code}/"
    mine = Dossier.objects.submitted_by(people["citizen"]).latest("pk")
    yield from (("citizen", page) for page in ("/ho-so-cua-toi/", f"/ho-so-cua-toi/{mine.code}/"))
    yield from (("citizen", page) for page in ("/thu-tuc/", "/thu-tuc/?q=khai+sinh", "/tra-cuu/"))


def measure(who: str, user: User, address: str) -> None:
    """Ask for the page again and again, as one person in one browser."""
    client = Client()
    client.force_login(user)
    sums, slowest, whole = [], [], []
    for turn in range(ROUNDS + 2):
        watch = Stopwatch()
        began = time.perf_counter()
        with connection.execute_wrapper(watch):
            response = client.get(address)
        took = (time.perf_counter() - began) * 1000
        assert response.status_code == 200, address
        if turn > 1:  # the first two warm up
            sums.append(sum(watch.times))
            slowest.append(max(watch.times))
            whole.append(took)
    context = response.context or {}
    rows = len(context["rows"]) if "rows" in context else 0
    figures = [statistics.median(times) for times in (sums, slowest, whole)]
    say(f"{who:10}{address:44}{rows:6}{len(watch.times):11}{figures[0]:9.1f}{figures[1]:9.1f}{figures[2]:9.1f}")


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  # a benchmark is there to be read


def _root() -> Department:
    return Department.objects.get(parent=None)


def _most(dossiers: Any, name: str) -> int:
    """The value of the field that most of the dossiers have."""
    counted = dossiers.exclude(**{name: None}).values(name).annotate(n=Count("pk")).order_by("-n", name)
    return int(counted[0][name])


def _holder(unit: int, role: Role) -> User:
    return Post.objects.filter(department=unit, role=role).order_by("pk")[0].user
