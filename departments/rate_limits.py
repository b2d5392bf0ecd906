"""How often something may be tried: counters that are exact over several processes.

Django's database cache cannot do this: its `incr` reads and then writes. Here one statement counts and answers.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import itemgetter

from django.db import connection, transaction
from django.utils.dateparse import parse_datetime

from departments.models.rate_limit import RateLimit

_COUNT = """
    INSERT INTO departments_ratelimit (key, hits, window_ends) VALUES {rows}
    ON CONFLICT (key) DO UPDATE SET
        hits = CASE WHEN departments_ratelimit.window_ends <= %s
            THEN excluded.hits ELSE departments_ratelimit.hits + excluded.hits END,
        window_ends = CASE WHEN departments_ratelimit.window_ends <= %s
            THEN excluded.window_ends ELSE departments_ratelimit.window_ends END
    RETURNING key, hits, window_ends
"""
_CLEAR_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether this try is allowed, and else how long to wait."""

    allowed: bool
    retry_after: timedelta

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True, slots=True)
class Brake:
    """So many tries of one thing, named by its parts, in one window; a try may count for more than one."""

    key_parts: Sequence[object]
    limit: int
    window: timedelta
    weight: int = 1


def hit(key_parts: Sequence[object], *, limit: int, window: timedelta, at: datetime) -> Verdict:
    """Count one try and say whether it is among the first `limit` of the running window.

    Call it outside a transaction that may be rolled back: the count would go with it.
    """
    return hit_all([Brake(key_parts, limit, window)], at=at)


def hit_all(brakes: Sequence[Brake], *, at: datetime, tidy: bool = True) -> Verdict:
    """Count one try at several brakes of different keys in one statement; allowed where all of them allow it.

    A new counter clears ended ones away; `tidy` is False for the second count of one request.
    """
    # Always in the order of the keys, so that two tries which share brakes wait for each other and never in a ring.
    keyed = dict(sorted(((_hashed(brake.key_parts), brake) for brake in brakes), key=itemgetter(0)))
    adapt = connection.ops.adapt_datetimefield_value
    rows = [value for key, brake in keyed.items() for value in (key, brake.weight, adapt(at + brake.window))]
    with connection.cursor() as cursor:
        statement = _COUNT.format(rows=", ".join(["(%s, %s, %s)"] * len(keyed)))
        cursor.execute(statement, [*rows, adapt(at), adapt(at)])
        counted = cursor.fetchall()
    if tidy and any(hits == keyed[key].weight for key, hits, _ in counted):
        clear_ended(at=at)
    waits = [_moment(window_ends) - at for key, hits, window_ends in counted if hits > keyed[key].limit]
    return Verdict(allowed=not waits, retry_after=max(waits, default=timedelta(0)))


def clear_ended(*, at: datetime) -> None:
    """Delete some of the windows that have ended; a few at a time, and never waiting for another process."""
    ended = RateLimit.objects.filter(window_ends__lte=at).order_by("window_ends")
    with transaction.atomic():
        some = ended.select_for_update(skip_locked=True).values("pk")[:_CLEAR_AT_ONCE]
        RateLimit.objects.filter(pk__in=some).delete()


def _hashed(parts: Iterable[object]) -> str:
    # The unit separator keeps ("a", "bc") and ("ab", "c") apart.
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def _moment(value: datetime | str) -> datetime:
    """SQLite hands back the text it stored, in UTC and without a zone."""
    if isinstance(value, str):
        parsed = parse_datetime(value)
        if parsed is None:
            raise ValueError(f"The database holds no moment: {value!r}.")
        value = parsed
    return value if value.tzinfo else value.replace(tzinfo=UTC)
