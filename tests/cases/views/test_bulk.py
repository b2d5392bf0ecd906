"""One move on many dossiers: each is looked at again, each says what became of it, and a repeat changes nothing."""

import uuid
from typing import Any

import pytest
from django.utils import timezone

from cases.actions.assign import assign
from cases.actions.batch import begin_batch, take
from cases.actions.comment import comment
from cases.actions.propose import approve, propose
from cases.models import Batch, Dossier, IssuedResult
from cases.status import Status
from departments.models import Post
from departments.roles import Role
from tests.cases.actions.test_signing import with_draft
from tests.cases.signing.keys import gives_key
from tests.queries import statements
from tests.world import SINCE, World, hanoi

AT = "2026-11-20 09:00"


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: hanoi("2026-11-25 09:00"))


def sent(dossiers: list[Dossier], **more: Any) -> dict[str, Any]:
    revisions = {f"lan-{one.code}": str(one.revision) for one in dossiers}
    return {"khoa": str(uuid.uuid4()), "ho-so": [one.code for one in dossiers], **revisions, **more}


def outcome(page: Any) -> list[tuple[str, str]]:
    return [(one["item"].state, one["item"].reason) for one in page.context["items"]]


@pytest.mark.parametrize(
    ("action", "stage", "who", "said", "reached"),
    [
        ("transfer", "received", "lan", {}, (Status.PROCESSING, "assign")),
        ("assign", "transferred", "ha", {"officer": "binh"}, (Status.PROCESSING, "handle")),
        ("approve", "proposed", "ha", {"note": "Đạt."}, (Status.PROCESSING, "sign")),
        ("sign", "for_signature", "son", {}, (Status.FINISHED, "hand_over")),
        ("hand_over", "finished", "lan", {"taker": "owner"}, (Status.RETURNED, None)),
    ],
)
def test_every_move_of_an_office_is_made_on_many_at_once(
    world: World, signed_in: Any, action: str, stage: str, who: str, said: dict[str, str], reached: tuple[Any, ...]
) -> None:
    dossiers = [getattr(world, stage)(hanoi(AT)) for _ in range(3)]
    client = signed_in(getattr(world, who))
    asked = client.get(f"/hang-loat/{action}/", {"ho-so": [one.code for one in dossiers]})
    assert (asked.status_code, asked.context["able"]) == (200, 3)
    said = {name: str(world.people[value].pk) if name == "officer" else value for name, value in said.items()}
    page = client.post(f"/hang-loat/{action}/", sent(dossiers, **said), follow=True)
    assert outcome(page) == [("done", "")] * 3
    for dossier in Dossier.objects.all():
        step = dossier.current_task.step.kind if dossier.current_task else None
        assert (dossier.status, step) == reached
        assert dossier.events.get(number=dossier.revision).by == getattr(world, who)


def test_each_item_is_looked_at_again_and_says_why_it_was_refused(world: World, signed_in: Any) -> None:
    good, changed, elsewhere = (world.for_signature(hanoi(AT)) for _ in range(3))
    posted = sent([good, changed, elsewhere])
    comment(changed, by=world.ha, at=hanoi(AT), text="Khoan đã.")
    Dossier.objects.filter(pk=elsewhere.pk).update(
        department=world.other_ward, desk=world.other_desk, division=world.other_ward
    )
    early = world.proposed(hanoi(AT))
    posted = {**posted, "ho-so": [good.code, changed.code, early.code], f"lan-{early.code}": str(early.revision)}
    page = signed_in(world.son).post("/hang-loat/sign/", posted, follow=True)
    (_, why), (state, who), (_, where) = outcome(page)
    assert (why, state, who) == ("", "refused", "Nguyễn Thu Hà đã “Ghi chú nội bộ”.")
    assert where.startswith("Không thể “Ký duyệt” lúc này")
    assert list(Dossier.objects.filter(status=Status.FINISHED)) == [good]
    posted = sent([elsewhere])
    assert signed_in(world.son).post("/hang-loat/sign/", posted)["Location"] == "/xu-ly/"
    assert Batch.objects.count() == 1


def test_nobody_signs_in_a_batch_what_he_proposed(world: World, signed_in: Any) -> None:
    Post.objects.create(user=world.son, role=Role.OFFICER, department=world.office, since=SINCE)
    mine = world.transferred(hanoi(AT))
    assign(mine, by=world.ha, at=hanoi(AT), officer=world.son)
    propose(mine, by=world.son, at=hanoi(AT), outcome="granted", text="Đủ.")
    approve(mine, by=world.ha, at=hanoi(AT))
    page = signed_in(world.son).post("/hang-loat/sign/", sent([mine]), follow=True)
    assert [state for state, _ in outcome(page)] == ["refused"]
    assert Dossier.objects.get().status == Status.PROCESSING


def test_the_same_form_sent_again_changes_nothing(world: World, signed_in: Any) -> None:
    dossiers = [world.for_signature(hanoi(AT)) for _ in range(2)]
    client, posted = signed_in(world.son), sent(dossiers)
    first = client.post("/hang-loat/sign/", posted)
    numbers = [one.result.number for one in Dossier.objects.select_related("result")]
    again = client.post("/hang-loat/sign/", posted)
    assert (first["Location"], Batch.objects.count()) == (again["Location"], 1)
    assert [one.result.number for one in Dossier.objects.select_related("result")] == numbers
    client.post(first["Location"])
    assert [one.revision for one in Dossier.objects.all()] == [one.revision + 1 for one in dossiers]
    assert signed_in(world.dung).get(first["Location"]).status_code == 404


