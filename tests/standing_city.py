"""The city of `tests.world` stands in the test database before the first test: building it is longer than most tests.

A test that asks for `world` finds it there and is rolled back on top of it; a test of the database alone finds an empty
one; and what a test with real transactions has left behind is replaced by what was there.
"""

import copy
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from cases import append_only
from procedures import guards
from tests.world import World, build


@dataclass
class StandingCity:
    """What stands in this process's test database."""

    _world: World
    _tables: list[str]
    _filled: list[str]
    _copy: Any = field(default=None)
    _is_away: bool = field(default=False)

    def world(self) -> World:
        """The city as it was built; what a test does to these objects no other test sees."""
        return copy.deepcopy(self._world)

    def leave_for_now(self) -> None:
        """Nothing is left of the city, in the transaction of this test; what stands in its place is left alone."""
        if self._is_away:
            return
        with _unguarded(), connection.cursor() as cursor:
            for table in self._filled:
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608  # names of our own tables

    @contextmanager
    def away(self) -> Iterator[None]:
        """For the tests of a module: nothing of the city, and what is put in its place is taken back at the end."""
        with transaction.atomic():
            self.leave_for_now()
            self._is_away = True
            try:
                yield
            finally:
                self._is_away = False
                transaction.set_rollback(True)

    @contextmanager
    def lived_in(self) -> Iterator[World]:
        """For the tests of a module: the city, and what happens in it before the first; taken back at the end."""
        with transaction.atomic():
            self._is_away = True
            try:
                yield self.world()
            finally:
                self._is_away = False
                transaction.set_rollback(True)

    def cleared(self) -> None:
        """An empty database for what commits by itself, until `restore`."""
        self.leave_for_now()
        self._is_away = True

    def restore(self) -> None:
        """The database is as it was before the first test, whatever was committed since."""
        self._is_away = False
        if connection.vendor == "sqlite":
            self._copy.backup(connection.connection)
            return
        with _unguarded(), connection.cursor() as cursor:
            # TRUNCATE would make every table and index anew, which takes seconds; there are few rows.
            for table in self._tables:
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608  # names of our own tables
            for table, rows in self._copy["rows"].items():
                with cursor.copy(f'COPY "{table}" FROM STDIN') as rows_in:
                    rows_in.write(rows)
            cursor.execute("SELECT setval(quote_ident(sequencename)::regclass, start_value, false) FROM pg_sequences")
            for name, last in self._copy["sequences"]:
                cursor.execute("SELECT setval(%s, %s)", [name, last])


def founded() -> StandingCity:
    """Builds the city, for good, in an empty test database."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})
    before = _counts(tables)
    with transaction.atomic():
        world = build()
    now = _counts(tables)
    filled = [table for table in tables if now[table] != before[table]]
    both = [table for table in filled if before[table]]
    assert both == [], f"migrations and the city both write to {both}: a test of the empty database could not be given"
    city = StandingCity(world, tables, filled)
    city._copy = _sqlite_copy() if connection.vendor == "sqlite" else _postgresql_copy(tables)
    return city


def _counts(tables: list[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  # names of our own tables
            counts[table] = cursor.fetchone()[0]
    return counts


def _sqlite_copy() -> sqlite3.Connection:
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(kept)
    return kept


def _postgresql_copy(tables: list[str]) -> dict[str, Any]:
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            with cursor.copy(f'COPY "{table}" TO STDOUT') as rows_out:
                rows[table] = b"".join(rows_out)
        cursor.execute("SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE last_value IS NOT NULL")
        return {"rows": {table: text for table, text in rows.items() if text}, "sequences": cursor.fetchall()}


@contextmanager
def _unguarded() -> Iterator[None]:
    """Rows go and come table by table, as nobody but a test may: without guards, whatever points to what.

    On PostgreSQL this takes a role that may set `session_replication_role`, as a superuser may; to drop and make the
    triggers again took longer than most tests.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")
        else:
            append_only.lift(connection)
            guards.lift(connection)
            yield
            guards.install(connection)
            append_only.install(connection)
