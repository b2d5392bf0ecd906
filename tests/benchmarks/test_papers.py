"""What a paper and a signature cost: each printed form, one signature, a batch of fifty; prints, never judges.

Works on both databases:

    .venv/bin/python -m pytest -m benchmark tests/benchmarks/test_papers.py -s
    DATABASE_URL=postgres://… .venv/bin/python -m pytest -m benchmark tests/benchmarks/test_papers.py -s

`BENCHMARK_ROUNDS` makes each paper another number of times than 15. Times are milliseconds of the wall; of several
rounds the median. `made` is drawing the paper and keeping it, `again` giving out what is kept. The key is a PKCS#12
file of the trial authority: a signing service adds the time of its network.
"""

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from cases.actions.print_form import print_form
from cases.actions.propose import approve, propose
from cases.actions.sign import sign, sign_many
from cases.models import Document, Dossier
from cases.printing.compile import render
from cases.printing.forms import FORMS
from cases.signing.checking import signatures_in
from cases.storage import accept_upload
from tests.benchmarks.test_lists import Stopwatch, say
from tests.cases.printing.papers import ADDRESS, LIVES
from tests.cases.signing.keys import AT, gives_key
from tests.cases.uploads import a_pdf
from tests.world import World, hanoi

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

ROUNDS = int(os.environ.get("BENCHMARK_ROUNDS", "15"))
BATCH = 50
NOW = hanoi("2026-11-20 10:00")


def took(work: Callable[[], Any]) -> float:
    """Milliseconds of the wall that it took."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


@pytest.mark.parametrize("form", FORMS)
def test_a_form(world: World, form: str) -> None:
    dossier, kind = LIVES[form](world), FORMS[form]
    facts = kind.facts(dossier, ADDRESS, None)
    assert facts is not None
    drawn = statistics.median(took(lambda: render(kind.template, facts)) for _ in range(ROUNDS))
    figures = ""
    if kind.event:
        made = took(lambda: print_form(dossier, form, look_up=ADDRESS, by=world.lan, at=NOW))
        again = [took(lambda: print_form(dossier, form, look_up=ADDRESS, by=world.lan, at=NOW)) for _ in range(ROUNDS)]
        figures = f"{made:9.1f}{statistics.median(again):9.1f}"
    if form == next(iter(FORMS)):
        say(f"\n{connection.vendor}\n{'form':20}{'kB':>9}{'drawn':>9}{'made':>9}{'again':>9}")
    say(f"{form:20}{len(render(kind.template, facts)) / 1000:9.1f}{drawn:9.1f}{figures}")


def test_signatures(world: World, settings: Any) -> None:
    gives_key(world.son, settings)
    ones = [took(lambda one=one: sign(one, by=world.son, at=NOW)) for one in drafts(world, ROUNDS)]
    batch = [(one, one.revision) for one in drafts(world, BATCH)]
    watch = Stopwatch()
    began, worked = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(watch):
        done = list(sign_many(batch, by=world.son, at=NOW))
    whole, cpu = time.perf_counter() - began, time.process_time() - worked
    assert [one.error for one in done] == [""] * BATCH
    last = Dossier.objects.get(pk=batch[-1][0].pk).result.document
    assert last is not None
    with last.file.open("rb") as file:
        assert [one.whole for one in signatures_in(file.read())] == [True]
    say(f"\n{connection.vendor}\none signature: {statistics.median(ones):.0f} ms (median of {ROUNDS})")
    say(
        f"a batch of {BATCH}: {whole:.1f} s of the wall, {cpu:.1f} s of work here, {sum(watch.times):.0f} ms in"
        f" {len(watch.times)} statements; {whole * 1000 / BATCH:.0f} ms each"
    )


def drafts(world: World, count: int) -> list[Dossier]:
    """So many dossiers whose draft lies with the leader, each a page."""
    found = []
    for _ in range(count):
        dossier = world.assigned(AT)
        upload = SimpleUploadedFile("du-thao.pdf", a_pdf())
        file = accept_upload(upload, at=AT, by=world.minh, dossier=dossier, kind=Document.Kind.RESULT)
        propose(dossier, by=world.minh, at=AT, outcome="granted", text="Đủ điều kiện.", document=file)
        approve(dossier, by=world.ha, at=AT)
        found.append(Dossier.objects.get(pk=dossier.pk))
    return found
