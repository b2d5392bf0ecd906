"""The few numbers of the first page: counted live, each from rows that a partial or plain index holds together."""

from datetime import datetime

from django.utils import timezone

from cases.models import Dossier
from departments.vietnamese import grouped


def public_figures(at: datetime) -> list[dict[str, str]]:
    """What is in process now, what is late now, what is promised for today; history costs nothing."""
    running = Dossier.objects.running().count()
    overdue = Dossier.objects.overdue(at).count()
    today = Dossier.objects.due_today(at).count()
    in_time = f"{(running - overdue) * 100 / running:.1f} %".replace(".", ",") if running else "—"
    return [
        {"value": grouped(running), "label": "hồ sơ đang giải quyết"},
        {"value": in_time, "label": "trong số đó còn trong hạn"},
        {"value": grouped(today), "label": "hẹn trả hôm nay"},
        {"value": grouped(overdue), "label": "đang quá hạn"},
    ]


def figures_note(at: datetime) -> str:
    """When the numbers were counted."""
    return f"Tính đến {timezone.localtime(at):%H:%M ngày %d/%m/%Y}, cập nhật theo từng thao tác."
