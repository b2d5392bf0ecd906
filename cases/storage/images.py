"""Pictures: drawn anew from their pixels, so that nothing but the picture is kept (no place, no camera, no payload)."""

import io
import struct
import zlib

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, JpegImagePlugin

from cases.storage.errors import ContentRefused

# The largest phone cameras in daily use take 50 million pixels; a page scanned at 600 dpi has 35.
MAX_PIXELS = 64_000_000
_DAMAGED = _("là ảnh bị hỏng, không mở được. Hãy chụp hoặc quét lại rồi tải lên.")
_TOO_BIG = _("là ảnh quá lớn (hơn 64 triệu điểm ảnh). Hãy chụp hoặc quét lại ở độ phân giải thấp hơn.")
_FORMATS = {"jpg": "JPEG", "png": "PNG"}
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, zlib.error)


def redrawn(content: bytes, extension: str) -> bytes:
    """The same picture, upright, in the same format; raises ContentRefused when it is damaged or too large."""
    try:
        with Image.open(io.BytesIO(content), formats=[_FORMATS[extension]]) as picture:
            # Before the first pixel is unpacked.
            _check_pixels(picture)
            return _jpeg(picture) if extension == "jpg" else _png(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ContentRefused(_TOO_BIG) from None
    except _BROKEN:
        raise ContentRefused(_DAMAGED) from None


def _check_pixels(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise ContentRefused(_TOO_BIG)


def _jpeg(picture: Image.Image) -> bytes:
    """With the camera's own quality, so that small print stays readable and the file its size."""
    options: dict[str, object] = {"quality": 90}
    if picture.mode in {"L", "RGB"} and isinstance(picture, JpegImagePlugin.JpegImageFile):
        options = {"qtables": picture.quantization, "subsampling": JpegImagePlugin.get_sampling(picture)}
    _turn_upright(picture)
    return _saved(picture if picture.mode in {"L", "RGB"} else picture.convert("RGB"), "JPEG", options)


def _png(picture: Image.Image) -> bytes:
    _turn_upright(picture)
    # Only what makes up the picture goes along: its transparency, not its texts, times and profiles.
    options = {"transparency": picture.info["transparency"]} if "transparency" in picture.info else {}
    return _saved(picture, "PNG", options)


def _turn_upright(picture: Image.Image) -> None:
    """As the camera was held. In place: a copy of the largest pictures would take a quarter of a gigabyte more."""
    ImageOps.exif_transpose(picture, in_place=True)


def _saved(picture: Image.Image, kind: str, options: dict[str, object]) -> bytes:
    picture.info = {}
    new = io.BytesIO()
    picture.save(new, kind, **options)
    return new.getvalue()
