"""What people are told.

Applicants and senders of each move, in its transaction; staff once a morning of their work, and of files they want.
"""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from cases.models.dossier import Dossier
from cases.models.feedback import Feedback
from cases.models.prepared_report import PreparedReport
from cases.notices import OLD_HAT
from departments import written
from departments.models import User

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from cases.models.delivery import Delivery


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Chain them."""

    def unread_by(self, account: User) -> Self:
        """What the account has been told and has not read; what its holder did is no news to him."""
        return self.filter(account=account, read_at=None, digest_day=None).exclude(action__in=OLD_HAT)


class Notice(models.Model):
    """One message, shown in the portal."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="notices", verbose_name="hồ sơ"
    )
    feedback = models.ForeignKey(
        Feedback, models.PROTECT, null=True, blank=True, related_name="notices", verbose_name="phản ánh"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name="tài khoản",
    )
    digest_day = models.DateField(
        "tóm tắt việc của ngày", null=True, blank=True, help_text="Chỉ có ở bản tóm tắt buổi sáng gửi cán bộ."
    )
    prepared = models.ForeignKey(
        PreparedReport, models.PROTECT, null=True, blank=True, related_name="notices", verbose_name="tệp báo cáo"
    )
    action = models.CharField("thao tác", max_length=40)
    subject = models.CharField("tiêu đề", max_length=255)
    text = models.TextField("nội dung")
    english_subject = models.CharField(
        "tiêu đề tiếng Anh", max_length=255, blank=True, help_text="Chỉ có khi người nhận đã chọn tiếng Anh."
    )
    english_text = models.TextField("nội dung tiếng Anh", blank=True)
    created_at = models.DateTimeField("lúc")
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)

    if TYPE_CHECKING:
        deliveries: RelatedManager[Delivery]

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["account"], condition=Q(read_at=None), name="notice_unread")]
        constraints = [
            models.CheckConstraint(
                condition=Q(dossier=None, feedback__isnull=False, digest_day=None, prepared=None)
                | Q(dossier__isnull=False, feedback=None, digest_day=None, prepared=None)
                | Q(dossier=None, feedback=None, digest_day__isnull=False, account__isnull=False, prepared=None)
                | Q(dossier=None, feedback=None, digest_day=None, account__isnull=False, prepared__isnull=False),
                name="notice_tells_of_one_matter",
            ),
            models.UniqueConstraint(fields=["prepared"], name="one_notice_per_prepared_report"),
            models.UniqueConstraint(fields=["account", "digest_day"], name="one_digest_per_person_and_day"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def matter(self) -> Dossier | Feedback:
        """What it tells of; a digest tells of many, a file is no matter: both raise ValueError."""
        found = self.dossier or self.feedback
        if found is None:
            raise ValueError("A notice tells of a dossier or of a feedback.")
        return found

    @property
    def code(self) -> str:
        """The code of the matter; a digest and a file have none."""
        return "" if self.digest_day or self.prepared_id else self.matter.code or ""

    @property
    def title(self) -> str:
        """What it tells of, in words."""
        if self.prepared:
            return self.prepared.title
        return self.dossier.version.name if self.dossier else self.feedback.subject if self.feedback else ""

    @property
    def headline(self) -> str:
        """The subject in the language of the page; words that the office wrote itself stay as they are."""
        if not written.in_english():
            return self.subject
        known = self.english_subject or gettext(self.subject)
        return known if known != self.subject else written.as_vietnamese(self.subject)

    @property
    def words(self) -> str:
        """The text in the language of the page, where it was told in that language."""
        return self.english_text if self.english_text and written.in_english() else written.as_vietnamese(self.text)

    @property
    def url(self) -> str:
        """Where its reader goes on: his own page of the matter, or what he is reminded of."""
        if self.digest_day:
            return reverse("cases:reminders")
        if self.prepared_id:
            return reverse("cases:prepared_reports")
        name = "cases:my_dossier" if self.dossier_id else "cases:feedback"
        return reverse(name, args=[self.matter.code])

    @property
    def is_news(self) -> bool:
        """Whether the reader should be shown that there is something he has not read."""
        return self.read_at is None and self.action not in OLD_HAT
