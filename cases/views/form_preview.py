"""The e-form of a version, also of a draft, exactly as citizens see it, for whoever describes procedures.

What was typed on the pages before travels along with the page, for nothing is kept.
"""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.errors import NotAllowed
from cases.form_pages import FORM
from cases.forms.eform import answers_in_words
from cases.forms.eform.reading import belongs
from cases.gate import person
from cases.models import Draft
from cases.typed import ids
from cases.wizard import Wizard
from procedures.models import ProcedureVersion

_VISITED = "da-xem"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """One page of the form, the next one when it is right, and at the end all answers in words."""
    if not person(request).has_perm("procedures.change_procedureversion"):
        raise NotAllowed("Chỉ người quản trị thủ tục xem thử được tờ khai.")
    versions = ProcedureVersion.objects.select_related("procedure").prefetch_related("form_fields")
    version = get_object_or_404(versions, pk=pk)
    wizard = Wizard(Draft(account=person(request), version=version), timezone.localdate())
    if not wizard.questions:
        raise Http404
    visited = _keep(wizard, request)
    current = request.POST.get("trang", FORM)
    if current not in wizard.form_pages():
        current = next(iter(wizard.form_pages()))
    go = request.POST.get("go", "")
    page = _turned(wizard, current, go) if request.method == "POST" else current
    if page is None:
        return _end(request, wizard)
    bound = wizard.forms_of(page)[0] if page in visited else None
    form = bound or wizard.form_pages()[page].form(None, wizard.day)
    wrong = go == "next" and page == current and not form.is_valid()
    context = _context(wizard, page, form, sorted({*visited, page}))
    return render(
        request, "cases/citizen/form_preview.html", context | {"invalid": wrong}, status=422 if wrong else 200
    )


def _keep(wizard: Wizard, request: HttpRequest) -> list[str]:
    """Read what was typed on the pages seen so far, each of which may bring others; the pages that were read."""
    seen, kept = {*request.POST.getlist(_VISITED)}, []
    while page := next((slug for slug in wizard.form_pages() if slug in seen and slug not in kept), None):
        wizard.keep(page, request.POST)
        kept.append(page)
    return kept


def _turned(wizard: Wizard, page: str, go: str) -> str | None:
    """The page that the button leads to; None behind the last one."""
    verb, _, rest = go.partition(":")
    key, _, number = rest.partition(":")
    if verb == "them":
        wizard.add_row(page, key)
    elif verb == "bo" and (row := ids([number])):
        wizard.remove_row(page, key, row[0])
    slugs = list(wizard.form_pages())
    place = slugs.index(page)
    if go == "back":
        return slugs[max(place - 1, 0)]
    if go != "next" or not wizard.forms_of(page)[0].is_valid():
        return page
    return slugs[place + 1] if place + 1 < len(slugs) else None


def _end(request: HttpRequest, wizard: Wizard) -> HttpResponse:
    groups = answers_in_words(wizard.questions, wizard.answers())
    return render(request, "cases/citizen/form_preview_end.html", {"version": wizard.version, "groups": groups})


def _context(wizard: Wizard, page: str, form: Any, visited: list[str]) -> dict[str, Any]:
    pages = wizard.form_pages()
    typed = wizard.draft.answers.get(FORM) or {}
    here = pages[page].questions
    return {
        "version": wizard.version,
        "forms": [form],
        "eform": form,
        "page": page,
        "title": pages[page].title,
        "number": list(pages).index(page) + 1,
        "total": len(pages),
        "names": [one.title for one in pages.values()],
        "visited": visited,
        "carried": [
            (box, text)
            for box, texts in typed.items()
            if not any(belongs(question, box) for question in here)
            for text in texts
        ],
    }
