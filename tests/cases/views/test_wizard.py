"""Submitting online: page by page, nothing typed is lost, twice is once."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.models import Document, Dossier, Draft
from procedures.models import RequiredDocument
from tests.pictures import png
from tests.world import World

CODE = "1.013225"
WHO = {
    "full_name": "Trần Thị Mai",
    "personal_id": "001190012345",
    "phone": "0912 345 678",
    "email": "",
    "address": "12 Lý Thường Kiệt, phường Cửa Nam",
}


def url(page: str = "") -> str:
    return f"/nop-ho-so/{CODE}/{page}/" if page else f"/nop-ho-so/{CODE}/"


@pytest.fixture
def mai(world: World, signed_in: Any) -> Client:
    client: Client = signed_in(world.mai)
    return client


def begin(world: World, mai: Client, for_whom: str = "self") -> None:
    offering = world.offerings[CODE, "H26.105"]
    answer = mai.post(url(), {"offering": offering.pk, "for_whom": for_whom})
    assert answer.status_code == 302


def fill(world: World, mai: Client) -> None:
    """Everything but the last page."""
    begin(world, mai)
    assert mai.post(url("nguoi-nop"), {**WHO, "go": "next"}).url == url("to-khai")
    assert mai.post(url("to-khai"), {"subject": "Xây nhà 3 tầng", "go": "next"}).url == url("giay-to")
    assert mai.post(url("giay-to"), {"go": "next"}).url == url("nhan-ket-qua")
    assert mai.post(url("nhan-ket-qua"), {"delivery": "pick_up", "go": "next"}).url == url("kiem-tra")


def test_a_stranger_signs_in_first_and_comes_back(world: World, client: Client) -> None:
    assert client.get(url()).url == f"/dang-nhap/?next={url()}"


def test_from_the_first_page_to_the_code(world: World, mai: Client) -> None:
    fill(world, mai)
    page = mai.get(url("kiem-tra")).content.decode()
    assert "0912 345 678" in page
    assert "Xây nhà 3 tầng" in page
    draft = Draft.objects.get()
    answer = mai.post(url("kiem-tra"), {"declared": "yes", "key": draft.key})
    dossier = Dossier.objects.get()
    assert answer.url == f"/ho-so-cua-toi/{dossier.code}/?vua-nop=1"
    assert (dossier.account, dossier.channel, dossier.department) == (world.mai, "online", world.ward)
    assert dossier.form_data == {"subject": "Xây nhà 3 tầng"}
    assert (dossier.submitter.phone, dossier.owner) == ("+84912345678", dossier.submitter)
    assert not Draft.objects.exists()
    assert dossier.code in mai.get(answer.url).content.decode()


def test_pressing_submit_twice_gives_one_dossier(world: World, mai: Client) -> None:
    fill(world, mai)
    sent = {"declared": "yes", "key": Draft.objects.get().key}
    first, second = mai.post(url("kiem-tra"), sent), mai.post(url("kiem-tra"), sent)
    assert first.url == second.url
    assert Dossier.objects.count() == 1


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(world: World, mai: Client) -> None:
    begin(world, mai)
    wrong = {**WHO, "personal_id": "123", "full_name": "Trần <b>Thị</b> Mai", "go": "next"}
    answer = mai.post(url("nguoi-nop"), wrong)
    assert answer.status_code == 422
    page = mai.get(url("nguoi-nop")).content.decode()
    assert "12 chữ số" in page
    assert 'value="123"' in page
    assert "Trần &lt;b&gt;Thị&lt;/b&gt; Mai" in page


def test_leaving_in_the_middle_loses_nothing(world: World, mai: Client) -> None:
    begin(world, mai)
    assert mai.post(url("nguoi-nop"), {"full_name": "Trần Thị M", "go": "exit"}).url == "/ho-so-cua-toi/"
    assert 'value="Trần Thị M"' in mai.get(url("nguoi-nop")).content.decode()
    assert "Bản nháp chưa nộp" in mai.get("/ho-so-cua-toi/").content.decode()


def test_a_draft_is_offered_again_instead_of_a_second_one(world: World, mai: Client) -> None:
    begin(world, mai)
    assert "Bạn đang có một bản nháp" in mai.get(url()).content.decode()
    begin(world, mai)
    assert Draft.objects.count() == 1


def test_an_open_page_is_named_and_nothing_is_submitted(world: World, mai: Client) -> None:
    begin(world, mai)
    answer = mai.post(url("kiem-tra"), {"declared": "yes", "key": Draft.objects.get().key})
    assert answer.status_code == 422
    assert "Xem lại “Người nộp”" in answer.content.decode()
    assert not Dossier.objects.exists()


def test_without_the_declaration_nothing_is_submitted(world: World, mai: Client) -> None:
    fill(world, mai)
    answer = mai.post(url("kiem-tra"), {"key": Draft.objects.get().key})
    assert answer.status_code == 422
    assert not Dossier.objects.exists()


def test_filing_for_another_keeps_both_people(world: World, mai: Client) -> None:
    begin(world, mai, for_whom="other")
    owner = {
        "owner-full_name": "Bé Na",
        "owner-birth_date_ngay": "1",
        "owner-birth_date_thang": "9",
        "owner-birth_date_nam": "2026",
    }
    assert mai.post(url("nguoi-nop"), {**WHO, **owner, "go": "next"}).url == url("to-khai")
    mai.post(url("to-khai"), {"subject": "Khai sinh", "go": "next"})
    mai.post(url("nhan-ket-qua"), {"delivery": "electronic"})
    mai.post(url("kiem-tra"), {"declared": "yes", "key": Draft.objects.get().key})
    dossier = Dossier.objects.get()
    assert (dossier.submitter.full_name, dossier.owner.full_name) == ("Trần Thị Mai", "Bé Na")
    assert dossier.owner.birth_date.isoformat() == "2026-09-01"


def test_a_file_goes_with_the_dossier_and_a_false_one_is_refused_by_name(world: World, mai: Client) -> None:
    begin(world, mai)
    paper = RequiredDocument.objects.get(version=world.permit, code="CM")
    good = SimpleUploadedFile("anh chup.png", png(), "image/png")
    bad = SimpleUploadedFile("hop dong.pdf", b"MZ not a pdf", "application/pdf")
    answer = mai.post(url("giay-to"), {f"file-{paper.pk}": [good, bad], "go": "next"})
    assert answer.status_code == 422
    assert "hop dong.pdf" in answer.content.decode()
    assert [document.name for document in Document.objects.all()] == ["anh chup.png"]
    mai.post(url("nguoi-nop"), WHO)
    mai.post(url("to-khai"), {"subject": "Xây nhà"})
    mai.post(url("nhan-ket-qua"), {"delivery": "pick_up"})
    mai.post(url("kiem-tra"), {"declared": "yes", "key": Draft.objects.get().key})
    document = Document.objects.get()
    assert (document.dossier, document.requirement, document.draft) == (Dossier.objects.get(), paper, None)


def test_a_file_can_be_taken_out_again(world: World, mai: Client) -> None:
    begin(world, mai)
    paper = RequiredDocument.objects.get(version=world.permit, code="CM")
    mai.post(url("giay-to"), {f"file-{paper.pk}": SimpleUploadedFile("a.png", png(), "image/png")})
    mai.post(url("giay-to"), {"remove": Document.objects.get().pk})
    assert not Document.objects.exists()


def test_somebody_elses_file_cannot_be_taken_out(world: World, mai: Client, signed_in: Any) -> None:
    begin(world, mai)
    paper = RequiredDocument.objects.get(version=world.permit, code="CM")
    mai.post(url("giay-to"), {f"file-{paper.pk}": SimpleUploadedFile("a.png", png(), "image/png")})
    hung = signed_in(world.hung)
    begin(world, hung)
    hung.post(url("giay-to"), {"remove": Document.objects.get().pk})
    assert Document.objects.count() == 1


def test_a_draft_of_an_ended_version_goes_on_under_the_new_one(world: World, mai: Client) -> None:
    from procedures.models import ProcedureVersion
    from tests.world import LONG_WAY, version

    fill(world, mai)
    ProcedureVersion.objects.filter(pk=world.permit.pk).update(status="ended", valid_until="2026-01-01")
    new = version(
        CODE, "Cấp giấy phép xây dựng (mới)", world.field, amount=5, unit="working_day", steps=LONG_WAY, number=2
    )
    mai.post(url("kiem-tra"), {"declared": "yes", "key": Draft.objects.get().key})
    assert Dossier.objects.get().version == new
