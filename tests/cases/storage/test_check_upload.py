"""What is taken, what is cleaned and what is refused, each refusal with the name of the file and a way to mend it."""

import io
import zipfile
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

from cases.storage import UploadRefused, check_upload
from cases.storage.names import LONGEST
from tests.cases.uploads import (
    a_docx,
    a_pdf,
    an_image,
    an_xlsx,
    archive,
    new_pdf,
    saved,
    script,
    signed,
    upload,
)

FAR_TEMPLATE = b'<Relationship Type="x/attachedTemplate" Target="http://x.vn/a.dotm" TargetMode="External"/>'
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"


def far(kind: str, target: str, order: str = "Type Target TargetMode") -> bytes:
    """A relation to something outside of the file, its attributes in this order."""
    values = {"Type": f"http://x/relationships/{kind}", "Target": target, "TargetMode": "External"}
    attributes = " ".join(f'{name}="{values[name]}"' for name in order.split())
    return f"<Relationships><Relationship {attributes}/></Relationships>".encode()


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(UploadRefused) as caught:
        check_upload(upload(content, name))
    sentence = str(caught.value)
    assert sentence.startswith(f"Tệp “{name}” ")
    assert "Hãy" in sentence or "Chỉ nhận" in sentence
    return sentence


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (a_pdf(), "Tờ khai.pdf", "application/pdf"),
        (an_image(), "ảnh thẻ.JPEG", "image/jpeg"),
        (an_image("PNG"), "sơ đồ.png", "image/png"),
        (a_docx(), "đơn.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (an_xlsx(), "bảng kê.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_the_five_kinds_are_taken_by_their_content(content, name, content_type):
    checked = check_upload(upload(content, name))
    assert (checked.content_type, checked.size) == (content_type, len(checked.content))
    assert checked.name == name.replace("JPEG", "jpeg")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "rong.pdf", "0 byte"),
        (b"MZ\x90\x00" + b"\x00" * 60, "bao-cao.pdf", "chương trình máy tính"),
        (b"<html><script>alert(1)</script></html>", "don.pdf", "không phải loại tệp được nhận"),
        (b"GIF89a" + a_pdf(), "anh.pdf", "định dạng chưa nhận được"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "anh.jpg", "định dạng chưa nhận được"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "don.doc", "kiểu cũ"),
        (b"Rar!\x1a\x07\x00", "giay-to.rar", "tệp nén"),
        (archive({"a.pdf": a_pdf()}), "giay-to.zip", "tệp nén"),
        (HEIC, "IMG_0001.HEIC", "HEIC"),
        (b"%PDF-1.7\nkhong co gi ca", "hong.pdf", "bị hỏng"),
        (an_image()[:300], "nua-anh.jpg", "bị hỏng"),
        (b"\x89PNG\r\n\x1a\nhong", "hong.png", "bị hỏng"),
        (b"PK\x03\x04hong", "hong.docx", "bị hỏng"),
    ],
)
def test_what_is_not_taken_is_refused_by_name_with_a_way_to_mend_it(content, name, words):
    assert words in refusal(content, name)


def test_a_file_over_the_limit_is_refused_before_it_is_read(settings):
    settings.UPLOAD_MAX_FILE_BYTES = 1024 * 1024
    assert "nặng 1,5 MB, vượt mức 1 MB" in refusal(b"%PDF-" + b"0" * (3 * 512 * 1024), "to.pdf")


# Names


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\lan\\đơn.pdf", "đơn.pdf"),
        ("Đơn ngày 25.11.2026", "Đơn ngày 25.11.2026.pdf"),
        ("to\u031b\u0300 khai.PDF", "tờ khai.pdf"),
        ("a\u200b\ufeffb.pdf", "ab.pdf"),
        ("  nhiều   khoảng\u00a0trắng .pdf", "nhiều khoảng trắng.pdf"),
        (".pdf", "tep.pdf"),
        ("../../etc/đơn.pdf", "đơn.pdf"),
    ],
)
def test_the_name_is_kept_without_what_could_mislead(given, kept):
    assert check_upload(upload(a_pdf(), given)).name == kept


