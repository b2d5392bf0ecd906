"""Coming in with an electronic identity, and tying one to an account."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from cases.gate import person
from departments.accounts import contacts_of
from departments.actions.outside_identity import (
    IdentityRefused,
    Vouched,
    account_of,
    link_identity,
    open_identified,
    unlink_identity,
)
from departments.client import address_of
from departments.models import User
from departments.rate_limits import Brake, Verdict, hit_all
from departments.too_often import too_often
from tthc_portal.accounts import codes
from tthc_portal.accounts.entering import enter
from tthc_portal.accounts.forms import OwnPasswordForm
from tthc_portal.accounts.letters import warn
from tthc_portal.accounts.provider import NotVouched, come_back, configured, go_there
from tthc_portal.environment import IdentityProvider
from tthc_portal.resending import ask_to_sign_in, carried, go_on
from tthc_portal.unsent import FIELD, keep, kept, take, unseal

_KEPT, _NEXT = "vouched", "identity-next"
_LIFE = timedelta(minutes=10)
_PER_ADDRESS, _KEPT_PER_ADDRESS, _WINDOW = 60, 20, timedelta(minutes=15)


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponseBase:
    """To the provider. It is a link: a form may lead nowhere but to ourselves.

    What was sent without a session comes by a form; it waits in the session, and a page of ours leads on by itself.
    """
    provider, at = _provider(), timezone.now()
    unsent = unseal(request.POST.get(FIELD, ""))
    if unsent is not None and request.user.is_authenticated:
        return go_on(request, unsent)
    verdict = _may_go(request, carries=unsent is not None, at=at)
    if not verdict:
        return too_often(request, verdict, **carried(unsent))
    take(request.session, at=at)  # whatever somebody before left in this browser
    request.session[_NEXT] = request.GET.get("next", "")[:500]
    if unsent is not None:
        keep(request.session, unsent, at=at)
    try:
        there = go_there(request, provider)
    except NotVouched as error:
        return _sent_away(request, str(error))
    if unsent is None:
        return there
    page = render(request, "accounts/identity_go.html", {"provider": provider, "address": there["Location"]})
    page["Refresh"] = f"0; url={there['Location']}"
    return page


def _may_go(request: HttpRequest, *, carries: bool, at: datetime) -> Verdict:
    """The brake on ways to the provider; a narrower one where something is to be kept for it."""
    brakes = [Brake(["identity", address_of(request)], _PER_ADDRESS, _WINDOW)]
    if carries:
        brakes.append(Brake(["identity", "kept", address_of(request)], _KEPT_PER_ADDRESS, _WINDOW))
    return hit_all(brakes, at=at)


@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponseBase:
    """From the provider: in, where the identity is tied; else to the question which account it shall be."""
    at = timezone.now()
    try:
        vouched = come_back(request, _provider())
        user = account_of(vouched)
    except (NotVouched, IdentityRefused) as error:
        return _sent_away(request, str(error))
    if request.user.is_authenticated:
        if user is not None:
            own = user == request.user
            messages.info(request, _("Đã liên kết.") if own else _("Danh tính này đã liên kết với một tài khoản khác."))
            return redirect("accounts:identity")
        _keep(request, vouched, at)
        return redirect("accounts:identity")
    if user is None:
        _keep(request, vouched, at)
        return redirect("accounts:identity_first")
    return _in(request, user, at)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: HttpRequest) -> HttpResponseBase:
    """An identity that no account knows: open one for it, or sign in to the one there is and tie it there."""
    provider, at = _provider(), timezone.now()
    vouched = _kept(request, provider, at)
    if vouched is None or request.user.is_authenticated:
        return redirect("accounts:identity" if request.user.is_authenticated else "login")
    if request.method == "POST":
        try:
            user = open_identified(vouched, at=at)
        except IdentityRefused as error:
            return _sent_away(request, str(error))
        request.session.pop(_KEPT, None)
        messages.success(request, _("Tài khoản đã sẵn sàng."))
        return _in(request, user, at)
    context = {"vouched": vouched, "provider": provider, "has_unsent": kept(request.session, at=at) is not None}
    return render(request, "accounts/identity_first.html", context)


@never_cache
@login_required
@require_safe
def resume(request: HttpRequest) -> HttpResponseBase:
    """What was sent without a session, offered to be sent again to whoever came in by his identity."""
    _provider()
    unsent = kept(request.session, at=timezone.now())
    return redirect("login") if unsent is None else go_on(request, unsent)


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: HttpRequest) -> HttpResponseBase:
    """Tie or untie; the password is asked once more, so that nobody ties his own identity to an open browser."""
    provider, user, at = _provider(), person(request), timezone.now()
    vouched = _kept(request, provider, at)
    tied = user.identities.filter(issuer=provider.issuer).first()
    unsent = kept(request.session, at=at)
    form = OwnPasswordForm(user, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        verdict = codes.may_guess_password(user.pk, at=at)
        if not verdict:
            return too_often(request, verdict)
        if form.is_valid():
            problem = _untie(user, provider) if tied else _tie(request, user, vouched, at)
            if not problem:
                messages.success(
                    request,
                    (_("Đã bỏ liên kết {name}.") if tied else _("Đã liên kết {name}.")).format(name=provider.name),
                )
                return redirect("accounts:overview" if unsent is None or tied else "accounts:identity_resume")
            form.add_error(None, problem)
    context: dict[str, Any] = {
        "form": form,
        "tied": tied,
        "vouched": vouched,
        "provider": provider,
        "has_unsent": unsent is not None,
    }
    return render(request, "accounts/identity.html", context, status=422 if form.errors else 200)


def _tie(request: HttpRequest, user: User, vouched: Vouched | None, at: datetime) -> str:
    if vouched is None:
        return _("Đã quá 10 phút. Hãy liên kết lại từ đầu.")
    request.session.pop(_KEPT, None)
    try:
        tied = link_identity(user, vouched, at=at)
    except IdentityRefused as error:
        return str(error)
    warn(tied, _("Đã liên kết định danh"), _("Tài khoản vừa liên kết {name}.").format(name=vouched.source))
    return ""


def _untie(user: User, provider: IdentityProvider) -> str:
    given_name = not user.username.startswith("nd-")
    if not user.has_usable_password() or not (given_name or contacts_of(user)):
        return _("Hãy xác nhận số điện thoại hoặc thư điện tử và đặt mật khẩu trước, để còn cách đăng nhập.")
    unlink_identity(user, provider.issuer)
    warn(user, _("Đã bỏ liên kết định danh"), _("Tài khoản vừa bỏ liên kết {name}.").format(name=provider.name))
    return ""


def _in(request: HttpRequest, user: User, at: datetime) -> HttpResponseBase:
    wanted = request.session.pop(_NEXT, "")
    enter(request, user, at=at)
    if kept(request.session, at=at) is not None:
        return redirect("accounts:identity_resume")
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    # The sign-in page sends everybody on to where his work waits.
    return redirect(wanted if wanted and allowed else "login")


def _sent_away(request: HttpRequest, sentence: str) -> HttpResponseBase:
    messages.warning(request, sentence)
    unsent = None if request.user.is_authenticated else take(request.session, at=timezone.now())
    if unsent is not None:
        return ask_to_sign_in(request, unsent)
    return redirect("accounts:identity" if request.user.is_authenticated else "login")


def _provider() -> IdentityProvider:
    provider = configured()
    if provider is None:
        raise Http404
    return provider


def _keep(request: HttpRequest, vouched: Vouched, at: datetime) -> None:
    born = vouched.birth_date.isoformat() if vouched.birth_date else None
    request.session[_KEPT] = {**asdict(vouched), "birth_date": born, "ends": (at + _LIFE).isoformat()}


def _kept(request: HttpRequest, provider: IdentityProvider, at: datetime) -> Vouched | None:
    kept = dict(request.session.get(_KEPT) or {})
    if not kept or at >= datetime.fromisoformat(kept.pop("ends")) or kept["issuer"] != provider.issuer:
        return None
    born = kept.pop("birth_date")
    return Vouched(**kept, birth_date=date.fromisoformat(born) if born else None)
