"""What a clerk types at the counter, for the tests of its pages."""

import uuid
from typing import Any

from procedures.models import ProcedureVersion
from tests.world import World

CARD = "001190012345|012345678|Trần Thị Mai|05021990|Nữ|Số 5 Hàng Bài, Cửa Nam, Hà Nội|10052021"


def sent(world: World, version: ProcedureVersion | None = None, **more: Any) -> dict[str, Any]:
    """The page filled in rightly."""
    version = version or world.permit
    offering = world.offerings[version.procedure.code, world.ward.code]
    first, second = version.requirements.all()
    return {
        "viec": "nhan",
        "viec-key": str(uuid.uuid4()),
        "viec-channel": "in_person",
        "viec-offering": offering.pk,
        "viec-delivery": "pick_up",
        "nop-number": "001190012345",
        "nop-kind": "person",
        "nop-full_name": "Trần  Thị Mai",
        "nop-birth_date_ngay": "5",
        "nop-birth_date_thang": "2",
        "nop-birth_date_nam": "1990",
        "nop-phone": "0912 345 678",
        "nop-address": "Phường Cửa Nam",
        f"giay-goc_{first.pk}": "1",
        f"giay-sao_{first.pk}": "0",
        f"giay-goc_{second.pk}": "",
        f"giay-sao_{second.pk}": "2",
        "khai-subject": "Xây nhà",
        **more,
    }


def address(version: ProcedureVersion) -> str:
    return f"/mot-cua/tiep-nhan/{version.procedure.code}/"
