"""The edges of what lists, counters and reports ask: the very moment, the very path, the very day."""

from datetime import timedelta

from cases.actions.ask_leader import propose_refusal
from cases.models import Dossier, Proposal
from departments.models import Department, Post
from departments.roles import Role
from tests.moments import CALENDAR
from tests.world import SINCE, World, hanoi, person, unit

AT = hanoi("2026-11-25 09:00")
MOMENT = timedelta(microseconds=1)


def running(world: World, **facts: object) -> Dossier:
    """A dossier in process with these facts."""
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    Dossier.objects.filter(pk=dossier.pk).update(**facts)
    return dossier


def test_overdue_begins_with_the_first_moment_that_is_late(world: World) -> None:
    running(world, late_from=AT)
    found = Dossier.objects
    assert [found.overdue(at).count() for at in (AT - MOMENT, AT)] == [0, 1]
    Dossier.objects.update(due_at=AT)
    assert [found.due_today(at).count() for at in (AT - MOMENT, AT)] == [1, 0]


def test_due_soon_is_the_next_working_day_from_its_first_moment_to_its_last(world: World) -> None:
    running(world, late_from=hanoi("2026-11-30 00:00"))
    counts = {}
    for due in ("2026-11-25 23:59", "2026-11-26 00:00", "2026-11-26 23:59", "2026-11-27 00:00"):
        Dossier.objects.update(due_at=hanoi(due))
        counts[due] = Dossier.objects.due_soon(AT, CALENDAR).count()
    assert list(counts.values()) == [0, 1, 1, 0]


def test_an_answer_in_its_last_moment_is_not_late(world: World) -> None:
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    Dossier.objects.filter(pk=dossier.pk).update(answer_due_at=AT)
    assert [Dossier.objects.answer_late(at).count() for at in (AT, AT + MOMENT)] == [0, 1]


def test_an_inspector_follows_what_lies_below_his_unit_and_not_what_only_sounds_like_it(world: World) -> None:
    watcher = person("kiem", "Bùi Văn Kiểm")
    world.assigned(hanoi("2026-11-20 09:00"))
    # Its path begins with another code that ends like the city's.
    other = unit(f"X{world.city.code}", "Đơn vị khác", "commune", None)
    assert world.city.path in other.path
    Post.objects.create(user=watcher, department=world.city, role=Role.INSPECTOR, since=SINCE)
    assert Dossier.objects.visible_to(watcher).count() == 1
    Dossier.objects.update(department=Department.objects.get(pk=other.pk))
    assert Dossier.objects.visible_to(watcher).count() == 0


def test_what_the_desk_received_is_no_longer_its_leaders_to_decide(world: World) -> None:
    leader = person("giamdoc", "Hồ Thị Đốc")
    Post.objects.create(user=leader, department=world.desk, role=Role.LEADER, since=SINCE)
    dossier = world.submitted(hanoi("2026-11-20 09:00"))
    propose_refusal(dossier, by=world.lan, at=hanoi("2026-11-20 10:00"), reason="Không thuộc thẩm quyền.")
    assert Proposal.objects.count() == 1
    assert Dossier.objects.to_decide(leader).count() == 1
    Dossier.objects.update(received_at=AT)
    assert Dossier.objects.to_decide(leader).count() == 0
