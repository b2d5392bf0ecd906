"""A table of rows: the same few questions once for each row, each row a small form of its own."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from cases.forms.eform.fields import is_answered, plain, storable
from procedures.models import FormField

MOST_ROWS = 50
Build = Callable[[FormField], forms.Field]


class RowForm(forms.Form):
    """One row; `number` counts from one."""

    def __init__(self, columns: Iterable[FormField], build: Build, number: int, *args: Any, **kwargs: Any) -> None:
        """One field for each column."""
        super().__init__(*args, **kwargs)
        self.number = number
        for column in columns:
            self.fields[column.key] = build(column)

    def answers(self) -> dict[str, Any]:
        """What was answered in the row, as it is stored."""
        return {key: storable(value) for key, value in self.cleaned_data.items() if is_answered(value)}


class RowsWidget(forms.Widget):
    """Hands on what was sent; the rows are drawn by the page."""

    template_name = "components/widgets/rows.html"
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Everything sent, with the name of the table in it."""
        return (data, name)

    def id_for_label(self, id_: str) -> str:
        """No box carries the name of the whole table."""
        return ""


class BoundTable(BoundField):
    """A table on a page."""

    field: "TableField"

    @property
    def rows(self) -> list[RowForm]:
        """The rows to be shown: those sent or stored, and one to begin with."""
        if self.form.is_bound:
            return self.field.rows_in(self.form.data, self.html_name)
        stored = self.initial if isinstance(self.initial, list) else []
        return self.field.rows_of(stored, self.html_name)

    @property
    def can_grow(self) -> bool:
        """Whether there may be another row."""
        return len(self.rows) < self.field.most

    @property
    def can_shrink(self) -> bool:
        """Whether a row may be taken out."""
        return len(self.rows) > max(self.field.least, 1)


class TableField(forms.Field):
    """Rows as they are stored: a list of {column: answer}. Blank rows are left out."""

    widget = RowsWidget

    def __init__(self, question: FormField, build: Build, **options: Any) -> None:
        """The question with its columns; `build` makes the field of a column."""
        super().__init__(**options)
        self.columns, self.build = question.column_fields(), build
        self.least = int(question.minimum or 0)
        self.most = min(int(question.maximum or MOST_ROWS), MOST_ROWS)

    def get_bound_field(self, form: Any, field_name: str) -> BoundTable:
        """The table on a page."""
        return BoundTable(form, self, field_name)

    def rows_in(self, data: Mapping[str, Any], name: str) -> list[RowForm]:
        """The rows that were sent; those in which something stands are bound, and so are checked."""
        count = max(row_count(data, name), self.least, 1)
        return [self._row(data, f"{name}-{place}", place + 1) for place in range(min(count, MOST_ROWS))]

    def rows_of(self, stored: list[Any], name: str) -> list[RowForm]:
        """Rows with these answers, unchecked."""
        count = max(len(stored), self.least, 1)
        filled = [*stored, *([{}] * (count - len(stored)))][:MOST_ROWS]
        return [
            RowForm(self.columns, self.build, place, prefix=f"{name}-{place - 1}", initial=row)
            for place, row in enumerate(filled, 1)
        ]

    def typed(self, data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
        """The rows as they were typed, to be shown again without being judged."""
        fields = {column.key: self.build(column) for column in self.columns}
        return [
            {
                key: field.widget.value_from_datadict(data, MultiValueDict(), f"{name}-{place}-{key}")
                for key, field in fields.items()
            }
            for place in range(max(row_count(data, name), 1))
        ]

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """The rows in which something stands."""
        rows = [row for row in self.rows_in(*value) if row.is_bound]
        wrong = [row.number for row in rows if not row.is_valid()]
        if wrong:
            named = ", ".join(str(number) for number in wrong)
            raise ValidationError(_("Hãy sửa chỗ chưa đúng ở dòng {named}.").format(named=named))
        if (self.required and not rows) or (rows and len(rows) < self.least):
            least = (
                _("Hãy điền ít nhất {least} dòng.").format(least=self.least)
                if self.least > 1
                else self.error_messages["required"]
            )
            raise ValidationError(least, code="required")
        if len(rows) > self.most:
            raise ValidationError(_("Bảng này có nhiều nhất {most} dòng. Hãy bỏ bớt.").format(most=plain(self.most)))
        return [row.answers() for row in rows]

    def _row(self, data: Mapping[str, Any], prefix: str, number: int) -> RowForm:
        return RowForm(self.columns, self.build, number, data if _is_filled(data, prefix) else None, prefix=prefix)


def row_count(data: Mapping[str, Any], name: str) -> int:
    """How many rows of the table were sent, blank ones with them."""
    places = (re.match(rf"{re.escape(name)}-(\d{{1,2}})-", key, re.ASCII) for key in data)
    return min(max((int(found[1]) + 1 for found in places if found), default=0), MOST_ROWS)


def _is_filled(data: Mapping[str, Any], prefix: str) -> bool:
    return any(str(value).strip() for key, value in data.items() if key.startswith(f"{prefix}-"))
