"""Files of reports made in the background: once, of what was asked, for whoever still reports, in little memory."""

import gc
import weakref
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, OperationalError
from django.db.models import QuerySet
from django.utils import timezone

from cases.actions import make_files
from cases.actions.ask_for_file import WAITING_AT_MOST, ask_for_file, delete_prepared
from cases.actions.deliver import deliver_some
from cases.actions.make_files import make_one
from cases.errors import MoveRefused
from cases.keyset import Order
from cases.models import Delivery, Notice, PreparedReport
from cases.reports import files as report_files
from cases.reports.files import in_batches
from departments.models import Post, User
from departments.roles import Role
from tests.cases.reports.prepared import AT, NOVEMBER, asked_for, lives, wanted
from tests.mail_server import mail_server
from tests.world import World

LATER = AT + timedelta(minutes=1)
# The report's November ended on the 14th; its December is running.
DECEMBER = "ky=thang-2026-12"


def make(at: Any = LATER) -> PreparedReport:
    """The one that waits, made."""
    made = make_one(lambda: at)
    assert made is not None
    return made


def stored(settings: Any) -> list[str]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(str(one.relative_to(root)) for one in root.rglob("*") if one.is_file()) if root.exists() else []


def lines_of(made: PreparedReport) -> list[str]:
    with default_storage.open(made.file) as file:
        return str(file.read(), "utf-8-sig").splitlines()


def test_a_file_is_made_kept_for_a_week_and_told_once(world: World) -> None:
    lives(world)
    waiting = asked_for(world.ha)
    assert (waiting.state, waiting.title) == (
        "waiting",
        "Tình hình, kết quả giải quyết thủ tục hành chính · Tháng 11/2026 · Phòng Kinh tế, Hạ tầng và Đô thị"
        " · theo lĩnh vực",
    )
    made = make()
    assert (made.pk, made.state, made.name, made.ready_at) == (waiting.pk, "ready", "ii06a-thang-2026-11.xlsx", LATER)
    assert made.expires_at == LATER + timedelta(days=7)
    assert (made.file[:19], default_storage.size(made.file)) == ("bao-cao/2026/11/" + made.file[16:19], made.size)
    assert make_one(lambda: LATER) is None
    notice = Notice.objects.get(account=world.ha)
    assert (notice.action, notice.subject, notice.url) == (
        "report_ready", "Tệp báo cáo đã chuẩn bị xong", "/bao-cao/tep/",
    )  # fmt: skip
    assert waiting.title in notice.text
    with pytest.raises(IntegrityError):
        Notice.objects.create(account=world.ha, prepared=made, action="report_ready", created_at=LATER)


def test_the_mail_has_a_link_and_no_figure(world: World, settings: Any) -> None:
    lives(world)
    settings.PUBLIC_URL = "https://mot-cua.example"
    User.objects.filter(pk=world.ha.pk).update(email="ha@example.vn")
    asked_for(world.ha)
    make()
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.SMS_URL = "console://"
        Delivery.objects.exclude(notice__account=world.ha).delete()
        assert deliver_some(at=LATER).sent == 1
        [letter] = server.arrived
    body = letter.get_content()
    assert server.subjects() == ["Tệp báo cáo đã chuẩn bị xong"]
    assert "Kính gửi Nguyễn Thu Hà," in body
    assert body.split("\r\n\r\n")[1:3] == [
        "Tình hình, kết quả giải quyết thủ tục hành chính · Tháng 11/2026 · Phòng Kinh tế, Hạ tầng và Đô thị · theo"
        " lĩnh vực. Mời bạn tải ở trang “Tệp báo cáo”; tệp được giữ 7 ngày.",
        "Trang tệp báo cáo của bạn: https://mot-cua.example/bao-cao/tep/",
    ]


