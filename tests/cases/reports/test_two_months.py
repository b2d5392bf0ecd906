"""Two months played once while all that counts looks on: after every move, at the end of each period, and later.

The play is long, so it happens once for all tests of this module. While it goes on, the counters of the dashboard are
compared with a recount, biểu II.06a with what a clerk with a pencil counts, and what every other report says is kept.
The tests then ask again what was said, from the log, weeks later.
"""

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from itertools import pairwise
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import override_settings
from django.utils import timezone
from python_calamine import CalamineWorkbook

from cases import keyset
from cases.actions.recount_statistics import counted_anew, standing
from cases.models import Dossier, Event, SatisfactionRating, Statistic
from cases.reports.catalogue import REPORTS
from cases.reports.form_06a import COLUMNS, NOTES, Origin
from cases.reports.frame.counting import behind, table_of
from cases.reports.frame.definition import Definition, Ratio
from cases.reports.frame.table import Table
from cases.reports.index_766.counting import (
    COUNTED,
    ENTERED_BESIDES,
    OfDossiers,
    OfProcedures,
    by_second,
    dossiers_counted,
    feedback_counted,
    figures_by_unit,
    figures_of,
    procedures_counted,
)
from cases.reports.index_766.feedback import OfFeedback
from cases.reports.index_766.scoring import Figure
from cases.reports.outcomes import Convention, Outcome
from cases.reports.periods import Kind, Period, containing, free, period
from cases.reports.question import By, Question
from cases.reports.report_06a import II_06A, report_06a
from cases.reports.scope import scope_of
from cases.reports.standing_at import known_at
from tests.cases.reports.asked import asked_once, board, check_sums, members
from tests.cases.reports.two_months import Cells, Pencil, besides, play
from tests.conftest import QUICK_HASHERS
from tests.standing_city import StandingCity
from tests.world import World, hanoi

pytestmark = pytest.mark.django_db

START, END = hanoi("2026-09-15 07:00"), hanoi("2026-11-16 07:00")
LATER = hanoi("2026-11-25 09:00")
MONTHS = [period(Kind.MONTH, 2026, 10), period(Kind.MONTH, 2026, 11)]
WEEKS = [free(date(2026, 9, 14) + timedelta(days=7 * n), date(2026, 9, 20) + timedelta(days=7 * n)) for n in range(9)]
FORTNIGHT = free(date(2026, 10, 13), date(2026, 10, 24))
_THEN = ["then_status", "then_due", "then_finished"]

Forms = dict[tuple[str, By, Convention], Table]


@dataclass
class Months:
    """The city after the two months, and what was said while they went on."""

    world: World
    forms: dict[Period, Forms] = field(default_factory=dict)
    lists: dict[Period, dict[str, set[int]]] = field(default_factory=dict)
    states: dict[datetime, dict[int, tuple[Any, ...]]] = field(default_factory=dict)
    reports: dict[tuple[str, Period], tuple[Table, dict[str, set[int]]]] = field(default_factory=dict)
    feedback: dict[Period, dict[str, Figure]] = field(default_factory=dict)
    last: datetime = START
    was_recalled: bool = False


@pytest.fixture(scope="module")
def months(standing_city: StandingCity, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Months]:
    """Played once for all tests of this module and taken back at its end."""
    files = {"MEDIA_ROOT": tmp_path_factory.mktemp("files"), "SIGNING_DIR": tmp_path_factory.mktemp("keys")}
    quick = override_settings(PASSWORD_HASHERS=QUICK_HASHERS, **files)
    with django_db_blocker.unblock(), quick, standing_city.lived_in() as world:
        yield lived(Months(world))


def lived(months: Months) -> Months:
    """Let the months happen while everybody looks on."""
    world, pencil, draw = months.world, Pencil(), random.Random(5)
    pencil.closed = {p.before: set() for p in (MONTHS[0], WEEKS[0])}
    due = sorted(((p.end, p) for p in (*MONTHS, *WEEKS, FORTNIGHT)), key=lambda one: one[0])
    for now in play(world, 1, START, END):
        assert +standing() == +counted_anew(), now
        while due and due[0][0] < now:
            moment, of = due.pop(0)
            if of == FORTNIGHT:
                months.reports |= {(key, of): told_with_lists(world, key, of, moment) for key in REPORTS}
                continue
            pencil.note(moment)
            months.forms[of] = check_against_the_pencil(world, pencil, of)
            months.lists[of] = members(II_06A, asked(world, "son", of, moment)) if of in MONTHS else {}
            months.states[moment] = rows_now()
            months.feedback[of] = of_feedback(world, of, moment)
        besides(world, draw, now)
        months.was_recalled |= Dossier.objects.filter(events__action="recall").exists()
        months.last = now
    assert not due
    return months


