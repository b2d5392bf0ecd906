"""Where an agency wants it so, a records clerk numbers, dates, seals and issues what the leader has signed."""

import uuid
from typing import Any

import pytest

from cases.access import allowed_actions
from cases.actions import _signatures
from cases.actions.comment import comment
from cases.actions.hand_over import hand_over
from cases.actions.issue_result import return_unissued
from cases.actions.sign import recall, sign
from cases.errors import MoveRefused, NotAllowed
from cases.models import Batch, Dossier, IssuedResult, Result
from cases.signing.checking import signatures_in
from cases.signing.keys import open_key
from cases.status import Status
from departments.models import Department, Post, User
from departments.roles import Role
from procedures.completeness import missing
from procedures.models import ProcedureVersion
from tests.cases.actions.test_signing import file_of, with_draft
from tests.cases.printing.papers import words_of
from tests.cases.signing.keys import AT, gives_key
from tests.queries import statements
from tests.world import LONG_WAY, SINCE, World, hanoi, person, version

NOW, LATER = hanoi("2026-11-20 10:00"), hanoi("2026-11-20 14:00")


WAY = [*LONG_WAY[:-1], ("issue", "Lấy số, phát hành", "records_clerk", "agency", None, ""), LONG_WAY[-1]]


@pytest.fixture
def huong(world: World, monkeypatch: pytest.MonkeyPatch) -> User:
    """Hương keeps the ward's records: its permits have the step, and its leader's signature does not issue."""
    made = version("1.013300", "Cấp phép có văn thư", world.field, amount=7, unit="working_day", steps=WAY)
    monkeypatch.setattr(world, "permit", made)
    world.offerings[made.procedure.code, world.ward.code] = made.procedure.offerings.create(
        department=world.ward, desk=world.desk, division=world.office, valid_from=SINCE
    )
    Department.objects.filter(pk=world.ward.pk).update(clerk_issues=True)
    world.ward.refresh_from_db()
    clerk = person("huong", "Vũ Thu Hương")
    Post.objects.create(user=clerk, role=Role.RECORDS_CLERK, department=world.ward, since=SINCE)
    return clerk


def names(user: User, dossier: Dossier) -> set[str]:
    return {move.name for move in allowed_actions(User.objects.get(pk=user.pk), Dossier.objects.get(pk=dossier.pk))}


def test_the_clerk_numbers_dates_seals_and_issues_what_was_signed(
    world: World, huong: User, settings: Any, signed_in: Any
) -> None:
    gives_key(world.son, settings)
    gives_key(world.ward, settings, pin="1234")
    dossier = with_draft(world)
    assert {"sign", "issue"} & names(world.son, dossier) == set()
    sign(dossier, by=world.son, at=NOW)
    assert (dossier.status, dossier.result.number, IssuedResult.objects.count()) == (Status.PROCESSING, "", 0)
    assert ("issue" in names(huong, dossier), "issue" in names(world.son, dossier)) == (True, False)
    clerk = signed_in(huong)
    assert dossier.code in clerk.get("/xu-ly/?muc=cho-phat-hanh").content.decode()
    page, form = f"/xu-ly/{dossier.code}/issue/", {"revision": dossier.revision, "symbol": "GPXD-UBND"}
    assert clerk.post(page, {**form, "symbol": "gp<ubnd", "pin": "1234"}).status_code == 422
    assert clerk.post(page, {**form, "pin": "0000"}).status_code == 422  # the wrong PIN: nothing has happened
    assert Dossier.objects.get(pk=dossier.pk).status == Status.PROCESSING
    assert clerk.post(page, {**form, "pin": "1234"}).status_code == 302
    done = Dossier.objects.get(pk=dossier.pk)
    issued = IssuedResult.objects.get()
    assert (done.status, done.result.number, issued.shown_number) == (Status.FINISHED, "1/GPXD-UBND", "1/GPXD-UBND")
    assert (issued.signed_by, issued.issued_by, issued.is_signed, issued.state) == (world.son, huong, True, "valid")
    assert [(one.signer, one.whole) for one in signatures_in(file_of(done))] == [
        ("Đỗ Hải Sơn", True),
        ("UBND phường Cửa Nam", True),
    ]
    assert "1/GPXD-UBND" in words_of(file_of(done))
    assert done.notices.filter(action="issue").count() == 1
    register = clerk.get("/so-van-ban/").content.decode()
    assert ("1/GPXD-UBND" in register, "Vũ Thu Hương" in register) == (True, True)
    lines = b"".join(clerk.get("/so-van-ban/?dang=csv&tu=1/11/2026&den=").streaming_content).decode()
    assert [line.split(",")[0] for line in lines.splitlines()[1:]] == ["1/GPXD-UBND"]
    assert clerk.get("/so-van-ban/?tu=mai").status_code == 422


