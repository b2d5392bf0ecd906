"""The log of a dossier: append-only in the database itself, each entry sealed to the one before."""

from django.db import models

from cases.models.dossier import Dossier
from cases.models.log_entry import LogEntry
from cases.status import Status

# Moves of which the agency's head writes a letter that has a number (Mẫu 04, Mẫu 05).
LETTERS = ("apologise", "stop", "suspend")


class Event(LogEntry):
    """One thing that happened. Written by `cases.actions._move` alone; nobody can change or delete it."""

    # The key of dossier and number finds them; what one person or unit has done is asked of no log of all dossiers.
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="events", db_index=False, verbose_name="hồ sơ")
    from_status = models.PositiveSmallIntegerField("từ trạng thái", choices=Status, null=True, blank=True)
    to_status = models.PositiveSmallIntegerField("đến trạng thái", choices=Status)

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "nhật ký hồ sơ"
        ordering = ["dossier", "number"]
        indexes = [
            # The rare moves that undo a finish: what reports of past periods must know of what came after.
            models.Index(fields=["at"], condition=models.Q(action="recall"), include=["dossier"], name="event_recall"),
            models.Index(
                fields=["at"],
                condition=models.Q(action="change_case"),
                include=["dossier", "number"],
                name="event_change_of_case",
            ),
            models.Index(
                fields=["at"],
                condition=models.Q(action__in=["delete", "restore"]),
                include=["dossier", "number"],
                name="event_deletion",
            ),
            # The register of what an agency has issued; only letters, which are few.
            models.Index(
                fields=["-at", "-id"],
                condition=models.Q(action__in=LETTERS),
                include=["dossier", "action"],
                name="event_letter",
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="one_event_per_number")]

    def __str__(self) -> str:
        return f"{self.dossier} #{self.number} {self.action}"

    @property
    def matter_id(self) -> int:
        """Whose log it stands in; part of the seal."""
        return self.dossier_id
