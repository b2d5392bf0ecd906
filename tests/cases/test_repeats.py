"""The same form sent twice is known by the move, by the person and by the page it was sent from."""

from cases.actions.receive import receive
from cases.repeats import is_repeat
from tests.world import World, hanoi


def test_only_the_same_move_of_the_same_person_from_the_same_page_is_a_repeat(world: World) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    shown = dossier.revision
    receive(dossier, by=world.lan, at=hanoi("2026-11-20 10:00"))
    dossier.refresh_from_db()
    assert is_repeat(dossier, ["receive"], world.lan, shown)
    assert not is_repeat(dossier, ["withdraw"], world.lan, shown)
    assert not is_repeat(dossier, ["receive"], world.son, shown)
    assert not is_repeat(dossier, ["receive"], world.lan, dossier.revision)
    assert not is_repeat(dossier, ["receive"], world.lan, None)
