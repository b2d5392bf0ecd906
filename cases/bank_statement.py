"""A bank's statement read line by line: which transaction, how much, and which payment its text names. Pure.

Banks write statements in many ways; what is pasted has a line a transaction and in it the bank's number, the sum and
the text of the transfer, with tabs, semicolons or bars between them.
"""

import re
from dataclasses import dataclass

from cases.codes import bare

_CELLS = re.compile(r"\s*[\t;|]\s*")
_SUM = re.compile(r"\+?(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,]00)?(?:\s*(?:VND|VNĐ|đồng|đ))?", re.IGNORECASE)
_NUMBER = re.compile(r"(?=[0-9A-Z./-]*\d)[0-9A-Z][0-9A-Z./-]{3,79}", re.IGNORECASE)
# A day, a grouped sum and the text of a transfer are no numbers of a transaction.
_OTHER = re.compile(
    r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}|\d{1,3}(?:[.,]\d{3})+(?:[.,]00)?|[0-9A-Z]+\d{10}P\d+", re.IGNORECASE
)
# What ends a reference: the last figure of a code, and which payment of the dossier it is.
_ORDINAL = re.compile(r"(?<=\d)P(\d{1,3})")
_LONGEST_CODE = 25
LONGEST = 50_000


@dataclass(frozen=True)
class Line:
    """One transaction; `words` is the whole text without marks and spaces, in which a reference is looked for."""

    number: int
    transaction: str
    amount: int
    words: str


def read_statement(text: str) -> tuple[list[Line], list[int]]:
    """The transactions, and the numbers of the lines that are none; empty lines and the headings do not count."""
    lines, unread = [], []
    for number, raw in enumerate(text.splitlines(), start=1):
        cells = [cell.strip().strip('"') for cell in _CELLS.split(raw.strip()) if cell.strip()]
        if not cells:
            continue
        found = _line(number, cells)
        if found is not None:
            lines.append(found)
        elif any(char.isdigit() for char in raw):
            unread.append(number)
    return lines, unread


def references_in(lines: list[Line]) -> set[str]:
    """Everything in the texts that may be the reference of a payment."""
    return {found for line in lines for found in _candidates(line.words)}


def named(line: Line, known: set[str]) -> str:
    """The reference of one of ours that the line names; "" where there is none, or more than one."""
    found = {one for one in _candidates(line.words) if one in known}
    return found.pop() if len(found) == 1 else ""


def _candidates(words: str) -> set[str]:
    """Each part of what looks like a reference: a bank may have put words right before it and figures behind it."""
    found = set()
    for match in _ORDINAL.finditer(words):
        before = words[max(0, match.start() - _LONGEST_CODE) : match.start()]
        for start in range(len(before) - 2):
            found |= {f"{before[start:]}P{match[1][:end]}" for end in range(1, len(match[1]) + 1)}
    return found


def _line(number: int, cells: list[str]) -> Line | None:
    sums = [(place, match[1]) for place, cell in enumerate(cells) if (match := _SUM.fullmatch(cell))]
    # The number of a transaction may be all digits too: what stands first and is no grouped sum is the number.
    names = [place for place, cell in enumerate(cells) if _NUMBER.fullmatch(cell) and not _OTHER.fullmatch(cell)]
    if not names or len(cells) < 3:
        return None
    name = names[0]
    amounts = [text for place, text in sums if place != name]
    if not amounts:
        return None
    rest = " ".join(cell for place, cell in enumerate(cells) if place != name)
    return Line(number, cells[name], int(re.sub(r"[.,]", "", amounts[0])), bare(rest))
