"""The licence of open data and the least number of dossiers a published figure may be about: data with its basis."""

import json
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).parents[1] / "data" / "open_data.json"
_RULES = json.loads(_FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Licence:
    """Under what others use the data, and the rule that opens it."""

    name: str
    url: str
    legal_basis: str


LICENCE = Licence(_RULES["licence"]["name"], _RULES["licence"]["url"], _RULES["legal_basis"])
LEAST: int = _RULES["least"]
LEAST_BASIS: str = _RULES["least_basis"]
