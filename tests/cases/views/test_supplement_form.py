"""What may be ticked in a supplement request: the papers of the dossier's own version, and nothing else."""

from typing import Any

import pytest

from cases.status import Status
from procedures.models import RequiredDocument
from tests.world import World, hanoi


@pytest.mark.parametrize("paper", ["of another version", "9" * 20, "-1", "x", "0"])
def test_a_paper_that_is_not_the_dossiers_is_refused_beside_the_field(world: World, signed_in: Any, paper: str) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    if paper == "of another version":
        foreign = RequiredDocument.objects.exclude(version=dossier.version_id).first()
        paper = str(foreign.pk) if foreign else "123456"
    sent = {"revision": dossier.revision, "papers": [paper], "reason": "Thiếu."}
    answer = signed_in(world.minh).post(f"/xu-ly/{dossier.code}/request_supplement/", sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors["papers"]
    dossier.refresh_from_db()
    assert dossier.status == Status.PROCESSING
