"""A citizen says on a phone how content she is, and the leader reads it; in a real browser."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.models import SatisfactionRating
from tests.journeys.conftest import PHONE
from tests.world import World, hanoi

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False])
def test_a_done_dossier_is_rated_and_read(world: World, visitor: Any, javascript: bool) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"))
    mai, son = visitor("mai-danh-gia", PHONE, javascript=javascript), visitor("son-doc", javascript=javascript)
    if not javascript:
        mai.check = son.check = lambda: None  # axe itself is JavaScript
    mai.go(f"/ho-so-cua-toi/{dossier.code}/")
    mai.sign_in("mai")
    mai.press("Đánh giá hồ sơ này")
    mai.write("Bạn muốn nói thêm điều gì?", "Được hướng dẫn kỹ.")
    mai.press("Gửi đánh giá")
    mai.sees("Hãy chọn một mức độ hài lòng.")
    mai.page.get_by_label("Hài lòng", exact=True).check()
    mai.tick("Cán bộ lịch sự, tận tình")
    mai.press("Gửi đánh giá")
    mai.sees("Cảm ơn bạn đã đánh giá.")
    mai.sees("Được hướng dẫn kỹ.")
    son.sign_in("son")
    since = timezone.localdate() - timedelta(days=1)
    son.go(f"/danh-gia/?tu={since}&den={timezone.localdate()}")
    son.sees("Được hướng dẫn kỹ.")
    son.press("Cấp giấy phép xây dựng nhà ở riêng lẻ")
    son.sees("Đánh giá của người nộp")
    kept = SatisfactionRating.objects.get()
    assert (kept.score, kept.reasons, kept.words) == (4, ["polite"], "Được hướng dẫn kỹ.")


def test_whoever_has_no_account_rates_from_the_look_up(world: World, visitor: Any) -> None:
    dossier = world.finished(hanoi("2026-11-20 09:00"))
    guest = visitor("khach-danh-gia", PHONE)
    guest.go("/tra-cuu/")
    guest.write("Mã hồ sơ", dossier.code)
    guest.write("4 số cuối", "2345")
    guest.press("Tra cứu")
    guest.press("Đánh giá việc giải quyết")
    guest.page.get_by_label("Rất hài lòng", exact=True).check()
    guest.press("Gửi đánh giá")
    guest.sees("Cảm ơn bạn đã đánh giá.")
    assert (SatisfactionRating.objects.get().score, SatisfactionRating.objects.get().by) == (5, None)