def asked(world: World, name: str, of: Period, at: datetime = LATER, **more: Any) -> Question:
    return Question(scope_of(world.people[name]), of, at, **more)


def told_with_lists(world: World, key: str, of: Period, at: datetime) -> tuple[Table, dict[str, set[int]]]:
    """What the inspector of the city is told in the report's own layout, and who stands behind each total."""
    definition = REPORTS[key]
    question = asked(world, "thanh", of, at, by=definition.bys[0])
    return table_of(definition, question), members(definition, question)


def of_feedback(world: World, of: Period, at: datetime = LATER) -> dict[str, Figure]:
    """What the index counts of feedback."""
    figures = figures_of(by_second(asked(world, "thanh", of, at)))
    return {code: figures[code] for code in sorted(ENTERED_BESIDES)}


def told(report: Table) -> dict[str, tuple[Cells, int]]:
    """All a report says."""
    return {line.key: (line.cells, line.opening) for line in (*report.lines, report.total)}


def rows_now() -> dict[int, tuple[Any, ...]]:
    return {row[0]: row[1:] for row in Dossier.objects.values_list("pk", "status", "due_at", "finished_at")}


def known(moment: datetime) -> dict[int, tuple[Any, ...]]:
    rows = known_at(Dossier.objects.all(), moment)
    return {row["pk"]: tuple(row[name] for name in _THEN) for row in rows.values("pk", *_THEN)}


def check_against_the_pencil(world: World, pencil: Pencil, of: Period) -> Forms:
    found = {}
    for name in ("thanh", "son", "tam"):
        for convention in Convention:
            expected = pencil.says(scope_of(world.people[name]).rows, of, convention)
            for by in _ways(of, name) if convention == Convention.BY_DATE else [By.PROCEDURE]:
                report = report_06a(asked(world, name, of, of.end, by=by, convention=convention))
                check_form(report)
                total: Cells = sum(expected.values(), start=type(report.total.cells)())
                assert report.total.cells == total, (of.label, name, by, convention)
                if by == By.PROCEDURE:
                    assert {line.key: line.cells for line in report.lines if line.child and line.cells} == {
                        f"p-{pk}": cells for pk, cells in expected.items()
                    }
                found[name, by, convention] = report
    return found


def _ways(of: Period, name: str) -> tuple[By, ...]:
    """Every way of making rows for the months of one person, the usual ones for the other months: each costs time."""
    if of in MONTHS:
        return tuple(By) if name == "son" else (By.FIELD, By.PROCEDURE, By.UNIT)
    return (By.FIELD, By.PROCEDURE, By.UNIT) if name == "thanh" else (By.PROCEDURE,)


def check_form(report: Table) -> None:
    check_sums(report)
    for line in (*report.lines, report.total):
        assert line["3"] == line["4"] + line["5"] + line["6"] == line["7"] + line["11"]
        assert line["7"] == line["8"] + line["9"] + line["10"]
        assert line["11"] == line["12"] + line["13"]
        assert line["chua-ro"] == 0


def test_the_play_was_rich(months: Months) -> None:
    """No correction and no cell of the form is missing from it, and no report but one stayed empty."""
    assert months.was_recalled
    assert Event.objects.filter(action="recount").exists()
    assert Event.objects.filter(action="apologise").exists()
    assert Statistic.objects.filter(late__gt=0).exists()
    weekly = [months.forms[of]["thanh", By.FIELD, Convention.BY_DATE].total for of in WEEKS]
    assert {cell[0] for line in weekly for cell in line.cells} == set(Origin)
    assert {cell[1] for line in weekly for cell in line.cells} == set(Outcome) - {Outcome.UNKNOWN}
    empty = {key for key in REPORTS if not months.reports[key, FORTNIGHT][0].total["3"]}
    # Nothing in the play is wrong by itself, which is what this report looks for.
    assert empty == {"du-lieu"}


