"""What dashboards, reports and their files cost with little and with much history; prints, never judges.

Needs PostgreSQL, and many minutes to fill it with a million dossiers:

    DATABASE_URL=postgres://… .venv/bin/python -m pytest -m benchmark tests/benchmarks/test_oversight.py -s

`BENCHMARK_SIZES=2000,20000` measures with other numbers of dossiers than 20,000 and 1,000,000; `BENCHMARK_ROUNDS` asks
each page another number of times than 5. Times are medians in milliseconds: `sql` all statements of a page, `server`
the whole request in one process. `MB` is the most that Python held at once for the answer beyond what it held before
(the database's own memory apart), seen in a turn of its own because looking slows; `kB` is the answer itself.
"""

import os
import statistics
import time
import tracemalloc
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from cases.models import Dossier
from cases.reports.catalogue import II_06A, REPORTS
from departments.models import User
from tests.benchmarks.test_lists import Stopwatch, busiest_people, city_of, say
from tests.standing_city import StandingCity

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

SIZES = sorted(int(size) for size in os.environ.get("BENCHMARK_SIZES", "20000,1000000").split(","))
ROUNDS = int(os.environ.get("BENCHMARK_ROUNDS", "5"))
PAGES = [
    ("inspector", "/dieu-hanh/"),
    ("inspector", "/dieu-hanh/man-hinh/"),
    ("leader", "/dieu-hanh/"),
    ("head", "/dieu-hanh/"),
    ("head", "/ra-soat/"),
    ("head", "/ra-soat/trong-tuan/"),
    ("head", "/khoi-luong/"),
    ("inspector", "/bao-cao/chi-so-766/"),
    ("leader", "/bao-cao/chi-so-766/"),
    ("inspector", "/bao-cao/chi-so-766/don-vi/"),
    ("", "/cong-khai/"),
]


@pytest.fixture(scope="module", params=SIZES)
def size(request: pytest.FixtureRequest, standing_city: StandingCity, django_db_blocker: object) -> Iterator[int]:
    """Hà Nội with so many dossiers."""
    yield from city_of(request.param, standing_city, django_db_blocker)


def test_oversight(size: int) -> None:
    assert Dossier.objects.count() == size
    people = busiest_people()
    say(f"{'who':10}{'page':56}{'statements':>11}{'sql':>9}{'server':>9}{'MB':>7}{'kB':>8}")
    for who, address in PAGES:
        measure(who, people.get(who), address)
    for key in REPORTS:
        measure("inspector", people["inspector"], f"/bao-cao/{key}/")
        measure("leader", people["leader"], f"/bao-cao/{key}/")
    for form in ("xlsx", "csv", "pdf"):
        measure("inspector", people["inspector"], f"/bao-cao/{II_06A.key}/?dang={form}")
    measure("inspector", people["inspector"], f"/bao-cao/{II_06A.key}/ho-so/")


def measure(who: str, user: User | None, address: str) -> None:
    """Ask for the page again and again, as one person in one browser, and once more to see what memory it takes."""
    client = Client()
    if user:
        client.force_login(user)
    sums, whole = [], []
    watch, weight = Stopwatch(), 0
    for turn in range(ROUNDS + 1):
        watch = Stopwatch()
        began = time.perf_counter()
        with connection.execute_wrapper(watch):
            weight = weight_of(client, address)
        if turn:  # the first one warms up
            whole.append((time.perf_counter() - began) * 1000)
            sums.append(sum(watch.times))
    tracemalloc.start()
    weight_of(client, address)
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    figures = f"{statistics.median(sums):9.1f}{statistics.median(whole):9.1f}{most:7.1f}{weight / 1000:8.0f}"
    say(f"{who:10}{address:56}{len(watch.times):11}{figures}")


def weight_of(client: Client, address: str) -> int:
    """Bytes of the answer, read to the end."""
    response = client.get(address)
    assert response.status_code == 200, address
    return sum(len(part) for part in (response.streaming_content if response.streaming else [response.content]))
