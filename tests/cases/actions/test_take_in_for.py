"""One desk takes in for another unit (phi địa giới): its own code, its own clock, and the result where it is wanted."""

from typing import Any

import pytest
from django.utils import timezone

from cases.access import may
from cases.actions.receive import receive
from cases.actions.transfer import transfer
from cases.errors import MoveRefused, NotAllowed
from cases.models import Dossier
from cases.reports.catalogue import REPORTS
from cases.reports.frame.counting import table_of
from cases.reports.periods import Kind, period
from cases.reports.question import Question
from cases.reports.scope import scope_of
from procedures.models import Procedure
from tests.cases.views.at_the_counter import address, sent
from tests.world import World, hanoi

FRIDAY, MONDAY = hanoi("2026-11-20 09:00"), hanoi("2026-11-23 10:00")
LAW = "Quyết định công bố danh mục tiếp nhận không phụ thuộc địa giới"


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: FRIDAY)


def taken_in_elsewhere(world: World, client: Any, **more: Any) -> Any:
    """Lan types it in for the ward next door."""
    there = world.offerings["1.013225", world.other_ward.code]
    return client.post(address(world.permit), sent(world, **{"viec-offering": there.pk, **more}))


def test_the_clock_starts_where_it_is_received_and_the_result_is_fetched_where_it_was_handed_in(
    world: World, signed_in: Any
) -> None:
    lan, oanh = signed_in(world.lan), signed_in(world.oanh)
    assert taken_in_elsewhere(world, lan).status_code == 422  # nobody has said that it may be taken in elsewhere
    Procedure.objects.filter(code="1.013225").update(non_territorial=True, non_territorial_basis=LAW)
    paid = taken_in_elsewhere(world, lan, **{"viec-fee_paid": "on"})
    assert "quầy nhận hộ không thu" in paid.content.decode()
    done = lan.get(taken_in_elsewhere(world, lan, **{"viec-returns_to_origin": "on"})["Location"])
    assert "Nhận hộ cho" in done.content.decode()
    dossier = Dossier.objects.get()
    assert dossier.code is not None
    assert dossier.code.startswith(f"{world.other_ward.code}-261120-")
    assert (dossier.desk.code, dossier.origin_desk, dossier.due_at) == ("H26.104.01", world.desk, None)
    assert lan.get(f"/in/{dossier.code}/da-nop.pdf").status_code == 200
    # Before the papers leave, the competent desk has nothing to answer.
    assert list(Dossier.objects.to_answer()) == []
    with pytest.raises(MoveRefused):
        receive(dossier, by=world.oanh, at=FRIDAY)
    page = lan.get(f"/xu-ly/{dossier.code}/")
    assert page.context["next"]["url"].startswith(f"/xu-ly/{dossier.code}/send_on/")
    lan.post(f"/xu-ly/{dossier.code}/send_on/", {"revision": dossier.revision, "note": "Túi số 3"})
    assert list(Dossier.objects.to_answer()) == [dossier]
    with pytest.raises(NotAllowed):
        receive(dossier, by=world.lan, at=MONDAY)
    assert oanh.get(f"/xu-ly/{dossier.code}/").status_code == 200
    received = receive(dossier, by=world.oanh, at=MONDAY)
    assert (received.received_at, received.sent_on_at) == (MONDAY, FRIDAY)
    assert received.due_original == world.received(MONDAY).due_original
    assert lan.get(f"/xu-ly/{dossier.code}/").context["promise"]["moment"] is not None
    report = table_of(REPORTS["phi-dia-gioi"], Question(scope_of(world.thanh), period(Kind.MONTH, 2026, 12), MONDAY))
    assert (report.total["3"], report.total["5"]) == (2, 1)
    transfer(received, by=world.oanh, at=MONDAY)
    Dossier.objects.filter(pk=dossier.pk).update(status=9, finished_at=MONDAY, clock_running=False)
    there = Dossier.objects.get(pk=dossier.pk)
    assert (may(world.lan, "hand_over", there), may(world.oanh, "hand_over", there)) == (True, False)
    assert [tile["value"] for tile in lan.get("/nhan-ho/").context["tiles"]] == [0, 0, 0, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_as_much_for_three_as_for_one(
    world: World, signed_in: Any, django_assert_num_queries: Any, count: int
) -> None:
    Procedure.objects.filter(code="1.013225").update(non_territorial=True, non_territorial_basis=LAW)
    lan = signed_in(world.lan)
    for number in range(count):
        taken_in_elsewhere(world, lan, **{"nop-number": "", "nop-full_name": f"Người {number}"})
    with django_assert_num_queries(4):
        page = lan.get("/nhan-ho/")
    assert len(page.context["rows"]) == count
    assert b"".join(lan.get("/nhan-ho/?muc=can-chuyen&dang=csv").streaming_content).decode().count("Người") == count
