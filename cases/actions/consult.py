"""Ask other units for their opinion while the work goes on, remind them, and answer (lấy ý kiến, phối hợp).

Several are asked at once, each with a question and a term of its own. The time of asking counts into the limit unless
the specialised law says otherwise; then, and only with that law named, the clock stands until the last has answered.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from cases.actions._move import lock, moving
from cases.actions._stops import start_clock, stop_clock
from cases.errors import MoveRefused
from cases.models import ClockStop, Document, Dossier, Opinion
from cases.models.opinion import OpinionQuerySet, units_of
from departments.models import Department, User
from procedures.models import ProcedureVersion


def ask_opinion(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    unit: Department,
    question: str,
    due_at: datetime,
    legal_basis: str = "",
    revision: int | None = None,
) -> Dossier:
    """Ask a unit; the clock goes on. Raises MoveRefused where that unit is asked already, or is the one that asks."""
    with moving(
        dossier, "ask_opinion", by=by, at=at, note=question, data=_said(unit, due_at), revision=revision
    ) as one:
        _ask(one, unit, question, due_at, legal_basis, by=by, at=at)
    return dossier


def ask_opinion_stopping(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    unit: Department,
    question: str,
    due_at: datetime,
    legal_basis: str,
    revision: int | None = None,
) -> Dossier:
    """Ask a unit by a law that does not count the time of its answer; a second unit shares the stop of the first."""
    if not legal_basis.strip():
        raise MoveRefused("Chỉ được dừng tính thời hạn khi có căn cứ pháp lý.")
    data = {**_said(unit, due_at), "legal_basis": legal_basis}
    with moving(dossier, "ask_opinion_stopping", by=by, at=at, note=question, data=data, revision=revision) as one:
        opinion = _ask(one, unit, question, due_at, legal_basis, by=by, at=at)
        opinion.stop = one.stops.filter(until=None).first() or stop_clock(
            one,
            at=at,
            reason=ClockStop.Reason.EXTERNAL_OPINION,
            policy=ProcedureVersion.SupplementPolicy.PAUSE,
            legal_basis=legal_basis,
        )
        opinion.save(update_fields=["stop"])
    return dossier


def answer_opinion(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    text: str,
    documents: Sequence[Document] = (),
    revision: int | None = None,
) -> Dossier:
    """Answer in the name of one's unit, with files; the last answer for which the clock stood lets it run again."""
    with transaction.atomic():
        # Two units may answer at the same moment: which of them is the last is known only under lock.
        locked, units = lock(dossier.pk), set(units_of(by))
        action = "answer_last_opinion" if locked.units_asked(ends_stop=True) & units else "answer_opinion"
        data = {"files": [document.sha256 for document in documents]} if documents else {}
        with moving(dossier, action, by=by, at=at, note=text, data=data, revision=revision) as one:
            answered = list(_open(one).filter(department__in=units))
            for opinion in answered:
                opinion.answer, opinion.answered_by, opinion.answered_at = text, by, at
                opinion.save(update_fields=["answer", "answered_by", "answered_at"])
                opinion.documents.set(documents)
            if action == "answer_last_opinion":
                start_clock(one, at=at)
    return dossier


def urge_opinion(dossier: Dossier, *, by: User, at: datetime, revision: int | None = None) -> Dossier:
    """Remind every unit that has not answered: it sees so in its list."""
    with moving(dossier, "urge_opinion", by=by, at=at, revision=revision) as one:
        _open(one).update(reminded_at=at)
    return dossier


def drop_opinion(dossier: Dossier, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Dossier:
    """Wait for no answer any more; where the clock stood for them it runs again."""
    with transaction.atomic():
        action = "drop_opinion_resuming" if lock(dossier.pk).waits_for_opinions else "drop_opinion"
        with moving(dossier, action, by=by, at=at, note=reason, revision=revision) as one:
            _open(one).update(dropped_at=at)
            if action == "drop_opinion_resuming":
                start_clock(one, at=at)
    return dossier


def _ask(
    dossier: Dossier, unit: Department, question: str, due_at: datetime, legal_basis: str, *, by: User, at: datetime
) -> Opinion:
    if unit.pk == dossier.division_id:
        raise MoveRefused("Đơn vị đang giải quyết thì không phải hỏi chính mình.")
    if unit.pk in dossier.units_asked():
        raise MoveRefused(f"{unit} đang được hỏi và chưa trả lời. Hãy nhắc, hoặc chờ trả lời rồi hỏi tiếp.")
    if due_at <= at:
        raise MoveRefused("Hạn trả lời phải sau lúc này.")
    return Opinion.objects.create(
        dossier=dossier,
        department=unit,
        question=question,
        due_at=due_at,
        legal_basis=legal_basis,
        asked_by=by,
        asked_at=at,
    )


def _open(dossier: Dossier) -> OpinionQuerySet:
    return Opinion.objects.open().filter(dossier=dossier)


def _said(unit: Department, due_at: datetime) -> dict[str, str]:
    return {"unit": unit.name, "due_at": due_at.isoformat()}
