"""What must hold for the portal to be of use: database, migrations, calendar, storage."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from departments.models import CalendarYear


@dataclass(frozen=True)
class Finding:
    """One thing looked at, whether it is well, and a sentence about it."""

    name: str
    ok: bool
    text: str


def look(today: date) -> list[Finding]:
    """Look at everything; a look that fails is a finding, never an error."""
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
    return findings


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
