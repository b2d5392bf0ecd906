"""`manage.py load_entrances`: the shipped everyday words and life events, or those of a file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from departments.commands import PortalCommand
from procedures.actions.load_entrances import load_entrances

SHIPPED = settings.BASE_DIR / "procedures" / "data" / "entrances.json"


class Command(PortalCommand):
    """Adds what is missing and changes nothing that is there."""

    help = "Nạp từ thường dùng và việc trong đời; những gì quản trị viên đã sửa được giữ nguyên."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default=str(SHIPPED), help="Tệp JSON; mặc định là tệp kèm theo.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = load_entrances(Path(options["file"]))
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"Không đọc được {options['file']}: {error}") from error
        self.stdout.write(f"Đã thêm {made.synonyms} từ thường dùng, {made.events} việc trong đời.")
