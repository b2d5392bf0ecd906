"""What is asked once for many dossiers: the move's own form, without what differs from one to another."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms

from cases.actions.assign import officers_of
from cases.forms.decisions import AssignForm, HandOverForm
from cases.forms.move import MoveForm
from cases.forms.moves import ASKED
from cases.forms.signing import IssueForm, pin_field
from cases.models import Dossier
from cases.signing.keys import key_of
from departments.models import User

# The moves that need no look into each dossier by itself, in the order of a dossier's life. To sign is one
# move here, whoever issues the result.
BULK = ("transfer", "assign", "claim", "forward", "approve", "sign", "issue", "hand_over")


class AssignManyForm(AssignForm):
    """To whom the work goes; officers of every division that is concerned."""

    def offer(self, dossiers: Sequence[Dossier]) -> None:
        """Offer the officers of all of them; a dossier of another division refuses the one who does not work there."""
        divisions = {one.division_id: one for one in dossiers}
        found = {user.pk for one in divisions.values() for user in officers_of(one, self.at)}
        choice = self.fields["officer"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  # declared by the base class
        choice.queryset = User.objects.filter(pk__in=found).order_by("full_name")


class HandOverManyForm(HandOverForm):
    """Who took the results: each dossier's own people, or one person who came for all of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name no person of one dossier."""
        super().__init__(*args, **kwargs)
        self.people = {"submitter": "", "owner": ""}
        self.fields.pop("originals", None)
        taker = self.fields["taker"]
        assert isinstance(taker, forms.ChoiceField)  # noqa: S101  # declared by the base class
        taker.choices = [
            ("submitter", "Người nộp của từng hồ sơ"),
            ("owner", "Chủ hồ sơ của từng hồ sơ"),
            (self.OTHER, "Một người khác nhận tất cả, có giấy ủy quyền hoặc giấy giới thiệu"),
        ]


class IssueManyForm(IssueForm):
    """Number and issue many results: each under the symbol of its draft, all with the seal of one agency."""

    field_order = ("symbol", "note", "pin")

    def offer(self, dossiers: Sequence[Dossier]) -> None:
        """Ask for a symbol where a draft has none, and for the PIN of the seal."""
        self.fields.pop("pin", None)
        agencies = {one.department_id: one.department for one in dossiers}
        keys = [key for one in agencies.values() if (key := key_of(one, self.at)) is not None and key.asks_pin]
        self.has_many_seals = len(keys) > 1
        field = pin_field(keys[0]) if keys else None
        if field is not None:
            self.fields["pin"] = field
        if all(getattr(getattr(one, "result", None), "symbol", "") for one in dossiers):
            del self.fields["symbol"]
            return
        self.fields["symbol"].label = "Ký hiệu của văn bản chưa có ký hiệu"
        self.initial.pop("symbol", None)

    def clean(self) -> dict[str, Any]:
        """One PIN opens one seal."""
        if self.has_many_seals:
            raise forms.ValidationError("Các hồ sơ này của nhiều cơ quan, mỗi nơi một con dấu. Hãy chọn từng cơ quan.")
        return super().clean() or {}


_FORMS: dict[str, type[MoveForm]] = {
    "assign": AssignManyForm,
    "issue": IssueManyForm,
    "hand_over": HandOverManyForm,
}


def form_for_many(
    action: str, dossiers: Sequence[Dossier], by: User, at: datetime, data: Mapping[str, Any] | None = None
) -> MoveForm:
    """The form that is asked once for these dossiers, of which there is at least one."""
    form = _FORMS.get(action, ASKED[action].form)(dossiers[0], by, at, data)
    del form.fields["revision"]
    if isinstance(form, AssignManyForm | IssueManyForm):
        form.offer(dossiers)
    return form


def kept_answers(form: MoveForm) -> dict[str, str]:
    """What was said once for all, as the batch keeps it: a PIN is asked for each time and stored nowhere."""
    names = (name for name, field in form.fields.items() if not isinstance(field.widget, forms.PasswordInput))
    return {name: str(form.data.get(name, "")) for name in names}


def answers_for(action: str, said: Mapping[str, str], dossier: Dossier, revision: int) -> dict[str, Any]:
    """What the move's own form is sent for one of the dossiers."""
    answers = {**said, "revision": revision}
    if action == "hand_over" and said.get("taker") == "owner" and dossier.owner_id == dossier.submitter_id:
        answers["taker"] = "submitter"
    return answers
