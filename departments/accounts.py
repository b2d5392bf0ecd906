"""Whose account a typed name means: its account name, or a phone number or mail address its holder has proved."""

import unicodedata

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest

from departments.access import user_with_posts
from departments.contacts import Contact, Kind, read_contact
from departments.identity import IdentityError
from departments.models import User


def account_with(contact: Contact) -> User | None:
    """The account whose holder has proved that this contact is his; what was only typed into an account opens none."""
    return User.objects.filter(**{contact.kind: contact.value, f"{contact.kind}_verified_at__isnull": False}).first()


def account_named(typed: str) -> User | None:
    """The account that is meant by an account name, a phone number or a mail address."""
    name = unicodedata.normalize("NFKC", typed).strip()
    if not name or "\0" in name:
        return None
    wanted = Q(username=name)
    try:
        contact = read_contact(name)
    except IdentityError:
        pass
    else:
        wanted |= Q(**{contact.kind: contact.value, f"{contact.kind}_verified_at__isnull": False})
    # An account name is given by the portal and wins, whatever somebody has proved beside it.
    found = sorted(User.objects.filter(wanted)[:3], key=lambda user: user.username != name)
    return found[0] if found else None


def contacts_of(user: User) -> list[Contact]:
    """The contacts the holder has proved, mail first: it costs nobody anything."""
    found = []
    if user.email and user.email_verified_at:
        found.append(Contact(Kind.EMAIL, user.email))
    if user.phone and user.phone_verified_at:
        found.append(Contact(Kind.PHONE, user.phone))
    return found


class AnyName(ModelBackend):
    """Django's check of a password, under any of the names of an account."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: object
    ) -> User | None:
        """The account, or None; as slow for a name that nobody has as for a wrong password."""
        if username is None or password is None:
            return None
        found = account_named(username)
        user = super().authenticate(request, username=found.username if found else "\x1f", password=password)
        return user if isinstance(user, User) else None

    def get_user(self, user_id: int) -> User | None:
        """The account of a session; that of staff comes with its posts, which each of their pages asks for anyway."""
        user = user_with_posts(user_id)
        return user if user and self.user_can_authenticate(user) else None
