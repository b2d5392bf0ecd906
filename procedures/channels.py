"""The ways a dossier may come in (cách thức thực hiện); pure."""

from django.db.models import TextChoices


class Channel(TextChoices):
    """Limits and fees may differ by it."""

    IN_PERSON = "in_person", "Trực tiếp"
    ONLINE = "online", "Trực tuyến"
    POSTAL = "postal", "Bưu chính công ích"
    KIOSK = "kiosk", "Ki-ốt thông minh"
