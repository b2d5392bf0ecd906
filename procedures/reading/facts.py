"""What was read from one published record, and what could not be read for sure. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from procedures.channels import Channel
from procedures.time_limits import LimitUnit


class RecordRefused(ValueError):
    """The record cannot become a version of a procedure; the message says in Vietnamese why."""


@dataclass(frozen=True, slots=True)
class LimitFact:
    """One processing limit; without a unit it waits for a person."""

    channel: Channel | None
    case: str | None
    amount: int | None
    unit: LimitUnit | None
    text: str

    def as_json(self) -> dict[str, object]:
        """The limit as the import report writes it."""
        return {
            "channel": self.channel and self.channel.value,
            "case": self.case,
            "amount": self.amount,
            "unit": self.unit and self.unit.value,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class FeeFact:
    """One rate in đồng; None where the source does not say it for sure."""

    channel: Channel | None
    case: str | None
    kind: str  # "fee" (lệ phí) or "charge" (phí)
    name: str
    amount: int | None
    per: str
    text: str


@dataclass(frozen=True, slots=True)
class PaperFact:
    """One paper of the dossier, or a note among the papers."""

    case: str | None
    code: str
    name: str
    originals: int
    copies: int
    present_only: bool
    is_note: bool
    required: bool
    note: str


@dataclass(frozen=True, slots=True)
class ResultFact:
    """One thing the applicant may receive."""

    code: str
    name: str
    kind: str  # a value of ResultPaper.Kind


@dataclass(frozen=True, slots=True)
class ProcedureFacts:
    """A record as a draft version takes it, with the doubts a person must settle."""

    code: str
    name: str
    field_name: str
    field_code: str
    decision: str
    agency: str
    audience: str
    keywords: str
    levels: frozenset[str]  # of "commune", "city", "ministry"
    procedure_text: str
    conditions: str
    legal_basis: str
    limits: tuple[LimitFact, ...]
    fees: tuple[FeeFact, ...]
    papers: tuple[PaperFact, ...]
    results: tuple[ResultFact, ...]
    fingerprint: str
    doubts: tuple[str, ...] = field(default=())

    def cases(self) -> list[str]:
        """The names of all cases, in the order they appear."""
        everything: Iterable[LimitFact | FeeFact | PaperFact] = (*self.limits, *self.fees, *self.papers)
        return list(dict.fromkeys(item.case for item in everything if item.case))
