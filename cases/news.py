"""What one move is to those outside the office, and by which carriers they hear of it. Pure."""

from dataclasses import dataclass

from django.db import models


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
    """What one move is to those outside the office. Without words for it no short message is sent."""

    subject: str
    text: str
    sms: str = ""
    owner_too: bool = False

    def default(self, carrier: str) -> tuple[str, str]:
        """Subject and text as shipped; a short message has no subject."""
        return ("", self.sms) if carrier == Carrier.SMS else (self.subject, self.text)