def test_a_long_batch_shows_how_far_it_is_and_goes_on(
    world: World, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cases.views.bulk._SECONDS", -1.0)
    client = signed_in(world.lan)
    page = client.post("/hang-loat/transfer/", sent([world.received(hanoi(AT)) for _ in range(3)]), follow=True)
    assert (page.context["done"], page.context["waiting"]) == (1, 2)
    assert b"data-go-on" in page.content
    address = page.redirect_chain[-1][0]
    for left in (1, 0):
        assert client.post(address, follow=True).context["waiting"] == left


def test_a_fault_of_ours_stops_no_other_dossier(world: World, signed_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from cases.actions import transfer

    bad, good = world.received(hanoi(AT)), world.received(hanoi(AT))
    real = transfer.advance

    def breaks(dossier: Dossier, **more: Any) -> Any:
        if dossier.pk == bad.pk:
            raise RuntimeError("broken")
        return real(dossier, **more)

    monkeypatch.setattr(transfer, "advance", breaks)
    page = signed_in(world.lan).post("/hang-loat/transfer/", sent([bad, good]), follow=True)
    assert [state for state, _ in outcome(page)] == ["refused", "done"]
    bad.refresh_from_db()
    assert (bad.status, bad.events.count()) == (Status.RECEIVED, bad.revision)


@pytest.mark.parametrize(("number", "said"), [(0, "chưa chọn hồ sơ nào"), (51, "nhiều nhất 50 hồ sơ")])
def test_none_and_too_many_are_answered_with_a_sentence(world: World, signed_in: Any, number: int, said: str) -> None:
    codes = [world.received(hanoi(AT)).code, *(f"X{one}" for one in range(50))][:number]
    page = signed_in(world.lan).get(
        "/hang-loat/transfer/", {"ho-so": codes, "tu": "mot-cua?muc=can-chuyen"}, follow=True
    )
    assert said in page.content.decode()
    assert page.redirect_chain[-1][0] == "/mot-cua/?muc=can-chuyen"


def test_one_who_came_for_all_is_named_with_his_paper(world: World, signed_in: Any) -> None:
    dossiers = [world.finished(hanoi(AT)) for _ in range(2)]
    client = signed_in(world.lan)
    nameless = client.post("/hang-loat/hand_over/", sent(dossiers, taker="other"))
    assert (nameless.status_code, "Hãy ghi họ và tên người nhận." in nameless.content.decode()) == (422, True)
    other = {"taker": "other", "other_name": "Trần Văn An", "authority": "Giấy ủy quyền 20/11/2026"}
    client.post("/hang-loat/hand_over/", sent(dossiers, **other))
    assert {one.result.received_by for one in Dossier.objects.select_related("result")} == {"Trần Văn An"}


def test_the_page_costs_the_same_for_three_as_for_one(world: World, signed_in: Any) -> None:
    codes = [world.for_signature(hanoi(AT)).code for _ in range(3)]
    client = signed_in(world.son)
    client.get("/hang-loat/sign/", {"ho-so": codes[:1]})
    costs = {n: statements(lambda n=n: client.get("/hang-loat/sign/", {"ho-so": codes[:n]})) for n in (1, 3)}
    assert costs[1] == costs[3] <= 10


def test_the_key_is_opened_by_its_pin_which_is_kept_nowhere(world: World, signed_in: Any, settings: Any) -> None:
    gives_key(world.son, settings, pin="2580")
    dossiers = [with_draft(world), with_draft(world)]
    client, posted = signed_in(world.son), sent(dossiers, note="Ký.")
    wrong = client.post("/hang-loat/sign/", {**posted, "pin": "1111"})
    assert (wrong.status_code, Batch.objects.count(), wrong.context["form"]["note"].value()) == (422, 0, "Ký.")
    page = client.post("/hang-loat/sign/", {**posted, "pin": "2580"}, follow=True)
    assert outcome(page) == [("done", "")] * 2
    assert Batch.objects.get().said == {"note": "Ký."}
    assert set(IssuedResult.objects.values_list("is_signed", flat=True)) == {True}


def test_a_batch_that_was_broken_off_is_never_made_twice(world: World, signed_in: Any) -> None:
    (dossier,) = dossiers = [world.for_signature(hanoi(AT))]
    batch = begin_batch(
        key=uuid.uuid4(), action="sign", by=world.son, at=hanoi(AT), said={}, items=[(dossier, dossier.revision)]
    )
    assert [item.dossier for item in take(batch)] == dossiers
    assert take(batch) == []
    page = signed_in(world.son).post(f"/hang-loat/ket-qua/{batch.key}/", follow=True)
    assert (page.context["left"], "chọn lại và ký tiếp" in page.content.decode()) == (1, True)
    assert Dossier.objects.get().status == Status.PROCESSING


def test_a_row_that_can_be_moved_has_its_box(world: World, signed_in: Any) -> None:
    world.received(hanoi(AT))
    page = signed_in(world.lan).get("/mot-cua/?muc=can-chuyen")
    assert [move.name for move in page.context["bulk"]] == ["transfer"]
    assert b'type="checkbox" form="hang-loat"' in page.content
    assert b'type="checkbox"' not in signed_in(world.thanh).get("/qua-han/?muc=sap-den-han").content
