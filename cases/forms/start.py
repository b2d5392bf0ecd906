"""The first questions of a submission: where, which case, for whom."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.forms.applicant import FOR_WHOM, SELF
from departments.vietnamese import name_key
from procedures.models import Offering, ProcedureCase


class StartForm(forms.Form):
    """Asks only what has more than one answer."""

    offering = forms.ChoiceField(
        label="Nộp hồ sơ đến cơ quan nào?",
        help_text="Thường là nơi bạn đang cư trú, hoặc nơi có nhà đất, cơ sở kinh doanh.",
        error_messages={"required": "Hãy chọn cơ quan nhận hồ sơ."},
    )
    case = forms.ChoiceField(
        label="Trường hợp của bạn là gì?",
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn trường hợp đúng với bạn."},
    )
    for_whom = forms.ChoiceField(
        label="Bạn nộp hồ sơ này cho ai?", choices=FOR_WHOM, widget=forms.RadioSelect, initial=SELF
    )

    def __init__(
        self, offerings: Sequence[Offering], cases: Sequence[ProcedureCase], *args: Any, **kwargs: Any
    ) -> None:
        """Offer the units and cases that there are."""
        super().__init__(*args, **kwargs)
        names = sorted(((str(one.pk), one.department.name) for one in offerings), key=lambda pair: name_key(pair[1]))
        where = self.fields["offering"]
        where.choices = names if len(names) == 1 else [("", "Chọn cơ quan"), *names]  # type: ignore[attr-defined]
        if not cases:
            del self.fields["case"]
        else:
            # Many rules hold for the ordinary case too, which has no name of its own.
            named = [(case.code, case.name) for case in cases]
            self.fields["case"].choices = [*named, ("-", "Không thuộc trường hợp nào nêu trên")]  # type: ignore[attr-defined]
