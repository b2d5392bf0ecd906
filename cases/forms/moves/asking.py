"""What a move asks for and how its answers are handed to the action."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

from django.db import transaction

from cases.forms.move import MoveForm
from cases.models import Dossier


@dataclass(frozen=True)
class Asking:
    """A move's form and action; `done` is what the next page says has happened, `hint` what the page says before."""

    form: type[MoveForm]
    action: Callable[..., Dossier]
    done: str
    hint: str = ""
    asks_outside: bool = False

    def run(self, dossier: Dossier, form: MoveForm) -> Dossier:
        """Make the move; files and move are kept together or not at all.

        An action that asks a service outside keeps its own transactions, so that nobody waits for its locks.
        """
        with nullcontext() if self.asks_outside else transaction.atomic():
            return self.action(dossier, by=form.by, at=form.at, **form.values())
