"""Whom a dossier waits for beside its own division: the units that were asked for their opinion."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import models

from cases.status import Status

if TYPE_CHECKING:
    from cases.models.opinion import Opinion


class DossierOpinions(models.Model):
    """What a dossier knows of the opinions that were loaded with it; asks the database nothing."""

    if TYPE_CHECKING:
        status: models.PositiveSmallIntegerField[int, int]

    class Meta:
        abstract = True

    @property
    def opinions_loaded(self) -> "Sequence[Opinion]":
        """The requests for an opinion that were loaded with it; those who load none know of none."""
        loaded: Sequence[Opinion] = getattr(self, "_prefetched_objects_cache", {}).get("opinions", ())
        return loaded

    def units_asked(self, *, ends_stop: bool | None = None) -> set[int]:
        """The units asked for an opinion that they have not given; needs `opinions` to be loaded, else says none.

        With `ends_stop`: only those whose answer lets the clock run again, or only those whose answer does not.
        """
        waiting = [one for one in self.opinions_loaded if one.is_open]
        standing = [one for one in waiting if self.status == Status.STOPPED and one.stop and one.stop.until is None]
        ending = standing if len(standing) == 1 else []
        return {one.department_id for one in waiting if ends_stop is None or (one in ending) == ends_stop}

    @property
    def waits_for_opinions(self) -> bool:
        """Whether its clock stands because units are asked that have not answered; needs `opinions` too."""
        return any(one.is_open and one.stop and one.stop.until is None for one in self.opinions_loaded)
