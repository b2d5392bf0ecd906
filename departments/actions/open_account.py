"""Open a citizen's account, once its phone number or mail address is proved."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction

from departments.contacts import Contact
from departments.models import User


class ContactTaken(Exception):
    """The contact is the proved one of another account."""


def new_username() -> str:
    """A name for an account whose holder signs in by phone, mail or an identity; nobody has to know it."""
    return f"nd-{uuid.uuid4().hex[:16]}"


def open_account(*, full_name: str, contact: Contact, personal_id: str, password: str, at: datetime) -> User:
    """The new account; `password` is hashed already. The personal number is only stated, it identifies nobody.

    Raises ContactTaken where another account has proved the same contact meanwhile.
    """
    user = User(
        username=new_username(),
        full_name=full_name,
        personal_id=personal_id,
        password=password,
        date_joined=at,
        **{contact.kind: contact.value, f"{contact.kind}_verified_at": at},
    )
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise ContactTaken from error
    return user


def prove_contact(user: User, contact: Contact, *, at: datetime) -> User:
    """Make the contact, proved just now, the account's own in place of the one of its kind; ContactTaken as above."""
    try:
        with transaction.atomic():
            locked = User.objects.select_for_update().get(pk=user.pk)
            setattr(locked, contact.kind, contact.value)
            setattr(locked, f"{contact.kind}_verified_at", at)
            locked.save(update_fields=[contact.kind, f"{contact.kind}_verified_at"])
    except IntegrityError as error:
        raise ContactTaken from error
    return locked
