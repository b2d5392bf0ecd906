"""When the next move of a part is made."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from cases.demo.moments import at_home, office_minute
from cases.demo.part import Part
from cases.demo.setting import Setting
from cases.models import Dossier
from departments.working_time import local

# Working minutes that a move takes, whatever the limit is.
_QUICK = {
    "ask_completion": (30, 240),
    "propose_completion": (20, 120),
    "propose_refusal": (20, 120),
    "propose_supplement": (30, 200),
    "decline": (20, 180),
    "refuse": (20, 120),
    "receive": (15, 300),
    "transfer": (8, 100),
    "accept_supplement": (20, 240),
    "comment": (10, 60),
}
# Days until other people than the office move.
_DAYS = {
    "answer_completion": (0, 3),
    "answer_supplement": (1, 5),
    "confirm_payment": (1, 5),
    "resume": (2, 7),
    "hand_over": (0, 3),
    "withdraw": (0, 2),
    "recall": (0, 1),
}
_AT_HOME = {"answer_completion", "answer_supplement", "withdraw"}
# How far a resting dossier had come, as a share of its time until now.
_RESTS_SINCE = {"long": (0.1, 0.3), "short": (0.8, 0.96), "": (0.7, 0.92)}


class Pace:
    """Keeps the moment that a part has come to."""

    def __init__(self, part: Part, *, setting: Setting, rng: Random) -> None:
        """Begin at the intake."""
        self._part = part
        self._setting = setting
        self._calendar = setting.calendar
        self._rng = rng
        self._at = part.begins_at
        self._goal: datetime | None = None

    def next(self, move: str, following: Sequence[str], dossier: Dossier) -> datetime:
        """The moment of the move, which lies after the one before it; later than now where it has not come yet."""
        if move == "receive" and self._part.received_at:
            self._at = self._part.received_at
            return self._at
        moment = self._moment(move, following, dossier)
        if self._part.at_rest and moment > self._setting.now:
            moment = self._half_way()
        if moment <= self._at:
            moment = self._later(3)
        self._at = moment
        return moment

    def _moment(self, move: str, following: Sequence[str], dossier: Dossier) -> datetime:
        if move == "apologise" and dossier.due_at:
            return self._before_the_promise(dossier.due_at)
        if move in _DAYS:
            return self._days_later(move)
        work = self._share_of_work(following, dossier)
        return min(work, self._later(self._rng.randint(*_QUICK[move]))) if move in _QUICK else work

    def _share_of_work(self, following: Sequence[str], dossier: Dossier) -> datetime:
        """A part of the time to the goal for each move that is still to be made before it."""
        if dossier.received_at is None:
            return self._later(self._rng.randint(20, 200))
        if self._goal is None or self._goal <= self._at or dossier.due_at is None:
            self._goal = self._new_goal(dossier)
        left = 1 + sum(1 for move in following if move not in _DAYS and move not in _QUICK)
        share = self._rng.uniform(0.6, 1.0) / left if left > 1 else 1.0
        return self._later(int(self._calendar.minutes_between(self._at, self._goal) * share))

    def _new_goal(self, dossier: Dossier) -> datetime:
        """When the last move of the office is to be made."""
        if self._part.at_rest:
            share = self._rng.uniform(*_RESTS_SINCE[self._part.life.waits])
            return self._later(int(self._calendar.minutes_between(self._at, self._setting.now) * share))
        if dossier.due_at is None:
            return self._later(self._rng.randint(400, 1500))
        due = local(dossier.due_at)
        if self._part.life.finish == "late":
            day = self._calendar.add_days(due, self._rng.choice((1, 1, 2, 2, 3, 5, 8)))
            return office_minute(day, self._rng, self._calendar)
        spare = self._calendar.minutes_between(self._at, due)
        share = self._rng.uniform(0.3, 0.85) if self._part.life.finish == "early" else 1.0
        return self._later(int(max(spare - self._rng.randint(5, 200), spare * 0.5) * share))

    def _days_later(self, move: str) -> datetime:
        day = local(self._at).date() + timedelta(days=self._rng.randint(*_DAYS[move]))
        moment = at_home(day, self._rng)
        if move not in _AT_HOME or not self._part.account:
            moment = office_minute(self._calendar.next_working_day(day), self._rng, self._calendar)
        self._goal = None  # the clock may have stood: what is left is counted anew
        return moment if moment > self._at else self._later(self._rng.randint(30, 240))

    def _before_the_promise(self, due: datetime) -> datetime:
        """A day before the last on which an apology is in order, or as soon as can be."""
        day = local(due).date() - timedelta(days=1)
        while not self._calendar.is_working_day(day) or self._calendar.working_days_between(day, local(due).date()) < 2:
            day -= timedelta(days=1)
        moment = office_minute(day, self._rng, self._calendar)
        return moment if moment > self._at else self._later(self._rng.randint(20, 90))

    def _later(self, minutes: int) -> datetime:
        return self._calendar.add_minutes(self._at, max(minutes, 1))

    def _half_way(self) -> datetime:
        """For what must have happened by now: in the middle of what is left."""
        minutes = self._calendar.minutes_between(self._at, self._setting.now) // 2
        return self._later(minutes) if minutes else self._setting.now
