"""The database's own guard of what is written once: rows can be added, never changed, deleted or truncated."""

from django.db.backends.base.base import BaseDatabaseWrapper

# The logs of dossiers and of feedback, who looked at dossiers, how content their applicants are, sealed reports, and
# the fixed scores of officers with what was said about them.
TABLES = (
    "cases_event", "cases_feedbackevent", "cases_opening", "cases_satisfactionrating", "cases_sealedreport",
    "cases_fixedscore", "cases_scoreentry",
)  # fmt: skip
SENTENCE = "Nhat ky ho so chi duoc ghi them, khong duoc sua hay xoa."


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the guard in place; harmless when it is there already or a table is not yet."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for table in TABLES:
            if table in present:
                for statement in _statements(table, postgresql=connection.vendor == "postgresql"):
                    cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the guard away; only for emptying a test database."""
    with connection.cursor() as cursor:
        for table in TABLES:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}")
            else:
                for verb in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")


def _statements(table: str, *, postgresql: bool) -> list[str]:
    if postgresql:
        return [
            f"""
            CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
            DROP TRIGGER IF EXISTS {table}_no_change ON {table};
            CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only();
            """
        ]
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        for verb in ("UPDATE", "DELETE")
    ]
