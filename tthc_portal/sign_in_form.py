"""The two boxes of the sign-in page, with words for people."""

from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """Django's form; it never says which of the two was wrong."""

    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy xem lại chữ hoa, chữ thường rồi thử lại.",
        "inactive": "Tài khoản này đang bị khóa. Hãy hỏi nơi đã cấp tài khoản.",
    }