def test_the_same_question_waits_once_and_is_answered_from_what_is_ready(world: World) -> None:
    first = asked_for(world.ha, DECEMBER)
    assert ask_for_file(wanted(world.ha, DECEMBER), by=world.ha, at=LATER) == (first, False)
    assert asked_for(world.ha, DECEMBER, form="csv") != first
    assert asked_for(world.son, DECEMBER) != first
    # A month that is over says the same ever after; of one that runs the numbers have moved.
    over = asked_for(world.ha, NOVEMBER)
    while make_one(lambda: LATER):
        pass
    assert asked_for(world.ha, NOVEMBER, at=LATER) == over
    assert asked_for(world.ha, DECEMBER, at=LATER) != first
    later = LATER + timedelta(days=8)
    assert ask_for_file(wanted(world.ha, NOVEMBER, at=later), by=world.ha, at=later)[1]


def test_one_more_than_may_wait_is_refused_with_a_sentence(world: World) -> None:
    for month in range(1, WAITING_AT_MOST + 1):
        asked_for(world.ha, f"ky=thang-2026-{month}")
    with pytest.raises(MoveRefused, match="đang có 5 tệp chờ làm"):
        asked_for(world.ha)
    delete_prepared(PreparedReport.objects.of(world.ha)[0])
    assert asked_for(world.ha).state == "waiting"
    assert asked_for(world.son).state == "waiting"


def test_what_was_asked_at_nine_is_what_comes_at_ten(world: World) -> None:
    lives(world)
    asked_for(world.ha, f"{DECEMBER}&cot=3", "danh-sach")
    asked_for(world.ha, DECEMBER, "csv")
    world.received(AT + timedelta(minutes=30))
    by_list, by_table = make(AT + timedelta(hours=1)), make(AT + timedelta(hours=1))
    lines = lines_of(by_list)
    assert len(lines) == 1 + 3
    assert (by_list.done, by_list.total) == (3, 3)
    total = lines_of(by_table)[-1].split(",")
    assert total[1:4] == ["Tổng cộng", "", "3"]


@pytest.mark.parametrize("change", ["ended", "moved", "locked"])
def test_whoever_reports_no_longer_on_the_same_gets_a_sentence_and_no_file(
    world: World, settings: Any, change: str
) -> None:
    asked_for(world.ha)
    post = Post.objects.get(user=world.ha)
    if change == "locked":
        User.objects.filter(pk=world.ha.pk).update(is_active=False)
    else:
        Post.objects.filter(pk=post.pk).update(until=date(2026, 11, 1))
    if change == "moved":
        Post.objects.create(user=world.ha, role=Role.HEAD, department=world.desk, since=date(2026, 11, 1))
    made = make()
    assert (made.state, made.file, stored(settings)) == ("failed", "", [])
    assert made.error.startswith("Vị trí công tác của bạn đã thay đổi" if change == "moved" else "Bạn không còn")
    # Who can no longer open the page is not sent there.
    assert Notice.objects.filter(account=world.ha).count() == (change == "moved")


def test_a_worker_that_dies_is_followed_by_another_and_never_for_ever(world: World, settings: Any) -> None:
    asked_for(world.ha)
    died = make_files._claim(AT)
    assert died is not None
    assert make_one(lambda: AT + timedelta(minutes=14)) is None
    second = make_files._claim(AT + timedelta(minutes=16))
    assert second is not None
    # The first one was only slow: what it finds is not kept, and nobody is told twice.
    with pytest.raises(make_files._NotMineAnyMore):
        make_files._make(died, lambda: AT + timedelta(minutes=17))
    make_files._make(second, lambda: AT + timedelta(minutes=18))
    made = PreparedReport.objects.get()
    assert (made.state, made.attempts) == ("ready", 2)
    assert stored(settings) == [made.file]
    assert Notice.objects.filter(prepared=made).count() == 1
    asked_for(world.son)
    for number in range(3):
        assert make_files._claim(AT + timedelta(hours=number)) is not None
    given_up = make(AT + timedelta(hours=9))
    assert (given_up.state, given_up.error[:12]) == ("failed", "Đã làm 3 lần")


