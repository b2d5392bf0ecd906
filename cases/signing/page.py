"""A page of our own behind an uploaded draft: neither number nor signature covers anything on its pages."""

import io
from collections.abc import Mapping
from typing import Any

from pikepdf import Name, Pdf

from cases.printing.compile import render
from cases.signing.boxes import with_boxes


def with_signature_page(content: bytes, facts: Mapping[str, Any]) -> bytes:
    """The draft with the page at its end, and on it the empty boxes; not for a draft that is signed already."""
    page = render("trang-ky", facts)
    with Pdf.open(io.BytesIO(content)) as draft, Pdf.open(io.BytesIO(page)) as ours:
        before = len(draft.pages)
        draft.pages.extend(ours.pages)
        for added in draft.pages[before:]:
            # The structure tree of the page stays behind; numbers that point into it would point into the draft's own.
            for holder in (added.obj, *added.obj.get("/Annots", [])):
                for key in ("/StructParents", "/StructParent"):
                    if key in holder:
                        del holder[key]
            added.obj.Tabs = Name.S
        new = io.BytesIO()
        draft.save(new, deterministic_id=True)
    return with_boxes(new.getvalue())
