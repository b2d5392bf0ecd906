"""Requests for papers that nobody answers: a reminder before the last day, then what the version says."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from cases.actions._move import lock
from cases.actions._notice import tell
from cases.actions.refuse import refuse
from cases.actions.supplement import in_one_sentence
from cases.actions.suspend import stop
from cases.errors import MoveRefused
from cases.models import Dossier, Reminder, ReminderReader, SupplementRequest
from cases.reminder_rules import Level, Of, Rank, reminder_rules
from cases.status import Status
from departments.calendars import calendar_for
from departments.working_time import local
from procedures.models import ProcedureVersion

_CLOSED = "Hết thời hạn bổ sung ({day}) mà người nộp không bổ sung{basis}."


def remind_applicants(*, at: datetime) -> int:
    """Tell each applicant once, some days before the last day, that his papers are still awaited; how many."""
    today = local(at).date()
    until = today + timedelta(days=reminder_rules().supplement_days_before)
    rows = _unanswered().filter(respond_by__gte=today, respond_by__lte=until)
    return sum(_remind(request, at=at) for request in rows)


def lapse_supplements(*, at: datetime) -> int:
    """Do what the version says with requests whose last day is over, each once; how many."""
    today = local(at).date()
    rows = _unanswered().filter(respond_by__lt=today)
    return sum(_lapse(request, at=at) for request in rows if today > last_day(request))


def last_day(request: SupplementRequest) -> date:
    """The last day on which an answer is in time: an end on a day off rolls on (BLDS Đ148.5)."""
    assert request.respond_by is not None  # noqa: S101  # asked only of requests with a last day
    return calendar_for(request.dossier.department).next_working_day(request.respond_by)


def _unanswered() -> QuerySet[SupplementRequest]:
    rows = SupplementRequest.objects.filter(
        accepted_at=None,
        dropped_at=None,
        answered_at=None,
        dossier__status=Status.WAITING,
        dossier__deleted_at=None,
    )
    return rows.select_related("dossier__version", "dossier__department", "stop").prefetch_related("items")


def _remind(request: SupplementRequest, *, at: datetime) -> bool:
    with transaction.atomic():
        dossier = lock(request.dossier_id)
        if not _still_open(dossier, request) or not _raise(dossier, request, Level.SOON, at=at):
            return False
        wanted = in_one_sentence(item.text for item in request.items.all())
        tell(dossier, "remind_supplement", at=at, note=f"{wanted} Hạn bổ sung: {last_day(request):%d/%m/%Y}.")
    return True


def _lapse(request: SupplementRequest, *, at: datetime) -> bool:
    expiry = request.dossier.version.supplement_expiry
    if expiry == ProcedureVersion.SupplementExpiry.ASK:
        return _ask_the_office(request, at=at)
    basis = request.dossier.version.supplement_basis
    reason = _CLOSED.format(day=f"{last_day(request):%d/%m/%Y}", basis=f"; căn cứ: {basis}" if basis else "")
    verb = "Hồ sơ được đóng" if expiry == ProcedureVersion.SupplementExpiry.CLOSE else "Hồ sơ bị từ chối giải quyết"
    try:
        with transaction.atomic():
            dossier = lock(request.dossier_id)
            if not _still_open(dossier, request):
                return False
            if request.before_receipt:
                refuse(dossier, by=None, at=at, reason=f"{verb}. {reason}")
            else:
                stop(dossier, by=None, at=at, reason=f"{verb}. {reason}", legal_basis=basis)
    except MoveRefused:
        return False
    return True


def _ask_the_office(request: SupplementRequest, *, at: datetime) -> bool:
    """Where the version names no consequence it is for people to decide: whoever asked is reminded, once."""
    with transaction.atomic():
        dossier = lock(request.dossier_id)
        reminder = _raise(dossier, request, Level.LATE, at=at) if _still_open(dossier, request) else None
        if reminder is None:
            return False
        # The leader's rank: it stays his whoever holds the step meanwhile.
        ReminderReader.objects.create(reminder=reminder, person_id=request.asked_by_id, rank=Rank.HEAD, told_at=at)
    return True


def _still_open(dossier: Dossier, request: SupplementRequest) -> bool:
    """Whether, now that the dossier is locked, the applicant is still silent and no leader has it before him."""
    found = next((one for one in dossier.supplements.all() if one.pk == request.pk), None)
    return found is not None and found.is_open and found.answered_at is None and dossier.open_proposal is None


def _raise(dossier: Dossier, request: SupplementRequest, level: Level, *, at: datetime) -> Reminder | None:
    """The reminder, or None where it was raised before; the dossier is locked, so nobody raises it meanwhile."""
    end = calendar_for(dossier.department).closing(last_day(request))
    found, made = Reminder.objects.get_or_create(
        dossier=dossier, task=None, of=Of.SUPPLEMENT, due_at=end, level=level, defaults={"raised_at": at}
    )
    return found if made else None
