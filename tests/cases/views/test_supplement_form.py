"""What may be ticked in a supplement request: the papers of the dossier's own version, and nothing else."""

from typing import Any

import pytest

from cases.models import Document, Paper
from cases.status import Status
from cases.storage import accept_upload
from procedures.models import RequiredDocument
from tests.cases.uploads import a_pdf, upload
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


def test_the_cursor_waits_for_what_is_missing_or_where_it_is_ticked_already_for_the_reason(
    world: World, signed_in: Any
) -> None:
    client, dossier = signed_in(world.minh), world.assigned(hanoi("2026-11-20 09:00"))
    address = f"/xu-ly/{dossier.code}/request_supplement/"

    def waits() -> list[str]:
        fields = client.get(address).context["form"].fields.items()
        return [name for name, field in fields if field.widget.attrs.get("autofocus")]

    keep = accept_upload(upload(a_pdf(), "to khai.pdf"), at=hanoi("2026-11-20 09:00"), by=world.mai, dossier=dossier)
    paper = dossier.version.requirements.get(code="TK")
    Document.objects.filter(pk=keep.pk).update(requirement=paper)
    assert waits() == ["lines"]
    Paper.objects.update_or_create(
        dossier=dossier, requirement=paper, defaults={"verdict": "fails", "verdict_note": "Chưa ký."}
    )
    assert waits() == ["reason"]
