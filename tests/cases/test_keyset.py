"""Cursors come from addresses, so anything may stand in them."""

from urllib.parse import quote

import pytest
from django.http import QueryDict

from cases.keyset import AFTER, BEFORE, Order, page
from cases.models import Dossier
from tests.world import World, hanoi

DUE = Order("due_at")


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x~",
        "-1~",
        "²~",
        "9" * 19 + "~",
        "1~nonsense",
        "1~2026-11-25T09:00:00",
        "1~0001-01-01T00:00:00+14:00",
        "1~9999-12-31T23:59:59-14:00",
        "1~2026-11-25T09:00:00+07:00\0",
    ],
)
def test_what_is_no_cursor_of_ours_is_none(cursor: str) -> None:
    assert DUE.read(cursor) is None


def test_a_cursor_of_ours_is_a_moment_and_a_row() -> None:
    found = DUE.read("7~2026-11-25T09:00:00+07:00")
    assert found is not None
    assert (found[0].isoformat(), found[1]) == ("2026-11-25T02:00:00+00:00", 7)


@pytest.mark.parametrize("descending", [False, True])
def test_walking_on_and_back_meets_every_row_once_also_equal_ones_and_those_without_a_value(
    world: World, descending: bool
) -> None:
    same, later = hanoi("2026-12-01 17:00"), hanoi("2026-12-02 17:00")
    for due in (None, later, same, same, None, same, None):
        dossier = world.submitted(hanoi("2026-11-20 09:00"))
        Dossier.objects.filter(pk=dossier.pk).update(answer_due_at=due)
    order = Order("answer_due_at", descending=descending)
    whole = list(order.sorted(Dossier.objects.all()))
    assert [one.answer_due_at for one in whole[-3:]] == [None] * 3
    shown, there, back = page(Dossier.objects.all(), order, QueryDict(), size=2), [], []
    assert shown.before == ""
    there.append(shown.rows)
    while shown.after:
        shown = page(Dossier.objects.all(), order, QueryDict(f"{AFTER}={quote(shown.after)}"), size=2)
        assert shown.before
        there.append(shown.rows)
    back.append(shown.rows)
    while shown.before:
        shown = page(Dossier.objects.all(), order, QueryDict(f"{BEFORE}={quote(shown.before)}"), size=2)
        back.append(shown.rows)
    assert [one for rows in there for one in rows] == whole
    assert [one for rows in reversed(back) for one in rows] == whole
