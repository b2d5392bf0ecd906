"""What the portal writes into its logs names no person, no number, no file and nothing that was typed."""

import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from cases.models import Draft
from departments.models import User
from procedures.models import RequiredDocument
from tests.world import World, hanoi
from tthc_portal.log_lines import WithoutValues

PERSONAL = (
    "Trần Thị Mai", "Mai", "001190012345", "2345", "0912345678", "84912345678", "Lý Thường Kiệt", "mai@example.vn",
    "Xây nhà ba tầng", "hop-dong", "mat-khau-sai", "Đặng",
)  # fmt: skip
START = "/nop-ho-so/1.013225/"


@pytest.fixture
def logged(caplog: Any, settings: Any) -> Iterator[Any]:
    """Everything that is logged from the finest level on, in the words a handler writes."""
    caplog.set_level(logging.DEBUG)
    yield caplog
    lines = [WithoutValues().format(record) for record in caplog.get_records("call")]
    assert lines
    assert [line for line in lines if any(word in line for word in PERSONAL)] == []


def submit(world: World, mai: Client) -> None:
    """Mai submits online, with a file that is refused on the way."""
    paper = RequiredDocument.objects.get(version=world.permit, code="CM")
    who = {"full_name": "Trần Thị Mai", "personal_id": "001190012345", "phone": "0912 345 678"}
    mai.post(START, {"offering": world.offerings["1.013225", "H26.105"].pk, "for_whom": "self"})
    mai.post(f"{START}nguoi-nop/", {**who, "email": "mai@example.vn", "address": "12 Lý Thường Kiệt", "go": "next"})
    mai.post(f"{START}to-khai/", {"subject": "Xây nhà ba tầng", "go": "next"})
    fake = SimpleUploadedFile("hop-dong.pdf", b"MZ\x90")
    assert mai.post(f"{START}giay-to/", {f"file-{paper.pk}": fake, "go": "next"}).status_code == 422
    mai.post(f"{START}nhan-ket-qua/", {"delivery": "pick_up", "go": "next"})
    mai.post(f"{START}kiem-tra/", {"declared": "yes", "key": Draft.objects.get().key})
    assert not Draft.objects.exists()


def test_submitting_and_a_refused_file_leave_no_trace_of_the_person(world: World, signed_in: Any, logged: Any) -> None:
    submit(world, signed_in(world.mai))


def test_looking_up_and_guessing_leave_none(world: World, client: Client, logged: Any) -> None:
    dossier = world.submitted(hanoi("2026-11-25 09:00"))
    for digits in ("2345", "0000"):
        client.post("/tra-cuu/", {"code": dossier.code, "digits": digits})
    client.post("/dang-nhap/", {"username": "Đặng", "password": "mat-khau-sai"})


def test_pages_that_are_refused_leave_none(world: World, signed_in: Any, logged: Any) -> None:
    dossier = world.submitted(hanoi("2026-11-25 09:00"))
    for who in (world.hung, world.lan):
        signed_in(who).post(f"/ho-so-cua-toi/{dossier.code}/rut/", {"reason": "Mai đổi ý"})
    strict = Client(enforce_csrf_checks=True)
    strict.post("/tra-cuu/", {"code": dossier.code, "digits": "2345"})
    strict.get("/mot-cua/?q=Trần Thị Mai")
    signed_in(world.lan).get("/mot-cua/", {"q": "Trần Thị Mai", "truoc": "hỏng"})


def test_the_health_page_names_nobody(world: World, client: Client) -> None:
    world.submitted(hanoi("2026-11-25 09:00"))
    page = client.get("/suc-khoe/").content.decode() + client.get("/suc-khoe/?format=json").content.decode()
    assert [word for word in PERSONAL if word in page] == []


def test_an_error_of_the_database_is_logged_without_its_values() -> None:
    """SQLite shows none; PostgreSQL shows the whole row."""
    error = IntegrityError(f'duplicate key "one"\nDETAIL:  Key (phone)=({PERSONAL[4]}) already exists.\nHINT:  x')
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "Lỗi", None, (IntegrityError, error, None))
    handler = next(one for one in logging.getLogger().handlers if type(one.formatter) is WithoutValues)
    line = handler.format(record)
    assert (PERSONAL[4] in line, 'duplicate key "one"' in line, "DETAIL: …\nHINT" in line) == (False, True, True)


def test_a_real_row_twice_is_logged_without_its_values(world: World, on_postgresql: None) -> None:
    try:
        with transaction.atomic():
            User.objects.create(username="mai")
    except IntegrityError:
        line = WithoutValues().formatException(sys.exc_info())
    assert ("(mai)" in line, "duplicate key" in line) == (False, True)
