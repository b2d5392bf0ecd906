"""The forms of kept lists and of the columns of a page."""

from typing import Any

from django import forms

from cases.columns import COLUMNS, MOST
from cases.models import SavedQueue
from departments.access import posts_in_force
from departments.models import Department, User


class ColumnsForm(forms.Form):
    """Which columns a list shows; none means the usual ones."""

    columns = forms.MultipleChoiceField(
        label="Các cột",
        required=False,
        choices=[(one.key, one.label) for one in COLUMNS.values()],
        widget=forms.CheckboxSelectMultiple,
        help_text=f"Nhiều nhất {MOST} cột. Bỏ hết các dấu thì trở lại như ban đầu.",
    )

    def clean_columns(self) -> list[str]:
        """Not more than a screen holds."""
        chosen: list[str] = self.cleaned_data["columns"]
        if len(chosen) > MOST:
            raise forms.ValidationError(f"Bạn đã chọn {len(chosen)} cột; một màn hình chỉ đủ chỗ cho {MOST} cột.")
        return chosen


class SavedQueueForm(ColumnsForm):
    """What a kept list is called, who sees it, and whether it opens first."""

    name = forms.CharField(
        label="Tên danh sách",
        max_length=60,
        help_text="Ví dụ: Giấy phép xây dựng sắp đến hạn.",
        widget=forms.TextInput({"autofocus": True}),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label="Ai thấy danh sách này?",
        required=False,
        empty_label="Chỉ mình tôi",
        help_text="Người khác mở danh sách chung vẫn chỉ thấy hồ sơ trong phạm vi công việc của họ.",
    )
    opens_first = forms.BooleanField(label="Mở trang là thấy danh sách này trước", required=False)
    field_order = ("name", "department", "opens_first", "columns")

    def __init__(self, queue: SavedQueue, by: User, *args: Any, **kwargs: Any) -> None:
        """Offer the units in which the person works."""
        kwargs["initial"] = {name: getattr(queue, name) for name in ("name", "department", "opens_first", "columns")}
        super().__init__(*args, **kwargs)
        units = {post.department_id for post in posts_in_force(by)}
        choice = self.fields["department"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  # declared above
        choice.queryset = Department.objects.filter(pk__in=units | {queue.department_id or 0}).order_by("path")
        choice.label_from_instance = _everybody_of  # type: ignore[method-assign]
        self.fields["columns"].help_text = f"Nhiều nhất {MOST} cột; không chọn thì theo cột mỗi người đã chọn."

    def clean_name(self) -> str:
        """One line, single spaces."""
        return " ".join(self.cleaned_data["name"].split())


def _everybody_of(obj: Department) -> str:
    return f"Mọi người ở {obj.name}"
