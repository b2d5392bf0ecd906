"""Begin a batch, and settle its items one by one, each in a transaction of its own."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from cases.errors import MoveRefused, NotAllowed
from cases.models import Batch, BatchItem, Dossier
from departments.models import User

MOST = 50
_LOG = logging.getLogger("cases.batch")


def begin_batch(
    *,
    key: UUID,
    action: str,
    by: User,
    at: datetime,
    said: Mapping[str, str],
    items: Sequence[tuple[Dossier, int]],
    came_from: str = "",
) -> Batch:
    """Note what is asked of which dossiers (with the revision each page showed); nothing moves yet.

    The same form sent again gives the batch it became the first time. Raises NotAllowed for another person's key.
    """
    try:
        with transaction.atomic():
            batch = Batch.objects.create(key=key, action=action, by=by, at=at, said=dict(said), came_from=came_from)
            BatchItem.objects.bulk_create(
                BatchItem(batch=batch, position=position, dossier=dossier, revision=revision)
                for position, (dossier, revision) in enumerate(items[:MOST], start=1)
            )
    except IntegrityError:
        batch = Batch.objects.get(key=key)
    if batch.by_id != by.pk:
        raise NotAllowed("Đây là việc của người khác.")
    return batch


def take(batch: Batch) -> list[BatchItem]:
    """The items that wait, taken by the caller alone: for moves that ask a service outside and hold no lock meanwhile.

    What another request took is its own; one that broke off leaves its items running, and they are never made twice.
    """
    waiting = batch.items.select_for_update(of=("self",)).filter(state=BatchItem.State.WAITING)
    with transaction.atomic():
        items = list(waiting.select_related("dossier"))
        BatchItem.objects.filter(pk__in=[one.pk for one in items]).update(state=BatchItem.State.RUNNING)
    return items


def note(item: BatchItem, error: str) -> None:
    """What became of an item that was taken; `error` is "" where the move was made."""
    state = BatchItem.State.REFUSED if error else BatchItem.State.DONE
    BatchItem.objects.filter(pk=item.pk).update(state=state, reason=error[:500])


def forget(batch: Batch) -> None:
    """Take back a batch of which nothing was made, so that its form can be sent again."""
    batch.delete()


def settle(item: BatchItem, make: Callable[[], None]) -> None:
    """Make the move of one item and note what became of it, together or not at all; a settled item stays as it is.

    `make` raises MoveRefused or NotAllowed where the move cannot be made; a fault of ours stops no other item.
    """
    with transaction.atomic():
        locked = BatchItem.objects.select_for_update().get(pk=item.pk)
        if locked.state != BatchItem.State.WAITING:
            return
        locked.state, locked.reason = BatchItem.State.DONE, ""
        try:
            with transaction.atomic():
                make()
        except (MoveRefused, NotAllowed) as error:
            locked.state, locked.reason = BatchItem.State.REFUSED, str(error)[:500]
        except Exception:
            # The other forty-nine are not to wait for one fault; it stands in the log of the server.
            _LOG.exception("A move of a batch failed")
            locked.state, locked.reason = BatchItem.State.REFUSED, "Cổng gặp lỗi ở hồ sơ này; chưa có gì thay đổi."
        locked.save(update_fields=["state", "reason"])
