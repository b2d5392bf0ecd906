"""Count anew how long procedures usually take."""

from datetime import datetime

from django.db import transaction

from cases.reports.usual_rests import usual_rests
from cases.reports.usual_times import usual_times
from procedures.models import UsualRest, UsualTime


def count_usual_times(*, at: datetime) -> int:
    """Replace all rows by those of the year before `at`; their number. Readers see the old rows or the new ones."""
    rows, rests = usual_times(at), usual_rests(at)
    with transaction.atomic():
        UsualTime.objects.all().delete()
        UsualTime.objects.bulk_create(rows, batch_size=1000)
        UsualRest.objects.all().delete()
        UsualRest.objects.bulk_create(rests, batch_size=1000)
    return len(rows)
