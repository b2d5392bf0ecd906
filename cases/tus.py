"""The words of the protocol by which browsers send files piece by piece: tus 1.0.0, core, creation, termination. Pure.

Described at tus.io/protocols/resumable-upload; any client of it can send to the portal.
"""

import base64
import binascii
import re

VERSION = "1.0.0"
EXTENSIONS = "creation,termination"
PIECE_TYPE = "application/offset+octet-stream"
_LONGEST = 4000  # characters of metadata


def metadata(header: str) -> dict[str, str]:
    """What the client says about the file: names with their values; a value that cannot be read is left out."""
    found = {}
    for pair in header[:_LONGEST].split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found


def length(header: str | None) -> int | None:
    """A number of bytes, None for anything else."""
    return int(header) if header is not None and re.fullmatch(r"\d{1,10}", header, re.ASCII) else None
