"""Several drafts of one procedure, copies of them and of earlier dossiers; each with files of its own."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.actions.submit import submit
from cases.drafts import MOST_DRAFTS, begin
from cases.intake import Person
from cases.models import Document, Dossier, Draft
from cases.storage import accept_upload, delete_draft, file_of
from procedures.models import Offering, ProcedureVersion, RequiredDocument
from tests.pictures import png
from tests.queries import statements
from tests.world import World, hanoi

AT = hanoi("2026-11-20 09:00")
CODE = "1.013225"
START, SECOND, MINE = f"/nop-ho-so/{CODE}/", f"/nop-ho-so/{CODE}/2/", "/ho-so-cua-toi/"
WHO = {
    "full_name": "Trần Thị Mai",
    "personal_id": "001190012345",
    "phone": "0912 345 678",
    "address": "12 Lý Thường Kiệt",
    "go": "next",
}
BORN = {"owner-birth_date_ngay": "1", "owner-birth_date_thang": "9", "owner-birth_date_nam": "2026"}
NA = {"owner-full_name": "Bé Na", **BORN}


@pytest.fixture
def mai(world: World, signed_in: Any) -> Client:
    client: Client = signed_in(world.mai)
    return client


def choose(world: World, **more: Any) -> dict[str, Any]:
    return {"offering": world.offerings[CODE, "H26.105"].pk, "for_whom": "child", **more}


def two(world: World, mai: Client) -> tuple[Draft, Draft]:
    """Mai has begun one for Bé Na and one for Bé Bo."""
    mai.post(START, choose(world))
    mai.post(f"{START}nguoi-nop/", {**WHO, **NA})
    assert mai.post(START, choose(world, another=str(uuid4()))).url == f"{SECOND}nguoi-nop/"
    mai.post(f"{SECOND}nguoi-nop/", {**WHO, **BORN, "owner-full_name": "Bé Bo"})
    return Draft.objects.get(number=1), Draft.objects.get(number=2)


def photo(draft: Draft, world: World, code: str = "CM") -> Document:
    paper = RequiredDocument.objects.get(version=draft.version, code=code)
    upload = SimpleUploadedFile("giấy.png", png(), "image/png")
    return accept_upload(upload, at=AT, by=world.mai, draft=draft, requirement=paper)


def files() -> int:
    root = Path(settings.MEDIA_ROOT)
    return sum(one.is_file() for one in root.rglob("*")) if root.exists() else 0


def test_a_mother_files_for_two_children_at_a_time(world: World, mai: Client) -> None:
    first, second = two(world, mai)
    assert first.answers["nguoi-nop"]["owner-full_name"] == ["Bé Na"]
    assert second.answers["nguoi-nop"]["owner-full_name"] == ["Bé Bo"]
    page = mai.get(MINE).content.decode()
    assert "cho Bé Na · UBND phường Cửa Nam · đã xong 1/4 trang" in page
    assert f'href="{SECOND}tiep-tuc/"' in page
    assert "Bạn đang có 2 bản nháp của thủ tục này" in mai.get(START).content.decode()
    for address in (START, SECOND):
        mai.post(f"{address}to-khai/", {"subject": f"Khai {address}", "go": "next"})
        mai.post(f"{address}nhan-ket-qua/", {"delivery": "pick_up", "go": "next"})
    sent = {"declared": "yes", "key": second.key}
    assert mai.get(f"{SECOND}kiem-tra/").content.decode().count(f'href="{SECOND}') >= 4
    mai.post(f"{SECOND}kiem-tra/", sent)
    dossier = Dossier.objects.get()
    assert (dossier.owner.full_name, dossier.form_data) == ("Bé Bo", {"subject": f"Khai {SECOND}"})
    assert list(Draft.objects.values_list("number", flat=True)) == [1]


def test_the_button_pressed_twice_begins_one(world: World, mai: Client) -> None:
    mai.post(START, choose(world))
    sent = choose(world, another=str(uuid4()))
    assert mai.post(START, sent).url == mai.post(START, sent).url == f"{SECOND}nguoi-nop/"
    assert Draft.objects.count() == 2


def test_an_old_page_writes_nothing_into_a_new_draft_of_the_same_number(world: World, mai: Client) -> None:
    mai.post(START, choose(world))
    old = Draft.objects.get()
    delete_draft(old)
    mai.post(START, choose(world))
    stale = {"subject": "của bản cũ", "draft-key": str(old.key), "go": "next"}
    assert mai.post(f"{START}to-khai/", stale).url == START
    kept = mai.post(f"{START}to-khai/luu/", stale, headers={"Draft-Turn": "1"})
    assert kept.status_code == 404
    assert mai.post(f"{START}kiem-tra/", {"declared": "yes", "key": str(old.key)}).url == START
    assert "to-khai" not in Draft.objects.get().answers


def test_there_are_so_many_drafts_and_no_more(world: World, mai: Client) -> None:
    for _ in range(MOST_DRAFTS):
        begin(world.mai, world.permit, key=uuid4(), at=AT)
    answer = mai.post(START, choose(world, another=str(uuid4())))
    assert answer.status_code == 422
    assert f"Bạn đang có {MOST_DRAFTS} bản nháp" in answer.content.decode()
    draft = Draft.objects.first()
    assert draft is not None
    refused = mai.post(f"/ho-so-cua-toi/nhap/{draft.key}/sao-chep/", {"key": str(uuid4())})
    assert (refused.status_code, Draft.objects.count()) == (422, MOST_DRAFTS)


def test_a_foreign_key_makes_a_draft_of_ones_own(world: World, mai: Client) -> None:
    foreign = begin(world.hung, world.permit, key=uuid4(), at=AT)
    submitted = world.submitted(AT)
    for key in (foreign.key, submitted.submission_key):
        draft = begin(world.mai, world.permit, key=key, at=AT)
        assert (draft.account, draft.key == key) == (world.mai, False)


@pytest.mark.parametrize("number", ["0", "2", "99999", "9" * 30])
def test_a_number_without_a_draft_leads_to_the_start(world: World, mai: Client, number: str) -> None:
    mai.post(START, choose(world))
    assert mai.get(f"{START}{number}/").status_code == 200
    assert mai.get(f"{START}{number}/nguoi-nop/").url == START


def test_a_copy_has_files_of_its_own_and_no_declaration(world: World, mai: Client) -> None:
    draft, _ = two(world, mai)
    old = photo(draft, world)
    address, sent = f"/ho-so-cua-toi/nhap/{draft.key}/sao-chep/", {"key": str(uuid4())}
    assert "Tạo bản nháp mới" in mai.get(address).content.decode()
    assert mai.post(address, sent).url == mai.post(address, sent).url == f"/nop-ho-so/{CODE}/3/nguoi-nop/"
    copy = Draft.objects.get(number=3)
    assert copy.answers == draft.answers
    [new] = copy.documents.all()
    assert (new.name, new.sha256, new.requirement) == (old.name, old.sha256, old.requirement)
    assert (file_of(new) == file_of(old), files()) == (False, 2)


def test_deleting_the_original_leaves_the_copys_file(
    world: World, mai: Client, django_capture_on_commit_callbacks: Any
) -> None:
    draft, _ = two(world, mai)
    photo(draft, world)
    mai.post(f"/ho-so-cua-toi/nhap/{draft.key}/sao-chep/", {"key": str(uuid4())})
    with django_capture_on_commit_callbacks(execute=True):
        mai.post(f"/ho-so-cua-toi/nhap/{draft.key}/xoa/")
    [left] = Document.objects.all()
    assert len((Path(settings.MEDIA_ROOT) / file_of(left)).read_bytes()) == left.size
    assert files() == 1


def test_a_dossier_becomes_a_draft_for_the_next_one(world: World, mai: Client) -> None:
    owner = Person(full_name="Bé Na", birth_date=AT.date(), address="Phường Cửa Nam")
    draft = begin(world.mai, world.permit, key=uuid4(), at=AT)
    photo(draft, world)
    told = {"subject": "Xây nhà", "since": "2026-04-03", "gone": "không còn hỏi"}
    intake = world.intake(owner=owner, form_data=told, delivery="post", delivery_address="12 Lý Thường Kiệt")
    dossier = submit(intake, by=world.mai, at=AT, documents=list(draft.documents.all()), draft=draft)
    new = mai.post(f"/ho-so-cua-toi/{dossier.code}/nop-tuong-tu/", {"key": str(uuid4())})
    assert new.url == f"{START}nguoi-nop/"
    copy = Draft.objects.get()
    assert copy.offering == world.offerings[CODE, "H26.105"]
    assert copy.answers["for_whom"] == "other"
    assert copy.answers["nguoi-nop"]["phone"] == ["0912 345 678"]
    assert copy.answers["nguoi-nop"]["owner-birth_date_nam"] == ["2026"]
    assert copy.answers["to-khai"] == {
        "subject": ["Xây nhà"],
        "since": [],
        "since_ngay": ["3"],
        "since_thang": ["4"],
        "since_nam": ["2026"],
    }
    assert copy.documents.count() == 1
    assert mai.get(f"{START}tiep-tuc/").url == f"{START}nguoi-nop/"  # by what right is asked anew
    people = {name: texts[0] for name, texts in copy.answers["nguoi-nop"].items()}
    mai.post(f"{START}nguoi-nop/", {**people, "owner-grounds": "bà ngoại", "go": "next"})
    assert mai.get(f"{START}tiep-tuc/").url == f"{START}kiem-tra/"
    mai.post(f"{START}kiem-tra/", {"declared": "yes", "key": copy.key})
    again = Dossier.objects.exclude(pk=dossier.pk).get()
    assert again.form_data == {"subject": "Xây nhà", "since": "2026-04-03"}
    assert (again.owner.full_name, again.delivery, again.documents.count()) == ("Bé Na", "post", 1)


def test_a_file_that_is_gone_or_changed_is_not_copied(world: World, mai: Client) -> None:
    draft, _ = two(world, mai)
    gone, changed = photo(draft, world), photo(draft, world, "TK")
    (Path(settings.MEDIA_ROOT) / file_of(gone)).unlink()
    (Path(settings.MEDIA_ROOT) / file_of(changed)).write_bytes(b"khac")
    mai.post(f"/ho-so-cua-toi/nhap/{draft.key}/sao-chep/", {"key": str(uuid4())})
    assert Draft.objects.get(number=3).documents.count() == 0


def test_what_is_not_offered_any_more_is_said(world: World, mai: Client) -> None:
    dossier = world.submitted(AT)
    ProcedureVersion.objects.filter(pk=world.permit.pk).update(status="ended", valid_until="2026-01-01")
    answer = mai.post(f"/ho-so-cua-toi/{dossier.code}/nop-tuong-tu/", {"key": "x"})
    assert answer.status_code == 422
    assert "không còn được tiếp nhận" in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_place_that_takes_none_online_any_more_is_chosen_anew(world: World, mai: Client) -> None:
    dossier = world.submitted(AT)
    Offering.objects.filter(pk=world.offerings[CODE, "H26.105"].pk).update(online_level="none")
    assert mai.post(f"/ho-so-cua-toi/{dossier.code}/nop-tuong-tu/", {"key": "x"}).url == START


def test_nobody_copies_what_is_not_his(world: World, mai: Client, signed_in: Any) -> None:
    draft, _ = two(world, mai)
    dossier = world.submitted(AT)
    hung = signed_in(world.hung)
    assert hung.post(f"/ho-so-cua-toi/nhap/{draft.key}/sao-chep/").status_code == 404
    assert hung.post(f"/ho-so-cua-toi/{dossier.code}/nop-tuong-tu/").status_code == 404
    assert signed_in(world.lan).post(f"/ho-so-cua-toi/{dossier.code}/nop-tuong-tu/").status_code == 404


def test_the_list_of_drafts_costs_the_same_for_one_and_three(world: World, mai: Client) -> None:
    begin(world.mai, world.permit, key=uuid4(), at=AT)
    one = statements(lambda: mai.get(MINE))
    start = statements(lambda: mai.get(START))
    begin(world.mai, world.birth, key=uuid4(), at=AT)
    begin(world.mai, world.permit, key=uuid4(), at=AT)
    assert statements(lambda: mai.get(MINE)) == one <= 10
    assert statements(lambda: mai.get(START)) == start <= 10
