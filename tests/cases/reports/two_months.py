"""Two months in the small city, drawn from a seed: intakes, moves of all kinds and corrections, in time.

Only the real actions act. `says` reads, at any moment of the play, what a clerk with a pencil would count from the rows
as they stand then: the report must say the same from the log, then and ever after.
"""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from cases.access import allowed_actions
from cases.actions import follow_feedback, handle_feedback
from cases.actions.handle_feedback import accept, answer
from cases.actions.rate import rate
from cases.actions.recount import recount
from cases.actions.refund import refund
from cases.errors import MoveRefused, NotAllowed
from cases.lateness import by_second, classify
from cases.models import Dossier, Event, Feedback, Payment
from cases.reports.outcomes import Convention
from cases.reports.periods import Period
from cases.status import STANDING, Status
from departments.models import CalendarDay
from procedures.time_limits import LimitUnit
from tests.cases.test_random_lives import verbs
from tests.world import SHORT_WAY, World, version

# How likely a move is chosen where it may be made; everything else weighs 1.
_WEIGHTS = {
    "receive": 4, "transfer": 5, "assign": 5, "claim": 3, "propose": 6, "approve": 6, "sign": 6, "accept_supplement": 3,
    "comment": 0.1, "refuse": 0.15, "ask_completion": 0.2, "withdraw": 0.15, "stop": 0.1, "suspend": 0.2, "recall": 2.5,
    "return_to": 0.3, "request_supplement": 0.8, "require_payment": 0.4, "apologise": 0.1, "hand_over": 0.4,
    "propose_refusal": 0.1, "decline": 0.3, "ask_opinion": 0.1, "ask_opinion_stopping": 0.15, "urge_opinion": 0.05,
    "drop_opinion": 0.1, "answer_last_opinion": 2, "correct": 0.1, "change_case": 0.05, "shelve": 0.05, "pass_on": 0.1,
    "send_back": 0.1, "take_back": 0.1, "take_back_transfer": 0.1, "change_delivery": 0.1,
}  # fmt: skip
# Words among colleagues about late work: no report counts them, and they would crowd out what the reports do count.
_ONLY_WORDS = {"urge", "ask_reason", "escalate", "explain"}
# What is deleted leaves the chain of periods; tests/cases/actions/test_delete.py says how reports tell it. A scan
# counts only in what is known of files, which the plays have none of.
_APART = {"delete", "restore", "digitise"}
Cells = Counter[tuple[str, str]]


def play(world: World, seed: int, start: datetime, end: datetime) -> Iterator[datetime]:
    """Let two months happen; yields the moment that is coming before anything happens in it."""
    draw = random.Random(seed)
    calls = verbs(world)
    hourly = version(
        "1.013300", "Xác nhận theo giờ", world.field, amount=4, unit=LimitUnit.WORKING_HOUR, steps=SHORT_WAY
    )
    for ward, at_desk, division in ((world.ward, world.desk, world.office),):
        world.offerings["1.013300", ward.code] = hourly.procedure.offerings.create(
            department=ward, desk=at_desk, division=division, valid_from=ward.valid_from
        )
    at, counted_anew = start, False
    while at < end:
        at += timedelta(minutes=draw.choice([5, 10, 20, 40, 90, 180, 600]), seconds=draw.randrange(60))
        yield at
        if not counted_anew and at.date() > date(2026, 10, 20):
            # The calendar changes while work is under way, and every open promise with it.
            CalendarDay.objects.create(date=date(2026, 10, 28), kind="off", name="Nghỉ bù", legal_basis="Thông báo thử")
            recount(at=at)
            counted_anew = True
        elif draw.random() < 0.15:
            _come_in(world, draw, at, hourly)
        else:
            _go_on(world, draw, at, calls)


def _come_in(world: World, draw: random.Random, at: datetime, hourly: Any) -> None:
    asked = draw.choice([world.permit, world.birth, world.renewal, hourly])
    if draw.random() < 0.6:
        ward = world.other_ward if asked is not hourly and draw.random() < 0.2 else world.ward
        world.submitted(at, asked, ward=ward)
    else:
        world.taken_in(at, asked, channel=draw.choice(["in_person", "postal", "kiosk"]))


def _go_on(world: World, draw: random.Random, at: datetime, calls: Any) -> None:
    over = [Status.REFUSED, Status.WITHDRAWN, Status.RETURNED]
    keys = list(Dossier.objects.exclude(status__in=over).order_by("pk").values_list("pk", flat=True))
    people = ["lan", "oanh", "ha", "minh", "binh", "phu", "son", "dung", "tam", "mai"]
    # Most work goes on with what came in last; the rest waits, and some of it becomes late.
    keys = keys[-5:] if draw.random() < 0.8 else keys
    for pk in draw.sample(keys, min(len(keys), 3)):
        # With all that ten people's rules look at, asked of the database once.
        dossier = (
            Dossier.objects.with_holder()
            .select_related(
                "version__procedure", "current_task__step", "current_task__assignee", "department", "desk", "division",
                "case", "result", "proposal",
            )
            .prefetch_related("supplements", "version__steps")
            .get(pk=pk)
        )  # fmt: skip
        draw.shuffle(people)
        may = {
            move.name: name
            for name in people
            for move in allowed_actions(world.people[name], dossier)
            if move.name not in _ONLY_WORDS | _APART
        }
        if may:
            what = draw.choices(list(may), [_WEIGHTS.get(move, 1) for move in may])[0]
            who = may[what]
            try:
                calls[what](Dossier.objects.get(pk=pk), world.people[who], at)
            except (MoveRefused, NotAllowed):
                continue
            return


