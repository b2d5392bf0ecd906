"""The ward on Friday 20 November 2026: who works there, what came online before it opened, who comes to the counter."""

from dataclasses import dataclass
from typing import Any

import pytest

from cases.actions.submit import submit
from cases.models import Dossier
from cases.storage import accept_upload
from departments.models import Department, Post
from departments.roles import Role
from procedures.models import ProcedureVersion, ResultPaper
from tests.cases.signing.keys import gives_key
from tests.cases.uploads import a_pdf, an_image, upload
from tests.world import LONG_WAY, SINCE, World, hanoi, person, version

PIN = "2468"
EVENING = hanoi("2026-11-19 20:30")
ISSUED_WAY = [*LONG_WAY[:-1], ("issue", "Lấy số, phát hành", "records_clerk", "agency", None, ""), LONG_WAY[-1]]
WORDING = "Ủy ban nhân dân phường xác nhận với {chu_ho_so}, hồ sơ {ma_ho_so}.\nNội dung: {subject}"


@dataclass(frozen=True)
class Comes:
    """Somebody at the counter: the card, the few letters by which the clerk finds the procedure, what is wanted."""

    card: str
    phone: str
    letters: str
    procedure: str
    wants: str
    pays: bool = False


def _card(place: int, name: str, year: int) -> str:
    return f"0011{year % 100}{place:06d}||{name}|0503{year}|Nữ|Số {place}, phố Lý Thường Kiệt, Hà Nội|01012022"


LIEN = _card(12, "Đỗ Thị Liên", 1985)
MORNING = (
    Comes(_card(11, "Phạm Thị Hoa", 1990), "0912345011", "gia han", "Gia hạn", "Gia hạn thêm 12 tháng", pays=True),
    Comes(_card(13, "Vũ Thị Ngà", 1979), "0912345013", "cap giay phep", "Cấp giấy phép", "Xây nhà ba tầng"),
    Comes(_card(14, "Hồ Thị Yến", 1968), "0912345014", "xac nhan", "Xác nhận", "Nhà không tranh chấp"),
    Comes(_card(15, "Lý Thị Sen", 1995), "0912345015", "gia han", "Gia hạn", "Gia hạn thêm 06 tháng", pays=True),
    Comes(LIEN, "0912345012", "khai sinh", "Đăng ký khai sinh", "Con đầu lòng"),
)
# Liên has another matter, and her data are there already.
AGAIN = Comes(LIEN, "", "cap giay phep", "Cấp giấy phép", "Sửa mái nhà")
AFTER_THREE = (
    Comes(_card(16, "Bùi Thị Tơ", 1972), "0912345016", "xac nhan", "Xác nhận", "Xác nhận chỗ ở"),
    Comes(_card(17, "Đinh Thị Mơ", 1988), "0912345017", "gia han", "Gia hạn", "Gia hạn thêm 03 tháng", pays=True),
)


def open_ward(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> ProcedureVersion:
    """Sơn and the ward have keys of the test authority; Hương issues confirmations, which are drafted by template."""
    gives_key(world.son, settings, pin=PIN)
    gives_key(world.ward, settings)
    Department.objects.filter(pk=world.ward.pk).update(clerk_issues=True)
    world.people["huong"] = person("huong", "Vũ Thu Hương")
    Post.objects.create(user=world.huong, role=Role.RECORDS_CLERK, department=world.ward, since=SINCE)
    create = ResultPaper.objects.create
    with monkeypatch.context() as patch:
        patch.setattr(ResultPaper.objects, "create", lambda **said: create(**said, symbol="GXN-UBND", wording=WORDING))
        made = version(
            "1.013300", "Xác nhận tình trạng nhà ở", world.field, amount=3, unit="working_day", steps=ISSUED_WAY
        )
    world.offerings[made.procedure.code, world.ward.code] = made.procedure.offerings.create(
        department=world.ward, desk=world.desk, division=world.office, valid_from=SINCE
    )
    return made


def came_online(world: World, confirmation: ProcedureVersion) -> list[Dossier]:
    """Mai has submitted twelve dossiers in the evening, each with its paper as picture or PDF."""
    versions = [*[world.permit] * 7, *[world.birth] * 3, *[confirmation] * 2]
    return [_submitted(world, one, place) for place, one in enumerate(versions)]


def _submitted(world: World, made: ProcedureVersion, place: int) -> Dossier:
    content, name = (an_image(), "to khai.jpg") if place % 3 else (a_pdf(), "to khai.pdf")
    dossier = submit(world.intake(made), by=world.mai, at=EVENING)
    paper = made.requirements.get(code="TK")
    accept_upload(upload(content, name), at=EVENING, by=world.mai, dossier=dossier, requirement=paper)
    return dossier
