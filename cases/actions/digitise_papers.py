"""Scan in what was taken in on paper: the file is kept with the dossier, and its paper counts as digitised."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile

from cases.actions._digitise import digitise
from cases.actions._move import moving
from cases.models import Dossier
from departments.models import User
from procedures.models import RequiredDocument


def digitise_papers(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    scans: Mapping[RequiredDocument, Sequence["UploadedFile[bytes]"]],
    revision: int | None = None,
) -> Dossier:
    """Keep the files as the papers they stand for. Raises UploadRefused for the first that cannot be kept."""
    with moving(dossier, "digitise", by=by, at=at, note=names_of(scans), revision=revision) as locked:
        digitise(locked, {paper.pk: files for paper, files in scans.items()}, {}, by=by, at=at)
    return dossier


def names_of(papers: Mapping[RequiredDocument, object]) -> str:
    """What the log says was scanned."""
    return "; ".join(paper.name for paper in papers)