def test_the_form_says_ever_after_what_it_said(months: Months) -> None:
    for of, reports in months.forms.items():
        for (name, by, convention), report in reports.items():
            again = report_06a(asked(months.world, name, of, by=by, convention=convention))
            assert told(again) == told(report), (of.label, name, by)
            check_form(again)
        assert not months.lists[of] or members(II_06A, asked(months.world, "son", of)) == months.lists[of]


def test_what_was_known_of_each_dossier_is_known_ever_after(months: Months) -> None:
    for moment, state in months.states.items():
        assert known(moment) == state


def test_every_report_foots_and_says_ever_after_what_it_said(months: Months) -> None:
    for (key, of), (table, lists) in months.reports.items():
        again, lists_again = told_with_lists(months.world, key, of, LATER)
        assert again.figures == table.figures, (key, of.label)
        assert lists_again == lists, key
        check_sums(again)


@pytest.mark.parametrize("chain", [MONTHS, WEEKS], ids=["months", "weeks"])
def test_what_one_period_leaves_open_the_next_takes_over(months: Months, chain: list[Period]) -> None:
    """Row by row; what was reopened since is told apart."""
    # Whoever had a dossier then need not have it now: rows by officer are no chain.
    for by in set(By) - {By.OFFICER} if chain == MONTHS else [By.FIELD, By.UNIT]:
        reports = [report_06a(asked(months.world, "thanh", of, by=by)) for of in chain]
        for earlier, later in pairwise(reports):
            left = {line.key: line["11"] for line in earlier.lines if line["11"]}
            taken = {line.key: line["6"] - line["mo-lai"] for line in later.lines if line["6"] - line["mo-lai"]}
            assert taken == left


@pytest.mark.parametrize(("of", "name"), [(MONTHS[0], "thanh"), (MONTHS[1], "son")], ids=["october", "november"])
def test_every_number_of_the_form_opens_a_list_as_long_as_it_says(months: Months, of: Period, name: str) -> None:
    form = asked_once(II_06A)
    for by in By:
        question = asked(months.world, name, of, by=by)
        report = report_06a(question)
        columns = (*COLUMNS, *NOTES) if by == By.FIELD else (*COLUMNS[3:5], COLUMNS[-1])
        for line in (*report.lines, report.total):
            for column in columns:
                found = list(behind(form, question, line.key, column.key).values_list("pk", flat=True))
                assert len(found) == len(set(found)) == line[column.key]


def test_in_every_layout_a_number_is_as_long_as_its_list(months: Months) -> None:
    of, wrong = free(date(2026, 11, 2), date(2026, 11, 15)), []
    impossible = Dossier.objects.exclude(received_at=None).exclude(finished_at=None)[0]
    Dossier.objects.filter(pk=impossible.pk).update(submitted_at=LATER)
    for definition in REPORTS.values():
        for by in definition.bys:
            question, one = asked(months.world, "son", of, by=by), asked_once(definition)
            table = table_of(definition, question)
            check_sums(table)
            for line in (*table.lines, table.total):
                for key in {*list(definition.by_key)[:1], *list(definition.by_key)[-1:]}:
                    if definition.by_key[key].is_counted and not definition.by_key[key].amount:
                        found = list(behind(one, question, line.key, key).values_list("pk", flat=True))
                        if not len(found) == len(set(found)) == line[key]:
                            wrong.append((definition.key, by, line.label, key, line[key], len(found)))
    assert wrong == []


