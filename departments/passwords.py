"""How long a password must be, in words for people: Django's own Vietnamese catalogue lacks this sentence."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Eight characters at least, unless the setting says otherwise."""

    def validate(self, password: str, user: object = None) -> None:
        """Refuse what is shorter."""
        if len(password) < self.min_length:
            raise ValidationError(
                _("Mật khẩu quá ngắn: cần ít nhất {min_length} ký tự.").format(min_length=self.min_length),
                code="password_too_short",
            )
