"""Stops move the promised moment as the law says, and no further."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.clock import NO_LIMIT, Ledger, Policy, Stop, answer_due, read, step_due, transfer_due
from departments.working_time import CalendarTooShort
from procedures.time_limits import LimitUnit, TimeLimit
from tests import day_by_day
from tests.moments import CALENDAR, at, limits, moments

FIVE_DAYS = TimeLimit(5, LimitUnit.WORKING_DAY)
BASIS = "Điều 4 Quy chế"


def stop(since: str, until: str | None, policy: Policy = Policy.PAUSE, *, basis: str = BASIS) -> Stop:
    return Stop(at(since), at(until) if until else None, policy, "chờ bổ sung hồ sơ", basis)


def due_of(received: datetime, limit: TimeLimit, stops: Iterable[Stop]) -> datetime:
    due = read(Ledger(received, limit, tuple(stops)), CALENDAR).due_at
    assert due is not None
    return due


def due_after(received: str, limit: TimeLimit, *stops: Stop) -> str:
    return f"{due_of(at(received), limit, stops):%Y-%m-%d %H:%M}"


# One received moment, a limit, and stops as (hours after receipt, hours long).
gaps = st.lists(st.tuples(st.integers(0, 24 * 40), st.integers(0, 24 * 20)), max_size=4)


def stops_of(received, spans, policy=Policy.PAUSE):
    starts = [(received + timedelta(hours=start), length) for start, length in spans]
    return tuple(Stop(since, since + timedelta(hours=length), policy, "", BASIS) for since, length in starts)


def test_a_pause_moves_the_promise_by_the_working_days_waited():  # E14
    waited = stop("2026-11-04 10:00", "2026-11-11 14:00")
    reading = read(Ledger(at("2026-11-02 09:00"), FIVE_DAYS, (waited,)), CALENDAR)
    assert (reading.due_original, reading.due_at) == (at("2026-11-09 17:00"), at("2026-11-16 17:00"))
    assert not reading.standing
    assert reading.lines[-4:] == (
        "Ngày 5: thứ Hai 09/11, hết giờ làm việc 17:00",
        "Tạm dừng từ 10:00 04/11 đến 14:00 11/11 = 5 ngày làm việc (chờ bổ sung hồ sơ)",
        "Hạn mới: 17:00 thứ Hai 16/11/2026",
        "Thời hạn 05 ngày làm việc; cách tính theo Điều 147, 148 Bộ luật Dân sự",
    )


def test_a_reset_counts_the_whole_limit_from_the_complete_supplement():  # E15
    reset = stop("2026-11-04 10:00", "2026-11-11 14:00", Policy.RESET)
    reading = read(Ledger(at("2026-11-02 09:00"), FIVE_DAYS, (reset,)), CALENDAR)
    assert (reading.due_original, reading.due_at) == (at("2026-11-09 17:00"), at("2026-11-18 17:00"))
    assert "Tính lại thời hạn từ đầu lúc 14:00 thứ Tư 11/11/2026, ngày này không tính" in reading.lines
    assert reading.lines[-2] == "Ngày 5: thứ Tư 18/11, hết giờ làm việc 17:00"


def test_a_supplement_of_the_same_day_moves_nothing():  # E17
    same_day = stop("2026-11-09 09:00", "2026-11-09 15:00")
    reading = read(Ledger(at("2026-11-05 10:00"), TimeLimit(3, LimitUnit.WORKING_DAY), (same_day,)), CALENDAR)
    assert reading.due_at == reading.due_original == at("2026-11-10 17:00")
    assert "Hạn không đổi" in reading.lines


def test_a_pause_of_calendar_days_moves_the_raw_end_and_rolls_once():
    # 12/08 + 20 = 01/09, a holiday; three days' pause make it 04/09, not three days after the rolled 03/09.
    waited = stop("2026-08-17 09:00", "2026-08-20 09:00")
    assert due_after("2026-08-12 09:00", TimeLimit(20, LimitUnit.CALENDAR_DAY), waited) == "2026-09-04 17:00"


def test_a_pause_moves_a_limit_in_months_by_days():
    waited = stop("2026-10-01 09:00", "2026-10-03 09:00")
    assert due_after("2026-09-25 10:00", TimeLimit(2, LimitUnit.MONTH), waited) == "2026-11-27 17:00"


def test_a_pause_moves_a_limit_in_hours_by_working_minutes():
    waited = stop("2026-11-19 16:30", "2026-11-20 08:15")
    assert due_after("2026-11-19 15:00", TimeLimit(8, LimitUnit.WORKING_HOUR), waited) == "2026-11-20 15:45"


def test_a_pause_moves_a_same_day_limit_by_working_days():
    waited = stop("2026-11-19 10:00", "2026-11-20 10:00")
    assert due_after("2026-11-19 09:00", TimeLimit(0, LimitUnit.SAME_DAY), waited) == "2026-11-20 17:00"


def test_overlapping_stops_count_once():
    one, other = stop("2026-11-04 10:00", "2026-11-10 14:00"), stop("2026-11-06 10:00", "2026-11-11 14:00")
    assert due_after("2026-11-02 09:00", FIVE_DAYS, one, other) == "2026-11-16 17:00"
    assert due_after("2026-11-02 09:00", FIVE_DAYS, other, one) == "2026-11-16 17:00"


def test_a_reset_that_overlaps_a_pause_counts_anew_when_the_last_of_them_ends():
    reset, pause = (
        stop("2026-11-04 10:00", "2026-11-05 14:00", Policy.RESET),
        stop("2026-11-05 08:00", "2026-11-11 14:00"),
    )
    assert due_after("2026-11-02 09:00", FIVE_DAYS, reset, pause) == "2026-11-18 17:00"


def test_a_stop_after_the_due_day_does_not_undo_lateness():
    late = stop("2026-11-10 00:00", "2026-11-20 09:00")
    reading = read(Ledger(at("2026-11-02 09:00"), FIVE_DAYS, (late,)), CALENDAR)
    assert reading.due_at == reading.due_original
    assert any("bắt đầu sau khi đã hết hạn" in line for line in reading.lines)
    assert due_after("2026-11-02 09:00", FIVE_DAYS, stop("2026-11-09 16:59", "2026-11-10 09:00")) == "2026-11-10 17:00"


def test_a_stop_in_the_evening_of_the_due_day_is_in_time_for_the_day_ends_at_midnight():  # BLDS Đ148.6
    assert due_after("2026-11-02 09:00", FIVE_DAYS, stop("2026-11-09 17:20", "2026-11-11 09:00")) == "2026-11-11 17:00"
    still = stop("2026-11-09 23:59", None)
    assert read(Ledger(at("2026-11-02 09:00"), FIVE_DAYS, (still,)), CALENDAR).standing


def test_a_stop_a_minute_after_a_limit_in_hours_is_too_late():
    hours = TimeLimit(4, LimitUnit.WORKING_HOUR)
    assert due_after("2026-11-20 08:00", hours, stop("2026-11-20 12:00", "2026-11-23 10:00")) == "2026-11-23 10:00"
    assert due_after("2026-11-20 08:00", hours, stop("2026-11-20 12:01", "2026-11-23 10:00")) == "2026-11-20 12:00"


def test_an_end_that_a_pause_moves_to_a_day_off_is_explained():
    waited = stop("2026-11-12 08:23", "2026-11-18 09:48")
    limit = TimeLimit(20, LimitUnit.CALENDAR_DAY)
    reading = read(Ledger(at("2026-11-03 08:36"), limit, (waited,)), CALENDAR)
    assert reading.due_at == at("2026-11-30 17:00")
    assert "Hạn mới: 17:00 thứ Hai 30/11/2026, vì Chủ nhật 29/11 là ngày nghỉ" in reading.lines


def test_an_open_stop_after_the_due_moment_does_not_make_the_clock_stand():
    reading = read(Ledger(at("2026-11-02 09:00"), FIVE_DAYS, (stop("2026-11-10 09:00", None),)), CALENDAR)
    assert not reading.standing


def test_a_second_stop_counts_when_the_first_one_moved_the_due_moment_past_it():
    first, second = stop("2026-11-04 10:00", "2026-11-11 14:00"), stop("2026-11-13 09:00", "2026-11-16 09:00")
    assert due_after("2026-11-02 09:00", FIVE_DAYS, second, first) == "2026-11-17 17:00"


def test_a_stop_without_legal_basis_moves_nothing_and_is_told():
    baseless = stop("2026-11-04 10:00", "2026-11-11 14:00", basis="")
    reading = read(Ledger(at("2026-11-02 09:00"), FIVE_DAYS, (baseless,)), CALENDAR)
    assert reading.due_at == reading.due_original
    assert any("không có căn cứ pháp lý" in line for line in reading.lines)
    still = stop("2026-11-04 10:00", None, basis="")
    assert not read(Ledger(at("2026-11-02 09:00"), FIVE_DAYS, (still,)), CALENDAR).standing


def test_while_a_stop_is_open_the_clock_stands_and_the_closed_ones_count():
    closed, still = stop("2026-11-04 10:00", "2026-11-05 14:00"), stop("2026-11-06 09:00", None)
    reading = read(Ledger(at("2026-11-02 09:00"), FIVE_DAYS, (closed, still)), CALENDAR)
    assert (reading.standing, reading.due_at) == (True, at("2026-11-10 17:00"))
    assert any(line.startswith("Đang tạm dừng từ 09:00 thứ Sáu 06/11/2026") for line in reading.lines)


def test_what_was_waited_before_receipt_does_not_count():
    before = stop("2026-10-20 10:00", "2026-10-30 14:00")
    assert due_after("2026-11-02 09:00", FIVE_DAYS, before) == "2026-11-09 17:00"
    across = stop("2026-10-20 10:00", "2026-11-03 14:00")
    assert due_after("2026-11-02 09:00", FIVE_DAYS, across) == "2026-11-10 17:00"


def test_without_a_limit_nothing_is_due_and_the_reading_says_so():
    reading = read(Ledger(at("2026-11-02 09:00"), None, (stop("2026-11-04 10:00", None),)), CALENDAR)
    assert (reading.due_original, reading.due_at, reading.standing) == (None, None, True)
    assert reading.lines[0] == NO_LIMIT


def test_a_stop_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="sau thời điểm bắt đầu"):
        stop("2026-11-04 10:00", "2026-11-03 10:00")


def test_a_stop_that_moves_the_due_moment_beyond_the_calendar_is_refused():
    with pytest.raises(CalendarTooShort, match="năm 2028"):
        due_after("2026-11-02 09:00", FIVE_DAYS, stop("2026-11-04 10:00", "2027-12-30 10:00"))


@given(moments, limits, gaps)
def test_pauses_agree_with_a_counter_that_walks(received, limit, spans):
    limit = TimeLimit(limit.amount, LimitUnit.WORKING_DAY)
    stops = stops_of(received, spans)
    due = day_by_day.after_working_days(received.date(), limit.amount)
    for since, until in _united(sorted((stop.since, stop.until) for stop in stops)):
        if since.date() <= due:
            due = day_by_day.after_working_days(due, day_by_day.working_days_in(since.date(), until.date()))
    assert due_of(received, limit, stops) == day_by_day.at_five(due)


def _united(spans):
    united: list[tuple[datetime, datetime]] = []
    for since, until in spans:
        if united and since <= united[-1][1]:
            united[-1] = (united[-1][0], max(until, united[-1][1]))
        else:
            united.append((since, until))
    return united


@given(moments, limits, gaps, st.sampled_from(Policy))
def test_stops_never_shorten_and_reading_again_changes_nothing(received, limit, spans, policy):
    ledger = Ledger(received, limit, stops_of(received, spans, policy))
    reading = read(ledger, CALENDAR)
    assert due_of(received, limit, ledger.stops) >= due_of(received, limit, ())
    assert reading == read(ledger, CALENDAR)


@given(moments, limits, gaps, st.sampled_from(Policy))
def test_one_more_stop_never_makes_the_promise_earlier(received, limit, spans, policy):
    stops = stops_of(received, spans, policy)
    due = [due_of(received, limit, stops[:count]) for count in range(len(stops) + 1)]
    assert due == sorted(due)


@given(moments, limits, gaps, st.randoms(use_true_random=False))
def test_the_order_in_which_stops_were_written_does_not_matter(received, limit, spans, random):
    stops = list(stops_of(received, spans))
    due = due_of(received, limit, stops)
    random.shuffle(stops)
    assert due_of(received, limit, stops) == due


@given(moments, limits, st.integers(0, 400), st.integers(2, 200), st.data())
def test_a_stop_told_as_two_overlapping_ones_is_the_same_stop(received, limit, start, length, data):
    cut = data.draw(st.integers(1, length))
    since, until = received + timedelta(hours=start), received + timedelta(hours=start + length)
    whole = Stop(since, until, Policy.PAUSE, "", BASIS)
    halves = (
        Stop(since, since + timedelta(hours=cut), Policy.PAUSE, "", BASIS),
        Stop(since + timedelta(hours=cut - 1), until, Policy.PAUSE, "", BASIS),
    )
    assert read(Ledger(received, limit, halves), CALENDAR) == read(Ledger(received, limit, (whole,)), CALENDAR)


@pytest.mark.parametrize(
    ("submitted", "answered"),
    [("2026-11-20 15:20", "2026-11-23 15:20"), ("2026-11-20 21:45", "2026-11-23 17:00")],  # E8, E9
)
def test_an_online_dossier_is_answered_within_eight_working_hours(submitted, answered):
    due = answer_due(at(submitted), CALENDAR)
    assert due.moment == at(answered)
    assert due.lines[0].startswith("Hệ thống nhận hồ sơ lúc")


@pytest.mark.parametrize(
    ("received", "transferred"),
    [
        ("2026-11-23 07:30", "2026-11-23 17:00"),
        ("2026-11-23 15:00", "2026-11-23 17:00"),
        ("2026-11-23 15:01", "2026-11-25 08:00"),
        ("2026-11-14 10:00", "2026-11-16 08:00"),
    ],
)
def test_a_paper_dossier_is_transferred_the_same_day_or_first_thing_next_working_day(received, transferred):
    assert transfer_due(at(received), CALENDAR).moment == at(transferred)


def test_a_step_has_its_own_limit_and_stands_with_its_dossier():  # E11
    two_hours = TimeLimit(2, LimitUnit.WORKING_HOUR)
    reading = step_due(at("2026-11-19 11:30"), two_hours, [], CALENDAR)
    assert reading.due_at == at("2026-11-19 14:30")
    assert reading.lines[0] == "Bắt đầu bước lúc 11:30 thứ Năm 19/11/2026"
    stopped = step_due(at("2026-11-19 11:30"), two_hours, [stop("2026-11-19 14:00", "2026-11-20 09:00")], CALENDAR)
    assert stopped.due_at == at("2026-11-20 09:30")
    assert step_due(at("2026-11-19 11:30"), None, [], CALENDAR).due_at is None
