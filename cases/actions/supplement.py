"""Ask for what is missing, answer, accept: before receipt no clock runs, in process it stops (NĐ 118/2025 Đ17.2a)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions._move import moving
from cases.actions._requests import accept_request
from cases.actions._stops import start_clock, stop_clock
from cases.asking import is_beyond_the_trips
from cases.clock import answer_due
from cases.digitisation import note_files
from cases.errors import MoveRefused
from cases.models import ClockStop, Document, Dossier, SupplementItem, SupplementRequest
from departments.calendars import calendar_for
from departments.models import User
from procedures.models import RequiredDocument

# Where a version names no rule of its own: the limit runs from complete and correct papers.
SUPPLEMENT_BASIS = "Khoản 3 Điều 17 Nghị định 118/2025/NĐ-CP, sửa đổi bởi Nghị định 309/2026/NĐ-CP"


@dataclass(frozen=True)
class Missing:
    """One thing that is missing or wrong, with the required document it concerns, if it is one."""

    text: str
    requirement: RequiredDocument | None = None


def in_one_sentence(texts: Iterable[str]) -> str:
    """All that is missing as one sentence: each may have been written as a sentence of its own."""
    parts = [text.strip().rstrip(".;") for text in texts]
    return "; ".join(parts) + "." if parts else ""


def ask_completion(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    missing: Sequence[Missing],
    reason: str = "",
    ignored_guidance: str = "",
    revision: int | None = None,
) -> Dossier:
    """The desk asks, once and for everything, before it receives; the limit has not started.

    Which request only the leader may send, `cases.asking` says. Raises MoveRefused for another one, and for one beyond
    the trips that the law allows without the record that the applicant did not follow the guidance.
    """
    note = in_one_sentence(item.text for item in missing)
    data = {"ignored_guidance": ignored_guidance} if ignored_guidance else None
    with moving(dossier, "ask_completion", by=by, at=at, note=note, data=data, revision=revision) as locked:
        _check_trips(locked, ignored_guidance)
        _request(locked, by=by, at=at, missing=missing, reason=reason)
    return dossier


def request_supplement(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    missing: Sequence[Missing],
    reason: str = "",
    ignored_guidance: str = "",
    revision: int | None = None,
) -> Dossier:
    """Stop the clock and ask, in process; what was asked at the desk before receipt is another matter.

    Raises MoveRefused as `ask_completion` does.
    """
    note = in_one_sentence(item.text for item in missing)
    data = {"ignored_guidance": ignored_guidance} if ignored_guidance else None
    with moving(dossier, "request_supplement", by=by, at=at, note=note, data=data, revision=revision) as locked:
        _check_trips(locked, ignored_guidance)
        stop = stop_clock(
            locked,
            at=at,
            reason=ClockStop.Reason.SUPPLEMENT,
            policy=locked.version.supplement_policy,
            legal_basis=locked.version.supplement_basis or SUPPLEMENT_BASIS,
        )
        _request(locked, by=by, at=at, missing=missing, reason=reason, stop=stop)
    return dossier


def answer(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    text: str,
    documents: Sequence[Document] = (),
    revision: int | None = None,
) -> Dossier:
    """The applicant sends what was asked for. Raises MoveRefused for an answer with neither words nor files."""
    if not text.strip() and not documents:
        raise MoveRefused(_("Phần bổ sung cần ít nhất một tệp hoặc một lời giải thích."))
    action = "answer_supplement" if dossier.received_at else "answer_completion"
    with moving(dossier, action, by=by, at=at, note=text, revision=revision) as locked:
        request = locked.supplements.get(accepted_at=None, dropped_at=None)
        request.answer, request.answered_at = text, at
        if request.before_receipt:
            # The desk looks at the whole dossier again (status 1), and answers within its time again.
            request.accepted_at = at
            locked.answer_due_at = answer_due(at, calendar_for(locked.desk)).moment
        request.save()
        for document in documents:
            document.dossier, document.kind = locked, Document.Kind.SUPPLEMENT
            document.save()
        note_files(locked, documents)
    return dossier


def accept_supplement(
    dossier: Dossier, *, by: User, at: datetime, note: str = "", revision: int | None = None
) -> Dossier:
    """The supplement is complete: the clock runs again, and the promised day moves as the law of the version says."""
    with moving(dossier, "accept_supplement", by=by, at=at, note=note, revision=revision) as locked:
        start_clock(locked, at=at)
        accept_request(locked, at=at)
    return dossier


def _check_trips(dossier: Dossier, ignored_guidance: str) -> None:
    """Nobody is sent home again and again for one matter, unless he did not do as he was told (NĐ 63/2010 Đ20.4)."""
    if is_beyond_the_trips(dossier) and not ignored_guidance.strip():
        raise MoveRefused(
            f"Đã yêu cầu bổ sung {dossier.supplement_count} lần; yêu cầu nữa chỉ được khi ghi rõ người nộp không thực "
            "hiện đúng hướng dẫn."
        )


def _request(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    missing: Sequence[Missing],
    reason: str,
    stop: ClockStop | None = None,
) -> None:
    days = dossier.version.supplement_days
    dossier.supplement_count += 1
    # Who guides the applicant signs the request (Mẫu 02); the leader stands beside him as who approved it.
    proposal = dossier.open_proposal
    request = SupplementRequest.objects.create(
        dossier=dossier,
        ordinal=dossier.supplement_count,
        before_receipt=stop is None,
        reason=reason,
        asked_by=proposal.proposed_by if proposal else by,
        approved_by=by if proposal else None,
        asked_at=at,
        respond_by=timezone.localtime(at).date() + timedelta(days=days) if days else None,
        stop=stop,
    )
    SupplementItem.objects.bulk_create(
        SupplementItem(request=request, position=position, text=item.text, requirement=item.requirement)
        for position, item in enumerate(missing, start=1)
    )
