"""Questions about feedback: who may see which, what waits for whom, what is late. One definition each."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from cases.feedback_status import OPEN, FeedbackStatus
from departments.access import posts_in_force
from departments.models import User
from departments.roles import Role

if TYPE_CHECKING:
    from cases.models.feedback import Feedback  # noqa: F401


def _worked_on_by(user: User | AnonymousUser) -> Q:
    found = Q(pk__in=[])
    for post in posts_in_force(user):
        match post.role:
            case Role.RECEIVER:
                # A desk goes on following what it has passed on to a division of its agency.
                found |= Q(unit=post.department_id) | Q(desk=post.department_id)
            case Role.OFFICER | Role.HEAD:
                found |= Q(unit=post.department_id)
            case Role.LEADER:
                found |= Q(department=post.department_id) | Q(unit=post.department_id)
    return found


def _watched_by(user: User | AnonymousUser) -> Q:
    found = Q(pk__in=[])
    for post in posts_in_force(user):
        if post.role == Role.INSPECTOR:
            found |= Q(department__path__startswith=post.department.path)
    return found


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    """Chain them."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What the user's posts of today let him follow; a sender's own ones are in `sent_by`."""
        return self.filter(_worked_on_by(user) | _watched_by(user))

    def handled_by(self, user: User | AnonymousUser) -> Self:
        """Whose words and files the posts of today open: those of the work, not those only watched."""
        return self.filter(_worked_on_by(user))

    def sent_by(self, user: User) -> Self:
        """The account's own."""
        return self.filter(account=user)

    def published(self) -> Self:
        """What everybody may read."""
        return self.filter(status=FeedbackStatus.PUBLISHED)

    def open(self) -> Self:
        """Neither answered, refused nor withdrawn."""
        return self.filter(status__in=OPEN)

    def owed(self) -> Self:
        """The office's turn: something is due."""
        return self.filter(duty_late_from__isnull=False)

    def late(self, at: datetime) -> Self:
        """What is due now is late already."""
        return self.filter(duty_late_from__lte=at)
