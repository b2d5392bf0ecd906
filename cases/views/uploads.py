"""Files sent piece by piece in the background, by the protocol of `cases.tus`: for a draft, or ahead of a form."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases import tus
from cases.models import Draft, Upload
from cases.storage import UploadRefused
from cases.storage.errors import Busy, ContentRefused, TooMuchWaits
from cases.storage.parking import begin_parking, parked_for
from cases.storage.pieces import WrongOffset, add_piece, begin_upload, forget_uploads, settle
from cases.typed import ids, key_in
from cases.wizard import Wizard
from departments.models import User
from departments.working_time import local

_LONGEST_PAGE, _LONGEST_BOX = 200, 100  # characters, as the columns hold


@require_http_methods(["POST", "OPTIONS"])
def begin(request: HttpRequest) -> HttpResponse:
    """Announce a file for a paper of a draft, or for a box of a form: 201 with its address, also when it is half there.

    403 without a session, 404 where there is no such draft or paper, 422 with a sentence where it is not taken, 413
    with one where too much of this account waits already.
    """
    if request.method == "OPTIONS":
        return _answer(204, headers={"Tus-Version": tus.VERSION, "Tus-Extension": tus.EXTENSIONS})
    if not isinstance(request.user, User):
        return _answer(403, _("Phiên làm việc đã hết. Hãy đăng nhập lại."))
    said, size = (
        tus.metadata(request.headers.get("Upload-Metadata", "")),
        tus.length(request.headers.get("Upload-Length")),
    )
    if size is None:
        return _answer(404)
    file = {"name": said.get("filename", ""), "size": size, "fingerprint": said.get("fingerprint", "")}
    try:
        upload = _announced(request.user, said, file)
    except TooMuchWaits as refusal:
        return _answer(413, str(refusal))
    except UploadRefused as refusal:
        return _answer(422, str(refusal))
    if upload is None:
        return _answer(404)
    return _answer(201, upload=upload, headers={"Location": _address(upload)})


@require_safe
def parked(request: HttpRequest) -> HttpResponse:
    """What was sent ahead for the form of a page and not used yet, so that the page shows it when it opens again."""
    if not isinstance(request.user, User):
        return _answer(403, _("Phiên làm việc đã hết. Hãy đăng nhập lại."))
    found = parked_for(request.user, request.GET.get("trang", "")).exclude(arrived_at=None)
    rows = [{"key": one.key, "box": one.box, "name": one.name, "size": one.size, "url": _address(one)} for one in found]
    answer = JsonResponse({"files": rows})
    answer["Cache-Control"] = "no-store"
    return answer


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


def _announced(user: User, said: Mapping[str, str], file: dict[str, Any]) -> Upload | None:
    """The upload as it is kept; None where it has no place to go."""
    now = timezone.now()
    page, box = said.get("page", ""), said.get("box", "")
    if "draft" not in said:
        fits = page.startswith("/") and len(page) <= _LONGEST_PAGE and 0 < len(box) <= _LONGEST_BOX
        return begin_parking(page, box, by=user, at=now, **file) if fits else None
    draft = _draft(user, said["draft"])
    papers = {paper.pk: paper for paper in Wizard(draft, local(now).date()).papers()} if draft else {}
    paper = next((papers[pk] for pk in ids([said.get("paper", "")]) if pk in papers), None)
    return begin_upload(draft, paper, by=user, at=now, **file) if draft and paper else None


def _draft(user: User, key: str) -> Draft | None:
    found = key_in(key)
    drafts = Draft.objects.select_related("version__procedure", "offering", "account")
    return drafts.filter(key=found, account=user).first() if found else None


def _address(upload: Upload) -> str:
    return reverse("cases:upload", args=[upload.key])


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
