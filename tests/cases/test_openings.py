"""Who looked at a dossier is noted once a day, by unit and role, for one statement a day, and never undone."""

from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from cases.models import Document, Opening
from cases.storage import accept_upload
from tests.pictures import png
from tests.queries import statements
from tests.world import World, hanoi

NINE = hanoi("2026-11-20 09:00")


def noted() -> list[tuple[str, str, str, str]]:
    found = Opening.objects.order_by("pk").values_list("user__username", "department__code", "role", "what")
    return [(user, unit, role, what) for user, unit, role, what in found]


def file_of(world: World, dossier: Any) -> Document:
    upload = SimpleUploadedFile("a.png", png(), "image/png")
    return accept_upload(upload, at=NINE, by=world.mai, dossier=dossier)


def test_each_kind_of_opening_is_noted_with_the_post_by_which_it_was_done(world: World, signed_in: Any) -> None:
    dossier = world.assigned(NINE)
    document = file_of(world, dossier)
    minh, thanh = signed_in(world.minh), signed_in(world.thanh)
    for address in (f"/xu-ly/{dossier.code}/", f"/in/{dossier.code}/tiep-nhan.pdf"):
        assert minh.get(address).status_code == 200
    b"".join(minh.get(f"/tep/{document.pk}/").streaming_content)
    thanh.get(f"/xu-ly/{dossier.code}/?phan=nhat-ky")
    assert noted() == [
        ("minh", "H26.105.03", "officer", "page"),
        ("minh", "H26.105.03", "officer", "paper"),
        ("minh", "H26.105.03", "officer", "file"),
        ("thanh", "H26", "inspector", "page"),
    ]


def test_the_second_look_of_a_day_is_not_noted_and_the_next_day_s_is(world: World, signed_in: Any) -> None:
    dossier = world.assigned(NINE)
    minh = signed_in(world.minh)
    with time_machine.travel(hanoi("2026-11-25 23:50"), tick=False) as clock:
        first = statements(lambda: minh.get(f"/xu-ly/{dossier.code}/"))
        assert statements(lambda: minh.get(f"/xu-ly/{dossier.code}/?phan=ho-so")) <= 10
        assert statements(lambda: minh.get(f"/xu-ly/{dossier.code}/")) == first - 1 <= 10
        clock.move_to(hanoi("2026-11-26 00:05"))
        minh.get(f"/xu-ly/{dossier.code}/")
    assert [f"{day:%d/%m}" for day in Opening.objects.values_list("day", flat=True).order_by("pk")] == [
        "25/11",
        "26/11",
    ]


def test_what_is_ones_own_or_refused_is_not_noted(world: World, signed_in: Any) -> None:
    dossier = world.assigned(NINE)
    document = file_of(world, dossier)
    mai, oanh = signed_in(world.mai), signed_in(world.oanh)
    mai.get(f"/ho-so-cua-toi/{dossier.code}/")
    mai.get(f"/in/{dossier.code}/tiep-nhan.pdf")
    b"".join(mai.get(f"/tep/{document.pk}/").streaming_content)
    for address in (f"/xu-ly/{dossier.code}/", f"/tep/{document.pk}/", f"/in/{dossier.code}/tiep-nhan.pdf"):
        assert oanh.get(address).status_code == 404
    assert noted() == []


def test_nobody_takes_back_that_he_looked(world: World, signed_in: Any) -> None:
    dossier = world.assigned(NINE)
    signed_in(world.minh).get(f"/xu-ly/{dossier.code}/")
    for undo in (lambda: Opening.objects.update(role="head"), Opening.objects.all().delete):
        with pytest.raises(DatabaseError, match="chi duoc ghi them"), transaction.atomic():
            undo()
    assert len(noted()) == 1


def test_auditors_find_it_in_the_administration(world: World, signed_in: Any) -> None:
    dossier = world.assigned(NINE)
    signed_in(world.minh).get(f"/xu-ly/{dossier.code}/")
    page = signed_in(world.quan).get(f"/quan-tri/cases/opening/?q={dossier.code}").content.decode()
    assert "Lê Quang Minh" in page
    assert "Chuyên viên thụ lý" in page
