"""A leader with a key signs the file itself; number, seal and public check follow; nobody else's signature passes."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.actions.add_signing_key import end_signing_key
from cases.actions.propose import approve, propose
from cases.actions.sign import recall, return_to, sign, sign_many
from cases.authenticity import by_file, by_token
from cases.errors import Changed, MoveRefused, NotAllowed
from cases.models import Document, Dossier, IssuedResult
from cases.signing.checking import signatures_in
from cases.status import Status
from cases.storage import accept_upload
from departments.models import Post
from departments.roles import Role
from tests.cases.printing.papers import pages_of, words_of
from tests.cases.signing.keys import AT, gives_key
from tests.cases.uploads import a_pdf
from tests.pictures import png
from tests.world import SINCE, World, hanoi

NOW = hanoi("2026-11-20 10:00")


def with_draft(world: World, content: bytes | None = None, name: str = "du-thao.pdf") -> Dossier:
    """Minh has proposed a file, Hà has checked it, Sơn has to sign."""
    dossier = world.assigned(AT)
    upload = SimpleUploadedFile(name, content or a_pdf())
    file = accept_upload(upload, at=AT, by=world.minh, dossier=dossier, kind=Document.Kind.RESULT)
    propose(dossier, by=world.minh, at=AT, outcome="granted", text="Đủ điều kiện.", document=file)
    approve(dossier, by=world.ha, at=AT)
    return dossier


def file_of(dossier: Dossier) -> bytes:
    """The result's file as it is now."""
    document = Dossier.objects.get(pk=dossier.pk).result.document
    assert document is not None
    with document.file.open("rb") as file:
        return bytes(file.read())


def test_the_leaders_key_signs_the_file_with_number_and_day_in_it(world: World, settings: Any) -> None:
    gives_key(world.son, settings)
    dossier = with_draft(world)
    draft = dossier.result.document
    sign(dossier, by=world.son, at=NOW)
    content, issued = file_of(dossier), IssuedResult.objects.get()
    assert [(one.signer, one.at, one.whole) for one in signatures_in(content)] == [("Đỗ Hải Sơn", NOW, True)]
    assert (pages_of(content), dossier.result.number, issued.shown_number) == (2, "1/KQ-2026", "1/KQ-2026")
    said = words_of(content)
    for words in ("TRANG KÝ SỐ", "Ký bởi: Đỗ Hải Sơn", "20.11.2026 10:00:00 +07:00", str(dossier.code)):
        assert words in said
    assert (issued.state, issued.is_signed, issued.document_id) == ("valid", True, dossier.result.document_id)
    assert Document.objects.get(pk=draft.pk).sha256 == draft.sha256  # the draft stays as it was proposed


def test_poppler_confirms_the_signature_and_a_changed_byte_fails(world: World, settings: Any, tmp_path: Path) -> None:
    if shutil.which("pdfsig") is None:
        pytest.skip("cần pdfsig (gói poppler-utils)")
    gives_key(world.son, settings)
    gives_key(world.ward, settings)
    dossier = with_draft(world)
    sign(dossier, by=world.son, at=NOW)
    content = file_of(dossier)
    said = poppler(content, tmp_path)
    assert said.count("Signature is Valid") == 2
    assert "Total document signed" in said
    at = content.index(b"/MediaBox")
    changed = content[:at] + content[at:].replace(b"/MediaBox", b"/MediaB0x", 1)
    assert "Digest Mismatch" in poppler(changed, tmp_path)
    assert by_file(changed).title == "Tệp đã bị thay đổi sau khi ký"


def poppler(content: bytes, folder: Path) -> str:
    """What poppler's own reader says of the signatures."""
    file = folder / "paper.pdf"
    file.write_bytes(content)
    done = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False)
    return done.stdout


def test_the_agencys_seal_follows_where_it_asks_for_no_pin(world: World, settings: Any) -> None:
    gives_key(world.son, settings)
    gives_key(world.ward, settings)
    dossier = with_draft(world)
    sign(dossier, by=world.son, at=NOW)
    found = signatures_in(file_of(dossier))
    assert [(one.signer, one.whole) for one in found] == [("Đỗ Hải Sơn", True), ("UBND phường Cửa Nam", True)]


