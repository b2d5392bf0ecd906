"""The table of moves against the national portal's codes and the transitions of the law (domain §3)."""

import pytest

from cases.status import MOVES, STANDING, TERMINAL, Status

PERMITTED = {
    Status.NEW: {Status.RECEIVED, Status.REFUSED, Status.WAITING, Status.WITHDRAWN},
    Status.RECEIVED: {Status.PROCESSING, Status.WAITING, Status.WITHDRAWN, Status.STOPPED, Status.FINISHED},
    # Back to 2: the desk's step is done again, or the desk takes the dossier back before the division touched it.
    Status.PROCESSING: {
        Status.RECEIVED, Status.WAITING, Status.PAYING, Status.WITHDRAWN, Status.STOPPED, Status.FINISHED,
    },
    Status.WAITING: {
        Status.PROCESSING, Status.RECEIVED, Status.NEW, Status.REFUSED, Status.WITHDRAWN, Status.STOPPED,
    },
    Status.PAYING: {Status.PROCESSING, Status.FINISHED, Status.WITHDRAWN, Status.STOPPED},
    Status.STOPPED: {Status.PROCESSING, Status.STOPPED},
    Status.FINISHED: {Status.RETURNED, Status.PROCESSING},
    Status.REFUSED: set(),
    Status.WITHDRAWN: set(),
    Status.RETURNED: set(),
}  # fmt: skip


def test_the_ten_codes_are_those_of_the_national_portal() -> None:
    assert [(status.value, status.label) for status in Status] == [
        (1, "Mới đăng ký"),
        (2, "Được tiếp nhận"),
        (3, "Không được tiếp nhận"),
        (4, "Đang xử lý"),
        (5, "Yêu cầu bổ sung giấy tờ"),
        (6, "Yêu cầu thực hiện nghĩa vụ tài chính"),
        (7, "Công dân yêu cầu rút hồ sơ"),
        (8, "Dừng xử lý"),
        (9, "Đã xử lý xong"),
        (10, "Đã trả kết quả"),
    ]


@pytest.mark.parametrize("name", MOVES)
def test_every_move_goes_where_the_law_lets_it(name: str) -> None:
    move = MOVES[name]
    assert move.sources, f"{name} starts nowhere"
    if move.to is not None:
        assert all(move.to in PERMITTED[source] for source in move.sources)


def test_nothing_leaves_a_terminal_status_but_notes_for_colleagues() -> None:
    leaving = {name for name, move in MOVES.items() if move.sources & TERMINAL}
    assert leaving == {"comment"}


def test_the_clock_never_runs_and_stands_at_once() -> None:
    assert not {Status.NEW, Status.RECEIVED, Status.PROCESSING, Status.FINISHED} & STANDING
    assert not STANDING & TERMINAL


def test_an_administrator_and_an_inspector_decide_nothing() -> None:
    assert [name for name, move in MOVES.items() if {"administrator", "inspector"} & move.by] == []
