"""Small pictures of first pages: made once, in a process of their own that may fail, gone with their file."""

import io
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pikepdf import Dictionary, Name
from PIL import Image

from cases.models import Document, Draft
from cases.storage import accept_upload, delete_documents, preview
from tests.cases.uploads import a_pdf, new_pdf, saved, upload
from tests.world import World, hanoi

AT = hanoi("2026-11-25 09:00")


@pytest.fixture
def draft(world: World) -> Draft:
    return Draft.objects.create(account=world.mai, version=world.permit, started_at=AT, saved_at=AT)


def kept(world: World, draft: Draft, content: bytes) -> Document:
    return accept_upload(upload(content), at=AT, by=world.mai, draft=draft)


def a_black_page() -> bytes:
    pdf = new_pdf()
    pdf.pages[0].mediabox = [0, 0, 400, 200]
    pdf.pages[0].Contents = pdf.make_stream(b"0 g 0 0 400 200 re f")
    return saved(pdf)


def pictures(settings: Any) -> int:
    return sum(path.is_file() for path in (Path(settings.MEDIA_ROOT) / "anh-nho").rglob("*"))


def test_the_first_page_is_drawn_once_and_goes_with_its_file(
    world: World, draft: Draft, settings: Any, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    document = kept(world, draft, a_black_page())
    with Image.open(io.BytesIO(preview.preview_of(document))) as picture:
        assert picture.size == (240, 120)
        assert picture.convert("L").getpixel((120, 60)) == 0
    monkeypatch.setattr(preview, "_drawn", None)
    assert preview.preview_of(document)
    assert pictures(settings) == 1
    call_command("clean_files")
    assert pictures(settings) == 1
    with django_capture_on_commit_callbacks(execute=True):
        delete_documents(Document.objects.filter(pk=document.pk))
    assert pictures(settings) == 0


@pytest.mark.parametrize("harm", ["crash", "endless", "huge"])
def test_a_page_that_cannot_be_drawn_looks_like_a_sheet(
    world: World, draft: Draft, settings: Any, monkeypatch: Any, tmp_path: Path, harm: str
) -> None:
    document = kept(world, draft, a_pdf())
    program = tmp_path / "first_page.py"
    body = {"crash": "import os; os.abort()", "endless": "while True: pass", "huge": "import sys; sys.exit(1)"}[harm]
    program.write_text(body)
    monkeypatch.setattr(preview.first_page, "__file__", str(program))
    monkeypatch.setattr(preview, "_PATIENCE", 1)
    began = time.monotonic()
    with Image.open(io.BytesIO(preview.preview_of(document))) as picture:
        assert picture.size == (170, 240)
    assert time.monotonic() - began < 10
    assert pictures(settings) == 1


def test_a_page_of_a_mile_and_one_that_draws_itself_are_bounded(world: World, draft: Draft) -> None:
    pdf = new_pdf()
    pdf.pages[0].mediabox = [0, 0, 14400, 14400]
    form = pdf.make_stream(b"/F Do " * 50)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, [0, 0, 10, 10]
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(F=form))
    pdf.pages[0].Contents = pdf.make_stream(b"/F Do " * 50)
    began = time.monotonic()
    with Image.open(io.BytesIO(preview.preview_of(kept(world, draft, saved(pdf))))) as picture:
        assert max(picture.size) == 240
    assert time.monotonic() - began < 15
