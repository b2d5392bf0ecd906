"""What is wrong with a command line is said in Vietnamese."""

import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from departments.commands import in_vietnamese
from tests.house.layers import ROOT


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
