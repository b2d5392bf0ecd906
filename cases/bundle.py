"""Every paper of one dossier, for an archive: what was handed in, what the office made of it, the result."""

from collections.abc import Iterator
from datetime import datetime

from cases.actions.print_form import print_form
from cases.archive import Entry, files_in, is_theirs
from cases.models import Document, Dossier, PrintedForm
from cases.office_papers import papers_of
from cases.printing.forms import FORMS
from departments.models import User

_FOLDERS = {
    Document.Kind.SUBMITTED: "1 Giấy tờ đã nộp",
    Document.Kind.SUPPLEMENT: "2 Giấy tờ bổ sung",
    Document.Kind.MESSAGE: "3 Tệp trao đổi",
    Document.Kind.OPINION: "4 Ý kiến của đơn vị khác",
    Document.Kind.RESULT: "5 Kết quả",
}
_OFFICE = "4 Giấy tờ của cơ quan"
_CONTROL = "kiem-soat"


def made_papers(dossier: Dossier, *, for_applicant: bool, look_up: str, by: User, at: datetime) -> list[PrintedForm]:
    """The office's papers, those not printed before made now; the applicant gets those meant for him."""
    wanted: list[tuple[str, int | None]] = [
        (form, ordinal) for form, ordinal, _ in papers_of(dossier) if FORMS[form].for_applicant or not for_applicant
    ]
    if dossier.received_at is not None and not for_applicant:
        wanted.append((_CONTROL, None))
    made = (print_form(dossier, form, look_up=look_up, by=by, at=at, ordinal=ordinal) for form, ordinal in wanted)
    return [paper for paper in made if paper is not None]


def entries(dossier: Dossier, papers: list[PrintedForm], *, for_applicant: bool) -> Iterator[Entry]:
    """All of it in folders that sort as the dossier went; the office's draft of a result is the office's own."""
    documents = [one for one in dossier.documents.all() if not for_applicant or is_theirs(one, dossier)]
    folders: dict[str, list[Document | PrintedForm]] = {_OFFICE: list(papers)}
    for document in documents:
        folders.setdefault(_FOLDERS[Document.Kind(document.kind)], []).append(document)
    for folder in sorted(folders):
        yield from files_in(folder, folders[folder])
