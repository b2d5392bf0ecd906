"""The pictures and documents of one paper as one PDF, a page after the other: the office opens one file."""

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

# A4 in points, and the longer side of a picture on it at 210 dots an inch (TT 01/2023/TT-VPCP asks for 200).
_SHORT, _LONG = 595.28, 841.89
_LONGEST_SIDE = 2456
_QUALITY = 80
_SIGNATURE, _PICTURES = "/ByteRange", frozenset({"jpg", "png"})


def can_be_merged(content: bytes, extension: str) -> bool:
    """Whether nothing is lost by it: pictures and plain PDFs; none that is signed or whose boxes are filled in."""
    if extension in _PICTURES:
        return True
    if extension != "pdf":
        return False
    with Pdf.open(io.BytesIO(content)) as pdf:
        form = pdf.Root.get("/AcroForm")
        has_boxes = isinstance(form, Dictionary) and len(form.get("/Fields", Array())) > 0
        return not has_boxes and not any(isinstance(one, Dictionary) and _SIGNATURE in one for one in pdf.objects)


def merged(parts: Sequence[tuple[bytes, str]]) -> bytes:
    """One PDF of all parts (content, extension) in their order; each picture stands upright on a page of its own."""
    new = pikepdf.new()
    for content, extension in parts:
        if extension == "pdf":
            with Pdf.open(io.BytesIO(content)) as pdf:
                new.pages.extend(pdf.pages)
        else:
            _add_picture(new, content)
    file = io.BytesIO()
    new.save(file)
    return file.getvalue()


def _add_picture(pdf: Pdf, content: bytes) -> None:
    """A page of A4, lying where the picture lies, with the picture as large as it fits."""
    jpeg, width, height, is_grey = _as_jpeg(content)
    page_width, page_height = (_LONG, _SHORT) if width > height else (_SHORT, _LONG)
    scale = min(page_width / width, page_height / height)
    shown_width, shown_height = width * scale, height * scale
    left, bottom = (page_width - shown_width) / 2, (page_height - shown_height) / 2
    picture = Stream(pdf, jpeg)
    picture.Type, picture.Subtype, picture.Filter = Name.XObject, Name.Image, Name.DCTDecode
    picture.Width, picture.Height, picture.BitsPerComponent = width, height, 8
    picture.ColorSpace = Name.DeviceGray if is_grey else Name.DeviceRGB
    page = pdf.add_blank_page(page_size=(page_width, page_height))
    page.Resources = Dictionary(XObject=Dictionary(Im0=picture))
    place = f"q {shown_width:.2f} 0 0 {shown_height:.2f} {left:.2f} {bottom:.2f} cm /Im0 Do Q"
    page.Contents = Stream(pdf, place.encode())


def _as_jpeg(content: bytes) -> tuple[bytes, int, int, bool]:
    """The picture as it goes onto the page, with its size and whether it is grey."""
    with Image.open(io.BytesIO(content)) as picture:
        picture.draft(None, (_LONGEST_SIDE, _LONGEST_SIDE))
        flat = _without_transparency(picture)
    flat.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    file = io.BytesIO()
    flat.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue(), flat.width, flat.height, flat.mode == "L"


def _without_transparency(picture: Image.Image) -> Image.Image:
    """On white paper; a copy, grey where the picture is."""
    if picture.mode in {"1", "L"}:
        return picture.convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper
