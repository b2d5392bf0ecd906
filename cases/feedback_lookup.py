"""Find a feedback by what only its sender knows, and remember for an hour, in the browser's session, that he did."""

import hmac
from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

from cases.models import Feedback
from departments.identity import IdentityError, check_phone

_KEY = "feedback_passes"
_GOOD_FOR = timedelta(hours=1)
_MOST = 10
Session = MutableMapping[str, Any]


def is_whole(proof: str) -> bool:
    """Whether it is a whole phone number or mail address, which nobody guesses, and not its last four digits."""
    return not (len(proof) == 4 and proof.isdigit())


def find(code: str, proof: str) -> Feedback | None:
    """The feedback with this code whose sender gave that phone (or its last four digits) or that mail; else None.

    One statement whether the code or the proof was wrong, so that the time tells nothing.
    """
    feedback = Feedback.objects.filter(code=code).first()
    phone, email = (feedback.phone, feedback.email) if feedback else ("", "")
    offered = proof if not is_whole(proof) else _phone(proof) or proof.lower()
    known = [phone[-4:]] if not is_whole(proof) else [phone, email.lower()]
    # Everything is compared, also after one fits and also when there is nothing.
    same = [bool(one) and hmac.compare_digest(one.encode(), offered.encode()) for one in known]
    return feedback if any(same) else None


def remember(session: Session, code: str, at: datetime) -> None:
    """Note that the browser's user has shown the feedback to be his own."""
    kept = [one for one in session.get(_KEY, []) if one[0] != code]
    session[_KEY] = [*kept[1 - _MOST :], [code, (at + _GOOD_FOR).isoformat()]]


def remembers(session: Session, code: str, at: datetime) -> bool:
    """Whether it has, within the hour."""
    return any(one == code and at < datetime.fromisoformat(until) for one, until in session.get(_KEY, []))


def _phone(text: str) -> str:
    try:
        return check_phone(text)
    except IdentityError:
        return ""