def test_what_is_wrong_goes_back_before_it_leaves_and_uses_up_no_number(world: World, huong: User) -> None:
    dossier = world.for_signature(AT)
    with pytest.raises(NotAllowed):
        sign(dossier, by=huong, at=NOW)
    sign(dossier, by=world.son, at=NOW)
    with pytest.raises(MoveRefused):
        hand_over(dossier, by=world.lan, at=NOW, received_by="Mai")
    return_unissued(dossier, by=huong, at=NOW, reason="Sai tên chủ hồ sơ.")
    again = Dossier.objects.get(pk=dossier.pk)
    assert (again.holder, again.result.signed_by, IssuedResult.objects.count()) == (world.minh, None, 0)
    # Without the setting the signature issues, as it always did, and the step is passed by.
    Department.objects.filter(pk=world.ward.pk).update(clerk_issues=False)
    finished = world.finished(AT)
    assert (finished.status, finished.current_task.step.kind) == (Status.FINISHED, "hand_over")
    assert recall(finished, by=world.son, at=LATER, reason="Sai.").status == Status.PROCESSING


def test_issuing_has_one_place_in_a_workflow(world: World, huong: User) -> None:
    draft = ProcedureVersion.objects.create(procedure=world.permit.procedure, number=2, name="Bản nháp")
    for way, wrong in ((WAY, 0), ([*WAY[:-3], WAY[-2], WAY[-3], WAY[-1]], 1)):
        draft.steps.all().delete()
        for place, (kind, name, role, at_place, _, _) in enumerate(way, start=1):
            draft.steps.create(position=place, kind=kind, name=name, role=role, place=at_place)
        assert len([one for one in missing(draft) if "phát hành" in one]) == wrong


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_costs_few_statements(world: World, signed_in: Any, count: int) -> None:
    for _ in range(count):
        world.finished(AT)
    son = signed_in(world.son)
    assert statements(lambda: son.get("/so-van-ban/")) <= 5


def in_bulk(dossiers: list[Dossier], **more: Any) -> dict[str, Any]:
    revisions = {f"lan-{one.code}": str(one.revision) for one in dossiers}
    return {"khoa": str(uuid.uuid4()), "ho-so": [one.code for one in dossiers], **revisions, **more}


def signed_drafts(world: World, settings: Any, count: int) -> list[Dossier]:
    """Drafts that Sơn has signed with his key; the ward has a seal whose PIN is 1234."""
    gives_key(world.son, settings)
    gives_key(world.ward, settings, pin="1234")
    return [sign(with_draft(world), by=world.son, at=NOW) for _ in range(count)]


