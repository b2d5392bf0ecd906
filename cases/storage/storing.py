"""Keep a checked file with its row, both or neither."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, Max, QuerySet, Sum
from django.utils.translation import gettext as _

from cases.models import Document, Dossier, Draft, Feedback
from cases.models.document import OFFICES_OWN
from cases.storage.checking import CheckedFile, check_upload
from cases.storage.errors import UploadRefused
from cases.storage.on_disk import file_of, store
from departments.models import User
from departments.written import file_size
from procedures.models import RequiredDocument


def accept_upload(
    upload: "UploadedFile[bytes]",
    *,
    at: datetime,
    by: User | None,
    draft: Draft | None = None,
    dossier: Dossier | None = None,
    feedback: Feedback | None = None,
    requirement: RequiredDocument | None = None,
    kind: str = Document.Kind.SUBMITTED,
) -> Document:
    """Check the file and keep it with its draft, dossier or feedback; the same file sent twice for one is kept once.

    Raises UploadRefused, and then nothing is kept. A transaction around that is rolled back takes the file away again.
    """
    checked = check_upload(upload)
    with transaction.atomic():
        # Under lock, so that two uploads at once cannot pass the limit together.
        if draft is not None:
            Draft.objects.select_for_update().get(pk=draft.pk)
        elif dossier is not None:
            Dossier.objects.select_for_update().get(pk=dossier.pk)
        elif feedback is not None:
            Feedback.objects.select_for_update().get(pk=feedback.pk)
        siblings = Document.objects.filter(draft=draft, dossier=dossier, feedback=feedback)
        twin = siblings.filter(requirement=requirement, kind=kind, sha256=checked.sha256, name=checked.name).first()
        if twin is not None:
            return twin
        if kind != Document.Kind.RESULT:
            # What units attach to their opinions takes nothing of the applicant's room.
            shares = siblings.filter(kind=kind) if kind in OFFICES_OWN else siblings.exclude(kind__in=OFFICES_OWN)
            _check_room(checked, shares)
        return Document.objects.create(
            draft=draft,
            dossier=dossier,
            feedback=feedback,
            requirement=requirement,
            kind=kind,
            name=checked.name,
            file=store(checked, at),
            content_type=checked.content_type,
            size=checked.size,
            sha256=checked.sha256,
            doubt=checked.doubt,
            **_scan(checked.scan, at),
            position=_behind(siblings.filter(requirement=requirement)),
            uploaded_by=by,
            uploaded_at=at,
        )


def keep_in_draft(checked: CheckedFile, *, draft: Draft, made_of: Sequence[Document], at: datetime) -> Document:
    """Keep a file that was made of the draft's own; whose it is and what for is said by the first of them."""
    like, scans = made_of[0], {one.scan for one in made_of}
    return Document.objects.create(
        draft=draft,
        requirement_id=like.requirement_id,
        kind=like.kind,
        name=checked.name,
        file=store(checked, at),
        content_type=checked.content_type,
        size=checked.size,
        sha256=checked.sha256,
        scan=scans.pop() if len(scans) == 1 else Document.Scan.WAITING,
        scanned_at=like.scanned_at,
        reused_from=like.reused_from,
        is_reused=all(one.is_reused for one in made_of),
        uploaded_by_id=like.uploaded_by_id,
        uploaded_at=at,
    )


def one_page_earlier(draft: Draft, pk: int) -> None:
    """The page changes its place with the one before it; the first and a foreign one stay where they are."""
    with transaction.atomic():
        Draft.objects.select_for_update().get(pk=draft.pk)
        page = draft.documents.filter(pk=pk).first()
        if page is None:
            return
        pages = list(draft.documents.filter(requirement=page.requirement_id).order_by("position", "pk"))
        place = pages.index(page)
        if place:
            pages[place - 1], pages[place] = page, pages[place - 1]
        for number, one in enumerate(pages):
            one.position = number
        Document.objects.bulk_update(pages, ["position"])


def _scan(scan: str, at: datetime) -> dict[str, Any]:
    """What is known of harmful content, and since when."""
    return {"scan": scan, "scanned_at": at if scan == Document.Scan.CLEAN else None}


def _behind(pages: QuerySet[Document]) -> int:
    """The place after the last page."""
    last = pages.aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def copy_document(
    document: Document,
    *,
    by: User,
    at: datetime,
    requirement: RequiredDocument | None,
    draft: Draft | None = None,
    dossier: Dossier | None = None,
    kind: str = Document.Kind.SUBMITTED,
) -> Document | None:
    """Keep the same file once more with the draft or dossier, as a file of its own: deleting either leaves the other.

    None where the stored file is gone, is not the one that was sent any more or is harmful, or where there is no room.
    What comes from a dossier is used again, and so is its copy.
    """
    with transaction.atomic():
        if draft is not None:
            Draft.objects.select_for_update().get(pk=draft.pk)
        elif dossier is not None:
            Dossier.objects.select_for_update().get(pk=dossier.pk)
        checked = _once_more(document)
        if checked is None:
            return None
        siblings = Document.objects.filter(draft=draft, dossier=dossier)
        twin = siblings.filter(requirement=requirement, sha256=document.sha256).first()
        if twin is not None:
            return twin
        try:
            _check_room(checked, siblings.exclude(kind__in=OFFICES_OWN))
        except UploadRefused:
            return None
        return Document.objects.create(
            draft=draft,
            dossier=dossier,
            requirement=requirement,
            kind=kind,
            name=checked.name,
            file=store(checked, at),
            content_type=checked.content_type,
            size=checked.size,
            sha256=checked.sha256,
            doubt=document.doubt,
            scan=document.scan,
            scanned_at=document.scanned_at,
            reused_from=document if document.dossier_id else document.reused_from,
            is_reused=bool(document.dossier_id) or document.is_reused,
            position=_behind(siblings.filter(requirement=requirement)),
            uploaded_by=by,
            uploaded_at=at,
        )


def _once_more(document: Document) -> CheckedFile | None:
    """What is stored, where it is still what was checked when it came in."""
    name = file_of(document)
    if document.is_infected:
        return None
    try:
        with default_storage.open(name) as stored:
            content: bytes = stored.read()
    except OSError:
        return None
    if hashlib.sha256(content).hexdigest() != document.sha256:
        return None
    extension = name.rpartition(".")[2]
    return CheckedFile(content, document.content_type, extension, document.size, document.sha256, document.name)


def _check_room(checked: CheckedFile, siblings: QuerySet[Document]) -> None:
    there = siblings.aggregate(count=Count("pk"), size=Sum("size"))
    if there["count"] >= settings.UPLOAD_MAX_FILES:
        raise UploadRefused(
            _(
                "Tệp “{name}” không nhận được nữa: mỗi hồ sơ có tối đa {most} tệp. "
                "Hãy xóa bớt tệp thừa hoặc gộp các trang vào một tệp PDF."
            ).format(name=checked.name, most=settings.UPLOAD_MAX_FILES)
        )
    if (there["size"] or 0) + checked.size > settings.UPLOAD_MAX_DOSSIER_BYTES:
        room = max(settings.UPLOAD_MAX_DOSSIER_BYTES - (there["size"] or 0), 0)
        raise UploadRefused(
            _(
                "Tệp “{name}” nặng {size} nhưng hồ sơ chỉ còn {room} (cả hồ sơ tối đa {most}). "
                "Hãy giảm dung lượng hoặc xóa bớt tệp."
            ).format(
                name=checked.name,
                size=file_size(checked.size),
                room=file_size(room),
                most=file_size(settings.UPLOAD_MAX_DOSSIER_BYTES),
            )
        )
