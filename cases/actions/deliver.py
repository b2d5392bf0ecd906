"""Empty the outbox: claim some deliveries, hand them to their carriers, note what became of each.

Our own small worker over our own table, and not a task queue: the outbox must exist anyway (an administrator looks at
it, a citizen's choice empties it), and a task beside each row would be a second truth about it. django-tasks-db, which
speaks the interface of newer Djangos, leaves a task of a killed process running for ever and tries nothing twice; both
are a few lines here, because a claim is only a moment: whoever takes a row moves its `next_at` ahead, and a row whose
worker died comes up again by itself.

Never twice while workers live: a row is claimed under lock and by one worker (SKIP LOCKED on PostgreSQL; SQLite has one
writer at a time). Only a worker that is killed between the mail server's yes and our note of it sends again; that mail
carries the same Message-ID, that short message the same reference.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from cases.carriers import Carriers, NotDelivered
from cases.models import Delivery, NoticePreference
from cases.notices import Audience

# How long to wait after the first, second … try that failed; the last pause over, one more try, then no more.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720))
# A carrier answers within half a minute or is given up; ten of them are long done when their claim ends.
_AT_ONCE = 10
_CLAIM = timedelta(minutes=15)
_logger = logging.getLogger(__name__)


@dataclass
class Done:
    """What became of the deliveries that one call took."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0
    dropped: int = 0

    @property
    def taken(self) -> int:
        """How many there were."""
        return self.sent + self.failed + self.given_up + self.dropped


def deliver_some(*, at: datetime) -> Done:
    """Send some of what is due; a call that took nothing has found the outbox empty."""
    done = Done()
    claimed = _claim(at)
    if not claimed:
        return done
    unwanted = _unwanted(claimed)
    carriers = Carriers()
    try:
        for delivery in claimed:
            _deliver(delivery, carriers, wanted=delivery.pk not in unwanted, at=at, done=done)
    finally:
        carriers.close()
    return done


def _claim(at: datetime) -> list[Delivery]:
    """The oldest that are due, now this worker's alone until the claim ends."""
    with transaction.atomic():
        due = Delivery.objects.due(at).order_by("next_at", "pk").select_for_update(skip_locked=True)
        claimed = list(due[:_AT_ONCE])
        for delivery in claimed:
            delivery.state = Delivery.State.SENDING
            delivery.next_at = at + _CLAIM
            delivery.attempts += 1
        Delivery.objects.bulk_update(claimed, ["state", "next_at", "attempts"])
    rows = Delivery.objects.select_related(
        "notice__dossier__version", "notice__dossier__desk", "notice__feedback__department"
    )
    return list(rows.filter(pk__in=[delivery.pk for delivery in claimed]).order_by("pk"))


def _unwanted(claimed: list[Delivery]) -> set[int]:
    """Those whose reader has switched the carrier off since they were queued; an owner has no account to do so."""
    accounts = {one.pk: one.notice.account_id for one in claimed if one.audience != Audience.OWNER}
    chosen = {one.account_id: one for one in NoticePreference.objects.filter(account__in=set(accounts.values()))}
    return {
        one.pk
        for one in claimed
        if (choice := chosen.get(accounts.get(one.pk) or 0)) is not None and not choice.wants(one.carrier)
    }


def _deliver(delivery: Delivery, carriers: Carriers, *, wanted: bool, at: datetime, done: Done) -> None:
    if not wanted:
        done.dropped += 1
        _note(delivery, Delivery.State.DROPPED, error="Người nhận đã tắt kênh này.")
        return
    try:
        carriers.send(delivery)
    except NotDelivered as failed:
        _failed(delivery, str(failed), for_good=failed.for_good, at=at, done=done)
    except Exception as error:
        # One row that nobody foresaw must not keep all others from going out.
        _logger.exception("Delivery %s failed.", delivery.pk)
        _failed(delivery, f"Lỗi của cổng ({type(error).__name__}).", for_good=False, at=at, done=done)
    else:
        done.sent += 1
        _note(delivery, Delivery.State.SENT, sent_at=at)


def _failed(delivery: Delivery, sentence: str, *, for_good: bool, at: datetime, done: Done) -> None:
    if for_good or delivery.attempts > len(PAUSES):
        done.given_up += 1
        _logger.warning("Delivery %s is given up after %s tries: %s", delivery.pk, delivery.attempts, sentence)
        _note(delivery, Delivery.State.GIVEN_UP, error=sentence)
    else:
        done.failed += 1
        delivery.next_at = at + PAUSES[delivery.attempts - 1]
        _note(delivery, Delivery.State.FAILED, error=sentence)


def _note(delivery: Delivery, state: Delivery.State, *, error: str = "", sent_at: datetime | None = None) -> None:
    """Write what became of it, unless another worker has taken it over in the meantime."""
    mine = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.SENDING, attempts=delivery.attempts)
    mine.update(state=state, last_error=error[:300], sent_at=sent_at, next_at=delivery.next_at)
