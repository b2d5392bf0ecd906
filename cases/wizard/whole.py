"""The whole draft: what is still open on its pages, and the dossier that it makes."""

from dataclasses import replace
from typing import Any

from cases.forms.applicant import CHILD, OwnerForm
from cases.forms.eform import EForm
from cases.intake import Intake, Person
from cases.owner_facts import differing_names
from cases.wizard.answers import CHECK, PAPERS, RESULT, WHO
from cases.wizard.papers import Papers
from procedures.channels import Channel
from procedures.models import Offering


class Wizard(Papers):
    """One draft with all its pages, from the first to the dossier."""

    def open_pages(self) -> list[str]:
        """Pages on which something is missing or wrong, in order."""
        wrong = {page for page in self.pages() if not all(form.is_valid() for form in self._bound(page))}
        if self.missing_papers():
            wrong.add(PAPERS)
        return [page for page in self.pages() if page in wrong]

    def doubts(self) -> list[str]:
        """What looks odd in the answers and is yet no error."""
        owners = [form for form in self._bound(WHO) if isinstance(form, OwnerForm) and form.is_valid()]
        odd = [sentence for form in owners for sentence in form.warnings(self.day)]
        return odd + differing_names(self.questions, self.answers(), self._said_of_owner().get("full_name", ""))

    def progress(self) -> tuple[int, int]:
        """How many pages are done, of how many before the check; a page that was never opened is not done."""
        pages, wrong = [page for page in self.pages() if page != CHECK], set(self.open_pages())
        return sum(page not in wrong and self.typed(page) is not None for page in pages), len(pages)

    def stopped_at(self) -> str:
        """Where to go on: the first page that is still open, else the check."""
        return next(iter(self.open_pages()), CHECK)

    def intake(self, offering: Offering) -> Intake:
        """The dossier that the answers make; only when no page is open."""
        who = self.forms_of(WHO)
        for one in who:
            one.is_valid()
        submitter: Person = who[0].person()  # type: ignore[attr-defined]
        owner_form = who[1] if len(who) > 1 else None
        owner, grounds = None, ""
        if isinstance(owner_form, OwnerForm):
            owner, grounds = owner_form.person(), owner_form.by_what_right()
            if owner_form.for_whom == CHILD:
                owner = replace(owner, address=submitter.address)
        delivery = self.forms_of(RESULT)[0]
        delivery.is_valid()
        on_paper = [paper.name for paper in self.papers() if paper.pk in self.brought_on_paper()]
        promised = f"Nộp bản giấy tại Bộ phận Một cửa: {'; '.join(on_paper)}." if on_paper else ""
        return Intake(
            key=self.draft.key,
            version=self.version,
            offering=offering,
            channel=Channel.ONLINE,
            submitter=submitter,
            owner=owner,
            case=self.case(),
            form_data=self.answers(),
            fee_answers=self.fee_answers().stored(),
            delivery=delivery.cleaned_data["delivery"],
            delivery_address=delivery.cleaned_data["delivery_address"],
            note=" ".join([grounds, promised]).strip(),
        )

    def answers(self) -> dict[str, Any]:
        """What was rightly answered in the e-form, as it is stored; nothing of what is not asked."""
        found: dict[str, Any] = {}
        for page in self.form_pages():
            for form in self.forms_of(page):
                if isinstance(form, EForm) and form.is_bound:
                    form.is_valid()
                    found |= form.answers()
        return found
