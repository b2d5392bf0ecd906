"""From facts to a PDF: tagged, for archives (PDF/A-2a) and for everybody (PDF/UA-1), byte for byte the same again."""

import atexit
import hashlib
import json
import shutil
import tempfile
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst

from cases.printing.glyphs import FONTS, printable
from cases.printing.wording import own_folders

SHIPPED = Path(__file__).with_name("templates")
_STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
# A compiler works for one thread only; the fonts are read once for all of them.
_own = threading.local()


def render(template: str, data: Mapping[str, Any], *, archive: bool = True) -> bytes:
    """The paper as PDF: `template` names a file without its ending, `data["timestamp"]` (Unix seconds) its moment.

    Facts reach the template as data only, so that nothing a person wrote is read as markup. Raises typst.TypstError
    when a template replaced by the agency is broken. Without `archive` it is a picture that goes into another paper.
    """
    folder = templates_folder(data.get("closer", ()))
    pdf = _compiler().compile(
        input=str(folder / f"{template}.typ"),
        root=str(folder),
        sys_inputs={"data": json.dumps(printable(dict(data)), ensure_ascii=False)},
        format="pdf",
        pdf_standards=_STANDARDS if archive else [],
        timestamp=int(data["timestamp"]),
    )
    if not isinstance(pdf, bytes):
        raise TypeError(f"The template {template} gave no file.")
    return pdf


def template_version(template: str, data: Mapping[str, Any]) -> str:
    """What tells the paper's layout and wording from any other: a hash of the template, its base and its words."""
    folder, found = templates_folder(data.get("closer", ())), hashlib.sha256()
    for name in ("base", template):
        found.update((folder / f"{name}.typ").read_bytes())
    found.update(json.dumps(data["form"], ensure_ascii=False, sort_keys=True).encode())
    return found.hexdigest()


def templates_folder(closer: Sequence[str] = ()) -> Path:
    """The folder with all templates: the shipped ones, each replaced where the agency has a file of the same name.

    A file in the agency's folder of that unit, field or procedure goes before the one for all: `closer` names them.
    """
    changed = tuple(
        (str(file), file.stat().st_mtime_ns) for folder in own_folders(closer) for file in sorted(folder.glob("*.typ"))
    )
    return _merged(changed) if changed else SHIPPED


# The stamps of the agency's files are part of the key: a changed template holds from the next paper on. A folder stays
# until the process ends, for another thread may be printing from it.
@cache
def _merged(changed: tuple[tuple[str, int], ...]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="tthc-print-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for file in (*SHIPPED.glob("*.typ"), *(Path(name) for name, _ in changed)):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _compiler() -> typst.Compiler:
    compiler: typst.Compiler | None = getattr(_own, "compiler", None)
    if compiler is None:
        compiler = _own.compiler = typst.Compiler(font_paths=_fonts(), ignore_system_fonts=True)
    return compiler
