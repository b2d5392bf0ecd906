"""Whoever only watches opens every page of the units below him, and on none of them stands whose matter it is."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cases.actions.apologise import apologise
from cases.actions.ask_leader import decline, propose_refusal, propose_supplement
from cases.actions.comment import comment
from cases.actions.hand_over import hand_over
from cases.actions.supplement import Missing, accept_supplement, answer, request_supplement
from cases.actions.withdraw import withdraw
from cases.models import Dossier
from departments.models import Post
from tests.house.test_access import TABLE
from tests.world import World, hanoi

NAME = "Trần Thị Mai"
TOLD = f"Bà {NAME}, số 001190012345, điện thoại 0912 345 678, báo rằng đủ"
NEVER = re.compile(r"Trần Thị Mai|001190012345|0?912[ .]?345[ .]?678|\+84912345678|12 Ngõ Nhỏ")
PARTS = ("", "?phan=ho-so", "?phan=nhat-ky")


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


@pytest.fixture
def lives(world: World) -> list[Dossier]:
    """Dossiers in whose every free word the applicant is named."""
    told: dict[str, Any] = {
        "summary": TOLD,
        "form_data": {"subject": TOLD},
        "delivery": "post",
        "delivery_address": f"{NAME}, 12 Ngõ Nhỏ",
    }
    asked = world.assigned(hanoi("2026-11-02 09:00"), **told)
    comment(asked, by=world.minh, at=hanoi("2026-11-02 10:00"), text=TOLD)
    request_supplement(
        asked, by=world.minh, at=hanoi("2026-11-03 09:00"), missing=[Missing(f"Bản vẽ: {TOLD}")], reason=TOLD
    )
    answer(asked, by=world.mai, at=hanoi("2026-11-04 09:00"), text=TOLD)
    accept_supplement(asked, by=world.minh, at=hanoi("2026-11-05 09:00"), note=TOLD)
    propose_supplement(asked, by=world.minh, at=hanoi("2026-11-06 09:00"), missing=[Missing(TOLD)], reason=TOLD)
    decline(asked, by=world.son, at=hanoi("2026-11-06 10:00"), reason=TOLD)
    day = hanoi("2026-12-01 09:00").date()
    apologise(asked, by=world.son, at=hanoi("2026-11-09 10:00"), reason=TOLD, new_day=day, exception=TOLD)
    given = world.finished(hanoi("2026-11-10 09:00"), **told)
    given.result.text = TOLD
    given.result.save()
    hand_over(given, by=world.lan, at=hanoi("2026-11-12 09:00"), received_by=NAME)
    gone = world.assigned(hanoi("2026-11-12 09:00"), **told)
    withdraw(gone, by=world.mai, at=hanoi("2026-11-13 09:00"), reason=TOLD)
    waiting = world.submitted(hanoi("2026-11-24 09:00"), **told)
    propose_refusal(waiting, by=world.lan, at=hanoi("2026-11-24 10:00"), reason=TOLD)
    world.taken_in(hanoi("2026-11-16 09:00"), **told)
    return [asked, given, gone, waiting]


def read(answer: Any) -> str:
    """What the answer says, also inside a workbook."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] == b"PK":
        parts = zipfile.ZipFile(io.BytesIO(content))
        return "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    return str(content.decode(errors="replace"))


def addresses(lives: list[Dossier]) -> list[str]:
    """Every address that has a page, each of its parts and its files."""
    ours = [address for address, _ in TABLE.values() if "{" not in address]
    lists = [f"/qua-han/?muc={key}" for key in ("qua-han", "hom-nay", "sap-den-han", "cham-buoc", "tam-dung")]
    behind = [f"/bao-cao/ii06a/ho-so/?cot={column}" for column in range(3, 14)]
    files = [
        f"{address}{'&' if '?' in address else '?'}dang={kind}" for address in (*lists, *behind) for kind in ("csv",)
    ]
    books = [f"/bao-cao/ii06a/?dang={kind}" for kind in ("csv", "xlsx")]
    papers = [f"/in/{one.code}/{form}.pdf" for one in lives for form in ("tiep-nhan", "kiem-soat", "bo-sung")]
    pages = [f"{one.get_absolute_url()}{part}" for one in lives for part in PARTS]
    moves = [f"{one.get_absolute_url()}{move}/" for one in lives for move in ("propose", "comment", "refuse")]
    return [*ours, *lists, *behind, *files, *books, *papers, *pages, *moves]


def test_no_page_or_file_that_an_inspector_opens_names_an_applicant(
    world: World, lives: list[Dossier], signed_in: Any
) -> None:
    client: Client = signed_in(world.thanh)
    opened = 0
    for address in addresses(lives):
        page = client.get(address)
        text = read(page)
        opened += page.status_code == 200
        found = NEVER.search(text)
        assert found is None, f"{address}: …{text[max(0, found.start() - 120) : found.end()]}…"
    assert opened > 30


def test_those_who_work_on_it_read_all_of_it(world: World, lives: list[Dossier], signed_in: Any) -> None:
    for part in PARTS:
        assert NEVER.search(read(signed_in(world.minh).get(f"{lives[0].get_absolute_url()}{part}"))), part


def test_an_inspector_who_also_works_at_a_desk_knows_the_people_of_that_desk_alone(
    world: World, lives: list[Dossier], signed_in: Any
) -> None:
    Post.objects.filter(user=world.oanh).update(user=world.thanh)
    assert NEVER.search(read(signed_in(world.thanh).get("/qua-han/?muc=qua-han"))) is None
