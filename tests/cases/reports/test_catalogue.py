"""Every report there is, played through: sums hold, numbers are lists, the past stays, pages and files say the same."""

import csv
import random
from collections import Counter
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from cases.actions.handle_feedback import accept, answer
from cases.actions.rate import rate
from cases.actions.refund import refund
from cases.models import Dossier, Payment
from cases.reports.catalogue import REPORTS
from cases.reports.frame.counting import behind, table_of
from cases.reports.frame.definition import TOTAL, Definition, Ratio
from cases.reports.frame.table import Table
from cases.reports.outcomes import Convention
from cases.reports.periods import Period, free
from cases.reports.question import Question
from cases.reports.scope import scope_of
from cases.status import Status
from tests.cases.reports.two_months import play
from tests.world import World, hanoi

START, END = hanoi("2026-10-01 07:00"), hanoi("2026-10-26 07:00")
LATER = hanoi("2026-11-25 09:00")
PERIODS = [
    free(*(hanoi(f"2026-{day} 00:00").date() for day in days)) for days in (("10-01", "10-12"), ("10-13", "10-24"))
]


def ask(world: World, key: str, of: Period, at: datetime) -> Table:
    """What the inspector of the city is told in the report's own layout."""
    definition = REPORTS[key]
    return table_of(definition, Question(scope_of(world.thanh), of, at, definition.bys[0]))


def test_every_report_foots_opens_its_lists_and_says_ever_after_what_it_said(world: World) -> None:
    said: dict[tuple[str, Period], Table] = {}
    lists: dict[tuple[str, Period], dict[str, set[int]]] = {}
    due = list(PERIODS)
    draw = random.Random(5)
    for now in play(world, 7, START, END):
        while due and due[0].end < now:
            of = due.pop(0)
            for key in REPORTS:
                said[key, of] = ask(world, key, of, of.end)
                lists[key, of] = members(said[key, of])
        besides(world, draw, now)
    assert not due
    for (key, of), table in said.items():
        again = ask(world, key, of, LATER)
        assert again.figures == table.figures, (key, of.label)
        assert members(again) == lists[key, of], key
        check(again)
    empty = {key for key in REPORTS if not any(said[key, of].total["3"] for of in PERIODS)}
    # Nothing in the play is wrong by itself, which is what this report looks for.
    assert empty == {"du-lieu"}


def besides(world: World, draw: random.Random, now: datetime) -> None:
    """What happens beside the moves: ratings, money given back, feedback and answers to it."""
    luck = draw.random()
    if luck < 0.02:
        done = Dossier.objects.filter(finished_at__isnull=False, rating=None).exclude(status=Status.REFUSED).last()
        if done:
            rate(done, by=None, at=now, score=draw.randint(1, 5))
    elif luck < 0.03:
        paid = Payment.objects.filter(state=Payment.State.CONFIRMED, desk=world.desk).last()
        if paid and draw.random() < 0.5:
            refund(paid, by=world.lan, at=now, reason="Nộp nhầm.")
    elif luck < 0.05:
        feedback = world.complained(now)
        if draw.random() < 0.6:
            accept(feedback, by=world.lan, at=now)
            if draw.random() < 0.6:
                answer(feedback, by=world.son, at=now, answer="Đã xử lý.")


def members(table: Table) -> dict[str, set[int]]:
    """What stands behind each number of the total row."""
    definition, question = table.definition, table.question
    return {
        key: set(behind(definition, question, TOTAL, key).values_list("pk", flat=True))
        for key, column in definition.by_key.items()
        if column.is_counted
    }


def check(table: Table) -> None:
    assert table.violations == []
    parents = [line for line in table.lines if not line.child]
    for key in table.definition.by_key:
        assert sum(line[key] for line in parents) == table.total[key], (table.definition.key, key)


@pytest.fixture
def lived(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Some weeks have passed."""
    draw = random.Random(3)
    for now in play(world, 11, hanoi("2026-11-02 07:00"), hanoi("2026-11-12 07:00")):
        besides(world, draw, now)
    wrong = Dossier.objects.exclude(received_at=None).exclude(finished_at=None)[0]
    Dossier.objects.filter(pk=wrong.pk).update(submitted_at=LATER)
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    return world


def test_in_every_layout_a_number_is_as_long_as_its_list(lived: World) -> None:
    of = free(hanoi("2026-11-02 00:00").date(), hanoi("2026-11-15 00:00").date())
    wrong = []
    for definition in REPORTS.values():
        for by in definition.bys:
            question = Question(scope_of(lived.son), of, LATER, by, Convention.BY_DATE)
            table = table_of(definition, question)
            check(table)
            for line in (*table.lines, table.total):
                for key in {*list(definition.by_key)[:1], *list(definition.by_key)[-1:]}:
                    if definition.by_key[key].is_counted and not definition.by_key[key].amount:
                        found = list(behind(definition, question, line.key, key).values_list("pk", flat=True))
                        if not len(found) == len(set(found)) == line[key]:
                            wrong.append((definition.key, by, line.label, key, line[key], len(found)))
    assert wrong == []


def test_every_report_has_its_page_its_lists_and_its_files(lived: World, signed_in: Any) -> None:
    client = signed_in(lived.son)
    assert client.get("/bao-cao/").status_code == 200
    for key, definition in REPORTS.items():
        address = f"/bao-cao/{key}/"
        asked = "ky=2026-11-02--2026-11-15"
        page = client.get(f"{address}?{asked}")
        assert page.status_code == 200
        total = page.context["total"]["cells"]
        for cell in total:
            if cell.get("url"):
                behind_it = client.get(f"{address}{cell['url']}")
                rows = behind_it.context["rows"]
                assert behind_it.context["count"] == len(rows)
                file = client.get(f"{address}{cell['url']}&dang=csv")
                assert len(lines(file)) == len(rows) + 1
        check_files(client, address, asked, definition, total)


def check_files(client: Any, address: str, asked: str, definition: Definition, total: list[dict[str, Any]]) -> None:
    shown = [cell.get("value", cell.get("text")) for cell in total]
    text = lines(client.get(f"{address}?{asked}&dang=csv"))
    assert text[-1][3:-1] == [str(value) for value in shown]
    book = client.get(f"{address}?{asked}&dang=xlsx").content
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    (last,) = [row for row in rows if row[1] == "Tổng cộng"]
    numbers = [column for column in definition.columns if not isinstance(column, Ratio)]
    places = [place for place, column in enumerate(definition.columns, start=2) if column in numbers]
    assert [last[place] for place in places] == [cell["value"] for cell in total if "value" in cell]
    assert client.get(f"{address}?{asked}&dang=pdf").content.startswith(b"%PDF")


def lines(response: Any) -> list[list[str]]:
    return list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


@pytest.mark.parametrize("count", [1, 3])
def test_no_report_costs_more_for_three_dossiers_than_for_one(
    world: World, count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        world.finished(hanoi("2026-11-09 09:00"))
    scope = scope_of(world.thanh)
    of = free(hanoi("2026-11-02 00:00").date(), hanoi("2026-11-15 00:00").date())
    for definition in REPORTS.values():
        for by in definition.bys:
            with django_assert_max_num_queries(5):
                table_of(definition, Question(scope, of, LATER, by))


def test_keys_and_columns_are_each_named_once() -> None:
    for definition in REPORTS.values():
        keys = [column.key for column in (*definition.columns, *definition.notes)]
        assert [key for key, times in Counter(keys).items() if times > 1] == [], definition.key
        for identity in definition.identities:
            assert {*identity.left, *identity.right} <= definition.by_key.keys(), definition.key
