"""Opening a file of published procedures: JSON Lines or one JSON document, plain or gzip. No database."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import IO, NoReturn, cast

_MB = 1024 * 1024
MAX_LINE_BYTES = 20 * _MB
MAX_DOCUMENT_BYTES = 100 * _MB
_GZIP_MAGIC = b"\x1f\x8b"


class SourceUnreadable(Exception):
    """The file cannot be read as what it should be; the message says in Vietnamese why."""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record of the file: its place there, and its content or why it could not be read."""

    place: str
    value: object = None
    error: str = ""


def read_source(path: Path) -> Iterator[RawRecord]:
    """All records of the file in their order; a line that is no JSON comes as an error with its number.

    Raises SourceUnreadable when the file is missing, empty, too large, broken or not text.
    """
    if not path.exists():
        raise SourceUnreadable(f"Không tìm thấy tệp {path}.")
    if not path.is_file():
        raise SourceUnreadable(f"{path} không phải là tệp.")
    try:
        yield from _records(path)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceUnreadable(f"Không đọc được tệp {path}: {_reason(error)}.") from error
    except UnicodeDecodeError as error:
        raise SourceUnreadable(f"Tệp {path} không phải văn bản UTF-8 nên không phải JSON hay JSON Lines.") from error


def _records(path: Path) -> Iterator[RawRecord]:
    document = _document(path)
    if document is not None:
        items = document if isinstance(document, list) else [document]
        yield from (RawRecord(f"bản ghi {number}", item) for number, item in enumerate(items, 1))
        return
    found = False
    with _open(path) as file:
        for number, line in _lines(file, path):
            found = True
            try:
                yield RawRecord(f"dòng {number}", _parse(line))
            except (ValueError, RecursionError) as error:
                yield RawRecord(f"dòng {number}", error=f"không phải JSON hợp lệ ({_json_reason(error)})")
    if not found:
        raise SourceUnreadable(f"Tệp {path} trống.")


def _document(path: Path) -> object | None:
    """The whole file as one JSON value, or None when it is JSON Lines (or broken, which the lines will tell)."""
    with _open(path) as file:
        first = next((line for _, line in _lines(file, path)), "")
        try:
            value = _parse(first)
        except (ValueError, RecursionError):
            if first[:1] not in {"{", "["}:
                return None
        else:
            return value if isinstance(value, list) else None
    with _open(path) as file:
        text = file.read(MAX_DOCUMENT_BYTES + 1)
    try:
        return _parse(text) if len(text) <= MAX_DOCUMENT_BYTES else None
    except (ValueError, RecursionError):
        return None


def _open(path: Path) -> IO[str]:
    with path.open("rb") as file:
        zipped = file.read(2) == _GZIP_MAGIC
    raw = gzip.open(path, "rb") if zipped else path.open("rb")  # noqa: SIM115  # closed with the wrapper
    # utf-8-sig: some editors put a mark in front, which is no JSON.
    return TextIOWrapper(cast("IO[bytes]", raw), encoding="utf-8-sig", newline="\n")


def _lines(file: IO[str], path: Path) -> Iterator[tuple[int, str]]:
    number = 0
    while line := file.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) > MAX_LINE_BYTES:
            raise SourceUnreadable(f"Tệp {path}: dòng {number} dài quá {MAX_LINE_BYTES // _MB} MB.")
        if line.strip():
            yield number, line.strip()


def _parse(text: str) -> object:
    return json.loads(text, parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> NoReturn:
    # Python reads NaN and Infinity, JSON and the databases do not.
    raise ValueError(f"{name} không phải là số")


def _json_reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"sai ở ký tự thứ {error.pos + 1}"
    return "lồng quá sâu" if isinstance(error, RecursionError) else str(error)


def _reason(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "không có quyền đọc"
    return (
        "tệp nén bị hỏng hoặc thiếu phần cuối" if not isinstance(error, OSError) or error.errno is None else "lỗi đọc"
    )
