"""Put a unit at its place in the tree."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from departments.models import Department


def place(department: Department, *, parent: Department | None) -> Department:
    """Save the unit under `parent` (None: a root) and move everything below it along.

    Raises ValidationError when `parent` lies below the unit itself.
    """
    if parent is not None and department.path and parent.path.startswith(department.path):
        raise ValidationError({"parent": "Đơn vị cấp trên không thể là chính đơn vị này hoặc đơn vị trực thuộc nó."})
    with transaction.atomic():
        old_path = department.path
        department.parent = parent
        department.path = f"{parent.path if parent else ''}{department.code}/"
        department.save()
        if old_path and old_path != department.path:
            below = Department.objects.filter(path__startswith=old_path).exclude(pk=department.pk)
            below.update(path=Concat(Value(department.path), Substr(F("path"), len(old_path) + 1)))
    return department
