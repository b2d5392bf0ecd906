"""Small files for the demo's dossiers: one page that says what it is, and that it is only an illustration."""

import io
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from cases.models import Document, Dossier, Draft
from cases.storage import accept_upload
from departments.models import User
from procedures.models import RequiredDocument

_FONTS = Path("fonts")
_PAGE, _MARGIN = (827, 1169), 90  # A4 at 100 dots an inch
# The letters that the Vietnamese part of the font holds (besides U+1EA0 to U+1EF9); all others are in its Latin part.
_VIETNAMESE = frozenset("ĂăĐđĨĩŨũƠơƯư₫")
_NAME_LENGTH = 80


class DrawnFiles:
    """Draws each kind of page once and hands it in by the way every upload takes."""

    def paper(
        self, requirement: RequiredDocument, *, at: datetime, by: User, draft: Draft | None, dossier: Dossier | None
    ) -> Document:
        """A paper that a person hands in, with the draft or to the dossier."""
        title = "TỜ KHAI" if requirement.position == 1 else "GIẤY TỜ KÈM THEO"
        upload = _upload(requirement.name, page(title))
        return accept_upload(upload, at=at, by=by, draft=draft, dossier=dossier, requirement=requirement)

    def result(self, dossier: Dossier, *, at: datetime, by: User) -> Document:
        """The draft of a result; the page is the same for all, the name tells them apart."""
        upload = _upload(f"Kết quả {dossier.code}", page("KẾT QUẢ GIẢI QUYẾT"))
        return accept_upload(upload, at=at, by=by, dossier=dossier, kind=Document.Kind.RESULT)


@lru_cache
def page(title: str) -> bytes:
    """A PDF of one page with the national heading and the title."""
    image = Image.new("L", _PAGE, 255)
    draw = ImageDraw.Draw(image)
    _centred(draw, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 90, 20)
    _centred(draw, "Độc lập - Tự do - Hạnh phúc", 120, 20)
    draw.line([(300, 158), (527, 158)], fill=0, width=2)
    _centred(draw, title, 230, 30)
    _centred(draw, "Trang minh họa của bản trình diễn, không có giá trị pháp lý", 280, 16)
    for line in range(360, 960, 40):
        draw.line([(_MARGIN, line), (_PAGE[0] - _MARGIN - (line * 7) % 160, line)], fill=150, width=2)
    file = io.BytesIO()
    image.convert("1").save(file, "PDF", resolution=100)
    return file.getvalue()


def _upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name[:_NAME_LENGTH].strip()}.pdf".replace("/", "-"), content, "application/pdf")


def _centred(draw: ImageDraw.ImageDraw, text: str, top: int, size: int) -> None:
    """The shipped font comes in two parts, so each letter is drawn from the part that holds it."""
    fonts = [_font(letter in _VIETNAMESE or "Ạ" <= letter <= "ỹ", size) for letter in text]
    widths = [font.getlength(letter) for font, letter in zip(fonts, text, strict=True)]
    left = (_PAGE[0] - sum(widths)) / 2
    for letter, font, width in zip(text, fonts, widths, strict=True):
        draw.text((left, top), letter, font=font, fill=0)
        left += width


@lru_cache
def _font(vietnamese: bool, size: int) -> ImageFont.FreeTypeFont:
    part = "vietnamese" if vietnamese else "latin"
    return ImageFont.truetype(settings.BASE_DIR / "static" / _FONTS / f"be-vietnam-pro-{part}-600-normal.woff2", size)
