"""`manage.py import_procedures FILE [--report FILE]`: published procedures become drafts of new versions."""

import json
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from django.core.management.base import CommandError, CommandParser
from django.db import IntegrityError

from departments.commands import PortalCommand
from procedures.import_files import SourceUnreadable
from procedures.importer import Outcome, Plan, RecordReport, plan_import, run_import

_BAR_WIDTH = 40


class Command(PortalCommand):
    """Reads the catalogue as it was published; what cannot be read for sure waits for a person."""

    help = "Nhập thủ tục hành chính từ tệp JSON Lines (thường hoặc gzip) hay JSON của Cổng Dịch vụ công quốc gia."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="Tệp .jsonl, .jsonl.gz hoặc .json.")
        parser.add_argument("--report", type=Path, help="Ghi báo cáo ra tệp này, mỗi bản ghi một dòng JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"] is None:
            raise CommandError("Thiếu tệp cần nhập: manage.py import_procedures TỆP [--report TỆP].")
        try:
            self._import(options["file"], options["report"])
        except SourceUnreadable as error:
            raise CommandError(str(error)) from error
        except IntegrityError as error:
            raise CommandError(
                "Một lần nhập khác vừa ghi cùng thủ tục. Các đợt đã ghi được giữ nguyên; hãy chạy lại lệnh này."
            ) from error

    def _import(self, file: Path, report: Path | None) -> None:
        plan = plan_import(file)
        counts: Counter[str] = Counter()
        with ExitStack() as stack:
            lines = stack.enter_context(_open_report(report)) if report else None
            for batch in run_import(file, plan):
                if lines:
                    lines.writelines(f"{json.dumps(item.as_json(), ensure_ascii=False)}\n" for item in batch)
                counts.update(item.outcome for item in batch)
                counts["review"] += sum(item.needs_review for item in batch)
                self._show_progress(counts, plan)
                self._show_rejected(batch)
        self._show_summary(counts, plan)

    def _show_progress(self, counts: Counter[str], plan: Plan) -> None:
        done = sum(counts[outcome] for outcome in Outcome)
        filled = _BAR_WIDTH * done // plan.total
        bar = f"[{'█' * filled}{'·' * (_BAR_WIDTH - filled)}]"
        # Plain, not in the red of errors.
        self.stderr.write(f"\r{bar} {done}/{plan.total}", style_func=str, ending="\n" if done == plan.total else "")
        self.stderr.flush()

    def _show_rejected(self, batch: list[RecordReport]) -> None:
        for item in batch:
            if item.outcome == Outcome.REJECTED:
                self.stderr.write(f"\nKhông nhập {item.code or 'bản ghi không có mã'}: {'; '.join(item.reasons)}")

    def _show_summary(self, counts: Counter[str], plan: Plan) -> None:
        if counts[Outcome.REJECTED] == plan.total:
            raise CommandError("Không có bản ghi nào trong tệp đọc được; không có gì được nhập.")
        self.stdout.write(
            f"{plan.total} bản ghi: {counts[Outcome.IMPORTED]} bản nháp mới, {counts[Outcome.UNCHANGED]} không đổi, "
            f"{counts[Outcome.REJECTED]} bị từ chối; {counts['review']} cần người xem lại."
        )


def _open_report(path: Path) -> IO[str]:
    try:
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"Không ghi được báo cáo vào {path}: {error.strerror}.") from error
