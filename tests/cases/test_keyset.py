"""Cursors come from addresses, so anything may stand in them."""

import pytest

from cases.keyset import Order

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
