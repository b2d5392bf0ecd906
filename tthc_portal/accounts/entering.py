"""The one way in: whoever proved who he is gets a session that he can find again on his page of sessions."""

from datetime import datetime, timedelta

from django.contrib.auth import login
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from departments.client import address_of
from departments.models import User
from departments.sessions import VISIT
from tthc_portal.accounts.devices import device_of, rough_place
from tthc_portal.language import keep_choice

# A session is written again no more often than this.
SEEN_EVERY = timedelta(minutes=10)


def enter(request: HttpRequest, user: User, *, at: datetime) -> None:
    """Sign the person in under a fresh session key, and note device, place, moment and the language that he reads."""
    login(request, user)
    keep_choice(request, user)
    request.session[VISIT] = {
        "since": at.isoformat(),
        "seen": at.isoformat(),
        "device": device_of(request.headers.get("User-Agent", "")),
        "place": rough_place(address_of(request)),
    }


def note_visit(session: SessionBase, *, at: datetime) -> None:
    """Remember that the session was used, at most every ten minutes."""
    visit = session.get(VISIT)
    if visit and at - datetime.fromisoformat(visit["seen"]) >= SEEN_EVERY:
        session[VISIT] = {**visit, "seen": at.isoformat()}
