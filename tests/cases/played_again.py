"""Plays a stored dossier's log again with the real actions, and says what a dossier consists of, for comparison."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import models

from cases.actions.apologise import apologise
from cases.actions.assign import assign, claim
from cases.actions.comment import comment
from cases.actions.hand_over import hand_over
from cases.actions.payment import collect_fee, confirm_payment, require_payment
from cases.actions.propose import approve, forward, propose
from cases.actions.receive import receive
from cases.actions.refuse import refuse
from cases.actions.sign import recall, return_to, sign
from cases.actions.submit import submit
from cases.actions.supplement import Missing, accept_supplement, answer, ask_completion, request_supplement
from cases.actions.suspend import resume, stop, suspend
from cases.actions.take_in import take_in
from cases.actions.transfer import transfer
from cases.actions.withdraw import withdraw
from cases.intake import Intake, Person
from cases.models import Applicant, Dossier, Event
from departments.models import User
from departments.working_time import local
from procedures.models import Offering

_PERSON = ("full_name", "kind", "personal_id", "tax_code", "birth_date", "phone", "email", "address")
_BARE = (receive, transfer, claim, forward, approve, sign, accept_supplement, confirm_payment, resume)
_WITH_REASON = (refuse, return_to, recall, withdraw, stop)
_WITH_TEXT = {"comment": comment, "answer_completion": answer, "answer_supplement": answer}
_APART = {"id", "code", "submission_key", "submitter", "owner", "current_task", "dossier", "number", "stop"}
_APART |= {"reference", "receipt_number"}  # of payments
_NUMBERS = {"number", "reference", "receipt", "letter"}


def played_again(old: Dossier) -> Dossier:
    """A second dossier to which the same happened at the same moments, by the real actions."""
    events = list(old.events.select_related("by"))
    first, intake = events[0], _intake(old)
    by = _anew(first.by)
    if old.account_id:
        new, moves = submit(intake, by=by, at=first.at), events[1:]
    else:
        new, moves = take_in(intake, by=by, at=first.at), events[2:]
    for event in moves:
        _MOVES[event.action](old, new, event, {"by": _anew(event.by), "at": event.at})
    return Dossier.objects.get(pk=new.pk)


def told(dossier: Dossier) -> dict[str, list[dict[str, Any]]]:
    """Everything stored of the dossier but its identity and its numbers."""
    rows: dict[str, Iterable[models.Model]] = {
        "dossier": [dossier],
        "people": [dossier.submitter, dossier.owner],
        "tasks": dossier.tasks.order_by("pk"),
        "stops": dossier.stops.order_by("pk"),
        "supplements": dossier.supplements.order_by("pk"),
        "items": [item for one in dossier.supplements.order_by("pk") for item in one.items.all()],
        "payments": dossier.payments.order_by("pk"),
        "events": dossier.events.order_by("number"),
        "notices": dossier.notices.order_by("pk"),
        "papers": dossier.papers.order_by("requirement"),
        "apologies": dossier.apologies.order_by("pk"),
        "results": [dossier.result] if hasattr(dossier, "result") else [],
    }
    return {name: [_values(row) for row in found] for name, found in rows.items()}


def _values(row: models.Model) -> dict[str, Any]:
    fields = [field for field in row._meta.concrete_fields if field.name not in _APART]
    found = {field.name: getattr(row, field.attname) for field in fields}
    if isinstance(row, Event):
        found = {**found, "data": {key: value for key, value in row.data.items() if key not in _NUMBERS}}
        found.pop("hash"), found.pop("previous_hash")
    found.pop("request", None)
    return found


def _intake(old: Dossier) -> Intake:
    offering = Offering.objects.select_related("department", "desk", "division")
    return Intake(
        key=uuid.uuid4(),
        version=old.version,
        offering=offering.get(procedure=old.version.procedure_id, department=old.department_id),
        channel=old.channel,
        submitter=_person(old.submitter),
        owner=_person(old.owner) if old.owner_id != old.submitter_id else None,
        case=old.case,
        form_data=old.form_data,
        papers={paper.requirement_id: (paper.originals, paper.copies) for paper in old.papers.all()},
        delivery=old.delivery,
    )


def _person(row: Applicant) -> Person:
    return Person(**{name: getattr(row, name) for name in _PERSON})


def _anew(user: User | None) -> User:
    """As a request would load the person."""
    assert user is not None
    return User.objects.get(pk=user.pk)


def _missing(old: Dossier, at: datetime) -> list[Missing]:
    request = old.supplements.get(asked_at=at)
    return [Missing(item.text, item.requirement) for item in request.items.select_related("requirement")]


def _assign(old: Dossier, new: Dossier, event: Event, who: dict[str, Any]) -> None:
    officer = User.objects.get(full_name=event.data["officer"], posts__department=old.division_id)
    assign(new, officer=officer, **who)


def _supplement(ask: Callable[..., Dossier]) -> Callable[..., None]:
    def asked(old: Dossier, new: Dossier, event: Event, who: dict[str, Any]) -> None:
        ask(new, missing=_missing(old, event.at), **who)

    return asked


def _stopped(halt: Callable[..., Dossier]) -> Callable[..., None]:
    def halted(old: Dossier, new: Dossier, event: Event, who: dict[str, Any]) -> None:
        basis = old.stops.get(since=event.at).legal_basis
        halt(new, reason=event.note, legal_basis=basis, **who)

    return halted


def _apologise(old: Dossier, new: Dossier, event: Event, who: dict[str, Any]) -> None:
    day = local(datetime.fromisoformat(event.data["due_after"])).date()
    apologise(new, reason=event.note, new_day=day, exception=event.data.get("exception", ""), **who)


def _propose(old: Dossier, new: Dossier, event: Event, who: dict[str, Any]) -> None:
    propose(new, outcome=event.data["outcome"], text=event.note, **who)


def _hand_over(old: Dossier, new: Dossier, event: Event, who: dict[str, Any]) -> None:
    hand_over(new, received_by=event.data["received_by"], **who)


def _collect_fee(old: Dossier, new: Dossier, event: Event, who: dict[str, Any]) -> None:
    collect_fee(new, amount=event.data["amount"], **who)


def _with(action: Callable[..., Dossier], name: str = "") -> Callable[..., None]:
    """An action whose only argument of its own, if any, is the event's note."""

    def made(old: Dossier, new: Dossier, event: Event, who: dict[str, Any]) -> None:
        action(new, **({name: event.note} if name else {}), **who)

    return made


_MOVES: dict[str, Callable[[Dossier, Dossier, Event, dict[str, Any]], None]] = {
    **{action.__name__: _with(action) for action in _BARE},
    **{action.__name__: _with(action, "reason") for action in _WITH_REASON},
    **{name: _with(action, "text") for name, action in _WITH_TEXT.items()},
    "assign": _assign,
    "collect_fee": _collect_fee,
    "ask_completion": _supplement(ask_completion),
    "request_supplement": _supplement(request_supplement),
    "require_payment": _stopped(require_payment),
    "suspend": _stopped(suspend),
    "apologise": _apologise,
    "propose": _propose,
    "hand_over": _hand_over,
}
