"""Who may see which dossiers: by the posts of today, and by the account that submitted."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from departments.access import posts_in_force
from departments.models import User
from departments.roles import Role

if TYPE_CHECKING:
    from cases.models.dossier import Dossier  # noqa: F401


def _worked_on_by(user: User | AnonymousUser) -> Q:
    found = Q(pk__in=[])
    for post in posts_in_force(user):
        match post.role:
            case Role.RECEIVER:
                found |= Q(desk=post.department_id)
            case Role.OFFICER | Role.HEAD:
                found |= Q(division=post.department_id)
            case Role.LEADER:
                found |= Q(department=post.department_id) | Q(division=post.department_id)
                found |= Q(desk=post.department_id)
            case Role.RECORDS_CLERK:
                found |= Q(department=post.department_id)
    return found


def _watched_by(user: User | AnonymousUser) -> Q:
    found = Q(pk__in=[])
    for post in posts_in_force(user):
        if post.role == Role.INSPECTOR:
            found |= Q(department__path__startswith=post.department.path)
    return found


def _asked_about(user: User | AnonymousUser) -> Q:
    from cases.models.opinion import Opinion

    return Q(pk__in=Opinion.objects.open().asked_of(user).values("dossier"))


class ReadingQuerySet(models.QuerySet["Dossier"]):
    """Only what a person may open, or has opened."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Dossiers that the user's posts of today let him follow; a citizen's own ones are in `submitted_by`."""
        return self.filter(_worked_on_by(user) | _watched_by(user))

    def readable_by(self, user: User | AnonymousUser) -> Self:
        """Those, and the ones about which a unit of the user is asked; for one dossier, lists ask `visible_to`."""
        return self.filter(_worked_on_by(user) | _watched_by(user) | _asked_about(user))

    def handled_by(self, user: User | AnonymousUser) -> Self:
        """Dossiers whose files and papers the posts of today open: those of the work, not those only watched.

        Personal data is for whom the work needs (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15): also for a unit that is
        asked for its opinion, until it has answered.
        """
        return self.filter(_worked_on_by(user) | _asked_about(user))

    def with_opening(self, user: User | AnonymousUser, day: date, what: str = "page") -> Self:
        """Each with `opened`: whether it is noted already that the user opened this of it on that day."""
        openings = self.model._meta.get_field("openings").related_model
        noted = openings._default_manager.filter(dossier=OuterRef("pk"), user=user.pk, day=day, what=what)
        return self.annotate(opened=Exists(noted))

    def submitted_by(self, user: User) -> Self:
        """The citizen's own dossiers."""
        return self.filter(account=user)
