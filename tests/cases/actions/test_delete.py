"""A dossier that should not exist is deleted with a reason: gone from every list, kept in the log; it comes back."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from cases.actions._log import first_broken
from cases.actions.delete import delete, restore
from cases.actions.payment import collect_fee
from cases.actions.recount_statistics import counted_anew, standing
from cases.actions.seal_report import seal_report
from cases.actions.sign import recall
from cases.errors import MoveRefused, NotAllowed
from cases.models import Dossier, SealedReport
from cases.reports.periods import Kind, Period, free, period
from cases.reports.question import Question
from cases.reports.report_06a import II_06A, report_06a
from cases.reports.scope import scope_of
from cases.reports.sealing import Subject, scope_covering
from tests.world import World, hanoi

DELETED, BACK, LATER = hanoi("2026-11-18 09:00"), hanoi("2026-11-20 09:00"), hanoi("2026-12-01 09:00")


def test_deleted_it_is_in_no_list_and_no_number_of_now_and_all_of_it_comes_back(world: World, signed_in: Any) -> None:
    twice, kept = world.assigned(hanoi("2026-11-12 09:00")), world.assigned(hanoi("2026-11-12 10:00"))
    due, steps = twice.due_at, list(twice.tasks.values_list("pk", "closed_at"))
    with pytest.raises(NotAllowed):
        delete(twice, by=world.lan, at=DELETED, reason="Nhập trùng.")
    delete(twice, by=world.son, at=DELETED, reason="Nhập trùng của Mai.")
    assert list(Dossier.objects.all()) == [kept]
    assert list(world.mai.dossiers.all()) in ([], [kept])
    assert (twice.clock_running, twice.code != "") == (False, True)
    assert counted_anew() == standing()
    assert sum(number for (_, column), number in standing().items() if column == "received") == 2
    client = signed_in(world.son)
    assert client.get(f"/xu-ly/{twice.code}/").status_code == 404
    assert client.get("/tra-cuu/", {"ma": twice.code, "so": twice.submitter.personal_id[-4:]}).status_code == 200
    assert "Nhập trùng của Mai." in client.get("/ho-so-da-xoa/").content.decode()
    with pytest.raises(MoveRefused):
        delete(twice, by=world.son, at=BACK, reason="Lần nữa.")
    page = client.get(f"/xu-ly/{twice.code}/restore/")
    said = {"revision": page.context["dossier"].revision, "reason": "Hai việc khác nhau."}
    assert client.post(f"/xu-ly/{twice.code}/restore/", said).status_code == 302
    again = Dossier.objects.get(pk=twice.pk)
    assert (again.due_at, again.clock_running, again.code) == (due, True, twice.code)
    assert list(again.tasks.values_list("pk", "closed_at")) == steps
    assert [event.action for event in again.events.order_by("number")][-2:] == ["delete", "restore"]
    assert first_broken(again) is None
    assert counted_anew() == standing()
    assert world.assigned(BACK).code > max(kept.code or "", twice.code or "")


def test_a_report_of_the_time_before_counts_it_and_the_sealed_one_tells_of_it(
    world: World, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = world.assigned(hanoi("2026-10-20 09:00"))
    november, meanwhile = period(Kind.MONTH, 2026, 11), free(date(2026, 11, 15), date(2026, 11, 29))

    def told(of: Period) -> tuple[int, int]:
        report = report_06a(Question(scope_of(world.son), of, LATER))
        assert report.violations == []
        return report.total["3"], report.total["11"]

    subject = Subject(world.ward, SealedReport.Covers.LED)
    question = Question(scope_covering(subject), november, hanoi("2026-11-17 09:00"))
    sealed = seal_report(II_06A, subject, question, by=world.son, at=hanoi("2026-11-17 09:00"), note="")
    assert (told(november), told(meanwhile)) == ((1, 1), (1, 1))
    delete(wrong, by=world.son, at=DELETED, reason="Nhầm người.")
    assert (told(november), told(meanwhile)) == ((1, 1), (0, 0))
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    page = signed_in(world.son).get(sealed.get_absolute_url())
    assert (page.context["changes"], [one.code for one in page.context["deleted"]]) == ([], [wrong.code])
    assert "Nhầm người." in page.content.decode()
    restore(wrong, by=world.son, at=hanoi("2026-11-30 10:00"), reason="Đúng người.")
    # What ended while it was deleted says what it said then, although the dossier is back.
    assert (told(november), told(meanwhile), told(period(Kind.MONTH, 2026, 12))) == ((1, 1), (0, 0), (1, 1))


def test_what_was_decided_or_paid_for_is_not_deleted(world: World) -> None:
    signed = world.finished(hanoi("2026-11-10 09:00"))
    with pytest.raises(MoveRefused):
        delete(signed, by=world.son, at=DELETED, reason="Nhầm.")
    recall(signed, by=world.son, at=DELETED, reason="Sai tên.")
    with pytest.raises(MoveRefused, match="từng có kết quả được ký"):
        delete(signed, by=world.son, at=DELETED, reason="Nhầm.")
    paid = world.received(hanoi("2026-11-16 09:00"), world.renewal)
    collect_fee(paid, by=world.lan, at=DELETED, amount=paid.fee_amount)
    with pytest.raises(MoveRefused):
        delete(paid, by=world.son, at=DELETED, reason="Nhầm.")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_as_much_for_three_as_for_one(
    world: World, signed_in: Any, django_assert_num_queries: Any, count: int
) -> None:
    for hour in range(count):
        delete(world.submitted(hanoi(f"2026-11-12 1{hour}:00")), by=world.son, at=DELETED, reason="Trùng.")
    client = signed_in(world.son)
    with django_assert_num_queries(3):
        page = client.get("/ho-so-da-xoa/")
    assert [row["may_restore"] for row in page.context["rows"]] == [True] * count
    file = b"".join(client.get("/ho-so-da-xoa/?dang=csv").streaming_content).decode()
    assert file.count("Trùng.") == count
