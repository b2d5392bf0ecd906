"""A phone number or a mail address as people type it into one box, and the one form in which each is kept. Pure."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from departments.identity import IdentityError, check_phone, mask_phone, show_phone

_LONGEST_ADDRESS = 254


class Kind(StrEnum):
    """By which way a code reaches its owner; the value is the name of the account's field."""

    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a person, in the form in which accounts keep it."""

    kind: Kind
    value: str

    @property
    def shown(self) -> str:
        """As people write it."""
        return show_phone(self.value) if self.kind is Kind.PHONE else self.value

    @property
    def masked(self) -> str:
        """As a page shows it to whoever only typed a name: "*** *** 678", "t***@nha.vn"."""
        if self.kind is Kind.PHONE:
            return mask_phone(self.value)
        name, _, host = self.value.rpartition("@")
        return f"{name[:1]}***@{host}"


def read_contact(text: str) -> Contact:
    """The mail address (in small letters) or the phone number (E.164) typed; IdentityError when it is neither."""
    typed = unicodedata.normalize("NFKC", text).strip()
    if "@" not in typed:
        if not any(char.isdigit() for char in typed):
            raise IdentityError(_("Hãy nhập số điện thoại, ví dụ 0912 345 678, hoặc thư điện tử, ví dụ ten@gmail.com."))
        return Contact(Kind.PHONE, check_phone(typed))
    try:
        validate_email(typed)
    except ValidationError:
        raise IdentityError(_("Địa chỉ thư điện tử chưa đúng. Ví dụ: ten@gmail.com.")) from None
    if len(typed) > _LONGEST_ADDRESS:
        raise IdentityError(_("Địa chỉ thư điện tử quá dài."))
    return Contact(Kind.EMAIL, typed.lower())
