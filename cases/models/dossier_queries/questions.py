"""The questions themselves, to be chained."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from cases.models.dossier_queries import told
from cases.models.dossier_queries.clock import LIVING, RUNS, STANDS, is_due_soon, is_due_today, is_overdue, is_step_late
from cases.models.dossier_queries.people import (
    asked_about,
    holder_works_there,
    taken_in_by_desks_of,
    watched_by,
    worked_on_by,
)
from cases.status import Status
from departments.access import posts_in_force
from departments.models import User
from departments.roles import Role
from departments.working_time import WorkingCalendar
from procedures.steps import StepKind

if TYPE_CHECKING:
    from cases.models.dossier import Dossier  # noqa: F401

# For how long a head is told that a dossier has changed hands.
_TOLD_DAYS = 7


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Chain them: `Dossier.objects.visible_to(user).overdue(at)`."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Dossiers that the user's posts of today let him follow; a citizen's own ones are in `submitted_by`."""
        return self.filter(worked_on_by(user) | watched_by(user))

    def readable_by(self, user: User | AnonymousUser) -> Self:
        """Those, the ones about which a unit of the user is asked, and what his desk took in for others.

        For one dossier; lists ask `visible_to`.
        """
        return self.filter(worked_on_by(user) | watched_by(user) | asked_about(user) | taken_in_by_desks_of(user))

    def handled_by(self, user: User | AnonymousUser) -> Self:
        """Dossiers whose files and papers the posts of today open: those of the work, not those only watched.

        Personal data is for whom the work needs (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15): also for a unit that is
        asked for its opinion, until it has answered.
        """
        return self.filter(worked_on_by(user) | asked_about(user) | taken_in_by_desks_of(user))

    def living(self) -> Self:
        """Not deleted."""
        return self.filter(LIVING)

    def deleted(self) -> Self:
        """Taken in by mistake and deleted; each with `deleted_by`, `deleted_why`."""
        return self.filter(deleted_at__isnull=False).with_deletion()

    def with_deletion(self) -> Self:
        """Each with `deleted_by` and `deleted_why`, from the log; None for what is not deleted."""
        return self.annotate(**told.deletion(self.model))

    def with_opening(self, user: User | AnonymousUser, day: date, what: str = "page") -> Self:
        """Each with `opened`: whether it is noted already that the user opened this of it on that day."""
        return self.annotate(opened=told.opening(self.model, user, day, what))

    def submitted_by(self, user: User) -> Self:
        """The citizen's own dossiers."""
        return self.filter(account=user)

    # Where the clock stands. "Overdue" is the dossier's promise, "step late" is a step's own limit: never mixed.

    def running(self) -> Self:
        """Received, not finished, clock not stopped; a stop that came after the promised moment stops nothing."""
        return self.filter(clock_running=True)

    def standing(self) -> Self:
        """The clock is stopped: supplement, financial obligation, suspension."""
        return self.filter(STANDS)

    def unfinished(self) -> Self:
        """Received and not finished, whether the clock runs or stands: what every report calls "đang giải quyết"."""
        return self.filter(RUNS | STANDS)

    def overdue(self, at: datetime) -> Self:
        """The promised day (for limits in hours: moment) is over and the work is not (domain: quá hạn)."""
        return self.running().filter(is_overdue(at))

    def due_today(self, at: datetime) -> Self:
        """Promised for today and not yet overdue (đến hạn hôm nay)."""
        return self.running().filter(is_due_today(at))

    def due_soon(self, at: datetime, calendar: WorkingCalendar) -> Self:
        """Promised for the next working day (sắp đến hạn: còn không quá 1 ngày làm việc)."""
        return self.running().filter(is_due_soon(at, calendar))

    def step_late(self, at: datetime) -> Self:
        """The step at hand is past its own limit while the promise still holds (chậm tiến độ)."""
        return self.running().filter(is_step_late(at))

    def endangered(self, at: datetime, calendar: WorkingCalendar) -> Self:
        """Not overdue yet, but promised for today or the next working day, or with a late step; each once."""
        return self.running().filter(is_due_today(at) | is_due_soon(at, calendar) | is_step_late(at))

    def became_late(self, since: datetime, until: datetime) -> Self:
        """The promise broke from `since` on and before `until`, whether the work has been finished since or not."""
        broken = self.filter(received_at__isnull=False, late_from__gte=since, late_from__lt=until)
        return broken.filter(RUNS | Q(finished_at__gte=since) & Q(finished_at__gte=F("late_from")))

    def with_broken_step(self) -> Self:
        """Each with the kind of step at hand when its promise broke, who held it then, and the last reason given."""
        return self.annotate(**told.broken_step())

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

    def watched_by(self, user: User) -> Self:
        """Those the person follows beside his own work, finished or not."""
        from cases.models.watch import Watch

        return self.filter(pk__in=Watch.objects.filter(user=user).values("dossier"))

    def escalated(self) -> Self:
        """Laid before the leader, who has done nothing about it yet."""
        from cases.models.review import ReviewEntry

        said = ReviewEntry.objects.open().filter(kind=ReviewEntry.Kind.ESCALATE)
        return self.filter(finished_at=None, pk__in=said.values("dossier"))

    # What waits for whom.

    def to_answer(self) -> Self:
        """Submitted, waiting for the desk's answer (online: within 8 working hours), and there to be answered."""
        return self.filter(Q(origin_desk=None) | Q(sent_on_at__isnull=False), status=Status.NEW, waits_for=None)

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
        return self.filter(pk__in=told.unanswered().values("dossier"))

    def with_is_asked(self) -> Self:
        """Each with `is_asked`: whether the applicant waits for an answer."""
        return self.annotate(is_asked=Exists(told.unanswered().filter(dossier=OuterRef("pk"))))

    def held_by(self, user: User) -> Self:
        """The step at hand is this person's own, or that of somebody for whom he stands in today."""
        stood_in_for = [post.deputy_for.user_id for post in posts_in_force(user) if post.deputy_for]
        people = [user.pk, *stood_in_for]
        return self.filter(current_task__assignee__in=people, current_task__closed_at=None, finished_at=None)

    def with_holder(self) -> Self:
        """Each with `gone_holder`: who is named as its holder and does not work there any more."""
        return self.annotate(gone_holder=told.gone_holder())

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

    def with_list_details(self) -> Self:
        """What a row of any list shows, in one statement; not the long texts, which no row shows."""
        details = self.with_holder().select_related(
            "version__procedure",
            "owner",
            "current_task__step",
            "current_task__assignee",
            "current_task__handed_by",
            "department",
            "division",
            "paper_unit",
            "proposal__proposed_by",
        )
        # At most one request is open, so that the join adds no rows.
        is_open = Q(supplements__accepted_at=None, supplements__dropped_at=None)
        asked = details.annotate(
            open_request=FilteredRelation("supplements", condition=is_open),
            answered_at=F("open_request__answered_at"),
            asked_at=F("open_request__asked_at"),
            respond_by=F("open_request__respond_by"),
            completed_at=told.completed_at(),
        )
        return asked.defer("form_data", *(f"version__{name}" for name in told.LONG_TEXTS))


AllDossiers = models.Manager.from_queryset(DossierQuerySet)


class LivingDossiers(AllDossiers["Dossier"]):
    """Finds every dossier but the deleted ones: in lists, counts, look-ups, open data, an applicant's own."""

    def get_queryset(self) -> DossierQuerySet:
        """Without the deleted ones."""
        return DossierQuerySet(self.model, using=self._db).living()
