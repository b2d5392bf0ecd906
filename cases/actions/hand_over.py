"""Hand the result over: the last moment of a dossier, apart from when the work was finished."""

from collections.abc import Sequence
from datetime import datetime

from cases.actions._move import moving
from cases.actions._tasks import close_step
from cases.errors import MoveRefused
from cases.models import Dossier
from departments.models import User


def hand_over(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    received_by: str,
    authority: str = "",
    originals: Sequence[str] = (),
    revision: int | None = None,
) -> Dossier:
    """Give the result to the person named, by which paper if it is another one. Raises MoveRefused while a fee is owed.

    `originals` are the papers, by name, whose originals go back with it. Being late is never a reason to keep a result
    back.
    """
    data = {"received_by": received_by, "authority": authority, "originals": list(originals)}
    data = {name: value for name, value in data.items() if value}
    with moving(dossier, "hand_over", by=by, at=at, data=data, revision=revision) as locked:
        if locked.owes:
            raise MoveRefused("Hồ sơ còn phí, lệ phí chưa nộp; thu xong mới trả kết quả.")
        locked.returned_at = at
        locked.delivery_status = Dossier.DeliveryStatus.DELIVERED
        locked.result.received_by = received_by
        locked.result.save(update_fields=["received_by"])
        close_step(locked, by=by, at=at)
    return dossier
