"""One dossier on its way: every move is a real action, made by the person whose move it is, in office hours."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from cases.actions.apologise import apologise, needs_exception
from cases.actions.ask_leader import decline, propose_completion, propose_refusal, propose_supplement
from cases.actions.assign import assign, claim
from cases.actions.comment import comment
from cases.actions.draft_result import propose_drafted
from cases.actions.hand_over import hand_over
from cases.actions.issue_result import issue_result
from cases.actions.payment import confirm_payment, require_payment
from cases.actions.propose import approve, forward, propose
from cases.actions.receive import receive
from cases.actions.refuse import refuse
from cases.actions.sign import recall, return_to, sign
from cases.actions.supplement import accept_supplement, answer, ask_completion, request_supplement
from cases.actions.suspend import resume, stop, suspend
from cases.actions.transfer import transfer
from cases.actions.withdraw import withdraw
from cases.demo.money import pay, say_transferred
from cases.demo.pace import Pace
from cases.demo.player import Player
from cases.models import Dossier, Result
from cases.printing.result_draft import filled_in, templates_of
from departments.calendars import calendar_for
from departments.working_time import local

_TRANSFERS = 0.5


class Stage(Player):
    """Plays a part from its intake to where its life or the present moment ends it."""

    def play(self) -> Dossier:
        """Make the moves of the script as long as they lie before now."""
        pace = Pace(self.part, setting=self._setting, rng=self._rng)
        for place, move in enumerate(self.part.script):
            at = pace.next(move, self.part.script[place + 1 :], self.dossier)
            if at > self._setting.now:
                break
            _MOVES[move](self, at)
            self._made[move] += 1
        self._leave_a_transfer()
        return self.dossier

    def _leave_a_transfer(self) -> None:
        """Some of those who owe have just said that they transfer the fee."""
        owed = self.dossier.finance_status == Dossier.Finance.OWED
        if owed and self.part.account and self.part.account.username != "congdan" and self._rng.random() < _TRANSFERS:
            at = max(self.dossier.events.latest("number").at, self._setting.now - timedelta(hours=3))
            say_transferred(self.dossier, payer=self.part.account, at=at)

    def transfer(self, at: datetime) -> None:
        """To the division."""
        transfer(self.dossier, by=self.part.team.clerk, at=at)

    def receive(self, at: datetime) -> None:
        """The dossier is complete."""
        receive(self.dossier, by=self.part.team.clerk, at=at)

    def refuse(self, at: datetime) -> None:
        """Not to be received, as the desk proposed."""
        reason = self.dossier.proposal.reason if self.dossier.proposal else self.word("refusal_reasons")
        refuse(self.dossier, by=self.part.team.leader, at=at, reason=reason)

    def propose_refusal(self, at: datetime) -> None:
        """The desk cannot receive it."""
        propose_refusal(self.dossier, by=self.part.team.clerk, at=at, reason=self.word("refusal_reasons"))

    def ask_completion(self, at: datetime) -> None:
        """Something is missing before receipt; what was proposed is sent by the leader."""
        self._ask(ask_completion, self.part.team.clerk, at)

    def propose_completion(self, at: datetime) -> None:
        """Something is still missing before receipt."""
        self._ask(propose_completion, self.part.team.clerk, at)

    def request_supplement(self, at: datetime) -> None:
        """Something is missing in process; what was proposed is sent by the leader."""
        self._ask(request_supplement, self.part.team.officer, at)

    def propose_supplement(self, at: datetime) -> None:
        """Something is still missing in process."""
        self._ask(propose_supplement, self.part.team.officer, at)

    def decline(self, at: datetime) -> None:
        """The leader does not send it."""
        decline(self.dossier, by=self.part.team.leader, at=at, reason=self.word("decline_reasons"))

    def answer(self, at: datetime) -> None:
        """The applicant sends what was asked for, mostly with a file."""
        text = self.word("supplement_answers")
        answer(self.dossier, by=self.applicant, at=at, text=text, documents=self._new_papers(at))

    def accept_supplement(self, at: datetime) -> None:
        """It is complete now."""
        accept_supplement(self.dossier, by=self.part.team.officer, at=at)

    def assign(self, at: datetime) -> None:
        """To the officer; when someone holds it already, he is taking over."""
        officer = self.part.team.officer
        if self.part.script.count("assign") > 1 and not self._made["assign"]:
            officer = self.part.team.colleague
        assign(self.dossier, by=self.part.team.head, at=at, officer=officer)

    def claim(self, at: datetime) -> None:
        """The officer takes it himself."""
        claim(self.dossier, by=self.part.team.officer, at=at)

    def comment(self, at: datetime) -> None:
        """A note for colleagues."""
        comment(self.dossier, by=self.part.team.officer, at=at, text=self.word("notes"))

    def require_payment(self, at: datetime) -> None:
        """Taxes first."""
        reason, basis = self.word("payment_reasons"), "Luật Đất đai 31/2024/QH15 và các nghị định về nghĩa vụ tài chính"
        require_payment(self.dossier, by=self.part.team.officer, at=at, reason=reason, legal_basis=basis)

    def confirm_payment(self, at: datetime) -> None:
        """They are paid."""
        confirm_payment(self.dossier, by=self.part.team.clerk, at=at)

    def suspend(self, at: datetime) -> None:
        """Another agency must answer first."""
        reason, basis = self.word("suspend_reasons"), "Quy chế phối hợp giải quyết thủ tục hành chính của cơ quan"
        suspend(self.dossier, by=self.part.team.leader, at=at, reason=reason, legal_basis=basis)

    def resume(self, at: datetime) -> None:
        """It has."""
        resume(self.dossier, by=self.part.team.leader, at=at)

    def apologise(self, at: datetime) -> None:
        """A new day, some working days after the promised one."""
        calendar = calendar_for(self.dossier.department)
        due = local(self.dossier.due_at) if self.dossier.due_at else at
        late = needs_exception(self.dossier, at, calendar)
        apologise(
            self.dossier,
            by=self.part.team.leader,
            at=at,
            reason=self.word("apology_reasons"),
            new_day=calendar.add_days(max(due, at), self._rng.randint(3, 5)),
            exception="Chậm phát hiện việc không kịp hạn; đã nhắc phòng chuyên môn." if late else "",
        )

    def forward(self, at: datetime) -> None:
        """One step of the work is done."""
        forward(self.dossier, by=self.part.team.officer, at=at)

    def propose(self, at: datetime) -> None:
        """The draft of the result, with a file for those who have an account."""
        by = self.part.team.officer
        outcome, text = Result.Outcome.GRANTED, "Hồ sơ đủ điều kiện, cấp kết quả theo quy định."
        if self.part.life.ending == "turned_down":
            outcome, text = Result.Outcome.REFUSED, self.word("refusal_reasons")
        template = templates_of(self.dossier)[0]
        if self.part.account and template.outcome == outcome == Result.Outcome.GRANTED:
            words = filled_in(template, self.dossier)
            propose_drafted(
                self.dossier, by=by, at=at, outcome=outcome, title=template.title, text=words, symbol=template.symbol
            )
            return
        file = self._files.result(self.dossier, at=at, by=by) if self.part.account else None
        propose(self.dossier, by=by, at=at, outcome=outcome, text=text, document=file)

    def approve(self, at: datetime) -> None:
        """On to the leader."""
        approve(self.dossier, by=self.part.team.head, at=at)

    def return_to(self, at: datetime) -> None:
        """Not yet good enough."""
        return_to(self.dossier, by=self.part.team.leader, at=at, reason=self.word("return_reasons"))

    def sign(self, at: datetime) -> None:
        """Done."""
        sign(self.dossier, by=self.part.team.leader, at=at)

    def issue(self, at: datetime) -> None:
        """Numbered and sent out by the records clerk."""
        if self.part.team.records_clerk is not None:
            issue_result(self.dossier, by=self.part.team.records_clerk, at=at, symbol=self.dossier.result.symbol)

    def recall(self, at: datetime) -> None:
        """Signed with an error in it."""
        recall(self.dossier, by=self.part.team.leader, at=at, reason=self.word("recall_reasons"))

    def stop(self, at: datetime) -> None:
        """For good."""
        reason, basis = self.word("stop_reasons"), "Quy chế phối hợp giải quyết thủ tục hành chính của cơ quan"
        stop(self.dossier, by=self.part.team.leader, at=at, reason=reason, legal_basis=basis)

    def withdraw(self, at: datetime) -> None:
        """The applicant's own wish."""
        withdraw(self.dossier, by=self.applicant, at=at, reason=self.word("withdraw_reasons"))

    def hand_over(self, at: datetime) -> None:
        """To the owner; a fee that is owed is paid first."""
        clerk, owner = self.part.team.clerk, self.part.owner or self.part.submitter
        pay(self.dossier, clerk=clerk, payer=self.part.account, at=at, rng=self._rng)
        hand_over(self.dossier, by=clerk, at=at, received_by=owner.full_name)


_CALLED = {"answer_completion": "answer", "answer_supplement": "answer", "sign_to_issue": "sign"}
_MOVES: dict[str, Callable[[Stage, datetime], Any]] = {
    name: getattr(Stage, _CALLED.get(name, name))
    for name in (
        "receive", "refuse", "propose_refusal", "propose_completion", "propose_supplement", "decline", "ask_completion",
        "answer_completion", "transfer", "assign", "claim", "comment", "request_supplement", "answer_supplement",
        "accept_supplement", "require_payment", "confirm_payment", "suspend", "resume", "apologise", "forward",
        "propose", "approve", "return_to", "sign", "sign_to_issue", "issue", "recall", "stop", "withdraw", "hand_over",
    )
}  # fmt: skip
