"""Absence: a deputy for some days, all work moved to another, and what somebody who has left held."""

from datetime import UTC, date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from cases.access import allowed_actions
from cases.actions._log import first_broken
from cases.actions.assign import claim, officers_of
from cases.actions.move_work import loads, move_work
from cases.actions.propose import propose
from cases.actions.sign import sign
from cases.errors import MoveRefused, NotAllowed
from cases.models import Dossier
from cases.records import event_rows
from departments.access import posts_in_force
from departments.actions.deputies import deputies_named_by, end_deputy, name_deputy, posts_to_depute
from departments.models import Post, User
from departments.roles import Role
from tests.world import World, hanoi

NINE = hanoi("2026-11-23 09:00")
TODAY = NINE.date()


def post_of(user: User) -> Post:
    return user.posts.get(deputy_for=None)


def anew(user: User) -> User:
    """The account as the next request loads it."""
    return User.objects.get(pk=user.pk)


def names(user: User, dossier: Dossier) -> set[str]:
    return {move.name for move in allowed_actions(anew(user), Dossier.objects.get(pk=dossier.pk))}


def test_a_deputy_acts_on_what_the_absent_one_holds_and_the_log_says_for_whom(world: World) -> None:
    with time_machine.travel(NINE, tick=False):
        dossier = world.assigned(NINE)
        assert "propose" not in names(world.binh, dossier)
        name_deputy(post_of(world.minh), to=world.binh, first=TODAY, last=TODAY, by=world.ha, today=TODAY)
        assert Dossier.objects.held_by(anew(world.binh)).get() == dossier
        propose(dossier, by=anew(world.binh), at=NINE, outcome="granted", text="Đủ.")
        said = dossier.events.order_by("-number")[0]
        assert (said.by, said.data["for"]) == (world.binh, "Lê Quang Minh")
        assert event_rows(dossier, [said], in_full=True)[0]["by"].startswith("Phạm Văn Bình (thay cho Lê Quang Minh)")


def test_a_deputy_is_one_from_the_first_day_to_the_last_and_no_longer(world: World) -> None:
    with time_machine.travel(NINE, tick=False):
        first, last = TODAY + timedelta(days=1), TODAY + timedelta(days=2)
        name_deputy(post_of(world.ha), to=world.minh, first=first, last=last, by=world.ha, today=TODAY)
    found = [
        any(post.role == Role.HEAD for post in posts_in_force(anew(world.minh), TODAY + timedelta(days=number)))
        for number in range(4)
    ]
    assert found == [False, True, True, False]


def test_a_deputy_of_the_leader_signs_for_him_and_never_what_he_proposed_himself(world: World) -> None:
    with time_machine.travel(NINE, tick=False):
        own, other = world.for_signature(NINE), world.for_signature(NINE)
        Post.objects.create(user=world.binh, role=Role.OFFICER, department=world.ward, since=TODAY)
        name_deputy(post_of(world.son), to=world.minh, first=TODAY, last=TODAY, by=world.son, today=TODAY)
        with pytest.raises(NotAllowed):
            sign(own, by=anew(world.minh), at=NINE)
        name_deputy(post_of(world.dung), to=world.ha, first=TODAY, last=TODAY, by=world.son, today=TODAY)
        sign(other, by=anew(world.ha), at=NINE)
        assert other.events.get(action="sign").data["for"] == "Vũ Tiến Dung"


def test_nobody_is_named_for_days_past_or_given_nor_from_elsewhere(world: World) -> None:
    post, tomorrow = post_of(world.minh), TODAY + timedelta(days=1)
    name_deputy(post, to=world.binh, first=tomorrow, last=tomorrow, by=world.minh, today=TODAY)
    for to, first, last in (
        (world.binh, tomorrow, tomorrow),
        (world.binh, TODAY - timedelta(days=1), TODAY),
        (world.binh, TODAY, TODAY - timedelta(days=1)),
        (world.phu, TODAY, TODAY),
        (world.minh, TODAY, TODAY),
    ):
        with pytest.raises(ValidationError):
            name_deputy(post, to=to, first=first, last=last, by=world.minh, today=TODAY)
    assert post.deputies.count() == 1


