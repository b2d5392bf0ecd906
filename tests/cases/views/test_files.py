"""A file is seen by those who may see its dossier, and by nobody else; for all others it does not exist."""

from urllib.parse import quote

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from cases.actions.propose import approve, propose
from cases.actions.sign import recall, sign
from cases.models import Document, Draft
from cases.storage import accept_upload, file_of
from tests.cases.uploads import a_docx, a_pdf, an_image, upload
from tests.world import World, hanoi

AT = hanoi("2026-11-25 09:00")
EVERYONE = ["lan", "ha", "minh", "binh", "son", "dung", "thanh", "oanh", "phu", "tam", "mai", "hung", "quan"]
OF_THE_WARD = {"lan", "ha", "minh", "binh", "son", "dung"}


def readers(world: World, signed_in, document: Document) -> set[str]:
    """Who gets the file; everybody else must be told that there is none."""
    found = set()
    for name in EVERYONE:
        status = page(signed_in, world.people[name], document).status_code
        assert status in (200, 404)
        if status == 200:
            found.add(name)
    return found


def page(signed_in, user, document: Document, query: str = ""):
    """The answer, read to its end, which closes the file."""
    response = signed_in(user).get(reverse("cases:document", args=[document.pk]) + query)
    if response.streaming:
        response.body = b"".join(response.streaming_content)
    return response


def test_the_papers_of_a_dossier_are_read_by_its_office_and_by_its_applicant(world: World, signed_in):
    document = accept_upload(upload(a_pdf()), at=AT, by=world.mai, dossier=world.assigned(AT))
    assert readers(world, signed_in, document) == OF_THE_WARD | {"mai"}


def test_a_draft_is_nobody_elses_business(world: World, signed_in):
    draft = Draft.objects.create(account=world.mai, version=world.permit, started_at=AT, saved_at=AT)
    document = accept_upload(upload(a_pdf()), at=AT, by=world.mai, draft=draft)
    assert readers(world, signed_in, document) == {"mai"}


def test_the_result_is_the_offices_own_until_it_is_signed_and_again_when_it_is_recalled(world: World, signed_in):
    dossier = world.assigned(AT)
    first, second = (
        accept_upload(upload(a_pdf(), name), at=AT, by=world.minh, dossier=dossier, kind=Document.Kind.RESULT)
        for name in ("lan-1.pdf", "lan-2.pdf")
    )
    propose(dossier, by=world.minh, at=AT, outcome="granted", text="Đủ điều kiện.", document=second)
    approve(dossier, by=world.ha, at=AT)
    assert readers(world, signed_in, second) == OF_THE_WARD
    sign(dossier, by=world.son, at=AT)
    assert readers(world, signed_in, second) == OF_THE_WARD | {"mai"}
    assert readers(world, signed_in, first) == OF_THE_WARD
    recall(dossier, by=world.son, at=AT, reason="Sai tên.")
    assert readers(world, signed_in, second) == OF_THE_WARD


def test_a_stranger_is_asked_to_sign_in_and_learns_nothing(world: World, client):
    document = accept_upload(upload(a_pdf()), at=AT, by=world.mai, dossier=world.assigned(AT))
    there, not_there = (client.get(reverse("cases:document", args=[pk])) for pk in (document.pk, 999_999))
    assert (there.status_code, not_there.status_code) == (302, 302)


def test_a_pdf_is_shown_under_its_vietnamese_name_and_kept_by_no_cache(world: World, signed_in):
    sent = a_pdf()  # made once: the writer gives each file an ID of its own
    document = accept_upload(upload(sent, "Tờ khai.pdf"), at=AT, by=world.mai, dossier=world.assigned(AT))
    response = page(signed_in, world.mai, document)
    assert response.body == sent
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f"inline; filename*=utf-8''{quote('Tờ khai.pdf')}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store, private"
    assert response["Content-Security-Policy"].startswith("default-src 'none';")
    assert "script-src" not in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("content", "name", "query", "disposition", "sandboxed"),
    [
        (an_image(), "anh.jpg", "", "inline", True),
        (an_image(), "anh.jpg", "?tai-ve=1", "attachment", True),
        (a_pdf(), "don.pdf", "?tai-ve=1", "attachment", False),
        (a_docx(), "don.docx", "", "attachment", True),
    ],
)
def test_only_what_a_browser_shows_safely_is_shown(
    world: World, signed_in, content, name, query, disposition, sandboxed
):
    document = accept_upload(upload(content, name), at=AT, by=world.mai, dossier=world.assigned(AT))
    response = page(signed_in, world.mai, document, query)
    assert response["Content-Disposition"] == f'{disposition}; filename="{name}"'
    assert ("sandbox" in response["Content-Security-Policy"]) is sandboxed


def test_the_web_server_in_front_hands_the_file_out_where_there_is_one(world: World, signed_in, settings):
    settings.PRIVATE_FILES_LOCATION = "/noi-bo/"
    document = accept_upload(upload(a_pdf()), at=AT, by=world.mai, dossier=world.assigned(AT))
    response = page(signed_in, world.mai, document)
    assert response["X-Accel-Redirect"] == f"/noi-bo/{file_of(document)}"
    assert (response.content, response["Content-Type"]) == (b"", "application/pdf")


def test_a_file_that_has_gone_from_the_storage_is_not_found_and_is_reported(world: World, signed_in, caplog):
    document = accept_upload(upload(a_pdf()), at=AT, by=world.mai, dossier=world.assigned(AT))
    default_storage.delete(file_of(document))
    assert page(signed_in, world.mai, document).status_code == 404
    assert f"{document.file.name} is not in the storage" in caplog.text


def test_a_file_is_only_read(world: World, signed_in):
    document = accept_upload(upload(a_pdf()), at=AT, by=world.mai, dossier=world.assigned(AT))
    assert signed_in(world.mai).post(reverse("cases:document", args=[document.pk])).status_code == 405
