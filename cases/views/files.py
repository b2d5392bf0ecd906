"""The one address of stored files: served only to those who may see the matter they belong to."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cases.actions.note_opening import note_opening
from cases.archive import is_theirs
from cases.feedback_access import is_sender, works_on
from cases.feedback_status import DONE
from cases.gate import person
from cases.models import Document, Dossier, Opening
from cases.models.opinion import units_of
from cases.storage import file_of
from cases.storage.kinds import SHOWN_INLINE
from cases.storage.preview import SHOWN, preview_of
from cases.storage.serving import handed_out
from departments.models import User

# A file is somebody else's content on our address: it may load nothing, run nothing and be framed by our own pages
# alone, where officers look at it beside the form.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; frame-ancestors 'self'"
)
# Not every browser's own viewer of PDF starts inside a sandbox, and a PDF of ours has been freed of scripts.
_SANDBOXED = f"{_POLICY}; sandbox"


@login_required
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the file, or hand it out to be saved (`?tai-ve=1`, and every kind a browser does not show)."""
    found = get_object_or_404(
        Document.objects.select_related("dossier__result", "draft", "feedback__dossier__current_task"), pk=pk
    )
    if not _may_see(request.user, found):
        raise Http404
    if found.is_infected:
        return render(request, "cases/quarantined.html", {"name": found.name}, status=410)
    if found.dossier is not None:
        note_opening(found.dossier, Opening.What.FILE, by=person(request), at=timezone.now())
    response = handed_out(file_of(found))
    saved = "tai-ve" in request.GET or found.content_type not in SHOWN_INLINE
    response["Content-Type"] = found.content_type
    response["Content-Disposition"] = content_disposition_header(saved, found.name) or "attachment"
    response["Content-Security-Policy"] = _POLICY if found.content_type == "application/pdf" else _SANDBOXED
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


@login_required
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """A small picture of the first page, for whoever may open the file."""
    rows = Document.objects.select_related("dossier__result", "draft").exclude(scan=Document.Scan.INFECTED)
    found = get_object_or_404(rows, pk=pk, content_type__in=SHOWN)
    if not _may_see(request.user, found):
        raise Http404
    try:
        response = HttpResponse(preview_of(found), content_type="image/jpeg")
    except FileNotFoundError:
        raise Http404 from None
    response["Content-Security-Policy"] = _SANDBOXED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


def _may_see(user: object, found: Document) -> bool:
    if not isinstance(user, User):
        return False
    if found.draft is not None:
        return found.draft.account_id == user.pk
    if found.feedback is not None:
        # What the office answers with is the sender's once it is answered.
        theirs = is_sender(user, found.feedback) and (
            found.kind != Document.Kind.RESULT or found.feedback.status in DONE
        )
        return theirs or works_on(user, found.feedback)
    if found.dossier is None:
        return False
    if found.dossier.account_id == user.pk and is_theirs(found, found.dossier):
        return True
    if found.kind == Document.Kind.OPINION and found.opinions.filter(department__in=units_of(user)).exists():
        # What a unit has said itself it may read again, after it has lost sight of the dossier.
        return True
    return Dossier.objects.handled_by(user).filter(pk=found.dossier.pk).exists()
