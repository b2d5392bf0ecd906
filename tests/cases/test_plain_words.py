"""Citizens read plain words, the law's once in brackets; staff read the law's own."""

from typing import Any

import pytest
from django.utils.translation import override

from cases.actions.withdraw import withdraw
from cases.errors import MoveRefused
from cases.models import Dossier
from cases.plain_words import DELIVERIES, STATUSES
from cases.status import Status
from procedures.channels import Channel
from procedures.models import Offering
from procedures.plain_words import CHANNELS, ONLINE_LEVELS
from tests.world import World, hanoi

HARD = (
    "Trích yếu", "Mới đăng ký", "Yêu cầu thực hiện nghĩa vụ", "Công dân yêu cầu", "Đã xử lý xong", "Nhận qua bưu chính",
    "biểu mẫu điện tử tương tác",
)  # fmt: skip
AT = hanoi("2026-11-25 09:00")


def test_every_choice_has_its_plain_word() -> None:
    assert set(STATUSES) == set(Status)
    assert set(DELIVERIES) == set(Dossier.Delivery.values)
    assert set(CHANNELS) == set(Channel)
    assert set(ONLINE_LEVELS) == set(Offering.OnlineLevel.values)


@pytest.mark.parametrize("stage", ["submitted", "received", "finished"])
def test_her_own_pages_are_free_of_the_laws_hard_words(world: World, signed_in: Any, stage: str) -> None:
    dossier = getattr(world, stage)(AT, delivery="post", delivery_address="12 Lý Thường Kiệt")
    mai = signed_in(world.mai)
    address = f"/ho-so-cua-toi/{dossier.code}/"
    pages = [mai.get(one).content.decode() for one in ("/ho-so-cua-toi/", address, f"{address}?xem=noi-dung")]
    assert [word for word in HARD if any(word in page for page in pages)] == []
    assert STATUSES[Status(Dossier.objects.get().status)] in pages[0]
    assert "qua bưu điện (bưu chính công ích)" in "".join(pages)


def test_the_page_of_a_procedure_says_how_far_it_goes_online(world: World, client: Any) -> None:
    for level, words in ONLINE_LEVELS.items():
        Offering.objects.update(online_level=level)
        assert f"{words}." in client.get("/thu-tuc/1.013225/").content.decode()


def test_staff_read_the_national_names(world: World, signed_in: Any) -> None:
    dossier = world.submitted(AT)
    assert "Mới đăng ký" in signed_in(world.lan).get(f"/xu-ly/{dossier.code}/").content.decode()


def test_a_refused_move_is_told_in_the_language_of_the_page(world: World) -> None:
    dossier = world.received(hanoi("2026-11-20 09:00"))
    withdraw(dossier, by=world.mai, at=hanoi("2026-11-20 10:00"), reason="Nộp nhầm.")
    said = []
    for language in ("en", "vi"):
        with override(language), pytest.raises(MoveRefused) as refused:
            withdraw(dossier, by=world.mai, at=hanoi("2026-11-20 11:00"), reason="Lần nữa.")
        said.append(str(refused.value))
    assert said[0] == "This cannot be done now: the application is in the state “Withdrawn”."
    assert said[1].startswith("Không thể “Rút hồ sơ” lúc này: hồ sơ đang ở trạng thái “")
