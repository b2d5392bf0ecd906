"""What a statistical report is asked: whose dossiers, which period, by which rows, under which convention."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices

from cases.reports.outcomes import Convention
from cases.reports.periods import Period
from cases.reports.scope import Scope


class By(TextChoices):
    """What the rows are."""

    FIELD = "linh-vuc", "Lĩnh vực"
    PROCEDURE = "thu-tuc", "Lĩnh vực và thủ tục"
    UNIT = "don-vi", "Đơn vị"


@dataclass(frozen=True)
class Question:
    """What is asked; the same question at a later `at` gives the same answer once the period is over."""

    scope: Scope
    period: Period
    at: datetime
    by: By = By.FIELD
    convention: Convention = Convention.BY_DATE

    @property
    def moment(self) -> datetime:
        """The moment the report speaks of."""
        return self.period.as_of(self.at)
