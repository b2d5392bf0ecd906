"""What one dossier will be: decided before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cases.demo.lives import Life
from cases.demo.setting import Team
from cases.intake import Intake, Person
from departments.models import User
from procedures.models import Offering, ProcedureCase, ProcedureVersion

_KEY = 0xDE300000_0000_8000_8000_000000000000
FIRST_KEY, LAST_KEY = UUID(int=_KEY), UUID(int=_KEY + 0xFFFFFFFFFFFF)


def key_of(number: int) -> UUID:
    """The submission key of the demo's dossier of that number; no other dossier has one in this range."""
    return UUID(int=_KEY + number)


@dataclass(frozen=True)
class Part:
    """One dossier: its way, its people, and when it begins. `received_at` is fixed where the promise must fit a day."""

    number: int
    life: Life
    script: tuple[str, ...]
    version: ProcedureVersion
    offering: Offering
    channel: str
    case: ProcedureCase | None
    account: User | None
    submitter: Person
    owner: Person | None
    team: Team
    begins_at: datetime
    received_at: datetime | None
    delivery: str

    @property
    def at_rest(self) -> bool:
        """Whether it must stand at a certain place now, instead of going as far as it can."""
        return bool(self.life.rests_at) or self.life.ending != "hand_over"

    def intake(self, form_data: Mapping[str, Any], papers: Mapping[int, tuple[int, int]]) -> Intake:
        """The dossier as it is taken in."""
        owner = self.owner or self.submitter
        return Intake(
            key=key_of(self.number),
            version=self.version,
            offering=self.offering,
            channel=self.channel,
            submitter=self.submitter,
            owner=self.owner,
            case=self.case,
            summary=f"{self.version.name} – {owner.full_name}",
            form_data=form_data,
            papers=papers,
            delivery=self.delivery,
            delivery_address=owner.address if self.delivery == "post" else "",
        )
