"""Several people at once, over several processes and connections: one winner, no gap, no duplicate."""

import os
import subprocess
import sys
import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from cases.actions._log import first_broken
from cases.actions.batch import begin_batch
from cases.actions.payment import collect_fee
from cases.actions.remind import raise_reminders
from cases.actions.send_digests import send_digests
from cases.actions.settle_payment import settle_payment
from cases.actions.sign import sign
from cases.actions.start_payment import start_payment
from cases.actions.submit import submit
from cases.bulk import run
from cases.errors import MoveRefused
from cases.models import Batch, Dossier, Feedback, FeedbackEvent, Notice, Payment, Reminder, ReminderReader, Sequence
from cases.status import Status
from tests.house.layers import ROOT
from tests.world import World, hanoi

pytestmark = pytest.mark.django_db(transaction=True)


def database_url() -> str:
    """Where the test database is, for another process."""
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    host = config["HOST"] or "localhost"
    port = config["PORT"] or 5432
    return f"postgres://{config['USER']}:{config['PASSWORD']}@{host}:{port}/{config['NAME']}"


def test_fifty_receipts_over_several_processes_get_fifty_consecutive_numbers(on_postgresql: None, world: World) -> None:
    command = [sys.executable, "-m", "tests.cases.take_in_many"]
    environment = {**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tthc_portal.settings"}
    clerks = [
        subprocess.Popen(
            [*command, str(count), "4"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for count in (13, 13, 12, 12)
    ]
    codes: list[str] = []
    for clerk in clerks:
        out, err = clerk.communicate(timeout=120)
        assert clerk.returncode == 0, err
        codes += out.split()
    assert sorted(codes) == [f"H26.105-261120-{number:04d}" for number in range(1, 51)]
    assert Sequence.objects.get(scope="H26.105").last == 50
    assert all(first_broken(dossier) is None for dossier in Dossier.objects.all())


def race(*acts: Any) -> list[Any]:
    """Do all at the same moment, each on a connection of its own; an error is an outcome."""
    start = threading.Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)

    def run(place: int) -> None:
        start.wait()
        try:
            outcomes[place] = acts[place]()
        except MoveRefused as refused:
            outcomes[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def test_two_signers_at_once_give_one_winner_and_tell_the_other_who_was_faster(
    on_postgresql: None, world: World
) -> None:
    dossier = world.for_signature(hanoi("2026-11-20 09:00"))
    leaders = (world.son, world.dung)
    outcomes = race(
        *(
            lambda leader=leader: sign(
                Dossier.objects.get(pk=dossier.pk), by=leader, at=hanoi("2026-11-20 10:00"), revision=dossier.revision
            )
            for leader in leaders
        )
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, MoveRefused)]
    assert len(refused) == 1
    dossier.refresh_from_db()
    assert dossier.status == Status.FINISHED
    assert dossier.result.signed_by.get_full_name() in str(refused[0])
    assert dossier.events.filter(action="sign").count() == 1


def test_a_fee_paid_at_the_counter_and_reported_twice_at_once_is_paid_once(on_postgresql: None, world: World) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"), world.renewal)
    at = hanoi("2026-11-20 10:00")
    payment = start_payment(dossier, by=world.mai, at=at, method="gateway")

    def report() -> Payment:
        return settle_payment(Payment.objects.get(pk=payment.pk), at=at, amount=75_000, outside_reference="G1")

    race(report, report, lambda: collect_fee(Dossier.objects.get(pk=dossier.pk), by=world.lan, at=at))
    taken = Payment.objects.taken()
    assert taken.filter(surplus=False).count() == 1
    assert taken.filter(method="gateway").count() == 1
    assert sorted(taken.values_list("receipt_number", flat=True)) == [
        f"{number:07d}/2026" for number in range(1, taken.count() + 1)
    ]
    assert (Dossier.objects.get(pk=dossier.pk).finance_status, first_broken(dossier)) == ("paid", None)


def test_the_same_form_twice_at_once_is_one_dossier_with_one_number(on_postgresql: None, world: World) -> None:
    intake = world.intake()
    at = hanoi("2026-11-20 09:00")
    first, second = race(*[lambda: submit(intake, by=world.mai, at=at)] * 2)
    assert first.pk == second.pk
    assert [dossier.code for dossier in Dossier.objects.all()] == ["H26.105-261120-0001"]


def test_the_same_feedback_twice_at_once_is_one(on_postgresql: None, world: World) -> None:
    key, at = uuid4(), hanoi("2026-11-20 09:00")
    first, second = race(*[lambda: world.complained(at, key=key)] * 2)
    assert first.pk == second.pk
    assert Feedback.objects.count() == FeedbackEvent.objects.count() == 1


def test_a_rolled_back_submission_leaves_no_gap(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.submitted(hanoi("2026-11-20 09:00"))
    from cases.actions import submit as module

    def broken_line(dossier: Dossier, *, at: Any) -> None:
        real(dossier, at=at)
        raise RuntimeError("đứt kết nối")

    real = module.give_code
    monkeypatch.setattr(module, "give_code", broken_line)
    with pytest.raises(RuntimeError):
        world.submitted(hanoi("2026-11-20 09:01"))
    monkeypatch.undo()
    assert world.submitted(hanoi("2026-11-20 09:02")).code == "H26.105-261120-0002"
    assert Dossier.objects.count() == 2


def test_the_number_is_taken_with_the_last_statements_of_the_transaction(
    world: World, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        world.taken_in(hanoi("2026-11-20 09:00"))
    statements = [query["sql"].split()[0:3] for query in queries if "SAVEPOINT" not in query["sql"]]
    statements = [words for words in statements if words[0] not in ("COMMIT", "BEGIN")]
    assert statements[-2][:2] == ["INSERT", "INTO"]
    assert statements[-1][0] == "UPDATE"


def test_a_batch_that_runs_twice_at_the_same_moment_signs_each_dossier_once(on_postgresql: None, world: World) -> None:
    at = hanoi("2026-11-25 09:00")
    items = [(one, one.revision) for one in (world.for_signature(hanoi("2026-11-20 09:00")) for _ in range(3))]
    batch = begin_batch(key=uuid4(), action="sign", by=world.son, at=at, said={"note": ""}, items=items)
    race(*(lambda: run(Batch.objects.get(pk=batch.pk), at=at, patient=lambda: True) for _ in range(2)))
    assert set(batch.items.values_list("state", flat=True)) == {"done"}
    assert {one.events.filter(action="sign").count() for one in Dossier.objects.all()} == {1}
    assert Dossier.objects.filter(status=Status.FINISHED).count() == 3


def test_two_workers_at_once_raise_each_reminder_once_and_send_each_digest_once(
    on_postgresql: None, world: World
) -> None:
    for _ in range(5):
        world.assigned(hanoi("2026-11-02 09:00"))
    at = hanoi("2026-11-13 08:00")
    race(*[lambda: raise_reminders(at=at)] * 2)
    # Step and dossier: soon, due, late, and the step late for long.
    assert Reminder.objects.count() == 5 * 7
    assert ReminderReader.objects.filter(person=world.minh).count() == 5 * 6
    race(*[lambda: send_digests(at=at)] * 2)
    assert Notice.objects.filter(account=world.minh, action="digest").count() == 1
