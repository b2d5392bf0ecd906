"""What an intake consists of, online or at the counter: plain values that forms produce and actions take. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from departments.models import Department
    from procedures.models import Offering, ProcedureCase, ProcedureVersion


@dataclass(frozen=True)
class Person:
    """A person or organisation as stated on the paper; numbers are checked and normalised by the form."""

    full_name: str
    kind: str = "person"
    personal_id: str = ""
    tax_code: str = ""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class Intake:
    """Everything a dossier is made of. `owner` is None when people file for themselves.

    `note` is for the office and goes into the log.

    `papers` maps a required document's id to (originals, copies); `sets` is how many sets (bộ) were handed in.
    `key` makes two submissions of one form one dossier.
    """

    key: UUID
    version: "ProcedureVersion"
    offering: "Offering"
    channel: str
    submitter: Person
    owner: Person | None = None
    case: "ProcedureCase | None" = None
    summary: str = ""
    form_data: Mapping[str, Any] = field(default_factory=dict)
    papers: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    sets: int = 1
    delivery: str = "pick_up"
    delivery_address: str = ""
    note: str = ""
    # The desk that takes it in for the offering's own one, and whether the result is fetched there.
    origin: "Department | None" = None
    returns_to_origin: bool = False
    fee_answers: Mapping[str, Any] = field(default_factory=dict)
