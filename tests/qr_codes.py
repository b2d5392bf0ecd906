"""What a phone's camera reads in a picture."""

import io

import zxingcpp
from PIL import Image


def codes_in(picture: bytes) -> list[str]:
    """The texts of the QR codes in a picture, in no order."""
    with Image.open(io.BytesIO(picture)) as image:
        return [code.text for code in zxingcpp.read_barcodes(image.convert("L"))]
