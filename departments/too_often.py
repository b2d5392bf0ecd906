"""The answer to whoever tries too often: a page with the time to wait, for people and for programs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from departments.rate_limits import Verdict


def too_often(request: HttpRequest, verdict: Verdict, **more: Any) -> HttpResponse:
    """429 with `Retry-After` in seconds, rounded up; the page says it in minutes, and shows `more`."""
    wait = int(verdict.retry_after.total_seconds())
    response = render(request, "429.html", {"retry_after_minutes": wait // 60 + 1, **more}, status=429)
    response["Retry-After"] = str(wait + 1)
    return response
