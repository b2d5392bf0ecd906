"""The form of a snippet, and a snippet put into the words of a move that is being written."""

from typing import Any

from django import forms
from django.http import HttpRequest

from cases.forms.move import MoveForm
from cases.models import Snippet
from departments.access import posts_in_force
from departments.models import Department, User

# What the page of a move sends: the snippet chosen, and the button that puts it in.
CHOSEN, PUT_IN = "cau-mau", "chen-cau-mau"


class SnippetForm(forms.Form):
    """What it is called, what it says, who sees it."""

    title = forms.CharField(
        label="Tên câu mẫu",
        max_length=80,
        help_text="Ví dụ: Tờ khai thiếu chữ ký.",
        widget=forms.TextInput({"autofocus": True}),
    )
    text = forms.CharField(label="Nội dung", max_length=2000, widget=forms.Textarea({"rows": 4}))
    department = forms.ModelChoiceField(
        Department.objects.none(), label="Ai dùng câu này?", required=False, empty_label="Chỉ mình tôi"
    )

    def __init__(self, snippet: Snippet, by: User, *args: Any, **kwargs: Any) -> None:
        """Offer the units in which the person works."""
        kwargs["initial"] = {name: getattr(snippet, name) for name in ("title", "text", "department")}
        super().__init__(*args, **kwargs)
        units = {post.department_id for post in posts_in_force(by)} | {snippet.department_id or 0}
        choice = self.fields["department"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  # declared above
        choice.queryset = Department.objects.filter(pk__in=units).order_by("path")
        choice.label_from_instance = _everybody_of  # type: ignore[method-assign]


def words_box(form: MoveForm) -> str:
    """The name of the box that a snippet goes into: the first one for sentences; "" where there is none."""
    return next((name for name, field in form.fields.items() if isinstance(field.widget, forms.Textarea)), "")


def with_snippet(empty: MoveForm, request: HttpRequest, snippet: Snippet | None) -> MoveForm:
    """The form as it was typed, nothing of it judged yet, with the snippet at the end of its words.

    A file that was chosen has to be chosen again: browsers send none back.
    """
    for name, field in empty.fields.items():
        if not isinstance(field, forms.FileField):
            empty.initial[name] = field.widget.value_from_datadict(request.POST, request.FILES, empty.add_prefix(name))
    box = words_box(empty)
    if snippet is not None and box:
        typed = str(empty.initial.get(box) or "").rstrip()
        empty.initial[box] = f"{typed}\n{snippet.text}" if typed else snippet.text
    return empty


def _everybody_of(obj: Department) -> str:
    return f"Mọi người ở {obj.name}"
