"""Signing in, with a brake on guessing that holds over all processes."""

import unicodedata
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone

from departments.access import has_role, posts_in_force
from departments.accounts import account_named
from departments.client import address_of
from departments.models import User
from departments.rate_limits import Brake, Verdict, hit, hit_all
from departments.roles import Role
from departments.too_often import too_often
from tthc_portal.accounts.entering import enter
from tthc_portal.resending import ask_to_sign_in, carried, go_on
from tthc_portal.unsent import FIELD, Unsent, unseal

# Guessing at one account from one place is braked early. The account alone has a wide brake, against guessing from many
# places: a narrow one would let anybody who knows the name keep its owner out.
ATTEMPTS_PER_ACCOUNT_AND_ADDRESS = 10
ATTEMPTS_PER_ADDRESS = 60
WINDOW = timedelta(minutes=15)
ATTEMPTS_PER_ACCOUNT = 100
ACCOUNT_WINDOW = timedelta(hours=1)


class SignIn(LoginView):
    """Django's sign-in, then to the page where this person's work waits."""

    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count the attempt before looking at the password."""
        unsent = self._unsent()
        if unsent is not None and "username" not in request.POST:
            return ask_to_sign_in(request, unsent)
        verdict = attempt(request.POST.get("username", ""), address_of(request), at=timezone.now())
        if not verdict:
            return too_often(request, verdict, **carried(unsent))
        return super().post(request, *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep the form out of caches; whoever has signed in meanwhile in another tab goes on at once."""
        unsent = self._unsent() if request.user.is_authenticated else None
        response: HttpResponseBase
        response = go_on(request, unsent) if unsent is not None else super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """In, with a session to be found again; what could not be taken without one is offered to be sent again."""
        user, unsent = form.get_user(), self._unsent()
        if isinstance(user, User):
            enter(self.request, user, at=timezone.now())
        return HttpResponseRedirect(self.get_success_url()) if unsent is None else go_on(self.request, unsent)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is carried along stays with the form when the password was wrong."""
        return {**super().get_context_data(**kwargs), **carried(self._unsent())}

    def _unsent(self) -> Unsent | None:
        return unseal(self.request.POST.get(FIELD, ""))

    def get_redirect_url(self) -> str:  # type: ignore[override]  # the stubs know an argument that Django 5.2 has not
        """Where the person wanted to go, unless it is this very page, which would send him round in circles."""
        wanted = super().get_redirect_url()
        return "" if urlsplit(wanted).path == self.request.path else wanted

    def get_default_redirect_url(self) -> str:
        """Clerks to the counter, other staff to the desk, inspectors to what is late, citizens to their dossiers."""
        user = self.request.user
        if has_role(user, Role.RECEIVER):
            return resolve_url("cases:intake")
        if has_role(user, Role.OFFICER, Role.HEAD, Role.LEADER, Role.RECORDS_CLERK):
            return resolve_url("cases:desk")
        if has_role(user, Role.INSPECTOR):
            return resolve_url("cases:overdue")
        if posts_in_force(user) or getattr(user, "is_staff", False):
            return resolve_url("admin:index")
        return resolve_url("cases:mine")


def attempt(typed_name: str, address: str, *, at: datetime) -> Verdict:
    """Count one try to sign in and say whether it may go on to the password.

    What its own place has already used up is not counted against the account: one place cannot lock an owner out.
    """
    account = _account_key(typed_name)
    here = [
        Brake(["sign-in", "account", account, address], ATTEMPTS_PER_ACCOUNT_AND_ADDRESS, WINDOW),
        Brake(["sign-in", "address", address], ATTEMPTS_PER_ADDRESS, WINDOW),
    ]
    verdict = hit_all(here, at=at)
    if not verdict:
        return verdict
    return hit(["sign-in", "account", account], limit=ATTEMPTS_PER_ACCOUNT, window=ACCOUNT_WINDOW, at=at)


def _account_key(typed: str) -> str:
    """One key for all names and spellings of an account that the sign-in form takes; it composes them by NFKC."""
    found = account_named(typed)
    name = found.username if found else unicodedata.normalize("NFKC", typed).strip()
    return name.casefold()[:150]
