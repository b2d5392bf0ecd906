"""What was handed in, as a page shows it: the checklist of papers with the files that belong to each."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Document, Dossier
from cases.storage.preview import SHOWN
from departments.written import file_size
from procedures.channels import Channel
from procedures.models import RequiredDocument
from procedures.paper_names import is_declaration


def checklist(dossier: Dossier, *, with_files: bool = True, for_office: bool = False) -> list[dict[str, Any]]:
    """Each required paper with what is there of it; without the files for whoever may not open them.

    That a file waits for the virus scanner is said to the office alone: no applicant can do anything about it.
    """
    received = {paper.requirement_id: paper for paper in dossier.papers.all()}
    files: dict[int | None, list[Document]] = {}
    for document in dossier.documents.all():
        if not document.is_the_offices_own:
            files.setdefault(document.requirement_id, []).append(document)
    rows = []
    for requirement in dossier.version.requirements.all():
        if requirement.is_note or requirement.case_id not in (None, dossier.case_id):
            continue
        paper, own = received.get(requirement.pk), files.get(requirement.pk, [])
        declared = is_declared(dossier, requirement)
        rows.append(
            {
                "name": requirement.name,
                "wanted": _wanted(requirement.originals, requirement.copies, present_only=requirement.present_only),
                "originals": paper.originals if paper else 0,
                "copies": paper.copies if paper else 0,
                "files": [file_row(one, for_office=for_office) for one in own] if with_files else [],
                "declared": declared,
                "there": bool(own) or declared or (paper is not None and paper.is_on_paper),
                "verdict": paper.verdict if paper else "",
                "verdict_note": paper.verdict_note if paper else "",
                "required": requirement.required and not requirement.present_only,
            }
        )
    return rows


def is_declared(dossier: Dossier, paper: RequiredDocument) -> bool:
    """Whether the applicant stated online in the e-form what the paper states (NĐ 224/2026 Đ15.1c)."""
    stated = dossier.channel == Channel.ONLINE and bool(dossier.form_data) and is_declaration(paper.name)
    return stated and bool(dossier.version.form_fields.all())


def other_files(dossier: Dossier, *, for_office: bool = False) -> list[dict[str, str]]:
    """Files that belong to no required paper, without those of results and opinions, which stand beside them."""
    known = {requirement.pk for requirement in dossier.version.requirements.all() if not requirement.is_note}
    return [
        file_row(document, for_office=for_office)
        for document in dossier.documents.all()
        if not document.is_the_offices_own and document.requirement_id not in known
    ]


def file_row(document: Document, *, for_office: bool = False) -> dict[str, str]:
    """A file as components/file_row.html shows it."""
    kind = f"{document.get_kind_display()}, " if document.kind != Document.Kind.SUBMITTED else ""
    return {
        "name": document.name,
        "sub": f"{kind}{file_size(document.size)}",
        "preview": reverse("cases:document_preview", args=[document.pk])
        if document.content_type in SHOWN and not document.is_infected
        else "",
        "url": "" if document.is_infected else reverse("cases:document", args=[document.pk]),
        **_scan_badge(document, for_office=for_office),
    }


def _scan_badge(document: Document, *, for_office: bool) -> dict[str, str]:
    if document.is_infected:
        return {
            "badge": _("có mã độc ({scan_found}), đã cách ly").format(scan_found=document.scan_found),
            "tone": "wait",
        }
    if for_office and document.scan == Document.Scan.WAITING:
        return {"badge": _("chưa quét mã độc"), "tone": "wait"}
    return {"badge": "", "tone": ""}


def _wanted(originals: int, copies: int, *, present_only: bool) -> str:
    if present_only:
        return _("chỉ mang theo để đối chiếu")
    parts = [_("{originals} bản chính").format(originals=originals)] if originals else []
    parts += [_("{copies} bản sao").format(copies=copies)] if copies else []
    return ", ".join(parts)
