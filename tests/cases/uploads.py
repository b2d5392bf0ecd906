"""Small real files for tests, and hostile ones."""

import io
import zipfile
from collections.abc import Mapping
from random import Random

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

WORD_TYPES = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.%s.main+xml"/></Types>'


def upload(content: bytes, name: str = "don.pdf") -> SimpleUploadedFile:
    """The content as a browser sends it; the type it claims counts for nothing."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def new_pdf() -> Pdf:
    """One empty page."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    return pdf


def saved(pdf: Pdf, **options) -> bytes:
    """The bytes of the document."""
    file = io.BytesIO()
    pdf.save(file, deterministic_id="encryption" not in options, **options)
    return file.getvalue()


def a_pdf() -> bytes:
    """An ordinary document."""
    return saved(new_pdf())


def a_heavy_pdf(size: int = 900_000) -> bytes:
    """A document that no packing makes smaller."""
    pdf = new_pdf()
    pdf.Root.Noise = pdf.make_stream(Random(7).randbytes(size))
    return saved(pdf, compress_streams=False)


def script() -> Dictionary:
    """An action that runs a script."""
    return Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String("app.alert('!')"))


def signed(pdf: Pdf) -> Pdf:
    """The document with what a signature looks like."""
    value = pdf.make_indirect(Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("x" * 20)))
    field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("Signature1"), V=value))
    form = pdf.Root.get("/AcroForm", Dictionary())
    form.Fields, form.SigFlags = Array([field]), 3
    pdf.Root.AcroForm = form
    return pdf


def an_image(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **options) -> bytes:
    """A picture whose left half is black."""
    picture = Image.new("RGB", size, "white")
    picture.paste("black", (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def archive(parts: Mapping[str, bytes], comment: bytes = b"") -> bytes:
    """A zip file with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
        new.comment = comment
    return file.getvalue()


def a_docx(more: Mapping[str, bytes] | None = None, comment: bytes = b"") -> bytes:
    """A Word file, with more parts if wanted."""
    types = WORD_TYPES % b"wordprocessingml.document"
    parts = {"[Content_Types].xml": types, "word/document.xml": b"<w:document/>"}
    return archive({**parts, **(more or {})}, comment)


def an_xlsx(more: Mapping[str, bytes] | None = None) -> bytes:
    """An Excel file, with more parts if wanted."""
    types = WORD_TYPES % b"spreadsheetml.sheet"
    return archive({"[Content_Types].xml": types, "xl/workbook.xml": b"<workbook/>", **(more or {})})
