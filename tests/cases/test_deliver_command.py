"""`manage.py deliver` as it runs beside the portal: several processes at once, one that is killed, one that stays."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from cases.intake import Person
from cases.models import Delivery
from tests.cases.test_concurrency import database_url
from tests.house.layers import ROOT
from tests.mail_server import MailServer, mail_server
from tests.world import World, hanoi

AT = hanoi("2026-11-20 09:00")
_PATIENCE = 60  # seconds


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def city(on_postgresql: None, transactional_db: None, world: World) -> World:
    return world


def started(mail: MailServer, folder: Path, *options: str) -> "subprocess.Popen[str]":
    """The command in a process of its own, on the database of the test."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail.port}",
        "SMS_URL": f"file://{folder}/sms.jsonl",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "deliver", *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def submit_many(city: World, count: int) -> None:
    for number in range(count):
        phone = f"+8491{number:07d}"
        city.submitted(AT, submitter=Person("Trần Thị Mai", phone=phone, email=f"mai{number}@example.vn"))


def until(holds: Any) -> None:
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)


def test_three_processes_at_once_send_everything_once(city: World, mail: MailServer, tmp_path: Path) -> None:
    submit_many(city, 40)
    workers = [started(mail, tmp_path) for _ in range(3)]
    for worker in workers:
        out, _ = worker.communicate(timeout=_PATIENCE)
        assert worker.returncode == 0, out
    assert sorted(str(letter["To"]) for letter in mail.arrived) == sorted(f"mai{n}@example.vn" for n in range(40))
    assert len((tmp_path / "sms.jsonl").read_text().splitlines()) == 40
    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_a_worker_that_is_killed_leaves_nothing_stuck(city: World, mail: MailServer, tmp_path: Path) -> None:
    submit_many(city, 1)
    mail.silent.set()
    worker = started(mail, tmp_path)
    until(lambda: mail.connections == 1)
    worker.kill()
    worker.communicate(timeout=_PATIENCE)
    held = Delivery.objects.get(carrier="email")
    assert (held.state, mail.arrived) == ("sending", [])
    mail.silent.clear()
    Delivery.objects.waiting().update(next_at=timezone.now() - timedelta(seconds=1))  # the claim is over
    out, _ = started(mail, tmp_path).communicate(timeout=_PATIENCE)
    assert len(mail.arrived) == 1, out
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_one_that_watches_sends_what_comes_and_stops_when_told(city: World, mail: MailServer, tmp_path: Path) -> None:
    worker = started(mail, tmp_path, "--watch", "--every", "1")
    try:
        submit_many(city, 1)
        until(lambda: len(mail.arrived) == 1)
        city.submitted(AT, submitter=Person("Trần Thị Mai", email="mai@example.vn"))
        until(lambda: len(mail.arrived) == 2)
    finally:
        worker.send_signal(signal.SIGTERM)
        out, _ = worker.communicate(timeout=_PATIENCE)
    assert worker.returncode == 0, out
    assert "Traceback" not in out


def test_one_that_belongs_to_a_server_stops_with_it(city: World, mail: MailServer, tmp_path: Path) -> None:
    starter = (
        "import subprocess, sys; p = subprocess.Popen([sys.executable, 'manage.py', 'deliver', '--watch', '--every',"
        " '1', '--with-parent']); print(p.pid, flush=True); sys.stdin.read()"
    )
    environment = {**os.environ, "DATABASE_URL": database_url(), "EMAIL_URL": f"smtp://127.0.0.1:{mail.port}"}
    server = subprocess.Popen(
        [sys.executable, "-c", starter],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    worker = int(server.stdout.readline())
    submit_many(city, 1)
    until(lambda: len(mail.arrived) == 1)
    server.kill()
    server.communicate(timeout=_PATIENCE)

    def is_gone() -> bool:
        state = Path(f"/proc/{worker}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"

    until(is_gone)


def test_once_empties_the_outbox_and_says_what_it_did(world: World, settings: Any, tmp_path: Path, capsys: Any) -> None:
    settings.SMS_URL = f"file://{tmp_path}/sms.jsonl"
    world.submitted(AT)
    call_command("deliver")
    assert capsys.readouterr().out == "Đã gửi 1, chưa gửi được 0, thôi gửi 0, bỏ 0.\n"
    call_command("deliver")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("every", ["0", "-1", "x", "1.5", ""])
def test_a_pause_that_is_none_is_refused(every: str) -> None:
    with pytest.raises(CommandError, match="--every"):
        call_command("deliver", every=every)
