"""Stored files as entries of an archive: whose they are, what they are called in it, and their bytes piece by piece."""

import logging
import re
from collections.abc import Iterator, Sequence
from functools import partial

from cases.models import Document, Dossier, PrintedForm

# A name inside the archive and its bytes, piece by piece.
Entry = tuple[str, Iterator[bytes]]
_PIECE = 256 * 1024
_logger = logging.getLogger(__name__)


def is_theirs(document: Document, dossier: Dossier) -> bool:
    """All but the office's own drafts of a result and opinions; the result itself once it is signed."""
    if not document.is_the_offices_own:
        return True
    result = getattr(dossier, "result", None)
    return result is not None and result.document_id == document.pk and result.issued_at is not None


def files_in(folder: str, documents: Sequence[Document | PrintedForm]) -> Iterator[Entry]:
    """The files in their order, numbered, below a folder; instead of a lost one a sentence that says so."""
    for number, document in enumerate(documents, start=1):
        if isinstance(document, Document) and document.is_infected:
            sentence = f"Tệp “{document.name}” có mã độc nên đã được cách ly, không tải về được."
            yield f"{folder}/{number:02d}-co-ma-doc.txt", iter([sentence.encode()])
            continue
        name = re.sub(r'[\\/:*?"<>|]', "_", document.name)
        if isinstance(document, PrintedForm):
            name = f"{name}.pdf"
        try:
            content = document.file.open("rb")
        except FileNotFoundError:
            _logger.exception("The file %s is not in the storage.", document.file.name)
            sentence = f"Không tìm thấy tệp “{document.name}” trong kho. Hãy hỏi Bộ phận Một cửa."
            yield f"{folder}/{number:02d}-khong-tim-thay.txt", iter([sentence.encode()])
            continue
        with content:
            yield f"{folder}/{number:02d}-{name}", iter(partial(content.read, _PIECE), b"")
