"""A file and its row live and die together."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from cases.actions.submit import submit
from cases.models import Document, Draft
from cases.storage import UploadRefused, accept_upload, delete_documents, delete_draft, file_of
from tests.cases.uploads import a_pdf, an_image, upload
from tests.world import World, hanoi

AT = hanoi("2026-11-25 09:00")


@pytest.fixture
def draft(world: World) -> Draft:
    return Draft.objects.create(account=world.mai, version=world.permit, started_at=AT, saved_at=AT)


def files(settings) -> list[str]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_a_file_is_kept_under_a_name_of_our_own_and_shown_under_its_owners(world: World, draft: Draft, settings):
    paper = world.permit.requirements.get(code="TK")
    document = accept_upload(
        upload(a_pdf(), "Tờ khai của tôi.pdf"), at=AT, by=world.mai, draft=draft, requirement=paper
    )
    assert (document.name, document.requirement, document.uploaded_by) == ("Tờ khai của tôi.pdf", paper, world.mai)
    assert files(settings) == [file_of(document)]
    assert file_of(document).startswith("2026/11/")
    assert "khai" not in file_of(document)
    assert (Path(settings.MEDIA_ROOT) / file_of(document)).read_bytes() == a_pdf()


def test_the_same_file_sent_twice_for_one_paper_is_kept_once(world: World, draft: Draft, settings):
    first, second = (accept_upload(upload(an_image(), "a.jpg"), at=AT, by=world.mai, draft=draft) for _ in range(2))
    assert first == second
    assert len(files(settings)) == 1


def test_a_refused_file_leaves_nothing(world: World, draft: Draft, settings):
    with pytest.raises(UploadRefused):
        accept_upload(upload(b"MZ", "a.pdf"), at=AT, by=world.mai, draft=draft)
    assert (Document.objects.count(), files(settings)) == (0, [])


def test_a_row_that_cannot_be_saved_leaves_no_file(world: World, draft: Draft, settings, monkeypatch):
    def broken(**_):
        raise RuntimeError

    monkeypatch.setattr(Document.objects, "create", broken)
    with pytest.raises(RuntimeError):
        accept_upload(upload(a_pdf()), at=AT, by=world.mai, draft=draft)
    assert files(settings) == []


def test_a_transaction_that_is_rolled_back_takes_the_file_with_it(world: World, draft: Draft, settings):
    def file_and_fail():
        with transaction.atomic():
            accept_upload(upload(a_pdf()), at=AT, by=world.mai, draft=draft)
            assert len(files(settings)) == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        file_and_fail()
    assert (Document.objects.count(), files(settings)) == (0, [])


@pytest.mark.usefixtures("transactional_db")
def test_a_committed_file_stays(world: World, draft: Draft, settings):
    with transaction.atomic():
        accept_upload(upload(a_pdf()), at=AT, by=world.mai, draft=draft)
    assert not connection.in_atomic_block
    assert len(files(settings)) == 1
    delete_draft(draft)
    assert (Document.objects.count(), Draft.objects.count(), files(settings)) == (0, 0, [])


def test_the_number_of_files_is_limited(world: World, draft: Draft, settings):
    settings.UPLOAD_MAX_FILES = 1
    accept_upload(upload(a_pdf(), "mot.pdf"), at=AT, by=world.mai, draft=draft)
    with pytest.raises(UploadRefused, match=r"Tệp “hai\.pdf” .* tối đa 1 tệp"):
        accept_upload(upload(a_pdf(), "hai.pdf"), at=AT, by=world.mai, draft=draft)


def test_the_weight_of_a_dossier_is_limited_but_never_keeps_its_result_out(world: World, settings):
    dossier = world.assigned(AT)
    settings.UPLOAD_MAX_DOSSIER_BYTES = len(a_pdf())
    accept_upload(upload(a_pdf(), "mot.pdf"), at=AT, by=world.mai, dossier=dossier)
    with pytest.raises(UploadRefused, match=r"Tệp “hai\.pdf” nặng .* hồ sơ chỉ còn 0 KB"):
        accept_upload(upload(a_pdf(), "hai.pdf"), at=AT, by=world.mai, dossier=dossier, kind=Document.Kind.SUPPLEMENT)
    result = accept_upload(upload(a_pdf(), "gp.pdf"), at=AT, by=world.minh, dossier=dossier, kind=Document.Kind.RESULT)
    assert result.kind == "result"


def test_deleting_a_file_waits_for_the_commit(world: World, draft: Draft, settings, django_capture_on_commit_callbacks):
    document = accept_upload(upload(a_pdf()), at=AT, by=world.mai, draft=draft)
    with django_capture_on_commit_callbacks(execute=True):
        delete_documents(Document.objects.filter(pk=document.pk))
        assert len(files(settings)) == 1
    assert files(settings) == []


def test_submitting_keeps_the_files_that_were_chosen_and_no_others(
    world: World, draft: Draft, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        kept = accept_upload(upload(a_pdf(), "giu.pdf"), at=AT, by=world.mai, draft=draft)
        accept_upload(upload(a_pdf(), "thua.pdf"), at=AT, by=world.mai, draft=draft)
        dossier = submit(world.intake(), by=world.mai, at=AT, documents=[kept], draft=draft)
    assert list(dossier.documents.all()) == [kept]
    assert files(settings) == [file_of(kept)]


def test_files_that_no_row_knows_are_cleaned_after_a_day(world: World, draft: Draft, settings, capsys):
    kept = accept_upload(upload(a_pdf()), at=AT, by=world.mai, draft=draft)
    folder = Path(settings.MEDIA_ROOT) / "2026/11"
    (folder / "fresh.pdf").write_bytes(b"x")
    (folder / "old.pdf").write_bytes(b"x")
    old = (timezone.now() - timedelta(days=2)).timestamp()
    for name in ("old.pdf", Path(file_of(kept)).name):
        os.utime(folder / name, (old, old))
    call_command("clean_files", "--dry-run")
    assert capsys.readouterr().out == "2026/11/old.pdf\nSẽ xóa 1 tệp.\n"
    call_command("clean_files")
    assert files(settings) == sorted([file_of(kept), "2026/11/fresh.pdf"])


def test_cleaning_an_empty_portal_is_no_error(db, capsys):
    call_command("clean_files")
    assert capsys.readouterr().out == "Đã xóa 0 tệp.\n"
