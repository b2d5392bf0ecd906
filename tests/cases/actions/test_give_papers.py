"""Papers go between desk and division by a list that both sides confirm; what is missing is said and given again."""

from typing import Any
from uuid import uuid4

import pytest

from cases.actions._log import first_broken
from cases.actions.give_papers import confirm_papers, give_papers
from cases.actions.shelve import shelve
from cases.errors import MoveRefused, NotAllowed
from cases.handovers import offered, ways_of
from cases.models import Dossier, Event, Handover, HandoverItem
from departments.models import Department, Post, User
from tests.cases.printing.papers import words_of
from tests.queries import statements
from tests.world import SINCE, World, hanoi

AT, LATER = hanoi("2026-11-20 09:00"), hanoi("2026-11-20 10:00")


def given(world: World, *dossiers: Dossier) -> Handover:
    return give_papers(dossiers, key=uuid4(), giver=world.desk, taker=world.office, by=world.lan, at=AT)


def newest(dossier: Dossier) -> Event:
    return dossier.events.order_by("-number")[0]


def codes(giver: Department, taker: Department) -> set[str | None]:
    return {one.code for one in offered(giver, taker)}


def test_what_was_transferred_is_offered_once_and_what_lacked_papers_again(world: World) -> None:
    first, second = (world.transferred(AT, channel="in_person") for _ in range(2))
    world.received(AT, channel="in_person")  # still at the desk
    online = world.transferred(AT)  # nothing on paper
    assert codes(world.desk, world.office) == {first.code, second.code}
    handover = given(world, first, second, online)
    assert codes(world.desk, world.office) == set()
    one, other, third = handover.items.order_by("position")
    missing = {other.pk: "Bản vẽ thiết kế"}
    assert confirm_papers(handover, by=world.minh, at=LATER, missing=missing, pks={one.pk, other.pk}) == 2
    assert list(handover.items.order_by("position").values_list("state", "missing", "settled_by")) == [
        ("received", "", world.minh.pk),
        ("missing", "Bản vẽ thiết kế", world.minh.pk),
        ("waiting", "", None),
    ]
    first.refresh_from_db()
    assert first.paper_unit == world.office
    assert codes(world.desk, world.office) == {second.code}
    # Confirmed once: a second word changes nothing.
    assert confirm_papers(handover, by=world.ha, at=LATER, missing={one.pk: "x"}, pks={one.pk}) == 0
    assert third.pk
    # What the taker said is sealed into the log of each dossier.
    said = [(one.action, one.note, one.by, one.data["list"]) for one in (newest(first), newest(second))]
    assert said == [
        ("take_papers", "", world.minh, handover.pk),
        ("lack_papers", "Bản vẽ thiết kế", world.minh, handover.pk),
    ]
    assert [first_broken(Dossier.objects.get(pk=one.pk)) for one in (first, second)] == [None, None]


def test_a_finished_dossier_goes_back_to_its_desk(world: World) -> None:
    done = world.finished(AT, channel="in_person")
    [way] = ways_of(world.minh, [world.office])
    assert (way.giver, way.taker, way.count) == (world.office, world.desk, 1)
    back = give_papers([done], key=uuid4(), giver=world.office, taker=world.desk, by=world.minh, at=AT)
    confirm_papers(back, by=world.lan, at=LATER, missing={}, pks={back.items.get().pk})
    done.refresh_from_db()
    assert done.paper_unit == world.desk


def test_nobody_gives_or_takes_for_another_unit_and_the_giver_does_not_confirm(world: World) -> None:
    dossier = world.transferred(AT, channel="in_person")
    with pytest.raises(NotAllowed):
        give_papers([dossier], key=uuid4(), giver=world.desk, taker=world.office, by=world.minh, at=AT)
    with pytest.raises(MoveRefused, match="đang đi từ"):
        give_papers([dossier], key=uuid4(), giver=world.desk, taker=world.other_desk, by=world.lan, at=AT)
    handover = given(world, dossier)
    for who in (world.lan, world.phu):
        with pytest.raises(NotAllowed):
            confirm_papers(handover, by=who, at=LATER, missing={}, pks={handover.items.get().pk})
    # Nor where he works on both sides: two people sign.
    Post.objects.create(user=world.lan, role="officer", department=world.office, since=SINCE)
    lan = User.objects.get(pk=world.lan.pk)
    with pytest.raises(NotAllowed):
        confirm_papers(handover, by=lan, at=LATER, missing={}, pks={handover.items.get().pk})
    with pytest.raises(MoveRefused, match="danh sách khác"):
        given(world, dossier)


