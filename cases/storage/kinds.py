"""What a file is, by its leading bytes alone; names and the browser's word count for nothing. Pure."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.storage.errors import ContentRefused

ACCEPTED = _("PDF, ảnh JPG hoặc PNG, Word (.docx) hoặc Excel (.xlsx)")
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Shown in the browser itself; everything else is only downloaded.
SHOWN_INLINE = frozenset({CONTENT_TYPES["pdf"], CONTENT_TYPES["jpg"], CONTENT_TYPES["png"]})

ZIP = b"PK\x03\x04"
_ARCHIVE = format_lazy(_("là tệp nén. Hãy giải nén rồi tải lên từng tệp ({accepted})."), accepted=ACCEPTED)
_PICTURE = _("là ảnh ở định dạng chưa nhận được. Hãy lưu thành ảnh JPG hoặc PNG rồi tải lên lại.")
_PROGRAM = format_lazy(_("là chương trình máy tính, không phải giấy tờ. Chỉ nhận {accepted}."), accepted=ACCEPTED)
_OTHER = format_lazy(_("không phải loại tệp được nhận. Chỉ nhận {accepted}."), accepted=ACCEPTED)
_HEIC = _(
    "là ảnh HEIC của điện thoại. Hãy đổi sang JPG: trên iPhone vào Cài đặt, Camera, Định dạng, chọn “Tương thích nhất” "
    "rồi chụp lại, hoặc chia sẻ ảnh thành JPG."
)
_OLE = _(
    "là tệp Word, Excel kiểu cũ (.doc, .xls) hoặc có đặt mật khẩu. "
    "Hãy bỏ mật khẩu, lưu thành PDF, .docx hoặc .xlsx rồi tải lên lại."
)
_KNOWN_BUT_NOT_TAKEN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"#!", _PROGRAM),
)
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}


def recognise(content: bytes) -> str:
    """`pdf`, `jpg`, `png` or `zip` (an office file, until its list of parts has been read).

    Raises ContentRefused with what the file seems to be and how to mend it.
    """
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(ZIP):
        return "zip"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        raise ContentRefused(_HEIC)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        raise ContentRefused(_PICTURE)
    for start, sentence in _KNOWN_BUT_NOT_TAKEN:
        if content.startswith(start):
            raise ContentRefused(sentence)
    raise ContentRefused(_OTHER)