def test_a_picture_becomes_a_page_and_a_word_file_is_refused_before_anything_is_signed(
    world: World, settings: Any
) -> None:
    gives_key(world.son, settings)
    picture = with_draft(world, png(), "anh.png")
    sign(picture, by=world.son, at=NOW)
    assert (pages_of(file_of(picture)), len(signatures_in(file_of(picture)))) == (2, 1)
    words = with_draft(world)
    Document.objects.filter(pk=words.result.document_id).update(content_type="application/msword")
    with pytest.raises(MoveRefused, match="không phải PDF hay ảnh"):
        sign(Dossier.objects.get(pk=words.pk), by=world.son, at=NOW)


def test_the_pin_opens_the_key_and_without_it_nothing_happens(world: World, settings: Any) -> None:
    gives_key(world.son, settings, pin="2580")
    dossier = with_draft(world)
    for wrong in ("", "1111"):
        with pytest.raises(MoveRefused, match=r"PIN|Mật khẩu"):
            sign(dossier, by=world.son, at=NOW, pin=wrong)
    assert (Dossier.objects.get(pk=dossier.pk).status, IssuedResult.objects.count()) == (Status.PROCESSING, 0)
    sign(dossier, by=world.son, at=NOW, pin="2580")
    assert dossier.status == Status.FINISHED


def test_a_key_that_is_over_or_another_one_now_signs_nothing(world: World, settings: Any) -> None:
    key = gives_key(world.son, settings)
    dossier = with_draft(world)
    with pytest.raises(MoveRefused, match="đã hết hạn"):
        sign(dossier, by=world.son, at=hanoi("2033-01-06 09:00"))
    gives_key(world.dung, settings)
    (settings.SIGNING_DIR / key.reference).write_bytes((settings.SIGNING_DIR / "Vũ Tiến Dung.p12").read_bytes())
    with pytest.raises(MoveRefused, match="Chứng thư số đã đổi"):
        sign(dossier, by=world.son, at=NOW)
    end_signing_key(key, at=NOW)
    sign(dossier, by=world.son, at=NOW)  # by hand, on paper
    assert IssuedResult.objects.get().is_signed is False


def test_nobody_signs_with_his_key_what_he_proposed(world: World, settings: Any) -> None:
    Post.objects.create(user=world.minh, role=Role.LEADER, department=world.ward, since=SINCE)
    gives_key(world.minh, settings)
    dossier = with_draft(world)
    with pytest.raises(NotAllowed):
        sign(dossier, by=world.minh, at=NOW)
    assert (IssuedResult.objects.count(), dossier.documents.count()) == (0, 1)


