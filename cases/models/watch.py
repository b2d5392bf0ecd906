"""Dossiers that somebody of the office follows beside his own work (theo dõi): he holds none of their steps for it."""

from django.conf import settings
from django.db import models

from cases.models.dossier import Dossier


class Watch(models.Model):
    """One person follows one dossier; what he sees of it is what his posts let him see anyway."""

    # The key below begins with the person; who follows a dossier is asked by nobody.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False, verbose_name="người theo dõi"
    )
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+", verbose_name="hồ sơ")
    since = models.DateTimeField("theo dõi từ")

    class Meta:
        verbose_name = "hồ sơ được theo dõi"
        verbose_name_plural = "hồ sơ được theo dõi"
        constraints = [models.UniqueConstraint(fields=["user", "dossier"], name="watched_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.dossier}"
