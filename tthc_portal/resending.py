"""The pages on which what could not be taken is offered to be sent again: after signing in, and with a fresh token."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.views.decorators.debug import sensitive_post_parameters

from tthc_portal.sign_in_form import SignInForm
from tthc_portal.unsent import FIELD, Unsent, from_ourselves, seal, unseal, unsent_of


def ask_to_sign_in(request: HttpRequest, unsent: Unsent) -> HttpResponse:
    """The sign-in form at the place where the session was missing; it carries along what was sent."""
    context = {"form": SignInForm(request), "next": "", **carried(unsent)}
    return _private(render(request, "registration/login.html", context, status=403))


def carried(unsent: Unsent | None) -> dict[str, object]:
    """What the sign-in form shows and carries of it; nothing for nothing."""
    if unsent is None:
        return {}
    return {"is_too_long": True} if unsent.is_too_long else {FIELD: seal(unsent)}


def go_on(request: HttpRequest, unsent: Unsent, *, is_stale: bool = False) -> HttpResponse:
    """One button that sends it again to where it was meant for, files chosen anew; the view there decides the rest."""
    context = {"unsent": unsent, "is_stale": is_stale, "texts": unsent.texts()}
    return _private(render(request, "tthc_portal/go_on.html", context, status=403 if is_stale else 200))


@sensitive_post_parameters()
def without_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token does not fit any more: what one of our own pages sent is offered again, else a plain 403."""
    doors = {resolve_url("login"), resolve_url("accounts:identity_start")}
    if from_ourselves(request) and request.path in doors:
        # Somebody signed in meanwhile in another tab, while this one still carried something.
        kept = unseal(request.POST.get(FIELD, ""))
        if kept is not None:
            return go_on(request, kept) if request.user.is_authenticated else ask_to_sign_in(request, kept)
    unsent = unsent_of(request)
    if unsent is None or unsent.is_too_long:
        context = {"is_too_long": unsent is not None}
        return _private(render(request, "403_csrf.html", context, status=403))
    return go_on(request, unsent, is_stale=True)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    return response
