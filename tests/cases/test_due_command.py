"""`manage.py due` prints what the engine says and refuses what it cannot read in one Vietnamese sentence."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from departments.actions.load_calendar import load_calendar
from departments.models import CalendarDay, CalendarYear, Department, OfficeHours

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT.parent / "shared" / "data" / "deadline_examples.json"

pytestmark = pytest.mark.django_db


def due(*args: str) -> str:
    out = StringIO()
    call_command("due", *args, stdout=out, stderr=StringIO())
    return out.getvalue()


def refusal(*args: str) -> str:
    with pytest.raises(CommandError) as refused:
        due(*args)
    return str(refused.value)


def batch(tmp_path: Path, items: list[object]) -> Path:
    path = tmp_path / "batch.json"
    path.write_text(json.dumps(items), encoding="utf-8")
    return path


def test_it_prints_the_moment_and_the_explanation():
    assert due("--at", "2026-11-20T16:40", "--limit", "3", "--unit", "working_day").splitlines() == [
        "Hạn ban đầu: 17:00 26/11/2026",
        "Đến hạn: 17:00 26/11/2026",
        "- Nhận đủ hồ sơ lúc 16:40 thứ Sáu 20/11/2026, ngày nhận không tính",
        "- Ngày 1: thứ Hai 23/11",
        "- Thứ Ba 24/11 nghỉ: Ngày Văn hóa Việt Nam",
        "- Ngày 2: thứ Tư 25/11",
        "- Ngày 3: thứ Năm 26/11, hết giờ làm việc 17:00",
        "- Thời hạn 03 ngày làm việc; cách tính theo Điều 147, 148 Bộ luật Dân sự",
    ]


def test_stops_and_their_policy_are_given_on_the_line():
    case = ("--at", "2026-11-02T09:00", "--limit", "5", "--unit", "working_day")
    stop = ("--stop", "2026-11-04T10:00", "2026-11-11T14:00")
    assert "Đến hạn: 17:00 16/11/2026" in due(*case, *stop, "--policy", "PAUSE")
    assert "Đến hạn: 17:00 18/11/2026" in due(*case, *stop, "--policy", "RESET")
    again = ("--stop", "2026-11-13T09:00", "2026-11-16T09:00")
    assert "Đến hạn: 17:00 17/11/2026" in due(*case, *stop, *again, "--policy", "PAUSE")


def test_same_day_needs_no_amount_and_an_offset_is_read():
    assert "Đến hạn: 17:00 25/11/2026" in due("--at", "2026-11-23T08:01+00:00", "--unit", "same_day")


def test_all_the_worked_examples_come_out_as_given():
    if not EXAMPLES.exists():
        pytest.skip("the worked examples are not beside this checkout")
    given = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    answered = json.loads(due("--batch", str(EXAMPLES)))
    assert [{key: item[key] for key in item if key != "explanation"} for item in answered] == given
    assert all(item["explanation"] for item in answered)


def test_a_batch_fills_in_what_is_missing_and_keeps_the_rest(tmp_path):
    limited = {"id": "a", "accepted_at": "2026-11-02T09:00", "limit_value": 5, "limit_unit": "working_day"}
    items = [
        {**limited, "stops": [["2026-11-04T10:00", None]]},
        {"accepted_at": "2026-11-02T09:00", "note": "\ud800"},
    ]
    first, second = json.loads(due("--batch", str(batch(tmp_path, items))))
    assert first["due_current"] == "2026-11-09T17:00"
    assert any("Đang tạm dừng" in line for line in first["explanation"])
    assert (second["due_original"], second["due_current"], second["note"]) == (None, None, "\ud800")


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ("", "Thiếu --at"),
        ("--at 2026-11-20T16:40", "Thiếu --unit"),
        ("--at 20/11/2026 --limit 3 --unit month", "Lúc nhận hồ sơ “20/11/2026” không đọc được"),
        ("--at 2026-11-20 --limit 3 --unit month", "Lúc nhận hồ sơ “2026-11-20” không đọc được"),
        ("--at 2026-11-20T16:40 --limit 3 --unit week", "Không có đơn vị tính “week”"),
        ("--at 2026-11-20T16:40 --limit ba --unit month", "Thời hạn “ba” không phải số nguyên"),
        ("--at 2026-11-20T16:40 --limit 0 --unit month", "Thời hạn phải từ 1 trở lên"),
        ("--at 2026-11-20T16:40 --limit -3 --unit month", "Thời hạn phải từ 1 trở lên"),
        ("--at 2026-11-20T16:40 --unit month", "Thiếu thời hạn"),
        ("--at 2026-11-20T16:40 --limit 99 --unit month", "Chưa có lịch nghỉ của năm 2028"),
        ("--at 2026-11-20T16:40 --unit same_day --policy SKIP", "Không có cách tính “SKIP”"),
        ("--at 2026-11-20T16:40 --unit same_day --stop 2026-11-21T08:00", "đúng hai thời điểm"),
        ("--at 2026-11-20T16:40 --unit same_day --stop 2026-11-21T08:00 x", "Lúc hết tạm dừng “x” không đọc được"),
        ("--at 2026-11-20T16:40 --unit same_day --stop 2026-11-24T08:00 2026-11-23T08:00", "sau thời điểm bắt đầu"),
        ("--at 2026-11-20T16:40 --unit same_day --department H99", "Không có đơn vị nào mang mã “H99”"),
        ("--batch không-có.json", "Không mở được tệp “không-có.json”"),
        ("--batch a.json --at 2026-11-20T16:40", "không dùng cùng --at"),
    ],
)
def test_bad_input_is_named(args, sentence):
    assert sentence in refusal(*args.split())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[{]", "không phải JSON: lỗi ở dòng 1, cột 3"),
        ('{"id": 1}', "phải chứa một danh sách"),
        ("[1]", "Mục thứ 1 phải là một đối tượng JSON"),
        ('[{"id": "E5"}]', "Mục thứ 1, id “E5”: Lúc nhận hồ sơ “None” không đọc được"),
        ('[{"accepted_at": "2026-11-02T09:00", "limit_value": 1.5, "limit_unit": "month"}]', "Thời hạn “1.5” không"),
        ('[{"accepted_at": "2026-11-02T09:00", "limit_value": true, "limit_unit": "month"}]', "không phải số nguyên"),
        ('[{"accepted_at": "2026-11-02T09:00", "limit_unit": ["month"]}]', "Không có đơn vị tính"),
        ('[{"accepted_at": "2026-11-02T09:00", "stops": "x"}]', "phải là một danh sách"),
        ('[{"accepted_at": "2026-11-02T09:00", "stops": ["xy"]}]', "đúng hai thời điểm"),
        ('[{"accepted_at": "2028-11-02T09:00", "limit_value": 1, "limit_unit": "working_day"}]', "năm 2028"),
    ],
)
def test_a_bad_batch_is_named_with_its_item(tmp_path, content, sentence):
    path = tmp_path / "batch.json"
    path.write_text(content, encoding="utf-8")
    assert sentence in refusal("--batch", str(path))


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    path = tmp_path / "batch.json"
    path.write_bytes(b"\xff\xfe[")
    assert "không phải JSON viết bằng UTF-8" in refusal("--batch", str(path))


def test_it_counts_with_the_calendar_of_the_database():
    load_calendar()
    CalendarDay.objects.create(date="2026-11-23", kind="off", name="Ngày hội", legal_basis="QĐ 1")
    answer = due("--at", "2026-11-20T16:40", "--limit", "1", "--unit", "working_day")
    assert "Thứ Hai 23/11 nghỉ: Ngày hội" in answer
    assert "Đến hạn: 17:00 25/11/2026" in answer


def test_it_counts_with_the_hours_of_the_unit():
    load_calendar()
    ward = Department.objects.create(
        code="H26.45", name="Phường", level="commune", path="H26.45/", valid_from="2025-07-01"
    )
    OfficeHours.objects.create(department=ward, weekday=0, opens="07:00", closes="16:00", valid_from="2025-07-01")
    case = ("--at", "2026-11-20T16:40", "--limit", "1", "--unit", "working_day", "--department")
    assert "Đến hạn: 16:00 23/11/2026" in due(*case, "H26.45")


def test_years_without_hours_are_refused():
    CalendarYear.objects.create(year=2026, legal_basis="QĐ 1")
    assert "Chưa có giờ làm việc" in refusal("--at", "2026-11-20T16:40", "--limit", "1", "--unit", "working_day")


def test_a_fresh_clone_answers_before_any_migration_and_refuses_with_exit_code_1(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}"}

    def run(unit):
        command = [sys.executable, "manage.py", "due", "--at", "2026-11-20T16:40", "--limit", "3", "--unit", unit]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    answered, refused = run("working_day"), run("week")
    assert answered.returncode == 0, answered.stderr
    assert "Đến hạn: 17:00 26/11/2026" in answered.stdout
    assert refused.returncode == 1
    assert "Không có đơn vị tính “week”" in refused.stderr
    assert "Traceback" not in refused.stderr
