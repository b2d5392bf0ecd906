"""For everybody: whether a result is ours, unchanged, and still stands."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cases.authenticity import NotReadable, by_file, by_token
from cases.forms.authenticity import CheckForm
from cases.storage.errors import Busy
from cases.storage.room import room_to_look
from departments.client import address_of
from departments.rate_limits import hit
from departments.too_often import too_often

PER_ADDRESS, WINDOW = 20, timedelta(minutes=15)
SCANS = 60
UNKNOWN = _("Không có văn bản nào mang mã này. Hãy quét lại mã QR, hoặc nhập từng ký tự đúng chữ hoa, chữ thường.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponseBase:
    """Ask for the file or the token, and answer."""
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    if not form.is_bound:
        return _ask(request, form, 200)
    verdict = hit(["check", address_of(request)], limit=PER_ADDRESS, window=WINDOW, at=timezone.now())
    if not verdict:
        return too_often(request, verdict)
    if not form.is_valid():
        return _ask(request, form, 422)
    file, token = form.cleaned_data["file"], form.cleaned_data["token"]
    if not file:
        if by_token(token) is None:
            form.add_error("token", UNKNOWN)
            return _ask(request, form, 404)
        return redirect("cases:check_result", token)
    try:
        with room_to_look():
            answer = by_file(file.read())
    except NotReadable as error:
        form.add_error("file", str(error))
        return _ask(request, form, 422)
    except Busy as error:
        form.add_error("file", str(error))
        return _ask(request, form, 503)
    return render(request, "cases/public/checked.html", {"answer": answer, "file": file.name})


@never_cache
@require_safe
def result(request: HttpRequest, token: str) -> HttpResponse:
    """Where the QR code of a result leads."""
    verdict = hit(["check", "scan", address_of(request)], limit=SCANS, window=WINDOW, at=timezone.now())
    if not verdict:
        return too_often(request, verdict)
    answer = by_token(token)
    if answer is None:
        form = CheckForm()
        return render(request, "cases/public/check.html", {"form": form, "unknown": UNKNOWN}, status=404)
    return render(request, "cases/public/checked.html", {"answer": answer})


def _ask(request: HttpRequest, form: CheckForm, status: int) -> HttpResponse:
    return render(request, "cases/public/check.html", {"form": form}, status=status)
