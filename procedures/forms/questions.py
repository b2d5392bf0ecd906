"""One question of an e-form as an administrator describes it: choices and columns one a line, conditions in words."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from procedures.column_text import ColumnTextError, read_choices, read_columns, write_choices, write_columns
from procedures.condition_text import ConditionTextError, read_condition, write_condition
from procedures.models import FormField


class WrittenField(forms.CharField):
    """A box of text that stands for data."""

    def __init__(self, read: Callable[[str], Any], write: Callable[[Any], str], **options: Any) -> None:
        """How the text is read and the data is written."""
        rows = {"rows": options.pop("rows", 3), "cols": 60}
        super().__init__(required=False, max_length=5000, widget=forms.Textarea(rows), **options)
        self.read, self.write = read, write

    def prepare_value(self, value: Any) -> Any:
        """Data as text; what was typed stays as it is."""
        return value if isinstance(value, str) else self.write(value or {})

    def clean(self, value: Any) -> Any:
        """The data that the text writes."""
        try:
            return self.read(super().clean(value))
        except (ConditionTextError, ColumnTextError) as error:
            text = str(error)
            raise ValidationError(f"{text[:1].upper()}{text[1:]}.") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the text says something else than the data."""
        try:
            return bool(self.read(str(data or "")) != (initial or self.read("")))
        except (ConditionTextError, ColumnTextError):
            return True


_WHEN = 'Ví dụ: married = yes · loai trong (A, "B C") · so_con có trả lời; nối bằng và, hoặc, không (…).'


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]  # the stub alone is generic
    """The columns of the model, four of them as text."""

    choices = WrittenField(
        read_choices,
        write_choices,
        label="Các lựa chọn",
        help_text="Mỗi lựa chọn một dòng. Muốn lưu khác chữ hiện ra thì ghi: giá trị | chữ hiện ra.",
    )
    columns = WrittenField(
        read_columns,
        write_columns,
        label="Các cột của bảng",
        help_text="Mỗi cột một dòng: khóa | tên cột | loại | không bắt buộc | chọn: A; B | từ: 1 | đến: 50.",
    )
    show_when = WrittenField(read_condition, write_condition, label="Chỉ hỏi khi", rows=2, help_text=_WHEN)
    require_when = WrittenField(read_condition, write_condition, label="Bắt buộc khi", rows=2, help_text=_WHEN)

    class Meta:
        model = FormField
        fields = (
            "position", "group", "key", "label", "kind", "required", "help_text", "choices", "columns", "minimum",
            "maximum", "decimals", "day_limit", "paper", "show_when", "require_when",
        )  # fmt: skip
