"""A new draft from what one has filled in before: people, answers and the same papers; never a declaration."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction

from cases.drafts import begin, receives_online, version_in_force
from cases.form_pages import FORM
from cases.forms.applicant import CHILD, ORGANISATION, OTHER, SELF, OwnerForm, SubmitterForm
from cases.forms.eform import EForm
from cases.forms.eform.typing import boxes_of
from cases.models import Applicant, Document, Dossier, Draft
from cases.models.document import OFFICES_OWN
from cases.storage import copy_document
from cases.wizard import RESULT, WHO
from departments.models import User
from procedures.models import FormField, Offering, ProcedureVersion, RequiredDocument

Boxes = dict[str, list[str]]


def draft_like_dossier(dossier: Dossier, *, by: User, key: UUID, at: datetime, day: date) -> Draft | None:
    """A draft with what the dossier says; None where its procedure is not offered any more. The same key gives one."""
    version = version_in_force(dossier.version.procedure.code, day)
    if version is None:
        return None
    whom = _for_whom(dossier, version)
    questions = list(version.form_fields.all())
    answers: dict[str, Any] = {
        "for_whom": whom,
        WHO: _people(dossier, whom),
        FORM: _form(questions, dossier.form_data, day),
        RESULT: {"delivery": [dossier.delivery], "delivery_address": [dossier.delivery_address]},
    }
    case = dossier.case.code if dossier.case else ""
    if any(one.code == case for one in version.cases.all()):
        answers["case"] = case
    offered = Offering.objects.filter(procedure=version.procedure_id, department=dossier.department_id)
    offering = next((one for one in offered if receives_online(one, day)), None)
    files = Document.objects.filter(dossier=dossier).exclude(kind__in=OFFICES_OWN)
    return _begun(version, answers, offering, files, by=by, key=key, at=at)


def draft_like_draft(draft: Draft, *, key: UUID, at: datetime, day: date) -> Draft | None:
    """The same draft once more, under the rules of the day; None where its procedure is not offered any more."""
    version = version_in_force(draft.version.procedure.code, day)
    if version is None:
        return None
    answers = dict(draft.answers)
    said = {one.key for one in draft.version.form_fields.all() if one.kind == FormField.Kind.DECLARATION}
    if FORM in answers:
        answers[FORM] = {box: texts for box, texts in answers[FORM].items() if box not in said}
    files = Document.objects.filter(draft=draft)
    return _begun(version, answers, draft.offering, files, by=draft.account, key=key, at=at)


def _begun(
    version: ProcedureVersion,
    answers: dict[str, Any],
    offering: Offering | None,
    files: Iterable[Document],
    *,
    by: User,
    key: UUID,
    at: datetime,
) -> Draft:
    """The new draft with its own copies of the files whose paper the version asks for too."""
    papers = {paper.code or paper.name: paper for paper in version.requirements.all() if not paper.is_note}
    with transaction.atomic():
        draft = begin(by, version, key=key, at=at, answers=answers, offering=offering)
        if draft.started_at == at:
            for document in files:
                paper = _same(papers, document.requirement)
                if paper is not None:
                    copy_document(document, draft=draft, requirement=paper, by=by, at=at)
    return draft


def _same(papers: Mapping[str, RequiredDocument], paper: RequiredDocument | None) -> RequiredDocument | None:
    return papers.get(paper.code or paper.name) if paper else None


def _for_whom(dossier: Dossier, version: ProcedureVersion) -> str:
    if dossier.owner_id == dossier.submitter_id:
        return SELF
    if dossier.owner.kind == Applicant.Kind.ORGANISATION:
        return ORGANISATION
    return CHILD if version.usual_owner == CHILD else OTHER


def _people(dossier: Dossier, whom: str) -> Boxes:
    boxes = _stated(SubmitterForm(), dossier.submitter)
    return boxes if whom == SELF else boxes | _stated(OwnerForm(whom, prefix="owner"), dossier.owner)


def _stated(form: forms.Form, person: Applicant) -> Boxes:
    """What was stated of the person, in the boxes of the form."""
    boxes: Boxes = {}
    for name, field in form.fields.items():
        boxes |= boxes_of(field, form.add_prefix(name), getattr(person, name, None))
    return boxes


def _form(questions: list[FormField], stored: Mapping[str, Any], day: date) -> Boxes:
    """What was answered, in the boxes of the questions that are still asked; each counts as opened."""
    form, boxes = EForm(questions, day=day), Boxes()
    for question in form.questions:
        if question.key in stored and question.kind != FormField.Kind.DECLARATION:
            boxes |= {question.key: []} | boxes_of(form.fields[question.key], question.key, stored[question.key])
    return boxes
