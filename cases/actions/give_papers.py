"""Hand papers from unit to unit: the giver makes a list, the taker confirms each dossier or says what is missing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from cases.actions._log import log
from cases.errors import MoveRefused, NotAllowed
from cases.handovers import MOST, between
from cases.models import Dossier, Handover, HandoverItem
from cases.models.handover import units_of
from departments.models import Department, User

_TAKEN = "Có hồ sơ vừa được đưa vào một danh sách khác. Hãy mở lại trang này."


def give_papers(
    dossiers: Sequence[Dossier],
    *,
    key: UUID,
    giver: Department,
    taker: Department,
    by: User,
    at: datetime,
    note: str = "",
) -> Handover:
    """Make the list; the same form sent again gives the list it became. Nothing changes hands before it is confirmed.

    Raises NotAllowed for a unit that is not the person's, MoveRefused for dossiers that do not go this way.
    """
    if giver not in units_of(by):
        raise NotAllowed(f"Bạn không giao hồ sơ thay cho {giver}.")
    made = Handover.objects.filter(key=key).first()
    if made is not None:
        return made
    chosen = list(between(giver, taker).filter(pk__in=[one.pk for one in dossiers]).values_list("pk", flat=True))
    if not dossiers or len(chosen) != len(dossiers) or len(dossiers) > MOST:
        raise MoveRefused(f"Mỗi danh sách có từ 1 đến {MOST} hồ sơ đang đi từ {giver} sang {taker}.")
    try:
        with transaction.atomic():
            made = Handover.objects.create(key=key, giver=giver, taker=taker, made_by=by, made_at=at, note=note)
            HandoverItem.objects.bulk_create(
                HandoverItem(handover=made, position=position, dossier=dossier)
                for position, dossier in enumerate(dossiers, start=1)
            )
    except IntegrityError as error:
        made = Handover.objects.filter(key=key).first()
        if made is None:
            raise MoveRefused(_TAKEN) from error
    return made


def confirm_papers(handover: Handover, *, by: User, at: datetime, missing: Mapping[int, str], pks: set[int]) -> int:
    """Confirm the lines `pks` that still wait: those named in `missing` lack what is said there. How many.

    What was received in full lies in the taker's unit from now on, on no shelf yet. Raises NotAllowed for anybody but
    the taker, the giver included: both sides sign.
    """
    if handover.taker not in units_of(by) or handover.made_by_id == by.pk:
        raise NotAllowed("Chỉ người của bên nhận, không phải người giao, xác nhận danh sách này.")
    with transaction.atomic():
        rows = handover.items.select_for_update().filter(state=HandoverItem.State.WAITING, pk__in=pks)
        lines = list(rows.order_by("pk"))
        for line in lines:
            line.missing = missing.get(line.pk, "")
            line.state = HandoverItem.State.MISSING if line.missing else HandoverItem.State.RECEIVED
            line.settled_by, line.settled_at = by, at
        HandoverItem.objects.bulk_update(lines, ["missing", "state", "settled_by", "settled_at"])
        locked = Dossier.everything.select_for_update().order_by("pk").in_bulk([line.dossier_id for line in lines])
        for line in sorted(lines, key=lambda line: line.dossier_id):
            _seal_line(line, locked[line.dossier_id], handover, by=by, at=at)
    return len(lines)


def _seal_line(line: HandoverItem, dossier: Dossier, handover: Handover, *, by: User, at: datetime) -> None:
    """What the taker said of one dossier stands in its log, and where its papers are now stands with it."""
    if not line.missing:
        dossier.paper_unit, dossier.shelf = handover.taker, ""
    dossier.revision += 1
    dossier.save(update_fields=["paper_unit", "shelf", "revision"])
    data = {"list": handover.pk, "giver": handover.giver.name, "made_by": handover.made_by.get_full_name()}
    log(
        dossier,
        "lack_papers" if line.missing else "take_papers",
        by=by,
        at=at,
        from_status=dossier.status,
        department=handover.taker,
        note=line.missing,
        data=data,
    )
