"""What one request and one account may send."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.models import Document
from procedures.models import RequiredDocument
from tests.cases.uploads import a_pdf
from tests.world import World
from tthc_portal import uploads

HEAVY = str(103 * 1024 * 1024)


class Unread:
    """A body that nobody may read."""

    def read(self, size: int = -1) -> bytes:
        """Fails."""
        raise AssertionError("the body was read")

    readline = read


PAPERS = "/nop-ho-so/1.013225/giay-to/"


@pytest.fixture
def mai(world: World, signed_in: Any) -> Client:
    """Mai's browser, with a draft begun."""
    client: Client = signed_in(world.mai)
    client.post("/nop-ho-so/1.013225/", {"offering": world.offerings["1.013225", "H26.105"].pk, "for_whom": "self"})
    return client


def send(world: World, client: Client, *names: str) -> int:
    """Put files with the first paper; the status of the answer."""
    paper = RequiredDocument.objects.get(version=world.permit, code="CM")
    files = [SimpleUploadedFile(name, a_pdf()) for name in names]
    return client.post(PAPERS, {f"file-{paper.pk}": files}).status_code


def test_a_request_heavier_than_a_dossier_is_refused_unread(world: World, signed_in: Any) -> None:
    client = signed_in(world.mai)
    answer = client.post("/ho-so-cua-toi/", **{"CONTENT_LENGTH": HEAVY, "wsgi.input": Unread()})
    assert answer.status_code == 413
    assert "Mỗi tệp tối đa 20 MB; cả hồ sơ tối đa 20 tệp, 100 MB" in answer.content.decode()


def test_where_no_form_was_shown_no_files_are_sent(db: None) -> None:
    answer = Client().post("/dang-nhap/", **{"CONTENT_LENGTH": str(6 * 1024 * 1024), "wsgi.input": Unread()})
    assert answer.status_code == 413
    assert "Bạn chưa đăng nhập" in answer.content.decode()


@pytest.mark.parametrize("length", ["", "x", "-1", "²"])
def test_a_length_that_is_no_number_is_none(db: None, length: str) -> None:
    assert Client().get("/suc-khoe/", CONTENT_LENGTH=length).status_code in (200, 503)


def test_too_many_files_at_once_are_told_as_such(world: World, mai: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    assert send(world, mai, "a.pdf", "b.pdf") == 413
    assert not Document.objects.exists()


def test_a_box_that_stays_empty_leaves_the_room_for_files(world: World, mai: Client, settings: Any) -> None:
    empty = "".join(
        f'--x\r\nContent-Disposition: form-data; name="file-{n}"; filename=""\r\n\r\n\r\n' for n in range(80)
    )
    assert mai.generic("POST", PAPERS, f"{empty}--x--\r\n", "multipart/form-data; boundary=x").status_code == 302
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES > settings.UPLOAD_MAX_FILES + 80


def test_an_account_sends_so_many_files_an_hour(world: World, mai: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(uploads, "FILES_AN_HOUR", 3)
    assert send(world, mai, "a.pdf", "b.pdf") == 302
    assert send(world, mai, "c.pdf", "d.pdf") == 429
    assert Document.objects.count() == 2


def test_an_account_sends_so_much_a_day(world: World, mai: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(uploads, "MEGABYTES_A_DAY", 1)
    assert [send(world, mai, name) for name in ("a.pdf", "b.pdf")] == [302, 429]


def test_a_form_without_files_is_not_counted(world: World, mai: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(uploads, "FILES_AN_HOUR", 0)
    assert mai.post(PAPERS, {"go": "stay"}).status_code == 302


def test_photographs_of_whoever_is_no_longer_signed_in_come_as_far_as_the_sign_in(world: World, mai: Client) -> None:
    mai.get(PAPERS)
    mai.logout()
    mai.cookies["csrftoken"] = "x" * 32
    photographs = {"file-1": SimpleUploadedFile("a.jpg", bytes(6 * 1024 * 1024)), "go": "next"}
    assert mai.post(PAPERS, photographs).status_code != 413