def test_a_long_name_is_cut_and_keeps_its_extension():
    name = check_upload(upload(a_pdf(), "đ" * 240 + ".pdf")).name
    assert len(name) == LONGEST
    assert name.endswith("đ.pdf")


@pytest.mark.parametrize("name", ["đơn\u202efdp.exe.pdf", "đơn\u2067.pdf", "đơn\x07.pdf", "đơn\nmới.pdf"])
def test_a_name_with_hidden_characters_is_refused_and_shown_without_them(name):
    with pytest.raises(UploadRefused) as caught:
        check_upload(upload(a_pdf(), name))
    assert "ký tự ẩn trong tên tệp" in str(caught.value)
    assert not set("\u202e\u2067\x07\n") & set(str(caught.value))


@pytest.mark.parametrize("name", ["don.docx", "don.pdf.exe", "don.html", "anh.jpg"])
def test_a_name_that_promises_another_content_is_refused(name):
    assert f"có đuôi .{name.rsplit('.')[-1]} nhưng nội dung là tệp .pdf" in refusal(a_pdf(), name)


# PDF


def test_an_ordinary_pdf_is_kept_byte_for_byte():
    content = a_pdf()
    assert check_upload(upload(content)).content == content


def launching(pdf: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("cmd.exe")))
    pdf.pages[0].obj.Annots = Array([link])


def attaching(pdf: Pdf) -> None:
    pdf.attachments["hidden.exe"] = b"MZ"


def named_script(pdf: Pdf) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script()])))


def script_after_a_jump(pdf: Pdf) -> None:
    after = Array([script(), pdf.make_indirect(script())])
    jump = Dictionary(S=Name.URI, URI=String("https://example.org"), Next=after)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(Dictionary(Subtype=Name.Link, A=pdf.make_indirect(jump)))])


def page_script(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=pdf.make_indirect(script()))


def dynamic_form(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(pdf, b"<xdp/>"))


def opening_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(script())


ACTIVE = [launching, attaching, named_script, script_after_a_jump, page_script, dynamic_form, opening_script]


@pytest.mark.parametrize("spoil", ACTIVE)
@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_that_acts_by_itself_is_cleaned(spoil, packed):
    pdf = new_pdf()
    spoil(pdf)
    checked = check_upload(upload(saved(pdf, object_stream_mode=_mode(packed))))
    plain = io.BytesIO()
    with Pdf.open(io.BytesIO(checked.content)) as cleaned:
        assert len(cleaned.pages) == 1
        assert not list(cleaned.attachments)
        cleaned.save(plain, object_stream_mode=_mode(False))
    words = (b"/JS", b"/Launch", b"/EmbeddedFile", b"/XFA", b"/AA", b"cmd.exe")
    assert [word for word in words if word in plain.getvalue()] == []


def test_a_destination_to_open_at_is_no_action_and_is_kept():
    pdf = new_pdf()
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
    content = saved(pdf)
    assert check_upload(upload(content)).content == content


def test_a_signed_pdf_is_kept_byte_for_byte():
    content = saved(signed(new_pdf())) + b"\nsomething behind"
    assert check_upload(upload(content)).content == content


@pytest.mark.parametrize("spoil", ACTIVE)
def test_a_signed_pdf_that_acts_by_itself_is_refused(spoil):
    pdf = new_pdf()
    spoil(pdf)
    assert "đã ký số nhưng kèm nội dung tự chạy" in refusal(saved(signed(pdf)), "giay.pdf")


@pytest.mark.parametrize("password", ["mat-khau", ""])
def test_a_locked_pdf_is_refused(password):
    content = saved(new_pdf(), encryption=pikepdf.Encryption(owner="chu", user=password))
    assert "đặt mật khẩu" in refusal(content, "khoa.pdf")


@pytest.mark.parametrize(
    "action",
    [
        Dictionary(Type=Name.StructElem, S=Name.Launch, F=String("cmd.exe")),
        Dictionary(S=Name.GoToR, F=String("\\\\x.vn\\a.pdf"), D=Array([0, Name.Fit])),
    ],
)
def test_an_action_in_disguise_and_a_jump_to_another_machine_are_taken_out(action):
    pdf = new_pdf()
    pdf.Root.OpenAction = action
    kept = Pdf.open(io.BytesIO(check_upload(upload(saved(pdf))).content))
    assert "/OpenAction" not in kept.Root


