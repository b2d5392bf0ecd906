"""Whose account takes the money of a desk, and from when to when."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from departments.models import BankAccount, Department, account_of
from tests.world import World

DAY = date(2026, 11, 25)


def account(unit: Department, number: str, since: date = date(2026, 1, 1), until: date | None = None) -> BankAccount:
    values = {"bank_bin": "970415", "bank_name": "VietinBank", "holder": unit.name}
    return BankAccount.objects.create(department=unit, number=number, valid_from=since, valid_until=until, **values)


def test_a_desk_takes_money_at_its_own_account_else_at_the_nearest_one_above(world: World) -> None:
    assert account_of(world.desk, DAY) is None
    city = account(world.city, "1")
    assert account_of(world.desk, DAY) == city
    ward = account(world.ward, "2")
    assert (account_of(world.desk, DAY), account_of(world.other_desk, DAY)) == (ward, city)


def test_an_account_holds_for_its_time_and_only_one_is_open(world: World) -> None:
    old = account(world.ward, "1", until=date(2026, 12, 1))
    new = account(world.ward, "2", since=date(2026, 12, 1))
    assert (account_of(world.desk, DAY), account_of(world.desk, date(2026, 12, 1))) == (old, new)
    with pytest.raises(IntegrityError), transaction.atomic():
        account(world.ward, "3")
