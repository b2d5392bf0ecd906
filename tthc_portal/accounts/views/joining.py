"""Joining: an account comes into being when its phone number or mail address is proved, not before."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from departments.accounts import account_with
from departments.actions.open_account import ContactTaken, open_account
from departments.client import address_of
from departments.contacts import Contact
from departments.too_often import too_often
from tthc_portal.accounts import codes
from tthc_portal.accounts.codes import Purpose
from tthc_portal.accounts.entering import enter
from tthc_portal.accounts.forms import CodeForm, SignUpForm
from tthc_portal.accounts.letters import NotSent, code_letter, known_letter, write


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponseBase:
    """Ask who it is; then a code goes out. The answer is the same whether the contact has an account or not."""
    if request.user.is_authenticated:
        return redirect("cases:mine")
    form = SignUpForm(request.POST if request.method == "POST" else None)
    wanted = (request.POST if request.method == "POST" else request.GET).get("next", "")[:500]
    if form.is_valid():
        data = form.cleaned_data
        kept = {
            "full_name": data["full_name"],
            "personal_id": data["personal_id"],
            "password": make_password(data["password"]),
            "next": wanted,
        }
        refused = _send(request, data["contact"], kept, form)
        return refused or redirect("accounts:sign_up_code")
    return _asked(request, form, wanted)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_code(request: HttpRequest) -> HttpResponseBase:
    """The code; when it is right the account is there and its holder is in."""
    found = codes.pending(request.session, Purpose.SIGN_UP)
    if found is None or found.contact is None:
        return redirect("cases:mine" if request.user.is_authenticated else "accounts:sign_up")
    form = CodeForm(request.POST if request.method == "POST" and "again" not in request.POST else None)
    if "again" in request.POST:
        refused = _send(request, found.contact, found.data, form)
        if refused is None:
            messages.success(request, gettext("Đã gửi mã mới. Mã trước không dùng được nữa."))
        return refused or redirect("accounts:sign_up_code")
    if form.is_valid():
        at = timezone.now()
        if codes.is_right(found, form.cleaned_data["code"], at=at):
            return _open(request, found.contact, found.data)
        form.add_error("code", codes.WRONG)
    return _code_page(request, form, found.shown)


def _send(request: HttpRequest, contact: Contact, data: dict[str, Any], form: Any) -> HttpResponse | None:
    """Send a code, or to a known contact a word that it is known; None when all went well."""
    at = timezone.now()
    verdict = codes.may_send(contact.value, address_of(request), at=at)
    if not verdict:
        return too_often(request, verdict)
    known = account_with(contact) is not None
    code = codes.keep(request.session, Purpose.SIGN_UP, contact, at=at, shown=contact.shown, data=data, decoy=known)
    try:
        write(contact, gettext("Mã xác nhận"), known_letter() if known else code_letter(code, codes.MINUTES))
    except NotSent as error:
        if isinstance(form, CodeForm):
            messages.warning(request, str(error))
            return None
        codes.forget(request.session, Purpose.SIGN_UP)
        form.add_error("contact", str(error))
        return _asked(request, form, data["next"])
    return None


def _open(request: HttpRequest, contact: Contact, data: dict[str, Any]) -> HttpResponseBase:
    at = timezone.now()
    codes.forget(request.session, Purpose.SIGN_UP)
    try:
        user = open_account(
            full_name=data["full_name"],
            contact=contact,
            personal_id=data["personal_id"],
            password=data["password"],
            at=at,
        )
    except ContactTaken:
        messages.warning(request, gettext("Liên hệ này vừa có tài khoản. Hãy đăng nhập."))
        return redirect("login")
    enter(request, user, at=at)
    messages.success(request, gettext("Tài khoản đã sẵn sàng."))
    allowed = url_has_allowed_host_and_scheme(data["next"], {request.get_host()}, require_https=request.is_secure())
    return redirect(data["next"] if data["next"] and allowed else "cases:mine")


def _asked(request: HttpRequest, form: SignUpForm, wanted: str) -> HttpResponse:
    context = {"form": form, "next": wanted}
    return render(request, "accounts/sign_up.html", context, status=422 if form.is_bound else 200)


def _code_page(request: HttpRequest, form: CodeForm, shown: str) -> HttpResponse:
    context = {
        "form": form,
        "lead": gettext("Nếu {shown} nhận được tin, mã gồm 6 chữ số nằm trong đó.").format(shown=shown),
        "back": "accounts:sign_up",
    }
    return render(request, "accounts/code.html", context, status=422 if form.is_bound else 200)
