"""What one request and one account may send: refused before it is read, or before anybody looks into the files."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from departments.rate_limits import Brake, hit_all
from departments.too_often import too_often

# A busy desk scans some sixty papers an hour; a citizen's largest dossier has twenty.
FILES_AN_HOUR = 300
MEGABYTES_A_DAY = 3000
_MEGABYTE = 1024 * 1024
# What goes along with the files: names, boundaries, answers.
_ROOM_FOR_ANSWERS = 2 * _MEGABYTE


class BoundedRequests:
    """Not read at all: a request heavier than a dossier, or heavier than words from where no form of ours was shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on, or answer 413."""
        sent = request.META.get("CONTENT_LENGTH") or "0"
        length = int(sent) if sent.isascii() and sent.isdigit() else 0
        # A browser that was shown a form has its token, also when the sign-in has ended meanwhile.
        strange = length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and settings.CSRF_COOKIE_NAME not in request.COOKIES
        if strange or length > settings.UPLOAD_MAX_DOSSIER_BYTES + _ROOM_FOR_ANSWERS:
            return too_heavy(request)
        return self.get_response(request)


class PacedUploads:
    """An account sends so many files an hour and so much a day: disk and processors are everybody's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Count the files of a form; 429 where they are too many. Outside of any transaction, so that counts stay."""
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        sizes = _sizes(request)
        if not sizes:
            return None
        megabytes = sum(-(-size // _MEGABYTE) for size in sizes)
        account = request.user.pk
        brakes = [
            Brake(["upload", "files", account], FILES_AN_HOUR, timedelta(hours=1), weight=len(sizes)),
            Brake(["upload", "megabytes", account], MEGABYTES_A_DAY, timedelta(days=1), weight=megabytes),
        ]
        verdict = hit_all(brakes, at=timezone.now())
        return None if verdict else too_often(request, verdict)


def _sizes(request: HttpRequest) -> list[int]:
    """The bytes of each file that the form carries, or that is announced to come piece by piece."""
    announced = request.headers.get("Upload-Length", "")
    if announced.isascii() and announced.isdigit():
        return [min(int(announced[:10]), settings.UPLOAD_MAX_FILE_BYTES)]
    files: list[UploadedFile[Any]] = [one for _, several in request.FILES.lists() for one in several]
    return [one.size or 0 for one in files]


def too_heavy(request: HttpRequest) -> HttpResponse:
    """413 with what may be sent at once."""
    most = {"file": settings.UPLOAD_MAX_FILE_BYTES, "all": settings.UPLOAD_MAX_DOSSIER_BYTES}
    context = {f"most_{name}": size // _MEGABYTE for name, size in most.items()}
    return render(request, "413.html", {**context, "most_files": settings.UPLOAD_MAX_FILES}, status=413)
