"""Which papers exist of a dossier, by the name in their address, and what each needs to be printed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser

from cases.codes import tidy
from cases.models import Dossier
from cases.printing.acknowledgement import acknowledgement
from cases.printing.control import control_slip
from cases.printing.desk_forms import handover_minutes, receipt, refusal, request
from cases.printing.facts import Facts
from cases.printing.letters import apology, stop_notice
from cases.printing.money_forms import fee_slip, refund_slip, transfer_slip
from departments.models import User


@dataclass(frozen=True)
class Form:
    """One kind of paper. `facts` is None while the dossier has no such paper; the applicant gets his own ones only."""

    template: str
    facts: Callable[[Dossier, str, int | None], Facts | None]
    for_applicant: bool = True


FORMS = {
    "da-nop": Form("da-nop", acknowledgement),
    "tiep-nhan": Form("mau-01", receipt),
    "bo-sung": Form("mau-02", request),
    "tu-choi": Form("mau-03", refusal),
    "xin-loi": Form("mau-04", apology),
    "dung": Form("mau-05", stop_notice),
    "kiem-soat": Form("mau-06", control_slip, for_applicant=False),
    "phieu-thu": Form("phieu-thu", fee_slip),
    "phieu-nop": Form("phieu-nop", transfer_slip),
    "phieu-hoan": Form("phieu-hoan", refund_slip),
    "giao-nhan": Form("giao-nhan", handover_minutes, for_applicant=False),
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
