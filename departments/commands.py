"""What all commands of the portal share: they answer in Vietnamese, also where the command line cannot be read."""

import json
import logging
import os
import re
import signal
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from threading import Event
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections

_logger = logging.getLogger(__name__)

# What Python's own reader of command lines says, and what is said instead.
_SAYINGS = (
    (r"unrecognized arguments: (.+)", "Không hiểu {0}."),
    (r"the following arguments are required: (.+)", "Thiếu {0}."),
    (r"one of the arguments (.+) is required", "Cần một trong các tùy chọn {0}."),
    (r"ambiguous option: (.+) could match (.+)", "{0} chưa rõ là tùy chọn nào trong {1}; hãy viết đủ tên."),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", "{0} không nhận {1}; chỉ nhận một trong {2}."),
    (r"argument (.+): invalid int value: (.+)", "{0} cần một số nguyên, không phải {1}."),
    (r"argument (.+): invalid \S+ value: (.+)", "{0} không nhận giá trị {1}."),
    (r"argument (.+): expected (?:one argument|1 argument)", "{0} cần một giá trị đi kèm."),
    (r"argument (.+): expected at least one argument", "{0} cần ít nhất một giá trị đi kèm."),
    (r"argument (.+): expected at most one argument", "{0} chỉ nhận một giá trị."),
    (r"argument (.+): expected (\d+) arguments", "{0} cần {1} giá trị đi kèm."),
    (r"argument (.+): not allowed with argument (.+)", "{0} không dùng cùng {1}."),
    (r"argument (.+): ignored explicit argument (.+)", "{0} không nhận giá trị {1}: chỉ viết tên tùy chọn."),
)


def in_vietnamese(message: str) -> str:
    """What the reader of the command line found wrong, for people; what is not known here is at least introduced."""
    for pattern, saying in _SAYINGS:
        if found := re.fullmatch(pattern, message, flags=re.DOTALL):
            return saying.format(*found.groups())
    return f"Không đọc được dòng lệnh: {message}."


class PortalParser(CommandParser):
    """Django's reader of command lines with Vietnamese answers: what is wrong, and where to look."""

    def error(self, message: str) -> NoReturn:
        """CommandError for a caller in code; from a command line the sentence, and 2 as its shell expects."""
        sentence = f"{in_vietnamese(message)}{self._meant(message)} Xem các tùy chọn: {self.prog} --help"
        if self.called_from_command_line:
            self.exit(2, f"{sentence}\n")
        raise CommandError(sentence)

    def _meant(self, message: str) -> str:
        """The option that was probably meant, for a name with a typing mistake."""
        strange = re.match(r"unrecognized arguments: (--[\w-]+)", message)
        near = get_close_matches(strange[1], self._option_string_actions, 1) if strange else []
        return f" Có phải là {near[0]}?" if near else ""


class PortalCommand(BaseCommand):
    """The base of every command of the portal."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Django names the class of its parser itself; ours differs in nothing but its words."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = PortalParser
        return parser

    def say(self, text: str, *, ending: str = "\n") -> None:
        """Print at once, also into a file that somebody watches."""
        self.stdout.write(text, ending=ending)
        self.stdout.flush()

    def say_progress(self, what: str, done: int, total: int, *, each: int) -> None:
        """How far it is: one line that changes on a screen, a line for `each` so many in a log."""
        if self.stdout.isatty():
            self.say(f"\r{what}: {done}/{total}", ending="\n" if done == total else "")
        elif done % each == 0 or done == total:
            self.say(f"{what}: {done}/{total}")


class WatchingCommand(PortalCommand):
    """A command that does its work once, or again and again until it is asked to stop."""

    every = "3"  # seconds between two looks, where nothing else is said

    def add_arguments(self, parser: CommandParser) -> None:
        """How long to stay."""
        parser.add_argument("--watch", action="store_true", help="Ở lại và làm tiếp khi có việc mới.")
        parser.add_argument(
            "--every", metavar="GIÂY", default=self.every, help=f"Cách bao lâu xem lại một lần, mặc định {self.every}."
        )
        parser.add_argument("--with-parent", action="store_true", help="Dừng khi tiến trình đã gọi lệnh này dừng.")

    def keep_doing(self, some: Callable[[], bool], options: Mapping[str, Any]) -> None:
        """Call `some` for as long as it says that there is more, then wait and look again if it is watching.

        A database that is away ends the command, unless it watches: then it waits. `self.stopped` is set when somebody
        asks the process to stop; what is being done is finished first.
        """
        if not re.fullmatch(r"[1-9][0-9]{0,3}", options["every"], re.ASCII):
            raise CommandError(f"--every {options['every']!r}: cần số giây từ 1 đến 9999.")
        watching, parent = options["watch"], os.getppid() if options["with_parent"] else None
        self.stopped = _stopped_by_signals() if watching else Event()
        while not self.stopped.is_set():
            try:
                while not self.stopped.is_set() and some():
                    pass
            except DatabaseError:
                if not watching:
                    raise
                _logger.exception("The database cannot be asked now.")
                close_old_connections()
            if not watching or (parent is not None and os.getppid() != parent):
                return
            self.stopped.wait(int(options["every"]))


def _stopped_by_signals() -> Event:
    """Set when somebody asks the process to stop."""
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    return stopped


def whole_number(name: str, text: str, *, most: int) -> int:
    """A whole number from 1 to `most`; raises CommandError naming the option."""
    if not re.fullmatch(r"[0-9]{1,10}", str(text)) or not 1 <= int(text) <= most:
        raise CommandError(f"{name} {text!r}: cần một số nguyên từ 1 đến {most}.")
    return int(text)


def json_of(path: Path) -> Any:
    """What the JSON file holds; raises CommandError saying what cannot be opened or read, and where."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(f"Không mở được tệp “{path}”; hãy kiểm tra đường dẫn và quyền đọc.") from error
    except json.JSONDecodeError as error:
        raise CommandError(f"Tệp “{path}” không phải JSON: lỗi ở dòng {error.lineno}, cột {error.colno}.") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"Tệp “{path}” không phải JSON viết bằng UTF-8.") from error
