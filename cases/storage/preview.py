"""A small picture of a file's first page, made by the server; that of a PDF is kept, for it costs a moment to make."""

import io
import logging
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from cases.models import Document
from cases.storage import first_page
from cases.storage.first_page import SIDE
from cases.storage.on_disk import file_of, small_picture_of

SHOWN = frozenset({"image/jpeg", "image/png", "application/pdf"})
_PATIENCE = 10  # seconds
_ONE_AT_A_TIME = BoundedSemaphore(1)
_logger = logging.getLogger(__name__)


def preview_of(document: Document) -> bytes:
    """A JPEG that fits into SIDE × SIDE; for kinds in SHOWN. Raises FileNotFoundError where the file is gone.

    A PDF that cannot be drawn in time looks like a sheet with lines.
    """
    if document.content_type != "application/pdf":
        return _of_picture(document)
    name = small_picture_of(file_of(document))
    if not default_storage.exists(name):
        with document.file.open("rb") as stored:
            content = stored.read()
        if not _ONE_AT_A_TIME.acquire(timeout=_PATIENCE):
            return _sheet()
        try:
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(_drawn(content, document.pk)))
        finally:
            _ONE_AT_A_TIME.release()
    with default_storage.open(name) as kept:
        small: bytes = kept.read()
    return small


def _of_picture(document: Document) -> bytes:
    with document.file.open("rb") as stored, Image.open(io.BytesIO(stored.read())) as picture:
        picture.draft(None, (SIDE, SIDE))
        small = picture.convert("RGB")
    small.thumbnail((SIDE, SIDE))
    return _jpeg(small)


def _drawn(content: bytes, pk: int) -> bytes:
    """The first page, by the program that may crash."""
    command = [sys.executable, "-I", str(Path(first_page.__file__))]
    try:
        # Our own program; the content is its input.
        done = subprocess.run(command, input=content, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        _logger.warning("The first page of document %s took too long to draw.", pk)
        return _sheet()
    if done.returncode != 0 or not done.stdout:
        _logger.warning("The first page of document %s could not be drawn (%s).", pk, done.returncode)
        return _sheet()
    return done.stdout


def _sheet() -> bytes:
    """A page on which nothing can be read."""
    sheet = Image.new("RGB", (SIDE * 170 // 240, SIDE), "white")
    draw = ImageDraw.Draw(sheet)
    for line in range(40, SIDE - 30, 20):
        draw.line([(25, line), (sheet.width - 25, line)], fill="#b9d2d5", width=3)
    return _jpeg(sheet)


def _jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=75)
    return file.getvalue()
