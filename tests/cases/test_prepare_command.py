"""`manage.py prepare` as it runs beside the portal: two processes at once, one that is killed, one that stays."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from cases.models import Notice, PreparedReport
from tests.cases.reports.prepared import NOVEMBER, asked_for, lives
from tests.cases.test_concurrency import database_url
from tests.house.layers import ROOT
from tests.world import World

_PATIENCE = 60  # seconds


@pytest.fixture
def city(on_postgresql: None, transactional_db: None, world: World) -> World:
    return world


def started(settings: Any, *options: str) -> "subprocess.Popen[str]":
    """The command in a process of its own, on the database and the storage of the test."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "TTHC_VAR_DIR": str(Path(settings.MEDIA_ROOT).parent),
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "prepare", *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)


def ask_for_many(city: World) -> int:
    """Fifteen files of three people; how many."""
    lives(city)
    for name in ("ha", "son", "thanh"):
        for month in range(7, 12):
            asked_for(city.people[name], f"ky=thang-2026-{month}", "csv")
    return 15


def test_three_processes_at_once_make_each_file_once(city: World, settings: Any) -> None:
    many = ask_for_many(city)
    workers = [started(settings) for _ in range(3)]
    for worker in workers:
        out, _ = worker.communicate(timeout=_PATIENCE)
        assert worker.returncode == 0, out
    assert set(PreparedReport.objects.values_list("state", "attempts")) == {("ready", 1)}
    files = [one for one in (Path(settings.MEDIA_ROOT) / "bao-cao").rglob("*") if one.is_file()]
    assert (len(files), Notice.objects.filter(prepared__isnull=False).count()) == (many, many)


def test_one_that_watches_makes_what_comes_and_stops_when_told(city: World, settings: Any) -> None:
    worker = started(settings, "--watch", "--every", "1")
    try:
        lives(city)
        asked_for(city.ha)
        until(lambda: PreparedReport.objects.filter(state="ready").count() == 1)
        asked_for(city.ha, f"{NOVEMBER}&cot=3", "danh-sach")
        until(lambda: PreparedReport.objects.filter(state="ready").count() == 2)
    finally:
        worker.send_signal(signal.SIGTERM)
        out, _ = worker.communicate(timeout=_PATIENCE)
    assert worker.returncode == 0, out
    assert "Traceback" not in out


def test_a_worker_that_is_killed_leaves_nothing_stuck(city: World, settings: Any) -> None:
    ask_for_many(city)
    worker = started(settings)
    until(lambda: PreparedReport.objects.exclude(state="waiting").exists())
    worker.kill()
    worker.communicate(timeout=_PATIENCE)
    # Where it was killed in the middle of one: the claim ends.
    PreparedReport.objects.filter(state="working").update(next_at=timezone.now() - timedelta(seconds=1))
    out, _ = started(settings).communicate(timeout=_PATIENCE)
    assert set(PreparedReport.objects.values_list("state", flat=True)) == {"ready"}, out
    assert Notice.objects.filter(prepared__isnull=False).count() == 15


def test_once_makes_what_waits_and_says_what_it_did(world: World, capsys: Any) -> None:
    made = asked_for(world.ha)
    call_command("prepare")
    made.refresh_from_db()
    assert capsys.readouterr().out == f"Tệp {made.pk}: đã xong, {made.size} byte\n"
    call_command("prepare")
    assert capsys.readouterr().out == ""
