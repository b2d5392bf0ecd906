"""The reasons for being late that an office begins with; from then on it keeps its own list in the administration."""

import json
from pathlib import Path

from cases.models import LateReason

_FILE = Path(__file__).parent / "data" / "late_reasons.json"


def load_late_reasons() -> None:
    """Fill the list where it is empty; what the office has made of it is left alone."""
    if LateReason.objects.exists():
        return
    names = json.loads(_FILE.read_text(encoding="utf-8"))["reasons"]
    LateReason.objects.bulk_create(LateReason(name=name, position=place) for place, name in enumerate(names, 1))
