"""What a statistical report is asked: whose dossiers, which period, by which rows, under which convention."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices

from cases.models.dossier_queries import DossierQuerySet
from cases.reports.outcomes import Convention
from cases.reports.periods import Period
from cases.reports.scope import Scope
from cases.reports.standing_at import there_at
from procedures.channels import Channel


class By(TextChoices):
    """What the rows are."""

    FIELD = "linh-vuc", "Lĩnh vực"
    PROCEDURE = "thu-tuc", "Lĩnh vực và thủ tục"
    UNIT = "don-vi", "Đơn vị"
    LEVEL = "cap", "Cấp và đơn vị"
    CASE = "truong-hop", "Thủ tục và trường hợp"
    OFFICER = "can-bo", "Người thụ lý"
    CHANNEL = "kenh", "Cách thức nộp"
    MONTH = "thang", "Tháng"


@dataclass(frozen=True)
class Question:
    """What is asked; the same question at a later `at` gives the same answer once the period is over."""

    scope: Scope
    period: Period
    at: datetime
    by: By = By.FIELD
    convention: Convention = Convention.BY_DATE
    field: str = ""
    channel: str = ""

    @property
    def moment(self) -> datetime:
        """The moment the report speaks of."""
        return self.period.as_of(self.at)

    @property
    def rows(self) -> DossierQuerySet:
        """The dossiers of the scope, narrowed to one field and one channel where asked for.

        With those that were deleted after the moment: what was reported then is reported ever after.
        """
        rows = there_at(self.scope.rows, self.moment)
        if self.field:
            rows = rows.filter(version__procedure__field__code=self.field)
        return rows.filter(channel=self.channel) if self.channel else rows

    @property
    def narrowed_to(self) -> str:
        """The same in words; the field by its code."""
        channel = Channel(self.channel).label.lower() if self.channel else ""
        parts = ((f"lĩnh vực {self.field}", self.field), (f"hồ sơ nộp {channel}", self.channel))
        return ", ".join(text for text, asked in parts if asked)

    @property
    def filters(self) -> dict[str, str]:
        """What it is narrowed to beside the scope."""
        return {name: value for name, value in (("field", self.field), ("channel", self.channel)) if value}
