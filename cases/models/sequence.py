"""Counters that give numbers without gap or duplicate; read and written by `cases.codes` alone."""

from django.db import models


class Sequence(models.Model):
    """The last number given in one scope on one day (for yearly books: the year's first day)."""

    scope = models.CharField("dãy số", max_length=64)
    day = models.DateField("ngày")
    last = models.PositiveIntegerField("số đã cấp")

    class Meta:
        verbose_name = "dãy số"
        verbose_name_plural = "dãy số"
        constraints = [models.UniqueConstraint(fields=["scope", "day"], name="one_sequence_per_scope_and_day")]

    def __str__(self) -> str:
        return f"{self.scope} {self.day:%d/%m/%Y}: {self.last}"
