"""Can a person read this picture? A word of doubt for whoever sends it, never a refusal."""

import io

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFilter, ImageStat

TOO_SMALL, TOO_DARK, BLANK, BLURRED = "small", "dark", "blank", "blurred"
SENTENCES = {
    TOO_SMALL: _("Ảnh hơi nhỏ, có thể không đọc được chữ. Hãy chụp gần hơn hoặc gửi ảnh gốc."),
    TOO_DARK: _("Ảnh hơi tối, có thể không đọc được chữ. Hãy chụp ở nơi đủ sáng."),
    BLANK: _("Ảnh gần như trắng trơn, không thấy chữ. Hãy xem lại có đúng trang không."),
    BLURRED: _("Ảnh có vẻ bị nhòe, có thể không đọc được chữ. Hãy giữ chắc tay rồi chụp lại."),
}
# The shorter side of a page of which ordinary print can just be read: A4 at 72 dots an inch has 595.
_SHORTEST = 500  # dots
_SAMPLE = 1000  # dots; every picture is judged at the same size
_DARK = 60  # of 255: the brightest twentieth of a page in half light is brighter
_FLAT = 4.0  # grey levels of spread; a page with one line of print has more
# The sharpest five-hundredth of all places, so that a page of few words will do: print in focus jumps from paper to
# ink within a dot or two.
_SOFT = 24  # grey levels of difference


def doubt_about(content: bytes) -> str:
    """The name of what makes the picture hard to read, a key of SENTENCES; "" where nothing does.

    For a picture that was drawn anew, and so can be opened.
    """
    with Image.open(io.BytesIO(content)) as picture:
        if min(picture.size) < _SHORTEST:
            return TOO_SMALL
        picture.draft("L", (_SAMPLE, _SAMPLE))
        grey = picture.convert("L")
    grey.thumbnail((_SAMPLE, _SAMPLE))
    if _brighter_than(grey, 0.95) < _DARK:
        return TOO_DARK
    if ImageStat.Stat(grey).stddev[0] < _FLAT:
        return BLANK
    edges = grey.filter(ImageFilter.Kernel((3, 3), (-1, -1, -1, -1, 8, -1, -1, -1, -1), 4, 0))
    # The filter leaves the outermost dots as they were.
    inside = edges.crop((1, 1, edges.width - 1, edges.height - 1))
    return BLURRED if _brighter_than(inside, 0.998) < _SOFT else ""


def _brighter_than(grey: Image.Image, share: float) -> int:
    """The level below which this share of all dots lies."""
    left = share * grey.width * grey.height
    for level, count in enumerate(grey.histogram()):
        left -= count
        if left <= 0:
            return level
    return 255
