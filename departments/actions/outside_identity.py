"""Enter, open and tie accounts by an electronic identity that its issuer has vouched for.

An account is found by issuer and subject alone. Nothing that merely matches (a number, a phone, a mail address) ever
leads into an account: not into a citizen's, and least of all into one of staff.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from departments.actions.open_account import new_username
from departments.models import OutsideIdentity, User


@dataclass(frozen=True)
class Vouched:
    """What the issuer says of a person, checked; `source` is the issuer's name for people."""

    issuer: str
    subject: str
    source: str
    personal_id: str
    full_name: str
    birth_date: date | None = None
    phone: str = ""


class IdentityRefused(Exception):
    """The identity and the account do not go together; the text is for people."""


def account_of(vouched: Vouched) -> User | None:
    """The account its holder has tied to this identity, or None. IdentityRefused for one that is locked."""
    tied = OutsideIdentity.objects.select_related("user").filter(issuer=vouched.issuer, subject=vouched.subject).first()
    if tied is None:
        return None
    if not tied.user.is_active:
        raise IdentityRefused("Tài khoản này đang bị khóa. Hãy hỏi nơi đã cấp tài khoản.")
    return tied.user


def open_identified(vouched: Vouched, *, at: datetime) -> User:
    """A new citizen's account, entered by this identity; IdentityRefused when the person has one already."""
    with _one_account_a_person():
        user = User(username=new_username(), phone=vouched.phone, date_joined=at)
        user.set_unusable_password()
        _mark(user, vouched, at)
        user.save(force_insert=True)
        _tie(user, vouched, at)
    return user


def link_identity(user: User, vouched: Vouched, *, at: datetime) -> User:
    """Tie the identity to the account; number and name become the vouched ones.

    Raises IdentityRefused when either is tied otherwise already, or the account was identified as somebody else.
    """
    with _one_account_a_person():
        locked = User.objects.select_for_update().get(pk=user.pk)
        if locked.identified_at and locked.personal_id != vouched.personal_id:
            raise IdentityRefused("Tài khoản này đã được định danh là người khác.")
        _mark(locked, vouched, at)
        locked.save(update_fields=["personal_id", "full_name", "birth_date", "identified_at", "identified_by"])
        _tie(locked, vouched, at)
    return locked


def unlink_identity(user: User, issuer: str) -> bool:
    """Untie it; who was identified stays so. False when nothing was tied."""
    untied, _ = OutsideIdentity.objects.filter(user=user, issuer=issuer).delete()
    return bool(untied)


def _mark(user: User, vouched: Vouched, at: datetime) -> None:
    user.personal_id, user.full_name = vouched.personal_id, vouched.full_name
    user.birth_date = vouched.birth_date or user.birth_date
    user.identified_at, user.identified_by = at, vouched.source


def _tie(user: User, vouched: Vouched, at: datetime) -> None:
    OutsideIdentity.objects.create(user=user, issuer=vouched.issuer, subject=vouched.subject, linked_at=at)


@contextmanager
def _one_account_a_person() -> Iterator[None]:
    """All or nothing; what the database forbids is said to the person."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise IdentityRefused(
            "Danh tính này đã thuộc một tài khoản khác của cổng. Hãy đăng nhập bằng tài khoản ấy, hoặc hỏi Bộ phận "
            "Một cửa gần nhất."
        ) from error
