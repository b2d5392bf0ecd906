"""The minutes of a list of papers that go from one unit to another, with every dossier on it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from cases.models import Document, Dossier, Handover, HandoverItem, Paper
from cases.printing.facts import Facts, place_of, unit_heading
from cases.printing.wording import wording
from departments.models import Department
from departments.vietnamese import long_date, long_moment, plain_moment
from departments.working_time import local


def handover_minutes_of(handover: Handover, lines: Sequence[HandoverItem]) -> Facts:
    """Biên bản giao nhận hồ sơ of the whole list; 3 statements."""
    takers = dict.fromkeys(str(line.settled_by) for line in lines if line.settled_by)
    missing = [f"{line.dossier.code}: thiếu {line.missing}" for line in lines if line.missing]
    facts = _minutes(
        [line.dossier for line in lines],
        desk=handover.giver,
        at=handover.made_at,
        giver={"unit": handover.giver.name, "person": handover.made_by.get_full_name()},
        taker={"unit": handover.taker.name, "person": ", ".join(takers)},
        complete=len(lines) - len(missing),
    )
    return facts | {
        "number": f"Số: {handover.pk}",
        "note": "; ".join([*([handover.note] if handover.note else []), *missing]),
        "signer_right": next(iter(takers), ""),
    }


def counter_minutes(dossiers: Sequence[Dossier]) -> Facts:
    """The same of all that one person handed in at a counter, those taken in first on top."""
    first, last = dossiers[0], dossiers[-1]
    clerk = first.taken_in_by.get_full_name() if first.taken_in_by else ""
    facts = _minutes(
        dossiers,
        desk=first.desk,
        at=last.submitted_at,
        giver={"unit": "Người nộp hồ sơ", "person": first.submitter.full_name},
        taker={"unit": first.desk.name, "person": clerk},
        complete=len(dossiers),
    )
    return facts | {"signer_right": clerk}


def _minutes(
    dossiers: Sequence[Dossier], *, desk: Department, at: datetime, giver: Facts, taker: Facts, complete: int
) -> Facts:
    form, agency = wording("giao-nhan"), desk.agency()
    words, pks = form["sentences"], [one.pk for one in dossiers]
    papers = Paper.objects.filter(Q(originals__gt=0) | Q(copies__gt=0), dossier__in=pks)
    kinds = (Document.Kind.SUBMITTED, Document.Kind.SUPPLEMENT)
    on_paper, files = _numbers(papers), _numbers(Document.objects.filter(kind__in=kinds, dossier__in=pks))
    return {
        "form": form,
        "heading": unit_heading(desk, agency),
        "place_date": f"{place_of(agency)}, {long_date(local(at).date())}",
        "timestamp": int(at.timestamp()),
        "code": "",
        "unit": desk.name,
        "met": words["met"].format(moment=long_moment(at), place=desk.name),
        "giver": giver,
        "taker": taker,
        "rows": [
            {
                "code": one.code,
                "procedure": one.version.name,
                "person": one.owner.full_name,
                "papers": str(on_paper[one.pk]),
                "files": str(files[one.pk]),
                "due": plain_moment(one.due_at),
            }
            for one in dossiers
        ],
        "done": words["done"].format(count=f"{complete:02d}"),
        "note": "",
        "signer_left": giver["person"],
    }


def _numbers(rows: QuerySet[Any]) -> Counter[int]:
    """How many rows each dossier has."""
    return Counter(dict(rows.order_by().values_list("dossier").annotate(count=Count("pk"))))
