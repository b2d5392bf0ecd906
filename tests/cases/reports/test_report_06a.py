"""Biểu II.06a: its sums hold on every row, the past stays as it was, and every number opens its list."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from cases.actions.receive import receive
from cases.actions.refuse import refuse
from cases.actions.sign import recall, sign
from cases.actions.supplement import Missing, request_supplement
from cases.actions.withdraw import withdraw
from cases.models import Dossier, Event
from cases.reports.form_06a import COLUMNS, NOTES, Origin
from cases.reports.frame.definition import TOTAL
from cases.reports.frame.table import Table as Report
from cases.reports.outcomes import Convention, Outcome
from cases.reports.periods import Kind, Period, free, period
from cases.reports.question import By, Question
from cases.reports.report_06a import dossiers_behind, report_06a
from cases.reports.scope import scope_of
from cases.reports.standing_at import known_at
from cases.status import Status
from departments.models import User
from tests.cases.reports.two_months import Cells, Pencil, play
from tests.world import World, hanoi

START, END = hanoi("2026-09-15 07:00"), hanoi("2026-11-16 07:00")
LATER = hanoi("2026-11-25 09:00")
MONTHS = [period(Kind.MONTH, 2026, 10), period(Kind.MONTH, 2026, 11)]
WEEKS = [free(date(2026, 9, 14) + timedelta(days=7 * n), date(2026, 9, 20) + timedelta(days=7 * n)) for n in range(9)]


def ask(user: User, of: Period, **more: Any) -> Report:
    return report_06a(Question(scope_of(user), of, **{"at": LATER, **more}))


def told(report: Report) -> dict[str, tuple[Cells, int]]:
    """All a report says."""
    return {line.key: (line.cells, line.opening) for line in (*report.lines, report.total)}


def behind(user: User, of: Period, at: Any = LATER) -> dict[str, set[int]]:
    """The dossiers behind each number of the total row."""
    question = Question(scope_of(user), of, at)
    return {
        column.key: set(dossiers_behind(question, TOTAL, column.key).values_list("pk", flat=True))
        for column in (*COLUMNS, *NOTES)
    }


def test_two_months_of_moves_and_corrections_leave_every_report_as_it_was(world: World) -> None:
    pencil, said, lists, states = Pencil(), {}, {}, {}
    pencil.closed = {p.before: set() for p in (MONTHS[0], WEEKS[0])}
    due = sorted({(p.end, p) for p in (*MONTHS, *WEEKS)}, key=lambda one: one[0])
    for now in play(world, 1, START, END):
        while due and due[0][0] < now:
            moment, of = due.pop(0)
            pencil.note(moment)
            said[of] = _check_against_the_pencil(world, pencil, of)
            lists[of] = behind(world.son, of, moment) if of in MONTHS else {}
            states[moment] = _rows()
    assert not due
    _check_that_enough_happened(said)
    for of, reports in said.items():
        for (name, by, convention), report in reports.items():
            again = ask(world.people[name], of, by=by, convention=convention)
            assert told(again) == told(report), (of.label, name, by)
            _check_sums(again)
        assert not lists[of] or behind(world.son, of) == lists[of]
        assert known(of.end) == states[of.end]
    _check_the_chain(world, MONTHS)
    _check_the_chain(world, WEEKS)
    _check_every_list(world)


def _check_against_the_pencil(world: World, pencil: Pencil, of: Period) -> dict[tuple[str, By, Convention], Report]:
    found = {}
    for name in ("thanh", "son", "tam"):
        for convention in Convention:
            expected = pencil.says(scope_of(world.people[name]).rows, of, convention)
            for by in _ways(of, name) if convention == Convention.BY_DATE else [By.PROCEDURE]:
                report = ask(world.people[name], of, at=of.end, by=by, convention=convention)
                _check_sums(report)
                total: Cells = sum(expected.values(), start=type(report.total.cells)())
                assert report.total.cells == total, (of.label, name, by, convention)
                if by == By.PROCEDURE:
                    assert {line.key: line.cells for line in report.lines if line.child and line.cells} == {
                        f"p-{pk}": cells for pk, cells in expected.items()
                    }
                found[name, by, convention] = report
    return found


def _ways(of: Period, name: str) -> tuple[By, ...]:
    """Every way of making rows for the months of one person, the usual ones for the rest: each costs time."""
    return tuple(By) if of in MONTHS and name == "son" else (By.FIELD, By.PROCEDURE, By.UNIT)


def _check_that_enough_happened(said: dict[Period, dict[Any, Report]]) -> None:
    """The play was rich: no correction and no cell of the form is missing from it."""
    assert Event.objects.filter(action="recount").exists()
    assert Event.objects.filter(action="apologise").exists()
    weekly = [said[of]["thanh", By.FIELD, Convention.BY_DATE].total for of in WEEKS]
    assert {cell[0] for line in weekly for cell in line.cells} == set(Origin)
    assert {cell[1] for line in weekly for cell in line.cells} == set(Outcome) - {Outcome.UNKNOWN}


def _check_sums(report: Report) -> None:
    assert report.violations == []
    for line in (*report.lines, report.total):
        assert line["3"] == line["4"] + line["5"] + line["6"] == line["7"] + line["11"]
        assert line["7"] == line["8"] + line["9"] + line["10"]
        assert line["11"] == line["12"] + line["13"]
        assert line["chua-ro"] == 0
    parents = [line for line in report.lines if not line.child]
    for column in (*COLUMNS, *NOTES):
        assert sum(line[column.key] for line in parents) == report.total[column.key]


def _check_the_chain(world: World, periods: list[Period]) -> None:
    """What one period leaves open the next one takes over, row by row; what was reopened since is told apart."""
    # Whoever had a dossier then need not have it now: rows by officer are no chain.
    for by in set(By) - {By.OFFICER} if periods == MONTHS else [By.FIELD, By.UNIT]:
        reports = [ask(world.thanh, of, by=by) for of in periods]
        for earlier, later in pairwise(reports):
            left = {line.key: line["11"] for line in earlier.lines if line["11"]}
            taken = {line.key: line["6"] - line["mo-lai"] for line in later.lines if line["6"] - line["mo-lai"]}
            assert taken == left


def _check_every_list(world: World) -> None:
    for of, name in zip(MONTHS, ("thanh", "son"), strict=True):
        for by in By:
            question = Question(scope_of(world.people[name]), of, LATER, by)
            report = report_06a(question)
            columns = (*COLUMNS, *NOTES) if by == By.FIELD else (*COLUMNS[3:5], COLUMNS[-1])
            for line in (*report.lines, report.total):
                for column in columns:
                    found = list(dossiers_behind(question, line.key, column.key).values_list("pk", flat=True))
                    assert len(found) == len(set(found)) == line[column.key]


def _rows() -> dict[int, tuple[Any, ...]]:
    return {row[0]: row[1:] for row in Dossier.objects.values_list("pk", "status", "due_at", "finished_at")}


_THEN = ["then_status", "then_due", "then_finished"]


def known(moment: Any) -> dict[int, tuple[Any, ...]]:
    rows = known_at(Dossier.objects.all(), moment)
    return {row["pk"]: tuple(row[name] for name in _THEN) for row in rows.values("pk", *_THEN)}


NOVEMBER = period(Kind.MONTH, 2026, 11)


def numbers(report: Report) -> dict[str, int]:
    """The non-zero numbers of the total row."""
    return {column.key: n for column in (*COLUMNS, *NOTES) if (n := report.total[column.key])}


def test_a_recalled_result_comes_back_as_reopened_and_the_past_still_counts_it_as_finished(world: World) -> None:
    dossier = world.finished(hanoi("2026-11-12 09:00"))
    said = numbers(ask(world.son, NOVEMBER, at=hanoi("2026-11-15 08:00")))
    assert said == {"3": 1, "4": 1, "7": 1, "8": 1}
    recall(dossier, by=world.son, at=hanoi("2026-11-16 09:00"), reason="Sai tên.")
    assert numbers(ask(world.son, NOVEMBER)) == said
    december = ask(world.son, period(Kind.MONTH, 2026, 12))
    assert numbers(december) == {"3": 1, "6": 1, "11": 1, "13": 1, "mo-lai": 1}
    assert december.violations == []


def test_a_supplement_asked_for_too_late_does_not_hide_that_the_promise_is_broken(world: World) -> None:
    broken = world.assigned(hanoi("2026-10-20 09:00"))
    waiting = world.assigned(hanoi("2026-11-10 09:00"))
    for dossier in (broken, waiting):
        request_supplement(dossier, by=world.minh, at=hanoi("2026-11-12 09:00"), missing=[Missing("Bản vẽ")])
    assert numbers(ask(world.son, NOVEMBER)) == {"3": 2, "4": 2, "11": 2, "12": 1, "13": 1, "tam-dung": 1}


def test_a_dossier_withdrawn_after_its_day_counts_in_column_9_and_is_told(world: World) -> None:
    for day in ("2026-10-20", "2026-11-10"):
        withdraw(world.assigned(hanoi(f"{day} 09:00")), by=world.mai, at=hanoi("2026-11-12 09:00"), reason="Đổi ý.")
    assert numbers(ask(world.son, NOVEMBER)) == {"3": 2, "4": 2, "7": 2, "9": 2, "rut": 2, "rut-muon": 1}


def test_what_was_never_received_is_not_counted(world: World) -> None:
    world.submitted(hanoi("2026-11-12 09:00"))
    refuse(world.submitted(hanoi("2026-11-12 09:00")), by=world.son, at=hanoi("2026-11-12 10:00"), reason="Sai nơi.")
    assert numbers(ask(world.son, NOVEMBER)) == {}


def test_the_two_conventions_differ_within_the_last_day(world: World) -> None:
    """Due at 17:00, signed at 18:00 of the same day: in time by the date, late by the second."""
    dossier = world.for_signature(hanoi("2026-11-02 09:00"))
    sign(dossier, by=world.son, at=hanoi("2026-11-11 18:00"))
    assert str(dossier.due_at) == "2026-11-11 10:00:00+00:00"
    assert numbers(ask(world.son, NOVEMBER)) == {"3": 1, "4": 1, "7": 1, "9": 1}
    by_second = ask(world.son, NOVEMBER, convention=Convention.BY_SECOND)
    assert numbers(by_second) == {"3": 1, "4": 1, "7": 1, "10": 1}


def test_what_is_due_on_the_last_day_of_the_period_is_in_time_until_that_day_is_over(world: World) -> None:
    dossier = world.received(hanoi("2026-11-04 09:00"))
    assert str(dossier.due_at)[:10] == "2026-11-13"
    assert ask(world.son, free(date(2026, 11, 1), date(2026, 11, 13))).total["12"] == 1
    assert ask(world.son, free(date(2026, 11, 1), date(2026, 11, 14))).total["13"] == 1


def test_units_and_fields_without_a_dossier_are_listed(world: World) -> None:
    world.received(hanoi("2026-11-12 09:00"))
    by_unit = ask(world.thanh, NOVEMBER, by=By.UNIT)
    assert [(line.label, line["3"]) for line in by_unit.lines] == [
        ("UBND thành phố Hà Nội", 0),
        ("UBND phường Hoàn Kiếm", 0),
        ("UBND phường Cửa Nam", 1),
    ]
    assert [(line.label, line["3"]) for line in ask(world.tam, NOVEMBER).lines] == [("Hoạt động xây dựng", 0)]


def test_a_report_is_of_what_the_person_leads_or_watches(world: World) -> None:
    world.received(hanoi("2026-11-12 09:00"))
    world.submitted(hanoi("2026-11-12 09:00"), ward=world.other_ward)
    receive(Dossier.objects.get(department=world.other_ward), by=world.oanh, at=hanoi("2026-11-12 10:00"))
    counts = {
        name: ask(world.people[name], NOVEMBER).total["3"] for name in ("thanh", "son", "ha", "tam", "minh", "mai")
    }
    assert counts == {"thanh": 2, "son": 1, "ha": 1, "tam": 1, "minh": 0, "mai": 0}
    scope = scope_of(world.thanh)
    assert report_06a(Question(scope.narrowed(world.ward.code), NOVEMBER, LATER)).total["3"] == 1
    assert scope.narrowed("H99").title == scope.title


def test_what_the_log_does_not_explain_is_shown_as_a_violated_sum(world: World) -> None:
    dossier = world.finished(hanoi("2026-11-12 09:00"))
    # Someone with access to the database makes a finished dossier look unfinished; the log cannot be changed.
    Dossier.objects.filter(pk=dossier.pk).update(finished_at=None, status=Status.PROCESSING)
    report = ask(world.son, NOVEMBER)
    assert ("Tổng cộng", "cột 3 = 7 + 11") in report.violations
    assert numbers(report) == {"3": 1, "4": 1, "chua-ro": 1}
    assert list(dossiers_behind(report.question, TOTAL, "chua-ro")) == [dossier]


@pytest.mark.parametrize("row", ["", "x-1", "f-", "f-1 or 1", "f-" + "9" * 30])
def test_a_row_that_is_none_of_the_form_is_refused(world: World, row: str) -> None:
    with pytest.raises(KeyError):
        dossiers_behind(Question(scope_of(world.son), NOVEMBER, LATER), row, "3")


def test_a_report_costs_the_same_for_one_dossier_and_for_three(world: World, django_assert_num_queries: Any) -> None:
    for count in (1, 2):
        for _ in range(count):
            world.received(hanoi("2026-11-12 09:00"))
        question = Question(scope_of(world.thanh), NOVEMBER, LATER, By.PROCEDURE)
        with django_assert_num_queries(4):
            report_06a(question)