def besides(world: World, draw: random.Random, now: datetime) -> None:
    """What happens beside the moves: ratings, money given back, feedback and answers to it."""
    luck = draw.random()
    if luck < 0.02:
        done = Dossier.objects.filter(finished_at__isnull=False, rating=None).exclude(status=Status.REFUSED).last()
        if done:
            rate(done, by=None, at=now, score=draw.randint(1, 5))
    elif luck < 0.03:
        paid = Payment.objects.filter(state=Payment.State.CONFIRMED, desk=world.desk).last()
        if paid and draw.random() < 0.5:
            refund(paid, by=world.lan, at=now, reason="Nộp nhầm.")
    elif luck < 0.05:
        feedback = world.complained(now)
        if draw.random() < 0.6:
            accept(feedback, by=world.lan, at=now)
            if draw.random() < 0.6:
                answer(feedback, by=world.son, at=now, answer="Đã xử lý.")
        _go_on_with_older(world, feedback, now)


def _go_on_with_older(world: World, newest: Feedback, now: datetime) -> None:
    """What waits longest is refused or asked about, often too late; what was answered is judged, then published."""
    number = Feedback.objects.count()
    older = Feedback.objects.exclude(pk=newest.pk).order_by("sent_at", "pk")
    if waiting := older.filter(status=Feedback.Status.SENT).first():
        if number % 2:
            handle_feedback.refuse(waiting, by=world.son, at=now, reason="Không thuộc thẩm quyền.")
        else:
            handle_feedback.ask(waiting, by=world.lan, at=now, question="Hồ sơ nào?")
    elif asked := older.filter(status=Feedback.Status.ASKED).first():
        follow_feedback.supplement(asked, by=world.mai, at=now, text="Hồ sơ của tôi.")
    if answered := older.filter(status=Feedback.Status.ANSWERED).first():
        follow_feedback.rate(answered, by=world.mai, at=now, satisfied=number % 3 > 0)
        handle_feedback.publish(answered, by=world.son, at=now, question="Chậm.", answer="Đã xử lý.")


class Pencil:
    """Counts from the rows of the moment; what was closed at the end of earlier periods was noted then."""

    def __init__(self) -> None:
        """Nothing has been noted yet."""
        self.closed: dict[datetime, set[int]] = {}

    def note(self, moment: datetime) -> None:
        """Remember which dossiers are closed now; `moment` is now."""
        self.closed[moment] = set(Dossier.objects.exclude(finished_at=None).values_list("pk", flat=True))

    def says(self, rows: Any, period: Period, convention: Convention) -> dict[int, Cells]:
        """For each procedure, how many dossiers of `rows` have which origin and outcome; must be asked at its end."""
        found: dict[int, Cells] = {}
        for dossier in rows.exclude(received_at=None).select_related("version").prefetch_related("stops", "events"):
            if dossier.finished_at is not None and dossier.finished_at <= period.before:
                continue
            cell = (self._origin(dossier, period), outcome(dossier, period.end, convention))
            found.setdefault(dossier.version.procedure_id, Counter())[cell] += 1
        return found

    def _origin(self, dossier: Dossier, period: Period) -> str:
        assert dossier.received_at is not None
        if dossier.received_at > period.before:
            return "online" if dossier.channel == "online" else "direct"
        return "reopened" if dossier.pk in self.closed[period.before] else "carried"


def outcome(dossier: Dossier, moment: datetime, convention: Convention) -> str:
    """How the dossier stands now, which is `moment`, by the definitions that lists and badges use."""
    asked = [event.at for event in dossier.events.all() if event.action == "request_supplement"]
    by_date = convention == Convention.BY_DATE
    if dossier.finished_at is not None:
        if not by_date:
            return "late" if len(asked) > 1 else by_second(dossier.finished_at, dossier.due_at).value
        unit = LimitUnit(dossier.limit_unit)
        found = classify(dossier.finished_at, dossier.due_at, unit)
        if dossier.status in (Status.WITHDRAWN, Status.STOPPED):
            return "ended_late" if found == "late" else "ended"
        return found.value
    assert dossier.due_at is not None
    assert dossier.late_from is not None
    if by_date:
        if dossier.status in STANDING and not dossier.clock_running:
            return "standing"
        return "overdue" if dossier.late_from <= moment else "within"
    end = moment
    if dossier.status == Status.WAITING:
        end = asked[0]
    elif dossier.status == Status.STOPPED:
        end = max(event.at for event in dossier.events.all() if rests(event))
    late = len(asked) > 1 or end.replace(microsecond=0) > dossier.due_at
    return "overdue" if late else "standing" if dossier.status in STANDING else "within"


def rests(event: Event) -> bool:
    """Whether the dossier was put to rest by it, for whatever reason."""
    return event.to_status == Status.STOPPED != event.from_status
