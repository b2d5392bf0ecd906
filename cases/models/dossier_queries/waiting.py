"""What waits for whom: for the desk, a division, the leader, the applicant; and who holds it."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When

from cases.models.dossier_queries.clock import ClockQuerySet
from cases.status import Status
from departments.access import posts_in_force
from departments.models import Post, User
from departments.roles import Role
from procedures.steps import StepKind

# For how long a head is told that a dossier has changed hands.
_TOLD_DAYS = 7


def holder_works_there(path: str = "") -> Exists:
    """Whether who holds the step at hand still works at its unit today; `path` leads to the dossier."""
    posts = Post.objects.in_force().filter(user__is_active=True, user=OuterRef(f"{path}current_task__assignee"))
    return Exists(posts.filter(department=OuterRef(f"{path}current_task__department")))


class WaitingQuerySet(ClockQuerySet):
    """One question for each queue of the desk."""

    def to_answer(self) -> Self:
        """Submitted, waiting for the desk's answer (online: within 8 working hours)."""
        return self.filter(status=Status.NEW)

    def answer_late(self, at: datetime) -> Self:
        """Not answered in time."""
        return self.to_answer().filter(answer_due_at__lt=at)

    def to_transfer(self) -> Self:
        """Received and to be handed to the division (NĐ 118/2025 Đ18)."""
        return self.filter(status=Status.RECEIVED)

    def waiting_for_applicant(self) -> Self:
        """The applicant has been asked for something."""
        return self.filter(status=Status.WAITING, finished_at=None)

    def to_hand_over(self) -> Self:
        """Finished, the result waits for its owner."""
        return self.filter(status=Status.FINISHED)

    def to_decide(self, user: User) -> Self:
        """A further request or a refusal waits for this leader: before receipt at his desk, later in his agency."""
        led = [post.department_id for post in posts_in_force(user) if post.role == Role.LEADER]
        ours = Q(department__in=led) | Q(division__in=led) | Q(desk__in=led, received_at=None)
        return self.filter(ours, proposal__decision="")

    def to_sign(self, user: User) -> Self:
        """At the signature of an agency or division that this person leads."""
        led = [post.department_id for post in posts_in_force(user) if post.role == Role.LEADER]
        return self.at_step(StepKind.SIGN).filter(Q(department__in=led) | Q(division__in=led))

    def asked(self) -> Self:
        """The applicant has asked something and waits for an answer."""
        from cases.models.message import Message

        unanswered = Message.objects.filter(side=Message.Side.CITIZEN, settled_at=None)
        return self.filter(pk__in=unanswered.values("dossier"))

    def with_is_asked(self) -> Self:
        """Each with `is_asked`: whether the applicant waits for an answer."""
        from cases.models.message import Message

        unanswered = Message.objects.filter(side=Message.Side.CITIZEN, settled_at=None, dossier=models.OuterRef("pk"))
        return self.annotate(is_asked=models.Exists(unanswered))

    def held_by(self, user: User) -> Self:
        """The step at hand is this person's own, or that of somebody for whom he stands in today."""
        stood_in_for = [post.deputy_for.user_id for post in posts_in_force(user) if post.deputy_for]
        people = [user.pk, *stood_in_for]
        return self.filter(current_task__assignee__in=people, current_task__closed_at=None, finished_at=None)

    def with_holder(self) -> Self:
        """Each with `gone_holder`: who is named as its holder and does not work there any more."""
        gone = When(~holder_works_there(), then=F("current_task__assignee"))
        return self.annotate(gone_holder=Case(gone, default=None))

    def in_process(self) -> Self:
        """In a division. The clock of such a dossier runs; saying so finds it among the open ones."""
        return self.running().filter(status=Status.PROCESSING)

    def just_passed(self, at: datetime) -> Self:
        """The step at hand has changed its holder within the last seven days: what a head is told of."""
        since = at - timedelta(days=_TOLD_DAYS)
        return self.in_process().filter(current_task__handed_how="passed", current_task__handed_at__gt=since)

    def unassigned(self) -> Self:
        """In a division, nobody holds it, or somebody who has left: what he held is everybody's from that day on."""
        return self.in_process().filter(
            Q(current_task__assignee=None) | ~Q(holder_works_there()),
            current_task__step__kind__in=[StepKind.ASSIGN, StepKind.HANDLE],
        )

    def at_step(self, kind: StepKind) -> Self:
        """In process and at a step of this kind."""
        return self.in_process().filter(current_task__step__kind=kind)
