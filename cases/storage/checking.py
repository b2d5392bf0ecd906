"""Is this a file we take? Its content decides, and what is kept is what was checked."""

import hashlib
import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from cases.antivirus import ScannerAway, scanner
from cases.models import Document
from cases.storage.errors import ContentRefused, UploadRefused
from cases.storage.images import redrawn
from cases.storage.kinds import CONTENT_TYPES, recognise
from cases.storage.names import display_name, shown_name
from cases.storage.office import office_extension
from cases.storage.pdfs import harmless
from cases.storage.quality import doubt_about
from cases.storage.room import room_to_look
from departments.written import file_size

_logger = logging.getLogger(__name__)
_PICTURES = frozenset({"jpg", "png"})


@dataclass(frozen=True)
class CheckedFile:
    """A file as it will be kept: `content` is harmless, `name` is for people, the rest is found out, never believed."""

    content: bytes
    content_type: str
    extension: str
    size: int
    sha256: str
    name: str
    doubt: str = ""
    scan: str = Document.Scan.NONE


def check_upload(upload: "UploadedFile[bytes]") -> CheckedFile:
    """The file as it may be kept; raises UploadRefused with a sentence that names it and says how to mend it."""
    raw = upload.name or ""
    try:
        # The size is looked at first, so that nobody fills our memory.
        check_size(upload.size or 0)
        content = _read(upload)
        scan = scanned(content)
        with room_to_look():
            extension = recognise(content)
            if extension == "zip":
                extension = office_extension(content)
            name = display_name(raw, extension)
            content = _cleaned(content, extension)
            doubt = doubt_about(content) if extension in _PICTURES else ""
        check_size(len(content))
    except ContentRefused as refusal:
        raise UploadRefused(
            _("Tệp “{name}” {refusal}").format(name=shown_name(raw) or _("không tên"), refusal=refusal)
        ) from None
    return CheckedFile(
        content=content,
        content_type=CONTENT_TYPES[extension],
        extension=extension,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        name=name,
        doubt=doubt,
        scan=scan,
    )


def _read(upload: "UploadedFile[bytes]") -> bytes:
    upload.seek(0)
    content: bytes = upload.read()
    if not content:
        raise ContentRefused(_("không có nội dung (0 byte). Hãy kiểm tra lại tệp trên máy rồi tải lên lại."))
    return content


def scanned(content: bytes) -> str:
    """What the scanner says of the bytes as they came; a scanner that is away keeps nobody from submitting.

    Raises ContentRefused with the name of what was found.
    """
    here = scanner()
    if here is None:
        return Document.Scan.NONE
    try:
        found = here.found_in(content)
    except ScannerAway as away:
        _logger.warning("A file is kept unscanned: %s", away)
        return Document.Scan.WAITING
    if found:
        raise ContentRefused(
            _(
                "có mã độc ({found}) nên không được nhận. Hãy quét máy bằng phần mềm diệt vi-rút, "
                "rồi chụp hoặc quét lại giấy tờ trên máy sạch."
            ).format(found=found[:100])
        )
    return Document.Scan.CLEAN


def check_size(size: int) -> None:
    """Raise ContentRefused for more bytes than one file may have."""
    if size > settings.UPLOAD_MAX_FILE_BYTES:
        raise ContentRefused(
            _(
                "nặng {size}, vượt mức {most} một tệp. Hãy quét ở độ phân giải thấp hơn hoặc tách thành nhiều tệp."
            ).format(size=file_size(size), most=file_size(settings.UPLOAD_MAX_FILE_BYTES))
        )


def _cleaned(content: bytes, extension: str) -> bytes:
    if extension == "pdf":
        return harmless(content)
    if extension in _PICTURES:
        return redrawn(content, extension)
    return content
