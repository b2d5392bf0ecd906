"""The pages of a draft and what was typed on each: kept as it was typed, valid or not, and read back into the forms."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cases.form_pages import FORM, FormPage, form_pages
from cases.forms.applicant import SELF, OwnerForm, SubmitterForm
from cases.forms.delivery import DeliveryForm
from cases.forms.eform.reading import belongs
from cases.forms.eform.tables import MOST_ROWS, row_count
from cases.forms.fee_answers import FeeAnswersForm
from cases.models import Draft
from cases.owner_facts import fill_in
from cases.typed import kept, known_of, query_of
from departments.written import as_vietnamese
from procedures.channels import Channel
from procedures.fee_count import NOTHING_SAID, FeeAnswers, reliefs_for
from procedures.models import FeeItem, FeeRelief, FormField, ProcedureCase, ProcedureVersion
from procedures.terms import fees_for

WHO, PAPERS, RESULT, CHECK = "nguoi-nop", "giay-to", "nhan-ket-qua", "kiem-tra"
RESUME = "tiep-tuc"  # no page: it leads to where one stopped
MENDING = "sua"  # in the address of a page that is opened from the check to mend one answer, and leads back there
_TITLES = {WHO: _("Người nộp"), PAPERS: _("Giấy tờ"), RESULT: _("Nhận kết quả"), CHECK: _("Kiểm tra và nộp")}


class Answers:
    """One draft and its pages; each part of the version is asked for once, when a page needs it."""

    def __init__(self, draft: Draft, day: date) -> None:
        """The draft with its version; `day` is today."""
        self.draft, self.day = draft, day
        self.version: ProcedureVersion = draft.version

    @cached_property
    def questions(self) -> list[FormField]:
        """The questions of the e-form."""
        return list(self.version.form_fields.all())

    @cached_property
    def cases(self) -> list[ProcedureCase]:
        """The cases of the version."""
        return list(self.version.cases.all())

    def pages(self) -> list[str]:
        """The pages in order; the e-form has one for each group of questions of which something is asked."""
        return list(self.titles())

    def titles(self) -> dict[str, str]:
        """The pages with their titles, in order."""
        who, *others = _TITLES.items()
        form_pages = [(page.slug, as_vietnamese(page.title)) for page in self.form_pages().values()]
        return {slug: title if isinstance(title, str) else str(title) for slug, title in [who, *form_pages, *others]}

    def form_pages(self) -> dict[str, FormPage]:
        """The pages of the e-form as the answers so far make them."""
        return {page.slug: page for page in form_pages(self.questions, self._form_typed() or QueryDict())}

    def after(self, page: str) -> str:
        """The page that follows."""
        pages = self.pages()
        return pages[min(pages.index(page) + 1, len(pages) - 1)]

    def before(self, page: str) -> str | None:
        """The page before, or None at the first."""
        pages = self.pages()
        position = pages.index(page)
        return pages[position - 1] if position else None

    def forms_of(self, page: str, sent: QueryDict | None = None) -> list[forms.Form]:
        """The forms of a page, bound to what is sent now, else to what was typed before, else fresh."""
        data = sent if sent is not None else self.typed(page)
        match page:
            case "nguoi-nop":
                submitter = SubmitterForm(data, initial=known_of(self.draft.account))
                whom = self.for_whom()
                return [submitter] if whom == SELF else [submitter, OwnerForm(whom, data, prefix="owner")]
            case _ if page in (asked := self.form_pages()):
                form = asked[page].form(data, self.day)
                return [form if data is not None else fill_in(form, self._said_of_owner())]
            case "nhan-ket-qua":
                delivery = DeliveryForm(data, initial={"delivery_address": self.draft.account.address})
                fees = FeeAnswersForm(*self._rates, data, prefix="fee")
                return [delivery, fees] if fees.fields else [delivery]
        return []

    @cached_property
    def _rates(self) -> tuple[list[FeeItem], list[FeeRelief]]:
        """The rates and the reliefs of the day."""
        prefetch_related_objects([self.version], "fees", "reliefs")
        fees = fees_for(self.version, channel=Channel.ONLINE, case=self.case(), at=self.day)
        return fees, reliefs_for(self.version, channel=Channel.ONLINE, at=self.day)

    def fee_answers(self) -> FeeAnswers:
        """What was rightly said of the fee; nothing while the page is open."""
        for form in self._bound(RESULT):
            if isinstance(form, FeeAnswersForm) and form.is_valid():
                return form.answers()
        return NOTHING_SAID

    def typed(self, page: str) -> QueryDict | None:
        """What was typed on the page, as it came; None when it was not opened yet."""
        if page not in (asked := self.form_pages()):
            return query_of(self.draft.answers.get(page))
        typed = self._form_typed()
        opened = typed is not None and any(one.key in typed for one in asked[page].questions)
        return typed if opened else None

    def _form_typed(self) -> QueryDict | None:
        """What was typed on all pages of the e-form; each question that was once shown has its key there."""
        return query_of(self.draft.answers.get(FORM))

    def keep(self, page: str, sent: Mapping[str, Any]) -> None:
        """Put the page's answers into the draft (unsaved), whatever they are worth; nothing else that was sent."""
        if (asked := self.form_pages().get(page)) is None:
            names = self._asked(page)
            held = kept(sent, lambda box: any(box == name or box.startswith(f"{name}_") for name in names))
            self.draft.answers = {**self.draft.answers, page: held}
            return
        questions = asked.questions
        typed = {
            box: texts
            for box, texts in (self.draft.answers.get(FORM) or {}).items()
            if not any(box == one.key or belongs(one, box) for one in questions)
        }
        held = kept(sent, lambda box: any(belongs(one, box) for one in questions))
        self.draft.answers = {**self.draft.answers, FORM: typed | {one.key: [] for one in questions} | held}

    def add_row(self, page: str, key: str) -> None:
        """One blank row more in the table (unsaved)."""
        if table := self._table(page, key):
            typed = self.draft.answers[FORM]
            count = max(row_count(typed, key), int(table.minimum or 1), 1)
            if count < min(int(table.maximum or MOST_ROWS), MOST_ROWS):
                row = {f"{key}-{count}-{column['key']}": [""] for column in table.columns}
                self.draft.answers = {**self.draft.answers, FORM: typed | row}

    def remove_row(self, page: str, key: str, number: int) -> None:
        """Without the row of this number, counted from one (unsaved); those behind it move up."""
        if not self._table(page, key):
            return
        typed = {}
        for box, texts in self.draft.answers[FORM].items():
            found = re.match(rf"{key}-(\d{{1,2}})-(.+)", box, re.ASCII)
            place = int(found[1]) if found else -1
            if place != number - 1:
                typed[f"{key}-{place - 1}-{found[2]}" if found and place >= number else box] = texts
        self.draft.answers = {**self.draft.answers, FORM: typed}

    def _table(self, page: str, key: str) -> FormField | None:
        asked = self.form_pages().get(page)
        tables = [one for one in asked.questions if one.kind == FormField.Kind.TABLE] if asked else []
        return next((one for one in tables if one.key == key), None)

    def _asked(self, page: str) -> set[str]:
        if page == PAPERS:
            return {"paper"}
        return {form.add_prefix(name) for form in self.forms_of(page) for name in form.fields}

    def for_whom(self) -> str:
        """For oneself, another person or an organisation, as chosen at the start."""
        return str(self.draft.answers.get("for_whom") or SELF)

    def case(self) -> ProcedureCase | None:
        """The case chosen at the start, if it is one of this version's."""
        chosen = self.draft.answers.get("case")
        return next((case for case in self.cases if case.code == chosen), None) if chosen else None

    def _said_of_owner(self) -> dict[str, Any]:
        """What is known of the owner so far, by the names of the boxes on the first page."""
        form = self._bound(WHO)[-1]
        form.is_valid()
        said = {name: value for name, value in form.cleaned_data.items() if value}
        return said if isinstance(form, OwnerForm) else known_of(self.draft.account) | said

    def _bound(self, page: str) -> list[forms.Form]:
        return self.forms_of(page, self.typed(page) or QueryDict())
