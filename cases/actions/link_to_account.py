"""Bring dossiers that have no account (handed in at the counter, or of an account that was deleted) to the submitter's.

A wrong link would give a stranger's papers away, so a link needs proof, never a mere match of what somebody typed:

- whoever is identified electronically gets the dossiers submitted under exactly that personal number;
- whoever is not has to know a dossier's code and the last four digits of the submitter's personal number (both stand on
  the receipt), and the phone number or mail address written in that dossier must be one the account has proved. A code
  alone is no secret, and phone numbers are given to new people.

Only a person's own dossiers come: those in which somebody else, or an organisation, is the submitter stay where they
are.
"""

import hmac
from datetime import datetime

from django.db import transaction
from django.db.models import DateTimeField, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cases.actions._log import log
from cases.models import Applicant, Dossier, Notice
from departments.models import User


class LinkRefused(Exception):
    """Nothing was linked; the text is for people and the same whatever did not fit."""


def linkable(user: User) -> QuerySet[Dossier]:
    """The dossiers that are an identified person's own and are in no account."""
    if not user.identified_at or not user.personal_id:
        return Dossier.objects.none()
    return _without_account().filter(submitter__personal_id=user.personal_id)


def link_identified(user: User, *, at: datetime) -> int:
    """Link them all; says how many."""
    return sum(_link(pk, user, at) for pk in linkable(user).values_list("pk", flat=True))


def link_by_code(user: User, code: str, digits: str, *, at: datetime) -> Dossier:
    """Link the one with this code, or raise LinkRefused."""
    dossier = _without_account().select_related("submitter").filter(code=code).first()
    submitter = dossier.submitter if dossier else None
    number = submitter.personal_id if submitter else ""
    same_digits = hmac.compare_digest(number[-4:].encode(), digits.encode()) and len(digits) == 4
    reached = submitter is not None and (
        bool(user.phone_verified_at and user.phone and user.phone == submitter.phone)
        or bool(user.email_verified_at and user.email and user.email == submitter.email.lower())
    )
    if dossier is None or not same_digits or not reached or not _link(dossier.pk, user, at):
        raise LinkRefused(
            _(
                "Không đưa được hồ sơ vào tài khoản. Mã và 4 số cuối phải đúng như trên giấy tiếp nhận, "
                "và hồ sơ phải ghi đúng số điện thoại hoặc thư điện tử bạn đã xác nhận."
            )
        )
    return dossier


def _without_account() -> QuerySet[Dossier]:
    return Dossier.objects.filter(account=None, submitter__kind=Applicant.Kind.PERSON, code__isnull=False)


@transaction.atomic
def _link(pk: int, user: User, at: datetime) -> bool:
    """Under lock, so that nobody else links it meanwhile; false when somebody has."""
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=pk)
    if dossier.account_id is not None:
        return False
    dossier.account = user
    # What was told before stands in the account's list; it is no news any more.
    Notice.objects.filter(dossier=dossier).update(account=user, read_at=Coalesce("read_at", Value(at, DateTimeField())))
    note_in_log(dossier, "link_account", by=user, at=at)
    return True


def note_in_log(dossier: Dossier, action: str, *, by: User, at: datetime) -> None:
    """Save the dossier's account with an entry of the log; the dossier is locked."""
    dossier.revision += 1
    dossier.save(update_fields=["account", "revision"])
    log(dossier, action, by=by, at=at, from_status=dossier.status, department=None)
