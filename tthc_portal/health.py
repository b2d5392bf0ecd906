"""What must hold for the portal to be of use: database, migrations, calendar, storage; and whether its news go out."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Min
from django.utils import timezone

from cases.antivirus import ScannerAway, scanner
from cases.models import Delivery, Document, PreparedReport
from departments.models import CalendarYear
from departments.vietnamese import short_moment

_NOBODY_WORKS = timedelta(minutes=20)


@dataclass(frozen=True)
class Finding:
    """One thing looked at, whether it is well, and a sentence about it.

    Where it is not `grave`, people can work on while somebody mends it. `numbers` are for machines.
    """

    name: str
    ok: bool
    text: str
    grave: bool = True
    numbers: dict[str, int] = field(default_factory=dict)


def look(at: datetime) -> list[Finding]:
    """Look at everything; a look that fails is a finding, never an error."""
    today = timezone.localdate(at)
    looks: dict[str, Callable[[], tuple[bool, str]]] = {
        "Cơ sở dữ liệu": _database,
        "Cập nhật cấu trúc dữ liệu": _migrations,
        "Lịch làm việc": lambda: _calendar(today),
        "Nơi lưu tệp": _storage,
    }
    findings = []
    for name, look_at in looks.items():
        try:
            ok, text = look_at()
        except (DatabaseError, OSError) as error:
            ok, text = False, f"Không kiểm tra được ({type(error).__name__})."
        findings.append(Finding(name, ok, text))
    return (
        [*findings, _scanner(), _prepared(at), _outbox(at)] if all(finding.ok for finding in findings[:2]) else findings
    )


def _database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, "Trả lời bình thường."


def _migrations() -> tuple[bool, str]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not waiting, "Đã đủ." if not waiting else f"Còn {len(waiting)} bước chưa chạy."


def _calendar(today: date) -> tuple[bool, str]:
    """The longest limits take some months: next year's days off must be there in good time."""
    years = set(CalendarYear.objects.values_list("year", flat=True))
    if today.year not in years:
        return False, f"Chưa có lịch nghỉ năm {today.year}; không tính được ngày hẹn trả."
    if today.month >= 7 and today.year + 1 not in years:
        return False, f"Chưa có lịch nghỉ năm {today.year + 1}; hồ sơ dài ngày sẽ không tính được ngày hẹn."
    last = max(years)
    return True, f"Có lịch nghỉ đến hết năm {last}."


def _storage() -> tuple[bool, str]:
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    ok = os.access(folder, os.W_OK)
    return ok, "Ghi được." if ok else "Không ghi được vào nơi lưu tệp."


def _scanner() -> Finding:
    """Whether the virus scanner answers, and how many files wait for it; without one in the settings that is said."""
    name, here = "Quét mã độc", scanner()
    if here is None:
        return Finding(name, ok=True, text="Không dùng: chưa đặt CLAMAV_URL.", grave=False)
    waiting = Document.objects.filter(scan=Document.Scan.WAITING).count()
    try:
        ok, text = True, f"Trả lời bình thường ({here.version()})."
    except ScannerAway as away:
        ok, text = False, f"{away} Tệp vẫn được nhận và đánh dấu chưa quét."
    if waiting:
        text += f" {waiting} tệp chờ quét (manage.py scan_files --watch)."
    return Finding(name, ok, text, grave=False, numbers={"waiting": waiting})


def _prepared(at: datetime) -> Finding:
    """Files of reports that wait to be made: how many, since when; a long wait past its time means no worker."""
    unfinished = PreparedReport.objects.unfinished()
    found = unfinished.aggregate(count=Count("pk"), oldest=Min("asked_at"), next=Min("next_at"))
    ok = found["next"] is None or at - found["next"] < _NOBODY_WORKS
    text = "Không có tệp nào chờ làm."
    if found["count"]:
        text = f"{found['count']} tệp chờ làm, tệp lâu nhất từ {short_moment(found['oldest'])}."
    if not ok:
        text += " Không có tiến trình nào làm (manage.py prepare --watch)."
    age = int((at - found["oldest"]).total_seconds()) if found["oldest"] else 0
    numbers = {"waiting": found["count"], "oldest_seconds": max(age, 0)}
    return Finding("Tệp báo cáo", ok, text, grave=False, numbers=numbers)


def _outbox(at: datetime) -> Finding:
    """Mails and short messages that are not out: how many, since when; a long wait past its time means no sender."""
    found = Delivery.objects.waiting().aggregate(count=Count("pk"), oldest=Min("created_at"), next=Min("next_at"))
    given_up = Delivery.objects.filter(state=Delivery.State.GIVEN_UP).count()
    ok = found["next"] is None or at - found["next"] < _NOBODY_WORKS
    text = "Không có tin nào chờ gửi."
    if found["count"]:
        text = f"{found['count']} tin chờ gửi, tin lâu nhất từ {short_moment(found['oldest'])}."
    if not ok:
        text += " Không có tiến trình nào gửi (manage.py deliver --watch)."
    if given_up:
        text += f" {given_up} tin đã thôi gửi, xem lý do ở trang quản trị."
    age = int((at - found["oldest"]).total_seconds()) if found["oldest"] else 0
    numbers = {"waiting": found["count"], "oldest_seconds": max(age, 0), "given_up": given_up}
    return Finding("Gửi thư, tin nhắn", ok, text, grave=False, numbers=numbers)
