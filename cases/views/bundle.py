"""Every paper of a dossier as one archive, sent while it is made: for its applicant, and for those who work on it."""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cases.actions.note_opening import note_opening
from cases.bundle import entries, made_papers
from cases.codes import tidy
from cases.gate import person, staff_only
from cases.models import Dossier, Opening
from cases.public_address import public_address
from cases.zipping import zipped
from departments.rate_limits import hit
from departments.too_often import too_often
from departments.working_time import local

# An archive is heavy to make and to send.
_MOST, _WINDOW = 20, timedelta(hours=1)
_PARTS = ("version__procedure", "department__parent", "desk", "division", "submitter", "owner", "result")


@login_required
@require_safe
def own(request: HttpRequest, code: str) -> HttpResponseBase:
    """All papers of my dossier."""
    dossier = Dossier.objects.submitted_by(person(request)).filter(code=tidy(code.replace("\0", "")))
    return _sent(request, dossier.select_related(*_PARTS).first(), timezone.now(), for_applicant=True)


@staff_only()
@require_safe
def office(request: HttpRequest, code: str) -> HttpResponseBase:
    """All papers of a dossier, for whoever works on it; it is noted that they were opened."""
    user, at = person(request), timezone.now()
    rows = Dossier.objects.handled_by(user).with_opening(user, local(at).date(), Opening.What.FILE)
    dossier = rows.filter(code=tidy(code.replace("\0", ""))).select_related(*_PARTS).first()
    if dossier is not None:
        note_opening(dossier, Opening.What.FILE, by=user, at=at)
    return _sent(request, dossier, at, for_applicant=False)


def _sent(request: HttpRequest, dossier: Dossier | None, at: datetime, *, for_applicant: bool) -> HttpResponseBase:
    if dossier is None:
        raise Http404
    user = person(request)
    pace = hit(["bundle", user.pk], limit=_MOST, window=_WINDOW, at=at)
    if not pace:
        return too_often(request, pace)
    # Made before the first byte is sent: what cannot be printed is an error page and no broken archive.
    look_up = public_address(request, "cases:lookup")
    papers = made_papers(dossier, for_applicant=for_applicant, look_up=look_up, by=user, at=at)
    response = StreamingHttpResponse(
        zipped(entries(dossier, papers, for_applicant=for_applicant), at=at), content_type="application/zip"
    )
    response["Content-Disposition"] = content_disposition_header(True, f"ho-so-{dossier.code}.zip") or "attachment"
    response["Cache-Control"] = "no-store, private"
    return response
