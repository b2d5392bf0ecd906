"""The page that says whether all is well: what people cannot work without, and whether news go out."""

from datetime import timedelta
from typing import Any

from django.test import Client

from cases.actions.deliver import deliver_some
from cases.models import Delivery
from tests.cases.reports.prepared import asked_for
from tests.world import World, hanoi
from tthc_portal.health import look

AT = hanoi("2026-11-20 09:00")


def test_mails_that_wait_are_counted_and_a_sender_that_is_missing_is_named(world: World, settings: Any) -> None:
    assert look(AT)[-1].text == "Không có tin nào chờ gửi."
    world.submitted(AT)
    soon, late = look(AT + timedelta(minutes=1))[-1], look(AT + timedelta(hours=1))[-1]
    assert (soon.ok, soon.text) == (True, "1 tin chờ gửi, tin lâu nhất từ 09:00, thứ Sáu 20/11/2026.")
    assert soon.numbers == {"waiting": 1, "oldest_seconds": 60, "given_up": 0}
    assert (late.ok, "manage.py deliver --watch" in late.text) == (False, True)


def test_what_is_tried_again_later_is_no_missing_sender(world: World, settings: Any, tmp_path: Any) -> None:
    (tmp_path / "taken").write_text("")
    settings.SMS_URL = f"file://{tmp_path}/taken/sms.jsonl"
    world.submitted(AT)
    deliver_some(at=AT)
    assert look(AT + timedelta(minutes=2))[-1].ok
    Delivery.objects.update(state="given_up")
    assert "1 tin đã thôi gửi" in look(AT)[-1].text


def test_news_that_do_not_go_out_close_no_portal(world: World, client: Client) -> None:
    world.submitted(AT)
    answer = client.get("/suc-khoe/?format=json")
    assert (answer.status_code, answer.json()["ok"]) == (200, True)
    outbox = answer.json()["checks"][-1]
    assert (outbox["ok"], outbox["waiting"]) == (False, 1)


def test_files_that_wait_are_counted_and_a_worker_that_is_missing_is_named(world: World) -> None:
    def told(at: Any) -> Any:
        return next(finding for finding in look(at) if finding.name == "Tệp báo cáo")

    assert told(AT).text == "Không có tệp nào chờ làm."
    asked_for(world.ha, at=AT)
    soon, late = told(AT + timedelta(minutes=1)), told(AT + timedelta(hours=1))
    assert (soon.ok, soon.text) == (True, "1 tệp chờ làm, tệp lâu nhất từ 09:00, thứ Sáu 20/11/2026.")
    assert soon.numbers == {"waiting": 1, "oldest_seconds": 60}
    assert (late.ok, late.grave, "manage.py prepare --watch" in late.text) == (False, False, True)
