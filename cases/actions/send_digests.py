"""Once a morning each of the staff is sent what he has been reminded of since the last one: never a mail a dossier."""

from collections import defaultdict
from datetime import datetime

from django.conf import settings
from django.db import transaction

from cases.actions._notice import queue_for_staff
from cases.models import Notice, ReminderReader
from cases.reminder_rules import WORDS, reminder_rules
from departments.calendars import calendar_for
from departments.models import User
from departments.vietnamese import plain_moment
from departments.working_time import local

_MOST = 30


def send_digests(*, at: datetime) -> int:
    """Queue the digests of this working day that are not queued yet; how many. Before the morning's hour none."""
    now = local(at)
    if now.time() < reminder_rules().digest_from or not calendar_for(None).is_working_day(now.date()):
        return 0
    waiting = ReminderReader.objects.filter(digest=None).order_by().values_list("person", flat=True).distinct()
    told = Notice.objects.filter(digest_day=now.date()).values("account")
    people = User.objects.filter(pk__in=waiting).exclude(pk__in=told)
    return sum(_send(person, at=at) for person in people.select_related("notice_preference"))


def _send(person: User, *, at: datetime) -> bool:
    """Whether there was anything to send. What has been done meanwhile is not told, and not kept for another day."""
    day = local(at).date()
    with transaction.atomic():
        # Two workers at once: the second waits here and finds the day's digest.
        User.objects.select_for_update().get(pk=person.pk)
        if Notice.objects.filter(account=person, digest_day=day).exists():
            return False
        waiting = ReminderReader.objects.filter(person=person, digest=None)
        standing = waiting.of(person).select_related("reminder__dossier__version")
        rows = sorted(standing, key=lambda row: row.reminder.due_at)
        if not rows:
            waiting.delete()
            return False
        subject, text = _words(rows)
        notice = Notice.objects.create(
            account=person, digest_day=day, action="digest", subject=subject, text=text, created_at=at
        )
        waiting.update(digest=notice)
        queue_for_staff(notice, person)
    return True


def _words(rows: list[ReminderReader]) -> tuple[str, str]:
    """Subject and text: how many of each kind, the gravest first, and each dossier with its moment and address."""
    groups = defaultdict(list)
    for row in rows:
        groups[row.reminder.words].append(row)
    parts, counts = [], []
    for words in WORDS.values():
        found = groups[words]
        if not found:
            continue
        counts.append(f"{len(found)} {words[0].lower()}{words[1:]}")
        lines = [f"{words.upper()} ({len(found)})", *(_line(row) for row in found[:_MOST])]
        if len(found) > _MOST:
            lines.append(f"- … và {len(found) - _MOST} hồ sơ nữa, xem ở trang nhắc việc.")
        parts.append("\n".join(lines))
    return f"Việc cần chú ý hôm nay: {', '.join(counts)}"[:255], "\n\n".join(parts)


def _line(row: ReminderReader) -> str:
    reminder = row.reminder
    told = f"- {reminder.dossier.code}: {reminder.dossier.version.name} (hạn {plain_moment(reminder.due_at)})"
    address = f"\n  {settings.PUBLIC_URL}{reminder.dossier.get_absolute_url()}" if settings.PUBLIC_URL else ""
    return f"{told}{address}"
