"""Dossiers that come in another way than most: for another unit, interlinked, and one that should not have been."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from cases.actions.delete import delete
from cases.actions.open_application import open_application
from cases.actions.receive import receive
from cases.actions.take_in import take_in
from cases.actions.take_in_for import send_on, take_in_for
from cases.demo.answers import Writer, answers
from cases.demo.outbox import send_the_past
from cases.demo.part import key_of
from cases.demo.setting import HOME, Files, Setting
from cases.intake import Intake, Person
from cases.models import Application, Dossier, Draft
from departments.models import Department
from departments.roles import Role
from procedures.channels import Channel
from procedures.models import bundle_of

_NEIGHBOUR = "H26.104"
_EXTRACT, _BIRTH_AND_HOME = "2.000635", "2.000986"
_CITIZEN, _CLERK, _LEADER = "congdan", "motcua", "lanhdao"
# At whose desk, for which unit, how many working days ago, and how far it has come.
_FOR_OTHERS = (
    (HOME, _NEIGHBOUR, 1, "waits"),
    (HOME, _NEIGHBOUR, 2, "sent"),
    (HOME, _NEIGHBOUR, 4, "received"),
    (_NEIGHBOUR, HOME, 1, "sent"),
)
_TWICE = "Nhập hai lần cùng một hồ sơ khi máy in bị kẹt giấy; hồ sơ đúng đã có trong danh sách."


def take_in_the_unusual(setting: Setting, files: Files) -> None:
    """Each kind once; nothing more of a kind that is there already. Nothing at all beside an empty demo."""
    if not Dossier.objects.exists():
        return
    if not Dossier.objects.filter(origin_desk__isnull=False).exists():
        _for_others(setting)
    if not Application.objects.exists():
        _interlinked(setting, files)
    if not Dossier.everything.deleted().exists():
        _typed_twice(setting)


def _for_others(setting: Setting) -> None:
    """One lies at our desk, one is under way, one was received over there; and one came to us."""
    procedure = setting.versions[_EXTRACT].procedure
    procedure.refresh_from_db()
    if not procedure.non_territorial:
        return
    for number, (at_desk, unit, days_ago, goes) in enumerate(_FOR_OTHERS):
        at = setting.at_desk(days_ago, 45 + 20 * number)
        origin, desk = (Department.objects.get(code=f"{code}.01") for code in (at_desk, unit))
        clerk = setting.cast.users[_CLERK] if at_desk == HOME else setting.cast.posts[origin.code, Role.RECEIVER][0]
        intake = replace(
            _intake(f"nhận hộ {number}", _EXTRACT, unit, setting, at, channel=Channel.IN_PERSON),
            origin=origin, returns_to_origin=number % 2 == 0,
        )  # fmt: skip
        dossier = take_in_for(intake, by=clerk, at=at)
        if goes != "waits":
            send_on(dossier, by=clerk, at=at + timedelta(minutes=70))
        if goes == "received":
            there = setting.cast.posts[desk.code, Role.RECEIVER][0]
            receive(dossier, by=there, at=setting.at_desk(days_ago - 1, 30))
        send_the_past(dossier, number + 1)


def _interlinked(setting: Setting, files: Files) -> None:
    """The citizen registers a birth and the child's home in one; the second waits for the first."""
    version = setting.versions[_BIRTH_AND_HOME]
    bundle = bundle_of(version.procedure_id)
    if bundle is None:
        return
    account, mother = setting.cast.users[_CITIZEN], setting.cast.citizens[_CITIZEN]
    at = setting.at_desk(2, 0) - timedelta(hours=11)
    child = Person(full_name="Trần Minh Khôi", birth_date=at.date() - timedelta(days=24), address=mother.address)
    intake = _intake("liên thông", _BIRTH_AND_HOME, HOME, setting, at, who=mother, owner=child, channel=Channel.ONLINE)
    draft = Draft.objects.create(
        account=account, version=version, offering=intake.offering, started_at=at - timedelta(minutes=25), saved_at=at
    )
    papers = [one for one in version.requirements.all() if one.required and not (one.is_note or one.present_only)]
    documents = [files.paper(one, at=draft.started_at, by=account, draft=draft, dossier=None) for one in papers]
    made = open_application(intake, bundle, account=account, by=account, at=at, documents=documents, draft=draft)
    for number, dossier in enumerate(made.dossiers.order_by("pk"), 1):
        if dossier.waits_for_id is None:
            receive(dossier, by=setting.cast.users[_CLERK], at=setting.at_desk(2, 50))
        send_the_past(dossier, number)


def _typed_twice(setting: Setting) -> None:
    """Two minutes after the first of them, by the same clerk; the leader has taken the second one away."""
    clerk, leader = setting.cast.users[_CLERK], setting.cast.users[_LEADER]
    at = setting.at_desk(2, 100)
    once = take_in(_intake("nhập một lần", _EXTRACT, HOME, setting, at, channel=Channel.IN_PERSON), by=clerk, at=at)
    again = _intake("nhập hai lần", _EXTRACT, HOME, setting, at, channel=Channel.IN_PERSON, said=once.form_data)
    twice = take_in(again, by=clerk, at=at + timedelta(minutes=2))
    delete(twice, by=leader, at=at + timedelta(minutes=65), reason=_TWICE)
    for number, dossier in enumerate((once, twice), 1):
        send_the_past(dossier, number)


def _intake(
    name: str,
    code: str,
    unit: str,
    setting: Setting,
    at: datetime,
    *,
    channel: str,
    who: Person | None = None,
    owner: Person | None = None,
    said: Mapping[str, Any] | None = None,
) -> Intake:
    """A whole form by `who`, or by somebody who is drawn from the name: the same name says the same."""
    rng = Random(code)  # noqa: S311  # nothing secret is drawn
    version, day = setting.versions[code], at.date()
    submitter = who or setting.cast.names.person(rng)
    form = said or answers(
        list(version.form_fields.all()), Writer(owner or submitter, day, setting.cast.names, setting.communes, rng)
    )
    return Intake(
        key=uuid.uuid5(key_of(0), name),
        version=version,
        offering=setting.offerings[code, unit],
        channel=channel,
        submitter=submitter,
        owner=owner,
        summary=f"{version.name} – {(owner or submitter).full_name}"[:200],
        form_data=form,
        papers={} if channel == Channel.ONLINE else _counted(version),
    )


def _counted(version: Any) -> dict[int, tuple[int, int]]:
    asked = [one for one in version.requirements.all() if one.required and not (one.is_note or one.present_only)]
    return {one.pk: (one.originals, one.copies) for one in asked}
