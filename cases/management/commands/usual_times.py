"""`manage.py usual_times`: how long procedures usually take, for their pages; run it once a night."""

from typing import Any

from django.utils import timezone

from cases.actions.count_usual_times import count_usual_times
from departments.commands import PortalCommand


class Command(PortalCommand):
    """Counts the dossiers finished in the last twelve months."""

    help = "Tính lại thời gian thường mất của từng thủ tục từ hồ sơ đã xong trong 12 tháng qua; nên chạy mỗi đêm."

    def handle(self, *args: Any, **options: Any) -> None:
        number = count_usual_times(at=timezone.now())
        self.stdout.write(f"Đã tính {number} dòng thời gian thường mất.")
