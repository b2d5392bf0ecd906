"""What was taken in wrongly is put right: a typing error with its old words kept, the wrong case with what it costs."""

from typing import Any

import pytest

from cases.access import allowed_actions
from cases.actions.change_case import change_case
from cases.actions.correct import correct
from cases.actions.payment import collect_fee
from cases.errors import MoveRefused
from cases.models import Applicant, Dossier
from cases.printing.events import RECEIPT
from cases.records import event_rows
from procedures.models import (
    FeeItem,
    Offering,
    Procedure,
    ProcedureCase,
    ProcedureVersion,
    ProcessingLimit,
    WorkflowStep,
)
from tests.world import LONG_WAY, SINCE, World, hanoi

NINE, TEN = hanoi("2026-11-20 09:00"), hanoi("2026-11-20 10:00")


def test_a_typing_error_is_corrected_and_the_log_keeps_the_old_words(world: World) -> None:
    dossier = world.received(NINE)
    before = RECEIPT(dossier, None)
    said = {"submitter_full_name": "Trần Thị Mây", "submitter_phone": dossier.submitter.phone}
    correct(dossier, by=world.lan, at=TEN, values=said, reason="Theo thẻ căn cước.")
    person = Applicant.objects.get(pk=dossier.submitter_id)
    assert (person.full_name, person.name_folded) == ("Trần Thị Mây", "tran thi may")
    event = dossier.events.order_by("-number")[0]
    assert event.data["changes"] == [
        {
            "field": "submitter_full_name",
            "label": "Họ và tên người nộp",
            "old": "Trần Thị Mai",
            "new": "Trần Thị Mây",
        }
    ]
    assert "“Trần Thị Mai” → “Trần Thị Mây”" in event_rows(dossier, [event], in_full=True)[0]["note"]
    assert "Mai" not in event_rows(dossier, [event], in_full=False)[0]["note"]
    # The receipt is made anew for the correction.
    assert (RECEIPT(dossier, None), RECEIPT(dossier, 1)) == (event, before)


def test_nothing_corrected_is_nothing_logged(world: World) -> None:
    dossier = world.received(NINE)
    with pytest.raises(MoveRefused, match="Chưa có gì"):
        correct(dossier, by=world.lan, at=TEN, values={"summary": dossier.summary}, reason="Không.")
    assert dossier.events.count() == dossier.revision


def test_the_page_keeps_what_was_typed_and_shows_what_is_wrong(world: World, signed_in: Any) -> None:
    dossier = world.received(NINE)
    client, address = signed_in(world.lan), f"/xu-ly/{dossier.code}/correct/"
    form = client.get(address).context["form"]
    sent = {name: form.initial.get(name, "") for name in form.fields}
    wrong = client.post(
        address, {**sent, "submitter_full_name": "Trần Thị Mây", "submitter_phone": "12", "reason": "x"}
    )
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"submitter_phone"})
    assert wrong.context["form"]["submitter_full_name"].value() == "Trần Thị Mây"
    assert (
        client.post(address, {**sent, "submitter_full_name": "Trần Thị Mây", "reason": "Căn cước."}).status_code == 302
    )
    assert Dossier.objects.get().submitter.full_name == "Trần Thị Mây"


@pytest.fixture
def cases(world: World) -> tuple[ProcedureCase, ProcedureCase]:
    """A procedure of the ward with a simple case, and one that takes longer and costs more."""
    made = ProcedureVersion.objects.create(
        procedure=Procedure.objects.create(code="1.500002", field=world.field), number=1, name="Gia hạn giấy phép"
    )
    simple, hard = (
        ProcedureCase.objects.create(version=made, code=code, name=name)
        for code, name in (("N", "Nhà ở"), ("C", "Công trình"))
    )
    for case, days, fee in ((simple, 7, 75_000), (hard, 10, 150_000)):
        ProcessingLimit.objects.create(version=made, case=case, amount=days, unit="working_day", legal_basis="Luật")
        FeeItem.objects.create(version=made, case=case, name="Lệ phí", amount=fee)
    for position, (kind, name, role, place, limit, unit) in enumerate(LONG_WAY, start=1):
        WorkflowStep.objects.create(
            version=made,
            position=position,
            kind=kind,
            name=name,
            role=role,
            place=place,
            limit_amount=limit,
            limit_unit=unit,
        )
    ProcedureVersion.objects.filter(pk=made.pk).update(status="published", valid_from=SINCE)
    world.offerings["1.500002", world.ward.code] = Offering.objects.create(
        procedure=made.procedure, department=world.ward, desk=world.desk, division=world.office, valid_from=SINCE
    )
    return simple, hard


def test_another_case_counts_promise_and_fee_anew_from_receipt(
    world: World, cases: tuple[ProcedureCase, ProcedureCase]
) -> None:
    dossier = world.assigned(hanoi("2026-11-02 09:00"), cases[0].version, case=cases[0])
    assert (dossier.due_at, dossier.fee_amount) == (hanoi("2026-11-11 17:00"), 75_000)
    change_case(dossier, by=world.lan, at=TEN, case=cases[1], reason="Là công trình.")
    assert (dossier.case, dossier.due_at, dossier.fee_amount) == (cases[1], hanoi("2026-11-16 17:00"), 150_000)
    assert dossier.notices.filter(action="change_case").exists()
    event = dossier.events.order_by("-number")[0]
    assert (event.data["from"], event.data["fee_before"], event.data["fee"]) == ("Nhà ở", 75_000, 150_000)


def test_a_case_is_not_changed_after_a_decision_nor_over_a_fee_that_is_paid(
    world: World, cases: tuple[ProcedureCase, ProcedureCase]
) -> None:
    proposed = world.proposed(NINE, cases[0].version, case=cases[0])
    with pytest.raises(MoveRefused):
        change_case(proposed, by=world.lan, at=TEN, case=cases[1], reason="Là công trình.")
    assert "change_case" not in {move.name for move in allowed_actions(world.lan, proposed)}
    paid = world.received(NINE, cases[0].version, case=cases[0])
    collect_fee(paid, by=world.lan, at=NINE)
    with pytest.raises(MoveRefused, match="hoàn tiền trước"):
        change_case(paid, by=world.lan, at=TEN, case=cases[1], reason="Là công trình.")
    assert Dossier.objects.get(pk=paid.pk).case == cases[0]
