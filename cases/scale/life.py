"""What happens to a dossier, move after move: the ordinary way, and the detours that some take."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from random import Random

from cases.models import Result
from cases.scale import moves, supplements
from cases.scale.course import Course
from cases.scale.pace import Pace
from cases.status import Status
from departments.models import User
from departments.working_time import local
from procedures.channels import Channel
from procedures.models import StepKind

Steps = Iterator[tuple[datetime, Callable[[Course, datetime], None]]]
Words = dict[str, list[str]]

_LAW = "Luật Đất đai 31/2024/QH15 và các nghị định về nghĩa vụ tài chính"
_RULES = "Quy chế phối hợp giải quyết thủ tục hành chính của cơ quan"
_LATE_APOLOGY = "Chậm phát hiện việc không kịp hạn; đã nhắc phòng chuyên môn."


class Life:
    """One dossier from its intake to its end, or to the present moment."""

    def __init__(self, course: Course, pace: Pace, *, words: Words, owner: str, rng: Random) -> None:
        """Choose the people; the intake is about to happen."""
        self._course, self._pace, self._words, self._owner, self._rng = course, pace, words, owner, rng
        office = course.office
        self._officer: User = rng.choice(office.officers)
        self._head: User = rng.choice(office.heads)
        self._leader: User = rng.choice(office.leaders)

    def live(self, *, until: datetime) -> None:
        """Make every move that lies before the moment."""
        first = moves.submit if self._course.dossier.channel == Channel.ONLINE else moves.take_in
        first(self._course, self._pace.at)
        for at, move in self._all():
            if at > until:
                return
            move(self._course, at)

    def _all(self) -> Steps:
        dossier = self._course.dossier
        if dossier.received_at is None:
            yield from self._before_receipt()
        if not self._is_received():
            return
        if dossier.owes and self._happens(0.75):
            yield self._pace.shortly(), moves.collect_fee
        yield self._pace.work(4, 120), moves.transfer
        yield from self._to_an_officer()
        if self._happens(0.0015):
            return  # forgotten in a drawer
        yield from self._detours()
        if dossier.finished_at is not None or dossier.status != Status.PROCESSING:
            return
        yield from self._decision()
        yield from self._hand_over()

    def _before_receipt(self) -> Steps:
        pace = self._pace
        if self._happens(0.008):
            yield pace.at_home(0, 1), partial(moves.withdraw, reason=self._word("withdraw_reasons"))
            return
        if self._happens(0.08):
            yield pace.work(20, 500), partial(supplements.ask_completion, missing=self._missing())
            if self._happens(0.12):
                yield (
                    pace.in_office(12, 40),
                    partial(moves.refuse, by=self._leader, reason=self._word("refusal_reasons")),
                )
                return
            yield pace.at_home(0, 7), partial(supplements.answer, text=self._word("supplement_answers"))
        if self._happens(0.025):
            yield pace.work(20, 470), partial(moves.refuse, by=self._leader, reason=self._word("refusal_reasons"))
            return
        slow = self._happens(0.04)
        yield pace.work(480, 1200) if slow else pace.work(6, 440), moves.receive

    def _to_an_officer(self) -> Steps:
        step = self._course.step
        if step is not None and step.kind == StepKind.ASSIGN:
            yield self._pace.work(10, 240), partial(moves.assign, by=self._head, officer=self._officer)
        else:
            yield self._pace.work(5, 120), partial(moves.claim, by=self._officer)

    def _detours(self) -> Steps:
        pace, draw = self._pace, self._rng.random()
        if self._happens(0.08):
            yield pace.work(5, 300), partial(moves.comment, by=self._officer, text=self._word("notes"))
        if self._happens(0.02) and len(self._course.office.officers) > 1:
            yield from self._reassignment()
        if draw < 0.06:
            yield from self._supplement()
        elif draw < 0.085:
            yield from self._payment()
        elif draw < 0.09:
            yield from self._suspension()
        elif draw < 0.096:
            yield pace.at_home(0, 2), partial(moves.withdraw, reason=self._word("withdraw_reasons"))
        elif draw < 0.099:
            yield pace.work(60, 900), partial(moves.stop, by=self._leader, reason=self._word("stop_reasons"))
        elif draw < 0.11:
            yield from self._apology()

    def _reassignment(self) -> Steps:
        before = self._officer
        self._officer = self._rng.choice([one for one in self._course.office.officers if one != before])
        move = partial(moves.assign, by=self._head, officer=self._officer, held_by=before)
        yield self._pace.work(30, 500), move

    def _supplement(self) -> Steps:
        pace, officer = self._pace, self._officer
        yield pace.work(30, 700), partial(supplements.request_supplement, by=officer, missing=self._missing())
        if self._happens(0.04):
            if self._happens(0.8):
                yield pace.in_office(20, 60), partial(moves.stop, by=self._leader, reason=self._word("stop_reasons"))
            return
        answered = pace.at_home(1, 9) if self._course.account else pace.in_office(1, 9)
        yield answered, partial(supplements.answer, text=self._word("supplement_answers"))
        yield pace.work(20, 300), partial(supplements.accept_supplement, by=officer)

    def _payment(self) -> Steps:
        reason = self._word("payment_reasons")
        move = partial(moves.require_payment, by=self._officer, reason=reason, legal_basis=_LAW)
        yield self._pace.work(60, 900), move
        yield self._pace.in_office(1, 15), moves.confirm_payment

    def _suspension(self) -> Steps:
        reason = self._word("suspend_reasons")
        move = partial(moves.suspend, by=self._leader, reason=reason, legal_basis=_RULES)
        yield self._pace.work(60, 900), move
        yield self._pace.in_office(2, 25), partial(moves.resume, by=self._leader)

    def _apology(self) -> Steps:
        """Only where a day was promised."""
        dossier, calendar = self._course.dossier, self._course.office.calendar
        if dossier.due_at is None:
            return
        at = self._pace.before(dossier.due_at)
        day = calendar.add_days(local(max(dossier.due_at, at)).date(), self._rng.randint(2, 5))
        reason = self._word("apology_reasons")
        yield at, partial(moves.apologise, by=self._leader, reason=reason, new_day=day, exception=_LATE_APOLOGY)

    def _decision(self) -> Steps:
        yield from self._proposal()
        if self._happens(0.015):
            move = partial(moves.return_to, by=self._leader, reason=self._word("return_reasons"), officer=self._officer)
            yield self._pace.towards(3), move
            yield from self._proposal()
        yield self._pace.towards(1), partial(moves.sign, by=self._leader)
        if self._happens(0.002):
            reason = self._word("recall_reasons")
            yield self._pace.work(30, 400), partial(moves.recall, by=self._leader, reason=reason, officer=self._officer)
            yield from self._proposal()
            yield self._pace.towards(1), partial(moves.sign, by=self._leader)

    def _proposal(self) -> Steps:
        """Through the steps of handling that are left, and past the head where he checks."""
        kinds = [step.kind for step in self._course.plan.steps if self._is_ahead(step.position)]
        for _ in range(kinds.count(StepKind.HANDLE)):
            yield self._pace.towards(len(kinds)), partial(moves.forward, by=self._officer)
        granted = self._happens(0.965)
        outcome = Result.Outcome.GRANTED if granted else Result.Outcome.REFUSED
        text = "Hồ sơ đủ điều kiện, cấp kết quả theo quy định." if granted else self._word("refusal_reasons")
        yield self._pace.towards(3), partial(moves.propose, by=self._officer, outcome=outcome.value, text=text)
        if StepKind.REVIEW in kinds:
            yield self._pace.towards(2), partial(moves.approve, by=self._head)

    def _is_ahead(self, position: int) -> bool:
        step = self._course.step
        return step is not None and position > step.position

    def _hand_over(self) -> Steps:
        draw, pace = self._rng.random(), self._pace
        if draw > 0.998:
            return  # never fetched
        days = (0, 2) if draw < 0.75 else (3, 10) if draw < 0.97 else (11, 60)
        if self._course.dossier.owes:
            yield pace.in_office(*days), moves.collect_fee
            yield pace.shortly(), partial(moves.hand_over, received_by=self._owner)
        else:
            yield pace.in_office(*days), partial(moves.hand_over, received_by=self._owner)

    def _is_received(self) -> bool:
        return self._course.dossier.received_at is not None

    def _missing(self) -> supplements.Missing:
        papers = self._course.plan.papers
        if not papers:
            return [("Giấy tờ chứng minh việc đề nghị", None)]
        asked = self._rng.sample(papers, min(len(papers), self._rng.choice((1, 1, 2))))
        return [(self._word("supplement_reasons").format(paper=paper.name)[:1000], paper) for paper in asked]

    def _word(self, kind: str) -> str:
        return self._rng.choice(self._words[kind])

    def _happens(self, chance: float) -> bool:
        return self._rng.random() < chance
