"""The log can be added to and nothing else, in the database itself; a forged entry is found."""

import pytest
from django.db import DatabaseError, connection, transaction

from cases import append_only
from cases.actions._log import first_broken, seal
from cases.models import Event
from tests.world import World, hanoi


def test_an_event_cannot_be_changed(world: World) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    with pytest.raises(DatabaseError, match="chi duoc ghi them"), transaction.atomic():
        Event.objects.filter(dossier=dossier).update(note="khác")
    assert dossier.events.get().note == ""


def test_an_event_cannot_be_deleted(world: World) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    with pytest.raises(DatabaseError, match="chi duoc ghi them"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_event")
    assert dossier.events.count() == 1


def test_the_log_cannot_be_truncated(on_postgresql: None, world: World) -> None:
    world.submitted(hanoi("2026-11-20 09:00"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="chi duoc ghi them"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE cases_event CASCADE")
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    "forged",
    [
        {"note": "khác"},
        {"by_name": "Ai đó"},
        {"to_status": 9},
        {"previous_hash": "0" * 64},
        {"due_at": hanoi("2027-01-04 17:00")},
    ],
)
def test_an_entry_forged_behind_the_guard_breaks_the_chain(world: World, forged: dict[str, object]) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"))
    assert first_broken(dossier) is None
    append_only.lift(connection)
    dossier.events.filter(number=3).update(**forged)
    append_only.install(connection)
    assert first_broken(dossier) == 3


def test_an_entry_taken_out_behind_the_guard_breaks_the_chain(world: World) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"))
    append_only.lift(connection)
    dossier.events.filter(number=4).delete()
    append_only.install(connection)
    assert first_broken(dossier) == 4


def test_the_last_entry_is_missed_as_well(world: World) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"))
    append_only.lift(connection)
    dossier.events.order_by("number").last().delete()
    append_only.install(connection)
    assert first_broken(dossier) == dossier.revision


def test_an_entry_forged_with_a_seal_of_its_own_breaks_the_next_one(world: World) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"))
    append_only.lift(connection)
    forged = dossier.events.get(number=3)
    forged.note = "khác"
    dossier.events.filter(number=3).update(note=forged.note, hash=seal(forged))
    dossier.events.filter(number=4).update(previous_hash=seal(forged))
    append_only.install(connection)
    assert first_broken(dossier) == 4
