"""The empty boxes of a paper that is signed and numbered later, made before its first signature: no others come after.

A template marks a box as a link to `truong:<name>`; here the link becomes a field of the form (ISO 32000-1 §12.7).
"""

import io
from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from cases.signing.drawn import drawn_text

LEADER, SEAL, NUMBER, DAY = "lanh-dao", "con-dau", "so", "ngay"
POST, NAME = "chuc-vu", "ho-ten"
# What a screen reader calls a box.
_LABELS = {
    LEADER: "Chữ ký số của người có thẩm quyền",
    SEAL: "Chữ ký số của cơ quan",
    NUMBER: "Số văn bản",
    DAY: "Địa danh, ngày tháng năm ban hành",
    POST: "Thẩm quyền, chức vụ của người ký",
    NAME: "Họ và tên người ký",
}
_SIGNATURES = (LEADER, SEAL)
_MARK = "truong:"
_PRINTED, _READ_ONLY, _NO_APPEARANCE = 4, 1, b""


def with_boxes(content: bytes) -> bytes:
    """The paper with its marked links turned into empty boxes; the same paper gives the same bytes."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        boxes = [
            _box(pdf, page.obj, link, name)
            for page in pdf.pages
            for link in page.obj.get("/Annots", Array())
            if (name := _marked(link))
        ]
        if not boxes:
            return content
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(boxes), DR=Dictionary()))
        new = io.BytesIO()
        pdf.save(new, deterministic_id=True)
        return new.getvalue()


def names_of_boxes(content: bytes) -> set[str]:
    """The boxes that the paper has, filled or not."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        form = pdf.Root.get("/AcroForm", Dictionary())
        return {str(box.get("/T", "")) for box in form.get("/Fields", Array())} & set(_LABELS)


def filled(content: bytes, words: Mapping[str, str]) -> bytes:
    """The paper with the words in their boxes, as an addition that leaves signatures valid; unknown boxes are none."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    for reference in fields_of(writer):
        box = reference.get_object()
        said = words.get(str(box.get("/T", "")), "")
        if not said:
            continue
        left, bottom, right, top = (float(edge) for edge in box["/Rect"])
        picture = drawn_text(said, width=right - left, height=top - bottom, name=str(box["/T"]))
        shown = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(picture)))
        box["/V"] = generic.TextStringObject(said)
        box["/AP"] = generic.DictionaryObject({pdf_name("/N"): shown})
        writer.mark_update(reference)
    new = io.BytesIO()
    writer.write(new)
    return new.getvalue()


def fields_of(writer: IncrementalPdfFileWriter) -> list[generic.IndirectObject]:
    """The fields of the paper's form, none where it has no form."""
    root = writer.root
    return list(root["/AcroForm"]["/Fields"]) if "/AcroForm" in root and "/Fields" in root["/AcroForm"] else []


def _marked(link: pikepdf.Object) -> str:
    """The name of the box that the link marks; "" for any other."""
    target = str(link.get("/A", Dictionary()).get("/URI", ""))
    name = target.removeprefix(_MARK)
    return name if target.startswith(_MARK) and name in _LABELS else ""


def _box(pdf: Pdf, page: pikepdf.Object, link: pikepdf.Object, name: str) -> pikepdf.Object:
    """The link itself, made a box: what the structure of the paper says of it stays true."""
    if not link.is_indirect:
        raise ValueError("A marked link must be an object of its own.")
    for key in ("/A", "/Border", "/Contents"):
        if key in link:
            del link[key]
    link.Subtype, link.P, link.F = Name.Widget, page, _PRINTED
    link.T, link.TU = String(name), String(_LABELS[name])
    if name in _SIGNATURES:
        link.FT = Name.Sig
    else:
        left, bottom, right, top = link.Rect
        empty = pdf.make_stream(_NO_APPEARANCE)
        empty.Type, empty.Subtype = Name.XObject, Name.Form
        empty.BBox, empty.Resources = Array([0, 0, right - left, top - bottom]), Dictionary()
        link.FT, link.Ff, link.V = Name.Tx, _READ_ONLY, String("")
        link.DA, link.AP = String("/Helv 12 Tf 0 g"), Dictionary(N=empty)
    element = _element_of(pdf, link)
    if element is not None:
        element.S = Name.Form
    return link


def _element_of(pdf: Pdf, link: pikepdf.Object) -> pikepdf.Object | None:
    """What the structure tree says of the link (ISO 32000-1 §14.7.4.4); None in a paper without one."""
    tree, number = pdf.Root.get("/StructTreeRoot"), link.get("/StructParent")
    if tree is None or number is None:
        return None
    pairs = list(tree.get("/ParentTree", Dictionary()).get("/Nums", Array()))
    found = next((pairs[at + 1] for at in range(0, len(pairs) - 1, 2) if pairs[at] == number), None)
    return found if isinstance(found, Dictionary) else None
