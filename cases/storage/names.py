"""What a file is called on our pages: the name its owner gave it, without anything that could mislead. Pure."""

import re
import unicodedata

from django.utils.translation import gettext as _

from cases.storage.errors import ContentRefused

LONGEST = 200
_ALIASES = {"pdf": {"pdf"}, "jpg": {"jpg", "jpeg", "jpe"}, "png": {"png"}, "docx": {"docx"}, "xlsx": {"xlsx"}}
# An end of a name that promises something to a person or a machine; "Đơn ngày 25.11.2026" promises nothing.
_KNOWN = """
    doc docm dot dotm dotx xls xlsm xlsb xlt xltm ppt pptx pptm rtf odt ods csv txt md htm html xhtml svg xml js mjs
    vbs wsf hta jse exe com scr bat cmd ps1 msi dll jar apk app dmg sh py php asp aspx jsp lnk url iso img zip rar 7z
    gz tar gif bmp tif tiff webp heic heif avif mp3 mp4 mov avi
"""
_PROMISES = {alias for aliases in _ALIASES.values() for alias in aliases} | set(_KNOWN.split())


def shown_name(raw: str) -> str:
    """The name to put into a sentence: the last part of a path, one line, nothing invisible."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", raw))[-1]
    visible = "".join(" " if char.isspace() else char for char in last if char.isspace() or not _hidden(char))
    name = re.sub(r" +", " ", visible).strip(" ").rstrip(" .")
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def display_name(raw: str, extension: str) -> str:
    """The name to keep, at most 200 characters, its extension that of the content.

    Raises ContentRefused for a name with hidden characters, which can turn "exe.pdf" round, and for one whose
    extension promises another content.
    """
    if any(_misleads(char) for char in raw):
        raise ContentRefused(_("có ký tự ẩn trong tên tệp. Hãy đổi tên tệp rồi tải lên lại."))
    stem, dot, end = shown_name(raw).rpartition(".")
    promise = end.lower()
    if not dot or promise not in _PROMISES:
        stem, promise = shown_name(raw), extension
    elif promise not in _ALIASES[extension]:
        raise ContentRefused(
            _(
                "có đuôi .{promise} nhưng nội dung là tệp .{extension}. Hãy chọn đúng tệp, "
                "hoặc đổi đuôi tên tệp thành .{extension} nếu đúng là tệp này."
            ).format(promise=promise, extension=extension)
        )
    stem = stem.strip(" .") or "tep"
    return f"{stem[: LONGEST - len(promise) - 1].rstrip(' .')}.{promise}"


def _hidden(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _misleads(char: str) -> bool:
    """Control characters and marks that change the direction of writing; a joiner or a byte-order mark is harmless."""
    return unicodedata.category(char) == "Cc" or unicodedata.bidirectional(char) in {
        *("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"),
    }
