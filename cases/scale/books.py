"""The counters of codes and results: read once, counted on in memory, written back; nobody else numbers meanwhile."""

from datetime import date

from django.db import connection
from django.db.models import Max

from cases.models import Dossier, Sequence


class Books:
    """Takes the lock of all counters until the transaction ends, and lets foreign keys be checked table by table."""

    def __init__(self) -> None:
        """Lock and read."""
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Sequence._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
            # Checked at the end, millions of rows would each wait in memory; only a dossier's open task comes after it.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"SET CONSTRAINTS {_open_task_key()} DEFERRED")
        self.newest = Dossier.everything.aggregate(pk=Max("pk"))["pk"] or 0
        self._last: dict[tuple[str, date], int] = {(row.scope, row.day): row.last for row in Sequence.objects.all()}
        self._changed: set[tuple[str, date]] = set()

    def next(self, scope: str, day: date) -> int:
        """The next number, as `cases.codes.next_number` would give it."""
        key = (scope, day)
        self._last[key] = self._last.get(key, 0) + 1
        self._changed.add(key)
        return self._last[key]

    def close(self) -> None:
        """Write the counters back."""
        Sequence.objects.bulk_create(
            (Sequence(scope=scope, day=day, last=self._last[scope, day]) for scope, day in sorted(self._changed)),
            batch_size=5_000,
            update_conflicts=True,
            unique_fields=["scope", "day"],
            update_fields=["last"],
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _open_task_key() -> str:
    """The name Django gave to the foreign key from a dossier to its open task."""
    table, column = Dossier._meta.db_table, Dossier._meta.get_field("current_task").column
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, table)
    name = next(name for name, one in constraints.items() if one["foreign_key"] and one["columns"] == [column])
    return str(connection.ops.quote_name(name))
