"""Rows of any model into PostgreSQL by COPY, with ids taken from the tables' own sequences beforehand."""

import json
from collections import defaultdict, deque
from enum import Enum
from operator import attrgetter
from typing import Any

from django.db import connection, models

_IDS_AT_ONCE = 10_000


class Ids:
    """The next id of a table, fetched many at a time; what is left over at the end is a gap nobody minds."""

    def __init__(self) -> None:
        """Begin without any."""
        self._left: defaultdict[type[models.Model], deque[int]] = defaultdict(deque)

    def next(self, model: type[models.Model]) -> int:
        """An id that nobody else will get."""
        left = self._left[model]
        if not left:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                    [model._meta.db_table, model._meta.pk.column, _IDS_AT_ONCE],
                )
                left.extend(row[0] for row in cursor.fetchall())
        return left.popleft()


class Rows:
    """Collects unsaved rows and writes them all; `order` names the models so that each finds what it points to."""

    def __init__(self, order: list[type[models.Model]]) -> None:
        """Begin empty."""
        self._rows: dict[type[models.Model], list[models.Model]] = {model: [] for model in order}

    def add(self, row: models.Model) -> None:
        """Keep the row until `write`."""
        self._rows[type(row)].append(row)

    def write(self) -> None:
        """Copy all rows into the database, which checks every foreign key as it goes."""
        for model, rows in self._rows.items():
            if rows:
                _copy(model, rows)
                rows.clear()


def _copy(model: type[models.Model], rows: list[models.Model]) -> None:
    fields = model._meta.concrete_fields
    values = attrgetter(*(field.attname for field in fields))
    # What is stored of a choice is its value, of a JSON field its text; everything else goes as it is.
    chosen = [place for place, field in enumerate(fields) if field.choices]
    texts = [place for place, field in enumerate(fields) if isinstance(field, models.JSONField)]
    columns = ", ".join(connection.ops.quote_name(field.column or field.attname) for field in fields)
    statement = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            line: list[Any] = list(values(row))
            for place in chosen:
                if isinstance(line[place], Enum):
                    line[place] = line[place].value
            for place in texts:
                line[place] = json.dumps(line[place], ensure_ascii=False)
            copy.write_row(line)
