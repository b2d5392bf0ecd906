"""A procedure at a unit as one number: so a period is looked through once for all that is offered.

To ask of each offering whether there is such a dossier would go through the whole history of its unit.
"""

from django.db.models import F
from django.db.models.expressions import CombinedExpression

# More procedures than there will ever be.
_MOST = 1_000_000_000


def place(unit: str, procedure: str) -> CombinedExpression:
    """The number of what these paths lead to, from the row that is asked."""
    return F(f"{unit}_id") * _MOST + F(f"{procedure}_id")