def test_every_report_has_its_page_its_lists_and_its_files(
    months: Months, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    client = signed_in(months.world.son)
    assert client.get("/bao-cao/").status_code == 200
    for key, definition in REPORTS.items():
        address = f"/bao-cao/{key}/"
        asked = "ky=2026-11-02--2026-11-15"
        page = client.get(f"{address}?{asked}")
        assert page.status_code == 200
        total = page.context["total"]["cells"]
        opening = [cell for cell in total if cell.get("url")]
        for cell in opening[:: max(len(opening) - 1, 1)]:
            behind_it = client.get(f"{address}{cell['url']}")
            count = behind_it.context["count"]
            assert len(behind_it.context["rows"]) == min(count, keyset.SIZE)
            file = client.get(f"{address}{cell['url']}&dang=csv")
            assert len(lines(file)) == count + 1
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


def test_the_running_period_of_the_dashboard_is_what_the_form_says_of_it(months: Months) -> None:
    """And the open work is its columns 11 to 13.

    The counters know the last move as well, which comes after the end that the play was given.
    """
    at = months.last
    for name in ("thanh", "son", "ha", "tam"):
        for kind in (Kind.MONTH, Kind.YEAR):
            shown = board(months.world, name, at, kind)
            total = report_06a(asked(months.world, name, containing(kind, at.date()), at)).total
            counted = shown.total.counted
            assert shown.total.received == total["4"] + total["5"]
            assert shown.total.closed == total["7"]
            assert (counted["early"], counted["late"]) == (total["8"], total["10"])
            assert counted["on_time"] + counted["ended"] == total["9"]
            assert shown.total.unfinished == total["11"]
            assert shown.total.open["overdue"] == total["13"]
            for each in ("units", "fields", "channels"):
                parts = getattr(shown, each).values()
                assert sum(part.received for part in parts) == shown.total.received, each
                assert sum(part.closed for part in parts) == shown.total.closed, each


@pytest.mark.parametrize("name", ["thanh", "son", "ha"])
def test_each_number_of_the_index_is_its_list_and_units_add_up(months: Months, name: str) -> None:
    done = Dossier.objects.exclude(finished_at=None).order_by("pk")
    for number, dossier in enumerate(done.filter(rating=None)):
        SatisfactionRating.objects.create(dossier=dossier, score=1 + number % 5, at=hanoi("2026-11-13 09:00"))
    Dossier.objects.filter(pk__in=[one.pk for one in done[::2]]).update(sync_status=Dossier.Sync.SYNCED)
    question = by_second(asked(months.world, name, MONTHS[1]))
    figures = figures_of(question)
    lists_of = {OfDossiers: dossiers_counted, OfProcedures: procedures_counted, OfFeedback: feedback_counted}
    for code, one in COUNTED.items():
        counted: Callable[..., QuerySet[Any]] = lists_of[type(one)]
        lists = {part: set(counted(question, code, part).values_list("pk", flat=True)) for part in ("tu", "mau")}
        rest = set(counted(question, code, "con-lai").values_list("pk", flat=True))
        assert (len(lists["tu"]), len(lists["mau"])) == (figures[code].numerator, figures[code].denominator), code
        assert lists["tu"] <= lists["mau"]
        assert rest == lists["mau"] - lists["tu"]
    units = figures_by_unit(question)
    assert set(units) == {unit.pk for unit in question.scope.units}
    for code in (code for code, one in COUNTED.items() if isinstance(one, OfDossiers)):
        assert sum(unit[code].numerator or 0 for unit in units.values()) == figures[code].numerator
        assert sum(unit[code].denominator or 0 for unit in units.values()) == figures[code].denominator
    for code in ENTERED_BESIDES:
        # What still lies at the reception belongs to no unit that handles.
        inside = sum(unit[code].denominator or 0 for unit in units.values())
        assert inside == figures[code].denominator if name == "thanh" else inside <= (figures[code].denominator or 0)
    assert name != "thanh" or (figures["DOSSIER_RECEIVING_SATISFACTION"].numerator or 0) > 0


def test_the_index_says_of_feedback_ever_after_what_it_said(months: Months) -> None:
    for of, figures in months.feedback.items():
        assert of_feedback(months.world, of) == figures, of.label
    judged = [figures[code] for figures in months.feedback.values() for code in figures if "CLASS" not in code]
    assert any(0 < (one.numerator or 0) < (one.denominator or 0) for one in judged)


def test_on_time_in_the_index_is_what_the_form_to_the_second_says(months: Months) -> None:
    question = by_second(asked(months.world, "thanh", MONTHS[1]))
    total, figure = report_06a(question).total, figures_of(question)["DOSSIER_ON_TIME"]
    late = sum(n for (_, outcome), n in total.cells.items() if outcome in (Outcome.LATE, Outcome.OVERDUE))
    assert figure.denominator == total["3"]
    assert (figure.numerator or 0) + late == total["3"]
    assert late > 0
