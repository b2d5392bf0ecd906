"""Small real files for tests."""

from io import BytesIO

from PIL import Image


def png(size: tuple[int, int] = (8, 8)) -> bytes:
    """A picture."""
    buffer = BytesIO()
    Image.new("RGB", size, "white").save(buffer, "PNG")
    return buffer.getvalue()
