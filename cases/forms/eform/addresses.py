"""An address in parts: the commune from the city's list or any place elsewhere, then house and street."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.forms.days import without_blanks
from departments.models import Department
from departments.models.department import Level
from departments.vietnamese import fold

ELSEWHERE = "khac"
_AGENCIES = ("UBND ", "Ủy ban nhân dân ")


@dataclass(frozen=True)
class Communes:
    """The city and its communes, by their codes, as people choose them."""

    city: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    def choices(self) -> list[tuple[str, Any]]:
        """The options of a select: wards and rural communes apart, elsewhere last."""
        groups = [
            (kind, [(code, name) for code, name in self.names.items() if name.startswith(kind)])
            for kind in ("Phường", "Xã")
        ]
        elsewhere = _("Ngoài {city}").format(city=self.city) if self.city else _("Nơi khác")
        return [("", _("Chọn phường, xã")), *((kind, rows) for kind, rows in groups if rows), (ELSEWHERE, elsewhere)]


def communes_on(day: date) -> Communes:
    """The communes that exist on the day; 1 statement."""
    units = Department.objects.in_force(day).filter(level__in=[Level.CITY, Level.COMMUNE])
    rows = list(units.values_list("level", "code", "name", "short_name"))
    city = next((_place(name) for level, _, name, _ in rows if level == Level.CITY), "")
    named = [(code, short or _place(name)) for level, code, name, short in rows if level == Level.COMMUNE]
    return Communes(city, dict(sorted(named, key=lambda row: fold(row[1]))))


def _place(agency: str) -> str:
    """The place that an agency is named after."""
    for words in _AGENCIES:
        agency = agency.removeprefix(words)
    return agency


class AddressWidget(forms.MultiWidget):
    """A select and two boxes; the box for other provinces says when it is meant."""

    template_name = "components/widgets/address.html"
    use_fieldset = True

    def __init__(self, communes: Communes, attrs: dict[str, Any] | None = None) -> None:
        """The boxes by their names."""
        self.communes = communes
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            "commune": forms.Select(choices=communes.choices()),
            "elsewhere": forms.TextInput({"maxlength": 200}),
            "street": forms.TextInput({"maxlength": 200, "autocomplete": "off"}),
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """A stored address into its parts; one that was stored in a single line goes into the street."""
        if isinstance(value, Mapping):
            code = value.get("code") or ELSEWHERE
            return [code, value.get("place", "") if code == ELSEWHERE else "", value.get("street", "")]
        return [None, None, value]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Beside the boxes: the condition under which the second one is meant, for the browser."""
        context = super().get_context(name, value, attrs)
        context["widget"]["show_when"] = f'{{"field": "{name}_commune", "is": "{ELSEWHERE}"}}'
        context["widget"]["city"] = self.communes.city
        return context


class AddressField(forms.MultiValueField):
    """An address as it is stored: {"street", "place", "code"}; the code is empty outside the city."""

    def __init__(self, communes: Communes, **options: Any) -> None:
        """Any option of a form field."""
        parts = [forms.CharField(required=False, max_length=200) for _ in range(3)]
        super().__init__(parts, require_all_fields=False, widget=AddressWidget(communes), **options)
        self.communes = communes

    def clean(self, value: Any) -> Any:
        """The address; boxes in which only blanks stand are empty."""
        return super().clean(without_blanks(value))

    def compress(self, data_list: Sequence[str]) -> dict[str, str] | None:
        """The address that the three parts name."""
        code, elsewhere, street = (part or "" for part in [*data_list, "", "", ""][:3])
        if not (code or elsewhere or street):
            return None
        if not code:
            raise ValidationError(
                _("Hãy chọn phường, xã; địa chỉ ở nơi khác thì chọn “{elsewhere}”.").format(elsewhere=self._elsewhere())
            )
        if code != ELSEWHERE and code not in self.communes.names:
            raise ValidationError(_("Phường, xã này không có trong danh sách. Hãy chọn lại."))
        if code == ELSEWHERE and not elsewhere:
            raise ValidationError(_("Hãy ghi tên xã, phường và tỉnh, thành phố."))
        if not street:
            raise ValidationError(_("Hãy ghi số nhà, đường phố, hoặc thôn, tổ dân phố."))
        if code == ELSEWHERE:
            return {"street": street, "place": elsewhere, "code": ""}
        name = self.communes.names[code]
        place = f"{name[:1].lower()}{name[1:]}, {self.communes.city}".removesuffix(", ")
        return {"street": street, "place": place, "code": code}

    def _elsewhere(self) -> str:
        return str(self.communes.choices()[-1][1])


def address_in_words(value: Any) -> str:
    """A stored address in one line."""
    if isinstance(value, Mapping):
        return ", ".join(part for part in (value.get("street"), value.get("place")) if part)
    return str(value)
