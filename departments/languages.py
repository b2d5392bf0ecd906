"""The languages in which people are told. Pure."""

from django.db import models


class Language(models.TextChoices):
    """What is stored, printed or read at work is Vietnamese; a citizen may choose English for what he is told."""

    VIETNAMESE = "vi", "Tiếng Việt"
    ENGLISH = "en", "English"
