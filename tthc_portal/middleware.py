"""What every answer of the portal needs beyond Django's own middleware."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


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
