"""What was about to be late, came due or was late: raised once, and read by those whom the rules name."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from cases.models.dossier import Dossier
from cases.models.dossier_queries import holder_works_there
from cases.models.notice import Notice
from cases.models.task import Task
from cases.reminder_rules import WORDS, Level, Of, Rank
from cases.status import Status
from departments.models import User


class Reminder(models.Model):
    """One level of one due moment of a step, a dossier, an answer or a supplement."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="reminders", verbose_name="hồ sơ")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="reminders", verbose_name="bước")
    of = models.CharField("hạn của", max_length=12, choices=Of)
    level = models.CharField("mức", max_length=12, choices=Level)
    due_at = models.DateTimeField("hạn")
    raised_at = models.DateTimeField("nhắc lúc")

    class Meta:
        verbose_name = "nhắc việc"
        verbose_name_plural = "nhắc việc"
        ordering = ["-pk"]
        constraints = [
            # However often, late or many at once the job runs, each is raised once.
            models.UniqueConstraint(
                fields=["dossier", "of", "due_at", "level"], condition=Q(task=None), name="one_reminder_per_dossier_due"
            ),
            models.UniqueConstraint(
                fields=["task", "due_at", "level"], condition=Q(task__isnull=False), name="one_reminder_per_task_due"
            ),
            models.CheckConstraint(
                condition=Q(of="step", task__isnull=False) | ~Q(of="step") & Q(task=None),
                name="a_reminder_of_a_step_names_it",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """What it says."""
        return WORDS[Of(self.of), Level(self.level)]


class ReminderReaderQuerySet(models.QuerySet["ReminderReader"]):
    """Chain them."""

    def standing(self) -> Self:
        """Of what is still open and due at the moment the reminder names, and still concerns its reader."""
        named = F("reminder__due_at")
        running = Q(reminder__dossier__clock_running=True)
        step = Q(reminder__of=Of.STEP, reminder__task__closed_at=None, reminder__task__due_at=named)
        whole = Q(reminder__of=Of.DOSSIER, reminder__dossier__due_at=named)
        answer = Q(reminder__of=Of.ANSWER, reminder__dossier__status=Status.NEW)
        asked = Q(reminder__of=Of.SUPPLEMENT, reminder__dossier__status=Status.WAITING)
        holder = "reminder__dossier__current_task__assignee"
        # What nobody holds, or somebody who has left, is everybody's.
        theirs = Q(**{holder: None}) | Q(**{holder: F("person")}) | ~Q(holder_works_there("reminder__dossier__"))
        return self.filter(
            running & (step | whole) | answer & Q(reminder__dossier__answer_due_at=named) | asked,
            theirs | ~Q(rank=Rank.OFFICER),
        )

    def newest_each(self) -> Self:
        """Of several reminders that stand for one dossier and person, the last raised."""
        newer = ReminderReader.objects.standing().filter(
            person=OuterRef("person"), reminder__dossier=OuterRef("reminder__dossier"), pk__gt=OuterRef("pk")
        )
        return self.exclude(Exists(newer))

    def of(self, person: User) -> Self:
        """What stands for this person and what his posts let him see."""
        seen = Dossier.objects.visible_to(person)
        return self.filter(person=person, reminder__dossier__in=seen).standing().newest_each()


class ReminderReader(models.Model):
    """One person who is to know of a reminder: in the portal at once, by mail in the next morning's digest."""

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="readers", verbose_name="nhắc việc")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders", verbose_name="người được nhắc"
    )
    rank = models.CharField("với tư cách", max_length=8, choices=Rank)
    told_at = models.DateTimeField("nhắc lúc")
    seen_at = models.DateTimeField("đã xem lúc", null=True, blank=True)
    digest = models.ForeignKey(
        Notice, models.PROTECT, null=True, blank=True, related_name="told", verbose_name="bản tóm tắt đã gửi"
    )

    objects = ReminderReaderQuerySet.as_manager()

    class Meta:
        verbose_name = "người được nhắc"
        verbose_name_plural = "người được nhắc"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["person", "-told_at"], name="reminder_of_person"),
            models.Index(fields=["person"], condition=Q(digest=None), name="reminder_for_the_digest"),
            models.Index(fields=["person"], condition=Q(seen_at=None), name="reminder_unseen"),
        ]
        constraints = [models.UniqueConstraint(fields=["reminder", "person"], name="one_reminder_per_reader")]

    def __str__(self) -> str:
        return f"{self.person}: {self.reminder}"
