"""The criteria that an office begins with; from then on it keeps its own in the administration."""

import json
from pathlib import Path

from cases.models import ScoringCriterion, ScoringRule

_FILE = Path(__file__).parent / "data" / "scoring.json"


def load_scoring_rule() -> None:
    """Fill the table where it is empty; what the office has decided is left alone."""
    if ScoringRule.objects.exists():
        return
    shipped = json.loads(_FILE.read_text(encoding="utf-8"))
    rows = shipped.pop("criteria")
    rule = ScoringRule.objects.create(**shipped)
    ScoringCriterion.objects.bulk_create(
        ScoringCriterion(rule=rule, position=place, **row) for place, row in enumerate(rows, 1)
    )
