"""A unit that is asked for its opinion answers with files: who opens them, and whose room they take."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cases.bundle import entries
from cases.models import Document, Dossier, Opinion
from cases.papers import other_files
from cases.storage import accept_upload
from departments.models import Department
from tests.pictures import png
from tests.world import World, hanoi

NOW = hanoi("2026-11-24 10:00")


@pytest.fixture(autouse=True)
def _at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def asked(world: World) -> Dossier:
    """Minh's dossier, about which the division of the neighbour ward is asked, where Phú works."""
    dossier = world.assigned(hanoi("2026-11-24 09:00"))
    Opinion.objects.create(
        dossier=dossier,
        department=Department.objects.get(code="H26.104.03"),
        question="Ranh giới có đúng?",
        due_at=hanoi("2026-11-27 17:00"),
        asked_by=world.minh,
        asked_at=NOW,
    )
    return dossier


def answer(world: World, signed_in: Any, dossier: Dossier, *files: Any, text: str = "Đúng ranh giới.") -> Any:
    sent = {"revision": dossier.revision, "text": text, "attachments": list(files)}
    return signed_in(world.phu).post(f"/xu-ly/{dossier.code}/answer_opinion/", sent)


def status(client: Any, address: str) -> int:
    """Of the file, read to its end, so that it is closed."""
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)
    return int(response.status_code)


def plan(name: str = "trich-do.png", *, size: int = 40) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, png((size, size)), "image/png")


def test_the_files_of_an_opinion_stand_beside_it_for_those_who_work_on_the_dossier(
    world: World, signed_in: Any, asked: Dossier
) -> None:
    assert answer(world, signed_in, asked, plan(), plan("bien-ban.png", size=50)).status_code == 302
    files = list(asked.opinions.get().documents.order_by("pk"))
    assert [(one.kind, one.uploaded_by, one.requirement) for one in files] == [("opinion", world.phu, None)] * 2
    assert asked.events.get(action="answer_opinion").data["files"] == [one.sha256 for one in files]
    address = f"/tep/{files[0].pk}/"
    page = signed_in(world.minh).get(f"/xu-ly/{asked.code}/").content.decode()
    assert (page.count(address) > 0, "trich-do.png" in page, "bien-ban.png" in page) == (True, True, True)
    assert address in signed_in(world.phu).get("/y-kien/?muc=da-tra-loi").content.decode()
    opens = {name: status(signed_in(world.people[name]), address) for name in sorted(world.people)}
    assert {name for name, status in opens.items() if status == 200} == {
        "lan", "ha", "minh", "binh", "son", "dung", "phu",
    }  # fmt: skip


def test_the_citizen_sees_no_file_of_an_opinion_anywhere(world: World, signed_in: Any, asked: Dossier) -> None:
    answer(world, signed_in, asked, plan())
    document, mai = Document.objects.get(kind="opinion"), signed_in(world.mai)
    assert mai.get(f"/tep/{document.pk}/").status_code == mai.get(f"/tep/{document.pk}/anh-nho/").status_code == 404
    assert "trich-do" not in mai.get(f"/ho-so-cua-toi/{asked.code}/").content.decode()
    mine = Dossier.objects.prefetch_related("documents", "version__requirements").get(pk=asked.pk)
    assert other_files(mine) == []
    assert list(entries(mine, [], for_applicant=True)) == []
    assert [name for name, _ in entries(mine, [], for_applicant=False)] == ["4 Ý kiến của đơn vị khác/01-trich-do.png"]
    similar = mai.post(f"/ho-so-cua-toi/{asked.code}/nop-tuong-tu/")
    assert similar.status_code == 302
    assert not Document.objects.filter(draft__isnull=False).exists()


def test_a_bad_file_refuses_the_answer_and_nothing_of_it_is_kept(world: World, signed_in: Any, asked: Dossier) -> None:
    bad = SimpleUploadedFile("a.pdf", b"MZ" + 200 * b"\0", "application/pdf")
    refused = answer(world, signed_in, asked, plan(), bad)
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"attachments"})
    assert refused.context["form"]["text"].value() == "Đúng ranh giới."
    assert (Document.objects.count(), asked.opinions.get().answered_at) == (0, None)


def test_the_files_of_opinions_take_none_of_the_applicants_room(
    world: World, signed_in: Any, asked: Dossier, settings: Any
) -> None:
    settings.UPLOAD_MAX_FILES = 1
    assert answer(world, signed_in, asked, plan(), plan("hai.png", size=50)).status_code == 422
    assert answer(world, signed_in, asked, plan()).status_code == 302
    accept_upload(plan("cua-mai.png", size=60), at=NOW, by=world.mai, dossier=asked)
    assert Document.objects.filter(dossier=asked).count() == 2
