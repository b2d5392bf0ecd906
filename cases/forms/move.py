"""The forms of moves that ask for little: a confirmation, a note, a reason. All carry the revision the page showed."""

from datetime import datetime
from typing import Any

from django import forms

from cases.models import Dossier, Event
from departments.models import User

Values = dict[str, Any]


def text_field(label: str, *, required: bool = True, rows: int = 4, help_text: str = "") -> forms.CharField:
    """A field for sentences."""
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=required, max_length=5000, help_text=help_text, widget=widget)


class Choices(forms.RadioSelect):
    """Choices side by side; the cursor waits at the first where it is to wait here, for at all of them it cannot."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Only the first of them is `autofocus`."""
        option = super().create_option(*args, **kwargs)
        if option["index"] != "0":
            option["attrs"].pop("autofocus", None)
        return option


# In what something is typed or chosen.
_BOXES = (forms.TextInput, forms.Textarea, forms.Select, forms.PasswordInput, Choices)


class MoveForm(forms.Form):
    """Every move carries the revision its page showed, so that a change in between is noticed."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, dossier: Dossier, by: User, at: datetime, *args: Any, **kwargs: Any) -> None:
        """`by` is who will make the move, at the moment `at`."""
        kwargs.setdefault("initial", {})
        kwargs["initial"].setdefault("revision", dossier.revision)
        super().__init__(*args, **kwargs)
        self.dossier, self.by, self.at = dossier, by, at

    def wait_at_first(self) -> bool:
        """Put the cursor into the first box that must be filled, else the first one; whether there is a box at all."""
        boxes = {name: field for name, field in self.fields.items() if isinstance(field.widget, _BOXES)}
        for name in (*filter(self.must_be_filled, boxes), *boxes):
            boxes[name].widget.attrs["autofocus"] = True
            return True
        return False

    def must_be_filled(self, name: str) -> bool:
        """Whether the form cannot be sent with this box empty."""
        return self.fields[name].required

    def values(self) -> Values:
        """The arguments of the action."""
        return self.cleaned_data

    def said(self) -> tuple[Any, ...]:
        """What the log keeps of a valid form: the note first, then what the action records beside it."""
        data = self.cleaned_data
        return (next((data[name] for name in ("note", "reason", "text") if name in data), ""),)

    def is_what(self, event: Event) -> bool:
        """Whether the event is what this very form has become: then it was sent before."""
        note, *recorded = self.said()
        return note == event.note and all(word in event.data.values() for word in recorded)

    def typed(self) -> str:
        """What was written, in words, to be kept when the move is not made."""
        lines = []
        for field in self.visible_fields():
            value = field.value()
            if value and not isinstance(field.field, forms.FileField):
                names = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
                parts = [names.get(str(part), str(part)) for part in (value if isinstance(value, list) else [value])]
                lines.append(f"{field.label}: {' – '.join(part for part in parts if part)}")
        return "\n".join(lines)


class ConfirmForm(MoveForm):
    """Nothing to say: the button is the answer."""


class NoteForm(MoveForm):
    """A word for the colleague who goes on."""

    note = text_field("Ghi chú cho người tiếp theo", required=False, rows=3)


class ReasonForm(MoveForm):
    """A reason that the applicant or the officer reads."""

    reason = text_field("Lý do", help_text="Viết đủ để người đọc hiểu ngay phải làm gì.")


class BasisForm(ReasonForm):
    """A reason with the rule that allows it."""

    legal_basis = forms.CharField(
        label="Căn cứ pháp lý",
        required=False,
        max_length=500,
        help_text="Điều, khoản, số văn bản. Không ghi căn cứ thì thời gian dừng vẫn bị tính vào thời hạn.",
    )


class StopForm(ReasonForm):
    """Why the work ends without a result, and the rule that says so: both stand in the notice."""

    legal_basis = forms.CharField(
        label="Căn cứ pháp lý",
        max_length=500,
        help_text="Điều, khoản, số văn bản. In trên Thông báo dừng giải quyết hồ sơ.",
    )


class ShelfForm(MoveForm):
    """Where the paper file lies; empty takes it off the shelf."""

    shelf = forms.CharField(label="Nơi để", required=False, max_length=60, help_text="Ví dụ: Kệ 3, ngăn 2.")

    def __init__(self, dossier: Dossier, by: User, at: datetime, *args: Any, **kwargs: Any) -> None:
        """The box holds what was written last."""
        kwargs["initial"] = {"shelf": dossier.shelf, **kwargs.get("initial", {})}
        super().__init__(dossier, by, at, *args, **kwargs)

    def said(self) -> tuple[Any, ...]:
        """The shelf is what the log keeps as note."""
        return (self.cleaned_data["shelf"],)


class CommentForm(MoveForm):
    """A note among colleagues."""

    text = text_field("Ghi chú nội bộ", help_text="Người dân không thấy ghi chú này.")