def test_a_batch_opens_the_key_once_and_what_fails_keeps_no_other_back(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cases.signing import keys

    opened: list[str] = []
    monkeypatch.setattr(
        keys, "Pkcs12Signer", lambda *args, real=keys.Pkcs12Signer: (opened.append("x"), real(*args))[1]
    )
    gives_key(world.son, settings)
    opened.clear()
    good, changed, foreign, bare = with_draft(world), with_draft(world), with_draft(world), world.for_signature(AT)
    Dossier.objects.filter(pk=foreign.pk).update(department=world.other_ward)
    asked = [(one, one.revision) for one in (good, changed, Dossier.objects.get(pk=foreign.pk), bare)]
    foreign.refresh_from_db()
    return_to(Dossier.objects.get(pk=changed.pk), by=world.son, at=NOW, reason="Sai số thửa.")
    done = list(sign_many(asked, by=world.son, at=NOW))
    assert [bool(one.error) for one in done] == [False, True, True, False]
    assert "vừa có người khác thay đổi" in done[1].error
    assert [one.shown_number for one in IssuedResult.objects.order_by("pk")] == ["1/KQ-2026", "2/KQ-2026"]
    assert len(opened) == 1


def test_a_draft_that_was_changed_meanwhile_is_not_signed(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cases.actions import sign as module

    gives_key(world.son, settings)
    dossier = with_draft(world)
    real = module.sign_papers

    def slow(*args: Any, **kwargs: Any) -> Any:
        papers = real(*args, **kwargs)
        other = Document.objects.create(
            dossier=dossier, name="khac.pdf", file="x", content_type="application/pdf", size=1, sha256="x",
            uploaded_at=NOW,
        )  # fmt: skip
        dossier.result.document = other
        dossier.result.save()
        return papers

    monkeypatch.setattr(module, "sign_papers", slow)
    with pytest.raises(Changed, match="vừa được thay"):
        sign(dossier, by=world.son, at=NOW)
    assert IssuedResult.objects.get().state == "numbered"
    monkeypatch.setattr(module, "sign_papers", real)
    Document.objects.filter(name="khac.pdf").update(content_type="text/plain")
    dossier.result.document = None
    dossier.result.save()
    sign(Dossier.objects.get(pk=dossier.pk), by=world.son, at=NOW)
    assert [one.shown_number for one in IssuedResult.objects.all()] == ["1/KQ-2026"]  # the number was not lost


def test_a_file_that_was_signed_elsewhere_keeps_its_signature_and_gets_another(world: World, settings: Any) -> None:
    gives_key(world.son, settings)
    first = with_draft(world)
    sign(first, by=world.son, at=NOW)
    # As an officer would upload what a department of the city has signed.
    signed = settled_paper(world, settings)
    dossier = with_draft(world, signed)
    sign(dossier, by=world.son, at=NOW)
    assert file_of(dossier).startswith(signed)
    assert [one.whole for one in signatures_in(file_of(dossier))] == [True, True]


def settled_paper(world: World, settings: Any) -> bytes:
    """A PDF with a signature in it that permits another."""
    from cases.signing.embedding import complete, prepare
    from cases.signing.keys import open_key

    signer = open_key(gives_key(world.dung, settings), at=NOW)
    paper = prepare(a_pdf(), "Signature1", signer.chain, at=NOW, agency="Sở", reason="Ký", is_last=False)
    return complete(paper, signer.sign([paper.digest])[0])


def test_a_recalled_result_is_public_as_such_and_its_number_is_never_used_again(world: World, settings: Any) -> None:
    gives_key(world.son, settings)
    dossier = with_draft(world)
    sign(dossier, by=world.son, at=NOW)
    before, old = IssuedResult.objects.get(), file_of(dossier)
    assert by_file(old).title == "Văn bản có thật và còn hiệu lực"
    recall(dossier, by=world.son, at=hanoi("2026-11-23 09:00"), reason="Sai tên chủ hồ sơ Trần Thị Mai.")
    told = by_token(before.token)
    assert told is not None
    assert (told.title, "23/11/2026" in told.text) == ("Văn bản này đã bị thu hồi, không còn hiệu lực", True)
    assert "Trần Thị Mai" not in f"{told}"
    assert by_file(old).title == told.title
    again = SimpleUploadedFile("moi.pdf", a_pdf())
    file = accept_upload(again, at=AT, by=world.minh, dossier=dossier, kind=Document.Kind.RESULT)
    propose(dossier, by=world.minh, at=hanoi("2026-11-23 10:00"), outcome="granted", text="Đã sửa.", document=file)
    approve(dossier, by=world.ha, at=hanoi("2026-11-23 10:00"))
    sign(dossier, by=world.son, at=hanoi("2026-11-23 11:00"))
    after = IssuedResult.objects.get(state="valid")
    before.refresh_from_db()
    assert (before.state, before.replaced_by, after.shown_number) == ("replaced", after, "2/KQ-2026")
    told = by_token(before.token)
    assert told is not None
    assert "Thay bằng văn bản số 2/KQ-2026" in told.text


def test_words_typed_by_people_do_not_break_the_mark(world: World, settings: Any) -> None:
    world.son.full_name = "Nguyễn Phúc Tôn Nữ #let x = 1 *đậm*"
    world.son.save()
    gives_key(world.son, settings)
    dossier = with_draft(world)
    sign(dossier, by=world.son, at=NOW)
    assert "#let x = 1 *đậm*" in words_of(file_of(dossier)).replace("\n", " ")


@pytest.mark.parametrize("content", [b"", b"x" * 100, b"%PDF-1.7\n%%EOF", a_pdf()[:200]])
def test_what_is_no_paper_is_told_from_what_is_not_ours(world: World, content: bytes) -> None:
    from cases.signing.checking import NotReadable

    with pytest.raises(NotReadable):
        by_file(content)
    assert by_file(a_pdf()).title == "Cổng không biết tệp này"
    assert io.BytesIO(content).read() == content
