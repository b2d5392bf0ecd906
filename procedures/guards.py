"""The database's own guard of published versions: what people were promised under is never rewritten.

A version that is no draft may only end; its limits, fees, papers, steps and questions cannot be changed, added or
removed, whoever writes to the database. A change of the law is a new version.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

TABLE = "procedures_procedureversion"
PARTS = tuple(
    f"procedures_{name}"
    for name in (
        "procedurecase",
        "processinglimit",
        "feeitem",
        "feerelief",
        "requireddocument",
        "resultpaper",
        "workflowstep",
        "formfield",
    )
)
# What may still change after publication: the version ends.
FREE_COLUMNS = ("status", "valid_until")
SENTENCE = "Phien ban thu tuc da cong bo khong duoc sua hay xoa; hay tao phien ban moi."

_POSTGRESQL_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION {TABLE}_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'draft' AND (
        TG_OP = 'DELETE' OR NEW.status = 'draft'
        OR to_jsonb(OLD) - ARRAY{list(FREE_COLUMNS)!r} IS DISTINCT FROM to_jsonb(NEW) - ARRAY{list(FREE_COLUMNS)!r}
    ) THEN
        RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION {TABLE}_part_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM {TABLE} WHERE id = OLD.version_id AND status <> 'draft'))
    OR (TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.version_id AND status <> 'draft')) THEN
        RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
"""  # noqa: S608  # nothing but our own table names


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the guard in place, anew where there is one already; harmless before the tables are there."""
    with connection.cursor() as cursor:
        if not {TABLE, *PARTS} <= set(connection.introspection.table_names(cursor)):
            return
        columns = _columns(cursor) if connection.vendor == "sqlite" else []
    lift(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTIONS)
        for statement in _postgresql_triggers() if connection.vendor == "postgresql" else _sqlite_triggers(columns):
            cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the guard away: while SQLite rebuilds tables, and for emptying a test database."""
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql":
            # A table with foreign keys still to be checked refuses to lose a trigger.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in {TABLE, *PARTS} & existing:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_guard ON {table}")
                continue
            for verb in ("insert", "update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_guard_{verb}")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """No guard inside the block, which is one transaction; for tests that need a published version to be otherwise."""
    with transaction.atomic(using=connection.alias):
        lift(connection)
        yield
        install(connection)


def _postgresql_triggers() -> Iterator[str]:
    yield f"""CREATE TRIGGER {TABLE}_guard BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_guard()"""
    for table in PARTS:
        yield f"""CREATE TRIGGER {table}_guard BEFORE INSERT OR UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {TABLE}_part_guard()"""


def _columns(cursor: CursorWrapper) -> list[str]:
    """Asked of SQLite itself: Django parses the whole text of the table for it, twenty times as long."""
    cursor.execute(f"PRAGMA table_info({TABLE})")
    return [name for _, name, *_ in cursor.fetchall()]


def _sqlite_triggers(columns: list[str]) -> Iterator[str]:
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in columns if name not in FREE_COLUMNS)
    yield _sqlite_trigger(TABLE, "UPDATE", f"OLD.status <> 'draft' AND (NEW.status = 'draft' OR {changed})")
    yield _sqlite_trigger(TABLE, "DELETE", "OLD.status <> 'draft'")
    for table in PARTS:
        for verb, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"])):
            published = " OR ".join(
                f"EXISTS (SELECT 1 FROM {TABLE} WHERE id = {row}.version_id AND status <> 'draft')"  # noqa: S608
                for row in rows
            )
            yield _sqlite_trigger(table, verb, published)


def _sqlite_trigger(table: str, verb: str, condition: str) -> str:
    return (
        f"CREATE TRIGGER {table}_guard_{verb.lower()} BEFORE {verb} ON {table} "
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    )
