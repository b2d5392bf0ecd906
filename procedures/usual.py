"""How long a procedure usually takes, in words; silent where too few dossiers could be counted."""

from collections.abc import Mapping
from typing import Any

from django.db.models import JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.written import percent
from procedures.models import ProcedureVersion, UsualTime
from procedures.models.version import ProcedureVersionQuerySet

ENOUGH = 30  # fewer dossiers say more about those dossiers than about the procedure
_COLUMNS = ("count", "on_time", "half_within", "most_within")


def with_usual_times(found: ProcedureVersionQuerySet, place: str) -> ProcedureVersionQuerySet:
    """The versions with what `usual_time` reads, in the same statement; `place` is the code of a unit or ""."""
    rows = UsualTime.objects.filter(procedure=OuterRef("procedure")).order_by()
    everywhere = rows.filter(department=None)
    figures = JSONObject(**{name: name for name in _COLUMNS}, place="department__name")
    return found.annotate(
        usual_everywhere=Subquery(everywhere.values(figures=figures)[:1], output_field=JSONField()),
        usual_here=Subquery(rows.filter(department__code=place).values(figures=figures)[:1], output_field=JSONField()),
        usual_counted_at=Subquery(everywhere.values("counted_at")[:1]),
    )


def usual_time(version: ProcedureVersion, place: str) -> dict[str, Any]:
    """What the page says: of the place where it has enough dossiers, else of all places.

    `enough` is False where not even those have; `elsewhere` says that the place asked for has too few.
    """
    here, everywhere = (_if_enough(getattr(version, f"usual_{name}")) for name in ("here", "everywhere"))
    figures = here or everywhere
    if figures is None:
        return {"enough": False, "least": ENOUGH}
    return {
        "enough": True,
        "least": ENOUGH,
        "place": figures["place"] or "",
        "elsewhere": bool(place) and here is None,
        "half": _days(figures["half_within"]),
        "most": _days(figures["most_within"]),
        "on_time": share(figures["on_time"], figures["count"]),
        "count": figures["count"],
        "counted_at": version.usual_counted_at,  # type: ignore[attr-defined]
    }


def share(part: int, whole: int) -> str:
    """A share in percent with one decimal, never rounded up: what is not all is not 100 %."""
    tenths = part * 1000 // whole
    return percent(tenths)


def _if_enough(figures: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    return figures if figures is not None and figures["count"] >= ENOUGH else None


def _days(number: int) -> str:
    if not number:
        return _("ngay trong ngày")
    return ngettext("trong {number} ngày làm việc", "trong {number} ngày làm việc", number).format(number=number)
