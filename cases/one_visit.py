"""What one person has handed in at one counter on one day: several matters, one visit."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from cases.models import Dossier
from departments.working_time import local
from procedures.channels import Channel

_MOST = 50


def of_this_visit(dossier: Dossier) -> list[Dossier]:
    """The dossier with those of its submitter, by number, else by name and phone; in the order they were taken in."""
    who, day = dossier.submitter, local(dossier.submitted_at).date()
    start = timezone.make_aware(datetime.combine(day, time()))
    rows = Dossier.objects.filter(
        desk=dossier.desk_id, submitted_at__gte=start, submitted_at__lt=start + timedelta(days=1)
    ).exclude(channel=Channel.ONLINE)
    if who.personal_id:
        rows = rows.filter(submitter__personal_id=who.personal_id)
    else:
        rows = rows.filter(submitter__name_folded=who.name_folded, submitter__phone=who.phone)
    found = rows.select_related("version", "owner", "submitter", "desk", "taken_in_by").order_by("submitted_at", "pk")
    return list(found.defer("form_data", "version__search_text")[:_MOST])
