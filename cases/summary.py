"""A draft's answers as people check them before they submit: by page, in words."""

from typing import Any

from django.utils.translation import gettext as _

from cases.forms.applicant import FOR_WHOM, OWNER_TITLES
from cases.forms.eform import answers_in_words
from cases.models import Dossier
from cases.plain_words import DELIVERIES, delivery_words
from cases.wizard import MENDING, PAPERS, RESULT, WHO, Wizard
from departments.identity import show_phone
from departments.written import as_vietnamese, day


def summary_of(wizard: Wizard) -> list[dict[str, Any]]:
    """Boxes of {title, url, rows}; `url` is where the answers can be changed, and leads back to the check."""
    offering, case = wizard.draft.offering, wizard.case()
    first = [
        {"label": _("Cơ quan nhận hồ sơ"), "value": as_vietnamese(offering.department.name) if offering else "—"},
        {"label": _("Nộp cho"), "value": str(dict(FOR_WHOM).get(wizard.for_whom(), ""))},
    ]
    if case is not None:
        first.append({"label": _("Trường hợp"), "value": as_vietnamese(case.name)})
    boxes: list[dict[str, Any]] = [{"title": _("Nơi nộp"), "page": "", "rows": first}]
    for number, form in enumerate(wizard.forms_of(WHO)):
        title = _("Người nộp") if number == 0 else OWNER_TITLES[wizard.for_whom()]
        boxes.append({"title": title, "page": WHO, "rows": _rows(form)})
    slugs = {page.title: page.slug for page in wizard.form_pages().values()}
    groups = answers_in_words(wizard.questions, wizard.answers())
    boxes += [
        {"title": as_vietnamese(group["title"]), "page": slugs[group["title"]], "rows": group["rows"]}
        for group in groups
    ]
    boxes.append({"title": _("Giấy tờ"), "page": PAPERS, "rows": _papers(wizard)})
    boxes.append({"title": _("Nhận kết quả"), "page": RESULT, "rows": [*_delivery(wizard), *_fee_answers(wizard)]})
    for box in boxes:
        box["url"] = f"{wizard.draft.address(box.pop('page'))}?{MENDING}=1"
    return boxes


def _fee_answers(wizard: Wizard) -> list[dict[str, str]]:
    rows = []
    for field in (field for form in wizard.forms_of(RESULT)[1:] for field in form):
        chosen = str(field.value() or "")
        named = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
        rows.append({"label": str(field.label), "value": named.get(chosen, chosen) or "—"})
    return rows


def _rows(form: Any) -> list[dict[str, str]]:
    if not form.is_bound:
        return [{"label": form.fields[name].label, "value": "—"} for name in form.fields]
    form.is_valid()
    return [
        {"label": form.fields[name].label, "value": _words(form.cleaned_data.get(name) or form[name].data)}
        for name in form.fields
    ]


def _words(value: Any) -> str:
    if hasattr(value, "strftime"):
        return day(value)
    if isinstance(value, str) and value.startswith("+84"):
        return show_phone(value)
    return as_vietnamese(value) if isinstance(value, str) and value else "—"


def _papers(wizard: Wizard) -> list[dict[str, str]]:
    brought = wizard.brought_on_paper()
    rows = []
    for paper in wizard.papers():
        files = [one.name for one in wizard.documents if one.requirement_id == paper.pk]
        said = as_vietnamese(", ".join(files))
        if not said and wizard.filled_in_here(paper):
            said = _("Đã điền trực tuyến")
        elif not said and paper.pk in brought:
            said = _("Nộp bản giấy tại Bộ phận Một cửa")
        rows.append({"label": as_vietnamese(paper.name), "value": said or "—"})
    return rows


def _delivery_words(chosen: str) -> str:
    return delivery_words(chosen) if chosen in DELIVERIES else "—"


def _delivery(wizard: Wizard) -> list[dict[str, str]]:
    typed = wizard.typed(RESULT)
    if typed is None:
        return [{"label": _("Cách nhận"), "value": "—"}]
    rows = [{"label": _("Cách nhận"), "value": _delivery_words(typed.get("delivery", ""))}]
    if typed.get("delivery") == Dossier.Delivery.POST and typed.get("delivery_address"):
        rows.append({"label": _("Địa chỉ nhận"), "value": as_vietnamese(typed.get("delivery_address", ""))})
    return rows
