"""What the printing font can show: an archive file (PDF/A) may hold no letter that its own font lacks."""

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).with_name("fonts")
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def printable(value: Any) -> Any:
    """The data with every text composed (NFC), without invisible marks, and with a sign for letters the font lacks."""
    if isinstance(value, str):
        return "".join(_shown(char) for char in unicodedata.normalize("NFC", value))
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    return value


@cache
def coverage() -> frozenset[int]:
    """The code points that all four faces can show."""
    return frozenset.intersection(*(_face(file.read_bytes()) for file in sorted(FONTS.glob("*.ttf"))))


def _shown(char: str) -> str:
    if char in "\n\t":
        return char
    # Controls and marks of direction would break the file or let a text pretend to be another one.
    if unicodedata.category(char) in ("Cc", "Cf"):
        return ""
    return char if ord(char) in coverage() else _UNKNOWN


def _face(font: bytes) -> frozenset[int]:
    """The code points of a TrueType file: its `cmap` table in format 4, as every face of Tinos has it."""
    (tables,) = struct.unpack(">H", font[4:6])
    records = (struct.unpack(">4sIII", font[at : at + 16]) for at in range(12, 12 + 16 * tables, 16))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (subtable,) = struct.unpack(">I", font[cmap + 8 : cmap + 12])
    at = cmap + subtable
    form, _, _, doubled = struct.unpack(">HHHH", font[at : at + 8])
    if form != 4:
        raise ValueError(f"Cannot read a font whose cmap has format {form}.")
    segments = doubled // 2
    ends = struct.unpack(f">{segments}H", font[at + 14 : at + 14 + doubled])
    starts = struct.unpack(f">{segments}H", font[at + 16 + doubled : at + 16 + 2 * doubled])
    spans = zip(starts, ends, strict=True)
    return frozenset(point for start, end in spans for point in range(start, end + 1) if point != 0xFFFF)
