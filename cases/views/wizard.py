"""Submitting online, one page a group of questions; what is typed is kept after each, valid or not."""

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cases.actions.open_application import open_application
from cases.actions.submit import submit
from cases.bill import bill_of
from cases.draft_papers import change_papers
from cases.drafts import draft_of, holds_on, receives_online, writing
from cases.errors import MoveRefused
from cases.forms.applicant import OWNER_TITLES
from cases.gate import person
from cases.intake import Intake
from cases.models import Application, Dossier, Draft
from cases.paper_rows import paper_rows
from cases.storage import (
    one_file_a_paper,
)
from cases.summary import summary_of
from cases.typed import ids, key_in
from cases.wizard import CHECK, MENDING, PAPERS, RESUME, Wizard
from procedures.models import Bundle, bundle_of

_SAVED = _("Đã lưu bản nháp. Bạn có thể làm tiếp bất cứ lúc nào trong “Hồ sơ của tôi”.")
_ROWS = ("them:", "bo:")  # the buttons of a table: them:<question>, bo:<question>:<row>


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, code: str, page: str, number: int = 1) -> HttpResponseBase:
    """One page of the draft; what is sent is kept first of all, then it goes on or is shown with what is wrong."""
    draft = draft_of(person(request), code, number)
    if draft is None or _is_another(request, page, draft):
        return _without_draft(request, code)
    wizard = Wizard(draft, timezone.localdate())
    if page not in wizard.pages():
        return _elsewhere(wizard, page)
    if request.method == "POST" and page != CHECK:
        return _sent(request, wizard, page)
    if not holds_on(draft.version, wizard.day):
        return redirect(draft.address())
    if page == CHECK:
        return _check(request, wizard)
    return _show(request, wizard, page, _calm(request, wizard.forms_of(page)))


def _sent(request: HttpRequest, wizard: Wizard, page: str) -> HttpResponseBase:
    """Keep what is sent, go on when it is right, else show what is wrong beside it."""
    draft, day = wizard.draft, wizard.day
    if not _kept(wizard, page, request.POST):
        return _without_draft(request, wizard.version.procedure.code)
    if not holds_on(draft.version, day):
        return redirect(draft.address())
    answer = _papers(request, wizard) if page == PAPERS else _questions(request, wizard, page)
    done, pages = Wizard(draft, day).progress()
    Draft.objects.filter(pk=draft.pk).update(done=done, pages=pages)
    return answer


def _questions(request: HttpRequest, wizard: Wizard, page: str) -> HttpResponseBase:
    if aside := _aside(request, wizard, page):
        return aside
    forms = wizard.forms_of(page, request.POST)
    if not [form for form in forms if not form.is_valid()]:
        return _onward(request, wizard, page)
    return _show(request, wizard, page, forms, status=422)


def _is_another(request: HttpRequest, page: str, draft: Draft) -> bool:
    """Whether the page that sends this was opened for an earlier draft, whose number this one has now."""
    sent = request.POST.get("key" if page == CHECK else "draft-key", "")
    return bool(sent) and sent != str(draft.key)


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
    return redirect(wizard.draft.address(wizard.stopped_at()))


def _onward(request: HttpRequest, wizard: Wizard, page: str) -> HttpResponseBase:
    """To the next page, or back to the check whoever came from there to mend one answer."""
    return redirect(wizard.draft.address(CHECK if MENDING in request.GET else wizard.after(page)))


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
            return redirect(wizard.draft.address((CHECK if MENDING in request.GET else wizard.before(page)) or ""))
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
    refused, unusable = change_papers(wizard, request.POST, request.FILES, by=person(request), at=timezone.now())
    for _one in range(unusable):
        messages.warning(request, gettext("Giấy tờ này không dùng lại được. Hãy tải tệp lên."))
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
        if bundle := bundle_of(wizard.version.procedure_id):
            return _interlinked(request, wizard, bundle, wizard.intake(offering))
        dossier = submit(
            wizard.intake(offering),
            by=person(request),
            at=now,
            documents=one_file_a_paper(wizard.draft, wizard.sent_documents(), at=now),
            draft=wizard.draft,
        )
        return _to(dossier)
    context = {
        **_frame(wizard, CHECK),
        "summary": summary_of(wizard),
        "doubts": wizard.doubts(),
        "open_pages": [(wizard.draft.address(page), wizard.titles()[page]) for page in open_pages],
        "undeclared": undeclared,
        "closed": closed,
        "bill": bill_of(wizard, timezone.localdate(now)),
    }
    return render(request, "cases/citizen/check.html", context, status=422 if request.method == "POST" else 200)


def _interlinked(request: HttpRequest, wizard: Wizard, bundle: Bundle, intake: Intake) -> HttpResponseBase:
    """One submission, a dossier at each agency; where one of them has no agency nothing is submitted."""
    by, at = person(request), timezone.now()
    documents = one_file_a_paper(wizard.draft, wizard.sent_documents(), at=at)
    try:
        application = open_application(
            intake, bundle, account=by, by=by, at=at, documents=documents, draft=wizard.draft
        )
    except MoveRefused as error:
        messages.error(request, str(error))
        return redirect(wizard.draft.address(CHECK))
    return redirect(application)


def _show(
    request: HttpRequest, wizard: Wizard, page: str, forms: list[Any], *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {**_frame(wizard, page), "forms": forms, "invalid": status == 422}
    if page == PAPERS:
        context |= paper_rows(wizard, **more)
        return render(request, "cases/citizen/papers.html", context, status=status)
    if page in wizard.form_pages():
        context["eform"] = forms[0]
    return render(request, "cases/citizen/questions.html", context, status=status)


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
        "start_url": wizard.draft.address(),
        "before_url": wizard.draft.address(wizard.before(page) or ""),
        "keep_url": wizard.draft.keeping_address(page) if page != CHECK else "",
        "owner_title": OWNER_TITLES.get(wizard.for_whom(), ""),
    }


def _without_draft(request: HttpRequest, code: str) -> HttpResponseBase:
    """The draft is gone: submitted already (perhaps by the same button pressed twice), or never begun."""
    key = key_in(request.POST.get("draft-key") or request.POST.get("key", ""))
    dossier = Dossier.objects.submitted_by(person(request)).filter(submission_key=key).first() if key else None
    application = Application.objects.filter(key=key, account=person(request)).first() if key else None
    return _to(dossier) if dossier else redirect(application or reverse("cases:start", args=[code]))


def _to(dossier: Dossier) -> HttpResponseBase:
    response = redirect("cases:my_dossier", dossier.code)
    response["Location"] += "?vua-nop=1"
    return response
