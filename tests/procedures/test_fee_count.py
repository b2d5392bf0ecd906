"""What a dossier costs: rates of the day, times how many, less the best relief; whole đồng, whatever comes in."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procedures.fee_count import FeeAnswers, FeeLine, count_fees, is_open, next_change, sum_of
from procedures.models import FeeItem, FeeRelief, ProcedureVersion
from tests.world import World

DAY, NEW_YEAR = date(2026, 12, 20), date(2027, 1, 1)


class Rows:
    """What a version's related rows are asked for."""

    def __init__(self, rows: list[Any]) -> None:
        """These rows."""
        self._rows = rows

    def all(self) -> list[Any]:
        """All of them."""
        return self._rows


class Version:
    """A version with nothing but rates and reliefs, none of them stored."""

    def __init__(self, fees: list[FeeItem], reliefs: list[FeeRelief] | None = None) -> None:
        """Numbered from 1 on, the rates first."""
        for number, row in enumerate([*fees, *(reliefs or [])], start=1):
            row.pk = number
        self.fees, self.reliefs = Rows(fees), Rows(reliefs or [])


def bill(version: Any, at: date = DAY, said: FeeAnswers | None = None) -> list[FeeLine]:
    return count_fees(version, channel="online", case=None, at=at, said=said or FeeAnswers({}))


def fee(amount: int | None, name: str = "Lệ phí", per: str = "", **more: Any) -> FeeItem:
    return FeeItem(name=name, amount=amount, per=per, **more)


def relief(percent: int, **more: Any) -> FeeRelief:
    return FeeRelief(**{"name": "Hộ nghèo", "percent": percent, "legal_basis": "TT 64/2025/TT-BTC", **more})


def test_a_rate_by_quantity_waits_for_the_number_and_is_then_multiplied() -> None:
    version = Version([fee(2_000, per="trang"), fee(10_000, "Phí")])
    assert (sum_of(bill(version)), is_open(bill(version))) == (10_000, True)
    said = bill(version, said=FeeAnswers({1: 12}))
    assert ([line.amount for line in said], sum_of(said), is_open(said)) == ([24_000, 10_000], 34_000, False)


def test_the_best_relief_holds_and_reliefs_never_add_up() -> None:
    version = Version([fee(75_000)], [relief(50), relief(30, automatic=True), relief(20, automatic=True)])
    assert (sum_of(bill(version)), bill(version)[0].off) == (52_500, 30)
    claimed = bill(version, said=FeeAnswers({}, relief=2))
    assert (sum_of(claimed), claimed[0].relief, claimed[0].basis) == (37_500, "Hộ nghèo", "TT 64/2025/TT-BTC")


def test_a_relief_holds_for_its_rate_its_channel_and_its_time() -> None:
    reliefs = [
        relief(100, automatic=True, fee_name="Phí"),
        relief(100, automatic=True, channel="postal"),
        relief(100, automatic=True, valid_until=DAY),
        relief(100, automatic=True, valid_from=NEW_YEAR),
    ]
    version = Version([fee(75_000), fee(20_000, "Phí")], reliefs)
    assert [line.amount for line in bill(version)] == [75_000, 0]
    assert [line.amount for line in bill(version, NEW_YEAR)] == [0, 0]


def test_what_is_free_for_somebody_is_free_however_many_and_whatever_the_rate() -> None:
    version = Version([fee(2_000, per="trang"), fee(None, "Phí")], [relief(100)])
    free = bill(version, said=FeeAnswers({}, relief=3))
    assert (sum_of(free), is_open(free)) == (0, False)


def test_a_change_ahead_is_told_with_its_day_and_its_bill() -> None:
    version = Version(
        [fee(2_000, per="trang", valid_until=NEW_YEAR), fee(3_000, per="trang", valid_from=NEW_YEAR)],
    )
    found = next_change(version, channel="online", case=None, at=DAY, said=FeeAnswers({1: 10}))  # type: ignore[arg-type]
    assert found is not None
    assert (found[0], sum_of(found[1]), is_open(found[1])) == (NEW_YEAR, 30_000, False)
    asked: dict[str, Any] = {"channel": "online", "case": None}
    assert next_change(version, at=NEW_YEAR, **asked) is None  # type: ignore[arg-type]
    assert next_change(version, at=NEW_YEAR - timedelta(days=46), **asked) is None  # type: ignore[arg-type]


rates = st.builds(
    fee,
    amount=st.none() | st.integers(0, 2_000_000_000),
    name=st.sampled_from(["Phí", "Lệ phí"]),
    per=st.sampled_from(["", "trang", "bản"]),
    channel=st.sampled_from(["", "online", "postal"]),
    valid_from=st.none() | st.dates(DAY - timedelta(days=9), DAY + timedelta(days=9)),
)
rules = st.builds(relief, percent=st.integers(1, 100), automatic=st.booleans(), fee_name=st.sampled_from(["", "Phí"]))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    fees=st.lists(rates, max_size=4),
    reliefs=st.lists(rules, max_size=3),
    numbers=st.lists(st.integers(1, 10_000), min_size=4, max_size=4),
    claimed=st.none() | st.integers(1, 8),
    known=st.booleans(),
)
def test_whatever_the_rates_are_the_sum_is_whole_bounded_and_never_more_with_a_relief(
    fees: list[FeeItem], reliefs: list[FeeRelief], numbers: list[int], claimed: int | None, known: bool
) -> None:
    version = Version(fees, reliefs)
    quantities = {row.pk: number for row, number in zip(fees, numbers, strict=False)} if known else {}
    said = FeeAnswers(quantities, claimed)
    lines, full = bill(version, said=said), bill(Version(fees), said=FeeAnswers(quantities))
    assert 0 <= sum_of(lines) <= 2_147_483_647
    assert all(isinstance(line.amount, int) for line in lines if line.amount is not None)
    assert is_open(lines) == any(line.amount is None for line in lines)
    for line, whole in zip(lines, full, strict=True):
        if line.amount is not None and whole.amount is not None:
            assert 0 <= line.amount <= whole.amount
    assert FeeAnswers.read(said.stored()) == said
    assert [FeeLine(**line.stored()) for line in lines] == lines


@pytest.mark.django_db
def test_a_draft_copies_the_reliefs_and_a_published_version_guards_them(world: World) -> None:
    from django.db import DatabaseError, transaction

    from procedures.actions.publish import new_draft
    from tests.world import hanoi

    with pytest.raises(DatabaseError), transaction.atomic():
        FeeRelief.objects.create(version=world.renewal, name="Hộ nghèo", percent=50, legal_basis="TT 64")
    draft = new_draft(world.renewal, by=world.quan, at=hanoi("2026-11-20 09:00"))
    FeeRelief.objects.create(version=draft, name="Hộ nghèo", percent=50, legal_basis="TT 64")
    again = new_draft(draft, by=world.quan, at=hanoi("2026-11-20 09:00"))
    assert again.reliefs.get().percent == 50
    assert ProcedureVersion.objects.get(pk=draft.pk).reliefs.count() == 1
