"""One process of several that take dossiers in at the same desk: `python -m tests.cases.take_in_many COUNT THREADS`."""

import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import django
from django.db import connection

django.setup()

from cases.actions.take_in import take_in  # noqa: E402
from cases.intake import Intake, Person  # noqa: E402
from departments.models import User  # noqa: E402
from procedures.models import Offering, ProcedureVersion  # noqa: E402

AT = datetime.fromisoformat("2026-11-20T09:00+07:00")


def one(_: int) -> str:
    """Take one dossier in; returns its code."""
    version = ProcedureVersion.objects.get(procedure__code="1.013225")
    offering = Offering.objects.get(procedure=version.procedure, department__code="H26.105")
    intake = Intake(
        key=uuid.uuid4(), version=version, offering=offering, channel="in_person", submitter=Person("Trần Thị Mai")
    )
    dossier = take_in(intake, by=User.objects.get(username="lan"), at=AT)
    connection.close()
    return dossier.code or ""


if __name__ == "__main__":
    count, threads = int(sys.argv[1]), int(sys.argv[2])
    with ThreadPoolExecutor(threads) as pool:
        for code in pool.map(one, range(count)):
            print(code)  # noqa: T201  # the answer to the test
