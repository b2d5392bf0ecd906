"""Papers that were made of a dossier, kept as they were handed out."""

from django.conf import settings
from django.db import models

from cases.models.dossier import Dossier
from cases.models.event import Event


class PrintedForm(models.Model):
    """One official paper, for one event of the dossier: printed again it is this very file, whatever changed since."""

    dossier = models.ForeignKey(
        Dossier,
        models.PROTECT,
        related_name="printed_forms",
        db_index=False,  # `one_printed_form_per_event` begins with it
        verbose_name="hồ sơ",
    )
    form = models.SlugField("loại giấy", max_length=20)
    event = models.ForeignKey(Event, models.PROTECT, related_name="+", verbose_name="lập cho việc")
    name = models.CharField("tên giấy", max_length=200)
    label = models.CharField("mẫu", max_length=100, blank=True, help_text="Số mẫu và văn bản ban hành mẫu.")
    template = models.CharField("bản mẫu", max_length=64, help_text="Mã băm của bố cục và câu chữ dùng khi lập.")
    file = models.FileField("tệp", max_length=200)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField("mã băm", max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người lập"
    )
    made_at = models.DateTimeField("lập lúc")

    class Meta:
        verbose_name = "giấy tờ đã lập"
        verbose_name_plural = "giấy tờ đã lập"
        ordering = ["dossier", "event__number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "form", "event"], name="one_printed_form_per_event"),
        ]

    def __str__(self) -> str:
        return self.name
