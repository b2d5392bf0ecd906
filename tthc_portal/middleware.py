"""What every answer of the portal needs beyond Django's own middleware."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone

from tthc_portal.accounts.entering import note_visit
from tthc_portal.resending import ask_to_sign_in
from tthc_portal.unsent import kept, take, unsent_of


class PrivatePages:
    """A page made for a signed-in person is kept in no cache: computers at the counter are shared."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the answer."""
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response


class LastSeen:
    """When a session was last used, for its holder's page of sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note it after the page is made, so that a page that fails says nothing."""
        response = self.get_response(request)
        if request.user.is_authenticated:
            note_visit(request.session, at=timezone.now())
        return response


class ReadableAddresses:
    """No page of ours has a NUL character in its address, and in a question it is a space: PostgreSQL refuses it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on, or answer 404."""
        if "\0" in request.path_info:
            raise Http404
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked or "\0" in asked:
            request.META["QUERY_STRING"] = asked.replace("%00", "+").replace("\0", "+")
        return self.get_response(request)


class NothingTypedIsLost:
    """A form that arrives after its session has ended is asked to sign in where it is, and keeps what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, or the sign-in form with what was sent."""
        response = self.get_response(request)
        if request.method == "POST" and request.user.is_authenticated:
            _forget_if_sent(request)
        if request.method != "POST" or response.status_code != 302 or request.user.is_authenticated:
            return response
        doors = {resolve_url("login"), resolve_url("admin:login")}
        unsent = unsent_of(request) if urlsplit(response["Location"]).path in doors else None
        return response if unsent is None else ask_to_sign_in(request, unsent)


def _forget_if_sent(request: HttpRequest) -> None:
    """What waited in the session has arrived where it was meant for, and waits no longer."""
    at = timezone.now()
    waiting = kept(request.session, at=at)
    if waiting is not None and waiting.address == request.get_full_path():
        take(request.session, at=at)
