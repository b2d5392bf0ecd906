"""Give a unit the office hours of another, from a day on."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction

from departments.models import Department, OfficeHours


@transaction.atomic
def copy_hours(hours: Iterable[OfficeHours], *, to: Department, valid_from: date) -> list[OfficeHours]:
    """The same sessions at the unit, from the day on; its own older hours end that day.

    Raises ValidationError when the sessions overlap, or when the unit has hours that begin later.
    """
    rows = [
        OfficeHours(department=to, weekday=row.weekday, opens=row.opens, closes=row.closes, valid_from=valid_from)
        for row in sorted(hours, key=lambda row: (row.weekday, row.opens))
    ]
    for before, after in pairwise(rows):
        if before.weekday == after.weekday and after.opens < before.closes:
            raise ValidationError(f"Các ca chồng lên nhau: {before} và {after}. Hãy chọn lại các dòng giờ.")
    own = to.office_hours.all()
    if own.filter(valid_from__gte=valid_from).exists():
        raise ValidationError(f"{to} đã có giờ làm việc từ ngày {valid_from:%d/%m/%Y} trở đi; hãy sửa các dòng đó.")
    own.exclude(valid_until__lte=valid_from).update(valid_until=valid_from)
    return OfficeHours.objects.bulk_create(rows)
