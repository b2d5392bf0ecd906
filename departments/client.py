"""Where a request comes from, for rate limits and logs."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The client's address: the last one a trusted proxy of ours saw, else the peer's.

    A header that anyone can send is believed only where the settings name a proxy of our own.
    """
    if settings.TRUSTED_PROXY:
        forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if forwarded:
            return forwarded.rsplit(",", 1)[-1].strip()
    peer: str = request.META.get("REMOTE_ADDR", "")
    return peer
