"""Lists as files: comma-separated text that a spreadsheet opens rightly and that cannot make it calculate."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

# What begins a formula, in narrow and in wide letters; also behind a mark that a spreadsheet set to Vietnamese or other
# customs may take for the end of a cell.
_FORMULA = re.compile(r"(^|[;\t\r\n])([ \t]*[=+\-@＝＋－＠])")
_DANGEROUS = ("\t", "\r")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def guarded(cell: object) -> str:
    """The cell as text; a text that a spreadsheet would take for a formula gets an apostrophe, a number never does."""
    if isinstance(cell, (int, float, Decimal)):
        return str(cell)
    text = "" if cell is None else str(cell)
    safe = _FORMULA.sub(r"\1'\2", text)
    return f"'{safe}" if safe.startswith(_DANGEROUS) else safe


def csv_file(name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """Send the rows as they come; UTF-8 with a mark that spreadsheets need to see it."""
    response = StreamingHttpResponse(csv_lines(headings, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The same, line by line."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(headings)
    for row in rows:
        yield writer.writerow([guarded(cell) for cell in row])
