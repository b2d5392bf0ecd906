"""Recalculates a small workbook from its formulas, as a spreadsheet would, trusting none of the stored results."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

_NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")
Values = dict[str, float | str]


class Sheet:
    """The only sheet of a workbook: what is written in its cells, and which of them are formulas."""

    def __init__(self, content: bytes) -> None:
        """Read the file's own XML."""
        with zipfile.ZipFile(BytesIO(content)) as file:
            root = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - written by ourselves
        self.written: Values = {}
        self.formulas: dict[str, str] = {}
        for cell in root.iterfind(".//s:c", _NS):
            name, value = cell.get("r", ""), cell.find("s:v", _NS)
            if (formula := cell.find("s:f", _NS)) is not None:
                self.formulas[name] = formula.text or ""
            if cell.get("t") == "inlineStr":
                self.written[name] = "".join(cell.itertext())
            elif value is not None and value.text is not None:
                self.written[name] = value.text if cell.get("t") == "str" else float(value.text)

    def calculated(self, name: str) -> float | str:
        """What a cell says when everything is counted anew."""
        if name not in self.formulas:
            return self.written.get(name, 0)
        formula = self.formulas[name]
        if found := re.fullmatch(r"SUM\(([A-Z0-9:]+)\)", formula):
            return sum(map(self._number, _cells(found[1])))
        if found := re.fullmatch(r'SUMIF\(([A-Z0-9:]+),">0",([A-Z0-9:]+)\)', formula):
            pairs = zip(_cells(found[1]), _cells(found[2]), strict=True)
            return sum(self._number(cell) for test, cell in pairs if self._number(test) > 0)
        if found := re.fullmatch(r'IF\((\w+)=(\w+)\+(\w+),"(.*)","(.*)"\)', formula):
            holds = self._number(found[1]) == self._number(found[2]) + self._number(found[3])
            return found[4] if holds else found[5]
        return sum(self._number(part) for part in formula.split("+"))

    def _number(self, name: str) -> float:
        value = float(name) if name.isdigit() else self.calculated(name)
        return value if isinstance(value, (int, float)) else 0


def _cells(span: str) -> list[str]:
    """The cells of a range in one column."""
    found = _RANGE.fullmatch(span)
    assert found, span
    assert found[1] == found[3], span
    return [f"{found[1]}{row}" for row in range(int(found[2]), int(found[4]) + 1)]
