"""Interlinked procedures: one submission, a dossier at each agency, in the order that the bundle says."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cases.actions._log import first_broken
from cases.actions.delete import delete, restore
from cases.actions.open_application import open_application
from cases.actions.receive import receive
from cases.actions.supplement import Missing, answer, ask_completion
from cases.actions.withdraw import withdraw
from cases.errors import MoveRefused, NotAllowed
from cases.models import Application, Document, Dossier, Draft
from procedures.models import Bundle, BundleMember
from tests.cases.views.at_the_counter import address, sent
from tests.cases.views.test_wizard import fill, url
from tests.pictures import png
from tests.world import World, hanoi

AT, LATER = hanoi("2026-11-20 09:00"), hanoi("2026-11-25 09:00")


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def bundle(world: World) -> Bundle:
    """The permit stands for a birth, and for a renewal that waits for it."""
    made = Bundle.objects.create(procedure=world.permit.procedure, legal_basis="Nghị định 63/2024/NĐ-CP")
    birth, renewal = world.birth.procedure, world.renewal.procedure
    BundleMember.objects.create(bundle=made, procedure=birth, position=1)
    BundleMember.objects.create(bundle=made, procedure=renewal, position=2, after=birth)
    return made


def opened(world: World, bundle: Bundle) -> tuple[Application, Dossier, Dossier]:
    intake = world.intake(world.permit)
    application = open_application(intake, bundle, account=world.mai, by=world.mai, at=AT)
    assert open_application(intake, bundle, account=world.mai, by=world.mai, at=AT) == application
    first, second = application.dossiers.order_by("pk")
    return application, first, second


def test_each_has_its_code_and_clock_the_later_one_waits_and_the_application_closes_with_the_last(
    world: World, signed_in: Any, bundle: Bundle
) -> None:
    application, first, second = opened(world, bundle)
    assert [one.version for one in (first, second)] == [world.birth, world.renewal]
    assert None not in {first.code, second.code}
    assert first.code != second.code
    assert (first.answer_due_at is not None, second.answer_due_at, second.waits_for) == (True, None, first)
    assert list(Dossier.objects.to_answer()) == [first]
    with pytest.raises(MoveRefused):
        receive(second, by=world.lan, at=AT)
    page = signed_in(world.mai).get(application.get_absolute_url())
    assert [row["dossier"] for row in page.context["rows"]] == [first, second]
    assert f"chờ kết quả hồ sơ {first.code}" in page.content.decode()
    staff = signed_in(world.lan)
    assert application.get_absolute_url() in staff.get(f"/xu-ly/{second.code}/").content.decode()
    assert staff.get(application.get_absolute_url()).status_code == 200
    assert signed_in(world.oanh).get(application.get_absolute_url()).status_code == 404
    withdraw(first, by=world.mai, at=LATER, reason="Đã làm nơi khác.")
    second.refresh_from_db()
    assert (second.waits_for, second.answer_due_at is not None) == (None, True)
    assert [event.action for event in second.events.order_by("number")] == ["submit", "release"]
    assert first_broken(second) is None
    application.refresh_from_db()
    assert application.closed_at is None
    received = receive(second, by=world.lan, at=LATER)
    assert received.due_original == world.received(LATER, world.renewal).due_original
    withdraw(received, by=world.mai, at=LATER, reason="Thôi.")
    application.refresh_from_db()
    assert application.closed_at == LATER


def test_whoever_waits_for_a_deleted_dossier_is_let_go_and_waits_again_when_it_is_restored(
    world: World, bundle: Bundle
) -> None:
    application, first, second = opened(world, bundle)
    delete(first, by=world.son, at=LATER, reason="Nhập trùng.")
    second.refresh_from_db()
    assert (second.waits_for, second.answer_due_at is not None) == (None, True)
    assert list(Dossier.objects.to_answer()) == [second]
    told = second.notices.get(action="let_go")
    assert f"Hồ sơ {first.code}: đã xóa vì nhập nhầm." in told.text
    restore(first, by=world.son, at=LATER, reason="Không trùng.")
    second.refresh_from_db()
    assert (second.waits_for, second.answer_due_at) == (first, None)
    assert actions_of(second) == ["submit", "let_go", "wait_again"]
    delete(first, by=world.son, at=LATER, reason="Trùng thật.")
    received = receive(fresh(second), by=world.lan, at=LATER)
    restore(first, by=world.son, at=LATER, reason="Lại không trùng.")
    received.refresh_from_db()
    assert (received.waits_for, received.status) == (None, Dossier.Status.RECEIVED)
    assert [first_broken(one) for one in (fresh(first), received)] == [None, None]
    delete(first, by=world.son, at=LATER, reason="Thôi.")
    delete(received, by=world.son, at=LATER, reason="Thôi.")
    application.refresh_from_db()
    assert application.closed_at == LATER


def test_a_follower_that_its_desk_has_begun_to_answer_does_not_wait_again(world: World, bundle: Bundle) -> None:
    _, first, second = opened(world, bundle)
    delete(first, by=world.son, at=LATER, reason="Nhập trùng.")
    ask_completion(fresh(second), by=world.lan, at=LATER, missing=[Missing("Bản vẽ")])
    answer(fresh(second), by=world.mai, at=LATER, text="Đây.")
    restore(first, by=world.son, at=LATER, reason="Không trùng.")
    assert (fresh(second).status, fresh(second).waits_for) == (Dossier.Status.NEW, None)


@pytest.mark.parametrize("how", ["finished", "deleted", "back"])
def test_a_restored_follower_finds_what_has_become_of_the_one_before_it(world: World, bundle: Bundle, how: str) -> None:
    _, first, second = opened(world, bundle)
    if how == "back":
        delete(first, by=world.son, at=LATER, reason="Nhập trùng.")
    delete(fresh(second), by=world.son, at=LATER, reason="Nhập trùng.")
    if how == "back":
        restore(first, by=world.son, at=LATER, reason="Không trùng.")
    elif how == "deleted":
        delete(first, by=world.son, at=LATER, reason="Nhập trùng.")
    else:
        withdraw(first, by=world.mai, at=LATER, reason="Thôi.")
    restore(fresh(second), by=world.son, at=LATER, reason="Không trùng.")
    again = fresh(second)
    assert again.waits_for == (first if how == "back" else None)
    assert (again.answer_due_at is None) == (how == "back")
    last = {"finished": "release", "deleted": "let_go", "back": "wait_again"}[how]
    assert (actions_of(again)[-1], again.events.count()) == (last, again.revision)
    assert first_broken(again) is None


def fresh(dossier: Dossier) -> Dossier:
    return Dossier.everything.get(pk=dossier.pk)


def actions_of(dossier: Dossier) -> list[str]:
    return [event.action for event in dossier.events.order_by("number")]


def test_at_the_counter_the_form_opens_all_of_them_with_the_papers_that_are_named_alike(
    world: World, signed_in: Any, bundle: Bundle
) -> None:
    answer = signed_in(world.lan).post(address(world.permit), sent(world))
    application = Application.objects.get()
    assert answer["Location"] == application.get_absolute_url()
    assert application.account is None
    first, second = application.dossiers.order_by("pk")
    assert {one.taken_in_by for one in (first, second)} == {world.lan}
    asked = {one.code for one in world.permit.requirements.all()} & {one.code for one in world.birth.requirements.all()}
    assert {paper.requirement.code for paper in first.papers.all()} == asked
    with pytest.raises(NotAllowed):
        open_application(world.intake(world.permit), bundle, account=None, by=world.oanh, at=AT)
    BundleMember.objects.create(bundle=bundle, procedure=_nowhere(world), position=3)
    missing = signed_in(world.lan).post(address(world.permit), sent(world))
    assert (missing.status_code, Application.objects.count()) == (422, 1)


def test_online_the_wizard_opens_all_of_them_each_with_its_copy_of_the_files_and_twice_is_once(
    world: World, signed_in: Any, bundle: Bundle
) -> None:
    mai = signed_in(world.mai)
    fill(world, mai)
    paper = world.permit.requirements.all()[0]
    mai.post(url("giay-to"), {f"file-{paper.pk}": SimpleUploadedFile("ban-ve.png", png(), "image/png")})
    sent = {"declared": "yes", "key": Draft.objects.get().key}
    first, again = (mai.post(url("kiem-tra"), sent) for _ in range(2))
    application = Application.objects.get()
    assert first.url == again.url == application.get_absolute_url()
    files = {document.file.name: document.dossier for document in Document.objects.all()}
    assert sorted(one.pk for one in files.values() if one) == sorted(one.pk for one in application.dossiers.all())
    assert not Draft.objects.exists()


def _nowhere(world: World) -> Any:
    return type(world.permit.procedure).objects.create(code="9.000001", field=world.field)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_as_much_for_three_as_for_one(
    world: World, signed_in: Any, bundle: Bundle, django_assert_num_queries: Any, count: int
) -> None:
    application, _first, second = opened(world, bundle)
    if count == 1:
        Dossier.objects.filter(pk=second.pk).update(deleted_at=AT)
    else:
        Dossier.objects.filter(pk=world.submitted(AT).pk).update(application=application)
    client = signed_in(world.lan)
    with django_assert_num_queries(6):
        assert len(client.get(application.get_absolute_url()).context["rows"]) == count
