"""Who did what to a version and when, in the history that the administration pages show."""

from datetime import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from departments.models import User
from procedures.models import ProcedureVersion


def record(version: ProcedureVersion, sentence: str, *, by: User, at: datetime) -> None:
    """Add the sentence to the version's history."""
    LogEntry.objects.create(
        user=by,
        action_time=at,
        content_type=ContentType.objects.get_for_model(ProcedureVersion),
        object_id=str(version.pk),
        object_repr=str(version)[:200],
        action_flag=CHANGE,
        change_message=sentence,
    )
