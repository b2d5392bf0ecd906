"""The pages of files made in the background: asked for, watched, taken by their person alone, deleted."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from cases.actions.make_files import make_one
from cases.models import PreparedReport, ReportSchedule
from departments.models import Post
from departments.roles import Role
from tests.cases.reports.prepared import AT, NOVEMBER, asked_for, content_of, lives
from tests.queries import statements
from tests.world import World

MINE, PREPARE = "/bao-cao/tep/", "/bao-cao/ii06a/chuan-bi/"


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT)


def made(world: World, form: str = "csv", query: str = NOVEMBER) -> PreparedReport:
    """A file that lies ready for Hà."""
    asked_for(world.ha, query, form)
    found = make_one(lambda: AT)
    assert found is not None
    assert found.state == "ready"
    return found


def cells(book: bytes) -> list[list[Any]]:
    return [list(row) for row in CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()]


@pytest.mark.parametrize("by", ["linh-vuc", "don-vi", "can-bo"])
@pytest.mark.parametrize("form", ["xlsx", "csv", "pdf"])
def test_the_file_is_what_the_page_gives_at_the_same_moment(world: World, signed_in: Any, form: str, by: str) -> None:
    lives(world)
    client = signed_in(world.ha)
    query = f"{NOVEMBER}&dong={by}&quy-uoc=theo-giay"
    assert client.post(f"{PREPARE}?{query}", {"dang": form}).url == MINE
    prepared = make_one(lambda: AT + timedelta(minutes=5))
    assert prepared is not None
    taken = client.get(prepared.get_absolute_url())
    at_once = client.get(f"/bao-cao/ii06a/?{query}&dang={form}")
    later, now = content_of(taken), content_of(at_once)
    assert (cells(later), len(later) > 4000) == (cells(now), True) if form == "xlsx" else later == now
    assert taken["Content-Type"] == at_once["Content-Type"]
    assert taken["Content-Disposition"] == at_once["Content-Disposition"].replace("inline", "attachment")
    assert taken["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("name", ["ha", "son", "thanh"])
def test_a_list_behind_a_number_is_what_the_page_gives_with_the_same_names_masked(
    world: World, signed_in: Any, name: str
) -> None:
    lives(world)
    client = signed_in(world.people[name])
    page = client.get(f"/bao-cao/ii06a/ho-so/?{NOVEMBER}&cot=3")
    assert client.post(page.context["prepare_url"], {"dang": "danh-sach"}).url == MINE
    prepared = make_one(lambda: AT)
    assert prepared is not None
    taken, at_once = client.get(prepared.get_absolute_url()), client.get(f"{prepared.page_url}&dang=csv")
    assert content_of(taken) == content_of(at_once)
    assert taken["Content-Disposition"] == at_once["Content-Disposition"]
    assert prepared.total == page.context["count"] > 0
    assert prepared.title.startswith("Tình hình, kết quả giải quyết thủ tục hành chính · Cột 3. ")


def test_a_file_is_its_persons_alone(world: World, signed_in: Any) -> None:
    prepared = made(world)
    address = prepared.get_absolute_url()
    assert content_of(signed_in(world.ha).get(address)).startswith(b"\xef\xbb\xbfTT,")
    Post.objects.create(user=world.binh, role=Role.HEAD, department=world.office, since=date(2026, 1, 1))
    for other in ("son", "thanh", "tam", "binh"):
        client = signed_in(world.people[other])
        assert client.get(address).status_code == 404
        assert client.post(f"{address}xoa/").status_code == 404
        assert client.get(MINE).context["rows"] == []
    assert signed_in(world.mai).get(address).status_code == 403
    assert Client().get(address).url.startswith("/dang-nhap/")


def test_whoever_leads_another_division_now_sees_that_the_old_file_is_not_for_him_any_more(
    world: World, signed_in: Any
) -> None:
    prepared = made(world)
    Post.objects.filter(user=world.ha).update(until=date(2026, 11, 20))
    assert signed_in(world.ha).get(prepared.get_absolute_url()).status_code == 403
    Post.objects.create(user=world.ha, role=Role.HEAD, department=world.desk, since=date(2026, 11, 20))
    client = signed_in(world.ha)
    assert client.get(prepared.get_absolute_url()).status_code == 404
    page = client.get(MINE).content.decode()
    assert "Không tải được nữa" in page
    assert "Tải về" not in page


def test_a_file_whose_days_are_over_is_gone_before_anybody_cleans(
    world: World, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = made(world)
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(days=7, minutes=1))
    assert signed_in(world.ha).get(prepared.get_absolute_url()).status_code == 404


def test_the_page_says_how_far_it_is_and_looks_again_by_itself_only_while_something_waits(
    world: World, signed_in: Any
) -> None:
    client = signed_in(world.ha)
    assert "Chưa có tệp nào" in client.get(MINE).content.decode()
    waiting = asked_for(world.ha)
    page = client.get(MINE).content.decode()
    assert ("data-fresh=" in page, "Đang chờ" in page, "1 tệp đang được chuẩn bị." in page) == (True, True, True)
    PreparedReport.objects.filter(pk=waiting.pk).update(state="working", done=1500, total=12000)
    page = client.get(MINE).content.decode()
    assert '<progress max="12000" value="1500" aria-label="Đã ghi">' in page
    assert "1.500/12.000 dòng" in page
    PreparedReport.objects.filter(pk=waiting.pk).update(state="waiting")
    assert make_one(lambda: AT) is not None
    page = client.get(MINE).content.decode()
    assert ("data-fresh" in page, "Tải về" in page) == (False, True)
    PreparedReport.objects.filter(pk=waiting.pk).update(state="failed", file="", error="Báo cáo này không còn.")
    assert "Báo cáo này không còn." in client.get(MINE).content.decode()


def test_the_list_of_files_is_a_file_too(world: World, signed_in: Any) -> None:
    made(world)
    lines = content_of(signed_in(world.ha).get(f"{MINE}?dang=csv")).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith('"Tình hình, kết quả giải quyết thủ tục hành chính')
    assert ",CSV,09:00" in lines[1]


def test_deleting_takes_the_file_and_gives_up_what_waits(
    world: World, signed_in: Any, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    ready, waiting = made(world), asked_for(world.ha, form="xlsx")
    client = signed_in(world.ha)
    for one in (ready, waiting):
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(f"{one.get_absolute_url()}xoa/").url == MINE
    assert client.get(MINE).context["rows"] == []
    assert client.get(ready.get_absolute_url()).status_code == 404
    assert [one for one in settings.MEDIA_ROOT.rglob("*") if one.is_file()] == []
    assert make_one(lambda: AT) is None


def test_asking_twice_says_so_and_makes_nothing_twice(world: World, signed_in: Any) -> None:
    client = signed_in(world.ha)
    said = []
    for _ in range(2):
        client.post(f"{PREPARE}?{NOVEMBER}", {"dang": "pdf"})
        said.append(str(*client.get(MINE).context["messages"]))
    assert make_one(lambda: AT) is not None
    client.post(f"{PREPARE}?{NOVEMBER}", {"dang": "pdf"})
    said.append(str(*client.get(MINE).context["messages"]))
    assert [one.split(".")[0] for one in said] == [
        "Đã nhận",
        "Tệp này đang được chuẩn bị rồi",
        "Tệp này bạn đã có: kỳ đã kết thúc, số liệu không đổi",
    ]
    assert PreparedReport.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "form", "status", "sentence"),
    [
        (f"{PREPARE}?{NOVEMBER}", "exe", 422, "Hãy chọn dạng tệp: Excel, CSV hoặc PDF."),
        (f"{PREPARE}?{NOVEMBER}", "", 422, "Hãy chọn dạng tệp: Excel, CSV hoặc PDF."),
        (f"{PREPARE}?ky=thang-2099-13", "csv", 422, "Không có kỳ báo cáo như địa chỉ đã ghi."),
        (f"{PREPARE}?tu=2026-11-20&den=2026-11-01", "csv", 422, "ngày cuối không trước ngày đầu"),
        (f"{PREPARE}?ky=nam-2098", "csv", 422, "chưa bắt đầu"),
        (f"{PREPARE}?{NOVEMBER}&cot=khong-co", "danh-sach", 404, ""),
        (f"{PREPARE}?{NOVEMBER}&cot=3&hang=khong-co", "danh-sach", 404, ""),
        ("/bao-cao/khong-co/chuan-bi/", "csv", 404, ""),
    ],
)
def test_what_cannot_be_prepared_is_said_and_nothing_waits(
    world: World, signed_in: Any, address: str, form: str, status: int, sentence: str
) -> None:
    answer = signed_in(world.ha).post(address, {"dang": form})
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert not PreparedReport.objects.exists()


def test_more_than_may_wait_is_refused_on_the_page_where_one_can_be_deleted(world: World, signed_in: Any) -> None:
    client = signed_in(world.ha)
    for month in range(1, 7):
        answer = client.post(f"{PREPARE}?ky=thang-2026-{month}", {"dang": "csv"})
    assert (answer.status_code, len(answer.context["rows"])) == (409, 5)
    assert "Hãy chờ một tệp xong, hoặc xóa bớt" in answer.content.decode()


@pytest.mark.parametrize("name", ["minh", "lan", "mai"])
def test_who_does_not_report_prepares_nothing(world: World, signed_in: Any, name: str) -> None:
    client = signed_in(world.people[name])
    assert client.post(f"{PREPARE}?{NOVEMBER}", {"dang": "csv"}).status_code == 403
    assert not PreparedReport.objects.exists()


def test_reading_an_address_asks_for_nothing(world: World, signed_in: Any) -> None:
    assert signed_in(world.ha).get(f"{PREPARE}?{NOVEMBER}").status_code == 405


def test_the_notice_leads_to_the_page_of_files(world: World, signed_in: Any) -> None:
    made(world)
    client = signed_in(world.ha)
    page = client.get("/thong-bao/")
    assert "Mở trang tệp" in page.content.decode()
    (notice,) = page.context["rows"]
    assert client.post("/thong-bao/doc/", {"thong-bao": notice.pk}).url == MINE
    assert content_of(client.get("/thong-bao/?dang=csv")).decode().count("Tệp báo cáo đã chuẩn bị xong") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_file_and_for_three(world: World, signed_in: Any, count: int) -> None:
    for month in range(1, count + 1):
        asked_for(world.ha, f"ky=thang-2026-{month}")
        make_one(lambda: AT)
    client = signed_in(world.ha)
    assert statements(lambda: client.get(MINE)) == 4


SCHEDULE = "/bao-cao/ii06a/dinh-ky/"


def test_a_report_is_set_up_to_come_paused_gone_on_with_and_deleted(world: World, signed_in: Any) -> None:
    client = signed_in(world.ha)
    shown = client.get(f"/bao-cao/ii06a/?{NOVEMBER}&dong=can-bo")
    said = {"nhip": "hang-tuan", "dang": "pdf"}
    assert client.post(f"/bao-cao/ii06a/{shown.context['schedule_url']}", said).url == MINE
    page = client.get(MINE)
    (schedule,) = page.context["schedules"]
    assert (schedule.query, schedule.form) == ("dong=can-bo&quy-uoc=theo-ngay", "pdf")
    assert "06:00 30/11/2026" in page.content.decode()
    (line,) = content_of(client.get(f"{MINE}?dang=dinh-ky")).decode("utf-8-sig").splitlines()[1:]
    assert line.endswith(",Hằng tuần (thứ Hai),PDF,09:00 25/11/2026,06:00 30/11/2026,,,")
    address = f"/bao-cao/tep/dinh-ky/{schedule.pk}/"
    for act, words in (
        ("tam-dung", "Đang tạm dừng"),
        ("tiep-tuc", "06:00 30/11/2026"),
        ("xoa", "Chưa đặt báo cáo nào"),
    ):
        assert client.post(address, {"viec": act}).url == f"{MINE}#dinh-ky"
        assert words in client.get(MINE).content.decode()


def test_a_schedule_is_its_persons_alone(world: World, signed_in: Any) -> None:
    signed_in(world.ha).post(f"{SCHEDULE}?{NOVEMBER}", {"nhip": "hang-ngay", "dang": "csv"})
    schedule = ReportSchedule.objects.get()
    for name, status in (("son", 404), ("thanh", 404), ("minh", 403), ("mai", 403)):
        client = signed_in(world.people[name])
        assert client.post(f"/bao-cao/tep/dinh-ky/{schedule.pk}/", {"viec": "xoa"}).status_code == status
    assert signed_in(world.son).get(MINE).context["schedules"] == []
    assert signed_in(world.minh).post(SCHEDULE, {"nhip": "hang-ngay", "dang": "csv"}).status_code == 403
    assert ReportSchedule.objects.count() == 1


def test_one_that_has_ended_says_why(world: World, signed_in: Any) -> None:
    client = signed_in(world.ha)
    client.post(SCHEDULE, {"nhip": "hang-ngay", "dang": "csv"})
    ReportSchedule.objects.update(ended_at=AT, ended_why="Bạn không còn giữ vị trí công tác.")
    page = client.get(MINE).content.decode()
    assert "Bạn không còn giữ vị trí công tác." in page
    assert "Tạm dừng<" not in page


@pytest.mark.parametrize(
    ("address", "said", "sentence"),
    [
        (SCHEDULE, {"nhip": "hang-gio", "dang": "csv"}, "Hãy chọn gửi hằng ngày"),
        (SCHEDULE, {"dang": "csv"}, "Hãy chọn gửi hằng ngày"),
        (SCHEDULE, {"nhip": "hang-ngay", "dang": "danh-sach"}, "Hãy chọn dạng tệp"),
        (SCHEDULE, {"nhip": "hang-ngay"}, "Hãy chọn dạng tệp"),
        (f"{SCHEDULE}?ky=x", {"nhip": "hang-ngay", "dang": "csv"}, "Không có kỳ báo cáo như địa chỉ đã ghi."),
    ],
)
def test_what_cannot_be_scheduled_is_said(
    world: World, signed_in: Any, address: str, said: dict[str, str], sentence: str
) -> None:
    answer = signed_in(world.ha).post(address, said)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not ReportSchedule.objects.exists()


def test_what_is_no_act_of_a_schedule_changes_nothing(world: World, signed_in: Any) -> None:
    client = signed_in(world.ha)
    for _ in range(2):
        client.post(SCHEDULE, {"nhip": "hang-ngay", "dang": "csv"})
    schedule = ReportSchedule.objects.get()
    answer = client.post(f"/bao-cao/tep/dinh-ky/{schedule.pk}/", {"viec": "gi-do"})
    assert (answer.status_code, "Hãy chọn tạm dừng" in answer.content.decode()) == (422, True)
    schedule.refresh_from_db()
    assert schedule.paused_at is None
    assert client.post("/bao-cao/khong-co/dinh-ky/", {"nhip": "hang-ngay", "dang": "csv"}).status_code == 404
