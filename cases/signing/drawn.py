"""Small pictures for the boxes of a paper, drawn with the forms' own font: a line of words, the mark of a signature.

pyHanko's own text stamp puts the letters of Vietnamese at wrong places.
"""

from datetime import datetime

from cases.printing.compile import render
from departments.working_time import local


def drawn_text(words: str, *, width: float, height: float, name: str) -> bytes:
    """A PDF of one page of that size in points, with the words of the box of that name."""
    return _drawn("o-chu", {"words": words, "name": name}, width, height)


def drawn_signature(*, signer: str, agency: str, at: datetime, width: float, height: float) -> bytes:
    """Who signed, for whom and when, as NĐ 30/2020/NĐ-CP (Phụ lục I) asks of a digital signature."""
    lines = [f"Ký bởi: {signer}", f"Cơ quan: {agency}", f"Thời gian ký: {local(at):%d.%m.%Y %H:%M:%S} +07:00"]
    return _drawn("dau-ky", {"lines": [line for line in lines if not line.endswith(": ")]}, width, height)


def _drawn(template: str, data: dict[str, object], width: float, height: float) -> bytes:
    return render(template, {**data, "width": width, "height": height, "timestamp": 0}, archive=False)