def test_many_are_numbered_in_their_order_sealed_with_one_pin_and_issued(
    world: World, huong: User, settings: Any, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossiers = signed_drafts(world, settings, 3)
    Result.objects.filter(dossier=dossiers[1]).update(symbol="QĐ-UBND")
    by_hand = world.for_signature(AT)
    sign(by_hand, by=world.dung, at=NOW)
    order = [dossiers[2], by_hand, dossiers[0], dossiers[1]]
    clerk = signed_in(huong)
    waiting = clerk.get("/xu-ly/?muc=cho-phat-hanh")
    assert "issue" in [move.name for move in waiting.context["bulk"]]
    asked = clerk.get("/hang-loat/issue/", {"ho-so": [one.code for one in order]})
    assert (asked.context["able"], list(asked.context["form"].fields)) == (4, ["symbol", "note", "pin"])
    posted = in_bulk(order, symbol="GPXD-UBND", note="Phát hành.")
    wrong = clerk.post("/hang-loat/issue/", {**posted, "pin": "0000"})
    assert (wrong.status_code, Batch.objects.count(), IssuedResult.objects.count()) == (422, 0, 0)
    assert wrong.context["form"]["symbol"].value() == "GPXD-UBND"
    opened: list[str] = []
    monkeypatch.setattr(_signatures, "open_key", lambda *a, **more: opened.append("") or open_key(*a, **more))
    page = clerk.post("/hang-loat/issue/", {**posted, "pin": "1234"}, follow=True)
    assert [(one["item"].state, one["item"].reason) for one in page.context["items"]] == [("done", "")] * 4
    numbers = [Dossier.objects.get(pk=one.pk).result.number for one in order]
    # In the order of the list, also what was signed by hand; each under its own symbol.
    assert numbers == ["1/GPXD-UBND", "2/GPXD-UBND", "3/GPXD-UBND", "1/QĐ-UBND"]
    assert (len(opened), numbers[1] in page.content.decode()) == (1, True)
    for one in dossiers:
        signers = [mark.signer for mark in signatures_in(file_of(Dossier.objects.get(pk=one.pk)))]
        assert signers == ["Đỗ Hải Sơn", "UBND phường Cửa Nam"]
    assert Batch.objects.get().said == {"symbol": "GPXD-UBND", "note": "Phát hành."}


def test_each_of_many_is_looked_at_again_and_what_fails_keeps_no_other(
    world: World, huong: User, settings: Any, signed_in: Any
) -> None:
    first, second, third = signed_drafts(world, settings, 3)
    posted = in_bulk([first, second, third], pin="1234", symbol="GXN-UBND")
    return_unissued(Dossier.objects.get(pk=first.pk), by=huong, at=NOW, reason="Sai tên.")
    comment(Dossier.objects.get(pk=second.pk), by=world.minh, at=NOW, text="Xem lại.")
    page = signed_in(huong).post("/hang-loat/issue/", posted, follow=True)
    assert [one["item"].state for one in page.context["items"]] == ["refused", "refused", "done"]
    assert Dossier.objects.get(pk=third.pk).result.number == "1/GXN-UBND"
    assert IssuedResult.objects.count() == 1


def test_only_the_records_clerk_issues_many(world: World, huong: User, signed_in: Any) -> None:
    dossier = sign(world.for_signature(AT), by=world.son, at=NOW)
    for who in (world.son, world.minh, world.lan):
        assert signed_in(who).post("/hang-loat/issue/", in_bulk([dossier])).status_code == 403
    assert not IssuedResult.objects.exists()


def test_a_leader_signs_in_one_go_what_ends_there_and_what_the_clerk_issues(
    world: World, huong: User, signed_in: Any
) -> None:
    ends, goes_on = world.for_signature(AT, world.renewal), world.for_signature(AT)
    client = signed_in(world.son)
    assert [move.name for move in client.get("/xu-ly/?muc=cho-ky").context["bulk"]] == ["sign"]
    asked = client.get("/hang-loat/sign/", {"ho-so": [ends.code, goes_on.code]})
    assert (asked.context["able"], [one["is_issued_next"] for one in asked.context["rows"]]) == (2, [False, True])
    page = client.post("/hang-loat/sign/", in_bulk([ends, goes_on]), follow=True)
    assert [one["said"] for one in page.context["items"]] == [
        "đã ký, kết quả sang Bộ phận Một cửa",
        "đã ký, chuyển văn thư phát hành",
    ]
