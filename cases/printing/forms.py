"""Which papers exist of a dossier, by the name in their address, and what each needs to be printed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser

from cases.codes import tidy
from cases.models import Dossier
from cases.printing import events
from cases.printing.acknowledgement import acknowledgement
from cases.printing.control import control_slip
from cases.printing.desk_forms import handover_minutes, receipt, refusal, request
from cases.printing.events import EventOf
from cases.printing.facts import Facts
from cases.printing.letters import apology, stop_notice
from cases.printing.money_forms import fee_event, fee_slip, refund_event, refund_slip, transfer_slip
from cases.printing.result_forms import result_receipt
from departments.models import User


@dataclass(frozen=True)
class Form:
    """One kind of paper. `facts` is None while the dossier has no such paper; the applicant gets his own ones only.

    `event` finds what the paper is kept for; without it the paper says what holds at the moment and is not kept.
    """

    template: str
    facts: Callable[[Dossier, str, int | None], Facts | None]
    event: EventOf | None
    for_applicant: bool = True


FORMS = {
    "da-nop": Form("da-nop", acknowledgement, events.SUBMITTED),
    "tiep-nhan": Form("mau-01", receipt, events.RECEIPT),
    "bo-sung": Form("mau-02", request, events.ASKED),
    "tu-choi": Form("mau-03", refusal, events.REFUSED),
    "xin-loi": Form("mau-04", apology, events.APOLOGISED),
    "dung": Form("mau-05", stop_notice, events.STOPPED),
    "kiem-soat": Form("mau-06", control_slip, events.newest, for_applicant=False),
    "phieu-thu": Form("phieu-thu", fee_slip, fee_event),
    "phieu-nop": Form("phieu-nop", transfer_slip, None),
    "phieu-hoan": Form("phieu-hoan", refund_slip, refund_event),
    "giao-nhan": Form("giao-nhan", handover_minutes, events.TRANSFERRED, for_applicant=False),
    "bien-nhan": Form("bien-nhan", result_receipt, events.HANDED_OVER),
}


def dossier_to_print(user: User | AnonymousUser, code: str, form: Form, day: date) -> Dossier | None:
    """The dossier for whoever may hold such a paper of it: staff who work on it, the applicant his own; else None.

    It says as `opened` whether it is noted that the user opened a paper of it on the day.
    """
    seen = Dossier.objects.handled_by(user)
    if form.for_applicant and isinstance(user, User):
        seen = seen | Dossier.objects.submitted_by(user)
    parts = ("version__procedure", "department__parent", "desk", "division", "submitter", "owner")
    seen = seen.with_opening(user, day, "paper")
    return seen.filter(code=tidy(code)).select_related(*parts).first()
