"""Where people outside the office reach a page: what stands in QR codes and mails."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def public_address(request: HttpRequest | None, name: str, *args: Any) -> str:
    """The page's whole address under TTHC_PUBLIC_URL; without that setting under the name the request came by.

    "" where neither is known.
    """
    path = reverse(name, args=args)
    if settings.PUBLIC_URL:
        return f"{settings.PUBLIC_URL}{path}"
    return request.build_absolute_uri(path) if request else ""
