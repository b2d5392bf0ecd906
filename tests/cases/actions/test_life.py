"""A dossier from submission to hand-over, through the real actions."""

from cases.actions._log import first_broken
from cases.actions.hand_over import hand_over
from cases.status import Status
from tests.world import World, hanoi


def test_a_dossier_goes_from_submission_to_the_result_in_hand(world: World) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"))
    hand_over(dossier, by=world.lan, at=hanoi("2026-11-23 10:00"), received_by="Trần Thị Mai")
    assert dossier.status == Status.RETURNED
    assert dossier.code == "H26.105-261120-0001"
    assert [event.action for event in dossier.events.order_by("number")] == [
        "submit", "receive", "transfer", "assign", "propose", "approve", "sign", "hand_over",
    ]  # fmt: skip
    assert first_broken(dossier) is None
    assert dossier.tasks.filter(closed_at=None).count() == 0
    assert dossier.revision == 8
