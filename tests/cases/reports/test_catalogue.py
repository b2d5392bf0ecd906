"""Every report there is: what it costs, and that nothing in it is named twice; what it says, see `test_two_months`."""

from collections import Counter
from typing import Any

import pytest

from cases.reports.catalogue import REPORTS
from cases.reports.frame.counting import table_of
from cases.reports.periods import free
from cases.reports.question import Question
from cases.reports.scope import scope_of
from tests.world import World, hanoi

LATER = hanoi("2026-11-25 09:00")


@pytest.mark.parametrize("count", [1, 3])
def test_no_report_costs_more_for_three_dossiers_than_for_one(
    world: World, count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        world.finished(hanoi("2026-11-09 09:00"))
    scope = scope_of(world.thanh)
    of = free(hanoi("2026-11-02 00:00").date(), hanoi("2026-11-15 00:00").date())
    for definition in REPORTS.values():
        for by in definition.bys:
            with django_assert_max_num_queries(5):
                table_of(definition, Question(scope, of, LATER, by))


def test_keys_and_columns_are_each_named_once() -> None:
    for definition in REPORTS.values():
        keys = [column.key for column in (*definition.columns, *definition.notes)]
        assert [key for key, times in Counter(keys).items() if times > 1] == [], definition.key
        for identity in definition.identities:
            assert {*identity.left, *identity.right} <= definition.by_key.keys(), definition.key
