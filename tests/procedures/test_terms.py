"""Which limit and which rates apply: to the day, and the more specific before the general."""

from datetime import date
from typing import Any

import pytest

from procedures.models import FeeItem, ProcedureCase, ProcedureVersion, ProcessingLimit
from procedures.terms import fees_for, is_open, limit_for, total
from tests.world import World

DAY = date(2026, 11, 25)


@pytest.fixture
def draft(world: World) -> ProcedureVersion:
    """A version that still takes rows."""
    return ProcedureVersion.objects.create(procedure=world.permit.procedure, number=2, name="Bản nháp")


def amounts(version: ProcedureVersion, at: date = DAY, channel: str = "online", case: Any = None) -> list[int | None]:
    return [fee.amount for fee in fees_for(version, channel=channel, case=case, at=at)]


def test_a_rate_holds_from_its_first_day_until_the_day_before_the_next(draft: ProcedureVersion) -> None:
    FeeItem.objects.create(version=draft, name="Lệ phí", amount=1, valid_from=DAY, valid_until=date(2026, 12, 1))
    days = (date(2026, 11, 24), DAY, date(2026, 11, 30), date(2026, 12, 1))
    assert [amounts(draft, day) for day in days] == [[], [1], [1], []]


@pytest.mark.parametrize("turned", [False, True])
def test_the_rate_of_the_case_goes_before_that_of_the_channel_and_both_before_the_general(
    draft: ProcedureVersion, turned: bool
) -> None:
    case = ProcedureCase.objects.create(version=draft, name="Hộ nghèo")
    rows: list[dict[str, Any]] = [{"amount": 3}, {"amount": 2, "channel": "online"}, {"amount": 1, "case": case}]
    for row in reversed(rows) if turned else rows:
        FeeItem.objects.create(version=draft, name="Lệ phí", **row)
    assert (amounts(draft, case=case), amounts(draft), amounts(draft, channel="in_person")) == ([1], [2], [3])


def test_the_limit_of_the_case_goes_before_that_of_the_channel(draft: ProcedureVersion) -> None:
    case = ProcedureCase.objects.create(version=draft, name="Khẩn")
    for row in ({"amount": 9}, {"amount": 5, "channel": "online"}, {"amount": 2, "case": case}):
        ProcessingLimit.objects.create(version=draft, unit="working_day", legal_basis="Luật", **row)
    found = [limit_for(draft, channel="online", case=case), limit_for(draft, channel="online", case=None)]
    assert [one.amount if one else None for one in found] == [2, 5]


@pytest.mark.parametrize(
    ("row", "open_", "sum_"),
    [({"amount": None}, True, 0), ({"amount": 0, "per": "trang"}, False, 0), ({"amount": 2, "per": "trang"}, True, 0),
     ({"amount": 8}, False, 8)],
)  # fmt: skip
def test_more_may_be_due_where_a_rate_is_unknown_or_by_quantity_but_nothing_times_a_quantity_is_nothing(
    draft: ProcedureVersion, row: dict[str, Any], open_: bool, sum_: int
) -> None:
    fees = [FeeItem(version=draft, name="Lệ phí", **row)]
    assert (is_open(fees), total(fees)) == (open_, sum_)
