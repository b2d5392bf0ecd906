"""What is late and why: where the promise broke, who was asked, what was said."""

from typing import Self

from django.db.models import Exists, OuterRef, Subquery

from cases.models.dossier_queries.waiting import WaitingQuerySet
from departments.models import User


class LateQuerySet(WaitingQuerySet):
    """For those who lead, and for those whom they ask."""

    def with_broken_step(self) -> Self:
        """Each with the kind of step at hand when its promise broke, who held it then, and the last reason given."""
        from cases.models.review import ReviewEntry
        from cases.models.task import Task

        at_hand = Task.objects.filter(dossier=OuterRef("pk"), opened_at__lte=OuterRef("late_from"))
        last = at_hand.order_by("-opened_at", "-pk")
        said = ReviewEntry.objects.filter(dossier=OuterRef("pk"), kind=ReviewEntry.Kind.EXPLAIN).order_by("-at", "-pk")
        return self.annotate(
            broken_step=Subquery(last.values("step__kind")[:1]),
            broken_holder=Subquery(last.values("assignee")[:1]),
            broken_holder_name=Subquery(last.values("assignee__full_name")[:1]),
            given_reason=Subquery(said.values("reason")[:1]),
            given_reason_name=Subquery(said.values("reason__name")[:1]),
        )

    def unexplained(self) -> Self:
        """Those for whose lateness nobody has given a reason."""
        from cases.models.review import ReviewEntry

        said = ReviewEntry.objects.filter(dossier=OuterRef("pk"), kind=ReviewEntry.Kind.EXPLAIN)
        return self.filter(~Exists(said))

    def reminded(self, user: User) -> Self:
        """Held by somebody who was urged or asked why; nothing has been done since."""
        from cases.models.review import ReviewEntry

        said = ReviewEntry.objects.open().filter(to=user).exclude(kind=ReviewEntry.Kind.ESCALATE)
        return self.held_by(user).filter(pk__in=said.values("dossier"))

    def escalated(self) -> Self:
        """Laid before the leader, who has done nothing about it yet."""
        from cases.models.review import ReviewEntry

        said = ReviewEntry.objects.open().filter(kind=ReviewEntry.Kind.ESCALATE)
        return self.filter(finished_at=None, pk__in=said.values("dossier"))
