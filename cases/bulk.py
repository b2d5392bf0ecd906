"""One move on many dossiers: which of those picked can make it now and why the others cannot, and making it.

Every item goes through the same form, the same rights and the same action as if it were moved alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from cases.access import can_now, may
from cases.actions.batch import note, settle, take
from cases.actions.issue_result import issue_many
from cases.actions.sign import sign_many
from cases.errors import MoveRefused
from cases.forms.bulk import answers_for
from cases.forms.moves import ASKED
from cases.loading import dossier_for
from cases.models import Batch, BatchItem, Dossier
from cases.status import MOVES, SIGNS
from departments.models import User

_OUT_OF_SIGHT = "Hồ sơ không còn trong phạm vi công việc của bạn."


@dataclass(frozen=True)
class Picked:
    """A dossier that was ticked, with the reason why the move cannot be made ("" when it can)."""

    dossier: Dossier
    why_not: str


def pick(user: User, action: str, codes: Sequence[str]) -> list[Picked]:
    """The dossiers with these codes that the user may see, in the order given; five statements for any number."""
    rows = Dossier.objects.visible_to(user).filter(code__in=codes).with_list_details()
    rows = rows.select_related("result__document", "result__proposed_by", "submitter").prefetch_related(
        "version__steps", "supplements"
    )
    found = {one.code: one for one in rows}
    return [Picked(one, _why_not(user, action, one)) for one in (found[code] for code in codes if code in found)]


def run(batch: Batch, *, at: datetime, patient: Callable[[], bool], pin: str = "") -> None:
    """Settle the items that still wait, one after another, as long as `patient` says so.

    What needs a key asks it once for all of them, however long that takes; raises MoveRefused before anything is
    signed where it does not sign.
    """
    if ASKED[batch.action].asks_outside:
        _make_all(batch, at=at, pin=pin)
        return
    waiting = batch.items.filter(state=BatchItem.State.WAITING).select_related("dossier")
    for item in waiting:
        settle(item, lambda item=item: _make(batch, item, at))  # type: ignore[misc]
        if not patient():
            return


def _make_all(batch: Batch, *, at: datetime, pin: str) -> None:
    items = take(batch)
    asked: list[tuple[Dossier, int | None]] = []
    found: dict[int, BatchItem] = {}
    for item in items:
        try:
            dossier = dossier_for(batch.by, item.dossier.code or "")
        except Http404:
            note(item, _OUT_OF_SIGHT)
        else:
            asked.append((dossier, item.revision))
            found[dossier.pk] = item
    said = {name: text for name, text in batch.said.items() if name in ("note", "symbol")}
    make = issue_many if batch.action == "issue" else sign_many
    for signed in make(asked, by=batch.by, at=at, pin=pin, **said):
        note(found[signed.dossier.pk], signed.error)


def _make(batch: Batch, item: BatchItem, at: datetime) -> None:
    try:
        dossier = dossier_for(batch.by, item.dossier.code or "")
    except Http404 as error:
        raise MoveRefused(_OUT_OF_SIGHT) from error
    asked = ASKED[batch.action]
    form = asked.form(dossier, batch.by, at, answers_for(batch.action, batch.said, dossier, item.revision))
    if not form.is_valid():
        raise MoveRefused(" ".join(str(error) for errors in form.errors.values() for error in errors))
    asked.run(dossier, form)


def move_on(action: str, dossier: Dossier) -> str:
    """The move that is made on this dossier: whoever signs, signs what a records clerk issues too."""
    return "sign_to_issue" if action in SIGNS and dossier.is_issued_by_clerk else action


def _why_not(user: User, action: str, dossier: Dossier) -> str:
    action = move_on(action, dossier)
    if not can_now(action, dossier):
        where = dossier.current_task.step.name if dossier.current_task else dossier.get_status_display()
        return f"Không thể “{MOVES[action].label}” lúc này: hồ sơ đang ở “{where}”."
    if not may(user, action, dossier):
        if dossier.holder is not None and dossier.holder != user:
            return f"Hồ sơ đang do {dossier.holder} giữ."
        return f"Bạn không có quyền “{MOVES[action].label}” với hồ sơ này."
    if action == "hand_over" and dossier.owes:
        return "Còn phí, lệ phí chưa nộp; thu xong mới trả kết quả."
    return ""
