"""The pages of a paper on the page of papers: seen small, put in order, taken out, doubted and yet taken."""

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cases.models import Document, Draft
from cases.storage import accept_upload, file_of
from procedures.models import RequiredDocument
from tests.cases.uploads import a_pdf, an_image, upload
from tests.queries import statements
from tests.world import World, hanoi

AT = hanoi("2026-11-25 09:00")
ADDRESS = "/nop-ho-so/1.013225/giay-to/"


@pytest.fixture
def draft(world: World) -> Draft:
    return Draft.objects.create(account=world.mai, version=world.permit, started_at=AT, saved_at=AT)


@pytest.fixture
def paper(world: World) -> RequiredDocument:
    return world.permit.requirements.exclude(code="TK").earliest("position")


def send(client: Any, paper: RequiredDocument, *names: str) -> None:
    """Each picture a little different, so that none is taken for another."""
    sent = [
        SimpleUploadedFile(name, an_image(size=(600 + number, 900)), "image/jpeg") for number, name in enumerate(names)
    ]
    assert client.post(ADDRESS, {f"file-{paper.pk}": sent, "go": "stay"}).status_code == 302


@pytest.mark.usefixtures("draft")
def test_pages_are_put_in_order_and_taken_out(world: World, paper: RequiredDocument, signed_in: Any) -> None:
    mai = signed_in(world.mai)
    send(mai, paper, "hai.jpg", "mot.jpg", "ba.jpg")
    second = Document.objects.get(name="mot.jpg")
    assert mai.post(ADDRESS, {"earlier": second.pk}).status_code == 302
    page = mai.get(ADDRESS).content.decode()
    assert page.index("mot.jpg") < page.index("hai.jpg") < page.index("ba.jpg")
    mai.post(ADDRESS, {"remove": Document.objects.get(name="hai.jpg").pk})
    assert list(Document.objects.order_by("position").values_list("name", flat=True)) == ["mot.jpg", "ba.jpg"]
    send(mai, paper, "cuoi.jpg")
    assert Document.objects.order_by("position").last() == Document.objects.get(name="cuoi.jpg")


def test_nobody_puts_pages_of_others_in_order(world: World, paper: RequiredDocument, signed_in: Any) -> None:
    mine, theirs = (
        Draft.objects.create(account=who, version=world.permit, started_at=AT, saved_at=AT)
        for who in (world.mai, world.hung)
    )
    pages = [
        accept_upload(
            upload(an_image(size=(600 + n, 900)), "a.jpg"), at=AT, by=world.hung, draft=theirs, requirement=paper
        )
        for n in range(2)
    ]
    assert signed_in(world.mai).post(ADDRESS, {"earlier": pages[1].pk, "draft-key": mine.key}).status_code == 302
    assert list(theirs.documents.order_by("position")) == pages


def test_a_small_picture_is_shown_to_the_one_who_sends_it_alone(
    world: World, draft: Draft, paper: RequiredDocument, signed_in: Any
) -> None:
    page, pdf = (
        accept_upload(upload(content, name), at=AT, by=world.mai, draft=draft, requirement=paper)
        for content, name in ((an_image(size=(1200, 1600)), "a.jpg"), (a_pdf(), "a.pdf"))
    )
    address = f"/tep/{page.pk}/anh-nho/"
    answer = signed_in(world.mai).get(address)
    assert Image.open(io.BytesIO(answer.content)).size == (180, 240)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/jpeg", "no-store, private")
    for who in ("hung", "lan", "minh", "quan"):
        assert signed_in(world.people[who]).get(address).status_code == 404, who
    assert signed_in(world.mai).get(f"/tep/{pdf.pk}/anh-nho/").status_code == 200
    shown = signed_in(world.mai).get(ADDRESS).content.decode()
    assert address in shown
    assert f"/tep/{pdf.pk}/anh-nho/" in shown
    default_storage.delete(file_of(page))
    assert signed_in(world.mai).get(address).status_code == 404


@pytest.mark.usefixtures("draft")
def test_a_doubtful_picture_is_taken_with_a_word(world: World, paper: RequiredDocument, signed_in: Any) -> None:
    mai = signed_in(world.mai)
    picture = SimpleUploadedFile("a.jpg", an_image(size=(300, 400)), "image/jpeg")
    assert mai.post(ADDRESS, {f"file-{paper.pk}": picture, "go": "stay"}).status_code == 302
    assert Document.objects.get().doubt == "small"
    assert "Ảnh hơi nhỏ" in mai.get(ADDRESS).content.decode()


@pytest.mark.usefixtures("draft")
def test_three_pages_cost_as_many_statements_as_one(world: World, paper: RequiredDocument, signed_in: Any) -> None:
    mai = signed_in(world.mai)
    send(mai, paper, "1.jpg")
    one = statements(lambda: mai.get(ADDRESS))
    send(mai, paper, "2.jpg", "3.jpg", "4.jpg")
    assert statements(lambda: mai.get(ADDRESS)) == one
