"""Every command of the portal answers in Vietnamese, also where its options cannot be read."""

import importlib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command, get_commands

from departments.commands import PortalCommand
from tests.house.layers import FLOORS

OURS = sorted(name for name, app in get_commands().items() if str(app).split(".")[0] in FLOORS)


@pytest.mark.parametrize("name", OURS)
def test_every_command_of_ours_answers_in_vietnamese(name):
    """A new command is a departments.commands.PortalCommand."""
    command = importlib.import_module(f"{get_commands()[name]}.management.commands.{name}").Command
    assert issubclass(command, PortalCommand)
    with pytest.raises(CommandError, match=r"^(Không hiểu --khong-co|Thiếu --\w+)\. .*Xem các tùy chọn: .*--help$"):
        call_command(name, "--khong-co", stdout=StringIO(), stderr=StringIO())
