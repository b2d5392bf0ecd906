"""The identity checks as Django validators for models and forms; they check and never change what was typed."""

from django.core.exceptions import ValidationError

from departments.identity import IdentityError, check_personal_id, check_phone, check_tax_code
from departments.written import refusal


def validate_personal_id(value: str) -> None:
    """Refuse what cannot be a personal number."""
    try:
        check_personal_id(value)
    except IdentityError as error:
        raise ValidationError(refusal(error), code="personal_id") from error


def validate_tax_code(value: str) -> None:
    """Refuse what cannot be a tax code."""
    try:
        check_tax_code(value)
    except IdentityError as error:
        raise ValidationError(refusal(error), code="tax_code") from error


def validate_phone(value: str) -> None:
    """Refuse what cannot be a Vietnamese phone number."""
    try:
        check_phone(value)
    except IdentityError as error:
        raise ValidationError(refusal(error), code="phone") from error
