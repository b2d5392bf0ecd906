"""A report of a closed period as it was sealed: figures, dossiers and fingerprint, kept as they were."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from departments.access import posts_in_force
from departments.models import Department, User
from departments.roles import Role


class SealedReportQuerySet(models.QuerySet["SealedReport"]):
    """Questions about sealed reports."""

    def visible_to(self, user: User) -> Self:
        """A head's own unit's; a leader's and an inspector's units and all below them."""
        found = Q(pk__in=[])
        for post in posts_in_force(user):
            if post.role == Role.HEAD:
                found |= Q(unit=post.department_id)
            elif post.role in (Role.LEADER, Role.INSPECTOR):
                found |= Q(unit__path__startswith=post.department.path)
        return self.filter(found)


class SealedReport(models.Model):
    """Written once by `seal_report`; the database lets nobody change or delete it."""

    class Covers(models.TextChoices):
        """Which dossiers the unit answers for in it."""

        DIVISION = "division", "Hồ sơ của phòng"
        AGENCY = "agency", "Hồ sơ thuộc thẩm quyền của cơ quan"
        LED = "led", "Hồ sơ cơ quan quyết định hoặc giải quyết"
        WATCHED = "watched", "Hồ sơ của mọi cơ quan trong phạm vi giám sát"

    report = models.CharField("báo cáo", max_length=40)
    unit = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="đơn vị")
    covers = models.CharField("phạm vi", max_length=12, choices=Covers)
    period = models.CharField("kỳ", max_length=40)
    asked = models.CharField(
        "câu hỏi", max_length=300, unique=True, help_text="Báo cáo, đơn vị, kỳ, dòng, quy ước, bộ lọc: một lần niêm."
    )
    figures = models.JSONField("số liệu")
    members = models.JSONField("hồ sơ được đếm")
    fingerprint = models.CharField("mã niêm", max_length=64)
    note = models.TextField("ghi chú", blank=True, max_length=1000)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người niêm phong"
    )
    sealed_at = models.DateTimeField("niêm phong lúc")

    objects = SealedReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo niêm phong"
        verbose_name_plural = "báo cáo niêm phong"
        ordering = ["-sealed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.report}, {self.unit}, {self.period}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("cases:sealed_report", args=[self.pk])
