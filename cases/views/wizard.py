"""Submitting online, one page a group of questions; what is typed is kept after each, valid or not."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions.submit import submit
from cases.forms.start import StartForm
from cases.gate import person
from cases.models import Document, Dossier, Draft
from cases.storage import UploadRefused, accept_upload, delete_documents
from cases.summary import summary_of
from cases.wizard import CHECK, FORM, PAPERS, TITLES, WHO, Wizard, version_for
from procedures.models import Offering, ProcedureVersion
from procedures.terms import fees_for


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponseBase:
    """Where, which case and for whom; a draft that exists is offered again instead of a second one."""
    user, now = person(request), timezone.now()
    draft = _draft_of(user.pk, code)
    version = version_for(draft, timezone.localdate(now)) if draft else _version(code)
    if version is None:
        raise Http404
    offerings = list(
        Offering.objects.in_force().online().filter(procedure=version.procedure_id).select_related("department")
    )
    known = {"offering": draft.offering_id, **draft.answers} if draft else {"for_whom": request.GET.get("cho", "self")}
    form = StartForm(offerings, list(version.cases.all()), request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        chosen = {key: value for key, value in form.cleaned_data.items() if key != "offering"}
        draft, _ = Draft.objects.get_or_create(
            account=user, version=version, defaults={"started_at": now, "saved_at": now}
        )
        draft.offering_id, draft.saved_at = int(form.cleaned_data["offering"]), now
        draft.answers = {**draft.answers, **chosen}
        draft.save()
        return redirect("cases:wizard", code, WHO)
    context = {"version": version, "form": form, "draft": draft, "offerings": offerings, "section": "procedures"}
    return render(request, "cases/citizen/start.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, code: str, page: str) -> HttpResponseBase:
    """One page of the draft: keep what is sent, go on when it is right, else show what is wrong beside it."""
    draft = _draft_of(person(request).pk, code)
    if draft is None:
        return _without_draft(request, code)
    wizard = _wizard(draft)
    if page not in wizard.pages():
        raise Http404
    if page == CHECK:
        return _check(request, wizard)
    if request.method != "POST":
        return _show(request, wizard, page, wizard.forms_of(page))
    _keep(wizard, page, request.POST)
    if page == PAPERS:
        return _papers(request, wizard)
    forms = wizard.forms_of(page, request.POST)
    if request.POST.get("go") == "exit":
        messages.success(request, "Đã lưu bản nháp. Bạn có thể làm tiếp bất cứ lúc nào trong “Hồ sơ của tôi”.")
        return redirect("cases:mine")
    if not [form for form in forms if not form.is_valid()]:
        return redirect("cases:wizard", code, CHECK if request.POST.get("go") == "check" else wizard.after(page))
    return _show(request, wizard, page, forms, status=422)


def _papers(request: HttpRequest, wizard: Wizard) -> HttpResponseBase:
    """Take files in, take one out, or go on."""
    code, user, now = wizard.version.procedure.code, person(request), timezone.now()
    refused: list[str] = []
    for paper in wizard.papers():
        for upload in request.FILES.getlist(f"file-{paper.pk}"):
            try:
                accept_upload(upload, at=now, by=user, draft=wizard.draft, requirement=paper)
            except UploadRefused as error:
                refused.append(str(error))
    if request.POST.get("remove", "").isdigit():
        delete_documents(wizard.draft.documents.filter(pk=int(request.POST["remove"])))
    if refused:
        wizard = _wizard(wizard.draft)
        return _show(request, wizard, PAPERS, [], status=422, refused=refused)
    match request.POST.get("go"):
        case "exit":
            messages.success(request, "Đã lưu bản nháp. Bạn có thể làm tiếp trong “Hồ sơ của tôi”.")
            return redirect("cases:mine")
        case "next":
            wizard = _wizard(wizard.draft)
            if wizard.missing_papers():
                return _show(request, wizard, PAPERS, [], status=422, missing=wizard.missing_papers())
            return redirect("cases:wizard", code, wizard.after(PAPERS))
    return redirect("cases:wizard", code, PAPERS)


def _check(request: HttpRequest, wizard: Wizard) -> HttpResponseBase:
    """All answers once more; submitted when nothing is open and the citizen declares that they are true."""
    open_pages = wizard.open_pages()
    undeclared = request.method == "POST" and request.POST.get("declared") != "yes"
    offering = wizard.draft.offering
    if request.method == "POST" and offering is not None and not open_pages and not undeclared:
        dossier = submit(
            wizard.intake(offering),
            by=person(request),
            at=timezone.now(),
            documents=wizard.documents,
            draft=wizard.draft,
        )
        return _to(dossier)
    day = timezone.localdate()
    context = {
        **_frame(wizard, CHECK),
        "summary": summary_of(wizard),
        "open_pages": [(page, TITLES[page]) for page in open_pages],
        "undeclared": undeclared,
        "fees": fees_for(wizard.version, channel="online", case=wizard.case(), at=day),
    }
    return render(request, "cases/citizen/check.html", context, status=422 if request.method == "POST" else 200)


def _show(
    request: HttpRequest, wizard: Wizard, page: str, forms: list[Any], *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {**_frame(wizard, page), "forms": forms, "invalid": status == 422, **more}
    if page == PAPERS:
        brought = wizard.brought_on_paper()
        context["papers"] = [
            {
                "paper": paper,
                "files": [one for one in wizard.documents if one.requirement_id == paper.pk],
                "filled_in_here": wizard.filled_in_here(paper),
                "brought": paper.pk in brought,
            }
            for paper in wizard.papers()
        ]
        return render(request, "cases/citizen/papers.html", context, status=status)
    if page == FORM:
        context["groups"] = forms[0].groups()
    return render(request, "cases/citizen/questions.html", context, status=status)


def _frame(wizard: Wizard, page: str) -> dict[str, Any]:
    pages = wizard.pages()
    return {
        "section": "mine",
        "wizard": wizard,
        "version": wizard.version,
        "code": wizard.version.procedure.code,
        "page": page,
        "title": TITLES[page],
        "number": pages.index(page) + 1,
        "total": len(pages),
        "names": [TITLES[one] for one in pages],
        "before": wizard.before(page),
        "for_another": wizard.for_whom() != "self",
    }


def _wizard(draft: Draft) -> Wizard:
    version = version_for(draft, timezone.localdate())
    if version is None:
        raise Http404
    return Wizard(draft, version, list(Document.objects.filter(draft=draft).order_by("pk")))


def _keep(wizard: Wizard, page: str, sent: QueryDict) -> None:
    wizard.keep(page, sent)
    wizard.draft.saved_at = timezone.now()
    wizard.draft.save(update_fields=["answers", "saved_at"])


def _draft_of(account: int, code: str) -> Draft | None:
    drafts = Draft.objects.filter(account=account, version__procedure__code=code)
    return drafts.select_related("version", "offering__department", "offering__desk", "account").first()


def _version(code: str) -> ProcedureVersion | None:
    found = ProcedureVersion.objects.in_force().filter(procedure__code=code)
    return found.select_related("procedure").prefetch_related("cases").first()


def _without_draft(request: HttpRequest, code: str) -> HttpResponseBase:
    """The draft is gone: submitted already (perhaps by the same button pressed twice), or never begun."""
    key = request.POST.get("key", "")
    if request.method == "POST" and len(key) == 36:
        mine = Dossier.objects.submitted_by(person(request))
        dossier = mine.filter(submission_key__in=_uuids(key)).first()
        if dossier is not None:
            return _to(dossier)
    return redirect("cases:start", code)


def _uuids(text: str) -> list[str]:
    return [text] if all(char in "0123456789abcdefABCDEF-" for char in text) else []


def _to(dossier: Dossier) -> HttpResponseBase:
    response = redirect("cases:my_dossier", dossier.code)
    response["Location"] += "?vua-nop=1"
    return response
