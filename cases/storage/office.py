"""Word and Excel files: a container whose list of parts is read before anything else; macros and traps are refused."""

import io
import re
import zipfile
import zlib
from html import unescape
from xml.etree import ElementTree

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.storage.errors import ContentRefused

MAX_PARTS = 3000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MAIN_TYPES = {"docx": b"wordprocessingml.document.main+xml", "xlsx": b"spreadsheetml.sheet.main+xml"}
_SMALL = 10 * 1024 * 1024
_LARGEST_RELATIONS = 4 * 1024 * 1024
_AS_PDF = _("Hãy lưu thành PDF rồi tải lên lại.")
_DAMAGED = format_lazy(_("là tệp Word, Excel bị hỏng, không mở được. {as_pdf}"), as_pdf=_AS_PDF)
_ARCHIVE = _("là tệp nén, không phải tệp Word (.docx) hay Excel (.xlsx). Hãy giải nén rồi tải lên từng tệp.")
_BOMB = format_lazy(_("nén quá nhiều dữ liệu bên trong. {as_pdf}"), as_pdf=_AS_PDF)
_MACRO = format_lazy(_("có macro, nội dung tự chạy hoặc tự lấy từ nơi khác. {as_pdf}"), as_pdf=_AS_PDF)
_TWO_IN_ONE = format_lazy(_("có giấu dữ liệu khác bên trong. {as_pdf}"), as_pdf=_AS_PDF)
_ACTIVE_PART = re.compile(
    r"vbaProject|vbaData|/activeX/|oleObject|\.(?:exe|dll|js|vbs|hta|bat|cmd|ps1)\Z", re.IGNORECASE
)
_ACTIVE_TYPE = re.compile(rb"macroEnabled|vbaProject|activeX|oleObject", re.IGNORECASE)
# Links that start a program; a field may be cut into several pieces of text.
_DDE_LINK = re.compile(rb"<(?:\w+:)?ddeLink\b", re.IGNORECASE)
_FIELD = re.compile(rb"<(?:\w+:)?instrText\b[^>]*>([^<]*)<|\binstr\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DDE_FIELD = re.compile(r"DDE(?:AUTO)?[\s\"]", re.IGNORECASE)
# A place on the writer's own machine, where there is nothing for the reader.
_LOCAL = re.compile(r"(?:file:///)?[a-z]:[\\/][^/\\]", re.IGNORECASE)
_FOREIGN_ENCODING = re.compile(rb"\A[^>]{0,200}encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)


def office_extension(content: bytes) -> str:
    """`docx` or `xlsx`; raises ContentRefused for any other archive and for one that is a trap."""
    # Readers of PDF look for its mark anywhere in the first kilobyte.
    if b"%PDF-" in content[:1024]:
        raise ContentRefused(_TWO_IN_ONE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            extension = _extension(archive)
            _check_list(archive, len(content))
            _check_parts(archive, extension)
            return extension
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, UnicodeError):
        raise ContentRefused(_DAMAGED) from None


def _extension(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    found = [extension for part, extension in _MAIN_PARTS.items() if part in names]
    if len(found) != 1 or "[Content_Types].xml" not in names:
        raise ContentRefused(_ARCHIVE)
    return found[0]


def _check_list(archive: zipfile.ZipFile, packed: int) -> None:
    """What the list alone shows, before a byte is unpacked."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES or unpacked > max(packed * MAX_RATIO, _SMALL):
        raise ContentRefused(_BOMB)
    if any(_ACTIVE_PART.search(name) for name in names):
        raise ContentRefused(_MACRO)
    hostile = any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names)
    if hostile or archive.comment or len({name.lower() for name in names}) != len(names):
        raise ContentRefused(_TWO_IN_ONE)
    if any(part.flag_bits & 1 for part in parts):
        raise ContentRefused(_DAMAGED)


def _check_parts(archive: zipfile.ZipFile, extension: str) -> None:
    """Unpack every part once: a list that lies about sizes, and links that act, show themselves."""
    for part in archive.infolist():
        text = archive.read(part)
        name = part.filename.lower()
        if name.endswith((".xml", ".rels", ".vml")):
            _check_text(text)
        if name == "[content_types].xml" and (_ACTIVE_TYPE.search(text) or _MAIN_TYPES[extension] not in text):
            raise ContentRefused(_MACRO)
        if name.endswith(".rels"):
            _check_relations(text)
        if name.endswith(".xml") and (_DDE_LINK.search(text) or _has_dde_field(text)):
            raise ContentRefused(_MACRO)


def _check_text(text: bytes) -> None:
    """Office programs write UTF-8 and no document types; in anything else the other rules would be blind."""
    if b"\0" in text or b"<!DOCTYPE" in text or _FOREIGN_ENCODING.search(text):
        raise ContentRefused(_DAMAGED)


def _check_relations(text: bytes) -> None:
    """Nothing is fetched from elsewhere when the file is opened; a link that waits for a click may stay."""
    if len(text) > _LARGEST_RELATIONS:
        raise ContentRefused(_BOMB)
    try:
        # Without a document type there are no entities to expand.
        relations = list(ElementTree.fromstring(text).iter())  # noqa: S314
    except ElementTree.ParseError:
        raise ContentRefused(_DAMAGED) from None
    for one in relations:
        kind = one.get("Type", "").rpartition("/")[2]
        if one.get("TargetMode", "").lower() != "external" or kind == "hyperlink":
            continue
        if kind not in {"attachedTemplate", "image"} or not _LOCAL.match(one.get("Target", "")):
            raise ContentRefused(_MACRO)


def _has_dde_field(text: bytes) -> bool:
    fields = (b"".join(pieces) for pieces in _FIELD.findall(text))
    written = b"".join(fields).decode("utf-8", "replace")
    return bool(_DDE_FIELD.search(unescape(written)))
