"""Do something about a dossier that is late or about to be, and say in the end why it was."""

from datetime import datetime

from cases.actions._move import moving
from cases.actions._review import say
from cases.errors import MoveRefused
from cases.models import Dossier, LateReason, ReviewEntry
from departments.models import User
from departments.vietnamese import plain_moment
from departments.working_time import local

_Kind = ReviewEntry.Kind


def urge(dossier: Dossier, *, by: User, at: datetime, note: str = "", revision: int | None = None) -> Dossier:
    """Tell whoever holds it to go on, once a day: raises MoveRefused where that was said today already."""
    with moving(dossier, "urge", by=by, at=at, note=note, data=_to(dossier), revision=revision) as locked:
        last = locked.review_entries.filter(kind=_Kind.URGE, settled_at=None).order_by("-at").first()
        if last is not None and local(last.at).date() == local(at).date():
            raise MoveRefused(f"{last.by.get_full_name()} đã đôn đốc lúc {plain_moment(last.at)}; mai hãy nhắc lại.")
        say(locked, _Kind.URGE, by=by, at=at, text=note, to_holder=True)
    return dossier


def ask_reason(dossier: Dossier, *, by: User, at: datetime, note: str = "", revision: int | None = None) -> Dossier:
    """Ask whoever holds it why it is late; raises MoveRefused while an earlier question has no answer."""
    with moving(dossier, "ask_reason", by=by, at=at, note=note, data=_to(dossier), revision=revision) as locked:
        _once(locked, _Kind.ASK, "Đã hỏi lý do lúc {moment}, đang chờ giải trình.")
        say(locked, _Kind.ASK, by=by, at=at, text=note, to_holder=True)
    return dossier


def escalate(dossier: Dossier, *, by: User, at: datetime, reason: str, revision: int | None = None) -> Dossier:
    """Lay the delay before the leader; raises MoveRefused while he has not answered an earlier report."""
    with moving(dossier, "escalate", by=by, at=at, note=reason, revision=revision) as locked:
        _once(locked, _Kind.ESCALATE, "Đã báo cáo lúc {moment}, lãnh đạo chưa trả lời.")
        say(locked, _Kind.ESCALATE, by=by, at=at, text=reason, to_holder=False)
    return dossier


def explain(
    dossier: Dossier, *, by: User, at: datetime, reason: LateReason, text: str, revision: int | None = None
) -> Dossier:
    """Record why it is late: a reason of the office's list, and words."""
    data = {"reason": reason.name}
    with moving(dossier, "explain", by=by, at=at, note=text, data=data, revision=revision) as locked:
        ReviewEntry.objects.create(
            dossier=locked,
            kind=_Kind.EXPLAIN,
            task=locked.current_task,
            by=by,
            reason=reason,
            text=text,
            at=at,
            settled_at=at,
        )
    return dossier


def note_seen(dossier: Dossier, *, by: User, at: datetime) -> None:
    """Whoever was urged or asked has opened the dossier: those who said it see that he knows."""
    ReviewEntry.objects.filter(dossier=dossier).unseen_by(by).update(seen_at=at)


def _once(dossier: Dossier, kind: str, words: str) -> None:
    asked = dossier.review_entries.filter(kind=kind, settled_at=None).first()
    if asked is not None:
        raise MoveRefused(words.format(moment=plain_moment(asked.at)))


def _to(dossier: Dossier) -> dict[str, str]:
    task = dossier.current_task
    return {"to": task.assignee.get_full_name()} if task is not None and task.assignee is not None else {}
