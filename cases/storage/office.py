"""Word and Excel files: a container whose list of parts is read before anything else; macros and traps are refused."""

import io
import re
import zipfile
import zlib

from cases.storage.errors import ContentRefused

MAX_PARTS = 3000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MAIN_TYPES = {"docx": b"wordprocessingml.document.main+xml", "xlsx": b"spreadsheetml.sheet.main+xml"}
_SMALL = 10 * 1024 * 1024
_AS_PDF = "Hãy lưu thành PDF rồi tải lên lại."
_DAMAGED = f"là tệp Word, Excel bị hỏng, không mở được. {_AS_PDF}"
_ARCHIVE = "là tệp nén, không phải tệp Word (.docx) hay Excel (.xlsx). Hãy giải nén rồi tải lên từng tệp."
_BOMB = f"nén quá nhiều dữ liệu bên trong. {_AS_PDF}"
_MACRO = f"có macro hoặc nội dung tự chạy. {_AS_PDF}"
_TWO_IN_ONE = f"có giấu dữ liệu khác bên trong. {_AS_PDF}"
_ACTIVE_PART = re.compile(
    r"vbaProject|vbaData|/activeX/|oleObject|\.(?:exe|dll|js|vbs|hta|bat|cmd|ps1)\Z", re.IGNORECASE
)
_ACTIVE_TYPE = re.compile(rb"macroEnabled|vbaProject|activeX|oleObject", re.IGNORECASE)
# A template fetched from elsewhere when the file is opened, and links that start a program.
_FAR_TEMPLATE = re.compile(rb"attachedTemplate\"[^>]*Target=\"(?:https?:|\\\\|file:////)", re.IGNORECASE)
_DDE = re.compile(rb"<(?:\w+:)?ddeLink\b|>\s*DDE(?:AUTO)?\s", re.IGNORECASE)


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
        name = part.filename
        if name == "[Content_Types].xml" and (_ACTIVE_TYPE.search(text) or _MAIN_TYPES[extension] not in text):
            raise ContentRefused(_MACRO)
        if name.endswith(".rels") and _FAR_TEMPLATE.search(text):
            raise ContentRefused(_MACRO)
        if name.endswith(".xml") and _DDE.search(text):
            raise ContentRefused(_MACRO)
