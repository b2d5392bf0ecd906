"""A small picture of a page, made by the server for the one who sent it."""

import io

from PIL import Image

from cases.models import Document

SIDE = 240  # dots, twice what the page shows it at
SHOWN = frozenset({"image/jpeg", "image/png"})


def preview_of(document: Document) -> bytes:
    """A JPEG that fits into SIDE × SIDE; for kinds in SHOWN. Raises FileNotFoundError where the file is gone."""
    with document.file.open("rb") as stored, Image.open(io.BytesIO(stored.read())) as picture:
        picture.draft(None, (SIDE, SIDE))
        small = picture.convert("RGB")
    small.thumbnail((SIDE, SIDE))
    file = io.BytesIO()
    small.save(file, "JPEG", quality=75)
    return file.getvalue()
