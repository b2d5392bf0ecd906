"""Count the dashboards' counters anew from the dossiers: after a copy of many rows, or to prove them."""

from collections import Counter
from collections.abc import Callable

from django.db import transaction

from cases.actions._statistics import Counts, add, adds
from cases.models import Dossier, Statistic
from cases.models.statistic import COUNTED

_READ = (
    *("received_at", "finished_at", "deleted_at", "due_at", "limit_unit"),
    *("status", "channel", "department", "division"),
)
_TOLD_EACH = 50_000


def counted_anew(told: Callable[[int], None] = lambda done: None) -> Counts:
    """What all dossiers add, read as they stand; memory is that of the counters, not of the dossiers."""
    found: Counts = Counter()
    rows = Dossier.objects.filter(received_at__isnull=False).select_related("version__procedure")
    rows = rows.only(*_READ, "version__procedure__field").order_by()
    for number, dossier in enumerate(rows.iterator(chunk_size=5_000), 1):
        found.update(adds(dossier, dossier.version.procedure.field_id))
        if number % _TOLD_EACH == 0:
            told(number)
    return found


def standing() -> Counts:
    """What the counters say now."""
    found: Counts = Counter()
    for row in Statistic.objects.values_list(
        "span", "first", "department", "division", "field", "channel", *COUNTED
    ).iterator(chunk_size=5_000):
        place, numbers = row[:6], row[6:]
        found.update({(place, column): number for column, number in zip(COUNTED, numbers, strict=True) if number})
    return found


@transaction.atomic
def recount_statistics(told: Callable[[int], None] = lambda done: None) -> int:
    """Make the counters say what the dossiers say; how many numbers were wrong.

    For a quiet moment: moves that commit while it counts are not in it.
    """
    said, true = standing(), counted_anew(told)
    wrong = sum(1 for key in said.keys() | true.keys() if said[key] != true[key])
    Statistic.objects.all().delete()
    add(true)
    return wrong