def test_the_shelf_is_shown_searched_logged_and_left_behind_when_the_papers_go(world: World, signed_in: Any) -> None:
    dossier, other = (world.transferred(AT, channel="in_person") for _ in range(2))
    lan, minh = signed_in(world.lan), signed_in(world.minh)
    form = {"revision": dossier.revision, "shelf": "Kệ 3, ngăn 2"}
    assert lan.post(f"/xu-ly/{dossier.code}/shelve/", form).status_code == 302
    assert "Kệ 3, ngăn 2" in minh.get(f"/xu-ly/{dossier.code}/").content.decode()
    found = minh.get("/xu-ly/?muc=dang-giai-quyet&q=Kệ 3").content.decode()
    assert (dossier.code in found, other.code in found) == (True, False)
    assert dossier.events.filter(action="shelve", note="Kệ 3, ngăn 2").exists()
    handover = given(world, Dossier.objects.get(pk=dossier.pk))
    confirm_papers(handover, by=world.minh, at=LATER, missing={}, pks={handover.items.get().pk})
    assert Dossier.objects.get(pk=dossier.pk).shelf == ""
    shelve(dossier, by=world.minh, at=LATER, shelf="Tủ 1")
    assert Dossier.objects.get(pk=dossier.pk).paper_unit == world.office


def test_lists_are_made_and_confirmed_on_pages(world: World, signed_in: Any) -> None:
    dossiers = [world.transferred(AT, channel="in_person") for _ in range(3)]
    lan, minh = signed_in(world.lan), signed_in(world.minh)
    address = f"/giao-nhan/{world.desk.code}/{world.office.code}/"
    assert f'href="{address}"' in lan.get("/giao-nhan/").content.decode()
    key = str(uuid4())
    wrong = lan.post(address, {"key": key, "codes": "H26.105-000000-0000", "note": "hai hồ sơ"})
    assert wrong.status_code == 422
    assert "Không đưa được vào danh sách: H26.105-000000-0000." in wrong.content.decode()
    assert "hai hồ sơ" in wrong.content.decode()
    sent = {"key": key, "ho-so": [one.code for one in dossiers[:2]], "codes": dossiers[2].code, "note": ""}
    for _ in range(2):
        assert lan.post(address, sent).status_code == 302
    handover = Handover.objects.get()
    page = f"/giao-nhan/{handover.pk}/"
    first, second, third = handover.items.order_by("position")
    assert minh.post(page, {}).status_code == 422
    answer = minh.post(page, {f"nhan-{first.pk}": "received", f"nhan-{second.pk}": "missing"})
    assert answer.status_code == 422
    assert "Hãy ghi thiếu giấy tờ gì." in answer.content.decode()
    assert not HandoverItem.objects.exclude(state="waiting").exists()
    said = {f"nhan-{first.pk}": "received", f"nhan-{second.pk}": "missing", f"thieu-{second.pk}": "Tờ khai"}
    assert minh.post(page, said).status_code == 302
    assert minh.post(page, {"tat-ca": "1"}).status_code == 302
    assert list(handover.items.order_by("position").values_list("state", flat=True)) == [
        "received",
        "missing",
        "received",
    ]
    assert b"Thi\xe1\xba\xbfu gi\xe1\xba\xa5y t\xe1\xbb\x9d: 1" in lan.get("/giao-nhan/").content
    lines = b"".join(lan.get("/giao-nhan/?dang=csv").streaming_content).decode()
    assert [third.dossier.code in lines, "Tờ khai" in lines] == [True, True]
    minutes = lan.get(f"/in/giao-nhan/{handover.pk}.pdf")
    text = words_of(minutes.content)
    for words in (
        "BIÊN BẢN GIAO NHẬN HỒ SƠ",
        world.office.name,
        "thiếu Tờ khai",
        "kiểm đếm đủ 02 hồ sơ",
        "Nguyễn Thị Lan",
        "Lê Quang Minh",
    ):
        assert words in text, words


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_few_statements(world: World, signed_in: Any, count: int) -> None:
    made = given(world, *(world.transferred(AT, channel="in_person") for _ in range(count)))
    for _ in range(count):
        world.transferred(AT, channel="in_person")
    lan = signed_in(world.lan)
    for address, budget in (
        ("/giao-nhan/", 6),
        (f"/giao-nhan/{made.pk}/", 5),
        (f"/giao-nhan/{world.desk.code}/{world.office.code}/", 5),
    ):
        assert statements(lambda at=address: lan.get(at)) <= budget, address
