"""The two boxes of the sign-in page, with words for people."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Django's form; it never says which of the two was wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """One box for all the names of an account."""
        super().__init__(*args, **kwargs)
        self.fields["username"].label = gettext("Số điện thoại, thư điện tử hoặc tên đăng nhập")

    error_messages = {
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy xem lại chữ hoa, chữ thường rồi thử lại."),
        "inactive": _("Tài khoản này đang bị khóa. Hãy hỏi nơi đã cấp tài khoản."),
    }
