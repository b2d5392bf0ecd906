"""One-time codes: six digits that prove a phone number or a mail address, once and for ten minutes.

The code itself is kept nowhere: the session of whoever asked for it holds a keyed hash, and what is to be done when it
is right. Where the answer must not tell whether an account exists, a decoy is kept instead, which no code opens. How
often codes are sent and guessed is counted outside the session, over all processes.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from departments.contacts import Contact, Kind
from departments.rate_limits import Brake, Verdict, hit_all

LIFE = timedelta(minutes=10)
MINUTES = 10
TRIES = 5
# From one place to one contact few; to one contact from everywhere more, so that a stranger does not use up what its
# owner may ask for. With five tries each nobody gets anywhere among a million codes.
SENT_PER_CONTACT_AND_ADDRESS, SENT_PER_CONTACT, SENT_PER_CONTACT_A_DAY, SENT_PER_ADDRESS = 4, 10, 20, 20
PASSWORDS, PASSWORD_WINDOW = 10, timedelta(minutes=15)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# One sentence whatever was wrong: the digits, the time, too many tries, or nobody behind it.
WRONG = _("Mã chưa đúng hoặc đã hết hạn. Hãy xem lại, hoặc xin mã mới.")


class Purpose(StrEnum):
    """What a right code leads to; one code of each may be pending in a session."""

    SIGN_UP = "sign-up"
    RESET = "reset"
    CONTACT = "contact"


@dataclass(frozen=True)
class Pending:
    """A code that was asked for. `contact` is None where a name was typed that leads to nobody."""

    key: str
    contact: Contact | None
    shown: str
    proof: str
    ends: datetime
    data: dict[str, Any]


def may_send(target: str, address: str, *, at: datetime) -> Verdict:
    """Count one wish for a code to this target from this address; the same whether an account is behind it or not."""
    return hit_all(
        [
            Brake(["code", "to", target, address], SENT_PER_CONTACT_AND_ADDRESS, HOUR),
            Brake(["code", "to", target], SENT_PER_CONTACT, HOUR),
            Brake(["code", "to", "day", target], SENT_PER_CONTACT_A_DAY, DAY),
            Brake(["code", "address", address], SENT_PER_ADDRESS, HOUR),
        ],
        at=at,
    )


def may_guess_password(user_pk: int, *, at: datetime) -> Verdict:
    """Count one try at the password of somebody who is signed in."""
    return hit_all([Brake(["own-password", user_pk], PASSWORDS, PASSWORD_WINDOW)], at=at)


def keep(
    session: SessionBase,
    purpose: Purpose,
    contact: Contact | None,
    *,
    at: datetime,
    shown: str,
    data: Mapping[str, Any],
    decoy: bool = False,
) -> str:
    """Keep a new code in place of an earlier one and return it; of a decoy the code is nobody's to know."""
    code, key = f"{secrets.randbelow(10**6):06d}", secrets.token_urlsafe(16)
    session[_slot(purpose)] = {
        "key": key,
        "kind": contact.kind if contact else "",
        "value": contact.value if contact else "",
        "shown": shown,
        "proof": "" if decoy else _proof(key, code),
        "ends": (at + LIFE).isoformat(),
        "data": dict(data),
    }
    return code


def pending(session: SessionBase, purpose: Purpose) -> Pending | None:
    """The code this browser waits for, if any, run out or not."""
    kept = session.get(_slot(purpose))
    if not kept:
        return None
    contact = Contact(Kind(kept["kind"]), kept["value"]) if kept["kind"] else None
    ends = datetime.fromisoformat(kept["ends"])
    return Pending(kept["key"], contact, kept["shown"], kept["proof"], ends, kept["data"])


def is_right(found: Pending, typed: str, *, at: datetime) -> bool:
    """Whether the code is the one that was sent, in time, and among the first few tries."""
    verdict = hit_all([Brake(["code", "try", found.key], TRIES, LIFE)], at=at)
    same = constant_time_compare(found.proof, _proof(found.key, typed))
    return bool(verdict) and same and at < found.ends


def forget(session: SessionBase, purpose: Purpose) -> None:
    """The code was used, or is not wanted any more."""
    session.pop(_slot(purpose), None)


def _slot(purpose: Purpose) -> str:
    return f"code:{purpose}"


def _proof(key: str, code: str) -> str:
    return salted_hmac("tthc_portal.accounts.codes", f"{key}:{code}", algorithm="sha256").hexdigest()
