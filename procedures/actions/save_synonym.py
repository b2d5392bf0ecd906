"""Save an everyday phrase with the form of it that search compares."""

from django.core.exceptions import ValidationError

from departments.vietnamese import fold
from procedures.models import Synonym


def save_synonym(synonym: Synonym) -> Synonym:
    """Save the phrase; raises ValidationError where another one is written alike without accents."""
    synonym.folded = folded_phrase(synonym)
    synonym.save()
    return synonym


def folded_phrase(synonym: Synonym) -> str:
    """The phrase as search compares it. Raises ValidationError where it says nothing or is there already."""
    folded = fold(synonym.phrase)
    if not folded:
        raise ValidationError({"phrase": "Hãy ghi cụm từ bằng chữ."})
    if Synonym.objects.filter(folded=folded).exclude(pk=synonym.pk).exists():
        raise ValidationError({"phrase": "Cụm từ này đã có; hãy sửa dòng đã có."})
    return folded
