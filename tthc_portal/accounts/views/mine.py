"""My account: what it says of me, and what of it I can change."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cases.gate import person
from departments.accounts import account_with
from departments.actions.change_password import change_password
from departments.actions.open_account import ContactTaken, prove_contact
from departments.client import address_of
from departments.contacts import Contact, Kind
from departments.models import User
from departments.too_often import too_often
from tthc_portal.accounts import codes
from tthc_portal.accounts.codes import Purpose
from tthc_portal.accounts.forms import ChangeContactForm, ChangePasswordForm, CodeForm, OwnPasswordForm, ProfileForm
from tthc_portal.accounts.letters import NotSent, code_letter, known_letter, warn, write
from tthc_portal.accounts.overview import facts_of_account


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What the portal knows of me, and the ways on."""
    user = person(request)
    context = {"facts": facts_of_account(user), "has_password": user.has_usable_password()}
    return render(request, "accounts/overview.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponseBase:
    """Name, number and address, as new dossiers begin with them."""
    user = person(request)
    form = ProfileForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(user, name, value)
        user.save(update_fields=list(form.cleaned_data))
        messages.success(request, _("Đã lưu."))
        return redirect("accounts:overview")
    lead = _("Hồ sơ mới được điền sẵn từ đây. Hồ sơ đã nộp giữ nguyên như khi nộp.")
    return _form(request, form, _("Thông tin của tôi"), _("Lưu"), lead)


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponseBase:
    """A new password; every other browser is signed out."""
    user = person(request)
    braked = own_password_braked(request, user)
    if braked is not None:
        return braked
    form = ChangePasswordForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        change_password(user, form.cleaned_data["password"], keep_session=request.session.session_key or "")
        update_session_auth_hash(request, user)
        warn(user, _("Mật khẩu đã đổi"), _("Mật khẩu tài khoản của bạn vừa được đổi."))
        messages.success(request, _("Đã đổi mật khẩu. Mọi thiết bị khác đã bị đăng xuất."))
        return redirect("accounts:overview")
    return _form(request, form, _("Đổi mật khẩu"), _("Đổi mật khẩu"), _("Các thiết bị khác sẽ phải đăng nhập lại."))


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponseBase:
    """A new phone number or mail address, which a code must prove first."""
    user = person(request)
    braked = own_password_braked(request, user)
    if braked is not None:
        return braked
    form = ChangeContactForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        refused = _send(request, user, form.cleaned_data["contact"])
        return refused or redirect("accounts:contact_code")
    lead = _("Chúng tôi gửi mã tới liên hệ mới. Nhập đúng mã thì liên hệ mới thay liên hệ cũ cùng loại.")
    return _form(request, form, _("Đổi điện thoại, thư điện tử"), _("Gửi mã"), lead)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact_code(request: HttpRequest) -> HttpResponseBase:
    """The code; the contact it proves is the account's from then on."""
    user, found = person(request), codes.pending(request.session, Purpose.CONTACT)
    if found is None or found.contact is None or found.data["user"] != user.pk:
        return redirect("accounts:contact")
    form = CodeForm(request.POST if request.method == "POST" and "again" not in request.POST else None)
    if "again" in request.POST:
        return _send(request, user, found.contact) or redirect("accounts:contact_code")
    if form.is_valid():
        if codes.is_right(found, form.cleaned_data["code"], at=timezone.now()):
            return _prove(request, user, found.contact)
        form.add_error("code", codes.WRONG)
    lead = _("Nếu {shown} nhận được tin, mã gồm 6 chữ số nằm trong đó.").format(shown=found.shown)
    context = {"form": form, "lead": lead, "back": "accounts:contact"}
    return render(request, "accounts/code.html", context, status=422 if form.is_bound else 200)


def own_password_braked(request: HttpRequest, user: User) -> HttpResponse | None:
    """Whoever finds a browser open must not be able to guess the password of its owner."""
    if request.method != "POST":
        return None
    verdict = codes.may_guess_password(user.pk, at=timezone.now())
    return None if verdict else too_often(request, verdict)


def _send(request: HttpRequest, user: User, new: Contact) -> HttpResponse | None:
    at = timezone.now()
    verdict = codes.may_send(new.value, address_of(request), at=at)
    if not verdict:
        return too_often(request, verdict)
    holder = account_with(new)
    taken = holder is not None and holder != user
    data = {"user": user.pk}
    code = codes.keep(request.session, Purpose.CONTACT, new, at=at, shown=new.shown, data=data, decoy=taken)
    try:
        write(new, _("Mã xác nhận"), known_letter() if taken else code_letter(code, codes.MINUTES))
    except NotSent as error:
        messages.warning(request, str(error))
    return None


def _prove(request: HttpRequest, user: User, new: Contact) -> HttpResponseBase:
    codes.forget(request.session, Purpose.CONTACT)
    old_value = getattr(user, new.kind)
    old = Contact(Kind(new.kind), old_value) if old_value and getattr(user, f"{new.kind}_verified_at") else None
    try:
        changed = prove_contact(user, new, at=timezone.now())
    except ContactTaken:
        messages.warning(request, _("Liên hệ này vừa thuộc một tài khoản khác."))
        return redirect("accounts:contact")
    warn(changed, _("Liên hệ đã đổi"), _("Liên hệ của tài khoản bạn vừa được đổi."), besides=old)
    messages.success(request, _("Đã xác nhận {shown}.").format(shown=new.shown))
    return redirect("accounts:overview")


def _form(request: HttpRequest, form: OwnPasswordForm | ProfileForm, title: str, label: str, lead: str) -> HttpResponse:
    context: dict[str, Any] = {
        "title": title,
        "lead": lead,
        "form": form,
        "label": label,
        "back": "accounts:overview",
        "section": "account",
    }
    return render(request, "accounts/form.html", context, status=422 if form.is_bound else 200)
