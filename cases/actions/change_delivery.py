"""Another way to get the result, as long as it has not been handed over."""

from datetime import datetime

from django.utils.translation import gettext as _

from cases.actions._move import moving
from cases.errors import MoveRefused
from cases.models import Dossier
from departments.models import User


def change_delivery(
    dossier: Dossier, *, by: User, at: datetime, delivery: str, delivery_address: str = "", revision: int | None = None
) -> Dossier:
    """Keep the new way, with the address where it is by post. Raises MoveRefused where nothing changes.

    The log keeps the way before and after; an address is personal and stands in the dossier alone.
    """
    data = {"from": dossier.delivery, "to": delivery}
    with moving(dossier, "change_delivery", by=by, at=at, data=data, revision=revision) as locked:
        data["from"] = locked.delivery
        if (locked.delivery, locked.delivery_address) == (delivery, delivery_address):
            raise MoveRefused(_("Cách nhận kết quả vẫn như cũ."))
        locked.delivery, locked.delivery_address = delivery, delivery_address
    return dossier
