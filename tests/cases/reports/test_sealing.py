"""A sealed report stands: its fingerprint can be calculated again, and what is corrected later is told beside it."""

import hashlib
import json
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases import append_only
from cases.models import Dossier, SealedReport
from cases.reports.catalogue import REPORTS
from tests.world import World, hanoi

NOW = hanoi("2026-11-25 09:00")
SEAL = "/bao-cao/ii06a/niem-phong/?ky=thang-2026-11"


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def done(world: World) -> Dossier:
    """One of two dossiers that came to a result in the month; a third is open."""
    world.finished(hanoi("2026-10-20 09:00"))
    world.assigned(hanoi("2026-11-12 09:00"))
    return world.finished(hanoi("2026-10-21 09:00"))


def sealed_by(client: Any, address: str = SEAL) -> SealedReport:
    answer = client.post(address, {"note": "Công văn 12"})
    assert answer.status_code == 302, answer.content.decode()[:300]
    return SealedReport.objects.get(pk=answer["Location"].rstrip("/").rpartition("/")[2])


@pytest.mark.parametrize("name", ["ha", "son", "thanh"])
def test_what_is_sealed_can_be_checked_by_whoever_has_the_file(
    world: World, signed_in: Any, done: Dossier, name: str
) -> None:
    client = signed_in(getattr(world, name))
    kept = sealed_by(client)
    file = json.loads(client.get(f"{kept.get_absolute_url()}?dang=json").content)
    said = {"figures": file["figures"], "members": file["members"]}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == kept.fingerprint == file["sha256"]
    assert len(file["members"]) == 3
    assert [done.code, "online", "early"] in file["members"]
    page = client.get(kept.get_absolute_url())
    assert (page.context["whole"], page.context["changes"], page.context["moved_count"]) == (True, [], 0)


def test_a_correction_is_an_adjustment_and_the_sealed_numbers_stay(world: World, signed_in: Any, done: Dossier) -> None:
    client = signed_in(world.ha)
    kept = sealed_by(client)
    Dossier.objects.filter(pk=done.pk).update(due_at=hanoi("2026-10-20 17:00"), late_from=hanoi("2026-10-21 00:00"))
    page = client.get(kept.get_absolute_url()).context
    found = {(one.row, one.column): (one.sealed, one.now, one.difference) for one in page["changes"]}
    assert found["Tổng cộng", "Đã giải quyết: trước hạn"] == (2, 1, "−1")
    assert found["Tổng cộng", "Đã giải quyết: quá hạn"] == (0, 1, "+1")
    assert (page["moved"], page["whole"]) == ([done.code], True)
    assert SealedReport.objects.get().figures == kept.figures


def test_it_is_sealed_once_and_opened_afterwards(world: World, signed_in: Any, done: Dossier) -> None:
    client = signed_in(world.ha)
    kept = sealed_by(client)
    for answer in (client.get(SEAL), client.post(SEAL, {})):
        assert answer["Location"] == kept.get_absolute_url()
    assert sealed_by(client, f"{SEAL}&dong=thu-tuc") != kept


def test_a_running_period_and_sums_that_do_not_hold_are_not_sealed(
    world: World, signed_in: Any, done: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(world.ha)
    assert client.post("/bao-cao/ii06a/niem-phong/?ky=thang-2026-12", {}).status_code == 422
    monkeypatch.setattr("cases.reports.frame.table.Line.violations", ("cột 3 = 7 + 11",))
    assert client.post(SEAL, {}).status_code == 422
    assert not SealedReport.objects.exists()


def test_nobody_changes_or_deletes_it_and_a_forgery_behind_the_guard_is_seen(
    world: World, signed_in: Any, done: Dossier
) -> None:
    client = signed_in(world.ha)
    kept = sealed_by(client)
    for change in (lambda rows: rows.update(note="khác"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="chi duoc ghi them"), transaction.atomic():
            change(SealedReport.objects.all())
    append_only.lift(connection)
    SealedReport.objects.update(figures={**kept.figures, "rows": [["tong", "Tổng cộng", *[0] * 16]]})
    append_only.install(connection)
    assert client.get(kept.get_absolute_url()).context["whole"] is False


@pytest.mark.parametrize(
    ("name", "sees"), [("ha", True), ("son", True), ("dung", True), ("thanh", True), ("tam", False)]
)
def test_it_is_read_by_those_who_lead_or_watch_the_unit(
    world: World, signed_in: Any, done: Dossier, name: str, sees: bool
) -> None:
    kept, client = sealed_by(signed_in(world.ha)), signed_in(getattr(world, name))
    assert (client.get(kept.get_absolute_url()).status_code == 200) == sees
    assert len(client.get("/bao-cao/niem-phong/").context["rows"]) == sees
    lines = b"".join(client.get("/bao-cao/niem-phong/?dang=csv").streaming_content).decode().splitlines()
    assert len(lines) == 1 + sees


def test_every_report_can_be_sealed_in_at_most_ten_statements_and_says_so(
    world: World, signed_in: Any, done: Dossier, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(world.son)
    for key in REPORTS:
        kept = sealed_by(client, f"/bao-cao/{key}/niem-phong/?ky=thang-2026-11")
        with django_assert_max_num_queries(10, info=key):
            assert client.get(kept.get_absolute_url()).context["whole"], key
