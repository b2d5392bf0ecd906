"""PDF: read whole, freed of everything that acts by itself; a signed one is never rewritten."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from django.utils.translation import gettext_lazy as _
from pikepdf import Array, Dictionary, Name, Object, Pdf
from pikepdf.settings import set_qpdf_limits

from cases.storage.errors import ContentRefused

_DAMAGED = _("là tệp PDF bị hỏng, không mở được. Hãy tạo hoặc quét lại tệp rồi tải lên.")
_LOCKED = _("là tệp PDF có đặt mật khẩu hoặc hạn chế quyền. Hãy bỏ mật khẩu rồi tải lên lại.")
_TWO_IN_ONE = _("là tệp PDF có giấu tệp nén bên trong. Hãy in lại tài liệu ra PDF rồi tải lên.")
_SIGNED_AND_ACTIVE = _(
    "là tệp PDF đã ký số nhưng kèm nội dung tự chạy hoặc tệp đính kèm, không thể gỡ mà không làm mất chữ ký. "
    "Hãy xin bản ký số không có nội dung này, hoặc nộp bản quét."
)
# Entries that make a viewer do something, or that carry another file.
_ACTIVE_KEYS = frozenset({"/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"})
_ACTIVE_ACTIONS = frozenset(
    {
        *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition"),
        *("/Movie", "/Sound", "/RichMediaExecute"),
    }
)
# An element of the structure tree names its kind by the same key as an action; it has these keys and no others.
_STRUCTURE_KEYS = frozenset(
    {
        *("/Type", "/S", "/P", "/ID", "/Ref", "/Pg", "/K", "/A", "/C", "/R", "/T", "/Lang", "/Alt", "/E"),
        *("/ActualText", "/AF", "/NS", "/PhoneticAlphabet", "/Phoneme"),
    }
)
_DEEPEST = 100
# The parts of a document that must be unpacked to be read are small; some that unpack to gigabytes are traps.
_UNPACKED = 64 * 1024 * 1024


def limit_memory() -> None:
    """Let nothing unpack to more than we can hold, in this process, from now on."""
    set_qpdf_limits(
        flate_max_memory=_UNPACKED, png_max_memory=_UNPACKED, run_length_max_memory=_UNPACKED, tiff_max_memory=_UNPACKED
    )


limit_memory()


@dataclass
class _Findings:
    """What was met on the way through a document; `active` are the places to take something away from."""

    signed: bool = False
    active: list[tuple[Dictionary | Array, str | int]] = field(default_factory=list)


def harmless(content: bytes) -> bytes:
    """The document without scripts, launches, forms that send themselves and attached files; else byte for byte.

    Raises ContentRefused when it is damaged, locked, something else besides, or signed and not harmless.
    """
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise ContentRefused(_TWO_IN_ONE)
    try:
        with Pdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise ContentRefused(_LOCKED)
            if not pdf.pages:
                raise ContentRefused(_DAMAGED)
            findings = _look_through(pdf)
            if any("error decoding stream" in str(warning) for warning in pdf.get_warnings()):
                # What we could not read, a reader with more patience might.
                raise ContentRefused(_DAMAGED)
            if findings.signed and findings.active:
                raise ContentRefused(_SIGNED_AND_ACTIVE)
            if findings.signed or not (findings.active or _something_behind(content)):
                return content
            return _without(pdf, findings)
    except pikepdf.PasswordError:
        raise ContentRefused(_LOCKED) from None
    except (pikepdf.PdfError, RecursionError):
        raise ContentRefused(_DAMAGED) from None


def _without(pdf: Pdf, findings: _Findings) -> bytes:
    # From the end, so that places in a list stay what they were.
    for holder, place in reversed(findings.active):
        del holder[place]
    if _look_through(pdf).active:
        raise ContentRefused(_DAMAGED)
    new = io.BytesIO()
    pdf.save(new, linearize=False)
    return new.getvalue()


def _something_behind(content: bytes) -> bool:
    """Whether more than padding follows the end of the document."""
    end = content.rfind(b"%%EOF")
    return end < 0 or not re.fullmatch(rb"[\s\x00\x1a]*", content[end + len(b"%%EOF") :])


def _look_through(pdf: Pdf) -> _Findings:
    findings = _Findings()
    _look_at(pdf.trailer, findings, 0)
    for thing in pdf.objects:
        _look_at(thing, findings, 0)
    return findings


def _look_at(thing: Object, findings: _Findings, depth: int) -> None:
    """Look at the object and at all it holds directly; what it points to has its own turn."""
    if depth > _DEEPEST:
        raise ContentRefused(_DAMAGED)
    for place, value in _parts(thing):
        if place == "/ByteRange":
            findings.signed = True
        if place in _ACTIVE_KEYS or _acts(value):
            findings.active.append((thing, place))  # type: ignore[arg-type]
        elif isinstance(value, Dictionary | Array) and not value.is_indirect:
            _look_at(value, findings, depth + 1)


def _parts(thing: Object) -> Iterator[tuple[str | int, object]]:
    if isinstance(thing, Array):
        yield from enumerate(thing)
    elif isinstance(thing, Dictionary | pikepdf.Stream):
        yield from thing.items()


def _acts(value: object) -> bool:
    if not isinstance(value, Dictionary):
        return False
    kind = value.get("/S")
    if not isinstance(kind, Name) or str(kind) not in _ACTIVE_ACTIONS:
        return False
    return value.get("/Type") != Name.StructElem or not set(value.keys()) <= _STRUCTURE_KEYS
