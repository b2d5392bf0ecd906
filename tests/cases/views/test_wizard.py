"""Submitting online: page by page, nothing typed is lost, twice is once."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Document, Dossier, Draft
from procedures.models import Offering, Procedure, ProcedureCase, ProcedureVersion, RequiredDocument
from tests.pictures import png
from tests.queries import statements
from tests.world import LONG_WAY, SINCE, World, version

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
def mai(world: World, signed_in: Any) -> Any:
    return signed_in(world.mai)


def begin(world: World, mai: Any, for_whom: str = "self") -> None:
    offering = world.offerings[CODE, "H26.105"]
    answer = mai.post(url(), {"offering": offering.pk, "for_whom": for_whom})
    assert answer.status_code == 302


def fill(world: World, mai: Any) -> None:
    """Everything but the last page."""
    begin(world, mai)
    assert mai.post(url("nguoi-nop"), {**WHO, "go": "next"}).url == url("to-khai")
    assert mai.post(url("to-khai"), {"subject": "Xây nhà 3 tầng", "go": "next"}).url == url("giay-to")
    assert mai.post(url("giay-to"), {"go": "next"}).url == url("nhan-ket-qua")
    assert mai.post(url("nhan-ket-qua"), {"delivery": "pick_up", "go": "next"}).url == url("kiem-tra")


def test_a_stranger_signs_in_first_and_comes_back(world: World, client: Any) -> None:
    assert client.get(url()).url == f"/dang-nhap/?next={url()}"


def test_from_the_first_page_to_the_code(world: World, mai: Any) -> None:
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


def test_pressing_submit_twice_gives_one_dossier(world: World, mai: Any) -> None:
    fill(world, mai)
    sent = {"declared": "yes", "key": Draft.objects.get().key}
    first, second = mai.post(url("kiem-tra"), sent), mai.post(url("kiem-tra"), sent)
    assert first.url == second.url
    assert Dossier.objects.count() == 1


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(world: World, mai: Any) -> None:
    begin(world, mai)
    wrong = {**WHO, "personal_id": "123", "full_name": "Trần <b>Thị</b> Mai", "go": "next"}
    answer = mai.post(url("nguoi-nop"), wrong)
    assert answer.status_code == 422
    page = mai.get(url("nguoi-nop")).content.decode()
    assert "12 chữ số" in page
    assert 'value="123"' in page
    assert "Trần &lt;b&gt;Thị&lt;/b&gt; Mai" in page


def test_leaving_in_the_middle_loses_nothing(world: World, mai: Any) -> None:
    begin(world, mai)
    assert mai.post(url("nguoi-nop"), {"full_name": "Trần Thị M", "go": "exit"}).url == "/ho-so-cua-toi/"
    assert 'value="Trần Thị M"' in mai.get(url("nguoi-nop")).content.decode()
    assert "Bản nháp chưa nộp" in mai.get("/ho-so-cua-toi/").content.decode()


def test_going_back_keeps_what_was_typed(world: World, mai: Any) -> None:
    begin(world, mai)
    assert mai.post(url("nguoi-nop"), {"full_name": "Trần Thị M", "go": "back"}).url == url()
    assert 'value="Trần Thị M"' in mai.get(url("nguoi-nop")).content.decode()
    assert mai.post(url("to-khai"), {"subject": "Xây", "go": "back"}).url == url("nguoi-nop")
    photo = SimpleUploadedFile("anh.png", png(), "image/png")
    paper = RequiredDocument.objects.filter(version__procedure__code=CODE).first()
    assert paper is not None
    assert mai.post(url("giay-to"), {f"file-{paper.pk}": photo, "go": "back"}).url == url("to-khai")
    assert Document.objects.get().name == "anh.png"


def test_a_draft_goes_on_where_one_stopped(world: World, mai: Any) -> None:
    begin(world, mai)
    assert mai.get(url("tiep-tuc")).url == url("nguoi-nop")
    mai.post(url("nguoi-nop"), {**WHO, "go": "exit"})
    assert mai.get(url("tiep-tuc")).url == url("to-khai")
    assert url("tiep-tuc") in mai.get("/ho-so-cua-toi/").content.decode()
    fill(world, mai)
    assert mai.get(url("tiep-tuc")).url == url("kiem-tra")


def test_whoever_mends_one_answer_comes_straight_back_to_the_check(world: World, mai: Any) -> None:
    fill(world, mai)
    assert f"{url('nguoi-nop')}?sua=1" in mai.get(url("kiem-tra")).content.decode()
    mending = f"{url('nguoi-nop')}?sua=1"
    assert mai.post(mending, {**WHO, "phone": "12", "go": "next"}).status_code == 422
    assert mai.post(mending, {**WHO, "go": "next"}).url == url("kiem-tra")
    assert mai.post(f"{url('giay-to')}?sua=1", {"go": "stay"}).url == f"{url('giay-to')}?sua=1"
    assert mai.post(f"{url('giay-to')}?sua=1", {"go": "back"}).url == url("kiem-tra")


def test_a_draft_is_offered_again_instead_of_a_second_one(world: World, mai: Any) -> None:
    begin(world, mai)
    assert "Bạn đang có một bản nháp" in mai.get(url()).content.decode()
    begin(world, mai)
    assert Draft.objects.count() == 1


def test_an_open_page_is_named_and_nothing_is_submitted(world: World, mai: Any) -> None:
    begin(world, mai)
    answer = mai.post(url("kiem-tra"), {"declared": "yes", "key": Draft.objects.get().key})
    assert answer.status_code == 422
    assert "Xem lại “Người nộp”" in answer.content.decode()
    assert not Dossier.objects.exists()


def test_an_address_for_the_post_is_kept_only_for_the_post(world: World, mai: Any) -> None:
    fill(world, mai)
    sent = {"delivery": "pick_up", "delivery_address": "12 Lý Thường Kiệt", "go": "next"}
    assert mai.post(url("nhan-ket-qua"), sent).url == url("kiem-tra")
    assert "Địa chỉ nhận" not in mai.get(url("kiem-tra")).content.decode()
    mai.post(url("kiem-tra"), {"declared": "yes", "key": Draft.objects.get().key})
    assert Dossier.objects.get().delivery_address == ""


def test_without_the_declaration_nothing_is_submitted(world: World, mai: Any) -> None:
    fill(world, mai)
    answer = mai.post(url("kiem-tra"), {"key": Draft.objects.get().key})
    assert answer.status_code == 422
    assert not Dossier.objects.exists()


def test_filing_for_another_keeps_both_people(world: World, mai: Any) -> None:
    begin(world, mai, for_whom="child")
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


def test_a_file_goes_with_the_dossier_and_a_false_one_is_refused_by_name(world: World, mai: Any) -> None:
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


def test_a_file_can_be_taken_out_again(world: World, mai: Any) -> None:
    begin(world, mai)
    paper = RequiredDocument.objects.get(version=world.permit, code="CM")
    mai.post(url("giay-to"), {f"file-{paper.pk}": SimpleUploadedFile("a.png", png(), "image/png")})
    mai.post(url("giay-to"), {"remove": Document.objects.get().pk})
    assert not Document.objects.exists()


def test_somebody_elses_file_cannot_be_taken_out(world: World, mai: Any, signed_in: Any) -> None:
    begin(world, mai)
    paper = RequiredDocument.objects.get(version=world.permit, code="CM")
    mai.post(url("giay-to"), {f"file-{paper.pk}": SimpleUploadedFile("a.png", png(), "image/png")})
    hung = signed_in(world.hung)
    begin(world, hung)
    hung.post(url("giay-to"), {"remove": Document.objects.get().pk})
    assert Document.objects.count() == 1


def test_a_draft_of_an_ended_version_says_so_and_goes_on_under_the_new_one(world: World, mai: Any) -> None:
    fill(world, mai)
    paper = RequiredDocument.objects.get(version=world.permit, code="CM")
    mai.post(url("giay-to"), {f"file-{paper.pk}": SimpleUploadedFile("a.png", png(), "image/png")})
    ProcedureVersion.objects.filter(pk=world.permit.pk).update(status="ended", valid_until="2026-01-01")
    new = version(
        CODE, "Cấp giấy phép xây dựng (mới)", world.field, amount=5, unit="working_day", steps=LONG_WAY, number=2
    )
    sent = {"declared": "yes", "key": Draft.objects.get().key}
    assert mai.post(url("kiem-tra"), sent).url == url()
    assert not Dossier.objects.exists()
    page = mai.get(url()).content.decode()
    assert "hết hiệu lực từ ngày 01/01/2026" in page
    assert mai.post(url(), {"renew": "1"}).url == url()
    begin(world, mai)
    mai.post(url("kiem-tra"), sent)
    dossier = Dossier.objects.get()
    assert (dossier.version, dossier.form_data) == (new, {"subject": "Xây nhà 3 tầng"})
    assert Document.objects.get().requirement == RequiredDocument.objects.get(version=new, code="CM")
    assert not Draft.objects.exists()


def test_a_newer_version_that_does_not_hold_yet_changes_nothing(world: World, mai: Any) -> None:
    fill(world, mai)
    ProcedureVersion.objects.filter(pk=world.permit.pk).update(status="ended", valid_until="2090-01-01")
    new = ProcedureVersion.objects.create(procedure=world.permit.procedure, number=2, name="Quy định sau này")
    ProcedureVersion.objects.filter(pk=new.pk).update(status="published", valid_from="2090-01-01")
    mai.post(url("kiem-tra"), {"declared": "yes", "key": Draft.objects.get().key})
    assert Dossier.objects.get().version == world.permit


def test_what_was_typed_when_the_version_ended_is_not_lost(world: World, mai: Any) -> None:
    begin(world, mai)
    ProcedureVersion.objects.filter(pk=world.permit.pk).update(status="ended", valid_until="2026-01-01")
    assert mai.post(url("to-khai"), {"subject": "Vừa gõ"}).url == url()
    assert Draft.objects.get().answers["to-khai"] == {"subject": ["Vừa gõ"], "since": []}
    assert mai.get(url()).url == f"/thu-tuc/{CODE}/"


def test_a_place_that_stopped_taking_dossiers_is_said_and_another_is_chosen(world: World, mai: Any) -> None:
    fill(world, mai)
    Offering.objects.filter(pk=world.offerings[CODE, "H26.105"].pk).update(online_level="none")
    answer = mai.post(url("kiem-tra"), {"declared": "yes", "key": Draft.objects.get().key})
    assert answer.status_code == 422
    assert "không còn nhận thủ tục này trực tuyến" in answer.content.decode()
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("number", ["²", "-1", "9" * 30, "x", "1\0"])
def test_numbers_that_are_none_change_nothing(world: World, mai: Any, number: str) -> None:
    begin(world, mai)
    assert mai.post(url("giay-to"), {"remove": number, "paper": number}).status_code == 302
    assert mai.get(url("giay-to")).status_code == 200


@pytest.mark.parametrize("key", ["", "x", "-" * 36, "0" * 36, "1\0"])
def test_a_key_that_is_none_leads_to_the_start(world: World, mai: Any, key: str) -> None:
    assert mai.post(url("kiem-tra"), {"declared": "yes", "key": key}).url == url()


def test_another_persons_key_opens_nothing(world: World, mai: Any, signed_in: Any) -> None:
    fill(world, mai)
    key = Draft.objects.get().key
    mai.post(url("kiem-tra"), {"declared": "yes", "key": key})
    assert signed_in(world.hung).post(url("kiem-tra"), {"declared": "yes", "key": key}).url == url()


def test_only_answers_of_the_page_are_kept_and_none_that_a_database_cannot_hold(world: World, mai: Any) -> None:
    begin(world, mai)
    mai.post(url("to-khai"), {"subject": "Nhà\0 ở", "since_ngay": "3", "for_whom": "x", "key": "y", "la": "z"})
    assert Draft.objects.get().answers["to-khai"] == {"subject": ["Nhà ở"], "since": [], "since_ngay": ["3"]}


def strict(world: World) -> ProcedureVersion:
    """A procedure of the ward without questions: one paper for all that must be there, one for old houses only."""
    made = ProcedureVersion.objects.create(
        procedure=Procedure.objects.create(code="1.500001", field=world.field), number=1, name="Thủ tục chặt chẽ"
    )
    case = ProcedureCase.objects.create(version=made, code="X", name="Nhà cổ")
    RequiredDocument.objects.create(version=made, position=1, name="Sổ đỏ", originals=1)
    RequiredDocument.objects.create(version=made, position=2, name="Giấy nhà cổ", case=case, copies=1)
    RequiredDocument.objects.create(version=made, position=3, name="Thẻ căn cước", present_only=True)
    ProcedureVersion.objects.filter(pk=made.pk).update(status="published", valid_from=SINCE)
    world.offerings["1.500001", "H26.105"] = Offering.objects.create(
        procedure=made.procedure, department=world.ward, desk=world.desk, division=world.office, valid_from=SINCE
    )
    return made


def begin_strict(world: World, mai: Any, case: str) -> None:
    start = {"offering": world.offerings["1.500001", "H26.105"].pk, "for_whom": "self", "case": case}
    assert mai.post("/nop-ho-so/1.500001/", start).status_code == 302


def test_a_missing_paper_is_named_beside_it_unless_it_is_brought(world: World, mai: Any) -> None:
    paper = strict(world).requirements.get(name="Sổ đỏ")
    begin_strict(world, mai, "-")
    answer = mai.post("/nop-ho-so/1.500001/giay-to/", {"go": "next"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Sổ đỏ: Hãy tải tệp lên, hoặc đánh dấu sẽ nộp bản giấy." in page
    assert ("Thẻ căn cước" in page, "Giấy nhà cổ" in page) == (True, False)
    brought = mai.post("/nop-ho-so/1.500001/giay-to/", {"go": "next", "paper": paper.pk})
    assert brought.url == "/nop-ho-so/1.500001/nhan-ket-qua/"


def test_without_questions_there_is_no_form_page(world: World, mai: Any) -> None:
    strict(world)
    begin_strict(world, mai, "-")
    assert mai.get("/nop-ho-so/1.500001/to-khai/").status_code == 404
    assert "Bước 1/4" in mai.get("/nop-ho-so/1.500001/nguoi-nop/").content.decode()


def test_files_of_another_case_stay_behind(world: World, mai: Any) -> None:
    made = strict(world)
    general, special = made.requirements.get(name="Sổ đỏ"), made.requirements.get(name="Giấy nhà cổ")
    begin_strict(world, mai, "X")
    mai.post("/nop-ho-so/1.500001/giay-to/", {f"file-{special.pk}": SimpleUploadedFile("a.png", png(), "image/png")})
    begin_strict(world, mai, "-")
    mai.post("/nop-ho-so/1.500001/nguoi-nop/", WHO)
    mai.post("/nop-ho-so/1.500001/giay-to/", {"paper": general.pk})
    mai.post("/nop-ho-so/1.500001/nhan-ket-qua/", {"delivery": "pick_up"})
    mai.post("/nop-ho-so/1.500001/kiem-tra/", {"declared": "yes", "key": Draft.objects.get().key})
    dossier = Dossier.objects.get()
    assert dossier.case is None
    assert dossier.events.get().note == "Nộp bản giấy tại Bộ phận Một cửa: Sổ đỏ."
    assert not Document.objects.exists()


@pytest.mark.parametrize("page", ["nguoi-nop", "to-khai", "giay-to", "nhan-ket-qua", "kiem-tra", ""])
def test_each_page_keeps_the_budget(world: World, mai: Any, page: str) -> None:
    fill(world, mai)
    assert statements(lambda: mai.get(url(page))) <= 10


@pytest.mark.parametrize("page", ["khong-co", "kiem-tra-lai"])
def test_a_page_that_does_not_exist_is_not_found(world: World, mai: Any, page: str) -> None:
    begin(world, mai)
    assert mai.get(url(page)).status_code == 404


def test_the_place_chosen_on_the_procedures_page_is_chosen_here_too(world: World, mai: Any) -> None:
    offering = world.offerings[CODE, "H26.104"]
    assert f'<option value="{offering.pk}" selected>' in mai.get(f"{url()}?noi=H26.104").content.decode()