def test_progress_moves_while_rows_are_written_and_the_claim_with_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    lives(world)
    monkeypatch.setattr(report_files, "_AT_ONCE", 2)
    waiting = asked_for(world.ha, f"{NOVEMBER}&cot=3", "danh-sach")
    seen: list[tuple[int, int, Any]] = []
    update = QuerySet.update

    def watched(rows: Any, **values: Any) -> int:
        changed = update(rows, **values)
        if "done" in values:
            now = PreparedReport.objects.get(pk=waiting.pk)
            seen.append((now.done, now.total, now.next_at))
        return changed

    monkeypatch.setattr(QuerySet, "update", watched)
    ticks = iter(range(1000))
    made = make_one(lambda: LATER + timedelta(minutes=next(ticks)))
    assert made is not None
    assert [(done, total) for done, total, _ in seen] == [(0, 4), (2, 4), (4, 4)]
    assert all(earlier < later for (_, _, earlier), (_, _, later) in pairwise(seen))


def test_one_that_is_deleted_while_it_is_made_leaves_no_file(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lives(world)
    waiting = asked_for(world.ha, f"{NOVEMBER}&cot=3", "danh-sach")

    def deleting(prepared: Any) -> Any:
        delete_prepared(waiting)
        return real(prepared)

    real = make_files._wanted
    monkeypatch.setattr(make_files, "_wanted", deleting)
    made = make()
    assert (made.state, stored(settings), Notice.objects.filter(prepared=waiting).count()) == ("gone", [], 0)


def test_a_fault_of_ours_is_said_and_the_next_file_is_made(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for(world.ha)
    asked_for(world.son)

    def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(report_files, "workbook_of", broken)
        failed = make()
    assert (failed.state, failed.error) == ("failed", "Lỗi của cổng (ZeroDivisionError); hãy báo quản trị.")
    assert Notice.objects.get(prepared=failed).action == "report_failed"
    assert make().state == "ready"


def test_a_database_that_goes_away_fails_nothing_for_good(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = asked_for(world.ha)

    def away(*_: Any) -> Any:
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(report_files, "table_of", away)
        with pytest.raises(OperationalError):
            make()
    waiting.refresh_from_db()
    assert waiting.state == "working"
    assert make(LATER + timedelta(minutes=16)).state == "ready"


def test_of_a_long_list_a_few_hundred_rows_are_in_memory_at_once(world: World) -> None:
    User.objects.bulk_create(User(username=f"u{number:04d}", password="x") for number in range(2600))
    told: list[tuple[int, int]] = []
    alive: weakref.WeakSet[User] = weakref.WeakSet()
    names, most = [], 0
    rows = User.objects.filter(username__startswith="u").exclude(username="u")
    gc.collect()
    for user in in_batches(rows, Order("username", is_moment=False), lambda *now: told.append(now)):
        alive.add(user)
        most = max(most, len(alive))
        names.append(user.username)
    assert names == [f"u{number:04d}" for number in range(2600)]
    assert told == [(done, 2600) for done in (0, 500, 1000, 1500, 2000, 2500, 2600)]
    assert most <= 1000


def test_files_are_deleted_when_their_days_are_over_and_kept_before(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    asked_for(world.ha)
    made = make()
    for days, kept in ((6, [made.file]), (8, [])):
        monkeypatch.setattr(timezone, "now", lambda days=days: LATER + timedelta(days=days))
        with django_capture_on_commit_callbacks(execute=True):
            call_command("clean_files")
        assert stored(settings) == kept
    made.refresh_from_db()
    assert (made.state, made.file) == ("gone", "")
    assert PreparedReport.objects.of(world.ha).count() == 0


def test_nothing_is_asked_of_a_period_that_has_not_begun(world: World) -> None:
    with pytest.raises(MoveRefused, match="chưa bắt đầu"):
        asked_for(world.ha, "ky=nam-2090")
    with pytest.raises(KeyError):
        asked_for(world.ha, f"{NOVEMBER}&cot=khong-co", "danh-sach")
    assert not PreparedReport.objects.exists()
