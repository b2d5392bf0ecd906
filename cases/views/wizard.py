"""Submitting online, one page a group of questions; what is typed is kept after each, valid or not."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions.submit import submit
from cases.drafts import draft_of, holds_on, receives_online, writing
from cases.gate import person
from cases.models import Dossier, Draft
from cases.papers import size
from cases.storage import UploadRefused, accept_upload, delete_documents
from cases.storage.kinds import ACCEPTED
from cases.summary import summary_of
from cases.wizard import CHECK, MENDING, PAPERS, RESUME, Wizard, ids
from procedures.terms import fees_for

_SAVED = "Đã lưu bản nháp. Bạn có thể làm tiếp bất cứ lúc nào trong “Hồ sơ của tôi”."
_ROWS = ("them:", "bo:")  # the buttons of a table: them:<question>, bo:<question>:<row>


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, code: str, page: str) -> HttpResponseBase:
    """One page of the draft: keep what is sent, go on when it is right, else show what is wrong beside it."""
    draft = draft_of(person(request), code)
    if draft is None:
        return _without_draft(request, code)
    wizard = Wizard(draft, timezone.localdate())
    if page not in wizard.pages():
        return _elsewhere(wizard, page)
    if request.method == "POST" and page != CHECK and not _kept(wizard, page, request.POST):
        return _without_draft(request, code)
    if not holds_on(draft.version, timezone.localdate()):
        return redirect("cases:start", code)
    if page == CHECK:
        return _check(request, wizard)
    if request.method != "POST":
        return _show(request, wizard, page, _calm(request, wizard.forms_of(page)))
    if page == PAPERS:
        return _papers(request, wizard)
    if aside := _aside(request, wizard, page):
        return aside
    forms = wizard.forms_of(page, request.POST)
    if not [form for form in forms if not form.is_valid()]:
        return _onward(request, wizard, page)
    return _show(request, wizard, page, forms, status=422)


def _kept(wizard: Wizard, page: str, sent: QueryDict) -> bool:
    """Whether what was sent is in the draft; not where it was submitted or deleted in another window meanwhile."""
    try:
        with writing(wizard.draft, at=timezone.now()):
            wizard.keep(page, sent)
    except Draft.DoesNotExist:
        return False
    return True


def _calm(request: HttpRequest, forms: list[Form]) -> list[Form]:
    """A page that is opened half filled in does not scold for what is still empty, unless it was opened to mend it."""
    for form in forms if MENDING not in request.GET else ():
        for name, errors in list(form.errors.as_data().items()):
            if all(error.code == "required" for error in errors):
                form.errors.pop(name)
    return forms


def _elsewhere(wizard: Wizard, page: str) -> HttpResponseBase:
    """What is no page of the draft leads to where one stopped, or nowhere."""
    if page != RESUME:
        raise Http404
    return redirect("cases:wizard", wizard.version.procedure.code, wizard.stopped_at())


def _onward(request: HttpRequest, wizard: Wizard, page: str) -> HttpResponseBase:
    """To the next page, or back to the check whoever came from there to mend one answer."""
    following = CHECK if MENDING in request.GET else wizard.after(page)
    return redirect("cases:wizard", wizard.version.procedure.code, following)


def _aside(request: HttpRequest, wizard: Wizard, page: str) -> HttpResponseBase | None:
    """Where "save and leave" and "back" lead, with what was typed kept, right or wrong; None for any other button."""
    go = request.POST.get("go", "")
    if go.startswith(_ROWS):
        return _row(request, wizard, page, *go.split(":")[:3])
    match go:
        case "exit":
            messages.success(request, _SAVED)
            return redirect("cases:mine")
        case "back":
            code, before = wizard.version.procedure.code, CHECK if MENDING in request.GET else wizard.before(page)
            return redirect("cases:wizard", code, before) if before else redirect("cases:start", code)
    return None


def _row(request: HttpRequest, wizard: Wizard, page: str, verb: str, key: str, number: str = "") -> HttpResponseBase:
    """One row more or less in a table; everything typed is kept, and the page opens again at the table."""
    if verb == "them":
        wizard.add_row(page, key)
    elif row := ids([number]):
        wizard.remove_row(page, key, row[0])
    wizard.draft.save(update_fields=["answers"])
    answer = redirect(request.get_full_path())
    answer["Location"] += f"#id_{key}_field" if re.fullmatch(r"[a-z0-9_]+", key) else ""
    return answer


def _papers(request: HttpRequest, wizard: Wizard) -> HttpResponseBase:
    """Take files in, take one out, or go on."""
    user, now = person(request), timezone.now()
    refused: dict[int, list[str]] = {}
    for paper in wizard.papers():
        for upload in request.FILES.getlist(f"file-{paper.pk}"):
            try:
                accept_upload(upload, at=now, by=user, draft=wizard.draft, requirement=paper)
            except UploadRefused as error:
                refused.setdefault(paper.pk, []).append(str(error))
    delete_documents(wizard.draft.documents.filter(pk__in=ids(request.POST.getlist("remove"))))
    if refused:
        return _show(request, wizard, PAPERS, [], status=422, refused=refused)
    if aside := _aside(request, wizard, PAPERS):
        return aside
    if request.POST.get("go") != "next":
        return redirect(request.get_full_path())
    if wizard.missing_papers():
        return _show(request, wizard, PAPERS, [], status=422, missing=True)
    return _onward(request, wizard, PAPERS)


def _check(request: HttpRequest, wizard: Wizard) -> HttpResponseBase:
    """All answers once more; submitted when nothing is open and the citizen declares that they are true."""
    now, offering = timezone.now(), wizard.draft.offering
    open_pages = wizard.open_pages()
    undeclared = request.method == "POST" and request.POST.get("declared") != "yes"
    closed = request.method == "POST" and not receives_online(offering, timezone.localdate(now))
    if request.method == "POST" and offering is not None and not (open_pages or undeclared or closed):
        dossier = submit(
            wizard.intake(offering),
            by=person(request),
            at=now,
            documents=wizard.sent_documents(),
            draft=wizard.draft,
        )
        return _to(dossier)
    context = {
        **_frame(wizard, CHECK),
        "summary": summary_of(wizard),
        "doubts": wizard.doubts(),
        "open_pages": [(page, wizard.titles()[page]) for page in open_pages],
        "undeclared": undeclared,
        "closed": closed,
        "fees": fees_for(wizard.version, channel="online", case=wizard.case(), at=timezone.localdate(now)),
    }
    return render(request, "cases/citizen/check.html", context, status=422 if request.method == "POST" else 200)


def _show(
    request: HttpRequest, wizard: Wizard, page: str, forms: list[Any], *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {**_frame(wizard, page), "forms": forms, "invalid": status == 422}
    if page == PAPERS:
        context |= _paper_rows(wizard, **more)
        return render(request, "cases/citizen/papers.html", context, status=status)
    if page in wizard.form_pages():
        context["eform"] = forms[0]
    return render(request, "cases/citizen/questions.html", context, status=status)


def _paper_rows(
    wizard: Wizard, refused: dict[int, list[str]] | None = None, *, missing: bool = False
) -> dict[str, Any]:
    """Each paper with its files and what is wrong with it."""
    brought = wizard.brought_on_paper()
    lacking = {paper.pk for paper in wizard.missing_papers()} if missing else set()
    sentence = "Hãy tải tệp lên, hoặc đánh dấu sẽ nộp bản giấy."
    return {
        "papers": [
            {
                "paper": paper,
                "files": [
                    {"pk": one.pk, "name": one.name, "size": size(one.size)}
                    for one in wizard.documents
                    if one.requirement_id == paper.pk
                ],
                "filled_in_here": wizard.filled_in_here(paper),
                "brought": paper.pk in brought,
                "errors": (refused or {}).get(paper.pk, []) + ([sentence] if paper.pk in lacking else []),
            }
            for paper in wizard.papers()
        ],
        "to_present": wizard.to_present(),
        "notes": wizard.notes(),
        "accepted": ACCEPTED,
    }


def _frame(wizard: Wizard, page: str) -> dict[str, Any]:
    pages = wizard.pages()
    return {
        "section": "mine",
        "wizard": wizard,
        "version": wizard.version,
        "offering": wizard.draft.offering,
        "code": wizard.version.procedure.code,
        "page": page,
        "title": wizard.titles()[page],
        "number": pages.index(page) + 1,
        "total": len(pages),
        "names": list(wizard.titles().values()),
        "before": wizard.before(page),
        "keep_url": reverse("cases:wizard_keep", args=[wizard.version.procedure.code, page]) if page != CHECK else "",
        "for_organisation": wizard.for_whom() == "organisation",
    }


def _without_draft(request: HttpRequest, code: str) -> HttpResponseBase:
    """The draft is gone: submitted already (perhaps by the same button pressed twice), or never begun."""
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return redirect("cases:start", code)
    dossier = Dossier.objects.submitted_by(person(request)).filter(submission_key=key).first()
    return _to(dossier) if dossier else redirect("cases:start", code)


def _to(dossier: Dossier) -> HttpResponseBase:
    response = redirect("cases:my_dossier", dossier.code)
    response["Location"] += "?vua-nop=1"
    return response
