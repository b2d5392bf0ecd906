"""Biểu II.06a: its sums hold on every row, the past stays as it was, and every number opens its list."""

from datetime import date
from typing import Any

import pytest

from cases.actions.change_case import change_case
from cases.actions.receive import receive
from cases.actions.refuse import refuse
from cases.actions.sign import recall, sign
from cases.actions.supplement import Missing, request_supplement
from cases.actions.withdraw import withdraw
from cases.models import Dossier
from cases.reports.form_06a import COLUMNS, NOTES
from cases.reports.frame.definition import TOTAL
from cases.reports.frame.table import Table as Report
from cases.reports.outcomes import Convention
from cases.reports.periods import Kind, Period, free, period
from cases.reports.question import By, Question
from cases.reports.report_06a import dossiers_behind, report_06a
from cases.reports.scope import scope_of
from cases.status import Status
from departments.models import User
from procedures.models import ProcedureCase
from tests.cases.actions.test_correcting import cases
from tests.world import World, hanoi

__all__ = ["cases"]
LATER = hanoi("2026-11-25 09:00")


def ask(user: User, of: Period, **more: Any) -> Report:
    return report_06a(Question(scope_of(user), of, **{"at": LATER, **more}))


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


def test_a_case_that_is_changed_later_is_reported_of_the_past_as_it_was(
    world: World, cases: tuple[ProcedureCase, ProcedureCase]
) -> None:
    simple, hard = cases
    dossier = world.assigned(hanoi("2026-10-06 09:00"), simple.version, case=simple)
    october, november = period(Kind.MONTH, 2026, 10), period(Kind.MONTH, 2026, 11)
    scope = scope_of(world.thanh)
    change_case(dossier, by=world.lan, at=hanoi("2026-10-20 09:00"), case=hard, reason="Là công trình.")
    procedure = simple.version.procedure_id
    for of, case in ((october, simple), (november, hard)):
        question = Question(scope, of, hanoi("2026-12-01 09:00"), by=By.CASE)
        counted = {line.key: line["3"] for line in report_06a(question).lines if line.child and line["3"]}
        assert counted == {f"k-{case.pk}-{procedure}": 1}, of.label
        for key in (simple.pk, hard.pk):
            found = dossiers_behind(question, f"k-{key}-{procedure}", "3")
            assert list(found) == ([dossier] if key == case.pk else []), of.label
