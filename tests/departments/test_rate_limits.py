"""Rate limits count exactly, also when several processes try at the same moment."""

import hashlib
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from departments.models import RateLimit
from departments.rate_limits import Brake, Verdict, clear_ended, hit, hit_all

NINE = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.django_db
def test_the_first_tries_are_allowed_and_the_next_is_told_how_long_to_wait():
    verdicts = [hit(["look-up", "10.0.0.1"], limit=3, window=MINUTE, at=NINE + timedelta(seconds=n)) for n in range(4)]
    assert [bool(verdict) for verdict in verdicts] == [True, True, True, False]
    assert verdicts[3] == Verdict(allowed=False, retry_after=timedelta(seconds=57))


@pytest.mark.django_db
def test_a_new_window_begins_when_the_old_one_has_ended():
    assert hit(["sign-in"], limit=1, window=MINUTE, at=NINE)
    assert not hit(["sign-in"], limit=1, window=MINUTE, at=NINE + MINUTE - timedelta(microseconds=1))
    assert hit(["sign-in"], limit=1, window=MINUTE, at=NINE + MINUTE)
    assert not hit(["sign-in"], limit=1, window=MINUTE, at=NINE + MINUTE)


@pytest.mark.django_db
def test_every_key_has_its_own_count_and_none_is_stored_in_the_clear():
    assert hit(["a", "bc"], limit=1, window=MINUTE, at=NINE)
    assert hit(["ab", "c"], limit=1, window=MINUTE, at=NINE)
    assert hit(["a", "bc", 1], limit=1, window=MINUTE, at=NINE)
    assert hashlib.sha256(b"a\x1fbc").hexdigest() in set(RateLimit.objects.values_list("key", flat=True))


@pytest.mark.django_db
def test_windows_that_ended_are_cleared_when_a_new_one_begins():
    for name in "abc":
        hit([name], limit=1, window=MINUTE, at=NINE)
    hit(["later"], limit=1, window=MINUTE, at=NINE + 2 * MINUTE)
    assert RateLimit.objects.count() == 1


@pytest.mark.django_db
def test_clearing_leaves_running_windows_alone():
    hit(["running"], limit=1, window=MINUTE, at=NINE)
    clear_ended(at=NINE + timedelta(seconds=59))
    assert not hit(["running"], limit=1, window=MINUTE, at=NINE + timedelta(seconds=59))


@pytest.mark.django_db
def test_one_try_is_one_statement_once_the_window_runs(django_assert_num_queries):
    hit(["look-up"], limit=3, window=MINUTE, at=NINE)
    with django_assert_num_queries(1):
        hit(["look-up"], limit=3, window=MINUTE, at=NINE)


@pytest.mark.django_db
def test_one_try_at_several_brakes_is_one_statement_and_each_counts_for_itself(django_assert_num_queries):
    brakes = [Brake(["address"], 5, MINUTE), Brake(["code"], 2, MINUTE), Brake(["code", "day"], 9, 60 * MINUTE)]
    assert hit_all(brakes, at=NINE)
    with django_assert_num_queries(1):
        assert hit_all(brakes, at=NINE)
    # The narrowest brake refuses, and says how long it does.
    assert hit_all(brakes, at=NINE) == Verdict(allowed=False, retry_after=MINUTE)
    assert sorted(RateLimit.objects.values_list("hits", flat=True)) == [3, 3, 3]
    assert hit_all([*brakes[:1], *brakes[2:]], at=NINE)


@pytest.mark.postgresql
@pytest.mark.usefixtures("transactional_db")
def test_tries_that_share_brakes_in_any_order_never_block_each_other(on_postgresql):
    start, refused = threading.Barrier(4), []

    def try_often(turned):
        shared = [Brake([name], 10_000, MINUTE) for name in "abcdef"]
        start.wait()
        try:
            for _ in range(50):
                hit_all(shared[::-1] if turned else shared, at=NINE)
        except Exception as error:  # a deadlock is reported to one of those in it
            refused.append(error)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=try_often, args=[place % 2]) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert refused == []
    assert set(RateLimit.objects.values_list("hits", flat=True)) == {200}


@pytest.mark.postgresql
@pytest.mark.usefixtures("transactional_db")
def test_eight_at_once_count_every_try_exactly():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: set DATABASE_URL=postgres://…")
    allowed, start = [], threading.Barrier(8)

    def try_often():
        start.wait()
        for _ in range(40):
            allowed.append(bool(hit(["the same"], limit=100, window=MINUTE, at=NINE)))
            # Another key that ends at once, so that clearing runs among the counts as well.
            hit([threading.get_ident(), len(allowed)], limit=1, window=timedelta(0), at=NINE)
        connections["default"].close()

    threads = [threading.Thread(target=try_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(allowed) == 320
    assert sum(allowed) == 100
    assert RateLimit.objects.get(key=hashlib.sha256(b"the same").hexdigest()).hits == 320


@pytest.mark.django_db
def test_a_try_may_weigh_more_than_one():
    heavy, light = (Brake(["megabytes"], 10, MINUTE, weight) for weight in (6, 4))
    assert hit_all([heavy], at=NINE)
    assert hit_all([light], at=NINE)
    assert not hit_all([light], at=NINE)
    assert hit_all([heavy], at=NINE + MINUTE)
    assert RateLimit.objects.get().hits == 6
