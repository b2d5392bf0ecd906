"""Phản ánh, kiến nghị of the demo: each begun so many working days ago and as far on its way as its script says."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F

from cases.actions import follow_feedback, handle_feedback
from cases.actions.send_feedback import send_feedback
from cases.demo.moments import working_day
from cases.demo.part import key_of
from cases.demo.setting import HOME, Setting
from cases.models import Delivery, Dossier, Feedback
from departments.models import Department, User

_FILE = Path(__file__).resolve().parent.parent / "data" / "demo_feedback.json"
_VISITOR = "congdan"
_CLERK, _LEADER = "motcua", "lanhdao"


@dataclass(frozen=True)
class _Story:
    """Who sent what so many working days ago, and what was done on which working day after it."""

    days_ago: int
    sender: str
    kind: str
    subject: str
    text: str
    has_account: bool
    script: list[dict[str, Any]]


_STORIES = tuple(_Story(**row) for row in json.loads(_FILE.read_text(encoding="utf-8")))
_BY = {"accept": _CLERK, "ask": _CLERK, "draft": _CLERK}


def leave_feedback(setting: Setting) -> None:
    """Play the stories that are not there yet; what the portal would have sent meanwhile counts as sent."""
    ward = Department.objects.get(code=HOME)
    keys = [_key(number) for number in range(len(_STORIES))]
    there = set(Feedback.objects.filter(key__in=keys).values_list("key", flat=True))
    for key, story in zip(keys, _STORIES, strict=True):
        if key not in there:
            with transaction.atomic():
                _play(story, key, ward, setting)


def _play(story: _Story, key: uuid.UUID, ward: Department, setting: Setting) -> None:
    person, account = setting.cast.citizens[story.sender], setting.cast.users[story.sender]
    by = account if story.has_account else None
    day = working_day(setting.now.date(), -story.days_ago, setting.calendar)
    begun = setting.calendar.opening(day) + timedelta(minutes=50)
    feedback = send_feedback(
        key=key,
        by=by,
        at=begun,
        department=ward,
        dossier=_dossier(account, begun) if story.sender == _VISITOR and story.kind == "late" else None,
        kind=story.kind,
        subject=story.subject,
        text=story.text,
        sender_name=person.full_name,
        phone=person.phone,
    )
    for number, step in enumerate(story.script, start=1):
        days, verb = step["after"], step["move"]
        at = setting.calendar.opening(setting.calendar.add_days(day, days) if days else day)
        at += timedelta(minutes=90 + number)
        if at > setting.now:
            break
        _act(verb)(feedback, by=_who(verb, setting, by), at=at, **step["said"])
    Delivery.objects.filter(notice__feedback=feedback).update(state="sent", attempts=1, sent_at=F("created_at"))
    feedback.notices.filter(created_at__lt=setting.now - timedelta(days=4)).update(read_at=setting.now)


def _act(verb: str) -> Callable[..., Feedback]:
    found: Callable[..., Feedback] = getattr(follow_feedback if verb == "rate" else handle_feedback, verb)
    return found


def _who(verb: str, setting: Setting, sender: User | None) -> User | None:
    return sender if verb == "rate" else setting.cast.users[_BY.get(verb, _LEADER)]


def _dossier(account: User, before: datetime) -> Dossier | None:
    theirs = Dossier.objects.submitted_by(account).filter(department__code=HOME, submitted_at__lt=before)
    return theirs.order_by("-submitted_at").first()


def _key(number: int) -> uuid.UUID:
    """The same each time, so that a second start says nothing twice."""
    return uuid.uuid5(key_of(0), f"feedback {number}")
