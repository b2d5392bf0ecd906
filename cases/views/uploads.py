"""Files of a draft sent piece by piece, by the protocol of `cases.tus`: the page asks in the background."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import tus
from cases.models import Draft, Upload
from cases.storage import UploadRefused
from cases.storage.errors import Busy, ContentRefused
from cases.storage.pieces import WrongOffset, add_piece, begin_upload, forget_uploads, settle
from cases.typed import ids, key_in
from cases.wizard import Wizard
from departments.models import User
from departments.working_time import local


@require_http_methods(["POST", "OPTIONS"])
def begin(request: HttpRequest) -> HttpResponse:
    """Announce a file for a paper of a draft: 201 with its address, also for one that is half there already.

    403 without a session, 404 where there is no such draft or paper, 422 with a sentence where it is not taken.
    """
    if request.method == "OPTIONS":
        return _answer(204, headers={"Tus-Version": tus.VERSION, "Tus-Extension": tus.EXTENSIONS})
    if not isinstance(request.user, User):
        return _answer(403, _("Phiên làm việc đã hết. Hãy đăng nhập lại."))
    said, size = (
        tus.metadata(request.headers.get("Upload-Metadata", "")),
        tus.length(request.headers.get("Upload-Length")),
    )
    draft, now = _draft(request.user, said.get("draft", "")), timezone.now()
    if draft is None or size is None:
        return _answer(404)
    papers = {paper.pk: paper for paper in Wizard(draft, local(now).date()).papers()}
    paper = next((papers[pk] for pk in ids([said.get("paper", "")]) if pk in papers), None)
    if paper is None:
        return _answer(404)
    name, fingerprint = said.get("filename", ""), said.get("fingerprint", "")
    try:
        upload = begin_upload(draft, paper, name=name, size=size, fingerprint=fingerprint, by=request.user, at=now)
    except UploadRefused as refusal:
        return _answer(422, str(refusal))
    return _answer(201, upload=upload, headers={"Location": reverse("cases:upload", args=[upload.key])})


@require_http_methods(["HEAD", "PATCH", "DELETE"])
def piece(request: HttpRequest, key: str) -> HttpResponse:
    """How far it got (HEAD), the next piece (PATCH), or no more of it (DELETE).

    The last piece is answered when the whole was checked: 204 when it is kept, 422 with a sentence when it is refused,
    503 when it should be asked again. 409 for a piece that does not fit to the last one.
    """
    if not isinstance(request.user, User):
        return _answer(403, _("Phiên làm việc đã hết. Hãy đăng nhập lại."))
    upload = get_object_or_404(
        Upload.objects.select_related("draft", "requirement", "account"), key=key, account=request.user
    )
    if request.method == "DELETE":
        forget_uploads(Upload.objects.filter(pk=upload.pk))
        return _answer(204)
    if request.method == "HEAD":
        return _answer(200, upload=upload, headers={"Upload-Length": str(upload.size)})
    offset = tus.length(request.headers.get("Upload-Offset"))
    if request.content_type not in (tus.PIECE_TYPE, "") or offset is None:
        return _answer(415)
    return _received(request, upload, offset)


def _received(request: HttpRequest, upload: Upload, offset: int) -> HttpResponse:
    try:
        grown = add_piece(upload, request.body, offset=offset, at=timezone.now())
    except WrongOffset:
        return _answer(409, upload=upload)
    except (ContentRefused, UnreadablePostError, RawPostDataException):
        return _answer(400)
    if grown.received < grown.size and not grown.is_settled:
        return _answer(204, upload=grown)
    try:
        settled = settle(grown, at=timezone.now())
    except Busy as busy:
        return _answer(503, str(busy), upload=grown)
    return _answer(422, settled.refusal) if settled.refusal else _answer(204, upload=settled)


def _draft(user: User, key: str) -> Draft | None:
    found = key_in(key)
    drafts = Draft.objects.select_related("version__procedure", "offering", "account")
    return drafts.filter(key=found, account=user).first() if found else None


def _answer(
    status: int, text: str = "", *, upload: Upload | None = None, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    response = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    response["Tus-Resumable"] = tus.VERSION
    response["Cache-Control"] = "no-store"
    if upload is not None:
        response["Upload-Offset"] = str(upload.received)
    for name, value in (headers or {}).items():
        response[name] = value
    return response
