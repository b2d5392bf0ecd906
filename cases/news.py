"""What one move is to those outside the office, and by which carriers they hear of it. Pure."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext


class Carrier(models.TextChoices):
    """What brings the news. In the portal it always stands; the other two are each person's own choice."""

    PORTAL = "portal", "Trên cổng"
    EMAIL = "email", "Thư điện tử"
    SMS = "sms", "Tin nhắn"


class Audience(models.TextChoices):
    """Who is told: the submitter of everything, the owner of what decides his matter, staff of their own work."""

    SUBMITTER = "submitter", "Người nộp"
    OWNER = "owner", "Chủ hồ sơ"
    STAFF = "staff", "Cán bộ"


@dataclass(frozen=True)
class News:
    """What one move is to those outside the office. Without words for it no short message is sent.

    The words are Vietnamese; all but a bare `{noi_dung}` have their English in the catalogue.
    """

    subject: str
    text: str
    sms: str = ""
    owner_too: bool = False

    def default(self, carrier: str) -> tuple[str, str]:
        """Subject and text as shipped, in the language that is active; a short message has no subject."""
        subject, text = ("", self.sms) if carrier == Carrier.SMS else (self.subject, self.text)
        return gettext(subject), gettext(text)
