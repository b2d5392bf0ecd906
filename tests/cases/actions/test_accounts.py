"""Dossiers come into an account only by proof, and an account goes without taking a dossier along."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.actions._log import first_broken
from cases.actions.forget_account import GONE, ForgetRefused, forget_account
from cases.actions.link_to_account import LinkRefused, link_by_code, link_identified, linkable
from cases.intake import Person
from cases.models import Document, Dossier, Draft, Notice
from cases.storage import accept_upload, file_of
from departments.models import OutsideIdentity, User
from tests.pictures import png
from tests.world import World, hanoi

NINE, LATER = hanoi("2026-11-20 09:00"), hanoi("2026-11-25 09:00")
MAI = {"full_name": "Trần Thị Mai", "personal_id": "001190012345", "phone": "+84912345678", "email": "Mai@Nha.vn"}


def at_the_counter(world: World, **changed: Any) -> Dossier:
    return world.taken_in(NINE, submitter=Person(**{**MAI, **changed}))


def prove(user: User, **proofs: Any) -> User:
    User.objects.filter(pk=user.pk).update(**proofs)
    return User.objects.get(pk=user.pk)


def test_an_identified_person_gets_what_was_submitted_under_exactly_her_number(world: World) -> None:
    own, foreign = at_the_counter(world), at_the_counter(world, personal_id="001190099999")
    for_another = world.taken_in(NINE, submitter=Person("Lê Văn Tư", personal_id="001190088888"), owner=Person(**MAI))
    office = at_the_counter(world, kind="organisation")
    assert link_identified(world.mai, at=LATER) == 0, "a typed number proves nothing"
    mai = prove(world.mai, identified_at=NINE, identified_by="VNeID")
    assert list(linkable(mai)) == [own]
    assert link_identified(mai, at=LATER) == 1
    assert link_identified(mai, at=LATER) == 0
    linked = Dossier.objects.get(pk=own.pk)
    assert (linked.account, linked.revision) == (mai, own.revision + 1)
    assert linked.events.order_by("-number").values_list("action", "number").first() == (
        "link_account",
        linked.revision,
    )
    assert first_broken(linked) is None
    assert set(Dossier.objects.filter(account=None)) == {foreign, for_another, office}


def test_nobody_gets_what_is_in_an_account_already(world: World) -> None:
    dossier = at_the_counter(world)
    Dossier.objects.filter(pk=dossier.pk).update(account=world.hung)
    mai = prove(world.mai, identified_at=NINE, phone_verified_at=NINE)
    assert not linkable(mai).exists()
    assert link_identified(mai, at=LATER) == 0
    with pytest.raises(LinkRefused):
        link_by_code(mai, str(dossier.code), "2345", at=LATER)
    assert Dossier.objects.get(pk=dossier.pk).account == world.hung


@pytest.mark.parametrize("proof", [{"phone_verified_at": NINE}, {"email": "mai@nha.vn", "email_verified_at": NINE}])
def test_a_code_four_digits_and_a_proved_contact_bring_one_dossier(world: World, proof: dict[str, Any]) -> None:
    dossier = at_the_counter(world)
    mai = prove(world.mai, **proof)
    assert link_by_code(mai, str(dossier.code), "2345", at=LATER) == dossier
    assert Dossier.objects.get(pk=dossier.pk).account == mai


@pytest.mark.parametrize(
    ("proof", "paper", "digits"),
    [
        ({}, {}, "2345"),  # nothing is proved
        ({"phone_verified_at": NINE}, {}, "9999"),
        ({"phone_verified_at": NINE}, {}, ""),
        ({"phone_verified_at": NINE}, {"personal_id": ""}, ""),
        ({"phone_verified_at": NINE}, {"personal_id": ""}, "5678"),
        ({"phone_verified_at": NINE}, {"phone": "+84987654321"}, "2345"),
        ({"phone_verified_at": NINE}, {"phone": ""}, "2345"),
        ({"phone": "", "phone_verified_at": NINE}, {"phone": ""}, "2345"),
        ({"email_verified_at": NINE}, {"email": ""}, "2345"),
        ({"phone_verified_at": NINE}, {"kind": "organisation"}, "2345"),
    ],
)
def test_with_anything_less_nothing_is_linked(
    world: World, proof: dict[str, Any], paper: dict[str, Any], digits: str
) -> None:
    dossier = at_the_counter(world, **paper)
    mai = prove(world.mai, **proof)
    with pytest.raises(LinkRefused):
        link_by_code(mai, str(dossier.code), digits, at=LATER)
    with pytest.raises(LinkRefused):
        link_by_code(mai, "H26.105-261120-9999", digits, at=LATER)
    assert Dossier.objects.get(pk=dossier.pk).account is None


def test_a_deleted_account_leaves_its_dossiers_and_takes_all_else_along(world: World) -> None:
    dossier = world.assigned(NINE)
    draft = Draft.objects.create(account=world.mai, version=world.birth, started_at=NINE, saved_at=NINE)
    upload = SimpleUploadedFile("a.png", png(), "image/png")
    document = accept_upload(upload, at=NINE, by=world.mai, draft=draft)
    storage, name = document.file.storage, file_of(document)
    OutsideIdentity.objects.create(user=world.mai, issuer="i", subject="s", linked_at=NINE)
    forget_account(world.mai, at=LATER)
    kept = Dossier.objects.get(pk=dossier.pk)
    assert (kept.account, kept.submitter.full_name) == (None, "Trần Thị Mai")
    assert kept.events.order_by("-number").values_list("action", "number").first() == ("unlink_account", kept.revision)
    assert first_broken(kept) is None
    assert not Notice.objects.filter(account=world.mai).exists()
    assert not Draft.objects.exists()
    assert not Document.objects.filter(pk=document.pk).exists()
    assert not OutsideIdentity.objects.exists()
    gone = User.objects.get(pk=world.mai.pk)
    assert (gone.full_name, gone.personal_id, gone.phone, gone.email, gone.is_active) == (GONE, "", "", "", False)
    assert not gone.has_usable_password()
    assert storage.exists(name), "only a commit deletes the file"


def test_an_account_that_was_ever_staff_s_stays(world: World) -> None:
    for user in (world.lan, world.quan):
        with pytest.raises(ForgetRefused):
            forget_account(user, at=LATER)
    world.lan.posts.update(until=NINE.date())
    with pytest.raises(ForgetRefused):
        forget_account(world.lan, at=LATER)


def test_whoever_comes_back_identified_finds_them_again(world: World) -> None:
    dossier = world.submitted(NINE, submitter=Person(**MAI))
    forget_account(world.mai, at=LATER)
    again = User.objects.create(username="nd-1", personal_id="001190012345", identified_at=LATER)
    assert link_identified(again, at=LATER) == 1
    assert Dossier.objects.get(pk=dossier.pk).account == again
    assert set(dossier.notices.values_list("account", "read_at")) == {(again.pk, LATER)}