def test_a_deputys_post_falls_with_the_one_it_is_for_and_ends_when_told(world: World) -> None:
    with time_machine.travel(NINE, tick=False):
        post = post_of(world.minh)
        made = name_deputy(post, to=world.binh, first=TODAY, last=date(2026, 12, 31), by=world.ha, today=TODAY)
        assert deputies_named_by(anew(world.binh), TODAY).get() == made
        assert made not in posts_to_depute(anew(world.binh), TODAY)
        Post.objects.filter(pk=post.pk).update(until=TODAY + timedelta(days=3))
        assert made in Post.objects.in_force(TODAY + timedelta(days=2))
        assert made not in Post.objects.in_force(TODAY + timedelta(days=3))
        end_deputy(made, today=TODAY)
        assert not post.deputies.exists()


def test_what_somebody_who_has_left_held_is_in_the_pool_on_the_very_day(world: World) -> None:
    with time_machine.travel(NINE, tick=False):
        dossier = world.assigned(NINE)
        Post.objects.filter(user=world.minh).update(until=TODAY + timedelta(days=1))
        assert not Dossier.objects.unassigned().exists()
        assert "claim" not in names(world.binh, dossier)
    with time_machine.travel(NINE + timedelta(days=1), tick=False):
        assert Dossier.objects.unassigned().get() == dossier
        assert "claim" in names(world.binh, dossier)
        claim(dossier, by=anew(world.binh), at=NINE + timedelta(days=1))
        assert Dossier.objects.get().holder == world.binh
        assert not Dossier.objects.unassigned().exists()


def test_an_account_that_is_switched_off_holds_nothing(world: World) -> None:
    world.assigned(NINE)
    User.objects.filter(pk=world.minh.pk).update(is_active=False)
    assert Dossier.objects.unassigned().with_holder().get().holder is None


def test_all_work_of_one_goes_to_another_in_one_act(world: World) -> None:
    with time_machine.travel(NINE, tick=False):
        held = [world.assigned(NINE), world.assigned(NINE)]
        proposed = world.proposed(NINE)
        due = [one.current_task.due_at for one in held]
        assert [(load.person, load.number) for load in loads(world.ha)] == [(world.minh, 2)]
        with pytest.raises(MoveRefused):
            move_work(source=world.minh, to=world.phu, by=world.ha, at=NINE, reason="Nghỉ sinh.")
        assert Dossier.objects.held_by(world.minh).count() == 2
        assert move_work(source=world.minh, to=world.binh, by=world.ha, at=NINE, reason="Nghỉ sinh.") == 2
        now = [Dossier.objects.get(pk=one.pk) for one in held]
        assert [(one.holder, one.current_task.due_at) for one in now] == [(world.binh, moment) for moment in due]
        events = [one.events.order_by("-number")[0] for one in held]
        assert len({event.data["act"] for event in events}) == 1
        assert [(event.action, event.note, event.by) for event in events] == [("move_work", "Nghỉ sinh.", world.ha)] * 2
        assert [first_broken(one) for one in now] == [None, None]
        assert not proposed.events.filter(action="move_work").exists()


def test_who_moves_the_work_of_others_is_their_head_or_an_administrator(world: World) -> None:
    with time_machine.travel(NINE, tick=False):
        world.assigned(NINE)
        for by in (world.binh, world.lan, world.tam):
            with pytest.raises(NotAllowed):
                move_work(source=world.minh, to=world.binh, by=by, at=NINE, reason="Nghỉ.")
        assert move_work(source=world.minh, to=world.binh, by=world.quan, at=NINE, reason="Nghỉ việc.") == 1


def test_a_day_of_a_post_begins_at_midnight_in_hanoi_whatever_zone_the_moment_is_told_in(world: World) -> None:
    dossier = world.assigned(hanoi("2026-11-20 09:00"))
    Post.objects.filter(user=world.binh).update(since=date(2026, 11, 25))
    before, after = (hanoi(f"2026-11-{moment}").astimezone(UTC) for moment in ("24 23:59", "25 00:01"))
    assert world.binh not in officers_of(dossier, before)
    assert world.binh in officers_of(dossier, after)
    with pytest.raises(MoveRefused, match="không phải chuyên viên"):
        move_work(source=world.minh, to=world.binh, by=world.ha, at=before, reason="Nghỉ.")
    assert move_work(source=world.minh, to=world.binh, by=world.ha, at=after, reason="Nghỉ.") == 1
