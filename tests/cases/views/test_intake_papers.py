"""Papers at the counter: scanned in, or taken from what the person handed in before; both count in the reports."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cases.models import Document, Dossier, Paper
from cases.store import papers_at_desks
from procedures.models import RequiredDocument
from tests.cases.uploads import an_image
from tests.cases.views.at_the_counter import address, sent
from tests.world import World, hanoi

AT = hanoi("2026-11-20 09:00")


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


def image(name: str, width: int = 40) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, an_image(size=(width, 20)))


def of_last(name: str) -> Any:
    return getattr(Dossier.objects.latest("pk"), name)


def test_a_scan_makes_a_paper_digitised_and_the_store_makes_it_used_again(world: World, signed_in: Any) -> None:
    lan = signed_in(world.lan)
    declaration, proof = world.permit.requirements.order_by("position")
    scans = {f"giay-tep_{proof.pk}": [image("trang 1.jpg"), image("trang 2.jpg", 44)]}
    none = {f"giay-{part}_{proof.pk}": "0" for part in ("goc", "sao")}
    assert lan.post(address(world.permit), sent(world, **none, **scans)).status_code == 302
    first = Dossier.objects.get()
    kept = first.documents.get()  # two pages of one paper are one file
    assert (kept.requirement, kept.content_type, kept.uploaded_by) == (proof, "application/pdf", world.lan)
    assert {one.requirement: one.digitisation for one in first.papers.all()} == {
        declaration: Paper.Digitisation.NONE, proof: Paper.Digitisation.DIGITISED,
    }  # fmt: skip
    assert first.digitisation_status == Dossier.Digitisation.PARTIAL

    # The next time: what is there is offered once the number is known, at the desks that have it and nowhere else.
    shown = lan.post(address(world.permit), {"viec": "doc-nop", "nop-number": "001190012345"}).content.decode()
    assert f'<option value="{kept.pk}">' in shown
    assert first.code in shown
    assert papers_at_desks("001190012345", [first.desk.pk + 1], timezone.localdate(AT)) == []
    again = none | {f"giay-goc_{declaration.pk}": "0", "viec-confirmed": "on"}
    another = {"nop-number": "001185000018", "nop-birth_date_nam": "1985"}
    lan.post(address(world.permit), sent(world, **again, **another, **{f"giay-kho_{proof.pk}": kept.pk}))
    assert not Document.objects.filter(is_reused=True).exists()
    lan.post(address(world.permit), sent(world, **again, **{f"giay-kho_{proof.pk}": kept.pk}))
    used = of_last("documents").get()
    assert (used.reused_from, used.is_reused, used.sha256) == (kept, True, kept.sha256)
    assert of_last("papers").get().digitisation == Paper.Digitisation.REUSED
    assert of_last("digitisation_status") == Dossier.Digitisation.FULL
    page = lan.get(address(world.permit), {"xong": of_last("code")}).content.decode()
    assert "1 giấy tờ dùng lại từ kho" in page


def test_what_is_no_paper_is_refused_beside_its_row_and_nothing_is_taken_in(world: World, signed_in: Any) -> None:
    proof: RequiredDocument = world.permit.requirements.get(code="CM")
    program = SimpleUploadedFile("scan.pdf", b"MZ" + b"x" * 50)
    page = signed_in(world.lan).post(address(world.permit), sent(world, **{f"giay-tep_{proof.pk}": program}))
    assert (page.status_code, Dossier.objects.count()) == (422, 0)
    assert f'id="id_giay-tep_{proof.pk}_error"' in page.content.decode()
    assert "là chương trình máy tính" in page.content.decode()


def test_what_was_taken_in_on_paper_is_scanned_later_and_counts(world: World, signed_in: Any, settings: Any) -> None:
    lan = signed_in(world.lan)
    lan.post(address(world.permit), sent(world))
    dossier = Dossier.objects.get()
    declaration, proof = world.permit.requirements.order_by("position")
    move = f"/xu-ly/{dossier.code}/digitise/"

    def send(**files: Any) -> Any:
        return lan.post(move, {"revision": dossier.revision, **files})

    assert "ít nhất một giấy tờ" in send().content.decode()
    settings.UPLOAD_MAX_FILES = 1
    two = {f"tep_{declaration.pk}": image("a.jpg"), f"tep_{proof.pk}": image("b.jpg", 44)}
    assert "tối đa 1 tệp" in send(**two).content.decode()
    dossier.refresh_from_db()
    assert (dossier.documents.count(), dossier.digitisation_status) == (0, Dossier.Digitisation.NONE)
    settings.UPLOAD_MAX_FILES = 20
    for file in two.values():
        file.seek(0)
    assert send(**two).status_code == 302
    dossier.refresh_from_db()
    assert dossier.digitisation_status == Dossier.Digitisation.FULL
    assert {one.digitisation for one in dossier.papers.all()} == {Paper.Digitisation.DIGITISED}
    assert dossier.events.get(action="digitise").note == "Tờ khai; Giấy tờ chứng minh"
