"""The moves about what is missing: asked, answered, accepted; counterpart of `cases.actions.supplement`."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cases.actions.supplement import SUPPLEMENT_BASIS, in_one_sentence
from cases.models import ClockStop, SupplementItem, SupplementRequest
from cases.scale.course import Course
from departments.models import User
from departments.working_time import local
from procedures.models import RequiredDocument

Missing = Sequence[tuple[str, RequiredDocument | None]]


def ask_completion(course: Course, at: datetime, *, missing: Missing) -> None:
    """The desk asks before it receives."""
    _request(course, at, by=course.clerk, missing=missing)
    course.moved("ask_completion", by=course.clerk, at=at, note=_note(missing))


def request_supplement(course: Course, at: datetime, *, by: User, missing: Missing) -> None:
    """The clock stops."""
    version = course.plan.version
    stop = course.stop_clock(
        at=at,
        reason=ClockStop.Reason.SUPPLEMENT.value,
        policy=version.supplement_policy,
        legal_basis=version.supplement_basis or SUPPLEMENT_BASIS,
    )
    _request(course, at, by=by, missing=missing, stop=stop)
    course.moved("request_supplement", by=by, at=at, note=_note(missing))


def answer(course: Course, at: datetime, *, text: str) -> None:
    """The applicant has sent what was asked for."""
    request = next(one for one in course.supplements if one.is_open)
    request.answer, request.answered_at = text, at
    action = "answer_completion" if request.before_receipt else "answer_supplement"
    if request.before_receipt:
        request.accepted_at = at
        course.dossier.answer_due_at = course.tools.engine.answer_due(at, course.office.desk_calendar)
    course.moved(action, by=course.applicant, at=at, note=text)


def accept_supplement(course: Course, at: datetime, *, by: User) -> None:
    """The clock runs again."""
    course.start_clock(at=at)
    accept_all(course, at)
    course.moved("accept_supplement", by=by, at=at)


def accept_all(course: Course, at: datetime) -> None:
    """What was asked for is there."""
    for request in course.supplements:
        if request.is_open:
            request.accepted_at = at


def drop_all(course: Course, at: datetime) -> None:
    """The dossier has ended: nobody waits for it any more."""
    for request in course.supplements:
        if request.is_open:
            request.dropped_at = at


def _note(missing: Missing) -> str:
    return in_one_sentence(text for text, _ in missing)


def _request(course: Course, at: datetime, *, by: User, missing: Missing, stop: ClockStop | None = None) -> None:
    days = course.plan.version.supplement_days
    course.dossier.supplement_count += 1
    request = SupplementRequest(
        pk=course.tools.ids.next(SupplementRequest),
        dossier_id=course.dossier.pk,
        ordinal=course.dossier.supplement_count,
        before_receipt=stop is None,
        reason="",
        asked_by_id=by.pk,
        asked_at=at,
        respond_by=local(at).date() + timedelta(days=days) if days else None,
        stop_id=stop.pk if stop else None,
    )
    course.supplements.append(request)
    for position, (text, requirement) in enumerate(missing, start=1):
        course.others.append(
            SupplementItem(
                pk=course.tools.ids.next(SupplementItem),
                request_id=request.pk,
                position=position,
                text=text,
                requirement_id=requirement.pk if requirement else None,
            )
        )
