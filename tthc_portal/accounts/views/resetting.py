"""Back into an account whose password is forgotten: a code to a proved contact, then a new password.

Every answer is the same for a name that has an account and for one that has none.
"""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from departments.accounts import account_named, contacts_of
from departments.actions.change_password import change_password
from departments.client import address_of
from departments.contacts import Contact, read_contact
from departments.identity import IdentityError
from departments.models import User
from departments.too_often import too_often
from tthc_portal.accounts import codes
from tthc_portal.accounts.codes import Purpose
from tthc_portal.accounts.forms import CodeForm, ForgotForm, NewPasswordForm
from tthc_portal.accounts.letters import NotSent, code_letter, unknown_letter, warn, write

_ALLOWED = "reset"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgot(request: HttpRequest) -> HttpResponseBase:
    """Ask which account it is."""
    form = ForgotForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        refused = _send(request, form.cleaned_data["name"], form)
        return refused or redirect("accounts:forgot_code")
    return _asked(request, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgot_code(request: HttpRequest) -> HttpResponseBase:
    """The code; when it is right this browser may choose a new password for ten minutes."""
    found = codes.pending(request.session, Purpose.RESET)
    if found is None:
        return redirect("accounts:forgot")
    form = CodeForm(request.POST if request.method == "POST" and "again" not in request.POST else None)
    if "again" in request.POST:
        refused = _send(request, found.shown, form)
        if refused is None:
            messages.success(request, _("Đã gửi mã mới. Mã trước không dùng được nữa."))
        return refused or redirect("accounts:forgot_code")
    if form.is_valid():
        at = timezone.now()
        if codes.is_right(found, form.cleaned_data["code"], at=at):
            codes.forget(request.session, Purpose.RESET)
            request.session.cycle_key()
            request.session[_ALLOWED] = {**found.data, "ends": (at + codes.LIFE).isoformat()}
            return redirect("accounts:forgot_new")
        form.add_error("code", codes.WRONG)
    lead = _("Nếu “{shown}” có tài khoản, mã đã được gửi tới thư điện tử hoặc điện thoại đã xác nhận.").format(
        shown=found.shown
    )
    context = {"form": form, "lead": lead, "back": "accounts:forgot"}
    return render(request, "accounts/code.html", context, status=422 if form.is_bound else 200)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgot_new(request: HttpRequest) -> HttpResponseBase:
    """The new password; it ends every session of the account."""
    at = timezone.now()
    user = _allowed(request, at)
    if user is None:
        return redirect("accounts:forgot")
    form = NewPasswordForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        request.session.pop(_ALLOWED)
        change_password(user, form.cleaned_data["password"], keep_session="")
        warn(user, _("Mật khẩu đã đổi"), _("Mật khẩu tài khoản của bạn vừa được đặt lại."))
        messages.success(request, _("Đã đặt mật khẩu mới. Hãy đăng nhập."))
        return redirect("login")
    context: dict[str, Any] = {
        "title": _("Đặt mật khẩu mới"),
        "form": form,
        "label": _("Đặt mật khẩu"),
        "back": "login",
    }
    return render(request, "accounts/form.html", context, status=422 if form.is_bound else 200)


def _send(request: HttpRequest, typed: str, form: Any) -> HttpResponse | None:
    """Send a code to the account that is meant; None also when there is none."""
    at, name = timezone.now(), " ".join(typed.split())[:254]
    stated, user = _contact(name), account_named(name)
    contacts = contacts_of(user) if user is not None and user.is_active else []
    contact = next((one for one in contacts if one == stated), contacts[0] if contacts else None)
    verdict = codes.may_send(stated.value if stated else name.casefold(), address_of(request), at=at)
    if not verdict:
        return too_often(request, verdict)
    kept = {"user": user.pk, "was": user.password[-16:]} if user is not None and contact else {}
    code = codes.keep(
        request.session, Purpose.RESET, contact or stated, at=at, shown=name, data=kept, decoy=contact is None
    )
    try:
        if contact is not None:
            write(contact, _("Mã xác nhận"), code_letter(code, codes.MINUTES))
        elif stated is not None:
            write(stated, _("Chưa có tài khoản"), unknown_letter())
    except NotSent as error:
        messages.warning(request, str(error))
    return None


def _contact(name: str) -> Contact | None:
    try:
        return read_contact(name)
    except IdentityError:
        return None


def _allowed(request: HttpRequest, at: datetime) -> User | None:
    """The account whose code was right in this browser a moment ago, unless its password has changed since."""
    kept = request.session.get(_ALLOWED)
    if not kept or at >= datetime.fromisoformat(kept["ends"]):
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    return user if user is not None and user.password[-16:] == kept["was"] else None


def _asked(request: HttpRequest, form: ForgotForm) -> HttpResponse:
    context: dict[str, Any] = {
        "title": _("Quên mật khẩu"),
        "lead": _("Chúng tôi gửi mã xác nhận tới thư điện tử hoặc điện thoại bạn đã xác nhận."),
        "form": form,
        "label": _("Gửi mã"),
        "back": "login",
        "note": _(
            "Không còn dùng được thư và số điện thoại đó? Mang thẻ căn cước đến Bộ phận Một cửa gần nhất. "
            "Cán bộ: hỏi người quản trị của đơn vị."
        ),
    }
    return render(request, "accounts/form.html", context, status=422 if form.is_bound else 200)
