"""What the index counts by itself: of each criterion, which part of what.

A criterion's numerator is always a part of its denominator: what the denominator asks, and something more. What is not
here (the national portal's own records, population data) is entered by a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.models import Payment
from cases.reports.form_06a import Origin
from cases.reports.index_766.feedback import OfFeedback
from cases.reports.outcomes import Outcome

_RECEIVED = (Origin.ONLINE, Origin.DIRECT)
_GOOD = (Outcome.EARLY, Outcome.ON_TIME, Outcome.WITHIN, Outcome.STANDING)
ONLINE_METHODS = (Payment.Method.TRANSFER, Payment.Method.GATEWAY)
_DONE = (Outcome.EARLY, Outcome.ON_TIME, Outcome.LATE)


@dataclass(frozen=True)
class OfDossiers:
    """Which dossiers of the report a criterion counts; flags are names in `dossier_flags`, empty means all."""

    extra: str = ""
    extra_outcomes: tuple[Outcome, ...] = ()
    extra_origins: tuple[Origin, ...] = ()
    of: str = ""
    of_outcomes: tuple[Outcome, ...] = ()
    of_origins: tuple[Origin, ...] = ()


@dataclass(frozen=True)
class OfProcedures:
    """Which procedures of a unit a criterion counts; flags are names in `_procedure_flags`, empty means all."""

    extra: str
    of: str = ""


COUNTED: Mapping[str, OfDossiers | OfProcedures | OfFeedback] = {
    "PUBLIC_CONTENT_FULL": OfProcedures("complete"),
    "DOSSIER_SYNC": OfDossiers("synced"),
    "DOSSIER_ON_TIME": OfDossiers(extra_outcomes=_GOOD),
    "ONLINE_SERVICE_PROVIDED": OfProcedures("online"),
    "ONLINE_SERVICE_USED": OfProcedures("used_online", of="online"),
    "ONLINE_DOSSIER_SUBMITTED": OfDossiers("e_result", extra_origins=(Origin.ONLINE,), of_origins=_RECEIVED),
    "PAYMENT_SERVICE_PROVIDED": OfProcedures("fee_told", of="fee"),
    "PAYMENT_SERVICE_USED": OfProcedures("fee_paid_online", of="fee"),
    "PAYMENT_DOSSIER_ONLINE": OfDossiers("paid_online", of="owes"),
    "ORIGINAL_RESULT_AVAILABLE": OfDossiers("e_result", of="result_in_writing", of_outcomes=_DONE),
    "SO_HOA_GIAY_TO_GIAI_QUYET": OfDossiers("digitised"),
    "REUSED_DIGITIZED_DATA": OfDossiers("reused"),
    "PETITION_CLASSIFICATION_TTHC": OfFeedback("about_rules"),
    "PETITION_CLASSIFICATION_STAFF": OfFeedback("about_staff"),
    "PETITION_PROCESSING_ON_TIME": OfFeedback("in_time", of="judged"),
    "PETITION_HANDLING_SATISFACTION": OfFeedback("content", of="answered"),
    "DOSSIER_RECEIVING_SATISFACTION": OfDossiers("not_disliked", extra_outcomes=_GOOD),
}
OF_FEEDBACK = {code: one for code, one in COUNTED.items() if isinstance(one, OfFeedback)}
# What a person enters: what the portal cannot count, and what it counts only in part.
ENTERED_BESIDES = frozenset(OF_FEEDBACK)
ONLY_COUNTED = frozenset(COUNTED) - ENTERED_BESIDES
# The parts of a criterion whose lists can be opened.
PARTS = {"tu": "Tử số", "mau": "Mẫu số", "con-lai": "Chưa đạt: trong mẫu số mà không trong tử số"}


def count_name(*flags: str) -> str:
    """The name of a count in a statement: `n`, `n_owes`, `n_owes_paid_online`."""
    return "_".join(["n", *(flag for flag in flags if flag)])
