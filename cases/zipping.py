"""An archive that is sent while it is made: never on disk, never whole in memory."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime

from departments.working_time import local

_EARLIEST_YEAR = 1980  # of the format


class _Pipe:
    """A file that can only be written to; what was written is taken away piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def close(self) -> None:
        """There is nothing to close."""

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def zipped(entries: Iterable[tuple[str, Iterable[bytes]]], *, at: datetime) -> Iterator[bytes]:
    """The bytes of an archive of the entries (name, content piece by piece), each dated `at`.

    Stored and not compressed: what people hand in, photos and PDF, is compressed already.
    """
    pipe, moment = _Pipe(), local(at)
    when = (max(moment.year, _EARLIEST_YEAR), moment.month, moment.day, moment.hour, moment.minute, moment.second)
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:
        for name, pieces in entries:
            with archive.open(zipfile.ZipInfo(name, when), "w", force_zip64=True) as member:
                for piece in pieces:
                    member.write(piece)
                    yield pipe.taken()
            yield pipe.taken()
    yield pipe.taken()
