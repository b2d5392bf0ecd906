"""The forms by which work goes from one person to another: a deputy for some days, or all of it at once."""

from datetime import date
from typing import Any

from django import forms

from cases.actions.move_work import Load
from cases.forms.days import DayField
from cases.forms.move import text_field
from departments.models import Post, User
from departments.models.post import PostQuerySet


class DeputyForm(forms.Form):
    """For which post, who, from when to when."""

    post = forms.ModelChoiceField(Post.objects.none(), label="Làm thay vị trí", empty_label="Chọn vị trí")
    to = forms.ModelChoiceField(User.objects.none(), label="Người làm thay", empty_label="Chọn người")
    first = DayField(label="Từ ngày")
    last = DayField(label="Đến hết ngày")

    def __init__(self, posts: PostQuerySet, people: Any, today: date, *args: Any, **kwargs: Any) -> None:
        """Offer the posts one may give and the people of their units."""
        super().__init__(*args, **kwargs)
        self.initial["first"] = today
        for name, found in (("post", posts), ("to", people)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # declared above
            field.queryset = found


class MoveWorkForm(forms.Form):
    """From whom, to whom, and why."""

    source = forms.ModelChoiceField(User.objects.none(), label="Việc của", empty_label="Chọn người đang giữ")
    to = forms.ModelChoiceField(User.objects.none(), label="Chuyển cho", empty_label="Chọn chuyên viên")
    reason = text_field("Lý do", rows=3, help_text="Ghi vào nhật ký của từng hồ sơ.")

    def __init__(self, held: list[Load], officers: Any, *args: Any, **kwargs: Any) -> None:
        """Offer who holds something, with how much, and the officers who could take it."""
        super().__init__(*args, **kwargs)
        source, to = self.fields["source"], self.fields["to"]
        assert isinstance(source, forms.ModelChoiceField)  # noqa: S101  # declared above
        assert isinstance(to, forms.ModelChoiceField)  # noqa: S101  # declared above
        source.queryset = User.objects.filter(pk__in=[one.person.pk for one in held])
        source.choices = [
            ("", source.empty_label),
            *((one.person.pk, f"{one.person} – {one.number} hồ sơ") for one in held),
        ]
        to.queryset = officers