def test_an_element_of_the_structure_tree_is_no_action():
    pdf = new_pdf()
    pdf.Root.Element = Dictionary(Type=Name.StructElem, S=Name.Sound, T=String("Bản ghi"))
    content = saved(pdf)
    assert check_upload(upload(content)).content == content


def test_a_pdf_that_unpacks_to_more_than_any_document_needs_is_refused():
    packer = zlib.compressobj(9)
    packed = packer.compress(b"2 0 null ") + b"".join(packer.compress(b" " * 1024 * 1024) for _ in range(65))
    packed += packer.flush()
    pdf = a_pdf()
    start = len(pdf)
    head = b"9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    bomb = pdf + head + packed + b"\nendstream\nendobj\n"
    rows = b"\1" + start.to_bytes(4, "big") + b"\0\0" + b"\2" + (9).to_bytes(4, "big") + b"\0\0"
    link = (
        b"10 0 obj\n<< /Type /XRef /Size 12 /Index [9 1 11 1] /W [1 4 2] /Root 1 0 R /Prev %d /Length %d >>\nstream\n"
    )
    before = int(pdf.rpartition(b"startxref")[2].split()[0])
    table = len(bomb)
    bomb += link % (before, len(rows)) + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % table
    assert "bị hỏng" in refusal(bomb, "bom.pdf")


def test_a_pdf_that_is_an_archive_too_is_refused():
    assert "giấu tệp nén" in refusal(a_pdf() + archive({"run.exe": b"MZ"}), "hai-mat.pdf")


def test_what_is_written_behind_a_pdf_is_not_kept():
    checked = check_upload(upload(a_pdf() + b"\n<script>alert(1)</script>"))
    assert b"script" not in checked.content


# Images


def test_an_image_is_drawn_anew_and_loses_place_and_payload():
    exif = Image.Exif()
    exif[0x010F] = "HANOI-CAMERA"
    content = an_image(exif=exif) + b"<?php system($_GET['x']); ?>"
    checked = check_upload(upload(content, "anh.jpg"))
    assert b"HANOI-CAMERA" not in checked.content
    assert b"php" not in checked.content
    assert Image.open(io.BytesIO(checked.content)).size == (40, 20)


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter to the right
    checked = check_upload(upload(an_image(exif=exif), "anh.jpg"))
    picture = Image.open(io.BytesIO(checked.content))
    assert picture.size == (20, 40)
    grey = picture.convert("L").tobytes()
    assert grey[5 * 20 + 10] < 50
    assert grey[35 * 20 + 10] > 200


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16"])
def test_every_sort_of_png_is_read(mode):
    file = io.BytesIO()
    Image.new(mode, (8, 4)).save(file, "PNG")
    picture = Image.open(io.BytesIO(check_upload(upload(file.getvalue(), "so-do.png")).content))
    assert (picture.mode, picture.size) == (mode, (8, 4))


def test_a_print_shop_jpeg_becomes_an_ordinary_one():
    file = io.BytesIO()
    Image.new("CMYK", (8, 4)).save(file, "JPEG")
    checked = check_upload(upload(file.getvalue(), "anh.jpg"))
    assert Image.open(io.BytesIO(checked.content)).mode == "RGB"


@pytest.mark.parametrize("side", [8001, 12_000, 20_000])
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked(side):
    head = b"IHDR" + side.to_bytes(4, "big") + side.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    bomb = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\x0d" + head + zlib.crc32(head).to_bytes(4, "big")
    data = b"IDAT" + zlib.compress(b"\x00" * 1000)
    bomb += (len(data) - 4).to_bytes(4, "big") + data + zlib.crc32(data).to_bytes(4, "big")
    assert "64 triệu điểm ảnh" in refusal(bomb, "bom.png")


