"""The few numbers of the first page: counted live, each from rows that a partial or plain index holds together."""

from datetime import datetime

from django.utils.translation import gettext as _

from cases.models import Dossier
from departments.written import grouped, percent, short


def public_figures(at: datetime) -> list[dict[str, str]]:
    """What is in process now, what is late now, what is promised for today; history costs nothing."""
    running = Dossier.objects.running().count()
    overdue = Dossier.objects.overdue(at).count()
    today = Dossier.objects.due_today(at).count()
    in_time = percent((running - overdue) * 1000 // running) if running else "—"
    return [
        {"value": grouped(running), "label": _("hồ sơ đang giải quyết")},
        {"value": in_time, "label": _("trong số đó còn trong hạn")},
        {"value": grouped(today), "label": _("hẹn trả hôm nay")},
        {"value": grouped(overdue), "label": _("đang quá hạn")},
    ]


def figures_note(at: datetime) -> str:
    """When the numbers were counted."""
    return _("Tính đến {moment}, cập nhật theo từng thao tác.").format(moment=short(at))
