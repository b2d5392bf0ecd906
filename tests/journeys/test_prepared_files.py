"""A file made in the background, in a real browser: the page says by itself how far it is, then that it is ready."""

from typing import Any

import pytest
from django.utils import timezone

from cases.actions.make_files import make_one
from cases.models import PreparedReport
from tests.cases.reports.prepared import lives
from tests.world import World

pytestmark = pytest.mark.browser


def test_a_file_is_asked_for_watched_and_taken(world: World, visitor: Any) -> None:
    lives(world)
    ha = visitor("ha-files")
    ha.sign_in("ha")
    ha.go("/bao-cao/ii06a/")
    page = ha.page
    page.get_by_text("Để cổng chuẩn bị tệp, hoặc gửi định kỳ").click()
    page.select_option("#chuan-bi-dang", "csv")
    ha.press("Chuẩn bị tệp")
    ha.sees("Đã nhận.")
    ha.sees("1 tệp đang được chuẩn bị.")
    PreparedReport.objects.update(state="working", done=4000, total=9000)
    page.locator("progress[value='4000']").wait_for()
    ha.check()
    # Somebody who reads along holds it, and lets it go on.
    page.get_by_role("button", name="Tự cập nhật").click()
    PreparedReport.objects.update(state="waiting")
    assert make_one(timezone.now) is not None
    page.wait_for_timeout(4000)
    assert page.get_by_role("link", name="Tải về").count() == 0
    page.get_by_role("button", name="Tự cập nhật").click()
    page.get_by_role("link", name="Tải về").wait_for()
    # Nothing more comes by itself: the page looks no further.
    page.get_by_role("button", name="Tự cập nhật").wait_for(state="hidden")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Tải về").click()
    assert taken.value.suggested_filename == PreparedReport.objects.get().name
    ha.go("/bao-cao/tep/")


def test_a_report_is_set_up_to_come_again_and_again(world: World, visitor: Any) -> None:
    ha = visitor("ha-schedule")
    ha.sign_in("ha")
    ha.go("/bao-cao/ii06a/")
    ha.page.get_by_text("Để cổng chuẩn bị tệp, hoặc gửi định kỳ").click()
    ha.check()
    ha.page.select_option("#dinh-ky-nhip", "hang-tuan")
    ha.press("Gửi định kỳ cho tôi")
    ha.sees("Hằng tuần (thứ Hai)")
    ha.press("Tạm dừng", exact=False)
    ha.sees("Đang tạm dừng")