# Word and Excel


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (a_docx({"word/vbaProject.bin": b"x"}), "macro"),
        (a_docx({"word/activeX/activeX1.xml": b"<x/>"}), "macro"),
        (a_docx({"word/embeddings/oleObject1.bin": b"x"}), "macro"),
        (a_docx({"word/_rels/settings.xml.rels": FAR_TEMPLATE}), "macro"),
        (a_docx({"word/_rels/settings.xml.rels": FAR_TEMPLATE.replace(b'"', b"'")}), "macro"),
        (a_docx({"word/_rels/settings.xml.RELS": FAR_TEMPLATE}), "macro"),
        (
            a_docx({"word/_rels/a.xml.rels": far("attachedTemplate", "http://x.vn/a.dotm", "Target TargetMode Type")}),
            "macro",
        ),
        (a_docx({"word/_rels/a.xml.rels": far("attachedTemplate", "file:////x.vn/a.dotm")}), "macro"),
        (
            a_docx({"word/_rels/a.xml.rels": far("oleObject", "mhtml:http://x.vn/a.html!x-usc:http://x.vn/a.html")}),
            "macro",
        ),
        (a_docx({"word/_rels/a.xml.rels": far("image", "\\\\x.vn\\a.png")}), "macro"),
        (a_docx({"word/_rels/a.xml.rels": FAR_TEMPLATE.decode().encode("utf-16")}), "bị hỏng"),
        (a_docx({"word/_rels/a.xml.rels": b'<?xml version="1.0" encoding="UTF-7"?>' + FAR_TEMPLATE}), "bị hỏng"),
        (a_docx({"word/_rels/a.xml.rels": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "bị hỏng"),
        (a_docx({"word/footer.xml": b"<w:instrText> DDEAUTO c:\\\\cmd.exe </w:instrText>"}), "macro"),
        (a_docx({"word/footer.xml": b'<w:fldSimple w:instr="D&#68;E c:\\\\cmd.exe"/>'}), "macro"),
        (a_docx({"word/a.xml": b"<w:instrText>DD</w:instrText></w:r><w:instrText>EAUTO c</w:instrText>"}), "macro"),
        (a_docx({"[Content_Types].xml": b"<Types>document.macroEnabled.main+xml</Types>"}), "macro"),
        (a_docx({"word/media/big.xml": b"0" * (60 * 1024 * 1024)}), "nén quá nhiều"),
        (a_docx({f"word/{n}.xml": b"" for n in range(3001)}), "nén quá nhiều"),
        (a_docx({"../../etc/cron.d/x": b"x"}), "giấu dữ liệu khác"),
        (a_docx({"WORD/document.xml": b"<x/>"}), "giấu dữ liệu khác"),
        (a_docx(comment=b"#!/bin/sh"), "giấu dữ liệu khác"),
        (a_docx({"xl/workbook.xml": b"<x/>"}), "tệp nén"),
    ],
)
def test_a_word_file_that_is_a_trap_is_refused(content, words):
    assert words in refusal(content, "don.docx")


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "https://thutuc.vn/a"),
        ("attachedTemplate", "file:///C:\\Users\\lan\\AppData\\Roaming\\Microsoft\\Templates\\Normal.dotm"),
        ("image", "file:///D:/anh/dau.png"),
    ],
)
def test_a_link_to_click_and_the_writers_own_places_are_no_trap(kind, target):
    content = a_docx({"word/_rels/document.xml.rels": far(kind, target)})
    assert check_upload(upload(content, "don.docx")).content == content


def test_an_archive_that_reads_as_a_pdf_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as new:
        new.writestr("a.pdf", a_pdf())
    assert "giấu dữ liệu khác" in refusal(file.getvalue(), "don.docx")


def test_a_list_that_lies_about_the_size_of_a_part_is_found_out():
    content = bytearray(a_docx({"word/media/x.xml": b"0" * 100_000}))
    true, small = (100_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert true in content
    assert "bị hỏng" in refusal(bytes(content).replace(true, small), "don.docx")


def test_a_locked_part_is_refused():
    content = bytearray(a_docx())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert "bị hỏng" in refusal(bytes(content), "don.docx")


def test_a_workbook_that_starts_a_program_is_refused():
    link = b'<externalLink><x14:ddeLink ddeService="cmd"/></externalLink>'
    assert "macro" in refusal(an_xlsx({"xl/externalLinks/externalLink1.xml": link}), "bang.xlsx")


def _mode(packed: bool):
    return pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
