"""Files that arrive piece by piece: each piece is kept as it comes; the whole passes the same check as any other.

A file for a draft becomes its own at once; one for another form waits for it, see `cases.storage.parking`. Only who is
signed in sends ahead, and what waits of one account is bounded; what nobody goes on with is swept by `clean_files`.
"""

import hashlib
import re
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Document, Draft, Upload
from cases.storage.checking import check_size, check_upload
from cases.storage.errors import Busy, ContentRefused, TooMuchWaits, UploadRefused
from cases.storage.names import shown_name
from cases.storage.storing import accept_upload
from departments.models import User
from departments.written import file_size
from procedures.models import RequiredDocument

FOLDER = "dang-gui/"
# For how many days a file waits for its rest, or for its form: a bad line may be gone on with the next evening.
PATIENCE = 3
# Each piece is a file in the storage until the whole is there. Our pages send 64 KB at least (`static/js/sending.js`);
# whoever sends byte by byte would fill the disk with files.
_SMALLEST_PIECE, _SPARE_PIECES = 16 * 1024, 100
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CHANGED = _("thay đổi trong lúc gửi. Hãy gửi lại từ đầu.")


class WrongOffset(Exception):
    """The piece does not begin where the last one ended; `Upload.received` says where that is."""


def begin_upload(
    draft: Draft, paper: RequiredDocument, *, name: str, size: int, fingerprint: str, by: User, at: datetime
) -> Upload:
    """A file is announced; one that is half there already goes on where it stopped.

    Raises UploadRefused at once for what could not be kept in the end: too large, or no room in the dossier; and
    TooMuchWaits where the account has too much on its way already.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        Draft.objects.select_for_update().get(pk=draft.pk)
        return announced(
            Upload(account=by, draft=draft, requirement=paper, name=name, size=size, fingerprint=fingerprint),
            beside=unsettled_uploads(draft),
            there=draft.documents.all(),
            at=at,
        )


def announced(upload: Upload, *, beside: QuerySet[Upload], there: QuerySet[Document], at: datetime) -> Upload:
    """Keep the announcement, or give back the one that was made before for the same file.

    What is on its way `beside` it counts as if it were `there`, so that nobody parks more than a dossier. Call it while
    the account is locked: all that waits of it, wherever it goes, is counted too.
    """
    upload.name, upload.fingerprint = upload.name[:300], upload.fingerprint[:100]
    aim = ("account", "requirement", "box", "size", "fingerprint", "name")
    if half := beside.filter(**{name: getattr(upload, name) for name in aim}).first():
        return half
    _check_announced(upload, beside, there)
    _check_waiting(upload)
    upload.began_at = upload.touched_at = at
    upload.save()
    return upload


def unsettled_uploads(draft: Draft) -> QuerySet[Upload]:
    """What is still on its way to the draft."""
    return Upload.objects.filter(draft=draft, document=None, refusal="")


def add_piece(upload: Upload, piece: bytes, *, offset: int, at: datetime) -> Upload:
    """Keep the next piece. Raises WrongOffset, and ContentRefused for more than was announced, or crumbs of it."""
    with transaction.atomic():
        locked = Upload.objects.select_for_update().get(pk=upload.pk)
        if locked.is_settled:
            return locked
        if offset != locked.received:
            raise WrongOffset
        if locked.received + len(piece) > locked.size:
            raise ContentRefused(gettext("dài hơn đã báo."))
        if len(locked.pieces) >= _SPARE_PIECES + locked.size // _SMALLEST_PIECE:
            raise ContentRefused(gettext("bị chia quá nhỏ."))
        if piece:
            name = default_storage.save(f"{FOLDER}{locked.key}-{offset:010}", ContentFile(piece))
            locked.pieces = [*locked.pieces, name]
            locked.received += len(piece)
        locked.touched_at = at
        locked.save(update_fields=["pieces", "received", "touched_at"])
    return locked


def settle(upload: Upload, *, at: datetime) -> Upload:
    """All has come: check the whole and keep it for its draft or form, or say why not, again to whoever asks again.

    Raises Busy where nobody has time to look; then it can be tried again.
    """
    if upload.is_settled:
        return upload
    try:
        whole = _whole(upload)
        if upload.draft is None:
            check_upload(whole)
            upload.arrived_at = at
        else:
            upload.document = accept_upload(
                whole, at=at, by=upload.account, draft=upload.draft, requirement=upload.requirement
            )
    except Busy:
        raise
    except UploadRefused as refusal:
        upload.refusal = str(refusal)[:1000]
    with transaction.atomic():
        if upload.arrived_at is None:
            _delete_pieces([upload])
            upload.pieces = []
        upload.save(update_fields=["document", "refusal", "pieces", "arrived_at"])
    return upload


def forget_uploads(uploads: QuerySet[Upload]) -> int:
    """Delete what is on its way, pieces and all; how many there were."""
    with transaction.atomic():
        found = list(uploads)
        _delete_pieces(found)
        Upload.objects.filter(pk__in=[one.pk for one in found]).delete()
    return len(found)


def content_of(upload: Upload) -> bytes:
    """All that has come; nothing where a piece is gone from the storage."""
    try:
        return b"".join(_piece(name) for name in upload.pieces)
    except OSError:
        return b""


def _whole(upload: Upload) -> SimpleUploadedFile:
    content = content_of(upload)
    changed = _SHA256.fullmatch(upload.fingerprint) and hashlib.sha256(content).hexdigest() != upload.fingerprint
    if len(content) != upload.size or changed:
        raise UploadRefused(gettext("Tệp “{name}” {changed}").format(name=shown_name(upload.name), changed=_CHANGED))
    return SimpleUploadedFile(upload.name, content)


def _piece(name: str) -> bytes:
    with default_storage.open(name) as stored:
        content: bytes = stored.read()
    return content


def _delete_pieces(uploads: list[Upload]) -> None:
    for one in uploads:
        for name in one.pieces:
            transaction.on_commit(partial(default_storage.delete, name))


def _check_waiting(upload: Upload) -> None:
    """What lies in the storage for this account and belongs to nothing yet has a bound, in number and in bytes."""
    waiting = Upload.objects.filter(account=upload.account, document=None, refusal="")
    there = waiting.aggregate(files=Count("pk"), weight=Sum("size"))
    too_heavy = (there["weight"] or 0) + upload.size > settings.UPLOAD_MAX_WAITING_BYTES
    if there["files"] >= settings.UPLOAD_MAX_WAITING_FILES or too_heavy:
        raise TooMuchWaits(
            gettext(
                "Tệp “{name}” chưa nhận được: bạn đang có {files} tệp ({weight}) gửi dở hoặc chờ ở các biểu mẫu chưa "
                "gửi; mỗi tài khoản được tối đa {most} tệp, {most_weight}. Hãy gửi các biểu mẫu ấy hoặc bỏ tệp ở đó "
                "rồi thử lại; tệp để quá {days} ngày tự được xóa."
            ).format(
                name=shown_name(upload.name),
                files=there["files"],
                weight=file_size(there["weight"] or 0),
                most=settings.UPLOAD_MAX_WAITING_FILES,
                most_weight=file_size(settings.UPLOAD_MAX_WAITING_BYTES),
                days=PATIENCE,
            )
        )


def _check_announced(upload: Upload, beside: QuerySet[Upload], there: QuerySet[Document]) -> None:
    name, size = upload.name, upload.size
    try:
        check_size(size)
    except ContentRefused as refusal:
        raise UploadRefused(
            gettext("Tệp “{name}” {refusal}").format(name=shown_name(name) or gettext("không tên"), refusal=refusal)
        ) from None
    files = there.count() + beside.count()
    weight = sum(rows.aggregate(all=Sum("size"))["all"] or 0 for rows in (there, beside))
    if files >= settings.UPLOAD_MAX_FILES:
        raise UploadRefused(
            gettext(
                "Tệp “{name}” không nhận được nữa: mỗi hồ sơ có tối đa {most} tệp, kể cả tệp đang gửi dở. "
                "Hãy xóa bớt tệp thừa hoặc gộp các trang vào một tệp PDF."
            ).format(name=shown_name(name), most=settings.UPLOAD_MAX_FILES)
        )
    if weight + size > settings.UPLOAD_MAX_DOSSIER_BYTES:
        raise UploadRefused(
            gettext("Tệp “{name}” nặng {size}, cả hồ sơ sẽ vượt {most}. Hãy giảm dung lượng hoặc xóa bớt tệp.").format(
                name=shown_name(name),
                size=file_size(size),
                most=file_size(settings.UPLOAD_MAX_DOSSIER_BYTES),
            )
        )
