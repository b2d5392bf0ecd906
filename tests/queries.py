"""How many SQL statements a page costs."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def statements(act: Callable[[], Any]) -> int:
    """The number of statements that `act` sends, savepoints apart."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return sum("SAVEPOINT" not in query["sql"] for query in captured)
