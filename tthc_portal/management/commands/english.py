"""Brings the English catalogue up to what the pages say, compiles it, and names what still has no English."""

from typing import Any

from django.core.management.base import CommandError

from departments.commands import PortalCommand


class Command(PortalCommand):
    """For developers: run it after a page has a new sentence, write the English it asks for, run it again."""

    help = "Gom câu chữ của các trang người dân vào danh mục tiếng Anh, tạo tệp .mo, kể câu chưa có tiếng Anh."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from tthc_portal import english
        except ModuleNotFoundError as error:
            raise CommandError("Lệnh này cần Babel: hãy cài requirements-dev.lock.") from error
        catalog = english.wanted(english.read(), english.sentences())
        english.SOURCE.write_bytes(english.written(catalog))
        english.COMPILED.write_bytes(english.compiled(catalog))
        missing = english.without_english(catalog)
        for sentence in missing:
            self.say(f"  chưa có tiếng Anh: {sentence}")
        for sentence in english.with_other_places(catalog):
            self.say(f"  khác chỗ điền: {sentence}")
        self.say(
            f"{len(catalog)} câu trong {english.SOURCE.relative_to(english.ROOT)}, {len(missing)} chưa có tiếng Anh."
        )
