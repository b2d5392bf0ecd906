"""The pages of a paper reach the office as one PDF, upright on A4, in order; what is signed stays as it is."""

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFilter

from cases.actions.submit import submit
from cases.models import Document, Draft
from cases.storage import accept_upload, file_of, one_file_a_paper, one_page_earlier, uploads_together
from cases.storage.merging import can_be_merged, merged
from cases.storage.pdfs import harmless
from cases.storage.quality import BLANK, BLURRED, TOO_DARK, TOO_SMALL, doubt_about
from tests.cases.storage.test_storing import files
from tests.cases.uploads import a_docx, a_pdf, an_image, new_pdf, saved, signed, upload
from tests.world import World, hanoi

AT = hanoi("2026-11-25 09:00")


@pytest.fixture
def draft(world: World) -> Draft:
    return Draft.objects.create(account=world.mai, version=world.permit, started_at=AT, saved_at=AT)


def sides(content: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in points."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [(round(float(page.mediabox[2])), round(float(page.mediabox[3]))) for page in pdf.pages]


def stored(settings, document: Document) -> bytes:
    """What lies in the storage."""
    return (Path(settings.MEDIA_ROOT) / file_of(document)).read_bytes()


def a_page(*, paper: int = 235, ink: int = 20, size: tuple[int, int] = (900, 1200), blur: float = 0) -> bytes:
    """A photograph of a page with lines of small strokes, in this light."""
    picture = Image.new("RGB", size, (paper,) * 3)
    draw = ImageDraw.Draw(picture)
    for top in range(80, size[1] - 80, 24):
        for left in range(80, size[0] - 80, 9):
            draw.rectangle((left, top, left + 3, top + 12), fill=(ink,) * 3)
    if blur:
        picture = picture.filter(ImageFilter.GaussianBlur(blur))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=88)
    return file.getvalue()


def test_pictures_and_a_document_become_pages_of_one_file():
    content = merged([(an_image(size=(600, 900)), "jpg"), (an_image("PNG", size=(900, 600)), "png"), (a_pdf(), "pdf")])
    assert sides(content) == [(595, 842), (842, 595), (612, 792)]
    assert harmless(content) == content


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
def test_every_kind_of_picture_becomes_a_page_on_white(mode: str):
    file = io.BytesIO()
    Image.new("RGBA", (300, 400), (0, 0, 0, 0)).convert(mode).save(file, "PNG")
    with pikepdf.open(io.BytesIO(merged([(file.getvalue(), "png")]))) as pdf:
        image = pikepdf.PdfImage(pdf.pages[0].Resources.XObject["/Im0"]).as_pil_image()
    assert image.size == (300, 400)
    if mode in {"LA", "RGBA"}:
        assert image.convert("L").getpixel((10, 10)) > 250


def test_a_large_photograph_is_scaled_to_what_print_needs():
    content = merged([(an_image(size=(6000, 4000)), "jpg")])
    with pikepdf.open(io.BytesIO(content)) as pdf:
        picture = pdf.pages[0].Resources.XObject["/Im0"]
        assert (picture.Width, picture.Height) == (2456, 1637)


def test_what_would_lose_something_is_not_merged():
    form = new_pdf()
    form.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([form.make_indirect(pikepdf.Dictionary(T="a"))]))
    assert can_be_merged(a_pdf(), "pdf")
    assert not can_be_merged(saved(signed(new_pdf())), "pdf")
    assert not can_be_merged(saved(form), "pdf")
    assert not can_be_merged(a_docx(), "docx")


def test_the_pages_of_a_paper_go_to_the_office_as_one_file_in_the_order_chosen(
    world: World, draft: Draft, settings, django_capture_on_commit_callbacks
):
    paper = world.permit.requirements.get(code="TK")
    wide, high, sealed = (an_image(size=(900, 600)), an_image(size=(600, 900)), saved(signed(new_pdf())))
    with django_capture_on_commit_callbacks(execute=True):
        for content, name in ((wide, "2.jpg"), (high, "1.jpg"), (sealed, "ky.pdf")):
            accept_upload(upload(content, name), at=AT, by=world.mai, draft=draft, requirement=paper)
        one_page_earlier(draft, Document.objects.get(name="1.jpg").pk)
        one_page_earlier(draft, Document.objects.get(name="1.jpg").pk)  # the first one stays the first
        pages = list(draft.documents.order_by("position"))
        assert [page.name for page in pages] == ["1.jpg", "2.jpg", "ky.pdf"]
        chosen = one_file_a_paper(draft, pages, at=AT)
        dossier = submit(world.intake(), by=world.mai, at=AT, documents=chosen, draft=draft)
    whole, alone = dossier.documents.order_by("-pk")
    assert (whole.name, whole.content_type, whole.uploaded_by) == (f"{paper.name}.pdf", "application/pdf", world.mai)
    assert sides(stored(settings, whole)) == [(595, 842), (842, 595)]
    assert (alone.name, stored(settings, alone)) == ("ky.pdf", sealed)
    assert files(settings) == sorted([file_of(whole), file_of(alone)])


def test_pages_that_changed_meanwhile_stay_single(world: World, draft: Draft):
    pages = [
        accept_upload(upload(an_image(size=size), f"{size[0]}.jpg"), at=AT, by=world.mai, draft=draft)
        for size in ((600, 900), (601, 900))
    ]
    Document.objects.filter(pk=pages[0].pk).delete()
    assert one_file_a_paper(draft, pages, at=AT) == pages
    assert draft.documents.count() == 1


def test_one_that_would_be_too_heavy_stays_as_it_was(world: World, draft: Draft, settings):
    pages = [
        accept_upload(upload(an_image(size=size), f"{size[0]}.jpg"), at=AT, by=world.mai, draft=draft)
        for size in ((600, 900), (601, 900))
    ]
    settings.UPLOAD_MAX_FILE_BYTES = 1000
    assert one_file_a_paper(draft, pages, at=AT) == pages


def test_pages_of_an_answer_come_together_under_the_name_of_what_was_asked():
    sent = [upload(an_image(), "a.jpg"), upload(a_docx(), "b.docx"), upload(an_image("PNG"), "c.png")]
    whole, other = uploads_together(sent, "Bản vẽ móng/tầng 1")
    assert (whole.name, other) == ("Bản vẽ móng-tầng 1.pdf", sent[1])
    assert len(sides(whole.read())) == 2
    assert uploads_together(sent[:1], "x") == sent[:1]


@pytest.mark.parametrize(
    ("content", "doubt"),
    [
        (a_page(), ""),
        (a_page(paper=120, ink=30), ""),
        (a_page(size=(400, 700)), TOO_SMALL),
        (a_page(paper=40, ink=5), TOO_DARK),
        (a_page(ink=235), BLANK),
        (a_page(blur=6), BLURRED),
    ],
)
def test_a_picture_that_is_hard_to_read_is_doubted(content: bytes, doubt: str):
    assert doubt_about(content) == doubt
