"""The minutes of a list of papers that go from one unit to another, with every dossier on it."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Count, Q

from cases.models import Document, Handover, HandoverItem, Paper
from cases.printing.facts import Facts, place_of, unit_heading
from cases.printing.wording import wording
from departments.vietnamese import long_date, long_moment, plain_moment
from departments.working_time import local


def handover_minutes_of(handover: Handover, lines: Sequence[HandoverItem]) -> Facts:
    """Biên bản giao nhận hồ sơ of the whole list; 3 statements."""
    form, agency = wording("giao-nhan"), handover.giver.agency()
    words, takers = form["sentences"], dict.fromkeys(str(line.settled_by) for line in lines if line.settled_by)
    dossiers = [line.dossier_id for line in lines]
    on_paper = Counter(
        dict(
            Paper.objects.filter(Q(originals__gt=0) | Q(copies__gt=0), dossier__in=dossiers)
            .order_by()
            .values_list("dossier")
            .annotate(count=Count("pk"))
        )
    )
    kinds = (Document.Kind.SUBMITTED, Document.Kind.SUPPLEMENT)
    files = Counter(
        dict(
            Document.objects.filter(kind__in=kinds, dossier__in=dossiers)
            .order_by()
            .values_list("dossier")
            .annotate(count=Count("pk"))
        )
    )
    missing = [f"{line.dossier.code}: thiếu {line.missing}" for line in lines if line.missing]
    count = len(lines) - len(missing)
    return {
        "form": form,
        "heading": unit_heading(handover.giver, agency),
        "place_date": f"{place_of(agency)}, {long_date(local(handover.made_at).date())}",
        "timestamp": int(handover.made_at.timestamp()),
        "code": "",
        "unit": handover.giver.name,
        "number": f"Số: {handover.pk}",
        "met": words["met"].format(moment=long_moment(handover.made_at), place=handover.giver.name),
        "giver": {"unit": handover.giver.name, "person": handover.made_by.get_full_name()},
        "taker": {"unit": handover.taker.name, "person": ", ".join(takers)},
        "rows": [
            {
                "code": line.dossier.code,
                "procedure": line.dossier.version.name,
                "person": line.dossier.owner.full_name,
                "papers": str(on_paper[line.dossier_id]),
                "files": str(files[line.dossier_id]),
                "due": plain_moment(line.dossier.due_at),
            }
            for line in lines
        ],
        "done": words["done"].format(count=f"{count:02d}"),
        "note": "; ".join([*([handover.note] if handover.note else []), *missing]),
        "signer_left": handover.made_by.get_full_name(),
        "signer_right": next(iter(takers), ""),
    }
