"""What the office does with a feedback: each verb through the one door."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from cases.actions._feedback_move import handling
from cases.actions.send_feedback import reception_of
from cases.errors import MoveRefused
from cases.feedback_terms import stop_basis
from cases.models import Feedback, FeedbackStop
from departments.models import Department, Post, User
from departments.roles import Role
from departments.vietnamese import fold


def accept(feedback: Feedback, *, by: User, at: datetime, note: str = "", revision: int | None = None) -> Feedback:
    """It is for this unit and says enough; whoever accepts it handles it until it is given to somebody else."""
    with handling(feedback, "accept", by=by, at=at, note=note, revision=revision) as locked:
        locked.accepted_at, locked.handler = at, by
    return feedback


def refuse(feedback: Feedback, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Feedback:
    """It cannot be handled here; the sender reads why, and where to go."""
    with handling(feedback, "refuse", by=by, at=at, note=reason, revision=revision) as locked:
        _end_stop(locked, at)
        locked.finished_at, locked.answer = at, reason
    return feedback


def ask(feedback: Feedback, *, by: User, at: datetime, question: str, revision: int | None = None) -> Feedback:
    """The sender must say more; the clock stands until he has."""
    with handling(feedback, "ask", by=by, at=at, note=question, revision=revision) as locked:
        FeedbackStop.objects.create(feedback=locked, legal_basis=stop_basis(), since=at)
    return feedback


def transfer(
    feedback: Feedback, *, by: User, at: datetime, unit: Department, reason: str, revision: int | None = None
) -> Feedback:
    """To the unit whose matter it is; in another agency to its desk. The sender's clock goes on."""
    data = {"from": feedback.unit.code, "to": unit.code}
    with handling(feedback, "transfer", by=by, at=at, note=reason, data=data, revision=revision) as locked:
        if unit.pk == locked.unit_id:
            raise MoveRefused(f"{unit.name} đang giữ phản ánh này rồi.")
        agency = unit.agency()
        if agency.pk != locked.department_id:
            locked.department, locked.desk = agency, reception_of(agency, at)
            unit = locked.desk if unit == agency else unit
        locked.unit, locked.handler, locked.accepted_at = unit, None, None
    return feedback


def assign(
    feedback: Feedback, *, by: User, at: datetime, handler: User, note: str = "", revision: int | None = None
) -> Feedback:
    """Name who handles it."""
    data = {"handler": handler.get_full_name()}
    with handling(feedback, "assign", by=by, at=at, note=note, data=data, revision=revision) as locked:
        if not handlers_of(locked, at).filter(pk=handler.pk).exists():
            raise MoveRefused(f"{handler.get_full_name()} không làm việc ở {locked.unit.name}.")
        locked.handler = handler
    return feedback


def draft(
    feedback: Feedback,
    *,
    by: User,
    at: datetime,
    answer: str,
    upheld: bool | None = None,
    revision: int | None = None,
) -> Feedback:
    """Lay an answer before the head or the leader; `upheld` says whether what was complained of is true."""
    data = {} if upheld is None else {"upheld": upheld}
    with handling(feedback, "draft", by=by, at=at, note=answer, data=data, revision=revision) as locked:
        locked.answer, locked.upheld, locked.drafted_by, locked.handler = answer, upheld, by, by
    return feedback


def return_draft(feedback: Feedback, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Feedback:
    """The answer needs more work."""
    with handling(feedback, "return_draft", by=by, at=at, note=reason, revision=revision):
        pass
    return feedback


def answer(
    feedback: Feedback,
    *,
    by: User,
    at: datetime,
    answer: str,
    upheld: bool | None = None,
    revision: int | None = None,
) -> Feedback:
    """Sign the answer off; the sender reads it at once. `upheld` says whether what was complained of is true."""
    data = {} if upheld is None else {"upheld": upheld}
    with handling(feedback, "answer", by=by, at=at, note=answer, data=data, revision=revision) as locked:
        locked.answer, locked.upheld, locked.finished_at = answer, upheld, at
    return feedback


def publish(
    feedback: Feedback, *, by: User, at: datetime, question: str, answer: str, revision: int | None = None
) -> Feedback:
    """Let everybody read the matter and its answer, in words that name nobody."""
    data = {"question": question, "answer": answer}
    with handling(feedback, "publish", by=by, at=at, data=data, revision=revision) as locked:
        if names_sender(locked, question, answer):
            raise MoveRefused("Nội dung đăng còn tên, điện thoại hoặc thư điện tử của người gửi.")
        locked.public_question, locked.public_answer, locked.published_at = question, answer, at
        locked.public_folded = fold(f"{locked.subject} {question} {answer}")
    return feedback


def close(feedback: Feedback, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Feedback:
    """It is answered and stays between the office and the sender; the log keeps why."""
    with handling(feedback, "close", by=by, at=at, note=reason, revision=revision):
        pass
    return feedback


def take_down(feedback: Feedback, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Feedback:
    """What was published should not have been; the log keeps why."""
    with handling(feedback, "take_down", by=by, at=at, note=reason, revision=revision):
        pass
    return feedback


def handlers_of(feedback: Feedback, at: datetime) -> QuerySet[User]:
    """Who may be given it: those who receive or handle at its unit on the day."""
    day = timezone.localtime(at).date()
    posts = Post.objects.in_force(day).filter(
        department=feedback.unit_id, role__in=[Role.RECEIVER, Role.OFFICER, Role.HEAD]
    )
    return User.objects.filter(pk__in=posts.values("user"), is_active=True)


def names_sender(feedback: Feedback, *texts: str) -> bool:
    """Whether what is to be published holds the sender's name, phone or mail."""
    said = fold(" ".join(texts))
    digits = "".join(char for char in "".join(texts) if char.isdigit())
    phone = feedback.phone.removeprefix("+84")
    return (
        f" {fold(feedback.sender_name)} " in f" {said} "
        or bool(phone and phone in digits)
        or bool(feedback.email and fold(feedback.email) in said)
    )


def _end_stop(feedback: Feedback, at: datetime) -> None:
    feedback.stops.filter(until=None).update(until=at)
