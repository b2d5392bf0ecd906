"""Every command of the portal answers in Vietnamese, also where its options cannot be read."""

import importlib
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command, get_commands

from departments.commands import PortalCommand, in_vietnamese
from tests.house.layers import FLOORS, ROOT

OURS = sorted(name for name, app in get_commands().items() if str(app).split(".")[0] in FLOORS)


@pytest.mark.parametrize("name", OURS)
def test_every_command_of_ours_answers_in_vietnamese(name):
    """Derive a new command from departments.commands.PortalCommand."""
    command = importlib.import_module(f"{get_commands()[name]}.management.commands.{name}").Command
    assert issubclass(command, PortalCommand)
    with pytest.raises(CommandError, match=r"^(Không hiểu --khong-co|Thiếu --\w+)\. .*Xem các tùy chọn: .*--help$"):
        call_command(name, "--khong-co", stdout=StringIO(), stderr=StringIO())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["due", "--limits", "3"], "Không hiểu --limits 3. Có phải là --limit?"),
        (["due", "--at"], "--at cần một giá trị đi kèm."),
        (["due", "--stop"], "--stop cần ít nhất một giá trị đi kèm."),
        (["due", "-v", "9"], "-v/--verbosity không nhận 9; chỉ nhận một trong 0, 1, 2, 3."),
        (["due", "-v", "x"], "-v/--verbosity cần một số nguyên, không phải 'x'."),
        (["recount", "--dry-run=yes"], "--dry-run không nhận giá trị 'yes': chỉ viết tên tùy chọn."),
        (["recount", "tất cả"], "Không hiểu tất cả."),
        (["seed_scale"], "Thiếu --dossiers."),
    ],
)
def test_what_is_wrong_with_the_command_line_is_said(words, sentence):
    with pytest.raises(CommandError) as refused:
        call_command(*words, stdout=StringIO(), stderr=StringIO())
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    "message",
    ["argument --a: not allowed with argument --b", "one of the arguments --a --b is required",
     "ambiguous option: --d could match --date, --day", "argument --a: expected 2 arguments",
     "argument --a: invalid Path value: 'x'", "argument --a: expected at most one argument"],
)  # fmt: skip
def test_everything_the_reader_of_command_lines_says_has_a_saying(message):
    assert not in_vietnamese(message).startswith("Không đọc được dòng lệnh")


def test_from_a_shell_the_sentence_stands_alone_and_the_code_is_two():
    command = [sys.executable, "manage.py", "due", "--att", "x"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == "Không hiểu --att x. Có phải là --at? Xem các tùy chọn: manage.py due --help\n"
