"""Make the draft of a result of its template and propose it, as one act."""

from datetime import datetime

from django.db import transaction

from cases.actions.propose import propose
from cases.models import Document, Dossier
from cases.models.issued import new_token
from cases.printing.compile import render
from cases.printing.result_draft import result_paper
from cases.signing.boxes import with_boxes
from cases.storage import checked_pdf, store
from departments.models import User


def propose_drafted(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    outcome: str,
    title: str,
    text: str,
    symbol: str = "",
    revision: int | None = None,
) -> Dossier:
    """The paper with these words, empty boxes for number, day and signatures, and a QR code; then as `propose`."""
    token = new_token()
    facts = result_paper(dossier, title=title, text=text, at=at, token=token)
    file = checked_pdf(with_boxes(render("ket-qua", facts)), f"{title.capitalize()} {dossier.code}.pdf")
    with transaction.atomic():
        document = Document.objects.create(
            dossier=dossier,
            kind=Document.Kind.RESULT,
            name=file.name,
            file=store(file, at),
            content_type=file.content_type,
            size=file.size,
            sha256=file.sha256,
            uploaded_by=by,
            uploaded_at=at,
        )
        return propose(
            dossier,
            by=by,
            at=at,
            outcome=outcome,
            text=text,
            document=document,
            token=token,
            symbol=symbol,
            revision=revision,
        )
