"""Snippets go into the words of a move without a script; the checklist of a step is ticked, and the ticks stay."""

from typing import Any

import pytest
from django.utils import timezone

from cases.actions.keep_snippet import keep_snippet
from cases.actions.propose import propose
from cases.actions.tick import tick
from cases.errors import Changed, NotAllowed
from cases.models import Dossier, Snippet, TaskTick
from procedures.models import Offering
from tests.world import SHORT_WAY, SINCE, World, hanoi, version

AT = hanoi("2026-11-20 09:00")
LINES = "Đối chiếu bản chính\nTra quy hoạch"


def snippet(world: World, who: str, title: str, text: str, *, shared: bool = False) -> Snippet:
    person = world.people[who]
    department = world.office if shared else None
    return keep_snippet(Snippet(owner=person), by=person, title=title, text=text, department=department)


def test_a_snippet_is_put_into_what_is_being_written_and_nothing_is_lost(world: World, signed_in: Any) -> None:
    dossier = world.assigned(AT, world.birth)
    shared = snippet(world, "ha", "Thiếu chữ ký", "Tờ khai thiếu chữ ký.", shared=True)
    snippet(world, "binh", "Riêng", "Của Bình.")
    client, address = signed_in(world.minh), f"/xu-ly/{dossier.code}/request_supplement/"
    page = client.get(address).content.decode()
    assert "Thiếu chữ ký" in page
    assert "Riêng" not in page
    paper = dossier.version.requirements.get(code="TK")
    typed = {"revision": dossier.revision, "papers": paper.pk, "lines": "Thiếu bản vẽ.", "reason": "Cần để thẩm định."}
    page = client.post(address, {**typed, "cau-mau": shared.pk, "chen-cau-mau": "1"})
    assert page.status_code == 200
    form = page.context["form"]
    assert form["lines"].value() == "Thiếu bản vẽ.\nTờ khai thiếu chữ ký."
    assert form["reason"].value() == "Cần để thẩm định."
    assert form["papers"].value() == [str(paper.pk)]
    assert not Dossier.objects.get(pk=dossier.pk).supplements.exists()
    # Without a choice, or with another person's, the words stay as they are.
    other = Snippet.objects.get(title="Riêng").pk
    for chosen in ("", str(other), "x"):
        page = client.post(address, {**typed, "cau-mau": chosen, "chen-cau-mau": "1"})
        assert page.context["form"]["lines"].value() == "Thiếu bản vẽ."


def test_snippets_are_kept_changed_and_let_go_by_who_may(world: World, signed_in: Any) -> None:
    minh, ha, binh = (signed_in(world.people[name]) for name in ("minh", "ha", "binh"))
    said = {"title": "Chào", "text": "Kính gửi ông bà.", "department": world.office.pk}
    assert minh.post("/mau-cau/them/", {**said, "title": ""}).status_code == 422
    assert minh.post("/mau-cau/them/", {**said, "department": world.ward.pk}).status_code == 422
    assert minh.post("/mau-cau/them/", said).status_code == 302
    assert minh.post("/mau-cau/them/", said).status_code == 422
    address = f"/mau-cau/{Snippet.objects.get().pk}/"
    assert "Kính gửi ông bà." in binh.get("/mau-cau/").content.decode()
    assert [client.get(address).status_code for client in (minh, ha, binh)] == [200, 200, 404]
    assert "Kính gửi" in b"".join(binh.get("/mau-cau/?dang=csv").streaming_content).decode()
    assert ha.post(address, {"viec": "xoa"}).status_code == 302
    assert not Snippet.objects.exists()


@pytest.fixture
def checked(world: World) -> Dossier:
    """A dossier that Minh holds at a step with two things to look at."""
    made = version("2.000002", "Xác nhận", world.field, amount=3, unit="working_day", steps=SHORT_WAY, checklist=LINES)
    world.offerings[made.procedure.code, world.ward.code] = Offering.objects.create(
        procedure=made.procedure, department=world.ward, desk=world.desk, division=world.office, valid_from=SINCE
    )
    return world.assigned(AT, made)


def test_the_checklist_is_ticked_on_the_page_and_says_who_and_when(
    world: World, signed_in: Any, checked: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-20 10:00"))
    minh, address = signed_in(world.minh), f"/xu-ly/{checked.code}/"
    assert "Tra quy hoạch" in minh.get(address).content.decode()
    assert "Còn 2 việc của bước này chưa đánh dấu" in minh.get(f"{address}propose/").content.decode()
    sent = {"buoc": checked.current_task_id, "viec": ["Tra quy hoạch", "Không có trong danh sách"]}
    assert minh.post(f"{address}viec-can-kiem/", sent).status_code == 302
    assert list(TaskTick.objects.values_list("line", "by", "at")) == [
        ("Tra quy hoạch", world.minh.pk, hanoi("2026-11-20 10:00"))
    ]
    assert "Lê Quang Minh, 10:00 20/11/2026" in signed_in(world.ha).get(address).content.decode()
    assert signed_in(world.ha).post(f"{address}viec-can-kiem/", sent).status_code == 403
    assert minh.post(f"{address}viec-can-kiem/", {"buoc": "0"}).status_code == 404


def test_a_tick_keeps_who_made_it_first_and_stays_when_the_step_is_over(world: World, checked: Dossier) -> None:
    task = checked.current_task_id
    assert task is not None
    tick(checked, by=world.minh, at=AT, task=task, lines=LINES.splitlines())
    tick(checked, by=world.minh, at=hanoi("2026-11-20 11:00"), task=task, lines=["Tra quy hoạch"])
    assert TaskTick.objects.get().at == AT
    with pytest.raises(NotAllowed):
        tick(checked, by=world.binh, at=AT, task=task, lines=[])
    propose(checked, by=world.minh, at=hanoi("2026-11-20 12:00"), outcome="granted", text="Đủ.")
    with pytest.raises(Changed):
        tick(checked, by=world.minh, at=hanoi("2026-11-20 13:00"), task=task, lines=[])
    assert TaskTick.objects.get().line == "Tra quy hoạch"
