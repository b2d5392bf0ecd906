"""The first questions of a submission: where, which case, for whom."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.forms.applicant import FOR_WHOM, SELF
from procedures.models import Offering, ProcedureCase
from procedures.places import grouped

ORDINARY = "-"


class StartForm(forms.Form):
    """Asks only what has more than one answer."""

    offering = forms.ChoiceField(
        label=_("Nộp hồ sơ đến cơ quan nào?"),
        widget=forms.Select({"lang": "vi"}),
        help_text=_("Thường là nơi bạn đang cư trú, hoặc nơi có nhà đất, cơ sở kinh doanh."),
        error_messages={"required": _("Hãy chọn cơ quan nhận hồ sơ.")},
    )
    case = forms.ChoiceField(
        label=_("Trường hợp của bạn là gì?"),
        widget=forms.RadioSelect,
        initial=ORDINARY,
        error_messages={"required": _("Hãy chọn trường hợp đúng với bạn.")},
    )
    for_whom = forms.ChoiceField(
        label=_("Bạn nộp hồ sơ này cho ai?"),
        choices=FOR_WHOM,
        widget=forms.RadioSelect,
        initial=SELF,
        error_messages={"required": _("Hãy chọn bạn nộp cho ai.")},
    )

    def __init__(
        self, offerings: Sequence[Offering], cases: Sequence[ProcedureCase], *args: Any, **kwargs: Any
    ) -> None:
        """Offer the units and cases that there are."""
        super().__init__(*args, **kwargs)
        groups = grouped(offerings, "pk")
        only = [row for _, rows in groups for row in rows]
        self._choose_from("offering", only if len(only) == 1 else [("", gettext("Chọn cơ quan")), *groups])
        if not cases:
            del self.fields["case"]
        else:
            # The rules for everybody have no case of their own.
            named = [(case.code, case.name) for case in cases]
            self._choose_from("case", [(ORDINARY, gettext("Trường hợp thông thường")), *named])

    def _choose_from(self, name: str, choices: Sequence[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)
